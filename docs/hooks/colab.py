"""Let each block of a page open in Colab, in the page's notebook, at its own cell.

Colab opens files of public GitHub repositories: .github/workflows/proof.yml puts the built notebooks on a branch.
"""

import html
import json
import re
from itertools import chain, repeat
from pathlib import Path

from languages import is_base
from mkdocs.exceptions import PluginError

COLAB = "https://colab.research.google.com/github"
GITHUB = re.compile(r"https?://(?:www\.)?github\.com(?P<path>/.*)?", re.IGNORECASE)
REPOSITORY = re.compile(r"/([\w-]+/[\w.-]+?)(?:\.git)?/?")
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
BLOCK = re.compile(r"<div [^>]*\blanguage-python\b.*?</pre>", re.DOTALL)


def on_config(config):
    """Refuse an address on GitHub that names no repository; a repository elsewhere is a choice, and has no links."""
    if GITHUB.fullmatch(config.repo_url or "") and not repository_of(config):
        settings = Path(config.config_file_path)
        what = f"expected a repo_url like https://github.com/owner/repository, found {config.repo_url}"
        raise PluginError(f"{settings}:{line_of(settings)}: {what}. To mend it: correct it, or REPO_URL.")
    return config


def line_of(settings: Path) -> int:
    """The line of the settings that says where the repository is, 1 where none does."""
    lines = settings.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith("repo_url:")), 1)


def repository_of(config) -> str:
    """`owner/name` of a repository on GitHub, or nothing."""
    address = GITHUB.fullmatch(config.repo_url or "")
    named = address and REPOSITORY.fullmatch(address["path"] or "")
    return named[1] if named else ""


def on_page_content(content, page, config, files):
    """Put under each block the link to its cell, if the page has a notebook."""
    file = files.get_file_from_path(f"{page.file.src_uri.rpartition('.')[0]}.ipynb")
    address = file and colab_address(file.src_uri, config)
    if not address:
        return content
    cells = [cell["id"] for cell in json.loads(file.content_string)["cells"] if cell["cell_type"] == "code"]
    places = chain((f"{address}#scrollTo={cell}" for cell in cells), repeat(""))
    return BLOCK.sub(lambda block: block[0] + colab_link(next(places), config.extra["words"]), content)


def colab_address(notebook: str, config) -> str:
    """Where Colab opens a notebook of the site, named as in its language; nothing unless the source is on GitHub."""
    repository, branch = repository_of(config), config.extra["notebooks_branch"]
    return f"{COLAB}/{repository}/blob/{branch}/{'' if is_base(config) else 'en/'}{notebook}" if repository else ""


def colab_link(address: str, words: dict) -> str:
    """The small link on the lower edge of a block; searches do not find it."""
    said = html.escape(words["colab"])
    link = f'<a class="colab" href="{address}" title="{said}" aria-label="{said}" data-search-exclude>Colab</a>'
    return link if address else ""


def named(cell: str) -> dict:
    """A cell's name, where Jupyter looks for it and where Colab does."""
    return {"id": cell, "metadata": {"id": cell}}
