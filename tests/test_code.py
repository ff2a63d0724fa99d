"""The project's own Python is in one form."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("order", ["check --output-format=concise", "format --check"])
def test_python_is_linted_and_formatted(root, order):
    command = [sys.executable, "-m", "ruff", *order.split(), "--no-cache", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{done.stdout}To mend it: make format.", pytrace=False)
