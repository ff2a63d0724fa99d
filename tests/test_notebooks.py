"""Notebooks: twins cell by cell; run once for both languages; built only if every cell can be shown."""

import re
import shutil
from pathlib import Path

import jupytext
import kernels
import nbformat
import pytest
from checks import colab, notebooks, site
from downloads import put_outputs
from faults.tree import GLOSSARY_EN, GLOSSARY_PT, ROOT, write

PAGE = """\
---
description: Veja uma árvore pequena.
level: core
---

# Tocha {{ #tocha }}

[{0}](labs/sum.py)
"""
NOTEBOOK = """\
# ---
# description: Some dois números.
# level: core
# ---

# %% [markdown]
# # {0} {{ #sum }}
#
# {0}.

# %%
# {0}
print(f"{{20 + 3 = }}")

# %% [markdown]
# [{0}](../index.md)
"""
TERMS = """\
[[term]]
en = "sum"
pt = "soma"
ban = []
page = "index"
definition_pt = "O que se obtém juntando dois números."
definition_en = "What two numbers make together."
note = ""
"""
WORDS = {"pt": "Uma soma", "en": "A sum"}
NAV = "nav: [index.md, labs/sum.py, reference/glossary.md]\n"
LAB = Path("docs/pt/labs/sum.py")


def plant(root: Path) -> Path:
    """Write a tree of one page and one notebook, with the real settings, hooks and theme."""
    for language, words in WORDS.items():
        write(root / "docs" / language / "index.md", PAGE.format(words))
        write(root / "docs" / language / "labs" / "sum.py", NOTEBOOK.format(words))
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        text = re.sub(r"^nav:\n(?:[ -].*\n)+", NAV, text, flags=re.MULTILINE)
        write(root / name, re.sub(r"docs/(hooks|theme)\b", lambda folder: (ROOT / folder[0]).as_posix(), text))
    write(root / "docs" / "glossary.toml", TERMS)
    write(root / "docs" / "pt" / "reference" / "glossary.md", GLOSSARY_PT)
    write(root / "docs" / "en" / "reference" / "glossary.md", GLOSSARY_EN)
    (root / "snippets").mkdir()
    return root


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The tree after its first build, and what that build said."""
    root = plant(tmp_path_factory.mktemp("notebook") / "good")
    done = site.build(root, root / "site")
    assert done.returncode == 0, done.stderr
    return root, done.stderr


@pytest.fixture
def tree(good, tmp_path):
    """A copy of that tree, with what its notebook gave."""
    return shutil.copytree(good[0], tmp_path / "tree")


def change(file: Path, old: str, new: str) -> None:
    """Replace the first of some words of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    write(file, text.replace(old, new, 1))


def test_twins_have_the_same_cells_and_the_same_code(hold):
    hold(notebooks.check_cells)


def test_each_language_describes_a_figure_in_its_own_words(hold):
    hold(notebooks.check_alternatives)


def test_the_code_of_a_notebook_fits_a_phone(hold):
    hold(notebooks.check_width)


def test_one_run_serves_both_languages(good):
    root, said = good
    assert said.count("Ran docs") == 1
    for page in ("labs/sum", "en/labs/sum"):
        assert "20 + 3 = 23" in (root / "site" / page / "index.html").read_text(encoding="utf-8")
        assert "20 + 3 = 23" not in (root / "site" / f"{page}.ipynb").read_text(encoding="utf-8")


def test_what_did_not_change_runs_no_second_time(tree):
    change(tree / LAB, "# Uma soma\nprint", "# Outra soma\nprint")
    change(tree / LAB, "[Uma soma](../", "[Outra soma](../")
    assert "Ran docs" not in site.build(tree, tree / "site").stderr


def test_changed_code_runs_again(tree):
    for language in WORDS:
        change(tree / "docs" / language / "labs" / "sum.py", "20", "30")
    assert site.build(tree, tree / "site").stderr.count("Ran docs") == 1
    assert "30 + 3 = 33" in (tree / "site" / "en" / "labs" / "sum" / "index.html").read_text(encoding="utf-8")


def downloads(root: Path, page: str) -> list:
    """The two notebooks that a page offers: without outputs and with them."""
    return [nbformat.read(root / "site" / f"{page}{end}", as_version=4) for end in (".ipynb", ".outputs.ipynb")]


@pytest.mark.parametrize("page", ["labs/sum", "en/labs/sum"])
def test_a_notebook_is_offered_without_outputs_and_with_them(good, page):
    empty, full = downloads(good[0], page)
    for notebook in (empty, full):
        nbformat.validate(notebook)
    assert [cell.source for cell in empty.cells] == [cell.source for cell in full.cells]
    assert [cell.outputs for cell in empty.cells if cell.cell_type == "code"] == [[]]
    (cell,) = [cell for cell in full.cells if cell.cell_type == "code"]
    assert cell.outputs == [{"output_type": "stream", "name": "stdout", "text": "20 + 3 = 23\n"}]
    assert cell.execution_count == 1


@pytest.mark.parametrize("page", ["labs/sum", "en/labs/sum"])
def test_a_page_links_its_downloads_and_colab(good, page):
    addresses = [address for _, address in site.read_html(good[0] / "site" / page / "index.html").addresses]
    assert {"../sum.ipynb", "../sum.outputs.ipynb"} <= set(addresses)
    assert [address for address in addresses if address.startswith(colab.HOST) and address.endswith("/sum.ipynb")]


def test_without_a_repository_no_page_of_a_notebook_leads_to_colab(tree):
    assert not site.build(tree, tree / "built", source="").returncode
    page = (tree / "built" / "labs" / "sum" / "index.html").read_text(encoding="utf-8")
    assert "../sum.outputs.ipynb" in page
    assert "colab" not in page.lower()


def test_a_figure_that_is_downloaded_needs_no_page():
    notebook = jupytext.reads('# %% alt="um <ponto>"\nx = 1\n', fmt="py:percent")
    svg = '<svg viewBox="0 0 30 60" xmlns="x"><path style="fill: var(--figure-0); stroke: var(--figure-ink)"/></svg>'
    put_outputs(notebook.cells, [{"text": "", "figures": [svg]}])
    (drawn,) = notebook.cells[0].outputs
    svg = drawn.data["image/svg+xml"]
    assert "var(" not in svg
    assert len(set(re.findall(r"#[0-9a-f]{6}\b", svg))) == 3
    assert 'width="40" height="80"' in svg
    assert 'aria-label="um &lt;ponto&gt;"' in svg


ASKS = "import torch\nprint(torch.accelerator.current_accelerator(check_available=True))"
SETTINGS = {"execute": True, "kernel_name": "", "allow_errors": False}


def asking():
    """A notebook that prints the accelerator that it finds."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ASKS, metadata={"line": 1})])


@pytest.mark.parametrize(("device", "found"), [("cpu", "None"), ("meta", "meta")])
def test_a_notebook_runs_on_the_device_that_is_asked(monkeypatch, tmp_path, device, found):
    monkeypatch.setenv("DEVICE", device)
    (given,) = kernels.outputs_of(asking(), LAB, [], tmp_path, SETTINGS, wait=True)
    assert given["text"] == found


def test_what_ran_on_one_device_is_not_shown_for_another(monkeypatch, tmp_path):
    keys = [monkeypatch.setenv("DEVICE", device) or kernels.key_of(asking(), LAB, []) for device in ("", "cpu", "cuda")]
    assert keys[0] == keys[1] != keys[2]


def test_a_device_that_is_not_there_is_refused_in_one_line():
    with pytest.raises(kernels.NotebookError, match=r"^docs/pt/labs/sum.py:1: expected the device that DEVICE names"):
        kernels.run(asking(), LAB, [], SETTINGS, "no_such")


READS = 'address = "site:labs/sum.txt"\nprint(f"{int(open(\'sum.txt\').read()) + 3 = }")\n'


def test_changed_data_runs_again_and_every_reader_fetches_the_same(tree):
    for language in WORDS:
        change(tree / "docs" / language / "labs" / "sum.py", 'print(f"{20 + 3 = }")\n', READS)
    for number in (40, 50):
        write(tree / "docs" / "pt" / "labs" / "sum.txt", str(number))
        assert site.build(tree, tree / "site").stderr.count("Ran docs") == 1
        for page in ("labs/sum", "en/labs/sum"):
            assert f"= {number + 3}" in (tree / "site" / page / "index.html").read_text(encoding="utf-8")
    address = f"{site.SITE_URL}labs/sum.txt"
    assert (tree / "site" / "labs" / "sum.txt").read_text(encoding="utf-8") == "50"
    for file in ("labs/sum.ipynb", "labs/sum/index.html", "en/labs/sum.ipynb", "en/labs/sum/index.html"):
        assert address in (tree / "site" / file).read_text(encoding="utf-8")


SHOWS = "from IPython.display import SVG, display\ndisplay(SVG('<svg/>'))"
FAULTS = {
    "raises": ("x = 1\nx / 0", 13, "ZeroDivisionError: division by zero"),
    "exits": ("import os\nos._exit(1)", 11, "the kernel died in this cell"),
    "warns": ("import warnings\nwarnings.warn('old')", 11, "UserWarning: old"),
    "draws without alternative text": (SHOWS, 11, "expected a figure with its alternative text"),
    "is not Python": ("x = 1\nx = )", 13, "expected Python, found unmatched ')'"),
}


@pytest.mark.parametrize(("code", "line", "said"), FAULTS.values(), ids=FAULTS)
def test_a_cell_that_cannot_be_shown_fails_the_build(tree, code, line, said):
    change(tree / LAB, "# Uma soma\nprint", f"{code}\nprint")
    done = site.build(tree, tree / "built")
    (error,) = re.findall(r"^ERROR +- +(.*) To mend it: .*$", done.stderr, re.MULTILINE)
    assert error.startswith(f"{LAB}:{line}: ")
    assert said in error
    assert done.returncode
    assert not (tree / "built").exists()


def test_a_broken_link_of_a_notebook_fails_the_build(tree):
    change(tree / LAB, "(../index.md)", "(../nothing.md)")
    done = site.build(tree, tree / "built")
    assert done.returncode
    assert "'labs/sum.py' contains a link '../nothing.md'" in done.stderr


ENGLISH = Path("docs/en/labs/sum.py")
TWINS = {
    "a cell changed in one language": ("20 + 3", "20 - 3", notebooks.check_cells),
    "a cell missing in one language": ("# %%\n# A sum\nprint", "# A sum\nprint", notebooks.check_cells),
    "code too wide for a phone": ("print(", f"print({'1 + ' * 30}", notebooks.check_width),
}


@pytest.mark.parametrize(("old", "new", "check"), TWINS.values(), ids=TWINS)
def test_a_fault_of_a_notebook_is_named(tree, old, new, check):
    assert not check(tree).problems
    change(tree / ENGLISH, old, new)
    problems = check(tree).problems
    assert problems
    assert {problem.file for problem in problems} == {ENGLISH.as_posix()}
    assert all("expected" in problem.what and problem.mend for problem in problems)
