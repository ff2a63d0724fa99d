"""Turn LaTeX into MathML when the site is built, so that a page needs no script and no font to show it."""

import html
import re
from pathlib import Path
from xml.etree import ElementTree

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>([.,;:?!)]*)', re.DOTALL)
BLOCK = re.compile(r'<div class="arithmatex">\s*\\\[(.*?)\\\]\s*</div>', re.DOTALL)
# What MathML demands: https://www.w3.org/TR/mathml-core/, 3.3 and 3.4.
PARTS = dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2) | {"msubsup": 3, "munderover": 3}


def on_page_content(content, page, config, **_):
    """Replace what pymdownx.arithmatex marked."""
    where = Path(config.docs_dir) / page.file.src_uri

    def to_mathml(match: re.Match, display: str) -> str:
        latex = html.unescape(match[1]).strip()
        try:
            return formula(latex, display)
        except Exception as error:
            line = page.file.content_string.partition(latex)[0].count("\n") + 1
            what = f"cannot read the formula {latex!r} ({str(error) or type(error).__name__})"
            raise PluginError(f"{where}:{line}: {what}. To mend it: complete it.") from None

    # A formula and the point after it stay on one line.
    together = '<span class="together">{}{}</span>'
    content = INLINE.sub(lambda match: together.format(to_mathml(match, "inline"), match[2]), content)
    return BLOCK.sub(lambda match: f'<div class="formula">{to_mathml(match, "block")}</div>', content)


def formula(latex: str, display: str) -> str:
    """The MathML of a formula; ValueError for what the converter lets pass: a lost part, brace or command."""
    bare = re.sub(r"\\[{}]", "", latex)
    if bare.count("{") != bare.count("}"):
        raise ValueError("a brace is not closed")
    mathml = convert(latex, display=display)
    for element in ElementTree.fromstring(mathml).iter():
        name = element.tag.rpartition("}")[2]
        if len(element) != PARTS.get(name, len(element)):
            raise ValueError(f"{name} has {len(element)} of {PARTS[name]} parts")
        if "\\" in (element.text or ""):
            raise ValueError(f"{element.text} is no known command")
    return mathml
