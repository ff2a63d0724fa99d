"""The commands that install torch: their file, the words around them, those typed on pages, the table of the site."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from commands import MARKER, MEND_TORCH, another_torch
from packages import FILE, SYSTEMS, Packages, PackagesError, line_of, read_packages
from stamp import PROMISED

from checks.blocks import add_said, fences
from checks.report import Report
from checks.site import built_file
from checks.tree import LANGUAGES, all_pages, lines_outside_fences, settings

SETTINGS = ("mkdocs.yml", "mkdocs.en.yml")
TORCH, ADDRESS = r"\btorch==\d[\w.]*", r"https://download\.pytorch\.org/whl/[\w./]*\w"


def check_packages(root: Path) -> Report:
    """The file can be read, is of the torch that is taught, has the Pythons of the site, and words for what it says."""
    report = Report(root, "packages of torch")
    packages = readable(report)
    if not packages:
        return report
    report.checked = sum(map(len, packages.systems.values()))
    if what := another_torch(packages, root):
        add(report, "torch", what, MEND_TORCH)
    for python in sorted(set(PROMISED["pythons"]) - set(packages.pythons)):
        add(report, "pythons", f"expected {python}, which the site promises, found it in none", "add it")
    if between(packages.all_pythons) != packages.all_pythons:
        what = (
            f"expected the Pythons {', '.join(between(packages.all_pythons))}, found {', '.join(packages.all_pythons)}"
        )
        add(report, "pythons", what, "say of each whether torch has packages for it")
    if len(set(packages.sources)) != len(packages.sources):
        add(report, "sources", "expected each source once, found one twice", "take it out")
    check_words(report, packages)
    return report


def readable(report: Report) -> Packages | None:
    """The packages of a tree, or None with what is wrong added."""
    if not (report.root / FILE).exists():
        report.add(report.root / FILE, 1, "expected the packages of torch, found none", "write the file")
        return None
    try:
        return read_packages(report.root / FILE)
    except PackagesError as error:
        add_said(report, error)
        return None


def add(report: Report, key: str, what: str, mend: str) -> None:
    """Add what is wrong with a key of the file."""
    file = report.root / FILE
    report.add(file, line_of(file.read_text(encoding="utf-8"), key), what, mend)


def between(pythons: list[str]) -> list[str]:
    """Each Python from the oldest to the newest of some, once."""
    minors = [int(python.partition(".")[2]) for python in pythons]
    return [f"3.{minor}" for minor in range(min(minors), max(minors) + 1)]


def check_words(report: Report, packages: Packages) -> None:
    """Add each step and each reason that has no words in a language, and words that nothing asks for."""
    steps = {step for system in SYSTEMS for step in packages.steps(system)}
    reasons = {one.why for gpus in packages.systems.values() for one in gpus.values()} - {""}
    for file in SETTINGS:
        words = settings(report.root, file)["extra"]["words"]["commands"]
        for name, expected in (("steps", steps), ("why", reasons)):
            wrong = sorted(expected ^ words[name].keys())
            if wrong:
                what = (
                    f"expected words for {', '.join(sorted(expected))} under `commands`, `{name}`, found none or more"
                )
                line = line_of_words(report.root / file, name)
                report.add(report.root / file, line, f"{what}: {', '.join(wrong)}", "say each, in both languages")


def line_of_words(file: Path, name: str) -> int:
    """The line of a heading among the words for the commands."""
    text = file.read_text(encoding="utf-8")
    place = text.find(f"\n      {name}:", text.index("\n    commands:\n"))
    return text.count("\n", 0, place) + 2


def check_typed(root: Path) -> Report:
    """What a page types itself is the torch that is taught, and in a command an address that the file has."""
    report = Report(root, "pages for another torch")
    packages = readable(report)
    if not packages:
        return report
    known = {one.index for gpus in packages.systems.values() for one in gpus.values()} | {f"torch=={packages.torch}"}
    for _, page in all_pages(root):
        report.checked += 1
        for number, found in sorted(typed(page)):
            if found not in known:
                what = f"expected torch=={packages.torch} and the addresses of {FILE}, found {found}"
                report.add(page, number, what, "write what the file has")
    return report


def typed(page: Path):
    """Yield (line, what) for each torch that a page names outside of quotations, and each address in a command."""
    for number, line in lines_outside_fences(page):
        yield from ((number, found) for found in re.findall(TORCH, line))
    for start, info, lines in fences(page):
        for number, line in enumerate(lines if info in ("bash", "powershell") else (), start + 1):
            yield from ((number, found) for found in re.findall(f"{TORCH}|{ADDRESS}", line))


def check_table(root: Path, out: Path) -> Report:
    """One page of each language shows every command, system by system, step by step, tool by tool."""
    report = Report(root, "commands shown")
    packages = readable(report)
    for language in LANGUAGES if packages else ():
        pages = [page for tongue, page in all_pages(root) if tongue == language and asks(page)]
        if len(pages) != 1:
            what = f"expected one page in docs/{language} with {MARKER}, found {len(pages)}"
            report.add(root / FILE, 1, what, "write it on a line of its own")
            continue
        found = rows(built_file(root, out, language, pages[0]))
        expected = [row for system in SYSTEMS for row in rows_of(packages, system)]
        report.checked += len(found)
        if found != expected:
            wrong = next((pair for pair in zip(expected, found, strict=False) if pair[0] != pair[1]), ("more", "less"))
            what = f"expected {wrong[0]} in the table, found {wrong[1]}"
            report.add(pages[0], 1, what, "correct docs/theme/partials/commands.html")
    return report


def asks(page: Path) -> bool:
    """Whether a page asks for the commands."""
    return MARKER in page.read_text(encoding="utf-8")


def rows_of(packages: Packages, system: str) -> list[tuple]:
    """(system, step, tool, lines) for each row that a system should have."""
    steps = packages.steps(system).items()
    return [(system, step, tool, lines) for step, tools in steps for tool, lines in tools.items()]


def rows(file: Path) -> list[tuple]:
    """(system, step, tool, lines) for each row of the table in a built page."""
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    return [
        (row["data-system"], row["data-step"], row["data-tool"], [line.get_text() for line in row.select("code")])
        for row in soup.select(".commands tr[data-step]")
    ]
