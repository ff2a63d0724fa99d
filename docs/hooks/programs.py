"""Give each page its whole program, to copy and to download, and each block what stands above it in that program.

The program is also a notebook: a cell for each block, under the titles of the page.
"""

import ast
import builtins
import html
import json
import re
import symtable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from blocks import language_of, speak
from colab import KERNEL, colab_address, named
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from sections import Section, read_sections

BLOCK = re.compile(r'<div class="(?=[^"]*\blanguage-python\b)')
CELL = re.compile(
    r'^(?P<level>#+) (?P<title>.*?) *\{ *#(?P<anchor>[\w-]+) *\}$|^ *--8<-- "[^":]+\.py:(?P<section>[^":]+)"$',
    re.MULTILINE,
)


@dataclass(frozen=True)
class Piece:
    """A section as it stands in the program of its page, and the number of the program's lines above it."""

    section: Section
    text: str
    above: int
    needs_above: bool


def on_page_content(content, page, config, files):
    """Mark the blocks that continue others, and put the program under the page."""
    snippet = Path(config.mdx_configs["pymdownx.snippets"]["base_path"][0]) / Path(page.file.src_uri).with_suffix(".py")
    if not snippet.exists():
        return content
    parts, words = pieces(snippet, language_of(config)), config.extra["words"]
    left = iter(parts)
    content = BLOCK.sub(lambda match: mark(match[0], next(left)), content)
    if any(part.needs_above for part in parts):
        content = content.replace("</p>", "</p>" + continues(words), 1)
    name = page.file.src_uri.removesuffix(".md")
    made = {f"{name}.py": program(parts), f"{name}.ipynb": notebook(parts, page, words["notebook_note"])}
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    links = {words[path.rpartition(".")[2]]: get_relative_url(path, page.url) for path in made}
    return content + details(program(parts), links, colab_address(f"{name}.ipynb", config), words)


def mark(tag: str, piece: Piece) -> str:
    """The opening tag of a block, with the number of lines that its program has above it if it needs them."""
    return tag.replace("<div ", f'<div data-above="{piece.above}" ') if piece.needs_above else tag


def continues(words: dict) -> str:
    """The line under a page's first paragraph that says that its blocks belong together."""
    link = f'<a href="#program">{words["program"][0].lower()}{words["program"][1:]}</a>'
    return f'<p class="continues">{words["continues"]} {link}.</p>'


def details(text: str, downloads: dict[str, str], colab: str, words: dict) -> str:
    """The folded program, the links that download it by what they say, and the one that opens it in Colab, if any.

    Searches find the page by its own blocks.
    """
    links = [f'<a href="{address}" download>{said}</a>' for said, address in downloads.items()]
    links += [f'<a href="{colab}">{words["colab"]}</a>'] if colab else []
    return (
        f'<details class="program" id="program" data-above-label="{words["above"]}" data-search-exclude>'
        f"<summary>{words['program']}</summary>"
        f"<p>{words['program_note']} {' · '.join(links)}</p>"
        f"<pre><code>{html.escape(text)}</code></pre></details>"
    )


def program(parts: list[Piece]) -> str:
    """The whole program of a page."""
    return "\n".join(piece.text for piece in parts)


def notebook(parts: list[Piece], page, note: str) -> str:
    """The program of a page as a notebook: its cells are called as its sections, its titles lead to the page."""
    texts, cells = {part.section.name: part.text.rstrip("\n") for part in parts}, []
    for found in CELL.finditer(page.file.content_string):
        if found["title"]:
            title = f"{found['level']} [{found['title']}]({page.canonical_url}#{found['anchor']})"
            below = f"\n\n{note}" if found["level"] == "#" else ""
            cells.append(named(f"title_{found['anchor']}") | {"cell_type": "markdown", "source": title + below})
        elif found["section"] in texts:
            code = {"cell_type": "code", "source": texts[found["section"]], "outputs": [], "execution_count": None}
            cells.append(named(found["section"]) | code)
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": KERNEL}, "cells": cells}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def pieces(snippet: Path, language: str) -> list[Piece]:
    """The sections that a page shows, as its program in one language holds them."""
    found, known, above = [], set(), 0
    for section in read_sections(snippet).values():
        if not section.is_wrong_answer:
            text = as_pasted(section, snippet, language)
            found.append(Piece(section, text, above, bool(free_names(section.text) & known)))
            known |= bound_names(section.text)
            above += text.count("\n") + 1
    return found


def as_pasted(section: Section, snippet: Path, language: str) -> str:
    """A section's code in one language: what raises is a comment with its message, what draws shows its figure."""
    code = speak(section.text, language).rstrip("\n") + "\n"
    if section.kind == "raises":
        lines, last = code.splitlines(), ast.parse(code).body[-1].lineno - 1
        quiet = [f"# {line}" for line in [*lines[last:], *split_output(section, snippet)[1]]]
        code = "".join(line + "\n" for line in [*lines[:last], *quiet])
    if snippet.with_suffix(f".{section.name}.svg").exists():
        code += "plt.show()\n"
    return code


def split_output(section: Section, snippet: Path) -> tuple[list[str], list[str]]:
    """The lines that a section printed, and the lines of the message of what it raised."""
    out = snippet.with_suffix(".out")
    printed = read_sections(out).get(section.name) if out.exists() else None
    lines = printed.text.splitlines() if printed else []
    message = re.compile(rf"(\w+\.)*{section.announced}\b") if section.kind == "raises" else re.compile(r"(?!)")
    start = next((number for number, line in enumerate(lines) if message.match(line)), len(lines))
    return lines[:start], lines[start:]


def free_names(code: str) -> set[str]:
    """The names that some code reads before it binds them itself, those of Python aside."""
    known, free = set(dir(builtins)), set()
    for read, bound in statements(code):
        free |= read - known
        known |= bound
    return free


def bound_names(code: str) -> set[str]:
    """The names that some code leaves behind."""
    return set().union(*(bound for _, bound in statements(code)))


@cache
def statements(code: str) -> list[tuple[set[str], set[str]]]:
    """(names read, names bound) for each statement of some code, in order."""
    nodes = ast.parse(code).body
    tables = [symtable.symtable(ast.unparse(node), "block", "exec") for node in nodes]
    return [
        (names_read(table) | augmented(node), names_bound(table)) for node, table in zip(nodes, tables, strict=True)
    ]


def names_read(table: symtable.SymbolTable) -> set[str]:
    """The names that a statement, or a function inside it, reads from the module."""
    outermost = table.get_type() == "module"
    own = {one.get_name() for one in table.get_symbols() if one.is_referenced() and (outermost or one.is_global())}
    return own.union(*map(names_read, table.get_children()))


def augmented(node: ast.stmt) -> set[str]:
    """The names that a statement changes by `+=` and the like, which its symbol table does not call read."""
    return {
        one.target.id for one in ast.walk(node) if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name)
    }


def names_bound(table: symtable.SymbolTable) -> set[str]:
    """The names that a statement binds in the module."""
    return {one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()}
