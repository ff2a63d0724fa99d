"""The site as it is published: built strictly, aside, under a sub-path."""

import pytest
from checks import commands, site


@pytest.fixture(scope="module")
def built(tmp_path_factory, root):
    """The site, built once for all tests of this file."""
    out = tmp_path_factory.mktemp("built") / "site"
    report = site.check_build(root, out)
    if report.problems:
        pytest.fail("\n".join(str(problem) for problem in report.problems), pytrace=False)
    return out


def test_every_link_and_anchor_exists(hold, built):
    hold(site.check_links, built)


def test_nothing_is_loaded_from_another_host(hold, built):
    hold(site.check_assets, built)


def test_every_fence_is_one_block_of_the_built_page(hold, built):
    hold(site.check_blocks, built)


def test_every_command_stands_on_one_page_of_each_language(hold, built):
    hold(commands.check_table, built)
