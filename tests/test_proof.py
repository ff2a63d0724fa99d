"""What the site says of its runs is what the records say, of the code as it is now."""

import re
import shutil

import pytest
from checks import proof, site
from checks.tree import LANGUAGES, settings
from faults.places import DRILL, DRILL_EN, DRILL_PT, EN, HOME_PT, PROOF_EN, PROOF_PT, PT
from faults.tree import CONDITION, plant, record, write
from records import Condition, Run, hash_of, read_records
from stamp import MONTHS, order, sentence, spoken, traits

GPU = {"device": "cuda", "device_name": "NVIDIA H100 80GB HBM3", "torch": "2.11.0"}
LATER = {"python": "3.13.1", "system": "Windows AMD64"}


def test_every_record_is_one_that_a_run_could_have_written(hold):
    hold(proof.check_records)


# --- The sentence --------------------------------------------------------------------------------------------------


@pytest.fixture
def say(root):
    """A function that says in both languages what a stamp says of some runs."""
    files = {"pt": "mkdocs.yml", "en": "mkdocs.en.yml"}
    words = {language: settings(root, file)["extra"]["words"]["proof"] for language, file in files.items()}
    return lambda *runs: tuple(sentence(list(runs), words[language], language) for language in LANGUAGES)


def run(blocks=7, on_device=0, date="2026-11-22", **condition):
    """A condition and a run under it."""
    return Condition(**CONDITION | condition), Run(blocks, on_device, "0123abcd", date, "0" * 16)


def test_without_a_record_a_stamp_says_nothing(say):
    assert say() == ("", "")


def test_one_block_is_singular(say):
    assert say(run(1)) == (
        "O bloco desta página foi executado em 22 nov. 2026: torch 2.13.0 (CPU)",
        "The block of this page was run on 22 Nov 2026: torch 2.13.0 (CPU)",
    )


def test_a_gpu_is_named_with_the_blocks_that_used_it(say):
    assert say(run(), run(on_device=5, **GPU)) == (
        "Os 7 blocos desta página foram executados em 22 nov. 2026: "
        "torch 2.13.0 (CPU), torch 2.11.0 (NVIDIA H100, 5 na GPU)",
        "The 7 blocks of this page were run on 22 Nov 2026: "
        "torch 2.13.0 (CPU), torch 2.11.0 (NVIDIA H100, 5 on the GPU)",
    )


def test_days_that_differ_stand_each_with_its_torch(say):
    assert say(run(), run(on_device=5, date="2026-05-03", **GPU)) == (
        "Os 7 blocos desta página foram executados: "
        "torch 2.13.0 (CPU, 22 nov. 2026), torch 2.11.0 (NVIDIA H100, 5 na GPU, 3 maio 2026)",
        "The 7 blocks of this page were run: "
        "torch 2.13.0 (CPU, 22 Nov 2026), torch 2.11.0 (NVIDIA H100, 5 on the GPU, 3 May 2026)",
    )


def test_pythons_and_systems_of_one_torch_are_one_mention_that_claims_the_least(say):
    assert say(run(), run(date="2026-11-20", **LATER)) == say(run())
    pair = say(run(on_device=5, **GPU), run(on_device=4, **GPU, **LATER))
    assert pair == say(run(on_device=4, **GPU))
    assert say(run(7), run(6, **LATER)) == say(run(6))


def test_the_cpu_and_the_newest_torch_come_first():
    torches = ("2.9.1", "2.13.0", "2.11.0")
    runs = [run(**GPU), *(run(torch=torch) for torch in torches)]
    told = [condition.torch for condition in sorted((one for one, _ in runs), key=order)]
    assert told == ["2.13.0", "2.11.0", "2.9.1", "2.11.0"]


def test_a_month_has_its_name_in_both_languages():
    assert all(len(set(months)) == 12 for months in MONTHS.values())
    assert [spoken("2027-01-09", language) for language in LANGUAGES] == ["9 jan. 2027", "9 Jan 2027"]


@pytest.mark.parametrize(
    ("condition", "kind", "trait"),
    [
        ({}, "makers", "CPU"),
        (GPU, "makers", "NVIDIA"),
        (GPU | {"device_name": "AMD Instinct MI300X"}, "makers", "AMD"),
        ({"device": "mps", "device_name": "MPS"}, "makers", "Apple"),
        ({"device": "xpu", "device_name": "Intel Arc"}, "makers", "Intel"),
        ({"system": "Darwin arm64"}, "systems", "macOS"),
        (GPU, "torches", "2.11"),
        (LATER, "pythons", "3.13"),
    ],
)
def test_a_condition_counts_for_what_was_promised(condition, kind, trait):
    assert traits(run(**condition)[0])[kind] == trait


def test_a_hash_does_not_depend_on_line_ends(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x = 1\ny = 2\n")
    (tmp_path / "b.py").write_bytes(b"x = 1\r\ny = 2\r\n")
    (tmp_path / "c.py").write_bytes(b"x = 1\ny = 3\n")
    first, same, other = (hash_of(tmp_path / name) for name in ("a.py", "b.py", "c.py"))
    assert first == same != other
    assert re.fullmatch(r"[0-9a-f]{16}", first)


def test_a_folder_that_is_not_there_has_no_records(tmp_path):
    assert read_records(tmp_path / "none") == []


# --- The built site ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The small tree with records of a CPU and of a GPU, whose exercises were changed since."""
    root = tmp_path_factory.mktemp("proof") / "good"
    plant(root)
    gpu = record(root, {"tensors/exercises": 3, "tensors/index": 7}, on_device=2, **GPU)
    write(root / "docs/proof/gpu.json", gpu)
    with (root / DRILL).open("a", encoding="utf-8", newline="\n") as drill:
        drill.write("assert number == 3\n")
    return root


@pytest.fixture(scope="module")
def built(planted):
    """The site of that tree."""
    assert not site.check_build(planted, planted / "site").problems
    return planted / "site"


def stamp(root, out, page):
    """What the stamp of a page of the built site says, or nothing."""
    text = proof.stamps(site.built_file(root, out, page.split("/")[1], root / page))
    return text[0] if text else ""


def test_a_page_says_where_its_present_code_was_run(planted, built):
    assert stamp(planted, built, PT) == (
        "Os 7 blocos desta página foram executados em 22 nov. 2026: "
        "torch 2.13.0 (CPU), torch 2.11.0 (NVIDIA H100, 2 na GPU)"
    )
    assert stamp(planted, built, EN) == (
        "The 7 blocks of this page were run on 22 Nov 2026: "
        "torch 2.13.0 (CPU), torch 2.11.0 (NVIDIA H100, 2 on the GPU)"
    )


def test_a_page_whose_code_changed_since_has_no_stamp_and_neither_has_one_without_code(planted, built):
    assert [stamp(planted, built, page) for page in (DRILL_PT, DRILL_EN, HOME_PT)] == ["", "", ""]


def test_the_proof_tells_what_changed_and_what_was_not_seen(planted, built):
    for page, changed, kinds in ((PROOF_PT, "mudou desde então", "Sistemas"), (PROOF_EN, "changed since", "Systems")):
        text = site.built_file(planted, built, page.split("/")[1], planted / page).read_text(encoding="utf-8")
        assert text.count(changed) == 2
        assert f"{kinds}: macOS, Windows</li>" in text
        assert ": 2.12, 2.14, 2.15</li>" in text


def test_stamps_and_tables_hold_what_the_records_hold(planted, built):
    reports = [check(planted, built) for check in (site.check_links, proof.check_stamps, proof.check_table)]
    assert not [str(problem) for report in reports for problem in report.problems]
    assert all(report.checked for report in reports)


def test_a_stamp_that_claims_more_than_its_record_is_told(planted, built, tmp_path):
    out = shutil.copytree(built, tmp_path / "site")
    for file, old, new in (
        (site.built_file(planted, out, "pt", planted / PT), "Os 7 blocos", "Os 8 blocos"),
        (site.built_file(planted, out, "en", planted / PROOF_EN), "2 on the GPU", "7 on the GPU"),
    ):
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        write(file, text.replace(old, new))
    (more,) = proof.check_stamps(planted, out).problems
    assert f"{PT}:1: expected a stamp of 7 blocks, found 'Os 8 blocos" in str(more)
    (other,) = proof.check_table(planted, out).problems
    assert f"{PROOF_EN}:1: expected " in str(other)


def test_a_site_without_records_has_no_stamp_and_says_so(planted, tmp_path):
    root = shutil.copytree(planted, tmp_path / "tree", ignore=shutil.ignore_patterns("site"))
    shutil.rmtree(root / "docs" / "proof")
    assert not site.check_build(root, root / "site").problems
    assert stamp(root, root / "site", PT) == ""
    assert "Nenhuma execução foi registrada ainda." in (root / "site/proof/index.html").read_text(encoding="utf-8")
    assert not proof.check_stamps(root, root / "site").problems
