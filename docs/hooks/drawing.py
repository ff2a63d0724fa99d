"""Turn the figures that a snippet or a cell leaves open into small SVG that follows the site's colours."""

import html
import io
import re
import sys

# Figures are drawn in these colours; the page replaces each by the site's own, in light and in dark.
INK, GRID = "#010203", "#040506"
CYCLE = ["#c00001", "#c00002", "#c00003", "#c00004", "#c00005", "#c00006"]
IN_THE_PAGE = {INK: "var(--figure-ink)", GRID: "var(--figure-grid)"} | {
    colour: f"var(--figure-{number})" for number, colour in enumerate(CYCLE)
}


def figure_style() -> None:
    """Set Matplotlib up so that a figure is the same bytes on every run and carries text as text."""
    import matplotlib
    from cycler import cycler

    matplotlib.use("agg")
    inks = ["axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "text.color", "xtick.color", "ytick.color"]
    matplotlib.rcParams.update(
        {
            **dict.fromkeys(inks, INK),
            "axes.prop_cycle": cycler(color=CYCLE),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.axisbelow": True,
            "axes.grid": True,
            "figure.constrained_layout.use": True,
            "figure.figsize": (4.2, 2.6),  # inches: its words stay readable 320 pixels wide
            "grid.color": GRID,
            "legend.frameon": False,
            "lines.linewidth": 2,
            "path.simplify": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "tocha",
        }
    )


def open_figures() -> list[str]:
    """Return the open figures as SVG, oldest first, and close them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if not pyplot:
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    drawn = [as_svg(figure) for figure in figures]
    pyplot.close("all")
    return drawn


def as_svg(figure) -> str:
    """Return a figure as SVG: transparent, undated, places to a tenth of a point, the site's colours."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg [^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg)
    svg = re.sub(r"font-family: [^;]*; ", "", svg)
    svg = re.sub(r"<[^>]+>", lambda tag: rounded(tag[0], 2), svg)
    svg = re.sub(r' (d|x|y|points|transform)="[^"]*"', lambda place: rounded(place[0], 1), svg)
    used = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([^"]+)"', lambda match: match[0] if match[1] in used else "", svg)
    for colour, variable in IN_THE_PAGE.items():
        svg = svg.replace(colour, variable)
    return "".join(line.rstrip() + "\n" for line in svg.splitlines() if line.strip())


def rounded(text: str, decimals: int) -> str:
    """A text whose numbers have at most so many decimals."""
    return re.sub(rf"-?\d+\.\d{{{decimals + 1},}}", lambda number: f"{float(number[0]):.{decimals}f}", text)


def as_figure(svg: str, alt: str) -> str:
    """Return an SVG as it stands in a page: on one line, with its alternative text, out of the search."""
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(alt)}" ', 1)
    return f'<figure class="plot" data-search-exclude>{" ".join(svg.split())}</figure>'
