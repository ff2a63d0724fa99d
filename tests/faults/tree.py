"""The small good tree: all that a real one has, once. Its outputs are written by the runner, never here."""

import json
import re
import subprocess
import sys
from pathlib import Path

from records import hash_of

from faults.places import PACKAGES, RECORD

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "tests" / "runner.py"

HOME_PT = """\
---
description: Veja uma árvore pequena em que tudo está certo.
level: core
---

# Tocha { #tocha }

Uma árvore pequena e boa.

- [Tensores](tensors/index.md)
- [Exercícios](tensors/exercises.md#double)

```bash
python --version
```

<!-- commands -->
"""
HOME_EN = """\
---
description: See a small tree in which all is right.
level: core
---

# Tocha { #tocha }

A small and good tree.

- [Tensors](tensors/index.md)
- [Exercises](tensors/exercises.md#double)

```bash
python --version
```

<!-- commands -->
"""


def shown(section: str, *kinds: str, page: str = "tensors/index", indent: str = "") -> str:
    """The fences that show a section: its code, its output, or both."""
    info = {"py": "python", "out": "{ .text .output .no-copy }"}
    fences = [f'```{info[kind]}\n--8<-- "{page}.{kind}:{section}"\n```' for kind in kinds]
    return "\n".join(f"{indent}{line}" if line else "" for line in "\n\n".join(fences).split("\n"))


PAGE_PT = f"""\
---
description: Some dois tensores e veja o que eles dizem.
level: core
---

# Tensores {{ #tensors }}

Um *lote (batch)* junta preços; o dobro do primeiro é `5.0`, e a metade é $1.25$.

{shown("prices", "py", "out")}

## Somar {{ #add }}

| Nome | Valor |
| --- | --- |
| `prices` | três preços |

!!! predict "Preveja: o que sai?"

    1. Um número
    2. Um erro

    ??? answer "Ver a saída"

{shown("noise", "py", "out", indent=" " * 8)}

        **Resposta 1.** Veja o [primeiro bloco](#tensors).

## Erros e avisos {{ #errors }}

{shown("mismatch", "py", "out")}

{shown("copied", "py", "out")}

{shown("old-form", "py", "out")}

{shown("device", "py", "out")}

## Uma curva {{ #curve }}

{shown("curve", "py")}

![Uma curva que desce até zero e sobe de novo.](index.curve.svg)
"""
PAGE_EN = f"""\
---
description: Add two tensors and see what they say.
level: core
---

# Tensors {{ #tensors }}

A *batch (lote)* joins prices; the double of the first is `5.0`, and the half is $1.25$.

{shown("prices", "py", "out")}

## Add {{ #add }}

| Name | Value |
| --- | --- |
| `prices` | three prices |

!!! predict "Predict: what comes out?"

    1. A number
    2. An error

    ??? answer "See the output"

{shown("noise", "py", "out", indent=" " * 8)}

        **Answer 1.** See the [first block](#tensors).

## Errors and warnings {{ #errors }}

{shown("mismatch", "py", "out")}

{shown("copied", "py", "out")}

{shown("old-form", "py", "out")}

{shown("device", "py", "out")}

## A curve {{ #curve }}

{shown("curve", "py")}

![A curve that falls to zero and rises again.](index.curve.svg)
"""
CODE = """\
# --8<-- [start:prices]
import torch

torch.manual_seed(0)
# pt: Três preços, do menor ao maior
# en: Three prices, from the lowest to the highest
prices = torch.tensor([1.5, 2.5, 4.25])  # (3,)
print(f"{prices * 2 = }")
print(f"{prices[1] / 2 = :.2f}")
print(f"{len(prices) = }")
# --8<-- [end:prices]
assert prices.sum() == 8.25

# --8<-- [start:noise]
noise = torch.rand(3)
print(f"{noise.mean().item() = :.4f}")
# --8<-- [end:noise]
assert noise.max() < 1

# --8<-- [start:mismatch] raises RuntimeError
prices + torch.ones(2)
# --8<-- [end:mismatch]

# --8<-- [start:copied] warns UserWarning
copied = torch.tensor(prices)
# --8<-- [end:copied]

# --8<-- [start:old-form] old
print(torch.Tensor([3.0]))
# --8<-- [end:old-form]

# --8<-- [start:device] varies
print(torch.__version__)
# --8<-- [end:device]

# --8<-- [start:curve]
import matplotlib.pyplot as plt

x = torch.linspace(-2, 2, 5)
figure, axes = plt.subplots()
axes.plot(x, x**2)
# --8<-- [end:curve]
"""
EXERCISES_PT = f"""\
---
description: Dobre um número e confira a resposta.
level: deeper
---

# Exercícios {{ #exercises }}

## O dobro {{ #double }}

**Complete** · básico · 1 min

{shown("double-start", "py", page="tensors/exercises")}

{shown("double-check", "py", "out", page="tensors/exercises")}

??? hint "Dica 1"

    Some o número com ele mesmo.

??? solution "Solução"

{shown("double-solution", "py", page="tensors/exercises", indent="    ")}
"""
EXERCISES_EN = f"""\
---
description: Double a number and check the answer.
level: deeper
---

# Exercises {{ #exercises }}

## The double {{ #double }}

**Complete** · basic · 1 min

{shown("double-start", "py", page="tensors/exercises")}

{shown("double-check", "py", "out", page="tensors/exercises")}

??? hint "Hint 1"

    Add the number to itself.

??? solution "Solution"

{shown("double-solution", "py", page="tensors/exercises", indent="    ")}
"""
EXERCISE_CODE = """\
# --8<-- [start:double-start]
number = 3
answer = None
# --8<-- [end:double-start]


# --8<-- [start:double-check] raises AssertionError
def check_double():
    assert answer == 2 * number, f"{answer = }"


check_double()
# --8<-- [end:double-check]

# --8<-- [start:double-solution]
answer = number + number
# --8<-- [end:double-solution]
check_double()

# --8<-- [start:double-wrong-square] raises AssertionError
answer = number**2
check_double()
# --8<-- [end:double-wrong-square]
"""
PROOF_PT = """\
---
description: Veja o que foi executado, e onde.
level: deeper
---

# Prova { #proof }

## Todas as páginas { #table }

<!-- proof-table -->

<!-- proof-gaps -->
"""
PROOF_EN = """\
---
description: See what was run, and where.
level: deeper
---

# Proof { #proof }

## All pages { #table }

<!-- proof-table -->

<!-- proof-gaps -->
"""
GLOSSARY_PT = """\
---
description: Ache o que quer dizer cada termo.
level: deeper
---

# Glossário { #glossary }

<!-- glossary -->
"""
GLOSSARY_EN = """\
---
description: Find what each term means.
level: deeper
---

# Glossary { #glossary }

<!-- glossary -->
"""
LIST_PT = """\
---
description: Ache uma mensagem entre todas.
level: deeper
---

# Atlas { #atlas }

<!-- atlas -->
"""
LIST_EN = """\
---
description: Find a message among all of them.
level: deeper
---

# Atlas { #atlas }

<!-- atlas -->
"""
ATLAS_PT = f"""\
---
description: Conserte uma conta entre dois tensores.
level: deeper
---

# Contas {{ #sums }}

## `must match the size of tensor b` {{ #unequal }}

{shown("unequal", "py", "out", page="reference/errors/shapes")}

São três números e dois.

{shown("unequal-fixed", "py", page="reference/errors/shapes")}

Veja a [soma](../../tensors/index.md#add).

## `CUDA out of memory` {{ #memory }}

```{{ .text .quoted .no-copy }}
RuntimeError: CUDA out of memory. Tried to allocate 20 MiB
```

Faça [menos](../../tensors/index.md).
"""
ATLAS_EN = f"""\
---
description: Mend a sum of two tensors.
level: deeper
---

# Sums {{ #sums }}

## `must match the size of tensor b` {{ #unequal }}

{shown("unequal", "py", "out", page="reference/errors/shapes")}

There are three numbers and two.

{shown("unequal-fixed", "py", page="reference/errors/shapes")}

See the [sum](../../tensors/index.md#add).

## `CUDA out of memory` {{ #memory }}

```{{ .text .quoted .no-copy }}
RuntimeError: CUDA out of memory. Tried to allocate 20 MiB
```

Do [less](../../tensors/index.md).
"""
ATLAS_CODE = """\
# --8<-- [start:unequal] raises RuntimeError
import torch

torch.ones(3) + torch.ones(2)
# --8<-- [end:unequal]

# --8<-- [start:unequal-fixed]
total = torch.ones(3) + torch.ones(3)
# --8<-- [end:unequal-fixed]
assert total.sum() == 6
"""
CONDITION = {"device": "cpu", "device_name": "CPU", "python": "3.11.7", "system": "Linux x86_64", "torch": "2.13.0"}
TERMS = """\
[[term]]
en = "batch"
pt = "lote"
ban = ["batelada"]
page = "tensors/index#add"
definition_pt = "Preços que se somam juntos: 3 de uma vez."
definition_en = "Prices that are added together: 3 at once."
note = "m."

[[term]]
en = "learning rate"
pt = "taxa de aprendizado"
ban = ["taxa de aprendizagem"]
page = "tensors/exercises"
definition_pt = "Número que dá o tamanho do passo."
definition_en = "A number that gives the size of the step."
note = "f."
"""
NAV = """\
nav:
  - index.md
  - {chapter}:
      - tensors/index.md
      - tensors/exercises.md
  - reference/glossary.md
  - reference/errors/index.md
  - reference/errors/shapes.md
  - proof.md
"""
FILES = {
    "docs/glossary.toml": TERMS,
    "tests/words/en.txt": "Tocha\n",
    "docs/pt/index.md": HOME_PT,
    "docs/en/index.md": HOME_EN,
    "docs/pt/tensors/index.md": PAGE_PT,
    "docs/en/tensors/index.md": PAGE_EN,
    "docs/pt/tensors/exercises.md": EXERCISES_PT,
    "docs/en/tensors/exercises.md": EXERCISES_EN,
    "docs/pt/reference/errors/index.md": LIST_PT,
    "docs/en/reference/errors/index.md": LIST_EN,
    "docs/pt/reference/errors/shapes.md": ATLAS_PT,
    "docs/en/reference/errors/shapes.md": ATLAS_EN,
    "docs/pt/proof.md": PROOF_PT,
    "docs/en/proof.md": PROOF_EN,
    "docs/pt/reference/glossary.md": GLOSSARY_PT,
    "docs/en/reference/glossary.md": GLOSSARY_EN,
    "snippets/tensors/index.py": CODE,
    "snippets/tensors/exercises.py": EXERCISE_CODE,
    "snippets/reference/errors/shapes.py": ATLAS_CODE,
}


def plant(root: Path) -> None:
    """Write the small tree into a folder: the real settings and packages, its own pages, a record, its own outputs."""
    for name, text in FILES.items():
        write(root / name, text)
    for name, chapter in (("mkdocs.yml", "Tensores"), ("mkdocs.en.yml", "Tensors")):
        write(root / name, small_settings((ROOT / name).read_text(encoding="utf-8"), chapter))
    for name in (PACKAGES, "requirements.txt"):
        write(root / name, (ROOT / name).read_text(encoding="utf-8"))
    write(root / RECORD, record(root, {"reference/errors/shapes": 2, "tensors/exercises": 3, "tensors/index": 7}))
    done = run(root / "snippets", "--write")
    assert done.returncode == 0, done.stdout + done.stderr


def record(root: Path, blocks: dict[str, int], on_device: int = 0, date: str = "2026-11-22", **condition) -> str:
    """A record as a run writes it: these snippets of a tree with their blocks, under the usual condition but for ..."""
    runs = {
        name: {
            "blocks": number,
            "blocks_on_device": on_device,
            "commit": "0123abcd",
            "date": date,
            "hash": hash_of(root / "snippets" / f"{name}.py"),
        }
        for name, number in blocks.items()
    }
    return json.dumps({"condition": CONDITION | condition, "snippets": runs}, indent=1, sort_keys=True) + "\n"


def small_settings(text: str, chapter: str) -> str:
    """The real settings, their navigation cut down, their hooks and theme where they stand."""
    small, found = re.subn(r"^nav:\n(?:[ -].*\n)+", NAV.format(chapter=chapter), text, flags=re.MULTILINE)
    assert found == 1, "expected one nav in the settings"
    return re.sub(r"docs/(hooks|theme)\b", lambda folder: (ROOT / folder[0]).as_posix(), small)


def write(file: Path, text: str) -> None:
    """Write a file, its folders if need be, with the line ends that the repository has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def run(*arguments, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """Call the runner, as `make outputs` and the tests do."""
    command = [sys.executable, str(RUNNER), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")
