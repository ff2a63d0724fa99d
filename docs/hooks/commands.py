"""Show the commands that install torch where a page asks for them: a table, of which choose.js makes a choice."""

import logging
import re
from pathlib import Path

from blocks import language_of
from languages import is_base
from mkdocs.exceptions import PluginError
from packages import FILE, SYSTEMS, TOOLS, WITH_PYTHON, Packages, PackagesError, line_of, read_packages
from stamp import spoken

log = logging.getLogger("mkdocs.hooks.commands")
MARKER = "<!-- commands -->"
PART = "partials/commands.html"
PIN = re.compile(r"^torch==(\S+)$", re.MULTILINE)
MEND_TORCH = "look up at its `sources` what that torch has, then set `torch` and `checked`"


def on_config(config):
    """Read the packages, if there are any: a bad file stops the build, one for another torch than is pinned warns."""
    global packages
    file = Path(config.config_file_path).parent / FILE
    try:
        packages = read_packages(file) if file.exists() else None
    except PackagesError as error:
        raise PluginError(str(error)) from None
    what = another_torch(packages, Path(config.config_file_path).parent) if packages and is_base(config) else ""
    if what:
        line = line_of(file.read_text(encoding="utf-8"), "torch")
        log.warning(f"{file}:{line}: {what}. To mend it: {MEND_TORCH}.")
    return config


def another_torch(packages: Packages, root: Path) -> str:
    """What is wrong where the commands install another torch than the one that is taught; nothing where they do not."""
    pin = PIN.search((root / "requirements.txt").read_text(encoding="utf-8"))[1]
    return "" if packages.torch == pin else f"expected torch {pin}, which requirements.txt pins, found {packages.torch}"


def on_page_markdown(text, page, config, **_):
    """Refuse a page that asks for commands where there are none."""
    if MARKER in text and not packages:
        whole = page.file.content_string
        line = whole.count("\n", 0, whole.find(MARKER)) + 1
        where = f"{Path(config.docs_dir) / page.file.src_uri}:{line}"
        raise PluginError(f"{where}: expected {FILE}, found none. To mend it: write it, or take the marker out.")


def on_env(env, **_):
    """Keep what renders the theme's parts."""
    global templates
    templates = env


def on_page_context(context, page, config, **_):
    """Put the table into the page that asks for it."""
    if MARKER in page.content:
        parts = context | {
            "words": config.extra["words"]["commands"],
            "packages": packages,
            "systems": SYSTEMS,
            "tools": TOOLS,
            "with_python": WITH_PYTHON,
            "day": spoken(packages.checked.isoformat(), language_of(config)),
        }
        page.content = page.content.replace(MARKER, templates.get_template(PART).render(parts))
    return context
