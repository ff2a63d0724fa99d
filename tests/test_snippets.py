"""Every snippet runs in a fresh process, and prints and draws what stands beside it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from checks.tree import page_name, snippets

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """What the runner reports of all snippets, run once for all tests of this file."""
    report = tmp_path_factory.mktemp("runner") / "report.json"
    command = [sys.executable, "tests/runner.py", "--report", str(report), *orders()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if not report.exists():
        pytest.fail(done.stderr.strip().splitlines()[-1], pytrace=False)
    return json.loads(report.read_text(encoding="utf-8"))


def orders() -> list[str]:
    """What the environment asks of the runner: another DEVICE, a folder for the RECORD."""
    asked = {"--device": os.environ.get("DEVICE"), "--record": os.environ.get("RECORD")}
    return [word for name, value in asked.items() if value for word in (name, value)]


@pytest.mark.parametrize("name", [page_name(ROOT, snippet) for snippet in snippets(ROOT)])
def test_snippet_prints_and_draws_what_its_pages_show(name, runs, record_property):
    (run,) = [run for run in runs["results"] if Path(run["path"]) == Path(f"snippets/{name}.py")]
    record_property("checked", ("outputs", len(run["outputs"])))
    if run["problems"]:
        pytest.fail("\n".join(run["problems"]), pytrace=False)


def test_every_output_and_figure_has_its_snippet(runs):
    assert runs["results"], "no snippet was run"
    assert not runs["orphans"], "\n".join(runs["orphans"])
