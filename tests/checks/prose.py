"""The prose of a tree: what a reader reads that is not code, and what holds for it everywhere."""

import io
import re
import tokenize
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml
from terms import FILE

from checks.blocks import fences
from checks.report import Report
from checks.tree import FENCE, LANGUAGES, all_pages, code_of, front_matter, lines_of, snippet_of, snippets

CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
MATHS = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$(?![\s$])(?:(?!\n\s*\n)[^$])+?(?<![\s\\])\$", re.DOTALL)
QUOTED = re.compile(r"“[^”]*”")
ADDRESSES = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|<?https?://[^\s>)\]]+>?|^ *\[[^\]]+\]: .*", re.MULTILINE
)
IDENTIFIERS = re.compile(r"\b(?:torch|nn|np|plt|optim)(?:\.\w+)+")
ATTRIBUTES = re.compile(r"\{:? *(?:[#.][\w-]+|[\w-]+=)[^{}\n]*\}")
COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
TAG_WORDS = re.compile(r"""(?<=\s)(?:alt|title|aria-label|placeholder)=(["'])(.*?)\1""", re.DOTALL)
MARKS = re.compile(r"^ *(?:!!!|\?\?\?\+?|===[!+]?)[ \w-]*|:[a-z0-9_+-]+(?:-[a-z0-9_+]+)*:|&#?\w+;", re.MULTILINE)
TERM_IN_BRACKETS = re.compile(r"(?<!\*)\*(?!\*)([^*()]+?)\s\(([^*()]+)\)\*(?!\*)")

VERSION = r"\d+\.\d+(?:\.\d+|\.x)*"
NAMED_VERSION = re.compile(
    r"\b(?:Python|PyTorch|torch|CUDA|ROCm|NumPy|Matplotlib|macOS|Ubuntu|glibc|pip|version|versions|versão|versões)\s+"
    rf"{VERSION}(?:(?:,| a| e| ou| to| and| or|–)\s*{VERSION})*|[=<>~!]=\s?{VERSION}"
)
DECIMAL = re.compile(r"(?<![\d.])(?<![A-Za-z_])\d+\.\d+(?:e[+-]?\d+)?(?!\d|\.\d)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d.])(?:\d+\.\d*|\.\d+|\d+(?=e[+-]?\d))(?:e[+-]?\d+)?(?!\d|\.\d)", re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"(?<![\d,.])\d+(?:,|\{,\})\d+(?![\d,])")
WORDS_TO_AVOID = {"pt": re.compile(r"\bsimplesmente\b", re.I), "en": re.compile(r"\b(?:simply|just)\b", re.I)}

TABLE_HEAD = re.compile(r"^[ >]*\|(.*)\|[ ]*\n[ >]*\|(?:[ :]*-[- :]*\|)+[ ]*$", re.MULTILINE)
CELL_END = re.compile(r"(?<!\\)\|")

LEVELS = ("core", "deeper")
REQUIRED, ALLOWED = ("description", "level"), ("description", "level", "template", "hide")
LONGEST_DESCRIPTION = 155
SPOKEN = re.compile(r"#\s*(pt|en): ?(.*)")


@dataclass(frozen=True)
class Text:
    """The prose of one file in one language: the file's characters in their places, all that is not prose blanked."""

    language: str
    file: Path
    prose: str

    def line(self, position: int) -> int:
        """The line, from 1, of a character of the prose."""
        return self.prose.count("\n", 0, position) + 1


def page_texts(root: Path) -> list[Text]:
    """The prose of every page, its description included."""
    return [Text(language, page, page_prose(page)) for language, page in all_pages(root)]


def comment_texts(root: Path) -> list[Text]:
    """The prose of every snippet: its comments, each language by itself."""
    return [Text(language, file, comments(file, language)) for file in snippets(root) for language in LANGUAGES]


def definition_texts(root: Path) -> list[Text]:
    """The prose of the glossary: its definitions, each language by itself."""
    return [Text(language, root / FILE, definitions(root / FILE, language)) for language in LANGUAGES]


def all_texts(root: Path) -> list[Text]:
    """All that is prose in a tree."""
    return page_texts(root) + comment_texts(root) + definition_texts(root)


def page_prose(page: Path) -> str:
    """A page without its fences, and without its front matter except the description."""
    kept, closing, head, described = [], None, False, False
    for number, line in lines_of(page):
        mark, prose = FENCE.match(line), ""
        if line == "---" and (number == 1 or head):
            head = number == 1
        elif head:
            described = line.startswith("description:") or (described and line.startswith(" "))
            prose = re.sub(r"^description:", blank, line) if described else ""
        elif closing:
            closing = None if line.strip() == closing else closing
        elif mark:
            closing = mark[1]
        else:
            prose = line
        kept.append(prose)
    return "\n".join(kept)


def comments(snippet: Path, language: str) -> str:
    """The comments of a snippet in one language, each on its own line."""
    source = snippet.read_text(encoding="utf-8")
    kept = [""] * (source.count("\n") + 1)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            match = SPOKEN.fullmatch(token.string) if token.type == tokenize.COMMENT else None
            if match and match[1] == language:
                kept[token.start[0] - 1] = match[2]
    except (tokenize.TokenError, SyntaxError):
        pass  # the runner names a file that is not Python
    return "\n".join(kept)


def definitions(glossary: Path, language: str) -> str:
    """The definitions of a glossary in one language, each on its own line; nothing where there is no glossary."""
    lines = lines_of(glossary) if glossary.exists() else []
    kept = [re.match(rf"definition_{language} *= *(.*)", line) for _, line in lines]
    return "\n".join(match[1] if match else "" for match in kept)


def blank(match: re.Match) -> str:
    """As many spaces as there are characters, lines kept."""
    return re.sub(r"[^\n]", " ", match[0])


def blank_tag(match: re.Match) -> str:
    """An HTML tag blanked but for the words that are read: alternative texts, titles and labels."""
    kept = list(blank(match))
    for words in TAG_WORDS.finditer(match[0]):
        kept[words.start(2) : words.end(2)] = words[2]
    return "".join(kept)


def without(text: str, *patterns: re.Pattern) -> str:
    """The text with all that matches blanked."""
    for pattern in patterns:
        text = pattern.sub(blank, text)
    return text


def words_of(text: str) -> str:
    """What is read as words: no code, maths, addresses, attributes, identifiers, tags, icons."""
    text = without(text, COMMENTS, CODE, MATHS, ADDRESSES, ATTRIBUTES, IDENTIFIERS)
    return without(TAG.sub(blank_tag, text), MARKS)


def check_front_matter(root: Path) -> Report:
    """Every page says what its reader will be able to do, and its level, and nothing unknown."""
    report = Report(root, "pages")
    for _, page in all_pages(root):
        report.checked += 1
        try:
            found = front_matter(page)
        except yaml.YAMLError as error:
            line = error.problem_mark.line + 2 if getattr(error, "problem_mark", None) else 1
            report.add(page, line, f"expected YAML in the front matter, found {error.args[2]}", "quote the value")
            continue
        if not isinstance(found, dict):
            report.add(page, 1, f"expected `key: value` lines in the front matter, found {found!r}", "write them so")
            continue
        for key, what, mend in wrong_front_matter(found, root / "docs" / "theme"):
            report.add(page, line_of_key(page, key), what, mend)
    return report


def wrong_front_matter(found: dict, theme: Path):
    """Yield (key, what, mend) for each fault of a front matter."""
    for key in REQUIRED:
        if key not in found:
            yield key, f"expected `{key}` in the front matter, found none", f"add a line `{key}: …` at the top"
    for key, value in found.items():
        if key not in ALLOWED:
            yield key, f"expected only {', '.join(ALLOWED)} in the front matter, found {key!r}", "remove it"
        elif key == "description":
            yield from wrong_description(value)
        elif key == "level" and value not in LEVELS:
            yield key, f"expected a level of {' or '.join(LEVELS)}, found {value!r}", "write one of them"
        elif key == "template" and not (theme / str(value)).is_file():
            yield key, f"expected the name of a template of docs/theme, found {value!r}", "write template: home.html"
        elif key == "hide" and not (isinstance(value, list) and set(value) <= {"navigation", "toc", "footer", "path"}):
            yield key, f"expected a list of parts to hide, found {value!r}", "write hide: [navigation, toc]"


def wrong_description(value):
    """Yield (key, what, mend) if a description is not one sentence of the right length."""
    if not isinstance(value, str):
        yield "description", f"expected a sentence as description, found {value!r}", "put the sentence in quotes"
    elif len(value) > LONGEST_DESCRIPTION:
        what = f"expected a description of at most {LONGEST_DESCRIPTION} characters, found {len(value)}"
        yield "description", what, "say it in fewer words"
    elif not re.fullmatch(r"[^\Wa-z_].* .*[.?!]", value):
        what = f"expected a description that is a sentence, found {value!r}"
        yield "description", what, "begin with a capital letter and end with a full stop"


def line_of_key(page: Path, key: str) -> int:
    """The line of a key in a front matter, 1 where it is missing."""
    return next((number for number, line in lines_of(page) if line.startswith(f"{key}:")), 1)


def check_decimals(root: Path) -> Report:
    """Every decimal number in the prose is in its page's code, output or fences, and is written with a point."""
    report = Report(root, "decimals in the prose")
    for text in page_texts(root):
        known = printed_or_computed(root, text.file)
        bare = without(text.prose, COMMENTS, ADDRESSES, ATTRIBUTES)
        for comma in DECIMAL_COMMA.finditer(without(bare, CODE, QUOTED)):
            what = f"expected decimals with a point, found {comma[0]}"
            report.add(text.file, text.line(comma.start()), what, "write a point, or a space after a comma that lists")
        for number in DECIMAL.finditer(without(re.sub(r"\\[A-Za-z]+", blank, bare), NAMED_VERSION)):
            report.checked += 1
            if Decimal(number[0]) not in known:
                what = f"expected decimals that the page's code or output shows, found {number[0]}"
                report.add(text.file, text.line(number.start()), what, "let the snippet print it, or leave it out")
    return report


def printed_or_computed(root: Path, page: Path) -> set[Decimal]:
    """The decimal numbers of a page's snippet, of its outputs and of the page's own fences, or of a notebook's code."""
    if page.suffix == ".py":
        return {Decimal(number[0]) for number in NUMBER.finditer(code_of(page))}
    code = snippet_of(root, page)
    files = [file for file in (code, code.with_suffix(".out")) if file.exists()]
    fenced = [line for _, _, body in fences(page) for line in body]
    text = "\n".join([*(file.read_text(encoding="utf-8") for file in files), *fenced])
    return {Decimal(number[0]) for number in NUMBER.finditer(text)}


def check_words_to_avoid(root: Path) -> Report:
    """The prose has no "simply" and no "just": what they call easy may not be so for its reader."""
    report = Report(root, "texts")
    for text in all_texts(root):
        report.checked += bool(text.prose.strip())
        for word in WORDS_TO_AVOID[text.language].finditer(without(words_of(text.prose), QUOTED)):
            line = text.line(word.start())
            report.add(text.file, line, f"expected prose without {word[0]!r}, found it", "leave the word out")
    return report


def check_table_heads(root: Path) -> Report:
    """Every column of a table says what it holds, the first too: a screen reader says the head with each cell."""
    report = Report(root, "texts")
    for text in page_texts(root):
        report.checked += 1
        for head in TABLE_HEAD.finditer(text.prose):
            if not all(cell.strip() for cell in CELL_END.split(head[1])):
                what = f"expected a word over each column of a table, found {head[0].splitlines()[0].strip()!r}"
                report.add(text.file, text.line(head.start()), what, "say what the cells of the column are")
    return report
