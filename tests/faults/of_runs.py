"""Faults that only a run of the snippets can tell."""

import sys

from faults.edits import change, fault, make, remove
from faults.places import CODE, DRILL, FIGURE, OUT
from faults.tree import run

# For one file; where there is no fork, each process imports torch.
SECONDS = 10 if sys.platform == "linux" else 60
LAST = "# --8<-- [end:double-wrong-square]\n"
GHOST = "snippets/tensors/ghost"
OLD_OUT = "--8<-- [start:old-form]\ntensor([3.])\n--8<-- [end:old-form]\n\n"
GUARD = 'import sys\n\nif __name__ == "__main__":\n    sys.exit("no data")\n'


def hidden(name: str, code: str, at: str, says: str):
    """A fault that is some hidden code at the end of a snippet; the place is the first line that holds `at`."""
    return fault(name, run, change(DRILL, LAST, f"{LAST}\n{code}\n"), at=f"{DRILL}|{at}", says=says)


OUTPUTS = [
    fault("A leading digit of an output is changed", run, change(OUT, "5.0000", "6.0000")),
    fault("A last digit is changed by two units", run, change(OUT, "0.4510", "0.4512")),
    fault("An integer of an output is changed by one", run, change(OUT, "len(prices) = 3", "len(prices) = 4")),
    fault("A sign of an output is changed", run, change(OUT, "0.4510", "-0.4510")),
    fault("A word of an output is changed", run, change(OUT, "tensor([3.])", "Tensor([3.])")),
    fault("A number of an error message is changed", run, change(OUT, "tensor b (2)", "tensor b (1)")),
    fault("A line of an output is missing", run, change(OUT, "len(prices) = 3\n", ""), at=f"{OUT}|end:prices"),
    fault("A line of an output is doubled", run, change(OUT, "prices[1]", "prices[0]\nprices[1]")),
    fault("An output is missing in its file", run, change(OUT, OLD_OUT, ""), at=f"{OUT}|start:prices"),
    fault(
        "An output file holds a section that no code prints",
        run,
        change(OUT, OLD_OUT, OLD_OUT * 2),
        at=OUT,
        says="a sec",
    ),
    fault(
        "An output file cannot be read",
        run,
        change(OUT, "--8<-- [end:noise]\n", ""),
        at=f"{OUT}|start:mismatch",
        says="'mismatch' starts inside 'noise'",
    ),
    fault("An output file is missing", run, remove(OUT), says="this file is missing"),
    fault("An output has no snippet", run, make(f"{GHOST}.out", "text\n"), says="no snippet makes this file"),
    fault("A figure has no snippet", run, make(f"{GHOST}.curve.svg", "<svg/>\n"), says="no snippet makes this file"),
    fault(
        "A figure was edited by hand", run, change(FIGURE, "viewBox", "viewbox"), says="the figure changed: expected"
    ),
    fault("A figure is missing", run, remove(FIGURE), says="this file is missing"),
    fault(
        "A figure is drawn by no section",
        run,
        make("snippets/tensors/index.noise.svg", "<svg/>\n"),
        says="no run makes",
    ),
]
CHANGES = [
    fault("A number of a snippet is changed", run, change(CODE, "rand(3)", "rand(4)"), at=f"{OUT}|noise.mean"),
    fault(
        "An operator of a snippet is changed",
        run,
        change(CODE, "= torch.rand", "= -torch.rand"),
        at=f"{OUT}|noise.mean",
    ),
    fault(
        "A seed of a snippet is changed", run, change(CODE, "manual_seed(0)", "manual_seed(1)"), at=f"{OUT}|noise.mean"
    ),
    fault("A section prints no more", run, change(CODE, "print(torch.Tensor([3.0]))", "torch.Tensor([3.0])"), at=OUT),
    fault("A curve is another", run, change(CODE, "x**2", "x**3"), at=FIGURE, says="the figure changed: expected"),
    fault(
        "A section draws two figures",
        run,
        change(CODE, "x**2)\n", "x**2)\nplt.figure()\n"),
        at=f"{CODE}|start:curve",
        says="2 figures are open",
    ),
]
PROMISES = [
    fault("A hidden assertion is false", run, change(CODE, "== 8.25", "== 8.5"), says="AssertionError"),
    fault(
        "A section raises unannounced",
        run,
        change(CODE, "mismatch] raises RuntimeError", "mismatch]"),
        at=f"{CODE}|prices + ",
        says="RuntimeError",
    ),
    fault(
        "A section raises another type",
        run,
        change(CODE, "raises RuntimeError", "raises ValueError"),
        at=f"{CODE}|prices + ",
        says="RuntimeError",
    ),
    fault(
        "An announced raise does not come",
        run,
        change(CODE, "torch.ones(2)", "torch.ones(3)"),
        says="expected RuntimeError, nothing",
    ),
    fault(
        "A section warns unannounced",
        run,
        change(CODE, "copied] warns UserWarning", "copied]"),
        at=f"{CODE}|copied = torch",
        says="UserWarning was not announced",
    ),
    fault(
        "A section warns of another type",
        run,
        change(CODE, "warns User", "warns Future"),
        at=f"{CODE}|copied = torch",
        says="expected FutureWarning, the warnings were",
    ),
    fault(
        "An announced warning does not come",
        run,
        change(CODE, "torch.tensor(prices)", "prices.clone()"),
        says="expected UserWarning, the warnings were",
    ),
    fault(
        "A check accepts a wrong answer",
        run,
        change(DRILL, "assert answer == 2 * number", "assert answer"),
        at=f"{DRILL}|number**2",
        says="expected AssertionError, nothing was raised",
    ),
    fault(
        "A check accepts the empty start",
        run,
        change(DRILL, "assert answer ==", "assert answer is None or answer =="),
        at=f"{DRILL}|def check_double",
        says="expected AssertionError, nothing was raised",
    ),
    fault(
        "A solution does not pass its check",
        run,
        change(DRILL, "number + number", "number + 1"),
        at=f"{DRILL}|assert answer",
        says="AssertionError: answer = 4",
    ),
]
ENDINGS = [
    hidden(
        "A snippet never ends",
        "import time\n\nwhile True:\n    time.sleep(1)",
        "import time",
        f"ran longer than {SECONDS} seconds",
    ),
    hidden(
        "A snippet waits for what it started",
        f"import subprocess\n\nsubprocess.run([{sys.executable!r}, '-c', 'import time; time.sleep(99)'])",
        "import subprocess",
        f"ran longer than {SECONDS} seconds",
    ),
    hidden("A snippet asks its reader", "input()", "input()", "EOFError"),
    hidden("A snippet leaves by sys.exit", "import sys\n\nsys.exit()", "sys.exit", "SystemExit"),
    hidden(
        "A snippet leaves by os._exit, as if all were well",
        "import os\n\nos._exit(0)",
        "import os",
        "the process died .exit status 0",
    ),
    hidden("A snippet leaves by os._exit", "import os\n\nos._exit(3)", "import os", "the process died .exit status 3"),
    hidden("A snippet crashes", "import os\n\nos.abort()", "import os", "the process died"),
    hidden("A snippet fills the memory", "hoard = [bytes(2**30) for _ in range(2**17)]", "hoard", "MemoryError"),
    hidden(
        "A snippet asks for more memory than there is",
        "import torch\n\ntorch.empty(2**50)",
        "torch.empty",
        "RuntimeError",
    ),
    hidden("A snippet prints a megabyte", "print('x' * 2**20)", "print('x'", "printed more than 100000 bytes"),
    hidden(
        "A snippet prints without end", "while True:\n    print('x')", "while True", "printed more than 100000 bytes"
    ),
    hidden("A snippet raises", "1 / 0", "1 / 0", "ZeroDivisionError"),
    hidden("A snippet is not Python", "print(", "print(", "was never closed"),
    hidden(
        "A section begins in the middle of a statement",
        "def double():\n# --8<-- [start:inside]\n    return 2\n# --8<-- [end:inside]",
        "def double():",
        "a marker stands inside this statement",
    ),
    fault("A program fails", run, make(f"{GHOST}.py", GUARD), says="exit status 1: no data"),
]
# What has to wait comes first.
RUNS = [*ENDINGS, *OUTPUTS, *CHANGES, *PROMISES]
