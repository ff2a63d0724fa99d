"""Run a notebook once, and keep what its cells printed and drew in .cache/notebooks.

It is kept under all that decides it: the code without its comments, the data beside it, the libraries' versions, the
device, this machinery. So a change of prose runs nothing, and one run serves both languages.
"""

import ast
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import threading
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from mkdocs_jupyter.convert import get_nbconvert_app
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat.v4 import new_code_cell, new_notebook
from traitlets import default

log = logging.getLogger("mkdocs.hooks.notebooks")
HERE = Path(__file__).parent
LIBRARIES = ("matplotlib", "numpy", "scikit-learn", "torch")
MACHINERY = ("kernels.py", "drawing.py")
SECONDS_A_CELL = 300
KEPT = 4  # runs of one notebook: of both languages, should they differ, and the ones before
# What is shown is printed, as in a program: a cell's last value is not repeated under it.
KERNEL = ["--InteractiveShell.ast_node_interactivity=none"]
# What a cell draws is taken from it as SVG in the site's colours.
DRAWING = f"""
def follow_the_site():
    import sys
    from IPython import get_ipython
    from IPython.display import display
    sys.path.insert(0, {str(HERE)!r})
    from drawing import figure_style, open_figures
    del sys.path[0]
    figure_style()
    publish = lambda _: [display({{"image/svg+xml": svg}}, raw=True) for svg in open_figures()]
    get_ipython().events.register("post_run_cell", publish)

follow_the_site()
del follow_the_site
"""
# The accelerator that cells find is the one that DEVICE names, or none if it names none, whatever the machine has.
CHOOSING = """
def choose(name):
    import torch
    torch.empty(0, device=name)
    device = None if name == "cpu" else torch.device(name)
    torch.accelerator.current_accelerator = lambda check_available=False: device

choose({device!r})
del choose
"""
COLOUR = re.compile(r"\x1b\[[\d;]*m")

# MkDocs loads its hooks anew for each build of the English site; this module is loaded once, and remembers.
running, failed = threading.Lock(), set()


class OwnKernel(AsyncKernelManager):
    """A kernel of the Python that builds, whatever kernels the machine knows; what it says of itself is not shown."""

    @default("kernel_spec_manager")
    def _only_the_native_one(self):
        return KernelSpecManager(kernel_dirs=[])

    async def start_kernel(self, **options):
        """Start the kernel on one thread, as snippets run, its own log aside."""
        env = (options.pop("env", None) or os.environ) | {"OMP_NUM_THREADS": "1"}
        await super().start_kernel(stderr=subprocess.DEVNULL, env=dict(env), **options)


class NotebookError(Exception):
    """A cell that fails, or that a page cannot show; its text names file and line and says how to mend it."""


def code_cells(notebook) -> list:
    """The cells of a notebook that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def device_asked() -> str:
    """What notebooks run on: the CPU, or the accelerator that DEVICE names, as for `make test DEVICE=cuda`."""
    return os.environ.get("DEVICE") or "cpu"


def outputs_of(notebook, where: Path, data: list[Path], cache: Path, settings: dict, wait: bool) -> list[dict] | None:
    """What each code cell printed and drew: kept, or of a run now; None if that run is not waited for."""
    file = cache / f"{'-'.join(where.with_suffix('').parts[-2:])}.{key_of(notebook, where, data)}.json"
    if file.exists():
        return json.loads(file.read_text(encoding="utf-8"))
    if wait:
        return keep(file, run(notebook, where, data, settings, device_asked()))
    if file.name not in failed and running.acquire(blocking=False):
        threading.Thread(target=run_aside, args=(file, notebook, where, data, settings), daemon=True).start()
    return None


def run_aside(file: Path, notebook, where: Path, data: list[Path], settings: dict) -> None:
    """Run a notebook while its writer goes on; MkDocs watches the folder in which its outputs then appear."""
    outputs = None
    try:
        outputs = run(notebook, where, data, settings, device_asked())
    except NotebookError as error:
        failed.add(file.name)
        log.error(str(error))
    finally:
        running.release()
    if outputs is not None:
        keep(file, outputs)


def keep(file: Path, outputs: list[dict]) -> list[dict]:
    """Store what a notebook gave, and drop what it gave long ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    runs = sorted(file.parent.glob(f"{file.name.split('.')[0]}.*.json"), key=lambda old: old.stat().st_mtime)
    for old in runs[: 1 - KEPT]:
        old.unlink(missing_ok=True)
    whole = file.parent.with_name(f"{file.name}.{os.getpid()}")
    whole.write_text(json.dumps(outputs, ensure_ascii=False), encoding="utf-8")
    whole.replace(file)
    return outputs


def key_of(notebook, where: Path, data: list[Path]) -> str:
    """A name for all that decides what a notebook prints and draws."""
    code = [meaning(cell, where) for cell in code_cells(notebook)]
    versions = [version(library) for library in LIBRARIES]
    files = [file.read_bytes() for file in (*data, *(HERE / name for name in MACHINERY))]
    return hashlib.sha256(repr((code, versions, device_asked(), files)).encode()).hexdigest()[:16]


def meaning(cell, where: Path) -> str:
    """What a cell says to Python, whatever its comments and its layout; raise NotebookError if it is not Python."""
    try:
        return ast.dump(ast.parse(cell.source))
    except SyntaxError as error:
        line = cell.metadata["line"] + (error.lineno or 0)
        raise NotebookError(f"{where}:{line}: expected Python, found {error.msg}. To mend it: correct it.") from None


def run(notebook, where: Path, data: list[Path], settings: dict, device: str = "cpu") -> list[dict]:
    """Run a notebook in a fresh kernel of this Python, in a folder with its data; return what each code cell gave."""
    began, reached = time.monotonic(), []
    cells = code_cells(notebook)
    ran = new_notebook(cells=[new_code_cell(source) for source in [prepared(cells, device), *sources(cells)]])
    runner = ExecutePreprocessor(
        config=get_nbconvert_app(**settings).config,
        kernel_manager_class=OwnKernel,
        timeout=SECONDS_A_CELL,
        extra_arguments=KERNEL,
        on_cell_start=lambda cell, cell_index: reached.append(cell_index),
    )
    with TemporaryDirectory() as folder:
        for file in data:
            shutil.copy(file, folder)
        try:
            runner.preprocess(ran, {"metadata": {"path": folder}})
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise failure(error, where, ([0] + [cell.metadata["line"] for cell in cells])[reached[-1]]) from None
    log.info(f"Ran {where} on {device} in {time.monotonic() - began:.1f} s")
    return [given(done, where, cell.metadata["line"]) for done, cell in zip(ran.cells[1:], cells, strict=True)]


def sources(cells: list) -> list[str]:
    """The code of some cells."""
    return [cell.source for cell in cells]


def prepared(cells: list, device: str) -> str:
    """The code of the cell that runs before all others: what these cells need of a device and of the site's drawing."""
    code = "\n".join(sources(cells))
    needed = {"torch": CHOOSING.format(device=device), "matplotlib": DRAWING}
    return "\n".join(text for library, text in needed.items() if library in code)


def failure(error: Exception, where: Path, line: int) -> NotebookError:
    """One line about a cell that raised, hung, or took the kernel down with it; line 0 is before the first cell."""
    if not line:
        what = f"expected the device that DEVICE names, found {error.evalue.splitlines()[0]}"
        return NotebookError(f"{where}:1: {what}. To mend it: name one that this machine has, or none.")
    if isinstance(error, CellExecutionError):
        inside = re.search(r"Cell In\[\d+\], line (\d+)", COLOUR.sub("", error.traceback))
        line, said = line + int(inside[1] if inside else 0), f"{error.ename}: {error.evalue}"
    elif isinstance(error, CellTimeoutError):
        said = f"expected a cell that ends within {SECONDS_A_CELL} seconds, this one did not"
    else:
        said = "the kernel died in this cell"
    return NotebookError(f"{where}:{line}: {' '.join(said.split())}. To mend it: run the file with python.")


def given(cell, where: Path, line: int) -> dict:
    """What a code cell printed, as `text`, and drew, as `figures`; raise NotebookError for what a page cannot show."""
    text, figures = "", []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.get("name") == "stdout":
            text += output.text
        elif "image/svg+xml" in data:
            figures.append(data["image/svg+xml"])
        else:
            said = " ".join(output.get("text", ", ".join(data)).split())
            mend = "mend what it warns of, or print text"
            raise NotebookError(f"{where}:{line}: expected text or a figure, found {said}. To mend it: {mend}.")
    return {"text": text.strip("\n"), "figures": figures}
