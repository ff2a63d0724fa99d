"""Read a tree: its pages, its snippets, its settings, and the lines of a page that are prose."""

import re
import sys
from pathlib import Path

import yaml

HOOKS = Path(__file__).resolve().parents[2] / "docs" / "hooks"
sys.path.insert(0, str(HOOKS)) if str(HOOKS) not in sys.path else None

LANGUAGES = ("pt", "en")
FENCE = re.compile(r" *(`{3,}|~{3,})")
ALT = re.compile(r'alt="([^"]*)"')


def pages(root: Path, language: str) -> list[Path]:
    """The pages of one language, notebooks among them, in order of path."""
    return sorted(file for file in (root / "docs" / language).rglob("*.*") if file.suffix in (".md", ".py"))


def notebooks(root: Path, language: str) -> list[Path]:
    """The notebooks of one language, in order of path."""
    return [page for page in pages(root, language) if page.suffix == ".py"]


def all_pages(root: Path) -> list[tuple[str, Path]]:
    """(language, page) for every page of both languages."""
    return [(language, page) for language in LANGUAGES for page in pages(root, language)]


def snippets(root: Path) -> list[Path]:
    """The snippets, in order of path."""
    return sorted((root / "snippets").rglob("*.py"))


def page_name(root: Path, page: Path) -> str:
    """The name that a page shares with its twin and its code: `tensors/index`."""
    folder = (
        "snippets"
        if page.is_relative_to(root / "snippets")
        else Path("docs") / page.relative_to(root / "docs").parts[0]
    )
    return page.relative_to(root / folder).with_suffix("").as_posix()


def snippet_of(root: Path, page: Path) -> Path:
    """Where the code of a page stands, if it has any."""
    return root / "snippets" / f"{page_name(root, page)}.py"


def lines_of(page: Path) -> list[tuple[int, str]]:
    """(line number from 1, line) of a file; of a notebook, its prose as the lines of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return list(enumerate([prose for prose, _ in cell_lines(lines)] if is_notebook(lines) else lines, start=1))


def is_notebook(lines: list[str]) -> bool:
    """Whether the lines of a file are those of a percent-format notebook."""
    return any(line.startswith("# %%") for line in lines)


def cell_lines(lines: list[str]):
    """Yield (prose, code) for each line of a notebook, one of them empty; a figure's alternative text is an image."""
    in_code = False
    for line in lines:
        if line.startswith("# %%"):
            in_code, alt = "[markdown]" not in line, ALT.search(line)
            yield (f"![{alt[1]}](figure)" if alt else ""), ""
        else:
            yield ("", line) if in_code else (line.removeprefix("#").removeprefix(" "), "")


def code_of(notebook: Path) -> str:
    """The code of a notebook, each line in its place."""
    return "\n".join(code for _, code in cell_lines(notebook.read_text(encoding="utf-8").splitlines()))


def lines_outside_fences(page: Path) -> list[tuple[int, str]]:
    """The lines of a page that stand in no fence and not in its front matter."""
    kept, closing, head = [], None, False
    for number, line in lines_of(page):
        if line == "---" and (number == 1 or head):
            head = number == 1
            continue
        mark = FENCE.match(line)
        if closing is None and mark:
            closing = mark[1]
        elif closing and line.strip() == closing:
            closing = None
        elif closing is None and not head:
            kept.append((number, line))
    return kept


def front_matter(page: Path) -> dict:
    """The front matter of a page, empty where it has none."""
    match = re.match(r"---\n(.*?)\n---\n", "\n".join(line for _, line in lines_of(page)), re.DOTALL)
    return (yaml.safe_load(match[1]) or {}) if match else {}


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags (!ENV) say nothing that a check needs."""


_Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


def settings(root: Path, file: str = "mkdocs.yml") -> dict:
    """One of the two configurations of a tree, as it stands in its file."""
    return yaml.load((root / file).read_text(encoding="utf-8"), _Settings)
