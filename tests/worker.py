"""The inside of a snippet's process: run the file, cut at its markers, and leave a report."""

import ast
import contextlib
import json
import os
import re
import subprocess
import sys
import traceback
import types
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "docs" / "hooks")]

from drawing import figure_style, open_figures  # noqa: E402
from sections import Section, SectionError, read_sections  # noqa: E402

# The message of an exception in what a program printed; a launcher's own lines come after it.
RAISED = re.compile(r"(\[rank\d+\]: )?[\w.]*(Error|Exception)\b")


class Stop(Exception):
    """The snippet cannot go on; the text is the problem, ready to print."""


def run_snippet(path: str, folder: str, memory: int, device: str, by_default: bool) -> None:
    """Run one snippet and write `result.json` into the folder; the process is the snippet's from here on."""
    report = Path(folder) / "result.json"
    work = Path(folder) / "work"
    work.mkdir()
    path = str(Path(path).resolve())
    isolate(Path(folder), memory)
    os.chdir(work)
    snippet = Snippet(path, Path(folder), device, by_default)
    try:
        snippet.run()
    except (Stop, SectionError) as problem:
        snippet.problems.append(str(problem))
    sys.stdout.flush()
    parts = ("outputs", "figures", "problems", "on_device", "random")
    report.write_text(json.dumps({part: getattr(snippet, part) for part in parts}), encoding="utf-8")
    os._exit(0)


def isolate(folder: Path, memory: int) -> None:
    """Give the process a group, a memory limit, and files for whatever it or its children print."""
    with contextlib.suppress(AttributeError, PermissionError):
        os.setsid()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        memory = memory or resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    for stream, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")


class Snippet:
    """One file, run piece by piece in one namespace called `__main__`, as `python FILE` would run it."""

    def __init__(self, path: str, folder: Path, device: str, by_default: bool):
        self.path, self.folder, self.device, self.by_default = path, folder, device, by_default
        self.outputs: dict[str, str] = {}
        self.figures: dict[str, str] = {}
        self.problems: list[str] = []
        self.on_device: list[str] = []
        self.random: list[str] = []
        self.warned: list[str] = []
        self.witness = None

    def run(self) -> None:
        """Run the whole file; raise Stop where it cannot go on."""
        source = Path(self.path).read_text(encoding="utf-8")
        sections = list(read_sections(Path(self.path)).values())
        try:
            tree = ast.parse(source, self.path)
        except SyntaxError as error:
            raise Stop(f"{self.path}:{error.lineno}: {error.msg}. To mend it: run the file with python.") from None
        if has_main_guard(tree):
            return self.run_program(source, sections)
        self.prepare(source)
        for section, nodes in self.pieces(tree, sections):
            self.run_piece(section, nodes)

    def prepare(self, source: str) -> None:
        """Make the namespace, and let warnings come as a reader would see them."""
        module = types.ModuleType("__main__")
        module.__file__, module.__builtins__ = self.path, __builtins__
        sys.modules["__main__"], sys.argv = module, [self.path]
        sys.path[0] = str(Path(self.path).parent)
        self.names = vars(module)
        warnings.resetwarnings()
        for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
            warnings.simplefilter("ignore", category)
        warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
        warnings.showwarning = self.show_warning
        if "matplotlib" in source:
            figure_style()
        if self.device != "cpu":
            self.watch_device(source)

    def watch_device(self, source: str) -> None:
        """See what is made on the device; make it the default one, if asked, for a file that does not keep the host."""
        import torch
        from witness import Witness

        if self.by_default and not source.startswith("# host: "):
            torch.set_default_device(self.device)
        self.witness = Witness(self.device)
        self.witness.__enter__()

    def show_warning(self, message, category, filename, lineno, file=None, line=None) -> None:
        """Print a warning as part of the section's output, without the path of one machine."""
        self.warned.append(category.__name__)
        print(f"{category.__name__}: {message}")

    def pieces(self, tree: ast.Module, sections: list[Section]):
        """Yield (section or None, statements) in order of lines; no statement may cross a marker."""
        edges = [line for section in sections for line in (section.start, section.end)]
        current, nodes = None, []
        for node in tree.body:
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            if any(first < edge < node.end_lineno for edge in edges):
                raise Stop(f"{self.path}:{first}: a marker stands inside this statement. To mend it: move it out.")
            home = next((s for s in sections if s.start < first < s.end), None)
            if nodes and home is not current:
                yield current, nodes
                nodes = []
            current = home
            nodes.append(node)
        if nodes:
            yield current, nodes

    def run_piece(self, section: Section | None, nodes: list[ast.stmt]) -> None:
        """Run some statements; keep what they print and draw if they are a section."""
        began, self.warned = self.printed(), []
        if self.witness:
            self.witness.allocated = False
        (self.folder / "line").write_text(str(nodes[0].lineno))
        code = compile(ast.Module(body=nodes, type_ignores=[]), self.path, "exec")
        raised = self.execute(code, section)
        if raised and raised < nodes[-1].lineno:
            self.note(raised, "the statements under the one that raises never run", "end the section with it")
        self.check_promises(section, bool(raised), nodes[0].lineno)
        self.keep(section, began)

    def execute(self, code, section: Section | None) -> int:
        """Run the code; return the line at which it raised the announced exception, or 0."""
        try:
            exec(code, self.names)
        except BaseException as error:
            if not self.may_raise(section, error):
                raise Stop(self.unannounced(error)) from None
            print("".join(traceback.format_exception_only(error)).rstrip("\n"))
            return self.own_lines(error)[0]
        return 0

    def may_raise(self, section: Section | None, error: BaseException) -> bool:
        """Whether a section announces this exception; what an old form says today, its output tells."""
        names = {kind.__name__ for kind in type(error).__mro__}
        kind = section.kind if section and isinstance(error, Exception) else ""
        return kind == "old" or (kind == "raises" and section.announced in names)

    def own_lines(self, error: BaseException) -> list[int]:
        """The snippet's own lines in a traceback, from the statement down to where it was raised."""
        frames = traceback.extract_tb(error.__traceback__)
        return [frame.lineno for frame in frames if frame.filename == self.path] or [1]

    def unannounced(self, error: BaseException) -> str:
        """One line about an exception that no marker announced, at the snippet's own line."""
        line = self.own_lines(error)[-1]
        said = "".join(traceback.format_exception_only(error)).strip().splitlines()
        code = Path(self.path).read_text(encoding="utf-8").splitlines()[line - 1].strip()
        mend = "mend the code, or announce it: [start:name] raises " + type(error).__name__
        return f"{self.path}:{line}: {' '.join(said)} (in: {code}). To mend it: {mend}."

    def check_promises(self, section: Section | None, raised: bool, line: int) -> None:
        """Note an announced raise or warning that did not come, and a warning that nobody announced."""
        kind, announced = (section.kind, section.announced) if section else ("", "")
        if kind == "raises" and not raised:
            self.note(line, f"expected {announced}, nothing was raised", "the code or its marker")
        if kind == "warns" and announced not in self.warned:
            self.note(line, f"expected {announced}, the warnings were {self.warned}", "the code or its marker")
        for name in self.warned:
            if kind != "old" and (kind != "warns" or name != announced):
                mend = f"mend the code, or announce it: [start:name] warns {name}"
                self.note(line, f"{name} was not announced", mend)

    def note(self, line: int, what: str, mend: str) -> None:
        """Keep a problem that does not stop the run."""
        self.problems.append(f"{self.path}:{line}: {what}. To mend it: {mend}.")

    def printed(self) -> int:
        """How many bytes the process has printed so far."""
        sys.stdout.flush()
        return (self.folder / "stdout").stat().st_size

    def keep(self, section: Section | None, began: int) -> None:
        """Store the section's output and figure; close the figures of hidden code."""
        ended = self.printed()
        drawn = open_figures()
        if section is None or section.is_wrong_answer:
            return
        if self.witness and self.witness.allocated:
            self.on_device.append(section.name)
        if self.witness and self.witness.random:
            self.random.append(section.name)
        text = (self.folder / "stdout").read_bytes()[began:ended].decode("utf-8", errors="replace")
        if text.strip():
            self.outputs[section.name] = text.rstrip()
        if len(drawn) > 1:
            self.note(section.start, f"{len(drawn)} figures are open", "one figure a section")
        elif drawn:
            self.figures[section.name] = drawn[0]

    def run_program(self, source: str, sections: list[Section]) -> None:
        """Run a file with a main guard whole, as its reader would; its one output belongs to its last section."""
        launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
        command = [sys.executable, *(launcher if "torch.distributed" in source else []), self.path]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
        if done.returncode:
            said = (self.folder / "stderr").read_text(encoding="utf-8", errors="replace").strip()
            raised = [line for line in said.splitlines() if RAISED.match(line)] or said.splitlines()[-1:]
            lines = re.findall(rf'File "{re.escape(self.path)}", line (\d+)', said)
            what = f"exit status {done.returncode}: {' '.join(raised[:1])}"
            raise Stop(f"{self.path}:{(lines or [1])[-1]}: {what}. To mend it: run it with python.")
        if sections:
            self.keep(sections[-1], 0)


def has_main_guard(tree: ast.Module) -> bool:
    """Whether a file says `if __name__ == "__main__":` and so is a program."""
    return any(isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'" for node in tree.body)
