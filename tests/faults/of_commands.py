"""Faults of the commands that install torch: of their file, of the words around them, of the pages that show them."""

from checks import commands, site

from faults.edits import change, fault, remove
from faults.places import HOME_EN, HOME_PT, PACKAGES, SETTINGS, SETTINGS_EN

TOP, DAY = f"{PACKAGES}|# Which", "checked = 2026-11-23"
CPU = "https://download.pytorch.org/whl/cpu"
OLDER = change(PACKAGES, 'torch = "2.13.0"', 'torch = "2.12.1"')


def wrong(name: str, old: str, new: str, at: str = "", says: str = "expected .+, found .+"):
    """A fault of the file, told by its check."""
    return fault(name, commands.check_packages, change(PACKAGES, old, new), at=at, says=says)


COMMANDS = [
    wrong("The packages are not TOML", DAY, "checked = 2026-13-23", says="expected TOML"),
    wrong("The packages lack a key", f"{DAY}\n", "", at=TOP, says="expected the keys .*checked"),
    wrong("The packages were checked on a day in words", DAY, 'checked = "November"', says="expected a date"),
    fault("The packages are of an older torch", commands.check_packages, OLDER, says="expected torch 2.13.0"),
    wrong("A source of the packages is no address", '"https://pypi.org', '"pypi.org', at=f"{PACKAGES}|sources ="),
    wrong(
        "A Python that the site promises has no packages",
        '"3.12", ',
        "",
        at=f"{PACKAGES}|pythons =",
        says="expected 3.12",
    ),
    wrong("A Python between others is left out", '"3.9"', '"3.8"', at=f"{PACKAGES}|pythons =", says="3.9"),
    wrong("A system is unknown", "[systems.macos]", "[systems.mac]", at=TOP, says="expected the keys .*macos"),
    wrong("A GPU is unknown", 'mps = { index = ""', 'mpu = { index = ""', at=f"{PACKAGES}|[systems.macos]"),
    wrong("A GPU is left out", 'mps = { index = "", megabytes = 120 }\n', "", at=f"{PACKAGES}|[systems.macos]"),
    wrong("A GPU has a package and has none", '= "linux" }', '= "linux", index = "" }', says="expected `index`"),
    wrong("A GPU has neither a package nor a reason", '{ why = "linux" }', "{ driver = 1 }", says="expected `index`"),
    wrong("A package is on another host", CPU, "https://wheels.example/whl/cpu", says="expected a str like https"),
    wrong("The address of a package is a link", f'"{CPU}"', f'"[{CPU}]({CPU})"', says="expected a str like https"),
    wrong("Two GPUs have one package", CPU, CPU.replace("cpu", "cu126"), at=f'{PACKAGES}|cu126", driver'),
    wrong("A size is in words", "megabytes = 130 }", 'megabytes = "130" }', says="expected a int"),
    fault(
        "A GPU has no words in one language",
        commands.check_packages,
        change(SETTINGS_EN, "        xpu: Intel Arc\n", ""),
        at=f"{SETTINGS_EN}|      steps:",
        says="expected words for .*: xpu",
    ),
    fault(
        "A reason has words that nothing asks for",
        commands.check_packages,
        change(SETTINGS, "      why:\n", "      why:\n        never: nunca\n"),
        at=f"{SETTINGS}|      why:",
        says="expected words for .*: never",
    ),
    fault(
        "A page installs an older torch",
        commands.check_typed,
        change(HOME_EN, "python --version", "uv pip install torch==2.12.1"),
        says="expected torch==2.13.0.*, found torch==2.12.1",
    ),
    fault(
        "A sentence of a page names an older torch",
        commands.check_typed,
        change(HOME_EN, "A small and good tree", "A small and good tree for `torch==2.12.1`"),
        says="expected torch==2.13.0.*, found torch==2.12.1",
    ),
    fault(
        "A command of a page has an address that no package has",
        commands.check_typed,
        change(HOME_PT, "python --version", f"pip install torch --index-url {CPU[:-3]}cu118"),
        says="found https://.*/whl/cu118",
    ),
]
OLD = [fault("A site is built with the packages of an older torch", site.check_build, OLDER, says="expected torch")]
NO_COMMANDS = [
    fault(
        "A site is built from packages that are not TOML",
        site.check_build,
        change(PACKAGES, DAY, "checked = 2026-13-23"),
        says="expected TOML",
    ),
    fault(
        "A site is built from packages of a system that is unknown",
        site.check_build,
        change(PACKAGES, "[systems.macos]", "[systems.mac]"),
        at=TOP,
        says="expected the keys .*macos",
    ),
    fault(
        "A page asks for commands where there are none",
        site.check_build,
        remove(PACKAGES),
        at=f"{HOME_PT}|<!-- commands",
        says="expected docs/installation.toml, found none",
    ),
]
NOT_SHOWN = [
    fault(
        "No page of a language asks for the commands",
        commands.check_table,
        change(HOME_EN, "<!-- commands -->", "<!-- comands -->"),
        at=TOP,
        says="expected one page in docs/en .*, found 0",
    ),
]
