"""A notebook and its twin: the same cells, the same code, and figures described in each language."""

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from checks.blocks import tokens
from checks.report import Report
from checks.tree import ALT, notebooks

WIDEST = 80


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook: its first line's number and what that line says, its alternative text, its code."""

    line: int
    marker: str
    alt: str
    lines: tuple[str, ...]

    @property
    def code(self) -> str:
        """What runs, nothing in a Markdown cell."""
        return "" if "[markdown]" in self.marker else "\n".join(self.lines) + "\n"


def cells(notebook: Path) -> list[Cell]:
    """The cells of a notebook, in order."""
    lines = notebook.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("# %%")]
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        alt = ALT.search(lines[start])
        marker = ALT.sub("", lines[start]).strip()
        found.append(Cell(start + 1, marker, alt[1] if alt else "", tuple(lines[start + 1 : end])))
    return found


def twins(root: Path) -> list[tuple[Path, Path]]:
    """(Portuguese, English) for each notebook that has both: check_names names the others."""
    pairs = [(page, root / "docs" / "en" / page.relative_to(root / "docs" / "pt")) for page in notebooks(root, "pt")]
    return [(page, twin) for page, twin in pairs if twin.exists()]


def check_cells(root: Path) -> Report:
    """Twins have the same cells in the same order, and the same code in them, comments aside."""
    report = Report(root, "cells")
    for page, twin in twins(root):
        for mine, other in zip_longest(cells(page), cells(twin)):
            report.checked += 1
            if mine is None or other is None or mine.marker != other.marker:
                here = f"{mine.marker} (line {mine.line})" if mine else "no more cells"
                line, found = (other.line, other.marker) if other else (cells(twin)[-1].line, "no more cells")
                what = f"expected {here} as in its Portuguese twin, found {found}"
                report.add(twin, line, what, "give both the same cells")
                break
            if tokens(mine.code) != tokens(other.code):
                pairs = zip_longest(tokens(mine.code), tokens(other.code), fillvalue="nothing more")
                expected, found = next((one, two) for one, two in pairs if one != two)
                what = f"expected {expected!r} as in its Portuguese twin (line {mine.line}), found {found!r}"
                report.add(twin, other.line, what, "give both the same code")
    return report


def check_alternatives(root: Path) -> Report:
    """Each language describes a figure in its own words."""
    report = Report(root, "figures of notebooks")
    for page, twin in twins(root):
        for mine, other in zip(cells(page), cells(twin), strict=False):
            report.checked += bool(mine.alt)
            if mine.alt and mine.alt == other.alt:
                what = f"expected an alternative text in English, found the Portuguese {other.alt!r}"
                report.add(twin, other.line, what, "say it in the page's language")
    return report


def check_width(root: Path) -> Report:
    """The code that a notebook shows fits a phone."""
    report = Report(root, "cells of code")
    for page in [page for language in ("pt", "en") for page in notebooks(root, language)]:
        for cell in [cell for cell in cells(page) if cell.code and "hidden" not in cell.marker]:
            report.checked += 1
            for number, line in enumerate(cell.lines, start=cell.line + 1):
                if len(line) > WIDEST:
                    what = f"expected code of at most {WIDEST} columns, found {len(line)}"
                    report.add(page, number, what, "break the line")
    return report
