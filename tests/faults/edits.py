"""A fault: what is done to one tree, and what the check that owns it must say."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from faults.tree import write

EXPECTED = "expected .+, found .+"


@dataclass(frozen=True)
class Edit:
    """One file changed: `old` becomes `new`; with no `old` the file is made, with no `new` it is removed."""

    file: str
    old: str | None
    new: str | None

    def apply(self, root: Path) -> None:
        """Change the tree; an edit that does not find its one place, or changes nothing, fails."""
        file = root / self.file
        assert file.exists() == (self.old is not None), f"{self.file}: there already, or not there"
        if self.new is None:
            return file.unlink()
        before = file.read_text(encoding="utf-8") if file.exists() else None
        assert before is None or before.count(self.old) == 1, f"{self.file}: expected {self.old!r} there once"
        after = self.new if before is None else before.replace(self.old, self.new)
        assert before != after, f"{self.file}: expected a change"
        write(file, after)

    def line(self, root: Path) -> int:
        """The first line that the edit changed, 1 where it made or removed the file."""
        if not (self.old and self.new):
            return 1
        place = (root / self.file).read_text(encoding="utf-8").index(self.new)
        same = os.path.commonprefix([self.old, self.new])
        return (root / self.file).read_text(encoding="utf-8").count("\n", 0, place + len(same)) + 1


def change(file: str, old: str, new: str) -> Edit:
    """Replace the one place that says `old`."""
    return Edit(file, old, new)


def make(file: str, text: str) -> Edit:
    """Write a file that was not there."""
    return Edit(file, None, text)


def remove(file: str) -> Edit:
    """Remove a file."""
    return Edit(file, "", None)


@dataclass(frozen=True)
class Fault:
    """A sentence, the check that owns it, its edits, and what must be told: the place and the words of a pattern.

    The place is the first line that the first edit changed; or `at` names it: a file, or `file|text of the line`.
    """

    name: str
    check: Callable
    edits: tuple[Edit, ...]
    at: str
    says: str

    @property
    def slug(self) -> str:
        """The name as the name of a folder."""
        return re.sub(r"\W+", "-", self.name.lower())

    @property
    def file(self) -> str:
        """The file that must be named."""
        return self.at.partition("|")[0] or self.edits[0].file

    @property
    def snippet(self) -> str:
        """The snippet that the named file belongs to."""
        file = Path(self.file)
        return file.with_name(f"{file.name.split('.')[0]}.py").as_posix()

    def line(self, root: Path) -> int | None:
        """The line that must be named, or None where there is none to tell."""
        text = self.at.partition("|")[2]
        if not self.at:
            return self.edits[0].line(root)
        lines = (root / self.file).read_text(encoding="utf-8").splitlines() if text else []
        return next((number for number, line in enumerate(lines, start=1) if text in line), None)

    def put_into(self, root: Path) -> Path:
        """Put the fault into a tree; return the tree."""
        for edit in self.edits:
            edit.apply(root)
        return root

    def is_told(self, root: Path, problems: list[str]) -> bool:
        """Whether some problem names the file and the line (or that of its fence, above), the fault, and a mend."""
        line = self.line(root)
        lines = rf"(?:{line}|{line - 1})" if line else r"\d+"
        told = re.compile(rf"{re.escape(self.file)}:{lines}: .*(?:{self.says}).*\. (?:To mend it|Or): \S.+", re.DOTALL)
        return any(told.match(problem) for problem in problems)


def fault(name: str, check: Callable, *edits: Edit, at: str = "", says: str = EXPECTED) -> Fault:
    """A fault, its edits listed one after the other."""
    return Fault(name, check, edits, at, says)
