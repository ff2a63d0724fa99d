"""The site as it is published: built strictly, aside, under a sub-path."""

import kernels
import nbformat
import pytest
from checks import colab, commands, glossary, site
from faults.tree import plant
from programs import pieces, split_output


def test_every_link_and_anchor_exists(hold, built):
    hold(site.check_links, built)


def test_nothing_is_loaded_from_another_host(hold, built):
    hold(site.check_assets, built)


def test_every_fence_is_one_block_of_the_built_page(hold, built):
    hold(site.check_blocks, built)


def test_every_term_has_its_entry_in_both_languages(hold, built):
    hold(glossary.check_entries, built)


def test_the_first_use_of_a_term_leads_to_its_entry(hold, built):
    hold(glossary.check_first_uses, built)


def test_every_command_stands_on_one_page_of_each_language(hold, built):
    hold(commands.check_table, built)


def test_every_block_opens_in_colab_at_its_own_cell(hold, built):
    hold(colab.check_links, built)


def test_every_notebook_is_the_program_of_its_page(hold, built):
    hold(colab.check_notebooks, built)


@pytest.mark.parametrize(("name", "language"), [("index", "en"), ("tensors/index", "pt")])
def test_a_notebook_prints_and_draws_what_its_page_shows(built, root, name, language):
    file = colab.notebook_of(root, built, language, root / "docs" / language / f"{name}.md")
    notebook, snippet = nbformat.read(file, as_version=4), root / "snippets" / f"{name}.py"
    for number, cell in enumerate(notebook.cells):
        cell.metadata["line"] = number
    settings = {"execute": True, "kernel_name": "", "allow_errors": False}
    gave = [(one["text"], len(one["figures"])) for one in kernels.run(notebook, file, [], settings)]
    figures = [snippet.with_suffix(f".{part.section.name}.svg").exists() for part in pieces(snippet, language)]
    printed = ["\n".join(split_output(part.section, snippet)[0]).strip("\n") for part in pieces(snippet, language)]
    assert gave == list(zip(printed, figures, strict=True))


@pytest.mark.parametrize("source", ["", "https://gitlab.com/owner/tocha"])
def test_without_a_repository_on_github_no_link_leads_to_colab(tmp_path, source):
    plant(tmp_path / "small")
    done = site.build(tmp_path / "small", tmp_path / "site", source)
    assert not done.returncode, done.stderr
    assert list((tmp_path / "site").rglob("*.ipynb"))
    assert not [file for file in (tmp_path / "site").rglob("*.html") if colab.HOST in file.read_text(encoding="utf-8")]
