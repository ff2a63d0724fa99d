# --8<-- [start:built-for] varies
import torch

print(f"{torch.version.cuda = }")
print(f"{torch.version.hip = }")
print(f"{torch.version.xpu = }")
print(f"{torch.backends.mps.is_built() = }")
# --8<-- [end:built-for]


# --8<-- [start:driver]
def driver_is_enough(driver, package):
    oldest = {"cu126": 525, "cu130": 580}
    return int(driver.split(".")[0]) >= oldest[package]


print(driver_is_enough("551.23", "cu126"))
print(driver_is_enough("551.23", "cu130"))
# --8<-- [end:driver]
assert driver_is_enough("525.60", "cu126")
assert driver_is_enough("580.00", "cu130")

# --8<-- [start:capability]
built = {
    "cu126": [(5, 0), (6, 0), (7, 0), (7, 5), (8, 0), (8, 6), (9, 0)],
    "cu130": [(7, 5), (8, 0), (8, 6), (9, 0), (10, 0), (12, 0)],
}


def runs_on(capability, package):
    return any(
        major == capability[0] and minor <= capability[1]
        for major, minor in built[package]
    )


for capability in [(6, 1), (8, 9), (12, 0)]:
    old, new = runs_on(capability, "cu126"), runs_on(capability, "cu130")
    print(capability, old, new)
# --8<-- [end:capability]
if torch.__version__ >= "2.13" and torch.__version__ < "2.14":
    releases = torch.cuda.PYTORCH_RELEASES_CODE_CC
    for package, cuda in (("cu126", "12.6"), ("cu130", "13.0")):
        pairs = {10 * major + minor for major, minor in built[package]}
        assert pairs == releases[cuda]["x86_64"]
assert not runs_on((3, 7), "cu126")
assert runs_on((7, 5), "cu126") and runs_on((7, 5), "cu130")
assert runs_on((7, 0), "cu126") and not runs_on((7, 0), "cu130")

# --8<-- [start:yours] varies
if torch.cuda.is_available():
    print(torch.cuda.get_device_name())
    print(torch.cuda.get_device_capability())
print(torch.cuda.get_arch_list())
# --8<-- [end:yours]

# --8<-- [start:only-a-name]
named = torch.device("cuda")
print(isinstance(named, torch.device))
# --8<-- [end:only-a-name]

# --8<-- [start:in-use] varies
try:
    print(torch.zeros(1, device=named))
except (AssertionError, RuntimeError) as error:
    print(f"{type(error).__name__}: {error}")
# --8<-- [end:in-use]

# --8<-- [start:unknown-name] varies
try:
    torch.device("rocm")
except RuntimeError as error:
    print(error)
# --8<-- [end:unknown-name]
try:
    torch.device("gpu")
except RuntimeError as error:
    assert "device string: gpu" in str(error)

# --8<-- [start:how-much]
small = 10 * 5
large = 4096**3
print(f"{small = :,}")
print(f"{large = :,}")
# --8<-- [end:how-much]
assert large > 68_000_000_000
assert small == torch.nn.Linear(10, 5).weight.numel()
