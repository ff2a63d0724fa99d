"""Read the markers that cut a snippet, or its outputs, into named sections."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ANY_MARKER = "--8<--"
MARKER = re.compile(r"(?:# )?--8<-- \[(start|end):([a-z][a-z0-9-]*)\](?: (.+))?")
SPECIAL = re.compile(r"(raises|warns) [A-Za-z_]+|old|varies")
SPECIAL_HELP = "'raises ErrorType', 'warns WarningType', 'old' or 'varies'"


class SectionError(Exception):
    """A marker that nobody could act on; its text names file, line, what is wrong and how to mend it."""


@dataclass(frozen=True)
class Section:
    """A named run of lines; `start` and `end` are the line numbers of its markers, counted from 1."""

    name: str
    special: str
    start: int
    end: int
    text: str

    @property
    def kind(self) -> str:
        """`raises`, `warns`, `old`, `varies` or nothing."""
        return self.special.split(" ")[0]

    @property
    def announced(self) -> str:
        """The type that a `raises` or `warns` section announces, or nothing."""
        return self.special.partition(" ")[2]

    @property
    def is_wrong_answer(self) -> bool:
        """Whether this is an exercise's wrong answer: run, never shown."""
        return "-wrong-" in self.name


def read_sections(path: Path) -> dict[str, Section]:
    """Return the sections of a file by name, in order; raise SectionError for a marker that is not in order."""
    return dict(_parse(str(path), path.read_text(encoding="utf-8")))


@cache
def _parse(path: str, text: str) -> tuple[tuple[str, Section], ...]:
    found: dict[str, Section] = {}
    lines = text.splitlines()
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(lines, start=1):
        if ANY_MARKER not in line:
            continue
        edge, name, special = _read_marker(path, number, line)
        if edge == "start":
            if opened:
                raise _wrong(path, number, f"'{name}' starts inside '{opened[1]}'", f"end '{opened[1]}' before it")
            if name in found:
                raise _wrong(path, number, f"a second section is called '{name}'", "give it a name of its own")
            opened = number, name, special
        elif not opened or opened[1] != name:
            raise _wrong(path, number, f"'{name}' ends but has not started", f"write [start:{name}] above its lines")
        else:
            body = "".join(line + "\n" for line in lines[opened[0] : number - 1])
            found[name] = Section(name, opened[2], opened[0], number, body)
            opened = None
    if opened:
        raise _wrong(path, opened[0], f"'{opened[1]}' never ends", f"write [end:{opened[1]}] under its last line")
    return tuple(found.items())


def _read_marker(path: str, number: int, line: str) -> tuple[str, str, str]:
    match = MARKER.fullmatch(line)
    if not match:
        raise _wrong(
            path, number, f"cannot read the marker {line.strip()!r}", "write '# --8<-- [start:name]' at column 0"
        )
    edge, name, special = match[1], match[2], match[3] or ""
    if special and (edge == "end" or not SPECIAL.fullmatch(special)):
        raise _wrong(
            path, number, f"unknown word after the marker: {special!r}", f"a start marker may say {SPECIAL_HELP}"
        )
    return edge, name, special


def _wrong(path: str, number: int, what: str, mend: str) -> SectionError:
    return SectionError(f"{path}:{number}: {what}. To mend it: {mend}.")
