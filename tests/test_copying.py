"""Whoever pastes a block that stands alone, or a page's program, into a fresh Python gets what the page shows."""

import subprocess
import sys
from pathlib import Path

import pytest
from checks.tree import LANGUAGES, page_name, snippets
from programs import Piece, pieces, split_output


def pastes(root: Path):
    """Yield (name, snippet, pieces) for each program in each language, and for each block that needs nothing."""
    for snippet in snippets(root):
        name = page_name(root, snippet).replace("/", "-")
        for language in LANGUAGES:
            yield f"{name}-{language}", snippet, pieces(snippet, language)
        for piece in pieces(snippet, "en"):
            if not piece.needs_above:
                yield f"{name}-{piece.section.name}", snippet, [piece]


def write(folder: Path, name: str, snippet: Path, parts: list[Piece]) -> None:
    """Write pieces as a snippet in a folder of its own, under the page's name: a traceback names its file."""
    (folder / name).mkdir()
    alone = folder / name / snippet.name
    code = [framed(piece.section.name, special(piece), piece.text, "# ") for piece in parts]
    alone.write_text("\n".join(code), encoding="utf-8")
    shown = {part.section.name: "\n".join(split_output(part.section, snippet)[0]) for part in parts}
    outputs = [framed(section, "", f"{text}\n", "") for section, text in shown.items() if text]
    if outputs:
        alone.with_suffix(".out").write_text("\n".join(outputs), encoding="utf-8")
    for piece in parts:
        figure = snippet.with_suffix(f".{piece.section.name}.svg")
        if figure.exists():
            alone.with_name(figure.name).write_bytes(figure.read_bytes())


def special(piece: Piece) -> str:
    """What the marker of a pasted piece says: nothing of a raise, which is a comment in it."""
    return "" if piece.section.kind == "raises" else piece.section.special


def framed(name: str, special: str, text: str, comment: str) -> str:
    """A text between the markers of its section."""
    return f"{comment}--8<-- [start:{name}] {special}".rstrip() + f"\n{text}{comment}--8<-- [end:{name}]\n"


def test_every_program_and_every_block_that_stands_alone_runs_as_pasted(root, tmp_path, record_property):
    for name, snippet, parts in pastes(root):
        write(tmp_path, name, snippet, parts)
    record_property("checked", ("programs and blocks run alone", len(list(tmp_path.glob("*/*.py")))))
    done = subprocess.run([sys.executable, "tests/runner.py", tmp_path], cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
