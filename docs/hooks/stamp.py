"""Say on each page where its present code was run, and on the page `proof` where every page's was and was not."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blocks import language_of
from mkdocs.exceptions import PluginError
from records import FOLDER, Condition, Record, RecordError, Run, hash_of, read_records

PROOF = "proof.md"
PARTS = {"table": "partials/runs.html", "gaps": "partials/gaps.html"}
MARKER = re.compile(r"<!-- *proof-(.*?) *-->")
MONTHS = {
    "pt": ("jan.", "fev.", "mar.", "abr.", "maio", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
MEMORY = re.compile(r"[ -]\d+ ?G(?:i?B)?\b.*")
MAKERS = {"cpu": "CPU", "mps": "Apple", "xpu": "Intel"}
# What the site says that it holds for: what of it no record has seen is told on the page `proof`.
PROMISED = {
    "makers": ("CPU", "NVIDIA", "AMD", "Apple", "Intel"),
    "systems": ("Linux", "macOS", "Windows"),
    "torches": ("2.11", "2.12", "2.13", "2.14", "2.15"),
    "pythons": ("3.11", "3.12", "3.13"),
}


@dataclass(frozen=True)
class Mention:
    """One torch on one device as a stamp names it; `on_device` is None on the CPU, `date` the latest day."""

    torch: str
    name: str
    on_device: int | None
    date: str


def on_config(config):
    """Read the records; a bad one stops the build."""
    global known
    try:
        found = read_records(Path(config.config_file_path).parent / FOLDER)
    except RecordError as error:
        raise PluginError(str(error)) from None
    known = sorted(found, key=lambda record: order(record.condition))
    return config


def on_page_markdown(text, page, config, **_):
    """Refuse a marker that stands for nothing, and a page `proof` that lacks one."""
    whole = page.file.content_string
    places = {match[1]: whole.count("\n", 0, match.start()) + 1 for match in MARKER.finditer(whole)}
    lacking = PARTS.keys() - places.keys() if page.file.src_uri == PROOF else ()
    where, markers = Path(config.docs_dir) / page.file.src_uri, " or ".join(f"<!-- proof-{part} -->" for part in PARTS)
    for part in sorted(places.keys() - PARTS.keys()):
        what = f"expected {markers}, found <!-- proof-{part} -->"
        raise PluginError(f"{where}:{places[part]}: {what}. To mend it: write one of these.")
    for part in sorted(lacking):
        what = f"expected <!-- proof-{part} --> on this page, found none"
        raise PluginError(f"{where}:1: {what}. To mend it: write it on a line of its own.")


def on_env(env, **_):
    """Keep what renders the theme's parts."""
    global templates
    templates = env


def on_page_context(context, page, config, nav):
    """Hand the templates this page's code, if any, and its stamp; put the parts that its markers ask for into it."""
    words, language = config.extra["words"]["proof"], language_of(config)
    base, name = snippets_of(config), name_of(page)
    context["code"] = f"snippets/{name}.py" if (base / f"{name}.py").exists() else ""
    context["stamp"] = sentence(present(name, base), words, language)
    if MARKER.search(page.content):
        paged = [other for other in nav.pages if (base / f"{name_of(other)}.py").exists()]
        parts = context | {
            "words": words,
            "conditions": [record.condition for record in known],
            "rows": [(other, cells(name_of(other), base)) for other in paged],
            "unseen": unseen(paged, base),
            "day": lambda day: spoken(day, language),
        }
        page.content = MARKER.sub(lambda match: templates.get_template(PARTS[match[1]]).render(parts), page.content)
    return context


def snippets_of(config) -> Path:
    """The folder of the snippets."""
    return Path(config.mdx_configs["pymdownx.snippets"]["base_path"][0])


def name_of(page) -> str:
    """The name that a page shares with its snippet: `tensors/index`."""
    return page.file.src_uri.rpartition(".")[0]


def present(name: str, base: Path) -> list[tuple[Condition, Run]]:
    """(condition, run) for each record of a snippet as it is now, in order; none where it shows no block."""
    return [(record.condition, run) for record in known if (run := now(record, name, base)) and run.blocks]


def now(record: Record, name: str, base: Path) -> Run | None:
    """The run of a snippet that a record holds, if the snippet is still what was run."""
    run, snippet = record.runs.get(name), base / f"{name}.py"
    return run if run and snippet.exists() and hash_of(snippet) == run.hash else None


def cells(name: str, base: Path) -> list[tuple[Run | None, bool]]:
    """(run or None, whether it is of the present code) of a snippet, for each record."""
    return [(record.runs.get(name), now(record, name, base) is not None) for record in known]


def sentence(runs: list[tuple[Condition, Run]], words: dict, language: str) -> str:
    """What a stamp says of a page's runs, or nothing; the day stands once if all were on one."""
    if not runs:
        return ""
    mentions, blocks = joined(runs), min(run.blocks for _, run in runs)
    ran = words["ran_one"] if blocks == 1 else words["ran"].format(blocks)
    days = {mention.date for mention in mentions}
    when = f" {words['on']} {spoken(days.pop(), language)}" if len(days) == 1 else ""
    return f"{ran}{when}: {', '.join(said(mention, words, '' if when else language) for mention in mentions)}"


def said(mention: Mention, words: dict, language: str) -> str:
    """A mention in words, with its day if a language is given."""
    parts = [mention.name]
    parts += [] if mention.on_device is None else [words["on_device"].format(mention.on_device)]
    parts += [spoken(mention.date, language)] if language else []
    return f"torch {mention.torch} ({', '.join(parts)})"


def joined(runs: list[tuple[Condition, Run]]) -> list[Mention]:
    """One mention for each torch on each device, of whatever Pythons and systems; it claims what the least one does."""
    groups: dict[tuple[str, str, str], list[Run]] = {}
    for condition, run in runs:
        groups.setdefault((condition.device, condition.torch, short(condition)), []).append(run)
    return [
        Mention(
            torch,
            name,
            None if device == "cpu" else min(run.blocks_on_device for run in group),
            max(run.date for run in group),
        )
        for (device, torch, name), group in groups.items()
    ]


def order(condition: Condition) -> tuple:
    """The CPU before other devices, a newer torch before an older one."""
    newest = [-number for number in numbers(condition.torch)]
    pythons = [-number for number in numbers(condition.python)]
    return condition.device != "cpu", newest, condition.device_name, condition.system, pythons


def numbers(version: str) -> list[int]:
    """The numbers of a version."""
    return [int(number) for number in re.findall(r"\d+", version)]


def short(condition: Condition) -> str:
    """The name of a device without its memory: 'NVIDIA H100'."""
    return MEMORY.sub("", condition.device_name)


def spoken(day: str, language: str) -> str:
    """A date as a reader of the language says it: '22 nov. 2026', '22 Nov 2026'."""
    then = date.fromisoformat(day)
    return f"{then.day} {MONTHS[language][then.month - 1]} {then.year}"


def unseen(pages: list, base: Path) -> dict[str, list]:
    """What was promised and no record of present code has seen, by kind; and the pages that none has."""
    runs = [(page, present(name_of(page), base)) for page in pages]
    seen = {thing for _, found in runs for condition, _ in found for thing in traits(condition).items()}
    lacking = {kind: [thing for thing in things if (kind, thing) not in seen] for kind, things in PROMISED.items()}
    return lacking | {"pages": [page for page, found in runs if not found]}


def traits(condition: Condition) -> dict[str, str]:
    """What a condition is of each kind of promise."""
    amd = any(word in condition.device_name for word in ("AMD", "Radeon", "Instinct"))
    return {
        "makers": MAKERS.get(condition.device, "AMD" if amd else "NVIDIA"),
        "systems": condition.system.split()[0].replace("Darwin", "macOS"),
        "torches": minor(condition.torch),
        "pythons": minor(condition.python),
    }


def minor(version: str) -> str:
    """A version's first two numbers."""
    return ".".join(map(str, numbers(version)[:2]))
