"""Faults of the records of what was run, and of the page that shows them."""

import json

from checks import proof, site

from faults.edits import change, fault, make
from faults.places import PROOF_EN, PROOF_PT, RECORD
from faults.tree import CONDITION

EMPTY = "docs/proof/empty.json"
TWICE = json.dumps({"condition": CONDITION, "snippets": {}}, indent=1, sort_keys=True) + "\n"
FIRST = '   "blocks": 3,\n   "blocks_on_device": 0,'


def wrong(name: str, old: str, new: str, at: str = "", says: str = "expected .+, found .+"):
    """A fault of the one record, told by the check of records."""
    return fault(name, proof.check_records, change(RECORD, old, new), at=at and f"{RECORD}|{at}", says=says)


RECORDED = [
    wrong("A record is not JSON", '"condition": {', '"condition": [', at='"device"'),
    wrong("A record lacks a key", '  "torch": "2.13.0"\n', '  "touch": "2.13.0"\n', at='"condition"'),
    wrong("A record names a snippet that is not there", "tensors/exercises", "tensors/drills"),
    wrong("A record names a snippet twice", '"tensors/exercises"', '"tensors/index"', at='"blocks": 7'),
    wrong("A record counts more blocks than there are", '"blocks": 7', '"blocks": 8', at='"tensors/index"'),
    wrong("A record counts blocks in words", '"blocks": 7', '"blocks": "7"', at='"tensors/index"'),
    wrong("A record has blocks on a device that was not used", FIRST, FIRST.replace("0", "1"), at='"tensors/ex'),
    wrong("A record is not sorted", FIRST, '   "blocks_on_device": 0,\n   "blocks": 3,'),
    fault(
        "A condition has two records",
        proof.check_records,
        make(EMPTY, TWICE),
        at=f"{EMPTY}|condition",
        says="expected a condition of its own",
    ),
    fault("A file among the records is none", proof.check_records, make("docs/proof/notes.md", "# Notes\n")),
]
NOT_BUILT = [
    fault(
        "A site is built from a record that is not JSON",
        site.check_build,
        change(RECORD, '"condition": {', '"condition": ['),
        at=f'{RECORD}|"device"',
        says="expected JSON",
    ),
    fault(
        "A site is built from a record that lacks a key",
        site.check_build,
        change(RECORD, '  "torch": "2.13.0"\n', '  "touch": "2.13.0"\n'),
        at=f'{RECORD}|"condition"',
        says="expected the keys .*torch",
    ),
    fault("The proof asks for what there is not", site.check_build, change(PROOF_EN, "proof-gaps", "proof-holes")),
    fault(
        "The proof lacks its table",
        site.check_build,
        change(PROOF_PT, "<!-- proof-table -->\n", ""),
        at=f"{PROOF_PT}|---",
    ),
]
