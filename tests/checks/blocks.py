"""Pages against their snippets: what ran is what both languages show."""

import ast
import io
import re
import tokenize
from itertools import takewhile
from pathlib import Path

from blocks import FIGURE, expand
from pytest_codeblocks import extract_from_buffer
from sections import Section, SectionError, read_sections

from checks.report import Report
from checks.tree import FENCE, all_pages, lines_of, page_name, settings, snippet_of, snippets

INCLUDE = re.compile(r'--8<-- "([^":]+):([^":]+)"')
OUTPUT, QUOTED = "{ .text .output .no-copy }", "{ .text .quoted .no-copy }"
ALLOWED = ("python", "bash", "powershell", OUTPUT, QUOTED)
LANGUAGE_COMMENT = re.compile(r"#\s*(pt|en):")


def fences(page: Path) -> list[tuple[int, str, list[str]]]:
    """(line, info string, lines) of each fence of a page."""
    found, opened = [], None
    for number, line in lines_of(page):
        if opened and line.strip() == opened[3]:
            found.append(opened[:3])
            opened = None
        elif opened:
            opened[2].append(line.strip())
        elif mark := FENCE.match(line):
            opened = (number, line.strip().removeprefix("```"), [], mark[1])
    return [*found, opened[:3]] if opened else found


def includes(root: Path, page: Path) -> list[tuple[int, str, str]]:
    """(line, `code` or `output`, section) for each include of a page."""
    kinds = {"python": "code", OUTPUT: "output"}
    return [
        (line, kinds[info], INCLUDE.fullmatch(body[0])[2])
        for line, info, body in fences(page)
        if info in kinds and body and INCLUDE.fullmatch(body[0])
    ]


def shown_sections(path: Path) -> dict[str, Section]:
    """The sections of a snippet that its pages show: all but an exercise's wrong answers."""
    return {name: section for name, section in readable_sections(path).items() if not section.is_wrong_answer}


def readable_sections(path: Path) -> dict[str, Section]:
    """The sections of a file, none if it is not there or cannot be read: check_markers and the runner say why."""
    try:
        return read_sections(path) if path.exists() else {}
    except SectionError:
        return {}


def add_said(report: Report, error: SectionError) -> None:
    """Add what a SectionError says, where it says it."""
    file, line, what, mend = re.fullmatch(r"(.+?):(\d+): (.*)\. To mend it: (.*)\.", str(error), re.DOTALL).groups()
    report.add(Path(file), int(line), what, mend)


def check_markers(root: Path) -> Report:
    """Every marker can be read, and every section holds statements."""
    report = Report(root, "sections")
    for snippet in snippets(root):
        try:
            sections = read_sections(snippet).values()
        except SectionError as error:
            add_said(report, error)
            continue
        report.checked += len(sections)
        for section in sections:
            if not section.text.strip():
                report.add(
                    snippet, section.start, f"expected lines in '{section.name}', found none", "write or remove it"
                )
    return report


def check_fences(root: Path) -> Report:
    """Fences are of the allowed kinds; Python and outputs are one include each, from the page's own snippet."""
    report = Report(root, "fences")
    for _, page in all_pages(root):
        own = {"python": f"{page_name(root, page)}.py", OUTPUT: f"{page_name(root, page)}.out"}
        for line, info, body in fences(page):
            report.checked += 1
            include = INCLUDE.fullmatch(body[0]) if len(body) == 1 else None
            if info not in ALLOWED:
                report.add(page, line, f"expected a fence of {', '.join(ALLOWED)}, found {info!r}", "use one of these")
            elif info in own and (not include or include[1] != own[info]):
                found = " / ".join(body[:2])
                report.add(page, line, f"expected one include from {own[info]}, found {found!r}", "include a section")
            elif info not in own and any("--8<--" in text for text in body):
                report.add(page, line, f"expected typed text in a {info} fence, found an include", "type it")
    return report


def check_order(root: Path) -> Report:
    """Every section is shown once, in the snippet's order, each output under its block."""
    report = Report(root, "blocks")
    for _, page in all_pages(root):
        expected = list(expected_includes(snippet_of(root, page)))
        found = includes(root, page)
        report.checked += len(found)
        for index in range(max(len(expected), len(found))):
            want = expected[index] if index < len(expected) else ("nothing", "more")
            line, *have = found[index] if index < len(found) else (len(lines_of(page)), "nothing", "more")
            if list(want) != have:
                what = f"expected {' '.join(want)}, found {' '.join(have)}"
                report.add(page, line, what, "show every section of the snippet once, in its order, output under block")
                break
    return report


def expected_includes(snippet: Path):
    """Yield what the pages of a snippet must include: each section's code, then its output if there is one."""
    printed = readable_sections(snippet.with_suffix(".out"))
    for name in shown_sections(snippet):
        yield "code", name
        if name in printed:
            yield "output", name


def check_tokens(root: Path) -> Report:
    """The blocks that pytest-codeblocks cuts from an expanded page are its snippet's sections, token for token."""
    report = Report(root, "blocks cut from pages")
    options = settings(root)["markdown_extensions"]["pymdownx.snippets"] | {"base_path": [str(root / "snippets")]}
    for language, page in all_pages(root):
        sections = shown_sections(snippet_of(root, page))
        try:
            whole = expand(page.read_text(encoding="utf-8"), page, language, options)
            cut = extract_from_buffer(io.StringIO(whole))
        except SectionError as error:
            add_said(report, error)
            continue
        except RuntimeError as error:
            report.add(page, 1, str(error), "see the message")
            continue
        blocks = [block for block in cut if block.syntax == "python"]
        report.checked += len(blocks)
        compare_blocks(report, root, page, blocks, sections, language)
    return report


def compare_blocks(report, root, page, blocks, sections, language) -> None:
    """Add the blocks of an expanded page that are not their section's tokens, or not above its output."""
    out = snippet_of(root, page).with_suffix(".out")
    printed = {name: section.text for name, section in readable_sections(out).items()}
    if len(blocks) != len(sections):
        report.add(page, 1, f"expected {len(sections)} Python blocks, found {len(blocks)}", "show each section once")
    for block, section in zip(blocks, sections.values(), strict=False):
        if tokens(block.code) != tokens(section.text):
            what = f"expected the tokens of '{section.name}', found {block.code.strip()!r}"
            report.add(page, block.lineno, what, "include it as it stands")
        expected, found = printed.get(section.name), block.expected_output
        if expected != found:
            what = f"expected under '{section.name}' its output {expected!r}, found {found!r}"
            report.add(page, block.lineno, what, "include the output under its block")
        if re.search(r"^\s*# (pt|en):", block.code, re.MULTILINE):
            report.add(page, block.lineno, f"expected '{section.name}' in the language {language}", "write whole pairs")


def tokens(code: str) -> list[str]:
    """The tokens of some Python, comments and layout aside."""
    aside = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    return [token.string for token in tokenize.generate_tokens(io.StringIO(code).readline) if token.type not in aside]


def check_pairs(root: Path) -> Report:
    """Every `# pt:` line is followed by its `# en:` line; a comment with no language holds only shapes."""
    report = Report(root, "comment pairs")
    for snippet in snippets(root):
        comments, lines = own_comments(snippet), dict(lines_of(snippet))
        alone = [(line, text) for line, text in comments if lines[line].strip() == text]
        spoken = {line: match[1] for line, text in alone if (match := LANGUAGE_COMMENT.match(text))}
        report.checked += list(spoken.values()).count("pt")
        for line, text in comments:
            language = spoken.get(line)
            if language == "pt" and spoken.get(line + 1) != "en":
                report.add(
                    snippet, line, "expected a '# en:' line under this '# pt:' line, found none", "write the pair"
                )
            elif language == "en" and spoken.get(line - 1) != "pt":
                report.add(
                    snippet, line, "expected a '# pt:' line above this '# en:' line, found none", "write the pair"
                )
            elif language is None and re.search(r"[^\W\d_]{2,}", re.sub(r"\([^)]*\)", "", text)):
                what = f"expected a pair '# pt:' and '# en:', found {text!r}"
                report.add(snippet, line, what, "say it in both, each on a line of its own")
    return report


def own_comments(snippet: Path) -> list[tuple[int, str]]:
    """(line, text) of the comments of a snippet, markers and orders to tools aside."""
    source = snippet.read_text(encoding="utf-8")
    found = [
        token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.COMMENT
    ]
    return [(t.start[0], t.string) for t in found if "--8<--" not in t.string and not is_order(t)]


def is_order(comment: tokenize.TokenInfo) -> bool:
    """Whether a comment speaks to a tool: `# noqa`, or `# host: reason` on the first line."""
    return comment.string.startswith("# noqa") or (comment.start[0] == 1 and comment.string.startswith("# host: "))


def check_figures(root: Path) -> Report:
    """Every figure that a snippet drew is shown once on both of its pages, under its block, with alternative text."""
    report = Report(root, "figures")
    for _, page in all_pages(root):
        shown, snippet = figures_of(page), snippet_of(root, page)
        possible = [snippet.with_suffix(f".{name}.svg") for name in shown_sections(snippet)]
        drawn = [figure.name for figure in possible if figure.exists()]
        found = [name for *_, name in shown]
        report.checked += len(shown)
        if found != drawn:
            what = f"expected the figures {drawn}, found {found}"
            report.add(page, shown[0][0] if shown else 1, what, "show each once")
        for line, alt, name in shown:
            if not alt.strip():
                report.add(page, line, f"expected alternative text for {name}, found none", "say what is to be seen")
            elif not stands_under_its_block(root, page, line, name):
                report.add(page, line, f"expected {name} under the block that drew it", "move it there")
    return report


def figures_of(page: Path) -> list[tuple[int, str, str]]:
    """(line, alternative text, file) for each figure that a page shows."""
    text = page.read_text(encoding="utf-8")
    return [(text[: match.start()].count("\n") + 1, match[2], match[3]) for match in FIGURE.finditer(text)]


def stands_under_its_block(root: Path, page: Path, line: int, figure: str) -> bool:
    """Whether the last code block above a line is the one that drew the figure."""
    above = [section for number, kind, section in includes(root, page) if kind == "code" and number < line]
    return bool(above) and figure.endswith(f".{above[-1]}.svg")


def check_exercises(root: Path) -> Report:
    """Every exercise has a start, a check that raises, a solution that passes it, and wrong answers that it rejects."""
    report = Report(root, "exercises")
    for snippet in snippets(root):
        if snippet.stem == "exercises":
            sections = readable_sections(snippet)
            names = dict.fromkeys(re.sub(r"-(start|check|solution|wrong-.*)$", "", name) for name in sections)
            report.checked += len(names)
            for name in names:
                check_exercise(report, snippet, sections, name)
    return report


def check_exercise(report: Report, snippet: Path, sections: dict[str, Section], name: str) -> None:
    """Add what one exercise lacks."""
    call = f"check_{name.replace('-', '_')}()"
    first = next(section for key, section in sections.items() if key.startswith(name))
    for part in ("start", "check", "solution"):
        if f"{name}-{part}" not in sections:
            return report.add(snippet, first.start, f"expected a section '{name}-{part}', found none", "write it")
    check, solution = sections[f"{name}-check"], sections[f"{name}-solution"]
    wrong = [section for key, section in sections.items() if key.startswith(f"{name}-wrong-")]
    for section in [check, *wrong]:
        if section.special != "raises AssertionError" or not calls(section.text, call):
            what = f"expected '{section.name}' to call {call} and raise AssertionError"
            report.add(snippet, section.start, what, "mark it: raises AssertionError")
    if not wrong:
        report.add(
            snippet, solution.end, f"expected a section '{name}-wrong-…', found none", "write a typical wrong answer"
        )
    following = snippet.read_text(encoding="utf-8").splitlines()[solution.end :]
    if not any(calls(line, call) for line in takewhile(lambda line: "--8<--" not in line, following)):
        report.add(snippet, solution.end, f"expected the hidden line {call} under the solution, found none", "write it")


def calls(code: str, call: str) -> bool:
    """Whether some statement of the code is exactly this call."""
    try:
        return any(ast.unparse(node) == call for node in ast.parse(code).body)
    except SyntaxError:
        return False
