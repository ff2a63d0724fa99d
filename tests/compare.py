"""Tell whether two outputs are the same, number by number."""

import re
from dataclasses import dataclass
from itertools import zip_longest

# A number, but no part of a version (2.13.0) or of a name (fc1.5).
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?(?!\w|\.\d)")
DECIMAL = re.compile(r"\.\d")
TAG = re.compile(r"<[^>]+>")
# Where the wheel was built stands in some warnings of torch: each system's wheels have another path. Matplotlib calls
# the parts of a figure by a hash of numbers that are not rounded.
OF_THE_MACHINE = re.compile(r"\(Triggered internally at .*?\)|(?<=[\"#])[mp][0-9a-f]{10}\b")
# A printed decimal may differ by one unit in its last digit: processors add in different orders. Nothing else may.
LAST_DIGIT = 1.0
# What is drawn may lie one point beside, ten tenths: a curve of a training does on another processor; no eye sees it.
DRAWN = 10.0
# What an accelerator may differ by. Not measured yet, as no accelerator was at hand: a guess, to be replaced.
ACCELERATOR = 5.0


@dataclass(frozen=True)
class Difference:
    """The first line, counted from 1, in which two texts differ."""

    line: int
    expected: str
    found: str

    def __str__(self) -> str:
        return f"expected {self.expected!r}, found {self.found!r}"


def difference(expected: str, found: str, units: float = LAST_DIGIT) -> Difference | None:
    """Return the first difference that matters, or None; a missing line reads as an empty one."""
    pairs = zip_longest(expected.split("\n"), found.split("\n"), fillvalue="")
    for number, (old, new) in enumerate(pairs, start=1):
        if not same_line(old, new, units):
            return Difference(number, old, new)
    return None


def difference_of_figures(expected: str, found: str, units: float = LAST_DIGIT) -> Difference | None:
    """Return the first difference of two SVGs that an eye would see, in what they draw or in what they say, or None."""
    said = [TAG.sub(lambda tag: "\n" * tag[0].count("\n"), svg) for svg in (expected, found)]
    return difference(expected, found, max(units, DRAWN)) or difference(*said, units)


def same_line(old: str, new: str, units: float = LAST_DIGIT) -> bool:
    """Whether two lines have the same words and, within some units of the last printed digit, the same numbers."""
    old, new = OF_THE_MACHINE.sub("", old), OF_THE_MACHINE.sub("", new)
    if old == new:
        return True
    words = NUMBER.split(old), NUMBER.split(new)
    numbers = zip_longest(NUMBER.findall(old), NUMBER.findall(new), fillvalue="")
    return words[0] == words[1] and all(same_number(*pair, units) for pair in numbers)


def same_number(old: str, new: str, units: float = LAST_DIGIT) -> bool:
    """Whether two printed numbers are equal or, where both are decimals, some units of the last digit apart."""
    if old == new:
        return True
    if not (DECIMAL.search(old) and DECIMAL.search(new)) or unit(old) != unit(new):
        return False
    return abs(float(old) - float(new)) <= units * unit(old) * 1.000001


def unit(number: str) -> float:
    """One unit in the last printed digit: 0.01 for 3.14, 1 for 7, 1e-5 for 2.5e-04."""
    digits, _, power = number.partition("e")
    return 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))
