"""What a notebook gave, inside the notebook: for those who read it in Jupyter or in Colab and not on its page."""

import html
import re
from functools import cache
from pathlib import Path

from nbformat.v4 import new_output

STYLE = Path(__file__).parent.parent / "theme" / "assets" / "tocha.css"
COLOUR = re.compile(r"^ *(--[\w-]+): (?:light-dark\((#\w+), #\w+\)|var\((--[\w-]+)\));", re.MULTILINE)
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
OPENING = re.compile(r'<svg (?=[^>]*viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)")[^>]*>')
PIXELS_A_POINT = 4 / 3


def put_outputs(cells: list, outputs: list[dict]) -> None:
    """Give code cells, in order, what they printed and drew; the cells shown are numbered, as after a run."""
    number = 0
    for cell, given in zip(cells, outputs, strict=True):
        number += "hidden" not in cell.metadata.get("tags", ())
        text = [new_output("stream", name="stdout", text=given["text"] + "\n")] if given["text"] else []
        drawn = [alone(svg, cell.metadata.get("alt", "")) for svg in given["figures"]]
        figures = [new_output("display_data", data={"image/svg+xml": svg}) for svg in drawn]
        cell.outputs, cell.execution_count = text + figures, number


def alone(svg: str, alt: str) -> str:
    """A figure that needs no page: its size, its alternative text, the site's light colours, paper below it."""

    def framed(tag: re.Match) -> str:
        width, height = (round(float(tag[side]) * PIXELS_A_POINT) for side in ("width", "height"))
        size = f'width="{width}" height="{height}" style="max-width: 100%; height: auto" font-family="sans-serif"'
        name = f'role="img" aria-label="{html.escape(alt)}"'
        return f'{tag[0][:-1]} {size} {name}><rect width="100%" height="100%" fill="var(--card)"/>'

    return VARIABLE.sub(lambda use: colour(use[1]), OPENING.sub(framed, svg, count=1))


def colour(variable: str) -> str:
    """The light colour that a variable of the theme stands for."""
    light, other = colours()[variable]
    return light or colour(other)


@cache
def colours() -> dict[str, tuple[str, str]]:
    """The theme's variables: each a light colour, or the name of another variable."""
    return {name: (light, other) for name, light, other in COLOUR.findall(STYLE.read_text(encoding="utf-8"))}
