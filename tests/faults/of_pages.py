"""Faults of pages against their twins and their snippets."""

from checks import blocks, twins

from faults.edits import change, fault, make, remove
from faults.places import CODE, DRILL, DRILL_EN, DRILL_PT, EN, HOME_EN, HOME_PT, PT, SETTINGS, SETTINGS_EN
from faults.tree import shown

LISTED = "      - tensors/exercises.md\n"
CURVE_PT, CURVE_EN = "![Uma curva que desce até zero e sobe de novo.]", "![A curve that falls to zero and rises again.]"
COPIED, OLD = shown("copied", "py", "out"), shown("old-form", "py", "out")
DEVICE, CURVE = shown("device", "py", "out"), shown("curve", "py")
NOISE_OUT = '        --8<-- "tensors/index.out:noise"'
FIRST_TYPED = '--8<-- "tensors/index.py:curve"'

NAMES = [
    fault(
        "A page is missing in English",
        twins.check_names,
        remove(DRILL_EN),
        at=f"{DRILL_PT}|---",
        says=f"{DRILL_EN}, found",
    ),
    fault(
        "A page is missing in Portuguese",
        twins.check_names,
        remove(DRILL_PT),
        at=f"{DRILL_EN}|---",
        says=f"{DRILL_PT}, found",
    ),
    fault("A snippet has no page", twins.check_names, make("snippets/tensors/ghost.py", "print(1)\n")),
    fault(
        "A page is missing in one navigation", twins.check_navigation, change(SETTINGS_EN, LISTED, ""), at=SETTINGS_EN
    ),
    fault(
        "A page is out of both navigations",
        twins.check_navigation,
        *(change(SETTINGS, LISTED, ""), change(SETTINGS_EN, LISTED, "")),
        at=f"{DRILL_PT}|---",
    ),
    fault(
        "Two pages are swapped in one navigation",
        twins.check_navigation,
        change(SETTINGS_EN, f"      - tensors/index.md\n{LISTED}", f"{LISTED}      - tensors/index.md\n"),
        at=SETTINGS_EN,
    ),
]
SKELETONS = [
    fault("A heading id is renamed in one language", twins.check_skeletons, change(EN, "#curve }", "#a-curve }")),
    fault(
        "A heading has another level in one language",
        twins.check_skeletons,
        change(PT, "## Uma curva", "### Uma curva"),
        at=f"{EN}|## A curve",
    ),
    fault(
        "A heading has no pinned id",
        twins.check_headings,
        change(PT, "Uma curva { #curve }", "Uma curva"),
        at=f"{PT}|## Uma curva",
    ),
    fault("A page has two titles", twins.check_headings, change(EN, "## A curve", "# A curve"), at=EN),
    fault(
        "A heading is missing in one language",
        twins.check_skeletons,
        change(PT, "## Erros e avisos { #errors }\n\n", ""),
        at=f"{EN}|## Errors and warnings",
    ),
    fault(
        "A block stands in one language only",
        twins.check_skeletons,
        change(HOME_EN, "```bash\npython", "```bash\npip list\n```\n\n```bash\npython"),
    ),
    fault("A command differs between the languages", twins.check_skeletons, change(HOME_EN, "--version", "-V")),
    fault(
        "A list item stands in one language only",
        twins.check_skeletons,
        change(EN, "    2. An error\n", "    2. An error\n    3. Nothing\n"),
    ),
    fault(
        "A list is of another kind in one language",
        twins.check_skeletons,
        change(EN, "    1. A number", "    - A number"),
    ),
    fault(
        "A table has one more column in one language",
        twins.check_skeletons,
        change(EN, "| Name | Value |", "| Name | Value | Shape |"),
    ),
    fault(
        "A table has one more row in one language",
        twins.check_skeletons,
        change(EN, "three prices |\n", "three prices |\n| `noise` | three numbers |\n"),
    ),
    fault(
        "An admonition stands in one language only",
        twins.check_skeletons,
        change(EN, "{ #curve }\n", '{ #curve }\n\n!!! note "Note"\n\n    A note.\n'),
        at=f"{EN}|!!! note",
    ),
    fault(
        "An admonition is of another type in one language",
        twins.check_skeletons,
        change(DRILL_EN, "??? hint", "??? note"),
    ),
    fault(
        "An image is missing in one language",
        twins.check_skeletons,
        change(EN, f"{CURVE_EN}(index.curve.svg)", "A curve."),
    ),
    fault(
        "An image stands in one language only",
        twins.check_skeletons,
        change(EN, "## A curve", "![Again.](index.curve.svg)\n\n## A curve"),
    ),
    fault(
        "A link leads elsewhere in one language",
        twins.check_skeletons,
        change(HOME_EN, "exercises.md#double", "exercises.md"),
    ),
]
MARKERS = [
    fault(
        "A section is not closed",
        blocks.check_markers,
        change(CODE, "# --8<-- [end:curve]\n", ""),
        at=f"{CODE}|start:curve",
        says="'curve' never ends",
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
        says="'noise' ends but has not started",
    ),
    fault(
        "Two sections have one name",
        blocks.check_markers,
        change(CODE, "# --8<-- [start:curve]\nimport", "# --8<-- [start:noise]\nimport"),
        says="a second section is called 'noise'",
    ),
    fault(
        "A marker says a word that nobody reads",
        blocks.check_markers,
        change(CODE, "[start:device] varies", "[start:device] vary"),
        says="unknown word after the marker: 'vary'",
    ),
    fault(
        "A marker is misspelt",
        blocks.check_markers,
        change(CODE, "[start:noise]", "[begin:noise]"),
        says=r"cannot read the marker .*\[begin:noise\]",
    ),
    fault(
        "A marker stands in an indented block",
        blocks.check_markers,
        change(CODE, "# --8<-- [start:noise]", "if True:\n    # --8<-- [start:noise]"),
        at=f"{CODE}|    # --8<-- [start:noise]",
        says="cannot read the marker",
    ),
    fault(
        "A section holds nothing",
        blocks.check_markers,
        change(CODE, "print(torch.__version__)\n", ""),
        at=f"{CODE}|start:device",
    ),
]
FENCES = [
    fault("A fence is of an unknown kind", blocks.check_fences, change(HOME_PT, "```bash", "```js")),
    fault("A fence has no kind", blocks.check_fences, change(HOME_PT, "```bash", "```"), at=f"{HOME_PT}|```"),
    fault(
        "A fence has a space before its kind", blocks.check_fences, change(PT, CURVE, CURVE.replace("```p", "``` p"))
    ),
    fault("A fence is made of tildes", blocks.check_fences, change(PT, CURVE, CURVE.replace("```", "~~~"))),
    fault("A fence is made of four backticks", blocks.check_fences, change(PT, CURVE, CURVE.replace("```", "````"))),
    fault("A fence is not closed", blocks.check_fences, change(PT, f"{CURVE}\n", CURVE[:-3]), at=f"{PT}|py:curve"),
    fault("Python is typed into a page", blocks.check_fences, change(PT, FIRST_TYPED, "x = torch.ones(5)")),
    fault(
        "Python is typed under an include",
        blocks.check_fences,
        change(EN, FIRST_TYPED, f"{FIRST_TYPED}\nprint(x)"),
        at=f"{EN}|py:curve",
    ),
    fault(
        "An output is typed into a page", blocks.check_fences, change(PT, NOISE_OUT, "        noise.mean() = 0.4510")
    ),
    fault(
        "A page includes another page's code",
        blocks.check_fences,
        change(EN, "tensors/index.py:device", "tensors/exercises.py:double-start"),
    ),
    fault("A command is an include", blocks.check_fences, change(HOME_EN, "python --version", FIRST_TYPED)),
]
BLOCKS = [
    fault(
        "Two includes are swapped in both languages",
        blocks.check_order,
        *(change(page, f"{COPIED}\n\n{OLD}", f"{OLD}\n\n{COPIED}") for page in (PT, EN)),
    ),
    fault("An include is missing", blocks.check_order, change(PT, f"{OLD}\n\n", ""), at=f"{PT}|py:device"),
    fault("An include is doubled", blocks.check_order, change(EN, f"{OLD}\n\n", f"{OLD}\n\n{OLD}\n\n")),
    fault(
        "An output is not shown",
        blocks.check_order,
        change(EN, f"{DEVICE}", shown("device", "py")),
        at=f"{EN}|py:curve",
    ),
    fault("An output stands above its block", blocks.check_order, change(PT, DEVICE, shown("device", "out", "py"))),
    fault(
        "An include names a section that is not there",
        blocks.check_tokens,
        change(EN, "index.py:noise", "index.py:noises"),
        says="there is no section 'noises'",
    ),
    fault(
        "An include cannot be read",
        blocks.check_tokens,
        change(EN, '--8<-- "tensors/index.py:noise"', "--8<-- tensors/index.py:noise"),
        says="cannot read",
    ),
    fault(
        "A comment has no English half",
        blocks.check_pairs,
        change(CODE, "# en: Three prices, from the lowest to the highest\n", ""),
        at=f"{CODE}|# pt:",
    ),
    fault(
        "A comment has no Portuguese half",
        blocks.check_pairs,
        change(CODE, "# pt: Três preços, do menor ao maior\n", ""),
        at=f"{CODE}|# en:",
    ),
    fault(
        "A comment pair is the wrong way round",
        blocks.check_pairs,
        *(change(CODE, "# pt: T", "# xx: T"), change(CODE, "# en: T", "# pt: T"), change(CODE, "# xx: T", "# en: T")),
        at=f"{CODE}|# en:",
    ),
    fault("A comment is in no language", blocks.check_pairs, change(CODE, "# (3,)", "# three prices")),
    fault(
        "A comment pair stands at the ends of lines",
        blocks.check_pairs,
        change(CODE, "torch.rand(3)\nprint(", "torch.rand(3)  # pt: sorteio\nprint("),
        change(CODE, ':.4f}")', ':.4f}")  # en: drawn'),
    ),
]
FIGURES_AND_EXERCISES = [
    fault("A figure has no alternative text", blocks.check_figures, change(PT, CURVE_PT, "![]")),
    fault(
        "A figure is not shown in either language",
        blocks.check_figures,
        *(change(page, f"{image}(index.curve.svg)\n", "") for page, image in ((PT, CURVE_PT), (EN, CURVE_EN))),
        at=PT,
    ),
    fault(
        "A figure stands under another block",
        blocks.check_figures,
        *(
            change(EN, f"{CURVE_EN}(index.curve.svg)\n", ""),
            change(EN, DEVICE, f"{DEVICE}\n\n{CURVE_EN}(index.curve.svg)"),
        ),
        at=f"{EN}|{CURVE_EN}",
        says="expected index.curve.svg under the block that drew it",
    ),
    fault(
        "An exercise has no wrong answers",
        blocks.check_exercises,
        change(
            DRILL,
            DRILL_WRONG := (
                "# --8<-- [start:double-wrong-square] raises AssertionError\nanswer = number**2\ncheck_double()\n"
                "# --8<-- [end:double-wrong-square]\n"
            ),
            "",
        ),
        at=f"{DRILL}|end:double-solution",
    ),
    fault(
        "A solution is not checked",
        blocks.check_exercises,
        change(DRILL, "[end:double-solution]\ncheck_double()\n\n", "[end:double-solution]\n"),
        at=f"{DRILL}|end:double-solution",
    ),
    fault(
        "An exercise has no solution",
        blocks.check_exercises,
        change(
            DRILL, "# --8<-- [start:double-solution]\nanswer = number + number\n# --8<-- [end:double-solution]\n", ""
        ),
        at=f"{DRILL}|start:double-start",
    ),
    fault(
        "A check is not marked as raising",
        blocks.check_exercises,
        change(DRILL, "[start:double-check] raises AssertionError", "[start:double-check]"),
        says="expected 'double-check' to call check_double.. and raise AssertionError",
    ),
    fault(
        "A wrong answer is not put to the check",
        blocks.check_exercises,
        change(DRILL, "answer = number**2\ncheck_double()", "answer = number**2\nraise AssertionError"),
        at=f"{DRILL}|start:double-wrong-square",
        says="expected 'double-wrong-square' to call check_double.. and raise AssertionError",
    ),
]
PAGES = [*NAMES, *SKELETONS, *MARKERS, *FENCES, *BLOCKS, *FIGURES_AND_EXERCISES]
