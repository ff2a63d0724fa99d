"""The pages capture with `backend="eager"`; where there is a C++ compiler, torch's real one trains the same."""

import os
import shutil
import subprocess
import sys

import pytest

COMPILERS = ("c++", "g++", "clang++", "cl")
TRAIN = """
import copy, torch
from torch import nn

plain = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
copied = copy.deepcopy(plain)
inputs, targets = torch.rand(20, 3), torch.rand(20, 1)
for model, call in ((plain, plain), (copied, torch.compile(copied))):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(3):
        optimizer.zero_grad()
        nn.functional.mse_loss(call(inputs), targets).backward()
        optimizer.step()
for expected, found in zip(plain.parameters(), copied.parameters(), strict=True):
    torch.testing.assert_close(found, expected)
"""


def test_the_real_compiler_trains_as_python_does(tmp_path, record_property):
    if not any(map(shutil.which, COMPILERS)):
        pytest.skip(f"the real compiler was not tried: none of {', '.join(COMPILERS)} is here")
    environment = os.environ | {"TORCHINDUCTOR_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", TRAIN], env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.fail(done.stderr, pytrace=False)
    record_property("checked", ("networks trained by the real compiler", 1))
