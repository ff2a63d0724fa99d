"""The terms of docs/glossary.toml: their names, their plurals, what they mean, where they are taught."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE, PAGE = "docs/glossary.toml", "reference/glossary.md"
LANGUAGES = ("pt", "en")
KEYS = {"en": str, "pt": str, "ban": list, "page": str, "definition_pt": str, "definition_en": str, "note": str}
SENTENCE = re.compile(r"[A-ZÀ-Ú](?:(?![.?!] ).)*\.")
PLURALS = {
    "ão": "ões",
    "ês": "eses",
    "és": "eses",
    "al": "ais als",
    "vel": "veis vels",
    "el": "éis els",
    "ch": "ches chs",
    "m": "ns ms",
}
PLURALS |= {"r": "res rs", "s": "s ses", "x": "xes", "y": "ies", "z": "zes", "": "s"}


@dataclass(frozen=True)
class Term:
    """An English term, its Portuguese term, the variants that Portuguese prose must not use, what it is, its page."""

    en: str
    pt: str
    ban: tuple[str, ...]
    page: str
    definition_pt: str
    definition_en: str

    @property
    def anchor(self) -> str:
        """Its id on the page of the glossary."""
        return self.en.replace(" ", "-")

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.pt if language == "pt" else self.en

    def definition(self, language: str) -> str:
        """What it is, in one sentence."""
        return self.definition_pt if language == "pt" else self.definition_en

    def forms(self, language: str) -> frozenset[str]:
        """What it may look like in a language: singular, plural, and no banned variant."""
        return forms(self.pt) - set(self.ban) if language == "pt" else forms(self.en)


def read_terms(root: Path) -> list[Term]:
    """The well-formed terms of a tree, none if its glossary cannot be read: `faults` says why."""
    return list(terms_in((root / FILE).read_text(encoding="utf-8"))) if (root / FILE).exists() else []


@cache
def terms_in(text: str) -> tuple[Term, ...]:
    """The well-formed terms of a glossary's text."""
    try:
        entries = entries_of(text)
    except ValueError:
        return ()
    whole = [entry for entry in entries if not list(wrong_entry(entry))]
    return tuple(
        Term(**{key: entry[key] for key in KEYS if key != "note"} | {"ban": tuple(entry["ban"])}) for entry in whole
    )


def entries_of(text: str) -> list[dict]:
    """The entries of a glossary's text; ValueError says why there are none."""
    entries = tomllib.loads(text).get("term")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("no [[term]] at all")
    return entries


def faults(root: Path):
    """Yield (line, what, mend) for each fault of a glossary: its form, its order, its sentences, its pages."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        entries = entries_of(text)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        yield int(line[1]) if line else 1, f"expected a glossary of terms, found {error}", "mend its syntax"
        return
    starts = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip() == "[[term]]"]
    for entry, line in zip(entries, starts, strict=True):
        wrong = list(wrong_entry(entry)) or list(wrong_page(root, entry["page"]))
        yield from ((line, *fault) for fault in wrong)
    whole = [(entry, line) for entry, line in zip(entries, starts, strict=True) if not list(wrong_entry(entry))]
    yield from wrong_together(whole)


def wrong_entry(entry: dict):
    """Yield (what, mend) for each fault of one entry by itself."""
    if {key: type(value) for key, value in entry.items()} != KEYS:
        wanted = ", ".join(f"{key} ({kind.__name__})" for key, kind in KEYS.items())
        found = ", ".join(f"{key} ({type(value).__name__})" for key, value in entry.items())
        yield f"expected {wanted} in a term, found {found}", "complete the term"
        return
    for value in [entry["en"], entry["pt"], *entry["ban"]]:
        if not isinstance(value, str) or value != " ".join(value.split()).lower() or not value:
            yield f"expected terms in lower case with single spaces, found {value!r}", "write it so"
    for key in ("definition_pt", "definition_en"):
        if not SENTENCE.fullmatch(entry[key]):
            yield (
                f"expected one sentence as {key}, found {entry[key]!r}",
                "begin it with a capital, end it with a full stop",
            )


def wrong_page(root: Path, page: str):
    """Yield (what, mend) if the page where a term is taught, or its heading, is missing in a language."""
    name, _, anchor = page.partition("#")
    for language in LANGUAGES:
        file = page_file(root / "docs" / language, name)
        if not file:
            yield f"expected a page docs/{language}/{name}.md, found none", "name a page that stands"
        elif anchor and f"{{ #{anchor} }}" not in file.read_text(encoding="utf-8"):
            yield (
                f"expected a heading #{anchor} in {file.relative_to(root).as_posix()}, found none",
                "name a heading of that page",
            )


def page_file(docs: Path, name: str) -> Path | None:
    """The file of the page, or of the notebook, that has a name in a folder of pages."""
    return next((file for file in (docs / f"{name}.md", docs / f"{name}.py") if file.exists()), None)


def wrong_together(entries: list[tuple[dict, int]]):
    """Yield (line, what, mend) for each fault among entries that are well-formed by themselves."""
    allowed = {entry["pt"]: entry["en"] for entry, _ in entries}
    banned = Counter(variant for entry, _ in entries for variant in entry["ban"])
    for (entry, line), before in zip(entries, ["", *(entry["en"] for entry, _ in entries)], strict=False):
        if entry["en"] <= before:
            found = f"expected terms once and in the order of the alphabet, found {entry['en']!r} after {before!r}"
            yield line, found, "move or merge it"
        for variant in entry["ban"]:
            if variant in allowed:
                what = f"expected a variant that no term uses, found {variant!r}, the term for {allowed[variant]!r}"
                yield line, what, "take it out of `ban`"
            elif banned[variant] > 1:
                yield line, f"expected each variant banned once, found {variant!r} twice", "ban it under one term"


def plain(text: str) -> str:
    """A term as it is looked up: lower case, single spaces, whatever line ends it had."""
    return " ".join(text.lower().split())


@cache
def forms(term: str) -> frozenset[str]:
    """A term in singular and plural, word by word: 'rede neural', 'redes neurais'."""
    known = {""}
    for word in term.split():
        known = {f"{start} {form}".strip() for start in known for form in word_forms(word)}
    return frozenset(known)


def word_forms(word: str) -> set[str]:
    """A word and what it may become in the plural or in the feminine; a short one, which joins others, stays."""
    feminine = {f"{word[:-1]}{end}" for end in ("a", "as") if word.endswith("o") and not word.endswith("ão")}
    return plurals(word) | (feminine if len(word) > 2 else set())


def plurals(word: str) -> set[str]:
    """A word and what it may become in the plural, in either language: one of these is right."""
    end = next(end for end in PLURALS if word.endswith(end))
    return {word} | ({word.removesuffix(end) + many for many in PLURALS[end].split()} if len(word) > 2 else set())
