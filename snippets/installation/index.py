# --8<-- [start:first-sum]
import torch

print(torch.tensor([1, 2]) + torch.tensor([10, 20]))
# --8<-- [end:first-sum]

# --8<-- [start:version] varies
print(f"{torch.__version__ = }")
print(f"{torch.version.cuda = }")
# --8<-- [end:version]

# --8<-- [start:compare-versions]
print(torch.__version__ >= "2.6")
print(str(torch.__version__) >= "2.6")
# --8<-- [end:compare-versions]
assert torch.__version__ >= "2.11"
assert f"{1 + 1 = }" == "1 + 1 = 2"

# --8<-- [start:device] varies
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
print(f"{device = }")
# --8<-- [end:device]
assert device.type in ("cpu", "cuda", "mps", "xpu")
assert torch.ones(3, device=device).sum().item() == 3

# --8<-- [start:separate-packages]
from importlib.util import find_spec

for package in ["torch", "numpy", "matplotlib"]:
    print(f"{package:<10} {find_spec(package) is not None}")
# --8<-- [end:separate-packages]
from importlib.metadata import requires

names = " ".join(requires("torch"))
assert "numpy" not in names and "matplotlib" not in names
assert f"{'torch':<10}" == "torch" + 5 * " "

# --8<-- [start:typo] raises ModuleNotFoundError
import troch
# --8<-- [end:typo]

# --8<-- [start:environment] varies
import sys
from importlib.metadata import metadata

print(f"{sys.prefix != sys.base_prefix = }")
print(f"{sys.version_info[:2] = }")
print(f"{metadata('torch')['Requires-Python'] = }")
# --8<-- [end:environment]
assert sys.version_info[:2] >= (3, 10)

# --8<-- [start:fixed-device-name] varies
try:
    print(torch.zeros(1, device="cuda"))
except (AssertionError, RuntimeError) as error:
    print(f"{error = }")
# --8<-- [end:fixed-device-name]
