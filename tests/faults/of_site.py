"""Faults that only the built site can tell."""

from checks import colab, glossary, site

from faults.edits import change, fault, make, remove
from faults.places import (
    CODE,
    DRILL_EN,
    DRILL_PT,
    EN,
    FIGURE,
    GLOSSARY_EN,
    GLOSSARY_PT,
    HOME_EN,
    HOME_PT,
    PT,
    SETTINGS,
    SETTINGS_EN,
    TERMS,
)
from faults.tree import shown

PAGE = "---\ndescription: One page more.\nlevel: deeper\n---\n\n# Page { #page }\n"
LIST_PT, LIST_EN = "- [Tensores]", "- [Tensors]"
COLAB = "https://colab.research.google.com/github/owner/tocha/blob"
SOLUTION = shown("double-solution", "py", page="tensors/exercises", indent="    ")
REFUSED = "expected a strict build, found"

WARNINGS = [
    fault(
        "A page links to a page that is not there",
        site.check_build,
        change(HOME_PT, "tensors/index.md", "tensors/none.md"),
    ),
    fault("A page links to an anchor that is not there", site.check_build, change(HOME_EN, "#double", "#triple")),
    fault(
        "A page links to an anchor of its own that is not there",
        site.check_build,
        change(EN, "(#tensors)", "(#tensor)"),
    ),
    fault("A page links by an absolute path", site.check_build, change(PT, "(#tensors)", "(/tensors/)")),
    fault("A page has no twin", site.check_build, make("docs/en/alone.md", PAGE), says="this page has no twin"),
    fault(
        "A page is out of the navigation",
        site.check_build,
        *(make("docs/pt/page.md", PAGE), make("docs/en/page.md", PAGE)),
        says='not included in the "nav"',
    ),
]
STOPS = [
    fault(
        "A theme is unknown",
        site.check_build,
        change(SETTINGS, "name: material", "name: granite"),
        at=SETTINGS,
        says=f"{REFUSED}.*granite",
    ),
    fault(
        "A plugin is unknown",
        site.check_build,
        change(SETTINGS, "search: {}", "seek: {}"),
        at=SETTINGS,
        says=f"{REFUSED}.*seek",
    ),
    fault(
        "A setting is unknown",
        site.check_build,
        change(SETTINGS_EN, "docs_dir: docs/en", "docs_dirr: docs/en"),
        at=SETTINGS,
    ),
    fault(
        "The settings are not YAML",
        site.check_build,
        change(SETTINGS, "site_name: Tocha", "site_name: Tocha: 2"),
        at=SETTINGS,
        says=REFUSED,
    ),
    fault(
        "An address on GitHub names no repository",
        site.check_build,
        change(SETTINGS, 'repo_url: !ENV [REPO_URL, ""]', "repo_url: https://github.com/tocha"),
    ),
    fault(
        "A built page includes what is not there",
        site.check_build,
        change(EN, "index.py:noise", "index.py:noises"),
        says="there is no section 'noises'",
    ),
    fault(
        "A built page shows a figure that is not there",
        site.check_build,
        remove(FIGURE),
        at=f"{PT}|index.curve.svg",
        says="there is no figure",
    ),
    fault(
        "A built glossary names a heading that is not there",
        site.check_build,
        change(TERMS, "tensors/index#add", "tensors/index#none"),
        at=f"{TERMS}|[[term]]",
        says="expected a heading #none in docs/pt/tensors/index.md, found none",
    ),
    fault(
        "A page of the glossary asks for no terms",
        site.check_build,
        change(GLOSSARY_PT, "<!-- glossary -->\n", ""),
        at=f"{GLOSSARY_PT}|---",
        says="expected the page of the glossary, with <!-- glossary -->, found none",
    ),
    *(
        fault(
            f"A formula {name}",
            site.check_build,
            change(HOME_EN, LIST_EN, f"${latex}$\n\n{LIST_EN}"),
            at=f"{HOME_EN}|${latex}$",
            says=says,
        )
        for name, latex, says in (
            ("lacks a part", r"\frac{1}", "mfrac has 1 of 2 parts"),
            ("has an open brace", r"\frac{a}{b", "a brace is not closed"),
            ("has an unknown command", r"\raiz x", "is no known command"),
        )
    ),
    fault(
        "A built page's snippet has an open section",
        site.check_build,
        change(CODE, "# --8<-- [end:curve]\n", ""),
        at=f"{CODE}|start:curve",
        says="'curve' never ends",
    ),
]
SHOWN = [
    fault(
        "A link in HTML leads nowhere",
        site.check_links,
        change(HOME_PT, LIST_PT, f'<a href="none/">x</a>\n\n{LIST_PT}'),
        at=f"{HOME_PT}|none/",
        says="link to none/: expected .*, found",
    ),
    fault(
        "A link in HTML names an anchor that is not there",
        site.check_links,
        change(HOME_EN, LIST_EN, f'<a href="#none">x</a>\n\n{LIST_EN}'),
        at=f"{HOME_EN}|#none",
    ),
    fault(
        "A page loads a script from another host",
        site.check_assets,
        change(HOME_PT, LIST_PT, f'<script src="https://cdn.example/x.js"></script>\n\n{LIST_PT}'),
        at=f"{HOME_PT}|x.js",
    ),
    fault(
        "A page loads an image from another host",
        site.check_assets,
        change(HOME_EN, LIST_EN, f"![x](https://cdn.example/x.png)\n\n{LIST_EN}"),
        at=f"{HOME_EN}|x.png",
    ),
    fault(
        "A style in a page loads from another host",
        site.check_assets,
        change(HOME_PT, LIST_PT, f'<p style="background: url(//cdn.example/y.png)">x</p>\n\n{LIST_PT}'),
        at=f"{HOME_PT}|y.png",
    ),
    fault(
        "A style sheet loads from another host",
        site.check_assets,
        make("docs/en/x.css", '@import "https://fonts.example/x.css";\n'),
        at="en/x.css",
    ),
    fault(
        "An image is not there",
        site.check_assets,
        change(HOME_PT, LIST_PT, f'<img alt="x" src="lost.png">\n\n{LIST_PT}'),
        at=f"{HOME_PT}|lost.png",
    ),
    fault(
        "A term in HTML does not lead to the glossary",
        glossary.check_first_uses,
        change(HOME_EN, LIST_EN, f'<em lang="en">batch (lote)</em>\n\n{LIST_EN}'),
        at=f"{HOME_EN}|---",
        says="expected a link to the glossary around batch \\(lote\\), found none",
    ),
    fault(
        "A glossary stands in HTML",
        glossary.check_entries,
        change(GLOSSARY_EN, "<!-- glossary -->", "<div><!-- glossary --></div>"),
        at=f"{GLOSSARY_EN}|---",
        says="expected an entry #batch that links to tensors/#add, found none",
    ),
    fault(
        "A block is typed by indenting it",
        site.check_blocks,
        change(HOME_EN, LIST_EN, f"    print(1)\n\n{LIST_EN}"),
        at=f"{HOME_EN}|---",
    ),
    fault(
        "A link to Colab leads to no notebook",
        colab.check_links,
        change(HOME_PT, LIST_PT, f"[x]({COLAB}/notebooks/none.ipynb)\n\n{LIST_PT}"),
        at=f"{HOME_PT}|none.ipynb",
    ),
    fault(
        "A link to Colab leads to a branch without notebooks",
        colab.check_links,
        change(HOME_EN, LIST_EN, f"[x]({COLAB}/main/tensors/index.ipynb)\n\n{LIST_EN}"),
        at=f"{HOME_EN}|blob/main",
    ),
    fault(
        "A link to Colab leads to a cell that is not there",
        colab.check_links,
        change(HOME_PT, LIST_PT, f"[x]({COLAB}/notebooks/tensors/index.ipynb#scrollTo=none)\n\n{LIST_PT}"),
        at=f"{HOME_PT}|=none",
        says="expected a cell 'none' there, found none",
    ),
    fault(
        "A block does not open in Colab",
        colab.check_links,
        change(DRILL_EN, SOLUTION, "    None."),
        at=f"{DRILL_EN}|---",
        says=rf"expected a link to {COLAB}/notebooks/en/tensors/exercises.ipynb#scrollTo=double-solution, found none",
    ),
    fault(
        "A notebook is not the program of its page",
        colab.check_notebooks,
        change(DRILL_PT, SOLUTION, "    Nenhuma."),
        at=f"{DRILL_PT}|---",
    ),
]
