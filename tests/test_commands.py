"""The commands that a reader copies to install torch come from one file, and each is one."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from checks import commands
from packages import FILE, SYSTEMS, TOOLS, read_packages


@pytest.fixture(scope="module")
def packages(root):
    """The packages of torch."""
    return read_packages(root / FILE)


def test_the_packages_are_those_of_the_torch_that_is_taught(hold):
    hold(commands.check_packages)


def test_no_page_types_a_command_for_another_torch(hold):
    hold(commands.check_typed)


def test_every_combination_gives_one_command_of_its_own(packages, record_property):
    count = 0
    for system in SYSTEMS:
        for tool, call in TOOLS.items():
            steps = packages.steps(system).items()
            given = [lines[tool] for step, lines in steps if step in packages.systems[system]]
            assert all(len(lines) == 1 and lines[0].startswith(f"{call} torch=={packages.torch}") for lines in given)
            assert len({lines[0] for lines in given}) == len(given) >= 1
            count += len(given)
    record_property("checked", ("commands", count))


def test_uv_knows_every_address_by_its_last_part(packages):
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    helped = subprocess.run([uv, "pip", "install", "--help"], capture_output=True, text=True, check=True).stdout
    known = re.search(r"--torch-backend <.*?possible values: ([^\]]*)", " ".join(helped.split()))[1].split(", ")
    lines = [line for system in SYSTEMS for tools in packages.steps(system).values() for line in tools["uv"]]
    asked = {line.partition("--torch-backend ")[2] for line in lines} - {""}
    assert asked
    assert asked <= set(known)
