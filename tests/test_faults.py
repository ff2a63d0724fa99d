"""The proof's own proof: one fault at a time in a small tree, and the check that owns it turns red and names the file."""

import os
import shutil

import pytest
from checks import blocks, idioms, prose, site, spelling, terms, twins
from faults.edits import change, fault, make, remove
from faults.tree import plant, run, shown

HOME_PT, HOME_EN = "docs/pt/index.md", "docs/en/index.md"
PT, EN = "docs/pt/tensors/index.md", "docs/en/tensors/index.md"
DRILL_PT, DRILL_EN = "docs/pt/tensors/exercises.md", "docs/en/tensors/exercises.md"
CODE, OUT, FIGURE = "snippets/tensors/index.py", "snippets/tensors/index.out", "snippets/tensors/index.curve.svg"
DRILL, DRILL_OUT = "snippets/tensors/exercises.py", "snippets/tensors/exercises.out"
TERMS = "docs/glossary.toml"
CHECKS = (
    *(twins.check_names, twins.check_navigation, twins.check_headings, twins.check_skeletons),
    *(blocks.check_markers, blocks.check_fences, blocks.check_order, blocks.check_tokens),
    *(blocks.check_pairs, blocks.check_figures, blocks.check_exercises),
    *(prose.check_front_matter, prose.check_decimals, prose.check_words_to_avoid),
    *(terms.check_glossary, terms.check_banned, terms.check_brackets, terms.check_first_use),
    *(spelling.check_spelling, idioms.check_idioms),
)
SITE_CHECKS = (site.check_links, site.check_assets, site.check_blocks)


def swapped(page: str) -> tuple:
    """The edits that show two sections of a page in each other's place."""
    one, other = shown("copied", "py", "out"), shown("old-form", "py", "out")
    return (change(page, f"{one}\n\n{other}", f"{other}\n\n{one}"),)


STRUCTURE = [
    # Pages and their twins
    fault(
        "A page is missing in English",
        twins.check_names,
        remove(DRILL_EN),
        at=f"{DRILL_PT}|---",
        says="expected a twin docs/en/tensors/exercises.md, found none",
    ),
    fault(
        "A page is missing in Portuguese",
        twins.check_names,
        remove(DRILL_PT),
        at=f"{DRILL_EN}|---",
        says="expected a twin docs/pt/tensors/exercises.md, found none",
    ),
    fault(
        "A snippet has no page",
        twins.check_names,
        make("snippets/tensors/ghost.py", "print(1)\n"),
        at="snippets/tensors/ghost.py|print",
    ),
    fault(
        "A page is missing in one navigation",
        twins.check_navigation,
        change("mkdocs.en.yml", "      - tensors/exercises.md\n", ""),
        at="mkdocs.en.yml",
    ),
    fault(
        "A page is out of both navigations",
        twins.check_navigation,
        change("mkdocs.yml", "      - tensors/exercises.md\n", ""),
        change("mkdocs.en.yml", "      - tensors/exercises.md\n", ""),
        at=f"{DRILL_PT}|---",
    ),
    fault(
        "Two pages are swapped in one navigation",
        twins.check_navigation,
        change("mkdocs.en.yml", "tensors/index.md\n      - tensors/exercises.md", "tensors/exercises.md\n      - tensors/index.md"),
        at="mkdocs.en.yml",
    ),
    fault(
        "A heading id is renamed in one language",
        twins.check_skeletons,
        change(EN, "{ #curve }", "{ #a-curve }"),
        at=f"{EN}|#a-curve",
    ),
    fault(
        "A heading has another level in one language",
        twins.check_skeletons,
        change(PT, "## Uma curva", "### Uma curva"),
        at=f"{EN}|## A curve",
    ),
    fault(
        "A heading has no pinned id",
        twins.check_headings,
        change(PT, "## Uma curva { #curve }", "## Uma curva"),
        at=f"{PT}|## Uma curva",
    ),
    fault(
        "A page has two titles",
        twins.check_headings,
        change(EN, "## A curve", "# A curve"),
        at=f"{EN}|# Tensors",
    ),
    fault(
        "A section of prose is missing in one language",
        twins.check_skeletons,
        change(PT, "## Erros e avisos { #errors }\n\n", ""),
        at=f"{EN}|## Errors and warnings",
    ),
    fault(
        "A block stands in one language only",
        twins.check_skeletons,
        change(HOME_EN, "python --version\n```\n", "python --version\n```\n\n```bash\npip list\n```\n"),
        at=f"{HOME_EN}",
        says="expected nothing more .*found block bash",
    ),
    fault(
        "A list item stands in one language only",
        twins.check_skeletons,
        change(EN, "    2. An error\n", "    2. An error\n    3. Nothing\n"),
        at=f"{EN}|3. Nothing",
    ),
    fault(
        "A table has one more column in one language",
        twins.check_skeletons,
        change(EN, "| Name | Value |", "| Name | Value | Shape |"),
        at=f"{EN}|| Shape |",
    ),
    fault(
        "A table has one more row in one language",
        twins.check_skeletons,
        change(EN, "three prices |\n", "three prices |\n| `noise` | three numbers |\n"),
        at=f"{EN}|three numbers",
    ),
    fault(
        "An admonition stands in one language only",
        twins.check_skeletons,
        change(PT, "## Uma curva { #curve }\n", '## Uma curva { #curve }\n\n!!! note "Nota"\n\n    Uma nota.\n'),
        at=f"{EN}",
        says="expected admonition !!! note .*found block",
    ),
    fault(
        "An admonition is of another type in one language",
        twins.check_skeletons,
        change(DRILL_EN, "??? hint", "??? note"),
        at=f"{DRILL_EN}|??? note",
    ),
    fault(
        "An image stands in one language only",
        twins.check_skeletons,
        change(EN, "![A curve that falls to zero and rises again.](index.curve.svg)\n", ""),
        at=EN,
        says="expected paragraph, image index.curve.svg .*found nothing more",
    ),
    fault(
        "A link leads elsewhere in one language",
        twins.check_skeletons,
        change(HOME_EN, "exercises.md#double", "exercises.md"),
        at=f"{HOME_EN}|(tensors/exercises.md)",
    ),
    # Markers
    fault(
        "A section is not closed",
        blocks.check_markers,
        change(CODE, "# --8<-- [end:curve]\n", ""),
        at=f"{CODE}|start:curve",
        says="never ends",
    ),
    fault(
        "A section starts inside another",
        blocks.check_markers,
        change(CODE, "# --8<-- [end:noise]\n", ""),
        at=f"{CODE}|start:mismatch",
        says="'mismatch' starts inside 'noise'",
    ),
    fault(
        "A section ends that has not started",
        blocks.check_markers,
        change(CODE, "# --8<-- [start:noise]\n", ""),
        at=f"{CODE}|end:noise",
        says="has not started",
    ),
    fault(
        "Two sections have one name",
        blocks.check_markers,
        change(CODE, "[start:curve]", "[start:noise]"),
        at=f"{CODE}|# --8<-- [start:noise]\nimport",
        says="a second section is called 'noise'",
    ),
    fault(
        "A marker says a word that nobody reads",
        blocks.check_markers,
        change(CODE, "[start:device] varies", "[start:device] vary"),
        at=f"{CODE}|vary",
        says="unknown word after the marker: 'vary'",
    ),
    fault(
        "A marker is misspelt",
        blocks.check_markers,
        change(CODE, "# --8<-- [start:noise]", "# --8<-- [begin:noise]"),
        at=f"{CODE}|begin:noise",
        says="cannot read the marker",
    ),
    fault(
        "A section holds nothing",
        blocks.check_markers,
        change(CODE, "print(torch.__version__)\n", ""),
        at=f"{CODE}|start:device",
    ),
    # Fences
    fault(
        "A fence is of an unknown kind",
        blocks.check_fences,
        change(HOME_PT, "```bash", "```js"),
        at=f"{HOME_PT}|```js",
    ),
    fault(
        "A fence has no kind",
        blocks.check_fences,
        change(HOME_PT, "```bash", "```"),
        at=f"{HOME_PT}|```",
    ),
    fault(
        "A fence is made of tildes",
        blocks.check_fences,
        change(PT, shown("curve", "py"), shown("curve", "py").replace("```", "~~~")),
        at=f"{PT}|~~~python",
    ),
    fault(
        "A fence is made of four backticks",
        blocks.check_fences,
        change(PT, shown("curve", "py"), shown("curve", "py").replace("```", "````")),
        at=f"{PT}|````python",
    ),
    fault(
        "Python is typed into a page",
        blocks.check_fences,
        change(PT, '--8<-- "tensors/index.py:curve"', "x = torch.linspace(-2, 2, 5)"),
        at=f"{PT}|index.curve.svg|",
    ),
    fault(
        "Python is typed under an include",
        blocks.check_fences,
        change(EN, '--8<-- "tensors/index.py:curve"', '--8<-- "tensors/index.py:curve"\nprint(x)'),
        at=EN,
    ),
    fault(
        "An output is typed into a page",
        blocks.check_fences,
        change(PT, '        --8<-- "tensors/index.out:noise"', "        noise.mean().item() = 0.4510"),
        at=PT,
        says="expected one include from tensors/index.out, found 'noise.mean",
    ),
    fault(
        "A page includes another page's code",
        blocks.check_fences,
        change(EN, "tensors/index.py:device", "tensors/exercises.py:double-start"),
        at=EN,
        says="expected one include from tensors/index.py, found",
    ),
    # Blocks
    fault(
        "Two includes are swapped in both languages",
        blocks.check_order,
        *swapped(PT),
        *swapped(EN),
        at=f"{PT}|```python",
    ),
]
