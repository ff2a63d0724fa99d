"""The proof's own proof: one fault at a time in a small tree; the check that owns it turns red and names the place."""

import os
import shutil
from pathlib import Path

import pytest
from checks import blocks, colab, commands, errors, glossary, idioms, proof, prose, site, spelling, terms, twins
from faults.edits import change, make, remove
from faults.of_commands import COMMANDS, NO_COMMANDS, NOT_SHOWN, OLD
from faults.of_errors import ERRORS, NOT_LISTED
from faults.of_pages import PAGES
from faults.of_proof import NOT_BUILT, RECORDED
from faults.of_prose import SAID
from faults.of_runs import RUNS, SECONDS
from faults.of_site import SHOWN, STOPS, WARNINGS
from faults.tree import plant, run

CHECKS = (
    *(twins.check_names, twins.check_navigation, twins.check_headings, twins.check_skeletons),
    *(blocks.check_markers, blocks.check_fences, blocks.check_order, blocks.check_tokens),
    *(blocks.check_pairs, blocks.check_figures, blocks.check_exercises),
    *(prose.check_front_matter, prose.check_decimals, prose.check_words_to_avoid, prose.check_table_heads),
    *(terms.check_glossary, terms.check_banned, terms.check_brackets, terms.check_first_use),
    *(spelling.check_spelling, idioms.check_idioms, proof.check_records),
    *(commands.check_packages, commands.check_typed),
    *(errors.check_entries, errors.check_messages),
)
SITE_CHECKS = (
    *(site.check_links, site.check_assets, site.check_blocks, glossary.check_entries, glossary.check_first_uses),
    *(colab.check_links, colab.check_notebooks, proof.check_stamps, proof.check_table, commands.check_table),
)

# Of a build: what it warns of, what stops it, what it lets pass.
WARNED, STOPPED, PASSED = [*WARNINGS, *OLD], [*STOPS, *NOT_BUILT, *NO_COMMANDS, *NOT_LISTED], [*SHOWN, *NOT_SHOWN]


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    """The small tree, planted once; what its snippets print was written by the runner."""
    root = tmp_path_factory.mktemp("small") / "good"
    plant(root)
    return root


@pytest.fixture
def tree(good, tmp_path):
    """A fresh copy of the small tree."""
    return shutil.copytree(good, tmp_path / "tree")


def parametrize(faults):
    """One test for each fault, called by its sentence."""
    return pytest.mark.parametrize("fault", faults, ids=[fault.name for fault in faults])


def demand(fault, root, problems):
    """The check must have told the fault, and where it is."""
    told = "\n".join(map(str, problems)) or "nothing"
    if not fault.is_told(root, told.splitlines()):
        pytest.fail(f"expected {fault.file}:{fault.line(root)}: {fault.says}\nwas told {told}", pytrace=False)


def test_every_fault_is_one_of_its_own():
    told = (*PAGES, *SAID, *RECORDED, *COMMANDS, *ERRORS, *RUNS, *WARNED, *STOPPED, *PASSED)
    names = [fault.slug for fault in told]
    assert len(names) == len(set(names)) >= 30


@pytest.mark.parametrize(
    "edit",
    [
        change("file", "not there", "new"),
        change("file", "twice", "new"),
        change("file", "once", "once"),
        make("file", "new"),
        remove("none"),
    ],
)
def test_an_edit_that_does_not_do_what_it_says_fails(edit, tmp_path):
    (tmp_path / "file").write_text("once, twice, twice")
    with pytest.raises(AssertionError):
        edit.apply(tmp_path)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_small_tree_without_a_fault_passes(good, check):
    report = check(good)
    assert report.checked
    assert not report.problems, "\n".join(map(str, report.problems))


@parametrize([*PAGES, *SAID, *RECORDED, *COMMANDS, *ERRORS])
def test_a_fault_is_caught_and_breaks_no_check(fault, tree):
    reports = {check: check(fault.put_into(tree) if not number else tree) for number, check in enumerate(CHECKS)}
    demand(fault, tree, reports[fault.check].problems)


@pytest.fixture(scope="module")
def runs(good, tmp_path_factory):
    """One run of all faulty snippets and one good one, each in a tree of its own; the trees, and what was said."""
    root = tmp_path_factory.mktemp("runs")
    paths = []
    shutil.copytree(good, root / "good")
    for fault in RUNS:
        fault.put_into(shutil.copytree(good, root / fault.slug))
        snippet = Path(fault.slug) / fault.snippet
        paths.append(snippet if (root / snippet).exists() else Path(fault.slug, "snippets"))
    paths.append(Path("good/snippets"))
    done = run("--seconds", SECONDS, "--jobs", 4, *paths, cwd=root)
    assert done.returncode == 1, done.stderr
    return root, done.stdout.replace(os.sep, "/").splitlines()


@parametrize(RUNS)
def test_a_fault_of_a_run_is_caught(fault, runs):
    root, said = runs
    mine = [line.removeprefix(f"{fault.slug}/") for line in said if line.startswith(f"{fault.slug}/")]
    demand(fault, root / fault.slug, mine)


def test_a_good_snippet_goes_on_among_faulty_ones(runs):
    said = runs[1]
    assert not [line for line in said if line.startswith("good/")]
    assert int(said[-1].split(" snippets run")[0]) > len(RUNS)


def build(good, folder, faults):
    """A tree with some faults, and where it is to be built."""
    root = shutil.copytree(good, folder / "tree")
    for fault in faults:
        fault.put_into(root)
    return root, folder / "site"


@pytest.fixture(scope="module")
def warned(good, tmp_path_factory):
    """The tree with all faults that a build goes on from, and what its one build said."""
    root, out = build(good, tmp_path_factory.mktemp("warned"), WARNED)
    return root, site.check_build(root, out).problems


@parametrize(WARNED)
def test_a_strict_build_refuses(fault, warned):
    demand(fault, *warned)


@parametrize(STOPPED)
def test_a_build_stops_with_one_line_and_leaves_the_last_site(fault, tree, tmp_path, monkeypatch):
    last = tmp_path / "site" / "index.html"
    last.parent.mkdir()
    last.write_text("the last good site")
    done = site.build(fault.put_into(tree), last.parent)
    monkeypatch.setattr(site, "build", lambda *_: done)
    demand(fault, tree, site.check_build(tree, last.parent).problems)
    assert "Traceback" not in done.stderr
    assert last.read_text() == "the last good site"


@pytest.fixture(scope="module")
def shown(good, tmp_path_factory):
    """The tree with all faults that a strict build lets pass, and its site."""
    root, out = build(good, tmp_path_factory.mktemp("shown"), PASSED)
    assert not site.check_build(root, out).problems
    return root, out


@parametrize(PASSED)
def test_a_fault_of_the_built_site_is_caught(fault, shown):
    root, out = shown
    demand(fault, root if (root / fault.file).exists() else out, fault.check(root, out).problems)


def test_the_site_of_the_small_tree_passes(good, tmp_path):
    reports = [site.check_build(good, tmp_path / "site"), *(check(good, tmp_path / "site") for check in SITE_CHECKS)]
    assert not [str(problem) for report in reports for problem in report.problems]
    assert all(report.checked for report in reports)
