"""What all tests share: the tree, and how a check is held against it."""

import os
from collections import Counter
from pathlib import Path

import pytest
from checks import site
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the tree that is proven."""
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory, root) -> Path:
    """The site, built once for all tests; processes that run side by side share the folder that theirs stand in."""
    folder = (
        tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.mktemp("b")
    )
    with FileLock(folder / "built.lock"):
        if not (folder / "built").exists():
            report = site.check_build(root, folder / "built")
            if report.problems:
                pytest.fail("\n".join(str(problem) for problem in report.problems), pytrace=False)
    return folder / "built"


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
