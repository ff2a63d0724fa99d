"""What the proof stands on: comparing outputs, reading sections, speaking a language, running snippets."""

import subprocess
import sys
from pathlib import Path

import pytest
from blocks import expand, speak
from checks.tree import settings
from compare import difference, difference_of_figures
from sections import SectionError, read_sections

TESTS = Path(__file__).resolve().parent
SPOKEN = """\
def double(number):
    # pt: O dobro
    # en: The double
    text = "# pt: texto"  # (N,)
    more = '''
# pt: linha
'''
    return 2 * number
"""
SNIPPETS = {
    "workers": """\
import sys

import torch
from torch.utils.data import DataLoader, Dataset


class Squares(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.tensor(index**2)


# Where there is no fork, workers need a program with a main guard.
loader = DataLoader(Squares(), batch_size=2, num_workers=2 if sys.platform == "linux" else 0)
print([batch.tolist() for batch in loader])
""",
    "pickled": """\
import pickle


class Point:
    x = 3


print(type(pickle.loads(pickle.dumps(Point()))) is Point)
""",
    "children": """\
import subprocess
import sys

print("before")
subprocess.run([sys.executable, "-c", "print('from a child')"])
print("after")
""",
    "program": 'if __name__ == "__main__":\n    print("whole")\n',
    "files": """\
from pathlib import Path

Path("left.txt").write_text("x")
print([file.name for file in Path().iterdir()])
""",
    "setter": "import torch\n\ntorch.set_default_dtype(torch.float64)\nprint(torch.get_default_dtype())\n",
    "untouched": "import torch\n\nprint(torch.get_default_dtype())\n",
    "accents": 'print("ação ✓\\n\\nfim  ")\n',
    "silent": "quiet = 1\n",
}
PRINTED = {
    "workers": "[[0, 1], [4, 9]]",
    "pickled": "True",
    "children": "before\nfrom a child\nafter",
    "program": "whole",
    "files": "['left.txt']",
    "setter": "torch.float64",
    "untouched": "torch.float32",
    "accents": "ação ✓\n\nfim",
}
CALLS = """
import runner, sys
for order in (["--write"], ["--write"], []):
    sys.argv[1:] = [*order, "snippets"]
    print("call")
    runner.main()
"""


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("0.4510", "0.4511"),
        ("9.9999", "10.0000"),
        ("0.9", "1.0"),
        ("-0.0001", "0.0000"),
        ("1.5e-05", "1.6e-05"),
        ("1.5e+01", "1.6e+01"),
        ("-0.0", "0.0"),
        ("tensor([0.10, nan])", "tensor([0.11, nan])"),
    ],
)
def test_one_unit_in_the_last_digit_of_a_decimal_may_differ(expected, found):
    assert difference(expected, found) is None


def test_where_torch_was_built_may_differ():
    said = "UserWarning: old. (Triggered internally at {}:{}.)"
    assert difference(said.format("/__w/a.cpp", 12), said.format("C:\\b.cpp", 34)) is None
    assert difference(said.format("/__w/a.cpp", 12), "UserWarning: older.") is not None


def test_the_names_of_the_parts_of_a_figure_do_not_matter():
    part = '<path d="M 1.25" clip-path="url(#{})"/>'
    assert difference(part.format("pebd8990b96"), part.format("pe3f5a5582f")) is None
    assert difference(part.format("pebd8990b96"), part.format("axes")) is not None


def test_what_is_drawn_may_lie_a_point_beside_and_what_is_said_may_not():
    drawn = '<path d="M 47.5 {}\nL 50.0 2.0"/>\n<text x="1.0">{}</text>'
    assert difference_of_figures(drawn.format(150.2, 0.25), drawn.format(151.2, 0.25)) is None
    assert difference_of_figures(drawn.format(150.2, 0.25), drawn.format(151.4, 0.25)).line == 1
    assert difference_of_figures(drawn.format(150.2, 0.25), drawn.format(150.2, 0.35)).line == 3


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("0.4510", "0.4512"),
        ("5.0000", "6.0000"),
        ("3", "4"),
        ("3.", "4."),
        ("100", "101"),
        ("2e+03", "3e+03"),
        ("1.5e-05", "1.7e-05"),
        ("1.5e-05", "1.5e-06"),
        ("0.451", "0.4510"),
        ("0.0010", "-0.0010"),
        ("nan", "0.0"),
        ("inf", "-inf"),
        ("loss 1.00", "cost 1.00"),
        ("(3, 1)", "(3,)"),
    ],
)
def test_nothing_else_may_differ(expected, found):
    assert str(difference(expected, found)) == f"expected {expected!r}, found {found!r}"


@pytest.mark.parametrize(("expected", "found"), [("one\ntwo", "one"), ("one", "one\ntwo"), ("one\ntwo", "one\n2")])
def test_a_difference_names_its_line(expected, found):
    assert difference(expected, found).line == 2


def test_sections_are_read_in_order_with_what_their_markers_say(tmp_path):
    file = tmp_path / "page.py"
    file.write_text("# --8<-- [start:b] raises E\nx\n\n# --8<-- [end:b]\n# --8<-- [start:a]\n# --8<-- [end:a]\n")
    b, a = read_sections(file).values()
    assert (b.name, b.kind, b.announced, b.start, b.end, b.text) == ("b", "raises", "E", 1, 4, "x\n\n")
    assert (a.name, a.kind, a.announced, a.text) == ("a", "", "", "")


def test_a_file_that_changed_is_read_again(tmp_path):
    file = tmp_path / "page.py"
    for name in ("one", "two"):
        file.write_text(f"# --8<-- [start:{name}]\n# --8<-- [end:{name}]\n")
        assert list(read_sections(file)) == [name]


@pytest.mark.parametrize(("language", "said"), [("pt", "O dobro"), ("en", "The double")])
def test_comments_speak_one_language_and_strings_stay(language, said):
    pair = "    # pt: O dobro\n    # en: The double\n"
    assert speak(SPOKEN, language) == SPOKEN.replace(pair, f"    # {said}\n")


@pytest.mark.parametrize(("language", "said"), [("pt", "Um"), ("en", "One")])
def test_a_page_is_expanded_in_its_language_where_its_includes_stand(language, said, root, tmp_path):
    (tmp_path / "page.py").write_text("# --8<-- [start:one]\n# pt: Um\n# en: One\nx = 1\n# --8<-- [end:one]\n")
    options = settings(root)["markdown_extensions"]["pymdownx.snippets"] | {"base_path": [str(tmp_path)]}
    page = '!!! note "…"\n\n    ```python\n    --8<-- "page.py:one"\n    ```\n\n# pt: prosa'
    whole = expand(page, tmp_path / "page.md", language, options)
    assert whole == f'!!! note "…"\n\n    ```python\n    # {said}\n    x = 1\n    ```\n\n# pt: prosa'


def test_an_include_of_nothing_names_its_line(root, tmp_path):
    options = settings(root)["markdown_extensions"]["pymdownx.snippets"] | {"base_path": [str(tmp_path)]}
    with pytest.raises(SectionError, match=r"page\.md:3: there is no section 'one' in page\.py"):
        expand('\n\n--8<-- "page.py:one"', tmp_path / "page.md", "pt", options)


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """A folder of snippets, and what the runner said: written, written again, compared."""
    root = tmp_path_factory.mktemp("a folder, ção")
    (root / "snippets").mkdir()
    for name, code in SNIPPETS.items():
        marked = f"# --8<-- [start:it]\n{code}# --8<-- [end:it]\n"
        (root / "snippets" / f"{name}.py").write_text(marked, encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(TESTS)!r}){CALLS}"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return root, done.stdout.split("call\n")[1:]


@pytest.mark.parametrize("name", PRINTED)
def test_a_snippet_prints_what_python_prints(name, calls):
    written = read_sections(calls[0] / "snippets" / f"{name}.out")
    assert written["it"].text == f"{PRINTED[name]}\n"


def test_outputs_are_written_once(calls):
    said = f"{len(SNIPPETS)} snippets run, 0 problems\n"
    first, second, compared = calls[1]
    assert first.count("wrote ") == len(PRINTED)
    assert (second, compared) == (said, said)


def test_a_run_leaves_nothing_else_in_the_tree(calls):
    wanted = {f"{name}.py" for name in SNIPPETS} | {f"{name}.out" for name in PRINTED}
    assert {file.name for file in calls[0].rglob("*") if file.is_file()} == wanted
