"""The built glossary: it holds every term, and the pages lead to it where they first use one."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from search import strip_accents
from terms import Term, plain, read_terms

from checks.report import Report
from checks.site import built_file
from checks.tree import LANGUAGES, all_pages

PAGE, MEND = "reference/glossary.md", "see docs/hooks/glossary.py"
BRACKET = re.compile(r"([^()]+?)\s\(([^()]+)\)")


def article_of(file: Path) -> BeautifulSoup:
    """The text of a built page."""
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").article


def check_entries(root: Path, out: Path) -> Report:
    """Every term has, in the order of the alphabet, an entry with both names and the page that teaches it."""
    report = Report(root, "entries")
    for language in LANGUAGES:
        page = root / "docs" / language / PAGE
        article = article_of(built_file(root, out, language, page))
        for term in read_terms(root):
            report.checked += 1
            heading = article.find(id=term.anchor)
            names = heading.get_text(" ").split() if heading else []
            said = heading.find_next_sibling("p") if heading else None
            links = said.select("a[href]") if said else []
            leads = [urljoin(f"//site/{PAGE.removesuffix('.md')}/", link["href"]) for link in links]
            right = any(lead.endswith(address(term)) for lead in leads)
            if not {*term.en.split(), *term.pt.split()} <= {*names} or not right:
                found = " ".join(names) or "none"
                what = f"expected an entry #{term.anchor} that links to {address(term)}, found {found}"
                report.add(page, 1, what, MEND)
        order = [heading.find(string=True).strip() for heading in article.select("h3")]
        for before, name in pairwise(order):
            if strip_accents(before) > strip_accents(name):
                report.add(page, 1, f"expected {name!r} before {before!r}, found it after", MEND)
    return report


def address(term: Term) -> str:
    """How the address of the page that teaches a term ends."""
    name, _, anchor = term.page.partition("#")
    return name.removesuffix("index").rstrip("/") + (f"/#{anchor}" if anchor else "/")


def check_first_uses(root: Path, out: Path) -> Report:
    """Every bracket *termo (term)* leads to its entry, unless it stands in a link; no page leads to an entry twice."""
    report, known = Report(root, "first uses"), read_terms(root)
    for language, page in all_pages(root):
        article = article_of(built_file(root, out, language, page))
        for bracket in article.select("em"):
            term = term_of(bracket.get_text(), known, language)
            report.checked += bool(term)
            if term and not bracket.find_parent(["a", "summary", "h1", "h2", "h3"]):
                what = f"expected a link to the glossary around {bracket.get_text()}, found none"
                report.add(page, 1, what, "write the bracket as *termo (term)*, in Markdown")
        leads = [link["href"] for link in article.select("a.term")]
        for twice in sorted({address for address in leads if leads.count(address) > 1}):
            report.add(page, 1, f"expected one link to {twice}, found more", MEND)
    return report


def term_of(words: str, known: list[Term], language: str) -> Term | None:
    """The term that a bracket gives in a page's language and in the other, if it gives one."""
    bracket, other = BRACKET.fullmatch(words), "en" if language == "pt" else "pt"
    ours, theirs = map(plain, bracket.groups()) if bracket else ("", "")
    return next((term for term in known if ours in term.forms(language) and theirs in term.forms(other)), None)
