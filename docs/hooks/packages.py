"""The packages of torch, as docs/installation.toml has them, and the commands that install them."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = "docs/installation.toml"
MEND = "write it as the lines around it, from one of the `sources`"
SYSTEMS = {"windows": "Windows", "macos": "macOS", "linux": "Linux"}
TOOLS = {"pip": "python -m pip install", "uv": "uv pip install"}
# How an environment is made by whatever Python there is, and by one that is named.
WITH_PYTHON = {
    "py -m venv .venv": "py -{} -m venv .venv",
    "python3 -m venv .venv": "python{} -m venv .venv",
    "uv venv": "uv venv --python {}",
}

KEYS = {"torch": str, "checked": date, "sources": list, "pythons": list, "other_pythons": list, "systems": dict}
FORMS = {"torch": r"\d+\.\d+\.\d+", "sources": r"https://\S+", "pythons": r"3\.\d+", "other_pythons": r"3\.\d+"}
PACKAGE = {
    "index": (str, r"|https://download\.pytorch\.org/whl/[a-z0-9.]+"),
    "megabytes": (int, r"[1-9]\d*"),
    "driver": (int, r"[1-9]\d*"),
}
NO_PACKAGE = {"why": (str, r"[a-z]+")}


class PackagesError(Exception):
    """A file that nobody could act on; its text names file, line, what is wrong and how to mend it."""


@dataclass(frozen=True)
class Package:
    """What a system has for a GPU: the address of the package (empty: PyPI), or a word for `why` there is none."""

    index: str = ""
    megabytes: int = 0
    driver: int = 0
    why: str = ""


@dataclass(frozen=True)
class Packages:
    """The file: its torch, the day when it was checked, the Pythons, and each system's package for each GPU."""

    torch: str
    checked: date
    sources: list[str]
    pythons: list[str]
    other_pythons: list[str]
    systems: dict[str, dict[str, Package]]

    @property
    def all_pythons(self) -> list[str]:
        """The Pythons with and without packages, from the oldest to the newest."""
        return sorted(self.pythons + self.other_pythons, key=lambda python: int(python.partition(".")[2]))

    def steps(self, system: str) -> dict[str, dict[str, list[str]]]:
        """{step: {tool: lines}} of a system: the environment, torch for each GPU, NumPy and Matplotlib."""
        steps = {"environment": {tool: environment(system, tool) for tool in TOOLS}}
        for gpu, package in self.systems[system].items():
            if not package.why:
                torch = f"torch=={self.torch}"
                steps[gpu] = {tool: [f"{call} {torch}{options(package, tool)}"] for tool, call in TOOLS.items()}
        return steps | {"extras": {tool: [f"{call} numpy matplotlib"] for tool, call in TOOLS.items()}}


def environment(system: str, tool: str) -> list[str]:
    """The lines that make an environment and activate it."""
    by_pip = "py -m venv .venv" if system == "windows" else "python3 -m venv .venv"
    activate = r".venv\Scripts\Activate.ps1" if system == "windows" else "source .venv/bin/activate"
    return ["uv venv" if tool == "uv" else by_pip, activate]


def options(package: Package, tool: str) -> str:
    """How a tool is told where a package is; uv knows each address by its last part."""
    if not package.index:
        return ""
    return f" --index-url {package.index}" if tool == "pip" else f" --torch-backend {package.index.rpartition('/')[2]}"


def read_packages(file: Path) -> Packages:
    """Read the file; raise PackagesError if it is not of the form that it has to be."""
    text = file.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise wrong(file, int(line[1]) if line else 1, f"expected TOML, found {error}") from None
    check_keys(data, KEYS, file, 1)
    for key, kind in KEYS.items():
        check_value(key, data[key], kind, file, line_of(text, key))
    check_keys(data["systems"], SYSTEMS, file, 1)
    first = next(iter(data["systems"].values()))
    for system, packages in data["systems"].items():
        check_keys(packages, first, file, line_of(text, f"[systems.{system}]"))
        check_packages(packages, file, text, line_of(text, f"[systems.{system}]"))
    systems = {name: {gpu: Package(**one) for gpu, one in gpus.items()} for name, gpus in data["systems"].items()}
    return Packages(**data | {"systems": systems})


def check_keys(found, expected, file: Path, line: int) -> None:
    """Raise PackagesError unless there are these keys and no other."""
    if not isinstance(found, dict) or found.keys() != set(expected):
        found = ", ".join(found) if isinstance(found, dict) else repr(found)
        raise wrong(file, line, f"expected the keys {', '.join(expected)}, found {found}")


def check_value(key: str, value, kind: type, file: Path, line: int) -> None:
    """Raise PackagesError unless a value is of its type and form, each of a list, and there is one."""
    if type(value) is not kind or not value:
        raise wrong(file, line, f"expected a {kind.__name__} as {key!r}, found {value!r}")
    for one in value if kind is list else [value]:
        if key in FORMS:
            check_form(key, one, str, FORMS[key], file, line)


def check_packages(packages: dict, file: Path, text: str, start: int) -> None:
    """Raise PackagesError unless each GPU of a system has a package of its own, or a word for why it has none."""
    seen: dict[str, str] = {}
    for gpu, package in packages.items():
        line = line_of(text, gpu, start)
        keys = package.keys() if isinstance(package, dict) else set()
        forms = NO_PACKAGE if "why" in keys else PACKAGE
        if not keys & {"index", "why"} or not keys <= forms.keys():
            what = f"expected `index`, perhaps with `megabytes` and `driver`, or `why`, found {package!r}"
            raise wrong(file, line, what)
        for key, value in package.items():
            check_form(key, value, *forms[key], file, line)
        other = seen.setdefault(package["index"], gpu) if "index" in keys else gpu
        if other != gpu:
            raise wrong(file, line, f"expected an address of its own for {gpu}, found that of {other}")


def check_form(key: str, value, kind: type, form: str, file: Path, line: int) -> None:
    """Raise PackagesError unless a value is of this type and form."""
    if type(value) is not kind or not re.fullmatch(form, str(value)):
        raise wrong(file, line, f"expected a {kind.__name__} like {form.lstrip('|')} as {key!r}, found {value!r}")


def line_of(text: str, key: str, start: int = 1) -> int:
    """The first line, from one on, that says what a key is or is this heading; that one where none does."""
    lines = text.splitlines()[start - 1 :]
    return next((number for number, line in enumerate(lines, start) if line.split(" =")[0] == key), start)


def wrong(file: Path, line: int, what: str) -> PackagesError:
    """A PackagesError in one line."""
    return PackagesError(f"{file}:{line}: {what}. To mend it: {MEND}.")
