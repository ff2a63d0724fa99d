"""What a check found, and how it is said."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where, what was expected and found, and what mends it."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. To mend it: {self.mend}."


@dataclass
class Report:
    """How many things of one unit (`pages`, `sections` …) a check looked at, and the problems among them."""

    root: Path
    unit: str
    checked: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, file: Path, line: int, what: str, mend: str) -> None:
        """Note a problem; the file is named from the tree's root."""
        name = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        self.problems.append(Problem(name.as_posix(), line, what, mend))
