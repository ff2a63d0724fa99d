# --8<-- [start:version] varies
import torch

print(f"{torch.__version__ = }")
# --8<-- [end:version]
assert torch.__version__ >= "2.11"

# --8<-- [start:python] varies
import sys

print(f"{sys.version_info[:2] = }")
# --8<-- [end:python]
assert (3, 10) <= sys.version_info[:2]

# --8<-- [start:compare-versions]
print("3.9" >= "3.10")
print((3, 9) >= (3, 10))
# --8<-- [end:compare-versions]

# --8<-- [start:separate-packages]
from importlib.util import find_spec

for package in ["torch", "numpy", "matplotlib"]:
    print(f"{package:<10} {find_spec(package) is not None}")
# --8<-- [end:separate-packages]
from importlib.metadata import requires

names = " ".join(requires("torch"))
assert "numpy" not in names and "matplotlib" not in names
assert f"{'torch':<10}" == "torch" + 5 * " "

# --8<-- [start:other-name] raises ModuleNotFoundError
import pytorch
# --8<-- [end:other-name]
