"""The built site: every link, anchor and asset is there, and nothing is loaded from another host."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from checks.blocks import fences
from checks.report import Report
from checks.tree import all_pages, lines_of

SITE_URL = "http://tocha.example/sub/path/"
REPO_URL = "https://github.com/owner/tocha"
LOADED = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
NOT_LOADED = {"canonical", "next", "prev", "alternate", "edit"}
CSS_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


def build(root: Path, out: Path, source: str = REPO_URL) -> subprocess.CompletedProcess:
    """Build the site of a tree strictly into a folder, as it would be published under a sub-path, its source there."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    published = {"SITE_URL": SITE_URL, "REPO_URL": source}
    env = {**os.environ, **published, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8")


def check_build(root: Path, out: Path) -> Report:
    """A strict build of both languages succeeds without a warning."""
    done = build(root, out)
    report = Report(root, "built pages", len(list(out.rglob("*.html"))))
    if done.returncode:
        for language, said in complaints(done.stderr):
            report.add(*place_of(root, language, said))
        if not report.problems:
            last = done.stderr.strip().splitlines()[-1:]
            report.add(root / "mkdocs.yml", 1, f"expected a strict build, found {' '.join(last)}", "see the message")
    return report


def complaints(said: str):
    """Yield (language, words) for each warning and error of a build, with the list that some have under them."""
    entries = re.findall(r"^(INFO|WARNING|ERROR) +- +(.*(?:\n  - .*)*)", said, re.MULTILINE)
    language = "pt"
    for kind, words in entries:
        if re.fullmatch(r"Building documentation to directory: .*[/\\]en", words):
            language = "en"
        elif kind != "INFO" and not words.endswith(
            "':"
        ):  # "Error reading page '…':" has what is wrong on the next line
            yield language, words


def place_of(root: Path, language: str, said: str) -> tuple[Path, int, str, str]:
    """(file, line, what, mend) of a warning or an error of a build, the settings where it names no file."""
    hook = re.fullmatch(r"(.+?):(\d+): (.*)\. To mend it: (.*)\.", said)
    if hook:
        return Path(hook[1]), int(hook[2]), hook[3], hook[4]
    link = re.match(r"Doc file '(.+?)' contains .*?link '(.+?)', (?:but )?(.*)", said)
    if link:
        page = root / "docs" / language / link[1]
        what = f"expected the target of the link {link[2]}, found that {link[3].rstrip('.')}"
        return page, line_of(page, f"]({link[2]}"), what, "correct the link or its target"
    page = re.search(r"page '(.+?)'|\n  - (\S+)", said)
    file = root / "docs" / language / (page[1] or page[2]) if page else root / "mkdocs.yml"
    return file, 1, f"expected a strict build, found {' '.join(said.split())}", "see the message"


def line_of(page: Path, text: str) -> int:
    """The first line of a page that holds some text, 1 where there is none."""
    return next((number for number, line in lines_of(page) if text in line), 1) if page.exists() else 1


@dataclass
class Html:
    """What one page of the site says: its ids, and (tag, attribute, address) for each address in it."""

    ids: set[str] = field(default_factory=set)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    blocks: int = 0


@cache
def read_html(file: Path) -> Html:
    """Read the addresses and ids of one page."""
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    page = Html(ids={tag.get("id") or tag.get("name") for tag in soup.find_all(True)} - {None})
    for tag in soup.find_all(True):
        for name in LOADED.get(tag.name, ()):
            if tag.get(name) and not NOT_LOADED & set(tag.get("rel") or ()):
                page.loaded += [part.split()[0] for part in tag[name].split(",")] if name == "srcset" else [tag[name]]
        if tag.get("href") is not None and tag.name in ("a", "area", "link"):
            page.addresses.append((tag.name, tag["href"]))
        if tag.get("style"):
            page.loaded += CSS_ADDRESS.findall(tag["style"])
    for style in soup.find_all("style"):
        page.loaded += CSS_ADDRESS.findall(style.get_text())
    page.blocks = len(soup.select("article div.highlight"))
    return page


def check_links(root: Path, out: Path) -> Report:
    """Every link inside the site leads to a page, and to an anchor, that exists."""
    report = Report(root, "links")
    for file in sorted(out.rglob("*.html")):
        for _, address in read_html(file).addresses:
            if is_inside(address):
                report.checked += 1
                wrong = what_is_wrong(out, file, address)
                if wrong:
                    what = f"link to {address}: {wrong}"
                    report.add(*source_of(root, out, file, address), what, "correct the link or its target")
    return report


def built_file(root: Path, out: Path, language: str, page: Path) -> Path:
    """Where a page stands in the built site."""
    name = page.relative_to(root / "docs" / language).with_suffix("").as_posix().removesuffix("index").strip("/")
    return out / ("" if language == "pt" else language) / name / "index.html"


def source_of(root: Path, out: Path, file: Path, text: str) -> tuple[Path, int]:
    """The page, and its line with some text, that a file of the built site was made from; or that file itself."""
    made = {built_file(root, out, language, page): page for language, page in all_pages(root)}
    return (made[file], line_of(made[file], text)) if file in made else (file.relative_to(out), 1)


def is_inside(address: str) -> bool:
    """Whether an address belongs to the site."""
    parts = urlsplit(address)
    return address.startswith(SITE_URL) or not (parts.scheme or parts.netloc)


def target_of(out: Path, file: Path, address: str) -> Path | None:
    """The file that an address of the site names, or None outside of the site's folder."""
    here = urljoin(SITE_URL, file.relative_to(out).as_posix())
    path = urljoin(here, address).split("#")[0].split("?")[0]
    if not path.startswith(SITE_URL):
        return None
    target = out / unquote(path.removeprefix(SITE_URL))
    return target / "index.html" if path.endswith("/") else target


def what_is_wrong(out: Path, file: Path, address: str) -> str:
    """Why an address of the site leads nowhere, or nothing."""
    target, anchor = target_of(out, file, address), unquote(urlsplit(address).fragment)
    if target is None or not target.is_file():
        return "expected a page there, found none"
    if anchor and target.suffix == ".html" and anchor not in read_html(target).ids:
        return f"expected the anchor #{anchor} there, found none"
    return ""


def check_assets(root: Path, out: Path) -> Report:
    """Everything that a page or a style loads comes from the site itself, and exists."""
    report = Report(root, "loaded assets")
    files = [(file, read_html(file).loaded) for file in sorted(out.rglob("*.html"))]
    files += [(file, CSS_ADDRESS.findall(file.read_text(encoding="utf-8"))) for file in sorted(out.rglob("*.css"))]
    for file, addresses in files:
        for address in [address for address in addresses if not address.startswith(("data:", "#"))]:
            report.checked += 1
            if not is_inside(address):
                what = f"expected nothing from another host, found {address}"
                report.add(*source_of(root, out, file, address), what, "bring it through requirements.txt")
            elif what_is_wrong(out, file, address):
                what = f"expected the asset {address}, found none"
                report.add(*source_of(root, out, file, address), what, "correct the address")
    return report


def check_blocks(root: Path, out: Path) -> Report:
    """A built page shows as many blocks as it has fences: none was typed another way, none was lost."""
    report = Report(root, "blocks shown")
    for language, page in [(language, page) for language, page in all_pages(root) if page.suffix == ".md"]:
        expected, found = len(fences(page)), read_html(built_file(root, out, language, page)).blocks
        report.checked += found
        if expected != found:
            what = f"expected {expected} blocks on the built page, found {found}"
            report.add(page, 1, what, "write every block as a fence, and indent no prose by four spaces")
    return report
