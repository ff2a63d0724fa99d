"""Show notebooks as pages: what ran becomes Markdown, and is rendered like any page's.

mkdocs-jupyter makes a page of each percent-format file and says how it is run; kernels.py runs it.
"""

import os
import posixpath
import re
import textwrap
from pathlib import Path
from urllib.parse import urljoin

import jupytext
from colab import KERNEL, colab_address, named
from downloads import put_outputs
from drawing import as_figure
from kernels import NotebookError, code_cells, outputs_of
from languages import site_root
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

CELL = re.compile(r"^# %%", re.MULTILINE)
ANSWER = re.compile(r'^( *)\?\?\? answer ".*"$', re.MULTILINE)
HEADING_ID = re.compile(r"^(#+ .*?) *\{ *#[\w-]+ *\}$", re.MULTILINE)
PAGE_LINK = re.compile(r"\]\(([\w./-]+\.(?:md|py|ipynb))(#[\w-]+)?\)")
ENDINGS = (".ipynb", ".outputs.ipynb")
ADDRESS = re.compile(r'"site:([\w./-]+)"')
BOX = re.compile(r'^(!!!|\?\?\?) \w+ "(.*)"\n((?: {4}.*\n|\n)*)', re.MULTILINE)


def on_startup(command, **_):
    """Remember whether the site is served, when nobody waits for a notebook."""
    global serving
    serving = command == "serve"


def on_serve(server, config, **_):
    """Build again when a notebook has run."""
    cache_of(config).mkdir(parents=True, exist_ok=True)
    server.watch(str(cache_of(config)))


def on_files(files, config):
    """Offer every notebook to download, beside its page, without outputs; with them, once it has run."""
    for file in [file for file in files if is_notebook(file)]:
        offer(file, files, config, None)
    return files


def offer(file, files, config, outputs: list[dict] | None) -> None:
    """Add a notebook to the files of the site: `line.ipynb`, or `line.outputs.ipynb` with what its cells gave."""
    content = jupytext.writes(as_download(file, files, config, outputs), fmt="ipynb")
    files.append(File.generated(config, file.src_uri.replace(".py", ENDINGS[outputs is not None]), content=content))


def on_page_markdown(text, page, config, files):
    """Replace a notebook's source by its cells and outputs as Markdown, for MkDocs and not mkdocs-jupyter to render."""
    if not is_notebook(page.file):
        return text
    vars(page).pop("render", None)
    where, plugin = source_of(page.file, config), config.plugins["mkdocs-jupyter"].config
    data = data_of(page.file, config)
    settings = {name: plugin[name] for name in ("execute", "kernel_name", "allow_errors")}
    try:
        notebook = read(where)
        outputs = outputs_of(notebook, where, data, cache_of(config), settings, wait=not serving)
        lead_code_to_site(notebook, config)
        whole = as_markdown(notebook, outputs, where, config.extra["words"])
    except NotebookError as error:
        raise PluginError(str(error)) from None
    if outputs is not None:
        offer(page.file, files, config, outputs)
    text, page.meta = get_data(whole)
    return text


def on_page_content(content, page, config, files):
    """Link a notebook's downloads, and the whole of it in Colab, from under the first paragraph.

    docs/hooks/colab.py opens its cells.
    """
    if not is_notebook(page.file):
        return content
    words, names = config.extra["words"], [page.file.src_uri.replace(".py", ending) for ending in ENDINGS]
    said = zip(names, (words["ipynb"], words["ipynb_outputs"]), strict=True)
    there = [(get_relative_url(name, page.url), word) for name, word in said if files.get_file_from_path(name)]
    links = [f'<a href="{address}" download>{word}</a>' for address, word in there]
    address = colab_address(names[0], config)
    links += [f'<a href="{address}">{words["colab"]}</a>'] if address else []
    return content.replace("</p>", f'</p><p class="continues">{words["try"]} {" · ".join(links)}</p>', 1)


def is_notebook(file) -> bool:
    """Whether a file of the site is a notebook."""
    return file.src_uri.endswith(".py")


def source_of(file, config) -> Path:
    """Where a file stands, from the folder that the site is built in."""
    return Path(os.path.relpath(Path(config.docs_dir) / file.src_uri))


def data_of(file, config) -> list[Path]:
    """What a notebook reads: the files of its name beside the Portuguese one, which the site serves to both."""
    base = Path(config.docs_dir).with_name("pt") / file.src_uri
    return sorted(beside for beside in base.parent.glob(f"{base.stem}.*") if beside.suffix != ".py")


def cache_of(config) -> Path:
    """Where the outputs of runs are kept."""
    return Path(config.config_file_path).parent / ".cache" / "notebooks"


def read(where: Path):
    """Return a notebook; each of its cells knows its line in the file."""
    text = where.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = [text.count("\n", 0, mark.start()) + 1 for mark in CELL.finditer(text)]
    lines = [1] * (len(notebook.cells) - len(lines)) + lines
    for cell, line in zip(notebook.cells, lines, strict=True):
        cell.metadata["line"] = line
    return notebook


def as_markdown(notebook, outputs: list[dict] | None, where: Path, words: dict) -> str:
    """A notebook as the Markdown of a page; without outputs, a note says that they are on their way.

    The output of a cell stands under it, or in the answer block of the Markdown cell that follows it.
    """
    parts, printed = [], ""
    remaining = iter(outputs or [])
    if outputs is None:
        first = next(number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code")
        notebook.cells[first - 1].source += f'\n\n!!! note "{words["not_run"]}"'
    for cell in notebook.cells:
        if cell.cell_type == "code":
            output = next(remaining, {"text": "", "figures": []})
            shown = output_as_markdown(output, cell, where, outputs is not None)
            if "hidden" not in cell.metadata.get("tags", ()):
                parts += [printed, f"```python\n{cell.source}\n```"]
                printed = shown
        else:
            filled = printed and ANSWER.sub(lambda mark: under(mark, printed), cell.source, count=1)  # noqa: B023
            parts += [filled] if filled and filled != cell.source else [printed, cell.source]
            printed = ""
    return "\n\n".join(filter(None, [*parts, printed])) + "\n"


def output_as_markdown(output: dict, cell, where: Path, ran: bool) -> str:
    """What a cell gave as Markdown; raise NotebookError unless it has alternative text exactly if it drew a figure."""
    alt, line, drawn = cell.metadata.get("alt", ""), cell.metadata["line"], len(output["figures"])
    if ran and drawn != bool(alt):
        found = f"{drawn} figures and {'one' if alt else 'no'} alternative text"
        what = f"expected a figure with its alternative text, or neither, found {found}"
        raise NotebookError(f'{where}:{line}: {what}. To mend it: write # %% alt="what is to be seen" over the cell.')
    text = f"```{{ .text .output .no-copy }}\n{output['text']}\n```" if output["text"] else ""
    return "\n\n".join(filter(None, [text, *(as_figure(svg, alt) for svg in output["figures"])]))


def under(mark: re.Match, printed: str) -> str:
    """A block's first line with some Markdown below it, inside it."""
    return f"{mark[0]}\n\n{textwrap.indent(printed, mark[1] + '    ')}"


def as_download(file, files, config, outputs: list[dict] | None):
    """A notebook for Jupyter and Colab: plain Markdown, links that lead to the site, no hidden cell."""

    def lead_to_site(link: re.Match) -> str:
        target = files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), link[1])))
        return f"]({urljoin(config.site_url, target.url) + (link[2] or '')})" if target else link[0]

    notebook = read(source_of(file, config))
    if outputs is not None:
        put_outputs(code_cells(notebook), outputs)
    lead_code_to_site(notebook, config)
    notebook.cells = [c for c in notebook.cells if c.cell_type != "raw" and "hidden" not in c.metadata.get("tags", ())]
    for number, cell in enumerate(notebook.cells):
        cell.update(named(f"cell-{number}"))
        if cell.cell_type == "markdown":
            plain = unboxed(HEADING_ID.sub(r"\1", cell.source))
            cell.source = PAGE_LINK.sub(lead_to_site, plain).strip()
    notebook.metadata["kernelspec"] = KERNEL
    return notebook


def lead_code_to_site(notebook, config) -> None:
    """Let the code that readers see fetch from the site, wherever it runs: "site:labs/x.txt" is an address there."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = ADDRESS.sub(lambda address: f'"{urljoin(site_root(config), address[1])}"', cell.source)


def unboxed(text: str) -> str:
    """Markdown with its admonitions as bold lines, and what is folded in them as HTML that folds anywhere."""

    def unbox(box: re.Match) -> str:
        body = unboxed(textwrap.dedent(box[3])).strip("\n")
        if box[1] == "!!!":
            return f"**{box[2]}**\n\n{body}\n\n"
        return f"<details><summary>{box[2]}</summary>\n\n{body}\n\n</details>\n\n"

    return BOX.sub(unbox, text + "\n")
