"""Bring the snippets into the pages: code in the page's language, outputs, figures, and what a block says of itself.

`expand` is the one function that the build and the tests share.
"""

import io
import re
import tokenize
from pathlib import Path

import markdown
from drawing import as_figure
from mkdocs.exceptions import PluginError
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor
from sections import Section, SectionError, read_sections

INCLUDE = re.compile(r'^ *--8<-- "([^":]+):([^":]+)"$')
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`\n]+)\n(?P<body>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
FIGURE = re.compile(r"^( *)!\[([^\]]*)\]\(([\w./-]+\.svg)\)$", re.MULTILINE)
SPOKEN = re.compile(r"#\s*(pt|en): ?(.*)")
OUTPUT_COMMENT = "<!--pytest-codeblocks:expected-output-->"


def on_config(config):
    """Find the snippets beside mkdocs.yml, whatever folder the build is called from."""
    settings = config.mdx_configs["pymdownx.snippets"]
    root = Path(config.config_file_path).parent
    settings["base_path"] = [str(root / base) for base in settings["base_path"]]
    return config


def on_page_markdown(text, page, config, **_):
    """Expand a page for its readers."""
    where = Path(config.docs_dir) / page.file.src_uri
    settings = config.mdx_configs["pymdownx.snippets"]
    # MkDocs has taken the front matter off: as many empty lines keep the numbers that errors name.
    text = "\n" * (page.file.content_string.count("\n") - text.count("\n")) + text
    text = draw(text, where, Path(settings["base_path"][0]) / Path(page.file.src_uri).parent)
    try:
        labelled = label(text, sections_of(settings), config.extra["words"])
        whole = expand(labelled, where, language_of(config), settings)
    except SectionError as error:
        raise PluginError(str(error)) from None
    return whole.replace(OUTPUT_COMMENT, "")


def language_of(config) -> str:
    """`pt` or `en`: the folder that the pages stand in."""
    return Path(config.docs_dir).name


def sections_of(settings):
    """Return a function from ('tensors/index.py', 'add-a-row') to that Section, or None."""
    base = Path(settings["base_path"][0])

    def find(path: str, name: str) -> Section | None:
        file = base / path
        return read_sections(file).get(name) if file.exists() else None

    return find


def expand(text: str, page: Path, language: str, settings: dict) -> str:
    """Return a page's Markdown with its includes in place, comments in its language, outputs marked as expected."""
    check_includes(text, page, sections_of(settings))
    extension = SnippetExtension(**settings)
    preprocessor = SnippetPreprocessor(extension.getConfigs(), markdown.Markdown())
    lines = "\n".join(preprocessor.run(text.split("\n")))
    return FENCE.sub(lambda fence: finish_fence(fence, language), lines)


def check_includes(text: str, page: Path, find) -> None:
    """Raise SectionError for the first include whose file or section is not there."""
    for number, line in enumerate(text.split("\n"), start=1):
        match = INCLUDE.match(line)
        if "--8<--" in line and not match:
            raise SectionError(f'{page}:{number}: cannot read {line.strip()!r}. To mend it: --8<-- "file.py:section".')
        if match and find(*match.groups()) is None:
            mend = "make outputs" if match[1].endswith(".out") else "name a section that the snippet has"
            raise SectionError(f"{page}:{number}: there is no section '{match[2]}' in {match[1]}. To mend it: {mend}.")


def finish_fence(fence: re.Match, language: str) -> str:
    """Speak the page's language in a Python fence; mark an output fence as expected output."""
    indent, info = fence["indent"], fence["info"]
    if is_python(info):
        body = "".join(line.removeprefix(indent) for line in fence["body"].splitlines(keepends=True))
        spoken = speak(body, language).splitlines(keepends=True)
        body = "".join(indent + line if line.strip() else line for line in spoken)
        return f"{indent}```{info}\n{body}{indent}```"
    return f"{indent}{OUTPUT_COMMENT}\n\n{fence[0]}" if is_output(info) else fence[0]


def is_python(info: str) -> bool:
    """Whether a fence holds Python."""
    return info == "python" or info.startswith("{ .python ")


def is_output(info: str) -> bool:
    """Whether a fence holds the output of a block."""
    return info.startswith("{ .text .output ")


def speak(code: str, language: str) -> str:
    """Keep, of each pair of comments `# pt:` and `# en:`, the one in this language, without its mark."""
    lines = code.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        match = token.type == tokenize.COMMENT and SPOKEN.fullmatch(token.string)
        if match and not token.line[: token.start[1]].strip():
            mine = match[1] == language
            lines[token.start[0] - 1] = f"{token.line[: token.start[1]]}# {match[2]}\n" if mine else ""
    return "".join(lines)


def label(text: str, find, words: dict) -> str:
    """Say on a fence what is special about its section: an old form, an output that varies, a block that raises."""

    def relabel(fence: re.Match) -> str:
        include = INCLUDE.match(fence["body"].rstrip("\n"))
        section = include and find(include[1].replace(".out", ".py"), include[2])
        kind, info = section.kind if section else "", fence["info"]
        if is_python(info) and kind == "old":
            info = f'{{ .python .old title="{words["old"]}" }}'
        elif is_output(info) and kind:
            title = f' title="{words["varies"]}"' if kind == "varies" else ""
            info = info.replace(" }", f" .{kind}{title} }}")
        elif info in ("bash", "powershell"):
            info = f'{{ .{info} .command title="{words["command"]}" }}'
        return f"{fence['indent']}```{info}\n{fence['body']}{fence['indent']}```"

    return FENCE.sub(relabel, text)


def draw(text: str, page: Path, folder: Path) -> str:
    """Put the figures of a page's snippet, which stand in this folder, into it with the page's alternative text."""

    def inline(image: re.Match) -> str:
        file = folder / image[3]
        if not file.exists():
            number = text[: image.start()].count("\n") + 1
            raise PluginError(f"{page}:{number}: there is no figure {file}. To mend it: make outputs.")
        return image[1] + as_figure(file.read_text(encoding="utf-8"), image[2])

    return FIGURE.sub(inline, text)
