"""Run snippets, each in a fresh process, and compare or write what they print and draw.

Needs torch, the standard library and nothing else (Matplotlib where a snippet draws):

    python tests/runner.py                              runs all, compares with the outputs that stand beside them
    python tests/runner.py --write                      writes outputs and figures
    python tests/runner.py snippets/tensors/index.py    one file
    python tests/runner.py --device cuda                on an accelerator: as they are, and with it as default device
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
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "docs" / "hooks")]

from outputs import compare, orphans, write  # noqa: E402
from recording import record  # noqa: E402
from worker import run_snippet  # noqa: E402

CORES = os.cpu_count() or 1
# As many files run side by side as there are cores: with more than one thread each, they would wait for each other.
os.environ["OMP_NUM_THREADS"] = "1"
SECONDS = 120  # for one file: what takes 9 alone took more than 60 on a busy machine
OUTPUT_BYTES = 100_000  # printed by one file
MEMORY_BYTES = 4 * 2**30  # taken by one file, where the system can limit it
TOO_MUCH = f"printed more than {OUTPUT_BYTES} bytes. To mend it: print less"
# Python's fork is sound on Linux only; there, the children inherit a torch that is already imported.
START = "fork" if sys.platform == "linux" else "spawn"


@dataclass
class Result:
    """What one snippet did: text by section, SVG by section, and one line for each thing that is wrong."""

    path: str
    outputs: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    on_device: list[str] = field(default_factory=list)
    random: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run_all(paths, *, jobs=CORES, seconds=SECONDS, start=START, device="cpu", by_default=False) -> list[Result]:
    """Run the snippets side by side, each in a process of its own that may fail alone."""
    context = multiprocessing.get_context(start)
    waiting, running, done = list(paths), [], []
    if start == "fork":
        warm_up(waiting)
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(Run(waiting.pop(0), context, seconds, device, by_default))
            time.sleep(0.01)
            done += [run.finish() for run in running if run.is_over()]
            running = [run for run in running if not run.finished]
    finally:
        for run in running:
            run.kill()
    return sorted(done, key=lambda result: result.path)


def warm_up(paths) -> None:
    """Import once what every forked child would import again: the first optimizer alone costs two seconds."""
    import torch

    torch.optim.SGD([torch.zeros(1, requires_grad=True)])
    if any("matplotlib" in Path(path).read_text(encoding="utf-8") for path in paths):
        import matplotlib.pyplot  # noqa: F401


class Run:
    """One snippet in its process, watched from outside."""

    def __init__(self, path: Path, context, seconds: float, device: str, by_default: bool):
        self.path, self.limit, self.finished, self.cut = Path(path), seconds, False, ""
        self.folder = Path(tempfile.mkdtemp(prefix="tocha-"))
        self.started = time.monotonic()
        # A limit on what is reserved would stop an accelerator's driver, which reserves far more than it takes.
        memory = MEMORY_BYTES if device == "cpu" else 0
        arguments = (str(self.path), str(self.folder), memory, device, by_default)
        self.process = context.Process(target=run_snippet, args=arguments)
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


def prove(paths, options) -> list[Result]:
    """Run the snippets and compare: once on the CPU; on an accelerator as they are, then with it as default device."""
    settings = {"jobs": options.jobs, "seconds": options.seconds, "device": options.device}
    if options.device == "cpu":
        return [checked(result, "cpu") for result in run_all(paths, start=options.start, **settings)]
    plain = run_all(paths, start="spawn", **settings)
    default = run_all(paths, start="spawn", by_default=True, **settings)
    return [join(checked(a, options.device), checked(b, options.device)) for a, b in zip(plain, default, strict=True)]


def checked(result: Result, device: str) -> Result:
    """A result with what its outputs and figures differ in, if it ran at all."""
    if not result.problems:
        result.problems += compare(result, device, runs_pinned_torch())
    return result


def join(plain: Result, default: Result) -> Result:
    """One result of two runs on an accelerator: as the file is, and with the accelerator as default device."""
    plain.problems += [f"{problem} (With the accelerator as default device.)" for problem in default.problems]
    plain.on_device = list(dict.fromkeys([*plain.on_device, *default.on_device]))
    plain.seconds += default.seconds
    return plain


def runs_pinned_torch() -> bool:
    """Whether torch is the version whose messages the outputs hold; taken as such where no requirements.txt says."""
    requirements = text_of(HERE.parent / "requirements.txt")
    pinned = [line.removeprefix("torch==") for line in requirements.splitlines() if line.startswith("torch==")]
    return pinned in ([], [version("torch").split("+")[0]])


def write_all(results: list[Result]) -> None:
    """Write what the runs without a problem printed and drew, and say what was touched."""
    for result in [result for result in results if not result.problems]:
        for file in write(result):
            print(f"wrote {file}" if file.exists() else f"removed {file}")


def main() -> int:
    """Run, then compare or write; the exit status is 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="snippets or folders (default: snippets)")
    parser.add_argument("--write", action="store_true", help="write outputs and figures")
    parser.add_argument("--device", default="cpu", help="cpu, or an accelerator: cuda, mps, xpu")
    parser.add_argument("--record", type=Path, help="write into this folder what ran, where, on what, when")
    parser.add_argument("--report", type=Path, help="write the results here as JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit for one file")
    parser.add_argument("--jobs", type=int, default=CORES, help="files run side by side")
    parser.add_argument("--start", default=START, choices=["fork", "spawn"], help="how a process starts")
    options = parser.parse_args()
    roots = options.paths or [Path(os.path.relpath(HERE.parent / "snippets"))]
    paths = [file for root in roots for file in (sorted(root.rglob("*.py")) if root.is_dir() else [root])]
    if not paths:
        parser.error(f"no snippet in {', '.join(map(str, roots))}")
    if options.device != "cpu" and (missing := what_is_missing(options.device)):
        parser.error(missing)
    if options.write:
        results = run_all(paths, jobs=options.jobs, seconds=options.seconds, start=options.start)
        write_all(results)
    else:
        results = prove(paths, options)
    alone = [line for root in roots if root.is_dir() for line in orphans(root)]
    if options.report:
        options.report.write_text(json.dumps({"results": [asdict(one) for one in results], "orphans": alone}))
    if options.record:
        record(results, options.record, options.device)
    problems = [line for result in results for line in result.problems] + alone
    print(*problems, sep="\n") if problems else None
    print(f"{len(results)} snippets run, {len(problems)} problems")
    return 1 if problems else 0


def what_is_missing(device: str) -> str:
    """Why nothing can run on a device of this machine, or nothing; torch is imported only to ask."""
    import witness

    return witness.what_is_missing(device)


if __name__ == "__main__":
    sys.exit(main())
