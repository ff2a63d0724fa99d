"""A real browser before the built site, which it meets at the address that the site is published at."""

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from checks.site import SITE_URL
from playwright.sync_api import Error, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
NARROW, WIDE = 360, 1280
SCHEMES = {"light": "default", "dark": "slate"}
QUIET = ["--disable-gpu", "--disable-quic", "--disable-sync", "--disable-dev-shm-usage", "--no-proxy-server"]
SUB_PATH = urlsplit(SITE_URL).path
# A machine that does other things besides is slow; what does not come never comes.
expect.set_options(timeout=30_000)


class NoBrowser(Exception):
    """There is no Chromium and no Chrome here; the text says how to get one."""


class Host(SimpleHTTPRequestHandler):
    """Serves the site under its sub-path as a static host does, with 404.html for all that is not there."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".svg": "image/svg+xml"}

    def translate_path(self, path):
        """The file behind an address; an address outside of the sub-path has none."""
        return super().translate_path(path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH) else "no/such/file")

    def send_error(self, code, *_):
        """Answer with the site's own page."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Ends only when each of its threads has ended."""

    daemon_threads = False


@contextmanager
def served(out: Path):
    """Serve a built site; yield the port."""
    server = Server(("127.0.0.1", 0), partial(Host, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def which() -> dict:
    """How Playwright is told which browser to start: CHROMIUM, one on the path, or the system's Chrome."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return {"executable_path": named} if named else {"channel": "chrome"}


@contextmanager
def started(out: Path):
    """Yield a browser to which the site's published address is the built site, and no other host exists."""
    with served(out) as port, sync_playwright() as playwright:
        hosts = f"--host-resolver-rules=MAP {urlsplit(SITE_URL).netloc} 127.0.0.1:{port}, MAP * ~NOTFOUND"
        # A published site comes by https, which is what lets a page use the clipboard.
        safe = f"--unsafely-treat-insecure-origin-as-secure={SITE_URL.removesuffix(SUB_PATH)}"
        try:
            browser = playwright.chromium.launch(args=[*QUIET, hosts, safe], **which())
        except Error as error:
            if "is not found" not in str(error):
                raise
            raise NoBrowser("no Chromium or Chrome found. To mend it: install one, or name it in CHROMIUM") from None
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def reading(browser, width: int = WIDE, **options):
    """Yield a tab of its own, whose addresses start at the site's home."""
    size = {"width": width, "height": 800}
    context = browser.new_context(base_url=SITE_URL, viewport=size, reduced_motion="reduce", **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def addresses(out: Path) -> list[str]:
    """The addresses of all pages of a built site, from its home."""
    return sorted(file.relative_to(out).as_posix().removesuffix("index.html") for file in out.rglob("*.html"))


def of_each_kind(out: Path, language: str) -> list[str]:
    """Addresses of one language on which, together, every kind of element of its pages stands."""
    left = {address: kinds(out, address) for address in addresses(out) if language_of(address) == language}
    chosen = []
    while any(left.values()):
        chosen.append(max(left, key=lambda address: len(left[address])))
        found = left.pop(chosen[-1])
        left = {address: of - found for address, of in left.items()}
    return chosen


def kinds(out: Path, address: str) -> set[tuple]:
    """The tags of a page with their classes; what stands inside code, formulas and figures is left out."""
    file = out / address / "index.html" if address.endswith("/") or not address else out / address
    body = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").body
    for drawn in body.select("code, math, svg"):
        drawn.clear()
    return {(tag.name, tag.get("type"), *sorted(tag.get("class", ()))) for tag in body.find_all(True)}


def language_of(address: str) -> str:
    """The language of the page at an address."""
    return "en" if address.startswith("en/") else "pt"


def twin_of(address: str) -> str:
    """The address of the same page in the other language; a missing page's twin is the other home."""
    twin = address.removeprefix("en/") if language_of(address) == "en" else f"en/{address}"
    return twin.removesuffix("404.html")


def settle(page: Page) -> None:
    """Wait until the page's script has fetched all that it fetches, nothing moves, and what watches sizes was told.

    Material gives a block that scrolls its place in the order of the keyboard in the frame after it took its size.
    """
    words = page.evaluate("JSON.parse(document.querySelector('#__config').textContent).translations")
    expect(page.locator(".md-search-result__meta")).to_have_text(words["search.result.placeholder"])
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    for _ in range(2):
        page.evaluate("new Promise(requestAnimationFrame)")


def follow(page: Page, scheme: str) -> None:
    """Bring the page into light or dark, as its button does, and wait until it is."""
    if page.locator("body").get_attribute("data-md-color-scheme") != SCHEMES[scheme]:
        page.evaluate("document.querySelector('button.scheme').click()")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
