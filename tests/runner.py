"""Run snippets, each in a fresh process, and compare or write what they print and draw.

Needs torch, the standard library and nothing else (Matplotlib where a snippet draws):

    python tests/runner.py                              runs all, compares with the outputs that stand beside them
    python tests/runner.py --write                      writes outputs and figures
    python tests/runner.py snippets/tensors/index.py    one file
"""

import argparse
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "docs" / "hooks")]

from compare import difference  # noqa: E402
from sections import SectionError, read_sections  # noqa: E402
from worker import run_snippet  # noqa: E402

CORES = os.cpu_count() or 1
SECONDS = 60  # for one file
OUTPUT_BYTES = 100_000  # printed by one file
MEMORY_BYTES = 4 * 2**30  # taken by one file, where the system can limit it
TOO_MUCH = f"printed more than {OUTPUT_BYTES} bytes. To mend it: print less"
MEND = "make outputs"
# Python's fork is sound on Linux only; there, the children inherit a torch that is already imported.
START = "fork" if sys.platform == "linux" else "spawn"


@dataclass
class Result:
    """What one snippet did: text by section, SVG by section, and one line for each thing that is wrong."""

    path: str
    outputs: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run_all(paths, *, jobs=CORES, seconds=SECONDS, start=START) -> list[Result]:
    """Run the snippets side by side, each in a process of its own that may fail alone."""
    context = multiprocessing.get_context(start)
    waiting, running, done = list(paths), [], []
    if start == "fork":
        warm_up(waiting)
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(Run(waiting.pop(0), context, seconds))
        time.sleep(0.01)
        done += [run.finish() for run in running if run.is_over()]
        running = [run for run in running if not run.finished]
    return sorted(done, key=lambda result: result.path)


def warm_up(paths) -> None:
    """Import once what every forked child would import again: the first optimizer alone costs two seconds."""
    import torch

    torch.optim.SGD([torch.zeros(1, requires_grad=True)])
    if any("matplotlib" in Path(path).read_text(encoding="utf-8") for path in paths):
        import matplotlib.pyplot  # noqa: F401


class Run:
    """One snippet in its process, watched from outside."""

    def __init__(self, path: Path, context, seconds: float):
        self.path, self.limit, self.finished, self.cut = Path(path), seconds, False, ""
        self.folder = Path(tempfile.mkdtemp(prefix="tocha-"))
        self.started = time.monotonic()
        self.process = context.Process(target=run_snippet, args=(str(self.path), str(self.folder), MEMORY_BYTES))
        sys.stdout.flush()
        self.process.start()

    def is_over(self) -> bool:
        """Whether the process ended, if need be because it was stopped here."""
        if not self.process.is_alive():
            return True
        printed = sum(size_of(self.folder / name) for name in ("stdout", "stderr"))
        if time.monotonic() - self.started > self.limit:
            self.cut = f"ran longer than {self.limit:g} seconds. To mend it: make it stop, or do less"
        elif printed > OUTPUT_BYTES:
            self.cut = TOO_MUCH
        if self.cut:
            self.kill()
        return bool(self.cut)

    def kill(self) -> None:
        """End the process and, where there are process groups, whatever it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):
            self.process.kill()

    def finish(self) -> Result:
        """Collect what the process left behind."""
        self.process.join()
        self.finished = True
        result = Result(str(self.path), seconds=round(time.monotonic() - self.started, 2))
        report = self.folder / "result.json"
        if report.exists() and not self.cut and not self.printed_too_much():
            result = Result(result.path, seconds=result.seconds, **json.loads(report.read_text(encoding="utf-8")))
        else:
            result.problems.append(self.how_it_ended())
        result.problems = [line.replace(str(self.path.resolve()), str(self.path)) for line in result.problems]
        shutil.rmtree(self.folder, ignore_errors=True)
        return result

    def how_it_ended(self) -> str:
        """One line about a process that left no report."""
        line = text_of(self.folder / "line") or "1"
        last = text_of(self.folder / "stderr").strip().splitlines()[-1:]
        code = self.process.exitcode
        ended = signal.Signals(-code).name if code and code < 0 else f"exit status {code}"
        crashed = f"the process died ({ended}) {' '.join(last)}".rstrip() + ". To mend it: run the file with python"
        return f"{self.path}:{line}: {self.cut or (TOO_MUCH if self.printed_too_much() else crashed)}."

    def printed_too_much(self) -> bool:
        """Whether the process printed more than a page could show."""
        return size_of(self.folder / "stdout") > OUTPUT_BYTES


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def text_of(path: Path) -> str:
    """The text of a file, nothing where there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def frozen(path: Path) -> dict[Path, str]:
    """The outputs and figures that stand beside a snippet, by file."""
    beside = [path.with_suffix(".out"), *sorted(path.parent.glob(f"{path.stem}.*.svg"))]
    return {file: file.read_text(encoding="utf-8") for file in beside if file.exists()}


def fresh(result: Result) -> dict[Path, str]:
    """The outputs and figures that a run gives, by file."""
    path = Path(result.path)
    marked = [f"--8<-- [start:{name}]\n{text}\n--8<-- [end:{name}]\n" for name, text in result.outputs.items()]
    files = {path.with_suffix(".out"): "\n".join(marked)} if marked else {}
    return files | {path.with_suffix(f".{name}.svg"): svg for name, svg in result.figures.items()}


def compare(result: Result) -> list[str]:
    """One line for each output or figure that is not what the run gave."""
    old, new = frozen(Path(result.path)), fresh(result)
    problems = [f"{file}:1: no run makes this file any more. To mend it: {MEND}." for file in old if file not in new]
    problems += [f"{file}:1: this file is missing. To mend it: {MEND}." for file in new if file not in old]
    for file in old.keys() & new.keys():
        if file.suffix == ".svg":
            found = difference(old[file], new[file])
            problems += [f"{file}:{found.line}: the figure changed: {found}. To mend it: {MEND}."] if found else []
        else:
            problems += compare_outputs(file, result)
    return sorted(problems)


def compare_outputs(file: Path, result: Result) -> list[str]:
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
        found = difference(old[name].text.removesuffix("\n"), result.outputs[name])
        if found:
            line = old[name].start + found.line
            problems.append(f"{file}:{line}: [{name}] {found}. To mend it: the code, or {MEND}.")
    return problems


def write(result: Result) -> list[Path]:
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


def main() -> int:
    """Run, then compare or write; the exit status is 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="snippets or folders (default: snippets)")
    parser.add_argument("--write", action="store_true", help="write outputs and figures")
    parser.add_argument("--report", type=Path, help="write the results here as JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit for one file")
    parser.add_argument("--jobs", type=int, default=CORES, help="files run side by side")
    parser.add_argument("--start", default=START, choices=["fork", "spawn"], help="how a process starts")
    options = parser.parse_args()
    roots = options.paths or [Path(os.path.relpath(HERE.parent / "snippets"))]
    paths = [file for root in roots for file in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]
    if not paths:
        parser.error(f"no snippet in {', '.join(map(str, roots))}")
    results = run_all(paths, jobs=options.jobs, seconds=options.seconds, start=options.start)
    for result in results:
        if options.write and not result.problems:
            for file in write(result):
                print(f"wrote {file}" if file.exists() else f"removed {file}")
        elif not options.write and not result.problems:
            result.problems += compare(result)
    alone = [line for root in roots if root.is_dir() for line in orphans(root)]
    if options.report:
        options.report.write_text(json.dumps({"results": [asdict(one) for one in results], "orphans": alone}))
    problems = [line for result in results for line in result.problems] + alone
    print(*problems, sep="\n") if problems else None
    print(f"{len(results)} snippets run, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
