"""Colab: every block of the built site opens in a notebook of the site, which is its page's program and runs."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from programs import pieces, program

from checks.blocks import shown_sections
from checks.report import Report
from checks.site import REPO_URL, built_file, is_inside, line_of, read_html, what_is_wrong
from checks.tree import all_pages, page_name, settings, snippet_of

# Where Colab opens files of GitHub; a page may also link to Colab itself.
HOST = "https://colab.research.google.com/github"
# A link in the text of a notebook, or an address that its code fetches from.
LINK = re.compile(r'(?:\]\(|")(https?:[^)\s"\\]+)')


def check_links(root: Path, out: Path) -> Report:
    """Every link to Colab leads to a notebook, and a cell, of the site; every block and every program has one."""
    report, base = Report(root, "links to Colab"), base_of(root)
    for language, page in all_pages(root):
        addresses = read_html(built_file(root, out, language, page)).addresses
        found = [address for _, address in addresses if address.startswith(HOST)]
        report.checked += len(found)
        for address in found:
            if wrong := what_is_wrong_with(address, base, out):
                report.add(page, line_of(page, address), f"link to {address}: {wrong}", "correct the link")
        for address in expected_links(root, out, language, page):
            if address not in found:
                report.add(page, 1, f"expected a link to {address}, found none", "show each section once")
    return report


def base_of(root: Path) -> str:
    """Where Colab finds the notebooks of the site."""
    branch = settings(root)["extra"]["notebooks_branch"]
    return f"{HOST}{urlsplit(REPO_URL).path}/blob/{branch}/"


def what_is_wrong_with(address: str, base: str, out: Path) -> str:
    """Why a link to Colab leads nowhere, or nothing."""
    path, _, cell = address.removeprefix(base).partition("#scrollTo=")
    if not address.startswith(base) or not (out / path).is_file():
        return f"expected a notebook of the site under {base}, found none"
    return f"expected a cell '{cell}' there, found none" if cell and cell not in cells(out / path) else ""


def expected_links(root: Path, out: Path, language: str, page: Path) -> list[str]:
    """Where a page must open in Colab: its program, and each of its blocks in order."""
    file = notebook_of(root, out, language, page)
    names = [*shown_sections(snippet_of(root, page))] if page.suffix == ".md" else [*cells(file)]
    address = f"{base_of(root)}{file.relative_to(out).as_posix()}"
    return [address, *(f"{address}#scrollTo={name}" for name in names)] if names else []


def notebook_of(root: Path, out: Path, language: str, page: Path) -> Path:
    """Where the notebook of a page stands in the built site, if it has any."""
    return out / ("" if language == "pt" else language) / f"{page_name(root, page)}.ipynb"


def cells(file: Path) -> dict[str, str]:
    """The code cells of a notebook, by name, where Colab and Jupyter both know it by that."""
    found = json.loads(file.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in found if cell["cell_type"] == "code" and cell["id"] == cell["metadata"]["id"]]
    return {cell["id"]: "".join(cell["source"]) for cell in code}


def check_notebooks(root: Path, out: Path) -> Report:
    """Every notebook can be read, its code is its page's program, and its links lead into the site."""
    report = Report(root, "notebooks")
    for language, page in all_pages(root):
        file = notebook_of(root, out, language, page)
        files = [file, file.with_suffix(".outputs.ipynb")] if page.suffix == ".py" else [file]
        for file in files if page.suffix == ".py" or snippet_of(root, page).exists() else []:
            report.checked += 1
            for wrong in [
                *format_problems(file),
                *code_problems(root, language, page, file),
                *link_problems(out, file),
            ]:
                report.add(page, 1, f"notebook: {wrong}", "mend docs/hooks/programs.py, or show each section once")
    return report


def format_problems(file: Path) -> list[str]:
    """What is wrong with a notebook as a file, in a list of one or none."""
    try:
        nbformat.validate(nbformat.from_dict(json.loads(file.read_text(encoding="utf-8"))))
    except nbformat.ValidationError as error:
        return [f"expected the format of a notebook, found {error}"]
    return []


def code_problems(root: Path, language: str, page: Path, file: Path) -> list[str]:
    """Where the cells of a notebook are not the program of its page, in a list of one or none."""
    snippet, found = snippet_of(root, page), "\n".join(f"{code}\n" for code in cells(file).values())
    if page.suffix == ".py" or found == program(pieces(snippet, language)):
        return []
    return [f"expected the program of {snippet.relative_to(root)}, found {found!r}"]


def link_problems(out: Path, file: Path) -> list[str]:
    """The links of a notebook that lead nowhere in the site; what leads out of it stands in the page as well."""
    links = LINK.findall(file.read_text(encoding="utf-8"))
    wrong = [(link, what_is_wrong(out, out / "index.html", link)) for link in links if is_inside(link)]
    return [f"link to {link}: {reason}" for link, reason in wrong if reason]
