"""Read the entries of the pages of errors: what messages each explains, and which pages it leads to.

A page of errors is called `errors` or stands in a folder `errors`, whose `index` only lists them. Each of its headings
that has text of its own is an entry; its messages are its heading, what its blocks raise, and what it quotes.
"""

import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from blocks import FENCE, INCLUDE, is_output
from sections import read_sections

HEADING = re.compile(r"^(#{2,6}) (.+?) \{ #([\w-]+)[^}]*\}$", re.MULTILINE)
TITLE = re.compile(r"^# (.+?)(?: \([^()]*\))? \{", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s#:]+\.md)(?:#[\w-]+)?\)")
CODE = re.compile(r"`([^`]+)`")
RAISED = re.compile(r"^[\w.]*(?:Error|Exception|Exit|Interrupt|Warning)(?:: .*)?$", re.MULTILINE)
TRACEBACK = "Traceback (most recent call last)"
LAST = "next"


@dataclass(frozen=True)
class Entry:
    """One entry: its page, the line of its heading, its id and title, the messages, and the pages that it links to."""

    page: str
    line: int
    id: str
    title: str
    body: str
    messages: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def label(self) -> str:
        """The title as HTML."""
        return CODE.sub(r"<code>\1</code>", html.escape(self.title, quote=False))


def is_of_errors(page: str) -> bool:
    """Whether a page, named from its language's folder, is a page of errors."""
    path = PurePosixPath(page)
    return path.suffix == ".md" and path.stem != "index" and "errors" in (path.stem, *path.parts[:-1])


def title_of(text: str) -> str:
    """The title of a page, without the word of the other language in brackets."""
    return TITLE.search(text)[1]


def read_entries(text: str, page: str, snippets: Path) -> list[Entry]:
    """The entries of a page of errors, in order; the outputs are read beside the snippets."""
    outside = FENCE.sub(lambda fence: re.sub(r"[^\n]", " ", fence[0]), text)
    headings = list(HEADING.finditer(outside))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    found = []
    for heading, end in zip(headings, ends, strict=True):
        body, bare = text[heading.end() : end], outside[heading.end() : end]
        if text[heading.end() : end].strip() and heading[3] != LAST:
            line = text.count("\n", 0, heading.start()) + 1
            said = (
                CODE.sub(r"\1", heading[2]),
                *(one for fence in FENCE.finditer(body) for one in said_in(fence, snippets)),
            )
            links = (posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) for link in LINK.findall(bare))
            found.append(Entry(page, line, heading[3], heading[2], body, unique(said), unique(links)))
    return found


def said_in(fence: re.Match, snippets: Path) -> list[str]:
    """The messages in a fence: each line of a quoted one, a traceback whole; what an output raises or warns of."""
    if ".quoted" in fence["info"]:
        whole = TRACEBACK in fence["body"]
        return [line.strip() for line in [fence["body"]] * whole or fence["body"].splitlines() if line.strip()]
    include = INCLUDE.match(fence["body"].rstrip("\n")) if is_output(fence["info"]) else None
    return raised(snippets / include[1], include[2]) if include else []


def raised(out: Path, name: str) -> list[str]:
    """The messages in a section of an output: the last one of a block that raises, each line of a warning."""
    section, code = read_sections(out)[name], read_sections(out.with_suffix(".py"))[name]
    starts = [match.start() for match in RAISED.finditer(section.text)]
    if code.kind == "raises":
        return [section.text[(starts or [0])[-1] :].strip()]
    return [section.text[start:].split("\n")[0] for start in starts]


def unique(things) -> tuple[str, ...]:
    """Each thing once, in order."""
    return tuple(dict.fromkeys(things))
