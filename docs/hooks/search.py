"""Let a search find words whatever their accents ('retropropagacao') and pasted messages whatever their numbers.

It costs nothing before somebody searches: docs/theme/assets/javascripts/workers/later.js loads what is written here.
"""

import json
import re
import unicodedata
from pathlib import Path

from blocks import language_of
from entries import is_of_errors, read_entries
from mkdocs.plugins import event_priority
from terms import PAGE, read_terms

WORD = re.compile(r"\w+")
TAG = re.compile(r"<[^>]+>")
# By language: the English site is built before the Portuguese one ends.
messages: dict[str, list] = {}


def on_nav(nav, config, **_):
    """Keep what brings an entry first: (address, heading, texts) of each entry of errors, and of the glossary."""
    snippets = Path(config.mdx_configs["pymdownx.snippets"]["base_path"][0])
    messages[language_of(config)] = [
        (f"{page.file.url}#{entry.id}", entry.label, entry.messages)
        for page in nav.pages
        if is_of_errors(page.file.src_uri)
        for entry in read_entries(page.file.content_string, page.file.src_uri, snippets)
    ]
    if language_of(config) == "pt":
        messages["pt"] += variants(nav, Path(config.config_file_path).parent)
    return nav


def variants(nav, root: Path) -> list:
    """The entries of the glossary under the names that readers use and no page does; each only as a whole."""
    known = [term for term in read_terms(root) if term.ban]
    pages = [page for page in nav.pages if page.file.src_uri == PAGE]
    return [(f"{page.file.url}#{term.anchor}", term.pt, term.ban, True) for page in pages for term in known]


@event_priority(-50)
def on_post_build(config):
    """Give each entry its accented words without accents; leave an empty index where every page loads one."""
    file = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(file.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        for name in ("title", "text"):
            words = unaccented(TAG.sub(" ", entry[name]))
            if words:
                entry[f"plain_{name}"] = words
    index["config"]["fields"] |= {"plain_title": {"boost": 1000.0}, "plain_text": {"boost": 1.0}}
    write(file.with_name("later.json"), index | {"messages": messages[language_of(config)]})
    write(file, index | {"docs": []})


def write(file: Path, index: dict) -> None:
    """Write an index as small as it can be said."""
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def unaccented(text: str) -> str:
    """The accented words of a text, each once, without their accents."""
    plain = {word: strip_accents(word) for word in WORD.findall(text.lower())}
    return " ".join(sorted({bare for word, bare in plain.items() if bare != word}))


def strip_accents(word: str) -> str:
    """The word with its accents and cedillas taken off."""
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
