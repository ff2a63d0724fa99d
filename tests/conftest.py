"""What all tests share: the tree, and how a check is held against it."""

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the tree that is proven."""
    return ROOT


@pytest.fixture
def hold(root, record_property):
    """Run a check on the tree: no problem may be found, and something must have been looked at."""

    def run(check, *arguments):
        report = check(root, *arguments)
        record_property("checked", (report.unit, report.checked))
        if report.problems:
            pytest.fail("\n".join(str(problem) for problem in sorted(report.problems)), pytrace=False)
        assert report.checked, f"{check.__name__} looked at no {report.unit}"

    return run


def pytest_terminal_summary(terminalreporter):
    """Say how many things of each kind were checked, and what was not run, and why."""
    counts = Counter()
    for report in terminalreporter.getreports("passed"):
        counts.update({unit: number for name, (unit, number) in report.user_properties if name == "checked"})
    if counts:
        said = ", ".join(f"{number} {unit}" for unit, number in counts.items())
        terminalreporter.write_line(f"Checked: {said}.", bold=True)
    skipped = Counter(report.longrepr[2] for report in terminalreporter.getreports("skipped"))
    for reason, number in skipped.items():
        terminalreporter.write_line(f"NOT RUN: {number} tests: {reason.removeprefix('Skipped: ')}.", yellow=True)
