"""Make the page of the glossary from docs/glossary.toml, and lead to it from the first use of a term on a page."""

import re
from itertools import groupby
from pathlib import Path

from blocks import language_of
from mkdocs.exceptions import PluginError
from mkdocs.utils import get_relative_url
from search import strip_accents
from terms import FILE, PAGE, Term, faults, page_file, plain, read_terms

MARKER = "<!-- glossary -->"
TITLE = re.compile(r"^(?:# )?# (.+?) *\{ *#", re.MULTILINE)
# What leads elsewhere already, names a section or folds it is passed over.
FIRST_USE = re.compile(
    r"<(a|h[1-6]|summary)\b.*?</\1>|<em>(?P<ours>[^<>()]+?)(?:\s\((?P<theirs>[^<>()]+)\))?</em>", re.DOTALL
)


def on_config(config):
    """Read the terms; a bad one stops the build."""
    global known
    root = Path(config.config_file_path).parent
    for line, what, mend in faults(root):
        raise PluginError(f"{root / FILE}:{line}: {what}. To mend it: {mend}.")
    known = read_terms(root)
    return config


def on_files(files, config):
    """Find the page that the links lead to; without it there is no build."""
    global address
    page = files.get_file_from_path(PAGE)
    if not page or MARKER not in page.content_string:
        what = f"expected the page of the glossary, with {MARKER}, found none"
        raise PluginError(f"{Path(config.docs_dir) / PAGE}:1: {what}. To mend it: write it.")
    address = page.url
    return files


def on_page_markdown(text, page, config, **_):
    """Put the terms into their page, which a search names after the pages that teach them."""
    if page.file.src_uri != PAGE:
        return text
    page.meta["search"] = {"boost": 0.7}
    return text.replace(MARKER, entries(config))


def entries(config) -> str:
    """The terms in the order of the page's language, under their letters, as Markdown."""
    language, words = language_of(config), config.extra["words"]["glossary"]

    def order(term: Term) -> tuple[str, str]:
        return strip_accents(term.name(language)), term.en

    letters, parts = [], []
    for letter, group in groupby(sorted(known, key=order), key=lambda term: order(term)[0][0]):
        letters.append(f"[{letter.upper()}](#letter-{letter})")
        parts.append(f"## {letter.upper()} {{ #letter-{letter} data-search-exclude }}")
        parts += [entry(term, language, Path(config.docs_dir), words) for term in group]
    return "\n\n".join([f"{' '.join(letters)}\n{{ .letters data-search-exclude }}", *parts])


def entry(term: Term, language: str, docs: Path, words: dict) -> str:
    """A term as Markdown: both names, what it is, where it is taught, and in Portuguese how else it is written."""
    name, _, anchor = term.page.partition("#")
    file = page_file(docs, name)
    link = f"../{name}{file.suffix}" + (f"#{anchor}" if anchor else "")
    title = TITLE.search(file.read_text(encoding="utf-8"))[1]
    other = term.en if language == "pt" else term.pt
    names = term.name(language) + (f" *{other}*" if term.en != term.pt else "")
    said = f"### {names} {{ #{term.anchor} }}\n\n{term.definition(language)} {words['taught']} [{title}]({link})."
    if language == "pt" and term.ban:
        said += f"\n\n{words['variants']} {', '.join(term.ban)}.\n{{ .variants }}"
    return said


def on_page_content(content, page, config, **_):
    """Let the first use of a term, which is in italics, lead to its entry."""
    language, met = language_of(config), set()

    def lead(use: re.Match) -> str:
        term = term_of(use["ours"], use["theirs"], language) if use["ours"] else None
        if not term or term in met:
            return use[0]
        met.add(term)
        return f'<a class="term" href="{get_relative_url(address, page.url)}#{term.anchor}">{use[0]}</a>'

    return content if page.file.src_uri == PAGE else FIRST_USE.sub(lead, content)


def term_of(ours: str, theirs: str | None, language: str) -> Term | None:
    """The term of some words in the page's language, and of those in brackets in the other, if any."""
    other = "en" if language == "pt" else "pt"
    named = (term for term in known if plain(ours) in term.forms(language))
    return next((term for term in named if not theirs or plain(theirs) in term.forms(other)), None)
