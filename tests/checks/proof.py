"""The records of docs/proof against the tree, and the stamps of a built site against the records."""

import json
import re
from itertools import zip_longest
from pathlib import Path

from bs4 import BeautifulSoup
from records import FOLDER, MEND, Record, RecordError, hash_of, line_of, read_record

from checks.blocks import add_said, shown_sections
from checks.report import Report
from checks.site import built_file
from checks.tree import LANGUAGES, all_pages, page_name, snippet_of, snippets

TAKE_OUT = "take it out, or run again"


def check_records(root: Path) -> Report:
    """Every record is one that a run could have written: readable, sorted, of snippets that are there, once."""
    report, known = Report(root, "recorded runs"), {page_name(root, snippet) for snippet in snippets(root)}
    conditions: dict[tuple, Path] = {}
    for file in sorted((root / FOLDER).glob("*")):
        record = readable(report, file)
        if record:
            report.checked += len(record.runs)
            check_order(report, file)
            check_condition(report, record, conditions)
            check_runs(report, record, known)
    return report


def readable(report: Report, file: Path) -> Record | None:
    """The record in a file, or None with what is wrong added."""
    if file.suffix != ".json":
        report.add(file, 1, f"expected only .json files in {FOLDER}, found {file.name}", "remove it")
        return None
    try:
        return read_record(file)
    except RecordError as error:
        add_said(report, error)
        return None


def check_order(report: Report, file: Path) -> None:
    """Add the first line of a record that is not as a run writes it: keys sorted, one a line."""
    text = file.read_text(encoding="utf-8")
    sorted_text = json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"
    lines = zip_longest(sorted_text.split("\n"), text.split("\n"), fillvalue="")
    for number, (expected, found) in enumerate(lines, start=1):
        if expected != found:
            what = f"expected the line {expected.strip()!r}, found {found.strip()!r}"
            return report.add(file, number, what, "write it by a run: keys sorted, one space for a step")


def check_condition(report: Report, record: Record, conditions: dict[tuple, Path]) -> None:
    """Add a condition that another file has: the patch number of Python does not make another one."""
    one = record.condition
    key = (one.device, one.device_name, one.python.rpartition(".")[0], one.system, one.torch)
    first = conditions.setdefault(key, record.file)
    if first != record.file:
        what = f"expected a condition of its own, found that of {first.name}"
        report.add(record.file, 2, what, "remove the older of the two files")


def check_runs(report: Report, record: Record, known: set[str]) -> None:
    """Add the runs of snippets that are not there, and those of present code that do not count its blocks."""
    text = record.file.read_text(encoding="utf-8")
    for name, run in record.runs.items():
        snippet = report.root / "snippets" / f"{name}.py"
        if name not in known:
            report.add(record.file, line_of(text, name), f"expected names of snippets, found {name!r}", TAKE_OUT)
        elif hash_of(snippet) == run.hash and run.blocks != len(shown_sections(snippet)):
            what = f"expected {len(shown_sections(snippet))} blocks of {name!r}, found {run.blocks}"
            report.add(record.file, line_of(text, name), what, MEND)


def check_stamps(root: Path, out: Path) -> Report:
    """A built page has a stamp if a record holds for its present code, and it names the blocks that were run."""
    report = Report(root, "pages with or without a stamp")
    for language, page in all_pages(root):
        report.checked += 1
        runs = present_runs(root, page)
        found = stamps(built_file(root, out, language, page))
        if len(found) != min(len(runs), 1):
            report.add(page, 1, f"expected {min(len(runs), 1)} stamps, found {found}", "correct docs/hooks/stamp.py")
        elif found and not says(found[0], runs):
            what = f"expected a stamp of {min(runs)} blocks, found {found[0]!r}"
            report.add(page, 1, what, "correct docs/hooks/stamp.py")
    return report


def stamps(file: Path) -> list[str]:
    """What the stamps of a built page say."""
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    return [" ".join(tag.get_text().split()) for tag in soup.select(".stamp")]


def present_runs(root: Path, page: Path) -> list[int]:
    """How many blocks each record counts of a page whose code is still what was run."""
    snippet, name = snippet_of(root, page), page_name(root, page)
    if not snippet.exists():
        return []
    records = [read_record(file) for file in sorted((root / FOLDER).glob("*.json"))]
    runs = [record.runs[name] for record in records if name in record.runs]
    return [run.blocks for run in runs if run.hash == hash_of(snippet) and run.blocks]


def says(stamp: str, runs: list[int]) -> bool:
    """Whether a stamp begins with the number of blocks that every run has."""
    number = re.match(r"\w+ (\d+) ", stamp)
    return int(number[1] if number else 1) == min(runs)


def check_table(root: Path, out: Path) -> Report:
    """Both languages' tables hold the same numbers, page by page and condition by condition."""
    report = Report(root, "cells of the proof")
    files = [built_file(root, out, language, root / "docs" / language / "proof.md") for language in LANGUAGES]
    ours, theirs = (rows(file) for file in files)
    report.checked = sum(map(len, ours.values()))
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            what = f"expected {ours.get(name)} in the row {name} as in its Portuguese twin, found {theirs.get(name)}"
            report.add(root / "docs" / "en" / "proof.md", 1, what, "correct docs/theme/partials/runs.html")
    return report


def rows(file: Path) -> dict[str, list[list[str]]]:
    """The numbers and days of each cell of the table in a built page, by the id of its row."""
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    return {row["id"]: [numbers_of(cell) for cell in row.find_all("td")] for row in soup.select(".runs tbody tr")}


def numbers_of(cell) -> list[str]:
    """The numbers of a cell, its day as the machine reads it."""
    day = [time["datetime"] for time in cell.find_all("time")]
    return [*cell["class"], *re.findall(r"\d+", " ".join(tag.get_text() for tag in cell.find_all(["b", "span"]))), *day]
