"""A page and its twin: the same name, headings, blocks, images, admonitions, tabs, lists, tables and links."""

import re
from itertools import zip_longest
from pathlib import Path

from checks.report import Report
from checks.tree import FENCE, LANGUAGES, all_pages, front_matter, lines_of, page_name, pages, settings

HEADING = re.compile(r"(#{1,6}) .*?(?:\{ #([\w-]+) \})?$")
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)[^)]*\)")
LINE_KINDS = {
    "admonition": re.compile(r'(!!!|\?\?\?\+?) ([\w -]+?)(?: ".*")?$'),
    "tab": re.compile(r'(===!?) ".*"$'),
    "numbered item": re.compile(r"(\d+)\. "),
    "list item": re.compile(r"([-*+]) "),
    "html": re.compile(r"</?(\w+)[ >]"),
}


def check_names(root: Path) -> Report:
    """Every page has a twin of the same name, and every snippet has its page."""
    report = Report(root, "pages", len(all_pages(root)))
    names = {language: {page_name(root, page): page for page in pages(root, language)} for language in LANGUAGES}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for name in sorted(names[language].keys() - names[other].keys()):
            page = names[language][name]
            report.add(page, 1, f"expected a twin docs/{other}/{name}{page.suffix}, found none", "write it")
    known = names["pt"].keys() | names["en"].keys()
    for snippet in sorted((root / "snippets").rglob("*.py")):
        if page_name(root, snippet) not in known:
            report.add(snippet, 1, f"expected a page docs/pt/{page_name(root, snippet)}.md, found none", "write it")
    return report


def check_navigation(root: Path) -> Report:
    """Both navigations list the same pages in the same order, a labelled chapter against a labelled chapter."""
    navs = {file: settings(root, file)["nav"] for file in ("mkdocs.yml", "mkdocs.en.yml")}
    paths = {file: list(nav_paths(nav)) for file, nav in navs.items()}
    report = Report(root, "entries of the navigation", len(paths["mkdocs.yml"]))
    if paths["mkdocs.yml"] != paths["mkdocs.en.yml"]:
        wrong = next(p for p in zip_longest(*paths.values()) if p[0] != p[1])
        report.add(
            root / "mkdocs.en.yml", 1, f"expected {wrong[0]} in nav, found {wrong[1]}", "list as mkdocs.yml does"
        )
    for page in pages(root, "pt"):
        if page.relative_to(root / "docs" / "pt").as_posix() not in paths["mkdocs.yml"]:
            report.add(page, 1, "expected this page in the nav of mkdocs.yml, found it in none", "list it in both navs")
    core = [path for path in paths["mkdocs.yml"] if is_core(root, path)]
    if len(core) > 35:
        report.add(root / "mkdocs.yml", 1, f"expected at most 35 core pages, found {len(core)}", "make some deeper")
    return report


def is_core(root: Path, path: str) -> bool:
    """Whether the Portuguese page at this path exists and says `level: core`."""
    page = root / "docs" / "pt" / path
    return page.exists() and front_matter(page).get("level") == "core"


def nav_paths(nav):
    """Yield the paths of a navigation, and a level mark where a chapter begins."""
    for entry in nav:
        if isinstance(entry, str):
            yield entry
        else:
            for value in entry.values():
                yield from [value] if isinstance(value, str) else nav_paths(value)


def check_skeletons(root: Path) -> Report:
    """Twins have the same skeleton, line of structure by line of structure."""
    report = Report(root, "elements of pages")
    for page in pages(root, "pt"):
        twin = root / "docs" / "en" / page.relative_to(root / "docs" / "pt")
        if twin.exists():
            ours, theirs = skeleton(page), skeleton(twin)
            report.checked += len(ours)
            compare(report, page, ours, twin, theirs)
    return report


def compare(report: Report, page: Path, ours: list, twin: Path, theirs: list) -> None:
    """Add the first element in which two skeletons differ."""
    for mine, other in zip_longest(ours, theirs):
        if mine is None or other is None or mine[1] != other[1]:
            here = f"{mine[1]} (line {mine[0]})" if mine else "nothing more"
            found = f"{other[1]}" if other else "nothing more"
            line = other[0] if other else len(lines_of(twin))
            report.add(twin, line, f"expected {here} as in its Portuguese twin, found {found}", "give both the same")
            return


def skeleton(page: Path) -> list[tuple[int, str]]:
    """(line, what stands there) for each element that twins share; a paragraph stands for its links."""
    elements: list[tuple[int, str]] = []
    paragraph: list[tuple[int, str]] = []
    fence: list[tuple[int, str]] = []
    for number, line in [*lines_of(page), (0, "")]:
        if fence:
            fence.append((number, line))
            if line.strip() == FENCE.match(fence[0][1])[1]:
                elements.append((fence[0][0], "block " + " | ".join(text.strip() for _, text in fence[:-1])))
                fence = []
        elif FENCE.match(line):
            fence = [(number, line)]
        elif element := line_element(line):
            elements += [*paragraph_element(paragraph), (number, element)]
            paragraph = [(number, line)] if element.endswith("item") else []
        elif line.strip():
            paragraph.append((number, line))
        else:
            elements += paragraph_element(paragraph)
            paragraph = []
    return elements


def line_element(line: str) -> str:
    """What a line is by its first characters, or nothing for a line of a paragraph."""
    text, depth = line.strip(), (len(line) - len(line.lstrip())) // 4
    heading = HEADING.fullmatch(line)
    if heading:
        return f"heading {heading[1]} {{ #{heading[2]} }}"
    if text.startswith("|"):
        return f"table row of {text.count('|') - text.count(chr(92) + '|') - 1} cells"
    for name, pattern in LINE_KINDS.items():
        match = pattern.match(text)
        if match:
            what = " ".join(match.groups()) if name == "admonition" else match[1] if name == "html" else ""
            return " ".join(filter(None, ["  " * depth + name if depth else name, what]))
    return ""


def paragraph_element(paragraph: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A paragraph as one element: the images and links that it holds, whatever their order."""
    if not paragraph:
        return []
    links = LINK.findall(" ".join(line for _, line in paragraph))
    named = sorted(("image " if mark else "link ") + target for mark, target in links)
    return [(paragraph[0][0], ", ".join(["paragraph", *named]))]


def check_headings(root: Path) -> Report:
    """Every heading has a pinned id, and a page begins with its one H1."""
    report = Report(root, "headings")
    for _, page in all_pages(root):
        found = [(number, text) for number, text in skeleton(page) if text.startswith("heading")]
        report.checked += len(found)
        for number, text in found:
            if "#None" in text:
                report.add(page, number, "expected a pinned id after the heading, found none", "write { #slug }")
        levels = [text.split()[1] for _, text in found]
        if levels[:1] != ["#"] or levels.count("#") != 1:
            line = found[0][0] if found else 1
            report.add(page, line, f"expected one heading of level 1, first, found {levels}", "begin with # Title")
    return report
