"""The records of what was run: one file a condition, in docs/proof. The runner reads this too: no library but Python's.

A record holds for a snippet as long as the snippet's hash is the recorded one.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = "docs/proof"
MEND = f"remove the file and write it by a run: make test RECORD={FOLDER}"
CONDITION = {
    "device": r"[a-z]+",
    "device_name": r"\S.*",
    "python": r"\d+\.\d+\.\d+\S*",
    "system": r"\S.*",
    "torch": r"\d+\.\d+\S*",
}
RUN = {
    "blocks": r"\d+",
    "blocks_on_device": r"\d+",
    "commit": r"\S*",
    "date": r"\d{4}-\d\d-\d\d",
    "hash": r"[\da-f]{16}",
}
COUNTS = ("blocks", "blocks_on_device")


class RecordError(Exception):
    """A record that nobody could trust; its text names file, line, what is wrong and how to mend it."""


@dataclass(frozen=True)
class Condition:
    """Where something was run; `device` is torch's word for it, `device_name` what it calls itself."""

    device: str
    device_name: str
    python: str
    system: str
    torch: str


@dataclass(frozen=True)
class Run:
    """One snippet's run: the blocks that its pages show, those that used the device, and the hash of what ran."""

    blocks: int
    blocks_on_device: int
    commit: str
    date: str
    hash: str


@dataclass(frozen=True)
class Record:
    """All that was run under one condition, by the name of the snippet: `tensors/index`."""

    file: Path
    condition: Condition
    runs: dict[str, Run]


def hash_of(path: Path) -> str:
    """The first 16 hexadecimal digits of a snippet's SHA-256, line ends read as newlines."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]


def read_records(folder: Path) -> list[Record]:
    """The records of a folder in order of their files, none where it is not there; raise RecordError for a bad one."""
    return [read_record(file) for file in sorted(folder.glob("*.json"))]


def read_record(file: Path) -> Record:
    """Read one record; raise RecordError if it is not what a run writes."""
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        data = json.loads(text, object_pairs_hook=lambda pairs: without_doubles(pairs, file, text))
    except json.JSONDecodeError as error:
        raise wrong(file, error.lineno, f"expected JSON, found {error.msg}") from None
    check_keys(data, {"condition", "snippets"}, file, 1)
    if not isinstance(data["snippets"], dict):
        raise wrong(file, line_of(text, "snippets"), "expected a name for each run under 'snippets', found none")
    check_values(data["condition"], CONDITION, file, line_of(text, "condition"))
    runs = {name: read_run(run, file, line_of(text, name)) for name, run in data["snippets"].items()}
    record = Record(file, Condition(**data["condition"]), runs)
    check_device(record, text)
    return record


def read_run(run, file: Path, line: int) -> Run:
    """One snippet's part of a record, which begins on this line."""
    check_values(run, RUN, file, line)
    try:
        date.fromisoformat(run["date"])
    except ValueError:
        raise wrong(file, line, f"expected a date as 2026-11-22, found {run['date']!r}") from None
    return Run(**run)


def check_values(values, patterns: dict[str, str], file: Path, line: int) -> None:
    """Raise RecordError unless there are these keys, and their values are of the right type and form."""
    check_keys(values, patterns.keys(), file, line)
    for key, pattern in patterns.items():
        kind = int if key in COUNTS else str
        if type(values[key]) is not kind or not re.fullmatch(pattern, str(values[key])):
            what = f"expected a {kind.__name__} like {pattern} as {key!r}, found {values[key]!r}"
            raise wrong(file, line, what)


def check_keys(values, keys, file: Path, line: int) -> None:
    """Raise RecordError unless a part of a record has these keys and no other."""
    found = sorted(values) if isinstance(values, dict) else values
    if found != sorted(keys):
        raise wrong(file, line, f"expected the keys {', '.join(sorted(keys))}, found {found!r}")


def check_device(record: Record, text: str) -> None:
    """Raise RecordError where more blocks used the device than ran, or any did on the CPU."""
    for name, run in record.runs.items():
        most = run.blocks if record.condition.device != "cpu" else 0
        if run.blocks_on_device > most:
            what = f"expected at most {most} blocks of {name!r} on the device, found {run.blocks_on_device}"
            raise wrong(record.file, line_of(text, name), what)


def without_doubles(pairs: list[tuple], file: Path, text: str) -> dict:
    """A JSON object; raise RecordError if it names a key twice."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            line = text.count("\n", 0, text.rfind(f'"{name}":')) + 1
            raise wrong(file, line, f"expected each name once, found {name!r} twice")
    return dict(pairs)


def line_of(text: str, key: str) -> int:
    """The line on which a key first stands, 1 where it is written in another way."""
    return text.count("\n", 0, max(text.find(f'"{key}":'), 0)) + 1


def wrong(file: Path, line: int, what: str) -> RecordError:
    """A RecordError in one line."""
    return RecordError(f"{file}:{line}: {what}. To mend it: {MEND}.")
