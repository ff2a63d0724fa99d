# --8<-- [start:which-pip-start]
path = ["project/.venv/bin", "/usr/local/bin", "/usr/bin"]
programs = {
    "project/.venv/bin": ["activate", "python"],
    "/usr/local/bin": ["git"],
    "/usr/bin": ["git", "pip", "python"],
}

found = [folder for folder in path if "pip" in programs[folder]]
answer = None
# --8<-- [end:which-pip-start]


# --8<-- [start:which-pip-check] raises AssertionError
def check_which_pip():
    assert answer == found[0], f"{answer = }"


check_which_pip()
# --8<-- [end:which-pip-check]

# --8<-- [start:which-pip-solution]
answer = "/usr/bin"
# --8<-- [end:which-pip-solution]
check_which_pip()

# --8<-- [start:which-pip-wrong-first-folder] raises AssertionError
answer = "project/.venv/bin"
check_which_pip()
# --8<-- [end:which-pip-wrong-first-folder]

# --8<-- [start:which-pip-wrong-second-folder] raises AssertionError
answer = "/usr/local/bin"
check_which_pip()
# --8<-- [end:which-pip-wrong-second-folder]

# --8<-- [start:round-trip-start]
import torch

device = torch.accelerator.current_accelerator(
    check_available=True
) or torch.device("cpu")
fares = torch.tensor([[6.0, 9.5, 13.0], [16.5, 20.0, 23.5]])
there = fares.to(device)
doubled = there * 2
total = doubled.sum()
back = doubled.cpu()

doubled_shape = None
total_shape = None
back_shape = None
# --8<-- [end:round-trip-start]


# --8<-- [start:round-trip-check] raises AssertionError
def check_round_trip():
    assert doubled.shape == doubled_shape, f"{doubled_shape = }"
    assert total.shape == total_shape, f"{total_shape = }"
    assert back.shape == back_shape, f"{back_shape = }"


check_round_trip()
# --8<-- [end:round-trip-check]

# --8<-- [start:round-trip-solution]
doubled_shape = (2, 3)
total_shape = ()
back_shape = (2, 3)
# --8<-- [end:round-trip-solution]
check_round_trip()

# --8<-- [start:round-trip-wrong-doubled] raises AssertionError
doubled_shape = (4, 6)
check_round_trip()
# --8<-- [end:round-trip-wrong-doubled]

# --8<-- [start:round-trip-wrong-one-number] raises AssertionError
doubled_shape = (2, 3)
total_shape = (1,)
check_round_trip()
# --8<-- [end:round-trip-wrong-one-number]

# --8<-- [start:round-trip-wrong-flat] raises AssertionError
total_shape = ()
back_shape = (6,)
check_round_trip()
# --8<-- [end:round-trip-wrong-flat]


# --8<-- [start:supported-start]
def supported(version):
    return version >= "3.10"


print(supported("3.13"), supported("3.9"))
# --8<-- [end:supported-start]


# --8<-- [start:supported-check] raises AssertionError
def check_supported():
    expected = {"3.9": False, "3.10": True, "3.13": True, "2.7": False}
    expected |= {"3.10.14": True, "3.9.18": False, "4.0": True}
    for version, answer in expected.items():
        out = supported(version)
        assert out is answer, f"{version = }, {out = }"


check_supported()
# --8<-- [end:supported-check]


# --8<-- [start:supported-solution]
def supported(version):
    major, minor = version.split(".")[:2]
    return (int(major), int(minor)) >= (3, 10)


# --8<-- [end:supported-solution]
check_supported()


# --8<-- [start:supported-wrong-decimal] raises AssertionError
def supported(version):
    return float(".".join(version.split(".")[:2])) >= 3.10


check_supported()
# --8<-- [end:supported-wrong-decimal]


# --8<-- [start:supported-wrong-minor-alone] raises AssertionError
def supported(version):
    return int(version.split(".")[1]) >= 10


check_supported()
# --8<-- [end:supported-wrong-minor-alone]


# --8<-- [start:supported-wrong-texts] raises AssertionError
def supported(version):
    return version.split(".") >= ["3", "10"]


check_supported()
# --8<-- [end:supported-wrong-texts]


# --8<-- [start:supported-wrong-always] raises AssertionError
def supported(version):
    return True


check_supported()
# --8<-- [end:supported-wrong-always]


# --8<-- [start:diagnose-start]
def diagnose(cuda_version, available):
    if available:
        return "gpu"
    # pt: Complete: "package" se falta o CUDA no pacote, "driver" se não
    # en: Complete: "package" if the package lacks CUDA, else "driver"
    return None


print(diagnose("13.0", True), diagnose(None, False))
# --8<-- [end:diagnose-start]


# --8<-- [start:diagnose-check] raises AssertionError
def check_diagnose():
    for cuda_version, available, expected in [
        ("13.0", True, "gpu"),
        ("12.6", False, "driver"),
        (None, False, "package"),
        (None, True, "gpu"),
    ]:
        out = diagnose(cuda_version, available)
        assert out == expected, f"{cuda_version = }, {available = }, {out = }"


check_diagnose()
# --8<-- [end:diagnose-check]


# --8<-- [start:diagnose-solution]
def diagnose(cuda_version, available):
    if available:
        return "gpu"
    return "package" if cuda_version is None else "driver"


print(diagnose("12.6", False))
# --8<-- [end:diagnose-solution]
check_diagnose()


# --8<-- [start:diagnose-wrong-swapped] raises AssertionError
def diagnose(cuda_version, available):
    if available:
        return "gpu"
    return "driver" if cuda_version is None else "package"


check_diagnose()
# --8<-- [end:diagnose-wrong-swapped]


# --8<-- [start:diagnose-wrong-cuda-first] raises AssertionError
def diagnose(cuda_version, available):
    if cuda_version is None:
        return "package"
    return "gpu" if available else "driver"


check_diagnose()
# --8<-- [end:diagnose-wrong-cuda-first]


# --8<-- [start:diagnose-wrong-text] raises AssertionError
def diagnose(cuda_version, available):
    if available:
        return "gpu"
    return "package" if cuda_version == "None" else "driver"


check_diagnose()
# --8<-- [end:diagnose-wrong-text]

# --8<-- [start:environment-name-start]
from pathlib import Path


def environment_name(prefix, base_prefix):
    return prefix != base_prefix


print(environment_name("/home/ana/net/.venv", "/usr"))
print(environment_name("/usr", "/usr"))
# --8<-- [end:environment-name-start]


# --8<-- [start:environment-name-check] raises AssertionError
def check_environment_name():
    for prefix, base, expected in [
        ("/home/ana/net/.venv", "/usr", ".venv"),
        ("/home/ana/taxi", "/usr/local", "taxi"),
        ("/usr", "/usr", None),
        ("/opt/python", "/opt/python", None),
    ]:
        out = environment_name(prefix, base)
        assert out == expected, f"{prefix = }, {base = }, {out = }"


check_environment_name()
# --8<-- [end:environment-name-check]


# --8<-- [start:environment-name-solution]
def environment_name(prefix, base_prefix):
    if prefix == base_prefix:
        return None
    return Path(prefix).name


# --8<-- [end:environment-name-solution]
check_environment_name()


# --8<-- [start:environment-name-wrong-always-a-name] raises AssertionError
def environment_name(prefix, base_prefix):
    return Path(prefix).name


check_environment_name()
# --8<-- [end:environment-name-wrong-always-a-name]


# --8<-- [start:environment-name-wrong-fixed] raises AssertionError
def environment_name(prefix, base_prefix):
    return ".venv" if prefix != base_prefix else None


check_environment_name()
# --8<-- [end:environment-name-wrong-fixed]


# --8<-- [start:environment-name-wrong-whole-path] raises AssertionError
def environment_name(prefix, base_prefix):
    return prefix if prefix != base_prefix else None


check_environment_name()
# --8<-- [end:environment-name-wrong-whole-path]


# --8<-- [start:environment-name-wrong-base] raises AssertionError
def environment_name(prefix, base_prefix):
    return None if prefix == base_prefix else Path(base_prefix).name


check_environment_name()
# --8<-- [end:environment-name-wrong-base]


# --8<-- [start:read-version-start]
def read_version(text):
    return None


print(read_version("2.13.0+cu130"))
# --8<-- [end:read-version-start]


# --8<-- [start:read-version-check] raises AssertionError
def check_read_version():
    for text, expected in [
        ("2.13.0+cu130", ((2, 13, 0), "cu130")),
        ("2.13.0+cpu", ((2, 13, 0), "cpu")),
        ("2.9.1", ((2, 9, 1), None)),
        ("2.13.0+rocm7.2", ((2, 13, 0), "rocm7.2")),
    ]:
        out = read_version(text)
        assert out == expected, f"{text = }, {out = }"


check_read_version()
# --8<-- [end:read-version-check]


# --8<-- [start:read-version-solution]
def read_version(text):
    numbers, plus, tag = text.partition("+")
    return tuple(int(part) for part in numbers.split(".")), tag or None


print(read_version("2.13.0+cu130"))
print(max(["2.9.1", "2.13.0"]), max(["2.9.1", "2.13.0"], key=read_version))
# --8<-- [end:read-version-solution]
check_read_version()


# --8<-- [start:read-version-wrong-texts] raises AssertionError
def read_version(text):
    numbers, plus, tag = text.partition("+")
    return tuple(numbers.split(".")), tag or None


check_read_version()
# --8<-- [end:read-version-wrong-texts]


# --8<-- [start:read-version-wrong-empty-tag] raises AssertionError
def read_version(text):
    numbers, plus, tag = text.partition("+")
    return tuple(int(part) for part in numbers.split(".")), tag


check_read_version()
# --8<-- [end:read-version-wrong-empty-tag]


# --8<-- [start:read-version-wrong-plus-kept] raises AssertionError
def read_version(text):
    numbers, plus, tag = text.partition("+")
    return tuple(int(part) for part in numbers.split(".")), plus + tag


check_read_version()
# --8<-- [end:read-version-wrong-plus-kept]


# --8<-- [start:read-version-wrong-list] raises AssertionError
def read_version(text):
    numbers, plus, tag = text.partition("+")
    return [int(part) for part in numbers.split(".")], tag or None


check_read_version()
# --8<-- [end:read-version-wrong-list]


# --8<-- [start:read-version-wrong-last-point] raises AssertionError
def read_version(text):
    numbers, *tags = text.split("+")
    major, minor, patch = numbers.split(".")
    tag = tags[0].split(".")[0] if tags else None
    return (int(major), int(minor), int(patch)), tag


check_read_version()
# --8<-- [end:read-version-wrong-last-point]

assert torch.tensor([6.0, 9.5]).sum().item() == 15.5
assert 6 + 3.5 * 10 == 41
