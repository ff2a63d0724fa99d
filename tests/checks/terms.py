"""One English term, one Portuguese term: the prose against `docs/glossary.toml`."""

import re
from functools import cache, cached_property
from pathlib import Path

from terms import FILE, Term, faults, forms, plain, read_terms

from checks.prose import QUOTED, TERM_IN_BRACKETS, Text, all_texts, blank, page_texts, without, words_of
from checks.report import Report

WORD = re.compile(r"\w+")
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
BRACKET_OF_HEADING = re.compile(r"(?<=\s)\([^()\n]+\)(?=\s*$)", re.MULTILINE)
NOT_HEADING = re.compile(r"^(?!#{1,6} ).*$", re.MULTILINE)
NO_ROOM = re.compile(
    r"^(?:#{1,6} |\|).*$|^ *\".*\" *$|!?\[[^\]]*\]|\*\*[^*]+\*\*|“[^”]*”|(?:por exemplo|for example)\b", re.MULTILINE
)
OFTEN = 4


def check_glossary(root: Path) -> Report:
    """Every term has its keys, one sentence in each language and a page; it stands once, in order, as one name."""
    report = Report(root, "terms", len(read_terms(root)))
    for line, what, mend in faults(root):
        report.add(root / FILE, line, what, mend)
    return report


def occurrences(variants: tuple[str, ...], text: str, start: int = 0):
    """Yield the matches of whole words, in any case, over line ends, the longest variant first, none inside another."""
    by_first_word = patterns(variants)
    for word in WORD.finditer(text, start):
        pattern = by_first_word.get(word[0].lower())
        match = pattern.match(text, word.start()) if pattern and word.start() >= start else None
        if match:
            start = match.end()
            yield match


@cache
def patterns(variants: tuple[str, ...]) -> dict[str, re.Pattern]:
    """For each first word, a pattern for the variants that begin with it."""
    by_first_word: dict[str, list[str]] = {}
    for variant in sorted(variants, key=len, reverse=True):
        by_first_word.setdefault(WORD.match(variant)[0], []).append(re.escape(variant).replace(r"\ ", r"\s+"))
    return {
        word: re.compile(rf"(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
        for word, alternatives in by_first_word.items()
    }


def check_banned(root: Path) -> Report:
    """Portuguese prose uses the term of the glossary: no banned variant, no English in its place."""
    report = Report(root, "Portuguese texts")
    instead = banned_words(read_terms(root))
    for text in all_texts(root):
        if text.language == "pt" and text.prose.strip():
            report.checked += 1
            for word in occurrences(tuple(instead), without(free_of_brackets(text.prose, instead), QUOTED)):
                what = f"expected {instead[plain(word[0])]!r}, found {word[0]!r}"
                mend = f"write {instead[plain(word[0])]!r}, or put an identifier in backticks, a message in “…”"
                report.add(text.file, text.line(word.start()), what, mend)
    return report


def banned_words(known: list[Term]) -> dict[str, str]:
    """What Portuguese prose must not say, and what it says instead."""
    portuguese = {form for term in known for form in term.forms("pt")}
    english = {form: term.pt for term in known for form in forms(term.en)}
    plurals = {form: term.pt for term in known for variant in term.ban for form in forms(variant)}
    listed = {variant: term.pt for term in known for variant in term.ban}
    return {word: pt for word, pt in (english | plurals).items() if word not in portuguese} | listed


def free_of_brackets(prose: str, known: dict[str, str]) -> str:
    """The words of a text without `*termo (term)*`, and without the bracket of a heading that holds a known word."""

    def blank_known(match: re.Match) -> str:
        return " " * len(match[0]) if plain(match[0][1:-1]) in known else match[0]

    words = without(words_of(prose), TERM_IN_BRACKETS)
    return HEADING.sub(lambda heading: BRACKET_OF_HEADING.sub(blank_known, heading[0]), words)


def check_brackets(root: Path) -> Report:
    """A bracket `*termo (term)*` is a pair of the glossary, once a page, where the term is first used."""
    report = Report(root, "brackets")
    for text in page_texts(root):
        page, seen = Terms(read_terms(root), text), {}
        for bracket in page.brackets():
            report.checked += 1
            line, ours = text.line(bracket.start()), plain(bracket[1])
            term, expected = page.pair(ours, plain(bracket[2]))
            used = page.uses.get(term.name(text.language), [])[:1] if term else []
            if expected:
                what, mend = f"expected {expected}, found {plain(bracket[0])}", "write the glossary's pair"
                report.add(text.file, line, what, mend)
            elif term in seen:
                what = f"expected the other language of {ours!r} once, found it on line {seen[term]} too"
                report.add(text.file, line, what, "leave out this bracket")
            elif used and used[0] < bracket.start():
                before = text.line(used[0])
                what = f"expected {plain(bracket[0])} at its first use, found {ours!r} before, on line {before}"
                report.add(text.file, line, what, "move the bracket there")
            if term:
                seen.setdefault(term, line)
    return report


def check_first_use(root: Path) -> Report:
    """A page shows the other language of the terms it teaches: those in its headings, used often, shown by its twin."""
    report = Report(root, "taught terms")
    pages = {text.file: Terms(read_terms(root), text) for text in page_texts(root)}
    for file, page in pages.items():
        text, language = page.text, page.text.language
        twin = pages.get(twin_of(root, file))
        shown = {term.name(language) for term in page.shown()}
        of_twin = {term.name(language) for term in (twin.shown() if twin else ())}
        taught = {name: text.line(page.uses.get(name, [0])[0]) for name in of_twin} | page.taught()
        for name, line in sorted(taught.items()):
            report.checked += 1
            if name not in shown:
                other = " or ".join(sorted(term.name(page.other) for term in page.known if term.name(language) == name))
                what = f"expected the first use of {name!r} to show the other language, found none on the page"
                report.add(file, line, what, f"write *{name} ({other})*, in the plural if need be")
    return report


def twin_of(root: Path, page: Path) -> Path:
    """The same page in the other language."""
    language, *rest = page.relative_to(root / "docs").parts
    return (root / "docs" / ("en" if language == "pt" else "pt")).joinpath(*rest)


class Terms:
    """The terms of the glossary on one page."""

    def __init__(self, known: list[Term], text: Text):
        self.known, self.text = known, text
        self.other = "en" if text.language == "pt" else "pt"
        self.words = words_of(text.prose)

    def brackets(self) -> list[re.Match]:
        """The brackets `*termo (term)*` of the page's text."""
        return list(TERM_IN_BRACKETS.finditer(self.words))

    def pair(self, ours: str, theirs: str) -> tuple[Term | None, str]:
        """The term that a bracket gives, and what it should have been if it is not a pair of the glossary."""
        mine = [term for term in self.known if ours in term.forms(self.text.language)]
        both = [term for term in mine if theirs in term.forms(self.other)]
        related = mine or [term for term in self.known if {ours, theirs} & (term.forms("pt") | term.forms("en"))]
        if both or not related:
            return (both[0] if both else None), ""
        names = [f"*{term.name(self.text.language)} ({term.name(self.other)})*" for term in related]
        return None, " or ".join(names)

    def shown(self) -> set[Term]:
        """The terms whose other language the page shows, in its text or in the bracket of a heading."""
        pairs = {self.pair(plain(bracket[1]), plain(bracket[2]))[0] for bracket in self.brackets()}
        headings = "\n".join(HEADING.findall(self.words))
        inside = {plain(bracket[0][1:-1]) for bracket in BRACKET_OF_HEADING.finditer(headings)}
        return (pairs - {None}) | {term for term in self.known if inside & term.forms(self.other)}

    @cached_property
    def uses(self) -> dict[str, list[int]]:
        """Where the running text uses each term, outside brackets and not as a part of a longer term."""
        return self.find(NO_ROOM.sub(blank, without(self.words, TERM_IN_BRACKETS)))

    def taught(self) -> dict[str, int]:
        """The terms, with the line of their first use, that headings name or that the text uses again and again."""
        often = {name: places[0] for name, places in self.uses.items() if len(places) >= OFTEN}
        headings = NOT_HEADING.sub(blank, self.words)
        found = often | {name: places[0] for name, places in self.find(headings).items()}
        foreign = {term.name(self.text.language) for term in self.known if term.en != term.pt}
        return {name: self.text.line(place) for name, place in found.items() if name in foreign}

    def find(self, words: str) -> dict[str, list[int]]:
        """Where each term stands in some words, after the front matter, by its name in the page's language."""
        names = names_of(tuple(self.known), self.text.language)
        title = re.search(r"^# ", self.words, re.MULTILINE)
        found: dict[str, list[int]] = {}
        for use in occurrences(tuple(names), words, title.start() if title else 0):
            found.setdefault(names[plain(use[0])], []).append(use.start())
        return found


@cache
def names_of(known: tuple[Term, ...], language: str) -> dict[str, str]:
    """The name of a term in a language for each of its forms."""
    return {form: term.name(language) for term in known for form in term.forms(language)}
