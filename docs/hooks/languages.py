"""Make one site of two languages: one call builds both, and each page knows its twin.

The Portuguese configuration is the base. When its pages are written, the English one is built into /en/.
"""

import logging
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config

log = logging.getLogger("mkdocs.hooks.languages")
ENGLISH = "mkdocs.en.yml"


def on_startup(command, dirty):
    """Remember whether the site is built or served."""
    global started_by
    started_by = command


def on_config(config):
    """Let every address be made by joining (the site's own ends in a slash), and both languages remember one scheme."""
    config.site_url = config.site_url.rstrip("/") + "/"
    config.extra["scope"] = urlsplit(site_root(config)).path
    return config


def is_base(config) -> bool:
    """Whether this is the Portuguese build, which builds the other one."""
    return not config.config_file_path.endswith(ENGLISH)


def site_root(config) -> str:
    """The address of the Portuguese home page, which ends in a slash."""
    return config.site_url if is_base(config) else urljoin(config.site_url, "..")


def on_files(files, config):
    """Warn, and so fail a strict build, about a page that its twin's folder lacks."""
    here, there = Path(config.docs_dir), Path(config.docs_dir).parent / ("en" if is_base(config) else "pt")
    for file in files.documentation_pages():
        if not (there / file.src_uri).exists():
            log.warning(f"{here / file.src_uri}:1: this page has no twin. To mend it: write {there / file.src_uri}.")
    return files


def on_page_context(context, page, config, **_):
    """Hand the templates the twin's address, relative to this page, and the page's own file in the repository."""
    depth = page.url.count("/") + (not is_base(config))
    twin = ("en/" if is_base(config) else "") + page.url
    context["twin_url"] = ("../" * depth + twin) or "./"
    context["source_path"] = f"docs/{Path(config.docs_dir).name}/{page.file.src_uri}"
    return context


def on_template_context(context, template_name, config):
    """Hand sitemap.xml both languages' roots, and 404.html, which has no place of its own, absolute addresses."""
    root = site_root(config)
    context["roots"] = {"pt-BR": root, "en": urljoin(root, "en/")}
    context["own_root"] = config.site_url
    context["twin_url"] = context["roots"]["en" if is_base(config) else "pt-BR"]
    return context


def on_post_build(config):
    """Build the English site into the Portuguese one."""
    if is_base(config):
        english = load_config(
            str(Path(config.config_file_path).with_name(ENGLISH)),
            site_dir=str(Path(config.site_dir) / "en"),
            site_url=urljoin(config.site_url, "en/"),
            strict=config.strict,
        )
        english.plugins.on_startup(command=started_by, dirty=False)
        build(english)
