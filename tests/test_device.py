"""On an accelerator and on another torch, what is compared is what must be the same there."""

import os
import subprocess
import sys

import pytest
from compare import ACCELERATOR, difference
from outputs import compare
from runner import Result

SEEN = """
import torch
from witness import Witness
with Witness("cpu") as witness:
    print(witness.allocated, witness.random)
    x = torch.zeros(2)
    print(witness.allocated, witness.random)
    torch.nn.Linear(2, 2)(x).sum().backward()
    print(witness.allocated, witness.random)
with Witness("meta") as witness:
    x = torch.zeros(2) + 1
    print(witness.allocated, witness.random)
    torch.set_default_device("meta")
    torch.rand(2)
    print(witness.allocated, witness.random)
"""


@pytest.fixture
def snippet(tmp_path):
    """A function that writes a snippet with one section and its output, and returns its path."""

    def write(printed: str, special: str = ""):
        path = tmp_path / "page.py"
        path.write_text(f"# --8<-- [start:a]{special}\nx = 1\n# --8<-- [end:a]\n", encoding="utf-8")
        text = f"--8<-- [start:a]\n{printed}\n--8<-- [end:a]\n"
        path.with_suffix(".out").write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_witness_sees_what_is_made_and_what_is_drawn_on_a_device(root):
    env = {**os.environ, "PYTHONPATH": str(root / "tests")}
    done = subprocess.run([sys.executable, "-c", SEEN], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:-1] == ["False False", "True False", "True True", "False False", "True True"]


def test_a_device_that_is_not_there_is_refused_in_one_line(root):
    done = subprocess.run(
        [sys.executable, "tests/runner.py", "--device", "no_such"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "expected a device 'no_such', found" in done.stderr.splitlines()[-1]
    assert "nothing was run" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("printed", ["tensor([1., 2.], device='cuda:0')", "tensor([1., 2.])"])
def test_the_name_of_an_accelerator_is_not_compared(snippet, printed):
    path = snippet("tensor([1., 2.])")
    assert compare(Result(path, outputs={"a": printed}), "cuda") == []


def test_a_device_that_is_printed_reads_as_cpu(snippet):
    path = snippet("x.device = device(type='cpu')")
    assert compare(Result(path, outputs={"a": "x.device = device(type='cuda')"}), "cuda") == []


def test_a_device_that_both_name_is_the_same(snippet):
    path = snippet("tensor(..., device='meta') cuda")
    same = Result(path, outputs={"a": "tensor(..., device='meta') cuda"})
    assert compare(same) == [] == compare(same, "cuda")
    assert compare(Result(path, outputs={"a": "tensor(...) cuda"})) != []


def test_random_numbers_of_an_accelerator_are_compared_in_shape(snippet):
    path = snippet("tensor([0.4963, 0.7682])")
    drawn = {"a": "tensor([0.3990, 0.5167], device='cuda:0')"}
    assert compare(Result(path, outputs=drawn, random=["a"]), "cuda") == []
    assert compare(Result(path, outputs=drawn), "cuda") != []
    assert compare(Result(path, outputs={"a": "tensor([0.3990])"}, random=["a"]), "cuda") != []


def test_other_numbers_of_an_accelerator_stay_within_the_stated_tolerance():
    assert difference("1.0000", "1.0004", ACCELERATOR) is None
    assert difference("1.0000", "1.0009", ACCELERATOR) is not None
    assert difference("3 of 4", "2 of 4", ACCELERATOR) is not None


def test_another_torch_may_say_the_same_error_in_other_words(snippet):
    path = snippet("before\nRuntimeError: the old words", " raises RuntimeError")
    said = Result(path, outputs={"a": "before\nRuntimeError: the new words\nin two lines"})
    assert compare(said, same_torch=False) == []
    assert compare(said) != []
    assert compare(Result(path, outputs={"a": "before\nValueError: the old words"}), same_torch=False) != []
