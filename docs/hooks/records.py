"""The records of what was run: one file a condition, in docs/proof."""

import hashlib
from pathlib import Path


def hash_of(path: Path) -> str:
    """The first 16 hexadecimal digits of a snippet's SHA-256, line ends read as newlines."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]
