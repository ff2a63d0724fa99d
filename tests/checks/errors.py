"""The atlas of errors: the form of its entries, and how readers paste their messages into the search."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from blocks import FENCE, INCLUDE
from entries import CODE, Entry, is_of_errors, read_entries

from checks.blocks import readable_sections
from checks.report import Report
from checks.tree import LANGUAGES, page_name, pages

ATLAS = "reference/"
LONE_NUMBER = re.compile(r"(?<![\w.])(?<!Errno )(?<!WinError )\d+(?:[x.]\d+)*(?![\w.]*\w)")
TRACEBACK = """Traceback (most recent call last):
  File "/home/ana/project/train.py", line 61, in <module>
    train(model, loader, loss_fn, optimizer)
  File "/home/ana/project/train.py", line 34, in train
    loss = loss_fn(model(inputs.to(device)), targets)
  File "/home/ana/.venv/lib/python3.12/site-packages/torch/nn/modules/module.py", line 1775, in _wrapped_call_impl
    return self._call_impl(*args, **kwargs)
"""


def entries(root: Path, language: str) -> list[Entry]:
    """The entries of all pages of errors of one language."""
    return list(chain.from_iterable(found for _, found in entries_by_page(root, language)))


def entries_by_page(root: Path, language: str) -> Iterator[tuple[Path, list[Entry]]]:
    """(page, its entries) for each page of errors of one language."""
    for page in pages(root, language):
        name = page.relative_to(root / "docs" / language).as_posix()
        if is_of_errors(name):
            yield page, read_entries(page.read_text(encoding="utf-8"), name, root / "snippets")


def pasted(entry: Entry, others: list[Entry]) -> Iterator[tuple[str, str]]:
    """(how, text) for each way in which a reader may search for an entry; others may hold a part of it as well."""
    title, *said = entry.messages
    yield "its title", title
    titled = [other.messages[0] for other in others if other != entry]
    for number, message in enumerate(said):
        if title not in message and any(other in message for other in titled):
            continue
        ways = {"message": message, "other numbers and quotes in message": other_numbers(message)}
        part = middle(message)
        if not any(part in text for other in others if other != entry for text in other.messages):
            ways["words of message"] = part
        if re.match(r"\w+Error: ", message):
            ways |= {"traceback with message": TRACEBACK + message, "pytest's message": f"E       {message}"}
        yield from ((f"{how} {number}", text) for how, text in ways.items() if how == "message" or text != message)


def other_numbers(message: str, number: str = "9") -> str:
    """A message as another program and another editor write it: numbers and quotes are others; a code stays."""
    return LONE_NUMBER.sub(number, message).replace("'", "’").replace('"', "”")


def middle(message: str) -> str:
    """The eight words in the middle of a longer message, if five of them at least are words of their own."""
    words = message.split()
    part = words[len(words) // 2 - 4 :][:8] if len(words) > 8 else []
    return " ".join(part) if len(set(re.findall(r"[^\W\d_]{2,}", " ".join(part)))) >= 5 else ""


def check_entries(root: Path) -> Report:
    """Each entry of the atlas fails and is mended, or is quoted; it leads to a chapter; its message is one in both."""
    report = Report(root, "entries of the atlas")
    for language in LANGUAGES:
        titles = {(one.page, one.id): one.title for one in entries(root, "en" if language == "pt" else "pt")}
        for page, found in entries_by_page(root, language):
            for entry in found if page_name(root, page).startswith(ATLAS) else []:
                report.checked += 1
                for what, mend in wrong_entry(root, entry, titles.get((entry.page, entry.id), entry.title)):
                    report.add(page, entry.line, what, mend)
    return report


def wrong_entry(root: Path, entry: Entry, twin: str) -> Iterator[tuple[str, str]]:
    """(what, mend) for each fault of an entry of the atlas, whose twin has this title."""
    blocks = list(FENCE.finditer(entry.body))
    code = [INCLUDE.match(block["body"].rstrip("\n")) for block in blocks if block["info"] == "python"]
    names = [include[2] for include in code if include]
    quoted = any(".quoted" in block["info"] for block in blocks)
    if entry.id not in names and not quoted:
        yield f"expected the block '{entry.id}' or a quoted message, found {names}", "show the code that fails"
    sections = readable_sections((root / "snippets" / entry.page).with_suffix(".py"))
    fails = entry.id in names and (not quoted or sections[entry.id].kind == "raises")
    if fails and f"{entry.id}-fixed" not in names:
        yield f"expected the block '{entry.id}-fixed' as well, found {names}", "show the code that runs"
    if not any(not link.startswith(ATLAS) for link in entry.links):
        yield f"expected a link to a chapter, found {list(entry.links)}", "say where this is taught"
    if CODE.fullmatch(entry.title) and entry.title != twin:
        yield f"expected one message in both languages, found {entry.title} and {twin}", "write it as torch does"


def check_messages(root: Path) -> Report:
    """A message, numbers aside, that several entries have is in the title of one: that one a search brings first."""
    report = Report(root, "messages of errors")
    for language in LANGUAGES:
        holders: dict[str, list[tuple[Path, Entry]]] = {}
        for page, found in entries_by_page(root, language):
            for entry in found:
                for message in dict.fromkeys(other_numbers(message, "#") for message in entry.messages):
                    holders.setdefault(message, []).append((page, entry))
        report.checked += len(holders)
        for message, held in holders.items():
            titled = [one for one in held if other_numbers(one[1].messages[0], "#") in message]
            if len(held) > 1 and len(titled) != 1:
                page, entry = held[-1]
                others = ", ".join(f"{other.page}#{other.id}" for _, other in held[:-1])
                what = f"expected a message of its own, found {message!r}, as in {others}"
                report.add(page, entry.line, what, "explain it in one place")
    return report
