"""Turn LaTeX into MathML when the site is built, so that a page needs no script and no font to show it."""

import html
import re

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>([.,;:?!)]*)', re.DOTALL)
BLOCK = re.compile(r'<div class="arithmatex">\s*\\\[(.*?)\\\]\s*</div>', re.DOTALL)


def on_page_content(content, page, **_):
    """Replace what pymdownx.arithmatex marked."""

    def to_mathml(match: re.Match, display: str) -> str:
        latex = html.unescape(match[1]).strip()
        try:
            return convert(latex, display=display)
        except Exception as error:
            raise PluginError(f"{page.file.src_path}: cannot read the formula {latex!r}: {error!r}") from None

    # A formula and the point after it stay on one line.
    together = '<span class="together">{}{}</span>'
    content = INLINE.sub(lambda match: together.format(to_mathml(match, "inline"), match[2]), content)
    return BLOCK.sub(lambda match: f'<div class="formula">{to_mathml(match, "block")}</div>', content)
