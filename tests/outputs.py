"""What a run printed and drew, against the files that stand beside the snippet."""

import re
from pathlib import Path

from compare import ACCELERATOR, LAST_DIGIT, NUMBER, difference, difference_of_figures
from sections import SectionError, read_sections

MEND = "make outputs"
ON_DEVICE = re.compile(r", device='\w+(?::\d+)?'")
DEVICE = re.compile(r"\b(?:cuda|mps|xpu)(?::\d+)?\b")
MESSAGE = re.compile(r"^(\w+(?:Error|Warning|Exception)): .*", re.DOTALL | re.MULTILINE)


def frozen(path: Path) -> dict[Path, str]:
    """The outputs and figures that stand beside a snippet, by file."""
    beside = [path.with_suffix(".out"), *sorted(path.parent.glob(f"{path.stem}.*.svg"))]
    return {file: file.read_text(encoding="utf-8") for file in beside if file.exists()}


def fresh(result) -> dict[Path, str]:
    """The outputs and figures that a run gives, by file."""
    path = Path(result.path)
    marked = [f"--8<-- [start:{name}]\n{text}\n--8<-- [end:{name}]\n" for name, text in result.outputs.items()]
    files = {path.with_suffix(".out"): "\n".join(marked)} if marked else {}
    return files | {path.with_suffix(f".{name}.svg"): svg for name, svg in result.figures.items()}


def compare(result, device: str = "cpu", same_torch: bool = True) -> list[str]:
    """One line for each output or figure that is not what the run gave.

    On an accelerator its name reads as cpu, random numbers are compared in shape, others within a wider tolerance; on
    another torch than the pinned one, messages are compared by their type.
    """
    old, new = frozen(Path(result.path)), fresh(result)
    problems = [f"{file}:1: no run makes this file any more. To mend it: {MEND}." for file in old if file not in new]
    problems += [f"{file}:1: this file is missing. To mend it: {MEND}." for file in new if file not in old]
    for file in old.keys() & new.keys():
        if file.suffix == ".svg":
            loose = file.suffixes[-2].removeprefix(".") in result.random
            found = None if loose else difference_of_figures(old[file], new[file], tolerance(device))
            problems += [f"{file}:{found.line}: the figure changed: {found}. To mend it: {MEND}."] if found else []
        else:
            problems += compare_outputs(file, result, device, same_torch)
    return sorted(problems)


def tolerance(device: str) -> float:
    """How many units of the last printed digit may lie between two numbers."""
    return LAST_DIGIT if device == "cpu" else ACCELERATOR


def compare_outputs(file: Path, result, device: str, same_torch: bool) -> list[str]:
    """One line for each section of an output file that differs; what varies is not compared."""
    try:
        old = read_sections(file)
    except SectionError as error:
        return [f"{error} Or: {MEND}."]
    varies = {name for name, section in read_sections(Path(result.path)).items() if section.kind == "varies"}
    problems = []
    if list(old) != list(result.outputs):
        problems.append(
            f"{file}:1: expected the sections {list(result.outputs)}, found {list(old)}. To mend it: {MEND}."
        )
    for name in [name for name in old if name in result.outputs and name not in varies]:
        texts = [old[name].text.removesuffix("\n"), result.outputs[name]]
        texts = texts if device == "cpu" else [DEVICE.sub("cpu", ON_DEVICE.sub("", text)) for text in texts]
        texts = texts if same_torch else [MESSAGE.sub(r"\1", text) for text in texts]
        texts = [NUMBER.sub("#", text) for text in texts] if name in result.random else texts
        found = difference(*texts, tolerance(device))
        if found:
            line = old[name].start + found.line
            problems.append(f"{file}:{line}: [{name}] {found}. To mend it: the code, or {MEND}.")
    return problems


def write(result) -> list[Path]:
    """Write the files that differ, remove those that no run makes; return what was touched."""
    if not compare(result):
        return []
    old, new = frozen(Path(result.path)), fresh(result)
    for file in old.keys() - new.keys():
        file.unlink()
    changed = [file for file, text in new.items() if old.get(file) != text]
    for file in changed:
        file.write_text(new[file], encoding="utf-8", newline="\n")
    return sorted([*changed, *(old.keys() - new.keys())])


def orphans(root: Path) -> list[str]:
    """One line for each output or figure whose snippet is gone."""
    files = [*root.rglob("*.out"), *root.rglob("*.svg")]
    alone = [file for file in sorted(files) if not (file.parent / f"{file.name.split('.')[0]}.py").exists()]
    return [f"{file}:1: no snippet makes this file. To mend it: remove it." for file in alone]
