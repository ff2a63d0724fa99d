"""Faults of the atlas of errors: of the form of its entries, of their messages, of the page that lists them."""

from checks import errors, site

from faults.edits import change, fault
from faults.places import ATLAS_EN, ATLAS_PT, LIST_EN
from faults.tree import shown

FAILS, QUOTED = "## `must match the size of tensor b`", "## `CUDA out of memory`"
PAGE = "reference/errors/shapes"

ERRORS = [
    fault(
        "An entry shows no code that fails and quotes no message",
        errors.check_entries,
        change(ATLAS_PT, "{ .text .quoted .no-copy }", "{ .text .said .no-copy }"),
        at=f"{ATLAS_PT}|{QUOTED}",
    ),
    fault(
        "An entry is not mended",
        errors.check_entries,
        change(ATLAS_EN, shown("unequal-fixed", "py", page=PAGE), ""),
        at=f"{ATLAS_EN}|{FAILS}",
        says="expected the block 'unequal-fixed'.*, found",
    ),
    fault(
        "An entry leads to no chapter",
        errors.check_entries,
        change(ATLAS_PT, "[soma](../../tensors/index.md#add)", "soma"),
        at=f"{ATLAS_PT}|{FAILS}",
        says="expected a link to a chapter, found",
    ),
    fault(
        "A message is translated",
        errors.check_entries,
        change(ATLAS_PT, QUOTED, "## `CUDA sem memória`"),
        says="expected one message in both languages, found",
    ),
    fault(
        "Two entries explain one message",
        errors.check_messages,
        change(ATLAS_EN, QUOTED, FAILS),
        at=f"{ATLAS_EN}|#memory",
        says="expected a message of its own, found",
    ),
]
NOT_LISTED = [
    fault(
        "The page of the atlas lists nothing",
        site.check_build,
        change(LIST_EN, "<!-- atlas -->", "<!-- atlass -->"),
        at=LIST_EN,
        says="expected <!-- atlas --> on this page, found none",
    ),
]
