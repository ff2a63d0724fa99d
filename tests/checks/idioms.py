"""Old PyTorch idioms: refused in what a reader copies, with their modern form, but for sections marked `old`."""

import ast
import re
from pathlib import Path

from sections import SectionError, read_sections

from checks.blocks import fences
from checks.report import Report
from checks.tree import LANGUAGES, all_pages, snippets

TYPES = "Float|Double|Half|BFloat16|Byte|Char|Short|Int|Long|Bool"
INITS = (
    "uniform|normal|constant|eye|dirac|xavier_uniform|xavier_normal|kaiming_uniform|kaiming_normal|orthogonal|sparse"
)
NAMES = {
    r"torch\.(cuda|cpu)\.amp(\..+)?": "torch.autocast(device_type=…), torch.amp.GradScaler(device)",
    r"torch\.jit(\..+)?": "torch.compile(model), or torch.export.export to save a program",
    r"torch\.autograd(\.variable)?\.Variable": "a tensor itself, with requires_grad=True if need be",
    rf"torch\.(cuda\.)?({TYPES})Tensor": "torch.tensor(…, dtype=…), or x.to(dtype)",
    r"torch\.nn(\.parallel)?\.(DataParallel|data_parallel)": "torch.nn.parallel.DistributedDataParallel, with torchrun",
    r"torch\.set_default_tensor_type": "torch.set_default_dtype and torch.set_default_device",
    rf"torch\.nn\.init\.({INITS})": "the same name with an underscore at its end",
    r"torch\.nn\.utils\.clip_grad_norm": "torch.nn.utils.clip_grad_norm_",
    r"torch\.nn\.utils\.weight_norm": "torch.nn.utils.parametrizations.weight_norm",
    r"torch\.nn\.NLLLoss2d": "torch.nn.NLLLoss",
    r"torch\.nn\.functional\.upsample\w*": "torch.nn.functional.interpolate",
    r"torch\.range": "torch.arange, which leaves the end out",
    r"torch\.(qr|cholesky|svd|symeig|eig|matrix_rank)": "the same name in torch.linalg (eigh for symeig)",
    r"torch\.norm": "torch.linalg.vector_norm or torch.linalg.matrix_norm",
    r"torch\.(lu|chain_matmul|lstsq|solve)": "lu_factor, multi_dot, lstsq or solve of torch.linalg",
}
CALLS = {r"torch\.Tensor": "torch.tensor(…) for data, torch.empty(…) for a shape"}
ATTRIBUTES = {
    "data": "x.detach(), or with torch.no_grad(): x.copy_(…)",
    "register_backward_hook": "register_full_backward_hook",
}
NEED_DIM = {
    r"torch\.nn\.(Softmax|LogSoftmax|Softmin)": 1,
    r"torch\.nn\.functional\.(softmax|log_softmax|softmin)": 2,
}
CONDA = re.compile(r"\b(?:conda|mamba|micromamba)\b.*(?:(?:-c|--channel)[ =]*(?:pytorch|nvidia)\b|\bpytorch::)")


def check_idioms(root: Path) -> Report:
    """Old idioms stand in sections marked `old`, which each show one; no command names a conda channel of PyTorch."""
    report = Report(root, "programs")
    for file in [*snippets(root), *notebooks(root)]:
        report.checked += 1
        add_faults(report, file)
    for _, page in all_pages(root):
        for start, _, lines in fences(page):
            for number, line in enumerate(lines, start=start + 1):
                if CONDA.search(line):
                    mend = "write python -m pip install torch"
                    report.add(page, number, f"expected a command that still works, found {line!r}", mend)
    return report


def notebooks(root: Path) -> list[Path]:
    """The notebooks of both languages, which are Python files among the pages."""
    return sorted(file for language in LANGUAGES for file in (root / "docs" / language).rglob("*.py"))


def add_faults(report: Report, file: Path) -> None:
    """Add the old idioms of a file that stand outside its `old` sections, and the `old` sections that hold none."""
    try:
        found = old_idioms(file.read_text(encoding="utf-8"))
        old = [section for section in read_sections(file).values() if section.kind == "old"]
    except SyntaxError as error:
        report.add(file, error.lineno or 1, f"expected Python, found {error.msg}", "mend the syntax")
        return
    except SectionError:
        return  # check_markers names the marker
    for line, idiom, modern in found:
        if not any(section.start < line < section.end for section in old):
            mend = f"write {modern}; or mark the section `old` if it is shown as an old form"
            report.add(file, line, f"expected the modern form, found {idiom}", mend)
    for section in old:
        if not any(section.start < line < section.end for line, _, _ in found):
            what = f"expected an old idiom in '{section.name}', which is marked `old`, found none"
            report.add(file, section.start, what, "take `old` off its marker")


def old_idioms(source: str) -> list[tuple[int, str, str]]:
    """(line, what is old, its modern form) for each old idiom of a program, in order."""
    tree = ast.parse(source)
    names = imported(tree)
    found = {fault for node in ast.walk(tree) for fault in idioms_of(node, names)}
    shortest_first = sorted(found, key=lambda fault: len(fault[1]))
    longest = {(line, modern): idiom for line, idiom, modern in shortest_first}
    return sorted((line, idiom, modern) for (line, modern), idiom in longest.items())


def imported(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for: `nn` for `torch.nn`, `Variable` for `torch.autograd.Variable`."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {a.asname: a.name for a in node.names if a.asname}
            names |= {a.name.split(".")[0]: a.name.split(".")[0] for a in node.names if not a.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return names


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """The full name that an expression stands for, or nothing: `nn.Linear` is `torch.nn.Linear`."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def idioms_of(node: ast.AST, names: dict[str, str]):
    """Yield (line, what is old, its modern form) for one node of a program."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            yield from in_table(node, f"{module}{alias.name}", NAMES)
    elif isinstance(node, ast.Attribute | ast.Name):
        name = dotted(node, names)
        yield from in_table(node, name, NAMES)
        if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES and not is_own(node, name):
            yield node.end_lineno, f".{node.attr}", ATTRIBUTES[node.attr]
    elif isinstance(node, ast.Call):
        yield from idioms_of_call(node, dotted(node.func, names))


def is_own(node: ast.Attribute, name: str) -> bool:
    """Whether an attribute is a module's, as `torch.utils.data`, or one that a class gives itself, as `self.data`."""
    return bool(name) or (isinstance(node.value, ast.Name) and node.value.id == "self")


def in_table(node: ast.AST, name: str, table: dict[str, str]):
    """Yield the fault of a name that a table holds."""
    for pattern, modern in table.items():
        if re.fullmatch(pattern, name):
            yield node.lineno, name, modern


def idioms_of_call(call: ast.Call, name: str):
    """Yield the faults of a call: what is called, and the arguments it has or lacks."""
    yield from in_table(call, name, CALLS)
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if isinstance(call.func, ast.Name) and call.func.id == "super" and call.args:
        yield call.lineno, "super() with arguments", "super().__init__()"
    for old in ("size_average", "reduce"):
        if old in keywords and (old == "size_average" or is_switch(keywords[old]) or name.startswith("torch.nn.")):
            yield keywords[old].lineno, f"{old}=", 'reduction="mean", "sum" or "none"'
    starred = None in keywords or any(isinstance(argument, ast.Starred) for argument in call.args)
    for pattern, position in NEED_DIM.items():
        if re.fullmatch(pattern, name) and "dim" not in keywords and len(call.args) < position and not starred:
            yield call.lineno, f"{name} without dim", f"{name}(…, dim=…)"


def is_switch(value: ast.AST) -> bool:
    """Whether an argument is True, False or None."""
    return isinstance(value, ast.Constant) and value.value in (True, False, None)
