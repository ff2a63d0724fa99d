"""The project's own Python is in one form."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("order", [["check"], ["format", "--check"]], ids=" ".join)
def test_python_is_linted_and_formatted(root, order):
    command = [sys.executable, "-m", "ruff", *order, "--no-cache", "--output-format=concise"]
    done = subprocess.run([*command, "."] if order == ["check"] else [*command[:-1], "."], cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{done.stdout}To mend it: make format.", pytrace=False)
