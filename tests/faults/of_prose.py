"""Faults of what is said: front matter, numbers, terms, spelling, old idioms."""

from checks import idioms, prose, spelling, terms

from faults.edits import change, fault
from faults.places import CODE, DRILL_PT, EN, HOME_EN, HOME_PT, PT, TERMS

DESCRIPTION = "description: Veja uma árvore pequena em que tudo está certo."
GOOD_PT, GOOD_EN = "Uma árvore pequena e boa.", "A small and good tree."
BATCH = "*lote (batch)*"
DEFINITION_EN = "Prices that are added together: 3 at once."

FRONT_MATTER = [
    fault(
        "A page has no description",
        prose.check_front_matter,
        change(HOME_PT, f"{DESCRIPTION}\n", ""),
        at=f"{HOME_PT}|---",
    ),
    fault("A description is too long", prose.check_front_matter, change(HOME_PT, "tudo", "tudo, " * 30 + "tudo")),
    fault("A description is not a sentence", prose.check_front_matter, change(HOME_PT, "está certo.", "está certo")),
    fault("A page has no level", prose.check_front_matter, change(HOME_EN, "level: core\n", ""), at=f"{HOME_EN}|---"),
    fault("A level is unknown", prose.check_front_matter, change(DRILL_PT, "level: deeper", "level: advanced")),
    fault(
        "A key of the front matter is unknown",
        prose.check_front_matter,
        change(HOME_EN, "level: core", "author: me\nlevel: core"),
    ),
    fault(
        "A page asks for a template that is not there",
        prose.check_front_matter,
        change(HOME_EN, "level: core", "level: core\ntemplate: none.html"),
        at=f"{HOME_EN}|template",
    ),
    fault("A front matter is not YAML", prose.check_front_matter, change(HOME_EN, "See a", "See: a")),
]
NUMBERS_AND_WORDS = [
    fault("A decimal of the prose was printed nowhere", prose.check_decimals, change(PT, "`5.0`", "`5.1`")),
    fault("A decimal in a formula was printed nowhere", prose.check_decimals, change(EN, "$1.25$", "$1.75$")),
    fault("A decimal has a comma", prose.check_decimals, change(PT, "Um número", "O número 1,25")),
    fault("English prose calls a thing simple", prose.check_words_to_avoid, change(EN, "Add two", "Just add two")),
    fault(
        "Portuguese prose calls a thing simple",
        prose.check_words_to_avoid,
        change(PT, "Veja o [", "Simplesmente veja o ["),
    ),
    fault("A column of a table has no head", prose.check_table_heads, change(PT, "| Nome | Valor |", "| | Valor |")),
]
GLOSSARY = [
    fault("A banned variant is used", terms.check_banned, change(HOME_PT, GOOD_PT, "Uma batelada de preços.")),
    fault(
        "An English term stands in Portuguese prose",
        terms.check_banned,
        change(HOME_PT, GOOD_PT, "Um batch de preços."),
    ),
    fault("A banned variant stands in a comment", terms.check_banned, change(CODE, "pt: Três preços", "pt: Batelada")),
    fault("A bracket is not a pair of the glossary", terms.check_brackets, change(PT, BATCH, "*lote (learning rate)*")),
    fault("An English bracket is not a pair of the glossary", terms.check_brackets, change(EN, "(lote)", "(batelada)")),
    fault(
        "A bracket stands twice on a page",
        terms.check_brackets,
        change(PT, "três preços |", f"três preços de um {BATCH} |"),
    ),
    fault("The glossary is not TOML", terms.check_glossary, change(TERMS, 'pt = "lote"', "pt = lote")),
    fault(
        "A term of the glossary has no note",
        terms.check_glossary,
        change(TERMS, 'note = "m."\n', ""),
        at=f"{TERMS}|[[term]]",
    ),
    fault(
        "A term is not defined in English",
        terms.check_glossary,
        change(TERMS, f'definition_en = "{DEFINITION_EN}"\n', ""),
        at=f"{TERMS}|[[term]]",
        says="expected .*definition_en.*, found",
    ),
    fault(
        "A definition is two sentences",
        terms.check_glossary,
        change(TERMS, "together: 3", "together. They are 3"),
        at=f"{TERMS}|[[term]]",
        says="expected one sentence as definition_en, found",
    ),
    fault(
        "A term is taught on a page that is not there",
        terms.check_glossary,
        change(TERMS, "tensors/index#add", "tensors/none#add"),
        at=f"{TERMS}|[[term]]",
        says="expected a page docs/pt/tensors/none.md, found none",
    ),
    fault(
        "A term is taught under a heading that is not there",
        terms.check_glossary,
        change(TERMS, "tensors/index#add", "tensors/index#none"),
        at=f"{TERMS}|[[term]]",
        says="expected a heading #none in docs/pt/tensors/index.md, found none",
    ),
    fault(
        "A banned variant stands in a definition",
        terms.check_banned,
        change(TERMS, "Preços que", "Uma batelada de preços que"),
    ),
]
SPELLING = [
    fault("A Portuguese word is misspelt", spelling.check_spelling, change(HOME_PT, "pequena e boa", "pequenna e boa")),
    fault("An English word is misspelt", spelling.check_spelling, change(HOME_EN, "small and good", "smal and good")),
    fault("A heading is misspelt", spelling.check_spelling, change(EN, "## Errors", "## Erors")),
    fault("A description is misspelt", spelling.check_spelling, change(HOME_EN, "all is right", "all is rihgt")),
    fault("An alternative text is misspelt", spelling.check_spelling, change(PT, "Uma curva que", "Uma crurva que")),
    fault("A definition is misspelt", spelling.check_spelling, change(TERMS, "Prices that", "Prizces that")),
    fault("A Portuguese comment is misspelt", spelling.check_spelling, change(CODE, "Três preços", "Três presços")),
    fault("An English comment is misspelt", spelling.check_spelling, change(CODE, "Three prices", "Three prizces")),
    fault("An English word stands in Portuguese prose", spelling.check_spelling, change(HOME_PT, "e boa", "e weird")),
    fault(
        "A listed word is needed no more",
        spelling.check_spelling,
        change("tests/words/en.txt", "Tocha\n", "Tocha\nTochas\n"),
    ),
]
IDIOMS = [
    fault(
        "An old idiom is not marked as old",
        idioms.check_idioms,
        change(CODE, "[start:old-form] old", "[start:old-form]"),
        at=f"{CODE}|torch.Tensor(",
    ),
    fault(
        "An old idiom stands in hidden code",
        idioms.check_idioms,
        change(CODE, "assert noise.max()", "assert noise.data.max()"),
    ),
    fault(
        "A section marked as old holds no old idiom",
        idioms.check_idioms,
        change(CODE, "torch.Tensor([3.0])", "torch.tensor([3.0])"),
        at=f"{CODE}|start:old-form",
    ),
    fault(
        "A command names an old channel",
        idioms.check_idioms,
        change(HOME_EN, "python --version", "conda install pytorch -c pytorch"),
    ),
]
SAID = [*FRONT_MATTER, *NUMBERS_AND_WORDS, *GLOSSARY, *SPELLING, *IDIOMS]
