"""Join the pages of errors with the pages that they lead to: a list of all entries, and on each page its own."""

import posixpath
import re
from pathlib import Path

from entries import Entry, is_of_errors, read_entries, title_of
from mkdocs.exceptions import PluginError
from sections import SectionError

MARKER = "<!-- atlas -->"
LISTS = "reference/errors/index.md"


def on_nav(nav, config, **_):
    """Read the entries of all pages of errors, in reading order."""
    global titles, found
    snippets = Path(config.mdx_configs["pymdownx.snippets"]["base_path"][0])
    pages = [page for page in nav.pages if is_of_errors(page.file.src_uri)]
    texts = {page.file: page.file.content_string for page in pages}
    titles = {page.file: title(page) for page in pages}
    try:
        found = {file: read_entries(text, file.src_uri, snippets) for file, text in texts.items()}
    except SectionError as error:
        raise PluginError(str(error)) from None
    return nav


def title(page) -> str:
    """The title of a page in the list, after its chapter's if that is another than the list's."""
    chapter = page.parent and not page.file.src_uri.startswith(posixpath.dirname(LISTS)) and page.parent.title
    return f"{chapter}: {title_of(page.file.content_string)}" if chapter else title_of(page.file.content_string)


def on_page_markdown(text, page, config, **_):
    """Write the list of all entries where a page asks for it; the page of the atlas must ask."""
    if page.file.src_uri == LISTS and MARKER not in text:
        where, what = Path(config.docs_dir) / LISTS, f"expected {MARKER} on this page, found none"
        raise PluginError(f"{where}:1: {what}. To mend it: write it on a line of its own.")
    here = posixpath.dirname(page.file.src_uri)
    return text.replace(
        MARKER, "\n\n".join(listed(file, posixpath.relpath(file.src_uri, here or ".")) for file in found)
    )


def listed(file, path: str) -> str:
    """The Markdown that lists one page's entries: a heading that leads to the page, a link to each."""
    name = re.sub(r"\W+", "-", posixpath.splitext(file.src_uri)[0])
    links = "\n".join(f"- [{entry.title}]({path}#{entry.id})" for entry in found[file])
    return f"## [{titles[file]}]({path}) {{ #{name} data-search-exclude }}\n\n{links}"


def on_page_context(context, page, **_):
    """Hand the templates (address, title) of each entry that leads to this page from another chapter's page."""
    context["entries"] = [(f"{file.url}#{entry.id}", entry.label) for file, entry in leading_to(page.file.src_uri)]
    return context


def leading_to(name: str) -> list[tuple[object, Entry]]:
    """(file, entry) of the entries that link to a page which is no page of errors itself."""
    return [(file, entry) for file in found for entry in found[file] if name in entry.links and not is_of_errors(name)]
