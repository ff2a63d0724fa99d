"""The built site in a reader's hands: a real browser, every page, both languages."""

import os
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import browser as browsers
import pytest
from blocks import speak
from browser import NARROW, SCHEMES, WIDE, addresses, follow, language_of, of_each_kind, reading, settle, twin_of
from checks import site
from checks.colab import HOST, base_of, cells
from checks.errors import entries, pasted
from checks.site import SITE_URL
from checks.tree import page_name, settings, snippets
from packages import FILE, SYSTEMS, TOOLS, environment, read_packages
from playwright.sync_api import TimeoutError, expect
from programs import pieces, program

AXE = Path(find_spec("axe_playwright_python").origin).with_name("axe.min.js").read_text(encoding="utf-8")
PAPER = 718  # CSS pixels: A4 between margins of 1 cm
FIELD, META, RESULTS = ".md-search__input", ".md-search-result__meta", ".md-search-result__link"

# Code tokens with the same classes inside and out look the same: axe looks at one of each look. What has no class is no
# token, and may be a line of its own.
ONE_OF_EACH_LOOK = """() => {
  const seen = new Set()
  for (const token of document.querySelectorAll("pre code span[class]")) {
    let look = token.style.cssText
    for (let one = token; one.localName !== "body"; one = one.parentElement) look += `${one.localName}.${one.className}`
    if (seen.has(look)) token.replaceWith(...token.childNodes)
    seen.add(look)
  }
}"""
RUN_AXE = """async onlyColours => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
  const runOnly = onlyColours ? ["color-contrast", "link-in-text-block"] : tags
  const {violations} = await axe.run(document, {runOnly, resultTypes: ["violations"]})
  return violations.flatMap(one => one.nodes.map(node => [one.id, node.target.join(" "), node.failureSummary]))
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
SIDEWAYS = """() => {
  const {scrollWidth, clientWidth} = document.documentElement
  return scrollWidth > clientWidth ? `${scrollWidth} of ${clientWidth} px` : ""
}"""
# Text that no eye can find: not rendered, or see-through; what a closed answer or an unchosen tab holds is found there.
UNSEEN_TEXT = """fold => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), unseen = []
  for (let text; text = walker.nextNode();) {
    const parent = text.parentElement, range = document.createRange()
    range.selectNodeContents(text)
    const drawn = parent.checkVisibility({opacityProperty: true, visibilityProperty: true})
    if (text.data.trim() && !parent.closest(fold) && !(drawn && range.getBoundingClientRect().width))
      unseen.push(`${parent.localName}: ${text.data.trim().slice(0, 60)}`)
  }
  return unseen
}"""
ASIDE = "style, script, button, .headerlink, .sources, .continues, .colab, annotation"
LOOK_AT_FOCUS = """async () => {
  const focused = document.activeElement
  if (focused === document.body || "walked" in focused.dataset) return null
  focused.dataset.walked = ""
  const drawn = () => focused.checkVisibility({opacityProperty: true}) && focused.getBoundingClientRect().width > 1
  const bearer = () => focused.type === "radio" && !drawn() ? focused.labels[0] : focused
  const inside = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2
  const visible = () => {
    const box = [...bearer().getClientRects()].find(one => one.width && one.height) ?? new DOMRect(-1, -1)
    const x = inside(box.left, box.right, innerWidth), y = inside(box.top, box.bottom, innerHeight)
    return bearer().contains(document.elementFromPoint(x, y))
  }
  // What opens when it is reached, as the search does on a narrow screen, takes a few frames; so does the page's lock.
  const locked = () => document.body.matches("[data-md-scrolllock]") && !focused.closest(".md-search")
  for (let frames = 0; (locked() || !visible()) && frames < 90; frames++) await new Promise(requestAnimationFrame)
  const outlined = ({outlineStyle: style, outlineWidth: width, outlineColor: colour}) =>
    style !== "none" && parseFloat(width) >= 1 && !/, 0\\)$/.test(colour)
  const bearers = bearer() === focused ? [focused] : [bearer(), bearer().parentElement]
  return {
    kind: focused.localName === "input" ? focused.type : focused.localName,
    what: focused.outerHTML.slice(0, 120),
    visible: visible(),
    marked: bearers.some(one => outlined(getComputedStyle(one))),
  }
}"""
NOT_WALKED = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
  .filter(one => one.tabIndex >= 0 && !("walked" in one.dataset) && (one.type !== "radio" || one.checked))
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def browser(built):
    """One browser for all tests of this file; where there is none they are skipped, and in CI they fail."""
    with ExitStack() as stack:
        try:
            yield stack.enter_context(browsers.started(built))
        except browsers.NoBrowser as error:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(str(error))


@pytest.fixture
def tab(browser):
    """A function that opens a tab, closed when the test ends."""
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(reading(browser, *args, **options))


@pytest.fixture(scope="module")
def every(built):
    """The addresses of all pages."""
    return addresses(built)


@pytest.fixture(scope="module")
def kinds(built):
    """For each language, addresses on which together every kind of element stands: slow tests look at these."""
    return {language: of_each_kind(built, language) for language in ("pt", "en")}


@dataclass
class Visits:
    """What was seen when every page was visited at one width."""

    trouble: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)


@pytest.fixture(scope="class")
def visits(request, browser, every, kinds):
    """Visit every page at the width of the class, with every answer open.

    Look at it in the scheme of the class; where the kinds of element stand, in both.
    """
    seen, width, schemes = Visits(), request.cls.width, request.cls.schemes
    with reading(browser, width, color_scheme=schemes[0]) as page:
        listen(page, seen.trouble)
        for address in every:
            page.goto(address)
            page.evaluate(OPEN_ALL)
            settle(page)
            both = address in kinds[language_of(address)]
            look(page, f"{address or 'home'} at {width} px", schemes if both else schemes[:1], seen)
    return seen


def listen(page, trouble: list[str]) -> None:
    """Note what a page says in the console, what it throws, what it cannot load, and what it asks of other hosts."""

    def note(what: str) -> None:
        trouble.append(f"{page.url}: {what}")

    page.on("console", lambda said: note(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(f"threw {error}"))
    page.on("requestfailed", lambda request: note(f"could not load {request.url}: {request.failure}"))
    page.on("response", lambda got: note(f"{got.status} for {got.url}") if got.status >= 400 else None)
    page.on("request", lambda sent: note(f"asks {sent.url}") if is_elsewhere(sent.url) else None)


def is_elsewhere(url: str) -> bool:
    """Whether an address leads out of the site."""
    return not url.startswith((SITE_URL, "data:", f"blob:{SITE_URL.removesuffix(browsers.SUB_PATH)}"))


def look(page, where: str, schemes: list[str], seen: Visits) -> None:
    """Note what is too wide and what axe finds, in these schemes; they differ in nothing but colours."""
    page.evaluate(AXE)
    page.evaluate(ONE_OF_EACH_LOOK)
    for scheme in schemes:
        follow(page, scheme)
        wide = page.evaluate(SIDEWAYS)
        seen.sideways += [f"{where}, {scheme}: {wide}"] if wide else []
        seen.barriers += barriers(page, f"{where}, {scheme}", scheme != schemes[0])


def barriers(page, where: str, only_colours: bool = False) -> list[str]:
    """What axe finds on the page as it is: where, rule, node, and what mends it."""
    found = page.evaluate(RUN_AXE, only_colours)
    return [f"{where}: {rule}: {node}. To mend it: {' '.join(mend.split())}" for rule, node, mend in found]


def none(found: list[str]) -> None:
    """Fail, and say each of them, if there are any."""
    if found:
        pytest.fail("\n".join(dict.fromkeys(found)), pytrace=False)


# --- Every page ----------------------------------------------------------------------------------------------------


class EveryPage:
    """What holds on every page at one width; each width is a class, so that two cores share the visits."""

    def test_no_page_complains_fails_to_load_or_asks_another_host(self, visits, every, record_property):
        record_property("checked", (f"pages at {self.width} px", len(every)))
        assert every
        none(visits.trouble)

    def test_no_page_scrolls_sideways(self, visits):
        none(visits.sideways)

    def test_axe_finds_nothing_on_any_page(self, visits):
        none(visits.barriers)


class TestEveryPageOnAPhone(EveryPage):
    """At 360 pixels, in dark."""

    width, schemes = NARROW, ["dark", "light"]


class TestEveryPageOnADesktop(EveryPage):
    """At 1280 pixels, in light."""

    width, schemes = WIDE, ["light", "dark"]


def test_axe_finds_nothing_in_the_open_menu_and_the_open_search(tab):
    found = []
    for address in ("tensors/", "en/tensors/"):
        page = tab(NARROW)
        page.goto(address)
        settle(page)
        page.evaluate(AXE)
        page.locator(".menu").click()
        expect(page.locator(".chapters")).to_be_visible()
        found += [one for scheme in SCHEMES for one in in_scheme(page, scheme, f"{address}, menu")]
        page.keyboard.press("Escape")
        page.locator("label[for=__search]:visible").first.click()
        search(page, "tensor")
        expect(page.locator(RESULTS).first).to_be_visible()
        found += [one for scheme in SCHEMES for one in in_scheme(page, scheme, f"{address}, search")]
    none(found)


def in_scheme(page, scheme: str, where: str) -> list[str]:
    """What axe finds on the page in one scheme."""
    follow(page, scheme)
    return barriers(page, f"{where}, {scheme}")


# --- Two languages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_switcher_keeps_the_page_both_ways(tab, kinds, scripts):
    page = tab(java_script_enabled=scripts)
    for address in kinds["pt"]:
        page.goto(address)
        for language, there in (("en", twin_of(address)), ("pt-BR", address.removesuffix("404.html"))):
            page.locator("header a[hreflang]").click()
            expect(page).to_have_url(SITE_URL + there)
            assert page.locator("html").get_attribute("lang") == language, page.url


def test_an_address_that_does_not_exist_leads_to_both_homes(tab):
    page = tab()
    for language, home in (("pt-BR", ""), ("en", "en/")):
        answer = page.goto("tensors/no-such-page/")
        assert answer.status == 404
        page.locator(f"article [lang={language}] a").click()
        expect(page).to_have_url(SITE_URL + home)


def search(page, words: str) -> None:
    """Empty the search field, wait until nothing is found, and ask for something."""
    start = page.evaluate("JSON.parse(document.querySelector('#__config').textContent).translations")
    answer, idle = expect(page.locator(META)), start["search.result.placeholder"]
    page.locator(FIELD).fill("")
    page.locator(FIELD).press("End")
    answer.to_have_text(idle)
    page.locator(FIELD).fill(words)
    page.locator(FIELD).press("End")
    answer.not_to_have_text(idle)


def results(page, words: str) -> list[str]:
    """The addresses that a search finds, from the site's home."""
    search(page, words)
    return page.locator(RESULTS).evaluate_all(f"all => all.map(one => one.href.replace('{SITE_URL}', ''))")


@pytest.mark.parametrize(
    "words", ["retropropagação", "retropropagacao", "retropropagaçao", "RETROPROPAGAÇÃO", "tensores"]
)
def test_search_finds_portuguese_pages_with_and_without_accents(tab, words):
    page = tab()
    page.goto("installation/")
    found = results(page, words)
    wanted = "tensors/" if words == "tensores" else "backprop/"
    assert found[0].startswith(wanted), found
    assert {language_of(address) for address in found} == {"pt"}


@pytest.mark.parametrize("words", ["backpropagation", "chain rule", "tensors"])
def test_search_finds_english_pages(tab, words):
    page = tab()
    page.goto("en/installation/")
    found = results(page, words)
    wanted = "en/tensors/" if words == "tensors" else "en/backprop/"
    assert found[0].startswith(wanted), found
    assert {language_of(address) for address in found} == {"en"}


@pytest.mark.parametrize(
    ("home", "words", "term"),
    [
        *(("", "overfitting", "overfitting"), ("", "learning rate", "learning-rate"), ("", "mini-batch", "batch")),
        *(("", "batelada", "batch"), ("", "redes neuronais", "neural-network"), ("", "superajuste", "overfitting")),
        *(("", "gradiente descendente", "gradient-descent"), ("", "gráfico computacional", "computational-graph")),
        *(("", "funcao de custo", "loss"), ("", "taxa de aprendizagem", "learning-rate"), ("", "lib", "library")),
        *(
            ("en/", "sobreajuste", "overfitting"),
            ("en/", "perda", "loss"),
            ("en/", "taxa de aprendizado", "learning-rate"),
        ),
    ],
)
def test_search_finds_a_term_by_its_other_name_and_by_what_it_is_called_elsewhere(tab, home, words, term):
    page = tab()
    page.goto(home)
    found = [re.sub(r"\?[^#]*", "", address) for address in results(page, words)]
    assert f"{home}reference/glossary/#{term}" in found


@pytest.mark.parametrize(("home", "words"), [("", "backpropagation"), ("en/", "retropropagação"), ("en/", "perda")])
def test_search_finds_no_page_of_the_other_language(tab, home, words):
    page = tab()
    page.goto(home)
    assert {language_of(address) for address in results(page, words)} <= {language_of(home)}


@pytest.mark.parametrize("home", ["", "en/"])
def test_every_page_is_found_by_its_title_and_every_result_leads_somewhere(tab, every, built, home):
    page, wrong = tab(), []
    titles = {}
    for address in every:
        if language_of(address) == language_of(home) and not address.endswith("404.html"):
            page.goto(address)
            titles[address] = page.locator("h1").evaluate("one => one.innerText.split(/[(¶]/)[0].trim()")
    for address, title in titles.items():
        found = results(page, title)
        wrong += [] if any(one.split("?")[0] == address for one in found) else [f"{title!r} does not find {address}"]
        leads = {one: site.what_is_wrong(built, built / "index.html", SITE_URL + one) for one in found}
        wrong += [f"{title!r} finds {one}: {reason}" for one, reason in leads.items() if reason]
    assert titles
    none(wrong)


FIRST_LINK = f"document.querySelector('{RESULTS}')?.href.replace(/[?].*#/, '#')"


@pytest.mark.parametrize("language", ["pt", "en"])
def test_a_pasted_message_brings_its_entry_first(tab, root, language, record_property):
    page, home, wrong = tab(), "en/" if language == "en" else "", []
    page.goto(f"{home}installation/")
    # Each way of pasting goes through all entries: what a search found before is of another one.
    cases = [
        (how, text, entry) for entry in entries(root, language) for how, text in pasted(entry, entries(root, language))
    ]
    for how, text, entry in sorted(cases, key=lambda case: case[0]):
        wanted = SITE_URL + home + entry.page.removesuffix(".md") + f"/#{entry.id}"
        page.locator(FIELD).fill(text)
        page.locator(FIELD).press("End")
        try:
            page.wait_for_function(f"{FIRST_LINK} === '{wanted}'", timeout=30_000)
        except TimeoutError:
            wrong.append(f"{entry.page}#{entry.id}, {how}: {text!r} finds first {page.evaluate(FIRST_LINK)}")
    record_property("checked", ("pasted messages", len(cases)))
    assert cases
    none(wrong)


# --- Light and dark ------------------------------------------------------------------------------------------------

BRIGHTNESS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d")
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor
  canvas.fillRect(0, 0, 1, 1)
  return canvas.getImageData(0, 0, 1, 1).data[1] > 127 ? "light" : "dark"
}"""


def brightness(page) -> str:
    """Whether a page, once it is there, is light or dark."""
    page.wait_for_load_state()
    return page.evaluate(BRIGHTNESS)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_systems_scheme_is_followed_at_first(tab, scheme, scripts):
    page = tab(java_script_enabled=scripts, color_scheme=scheme)
    for address in ("", "en/tensors/"):
        page.goto(address)
        assert brightness(page) == scheme, page.url


@pytest.mark.parametrize("by", ["mouse", "Enter", "Space"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_scheme_is_chosen_by_mouse_and_keyboard_and_remembered(tab, scheme, by):
    page, other = tab(color_scheme=scheme), {"light": "dark", "dark": "light"}[scheme]
    page.goto("tensors/")
    button = page.locator("button.scheme")
    button.click() if by == "mouse" else button.press(by)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[other])
    assert brightness(page) == other
    page.locator("footer a[rel=next]").click()
    expect(page).not_to_have_url(f"{SITE_URL}tensors/")
    assert brightness(page) == other, "the next page forgot the choice"
    page.locator("header a[hreflang]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert brightness(page) == other, "the other language forgot the choice"


# --- By keyboard ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "language"), [(NARROW, "pt"), (WIDE, "en")])
def test_every_kind_of_control_is_reached_by_keyboard_and_shows_it(tab, kinds, width, language):
    page, wrong = tab(width), []
    for address in kinds[language]:
        page.goto(address)
        wrong += [f"{address or 'home'} at {width} px: {what}" for what in walk(page)]
    none(wrong)


def walk(page) -> list[str]:
    """Tab through a page; say which controls are not reached, are out of sight, or do not show their focus."""
    wrong, walked = [], 0
    page.keyboard.press("Tab")
    while at := page.evaluate(LOOK_AT_FOCUS):
        walked += 1
        wrong += [] if at["visible"] else [f"out of sight when reached: {at['what']}"]
        wrong += [] if at["marked"] else [f"no outline when reached: {at['what']}"]
        wrong += USE[at["kind"]](page, at["what"]) if at["kind"] in USE else []
        page.keyboard.press("Tab")
    assert walked > 3
    return wrong + [f"not reached: {what}" for what in page.evaluate(NOT_WALKED)]


def use_summary(page, what: str) -> list[str]:
    """Open a folded block with Enter, close it with the space bar, and leave it open."""
    states = []
    for key in ("Enter", "Space", "Enter"):
        page.keyboard.press(key)
        states.append(page.evaluate("document.activeElement.parentElement.open"))
    return (
        [] if states == [True, False, True] else [f"Enter, Space, Enter leave it open, closed, open? {states}: {what}"]
    )


def use_radio(page, what: str) -> list[str]:
    """Choose the next tab with an arrow key, and go back."""
    states = []
    for key in ("ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        states.append(page.evaluate("document.activeElement.checked && !('walked' in document.activeElement.dataset)"))
    return [] if states == [True, False] else [f"arrow keys choose no other tab: {what}"]


USE = {"summary": use_summary, "radio": use_radio}


@pytest.mark.parametrize("address", ["tensors/", "en/tensors/"])
def test_the_first_tab_offers_to_skip_to_the_content(tab, address):
    page = tab()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_opens_and_closes_by_keyboard(tab):
    page = tab(NARROW)
    page.goto("tensors/")
    page.locator(".menu").press("Enter")
    expect(page.locator(".chapters")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.chapters') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(".chapters")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.menu')"), "the focus was lost with the menu"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_search_is_used_by_keyboard(tab, width):
    page = tab(width)
    page.goto("installation/")
    settle(page)
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.insert_text("gradiente")
    page.keyboard.press("End")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).first).to_be_focused()
    leads = page.locator(RESULTS).first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(leads.split("?")[0])))


# --- Without scripts -----------------------------------------------------------------------------------------------


def test_without_scripts_all_text_is_seen_and_answers_open(tab, kinds):
    page, wrong = tab(NARROW, java_script_enabled=False), []
    for address in [*kinds["pt"], *kinds["en"]]:
        page.goto(address)
        wrong += [f"{address}: {what}" for what in page.evaluate(UNSEEN_TEXT, f"{ASIDE}, details, .tabbed-block")]
        for summary in page.locator("article summary").all():
            summary.click()
        wrong += [f"{address}, opened: {what}" for what in page.evaluate(UNSEEN_TEXT, f"{ASIDE}, .tabbed-block")]
        for label in page.locator("article .tabbed-labels label").all():
            label.click()
            panels = page.locator(".tabbed-block:visible").count()
            wrong += [] if panels == page.locator(".tabbed-set").count() else [f"{address}: a tab does not open"]
    none(wrong)


CHAPTERS = """() => [...document.querySelectorAll(".chapters > ul > li")].map(one => ({
  pages: new Set([...one.querySelectorAll("a:not(.sections a)")].map(link => link.pathname)).size,
  told: one.querySelectorAll("a > i[aria-label]").length,
  here: one.querySelectorAll("[aria-current=page]").length,
  open: one.matches(".open"),
  seen: [...one.querySelectorAll("[aria-current=page]")].every(here => {
    const box = here.getBoundingClientRect()
    return here.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
  })
}))"""
OUTSIDE = {"", "en/", "404.html", "en/404.html"}


@pytest.fixture(scope="module", params=[NARROW, WIDE])
def contents(request, browser, every):
    """What stands in the contents of each page, without scripts: the links in sight, and the chapters."""
    found = {}
    with reading(browser, request.param, java_script_enabled=False) as page:
        for address in every:
            page.goto(address)
            if page.locator(".menu:visible").count():
                page.locator(".menu").click()
            links = page.locator(".chapters a:visible, .home a:visible").evaluate_all("all => all.map(one => one.href)")
            found[address] = links, page.evaluate(CHAPTERS)
    return found


def test_without_scripts_the_contents_lead_to_every_page(contents):
    reached = set(OUTSIDE)
    for address, (links, _) in contents.items():
        assert links or address.endswith("404.html"), f"{address}: no contents to be seen"
        reached |= {link.split("#")[0].replace(SITE_URL, "") for link in links}
    none([f"nothing leads to {address}" for address in contents if address not in reached])


def test_without_scripts_the_contents_open_one_chapter_and_tell_the_levels_of_its_pages(contents):
    wrong = []
    for address in contents.keys() - OUTSIDE:
        _, chapters = contents[address]
        for one in chapters:
            expected = one["pages"] if one["open"] else 0
            wrong += [] if one["told"] == expected else [f"{address}: {one}: expected {expected} levels to be told"]
            wrong += [] if one["open"] or one["pages"] == 1 else [f"{address}: {one}: expected a closed chapter"]
        here = [one for one in chapters if one["here"]]
        wrong += (
            [] if len(here) == 1 and here[0]["seen"] else [f"{address}: expected one place, in sight, found {here}"]
        )
    none(wrong)


# --- On paper ------------------------------------------------------------------------------------------------------

PRINTED_WRONG = """() => {
  const shown = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})
  const say = (what, all) => [...all].map(one => `${what}: ${one.outerHTML.slice(0, 100)}`)
  const all = selector => [...document.querySelectorAll(selector)]
  const clipped = one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible"
  const outside = one => one.getBoundingClientRect().right > innerWidth + 1
  const silent = one => !getComputedStyle(one, "::after").content.includes(one.getAttribute("href"))
  return [
    ...say("of no use on paper", all("header, footer, .md-sidebar, .md-skip, article button").filter(shown)),
    ...say("clipped", all("article :is(pre, code, .md-typeset__scrollwrap, .formula)").filter(clipped)),
    ...say("beyond the edge", all("article *").filter(one => shown(one) && outside(one))),
    ...say("a link that does not say where", all("article a[href^=http]").filter(one => shown(one) && silent(one))),
  ]
}"""


def test_on_paper_is_the_whole_content_and_nothing_else(tab, every):
    page, wrong = tab(PAPER, color_scheme="dark"), []
    page.emulate_media(media="print")
    for address in every:
        page.goto(address)
        found = page.evaluate(PRINTED_WRONG)
        found += [
            f"not printed: {text}" for text in page.evaluate(UNSEEN_TEXT, f"{ASIDE}, #program, .tabbed-block, .chooser")
        ]
        found += [] if brightness(page) == "light" else ["dark paper"]
        wrong += [f"{address or 'home'}: {what}" for what in found]
    none(wrong)


def test_a_sheet_fits_the_two_sides_of_one_sheet_of_paper(tab, built, every):
    pages = {address: built / address / "index.html" for address in every if not address.endswith(".html")}
    sheets = [address for address, file in pages.items() if 'class="sheet"' in file.read_text(encoding="utf-8")]
    assert {language_of(address) for address in sheets} == {"pt", "en"}
    page, wrong = tab(), []
    for address in sheets:
        page.goto(address)
        sides = len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))
        wrong += [f"{address}: expected 2 sides of A4, found {sides}"] if sides != 2 else []
    none(wrong)


# --- Copying -------------------------------------------------------------------------------------------------------


COPY_ALL = """async () => {
  const copied = async button => {
    await navigator.clipboard.writeText("")
    button.click()
    let text = ""
    for (let tries = 0; !text && tries < 100; tries++) text = await navigator.clipboard.readText()
    return text
  }
  const copies = []
  for (const block of document.querySelectorAll("article .language-python")) {
    const above = block.querySelector(".copy-above")
    copies.push([await copied(block.querySelector("[data-md-type=copy]")), above && await copied(above)])
  }
  return copies
}"""


@pytest.fixture
def copier(tab):
    """A tab that may read the clipboard."""
    return tab(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def programs(root, kinds):
    """(address, language, pieces) for pages of each kind that have a program, in each language."""
    return [one for one in all_programs(root) if one[0] in [*kinds["pt"], *kinds["en"]]]


def all_programs(root):
    """Yield (address, language, pieces) for each page that has a program, in each language."""
    for snippet in snippets(root):
        name = page_name(root, snippet).removesuffix("index").strip("/")
        for language, home in (("pt", ""), ("en", "en/")):
            yield home + (f"{name}/" if name else ""), language, pieces(snippet, language)


def expected_copies(parts, language: str):
    """Yield (its code, the program down to it or nothing) for each block of a page."""
    for index, part in enumerate(parts):
        code = speak(part.section.text, language).rstrip("\n")
        yield [code, "\n".join([*(one.text for one in parts[:index]), code]) if part.needs_above else None]


def test_the_buttons_of_a_block_copy_exactly_it_and_the_program_down_to_it(copier, programs, record_property):
    wrong, count = [], 0
    for address, language, parts in programs:
        copier.goto(address)
        copier.evaluate(OPEN_ALL)
        found = [[one and one.rstrip("\n") for one in pair] for pair in copier.evaluate(COPY_ALL)]
        expected = list(expected_copies(parts, language))
        count += len(expected)
        assert len(found) == len(expected), address
        names = [part.section.name for part in parts]
        pairs = zip(names, found, expected, strict=True)
        wrong += [f"{address}: {name}: expected {want}, copied {have}" for name, have, want in pairs if have != want]
    record_property("checked", ("copied blocks", count))
    none(wrong)


def test_the_whole_program_is_copied_and_downloaded(copier, programs):
    wrong = []
    for address, _, parts in programs:
        copier.goto(address)
        copier.locator("#program > summary").click()
        found = {"copied": copied(copier, copier.locator("#program [data-md-type=copy]")) + "\n"}
        found["downloaded"] = downloaded(copier, "py").read_text(encoding="utf-8")
        found["downloaded as a notebook"] = "\n".join(
            f"{code}\n" for code in cells(downloaded(copier, "ipynb")).values()
        )
        wrong += [f"{address}: {how} {text!r}" for how, text in found.items() if text != program(parts)]
    none(wrong)


def downloaded(page, kind: str) -> Path:
    """What the link under a program downloads."""
    with page.expect_download() as download:
        page.locator(f"#program a[download][href$='.{kind}']").click()
    return Path(download.value.path())


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("address", ["tensors/", "en/tensors/"])
def test_a_block_opens_in_colab_by_keyboard(tab, root, address, scripts):
    page = tab(NARROW, java_script_enabled=scripts)
    page.route(f"{HOST}**", lambda route: route.fulfill(body="Colab"))
    page.goto(address)
    link = page.locator("article .language-python .colab").first
    expect(link).to_be_visible()
    link.press("Enter")
    expect(page).to_have_url(f"{base_of(root)}{address}index.ipynb#scrollTo=first-tensor")


def copied(page, button, key: str = "") -> str:
    """What a button puts into the clipboard, when it is clicked or a key is pressed on it."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.press(key) if key else button.click()
    text = "navigator.clipboard.readText().then(text => text || false)"
    return page.wait_for_function(text).json_value().rstrip("\n")


def test_copying_works_by_keyboard(copier):
    copier.goto("tensors/")
    blocks = copier.locator("article .language-python")
    first = copied(copier, blocks.first.locator("[data-md-type=copy]"), "Enter")
    assert first == blocks.first.locator("code").inner_text().rstrip("\n")
    assert first in copied(copier, copier.locator(".copy-above").first, "Space")


# --- Choosing commands ---------------------------------------------------------------------------------------------

AGENTS = {
    "windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0",
    "macos": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0.0.0",
    "linux": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0",
}
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.0.0 Mobile"
CHOSEN = "() => document.querySelector('.chooser code').innerText.trim().split('\\n')"
IN_TABLE = """([system, gpu, tool]) => ["environment", gpu, "extras"].flatMap(step => [...document.querySelectorAll(
  `.commands [data-system=${system}][data-step=${step}][data-tool=${tool}] code`)].map(one => one.textContent))"""


@pytest.fixture(scope="module")
def packages(root):
    """The packages of torch."""
    return read_packages(root / FILE)


@pytest.fixture(params=["pt", "en"])
def choosing(request, copier, root):
    """The page with the choice in one language, and the words around it."""
    copier.goto("installation/" if request.param == "pt" else "en/installation/")
    file = "mkdocs.yml" if request.param == "pt" else "mkdocs.en.yml"
    return copier, settings(root, file)["extra"]["words"]["commands"]


def choose(page, **choices: str) -> None:
    """Click the label of each choice: system, gpu, tool, python."""
    for name, value in choices.items():
        page.locator(f".chooser label:has([name={name}][value='{value}'])").click()


def test_the_choice_gives_the_lines_of_the_file_and_of_the_table(choosing, packages, record_property):
    page, words = choosing
    wrong, count = [], 0
    for system, gpus in packages.systems.items():
        choose(page, system=system)
        steps = packages.steps(system)
        for gpu in [gpu for gpu, package in gpus.items() if not package.why]:
            for tool in TOOLS:
                choose(page, gpu=gpu, tool=tool)
                expected = [line for step in ("environment", gpu, "extras") for line in steps[step][tool]]
                found = {"shown": page.evaluate(CHOSEN), "in the table": page.evaluate(IN_TABLE, [system, gpu, tool])}
                found["copied"] = copied(page, page.locator(".chooser [data-md-type=copy]")).split("\n")
                said = page.locator(".chooser [role=status]").inner_text()
                wrong += [f"{system}, {gpu}, {tool}: {have} {how}" for how, have in found.items() if have != expected]
                wrong += [] if words["steps"][gpu] in said else [f"{system}, {gpu}, {tool}: told {said!r}"]
                count += 1
    record_property("checked", ("choices of commands", count))
    none(wrong)


def test_what_a_system_lacks_cannot_be_chosen_and_says_why(choosing, packages):
    page, words = choosing
    for system, gpus in packages.systems.items():
        choose(page, system=system)
        for gpu, package in gpus.items():
            label = page.locator(f".chooser label:has([name=gpu][value='{gpu}'])")
            assert label.locator("input").is_disabled() == bool(package.why), (system, gpu)
            assert label.locator("small").inner_text() == words["why"].get(package.why, ""), (system, gpu)
        assert page.locator(".chooser [name=gpu]:checked:enabled").count() == 1


def test_a_chosen_python_makes_the_environment(choosing, packages):
    page, words = choosing
    makes = {("windows", "pip"): "py -3.12 -m venv .venv", ("linux", "pip"): "python3.12 -m venv .venv"}
    for (system, tool), line in {**makes, ("macos", "uv"): "uv venv --python 3.12"}.items():
        choose(page, system=system, tool=tool, python="3.12")
        assert page.evaluate(CHOSEN)[:2] == [line, environment(system, tool)[1]]
    for python in packages.all_pythons:
        label = page.locator(f".chooser label:has([name=python][value='{python}'])")
        assert label.locator("input").is_disabled() == (python not in packages.pythons)
        told = label.locator("small").all_inner_texts()
        assert told == ([] if python in packages.pythons else [words["no_python"].format(packages.torch)])


@pytest.mark.parametrize(("agent", "system"), [*((agent, name) for name, agent in AGENTS.items()), (PHONE, "windows")])
def test_the_readers_system_is_chosen_at_first_and_nothing_is_remembered(tab, agent, system):
    page = tab(user_agent=agent)
    page.goto("installation/")
    assert page.locator(".chooser [name=system]:checked").get_attribute("value") == system
    stored = page.evaluate("[localStorage.length, document.cookie]")
    choose(page, system="macos" if system == "linux" else "linux", tool="uv")
    assert page.evaluate("[localStorage.length, document.cookie]") == stored
    page.reload()
    assert page.locator(".chooser :checked").evaluate_all("all => all.map(one => one.value)")[::2] == [system, "pip"]


def test_the_commands_are_chosen_by_keyboard_and_told(tab, packages):
    page = tab(user_agent=AGENTS["linux"])
    page.goto("en/installation/")
    page.locator(".chooser [name=tool]:checked").press("ArrowRight")
    expect(page.locator(".chooser [role=status]")).to_contain_text("uv")
    assert page.evaluate(CHOSEN)[0] == "uv venv"
    page.locator(".chooser [name=gpu]:checked").press("ArrowLeft")
    value = page.locator(".chooser [name=gpu]:checked").get_attribute("value")
    assert value == [gpu for gpu, package in packages.systems["linux"].items() if not package.why][-1]


@pytest.mark.parametrize("scripts", [True, False], ids=["on-paper", "without-scripts"])
def test_without_a_choice_the_table_stands(tab, packages, scripts):
    page = tab(PAPER, java_script_enabled=scripts)
    page.emulate_media(media="print" if scripts else "screen")
    for address in ("installation/", "en/installation/"):
        page.goto(address)
        assert not page.locator(".chooser:visible").count()
        lines = [
            line
            for system in SYSTEMS
            for one in packages.steps(system).values()
            for tool in one.values()
            for line in tool
        ]
        seen = page.locator(".commands code").evaluate_all(
            "all => all.map(one => one.checkVisibility() && one.innerText)"
        )
        assert seen == lines
