# --8<-- [start:first]
import torch

print(torch.tensor([2.0, 4.0]) * 10 + 1)
# --8<-- [end:first]

# --8<-- [start:package] varies
print(f"{torch.__version__ = }")
print(f"{torch.version.cuda = }")
# --8<-- [end:package]
assert torch.__version__ >= "2.11"
assert "2.13.0+cu130".endswith("cu" + "13.0".replace(".", ""))
assert f"{1 + 1 = }" == "1 + 1 = 2"

# --8<-- [start:compare-versions]
print(torch.__version__ >= "2.6")
print(str(torch.__version__) >= "2.6")
# --8<-- [end:compare-versions]

# --8<-- [start:accelerator] varies
print(f"{torch.accelerator.is_available() = }")
print(f"{torch.accelerator.current_accelerator() = }")
# --8<-- [end:accelerator]
if torch.accelerator.is_available():
    assert torch.accelerator.current_accelerator() is not None

# --8<-- [start:device] varies
device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
print(f"{device = }")
# --8<-- [end:device]
assert device.type in ("cpu", "cuda", "mps", "xpu")

# --8<-- [start:there-and-back]
numbers = torch.arange(1.0, 101.0)
total = numbers.to(device).sum()
print(f"{total.cpu() = }")
assert total.item() == 100 * 101 / 2
# --8<-- [end:there-and-back]

# --8<-- [start:gradient]
side = torch.tensor(3.0, requires_grad=True)
area = side**2
area.backward()
print(f"{side.grad = }")
assert side.grad.item() == 2 * 3
# --8<-- [end:gradient]
assert area.item() == 9

# --8<-- [start:companions] varies
from importlib.util import find_spec

for package in ["torch", "numpy", "matplotlib"]:
    print(f"{package:<10} {find_spec(package) is not None}")
# --8<-- [end:companions]
from importlib.metadata import requires

names = " ".join(requires("torch"))
assert "numpy" not in names and "matplotlib" not in names
assert f"{'torch':<10}" == "torch" + 5 * " "

# --8<-- [start:other-name] raises ModuleNotFoundError
import pytorch
# --8<-- [end:other-name]

# --8<-- [start:capital-letter] raises ModuleNotFoundError
import Torch
# --8<-- [end:capital-letter]
