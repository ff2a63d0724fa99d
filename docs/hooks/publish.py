"""Keep the last good site in place: build aside, and swap only when nothing failed."""

import logging
import shutil
from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

ASIDE, BASE = ".building", "mkdocs.yml"
aside = None


def on_startup(command, **_):
    """Remember whether this is `mkdocs serve`, which has a folder of its own."""
    global serving
    serving = command == "serve"


def on_config(config):
    """Send the build to a folder beside the real one."""
    global aside
    if not serving and Path(config.config_file_path).name == BASE:
        config.site_dir += ASIDE
        aside = config.site_dir
    return config


def on_build_error(error):
    """Leave nothing half built."""
    if aside:
        shutil.rmtree(aside, ignore_errors=True)


@event_priority(-100)
def on_post_build(config):
    """Put the new site in the place of the old one, unless a strict build has warnings and is about to fail."""
    built, real = Path(config.site_dir), Path(config.site_dir.removesuffix(ASIDE))
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    if built != real and not any(counter.get_counts() for counter in counters):
        shutil.rmtree(real, ignore_errors=True)
        built.rename(real)
        config.site_dir = str(real)
