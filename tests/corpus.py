"""Write what the lab on writing learns from: the sentences of the Portuguese pages, a paragraph a line.

    python tests/corpus.py docs/pt/labs/writing.txt

A sentence with code or a formula in it is not taken: it would have a hole, or teach a model to write formulas.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "docs" / "hooks")]

from checks.prose import CODE, COMMENTS, MATHS, TERM_IN_BRACKETS, page_prose  # noqa: E402
from checks.tree import pages  # noqa: E402

HOLE = "`"
LETTERS = "A-Za-zÁÂÃÀÉÊÍÓÔÕÚÇáâãàéêíóôõúç"
SENTENCE = re.compile(rf"[{LETTERS}][{LETTERS}0-9 ,;:()“”–-]*[.?!]")
IMAGE, LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)"), re.compile(r"\[([^\]]*)\]\([^)]*\)")
NO_PARAGRAPH = re.compile(r"^ *(?:\||#|!!!|\?\?\?|===).*$", re.MULTILINE)  # rows, headings, titles of boxes and tabs
ITEM = re.compile(r"^ *(?:[-*]|\d+\.) +", re.MULTILINE)


def paragraphs(page: Path) -> list[str]:
    """The paragraphs of a page, each on one line, as they are read; where code or a formula stood there is a hole."""
    text = CODE.sub(HOLE, COMMENTS.sub("", page_prose(page)))
    text = LINK.sub(r"\1", IMAGE.sub("", MATHS.sub(HOLE, text)))
    text = ITEM.sub("\n", NO_PARAGRAPH.sub("\n", TERM_IN_BRACKETS.sub(r"\1", text)))
    return [" ".join(part.replace("*", "").split()) for part in re.split(r"\n\s*\n", text)]


def whole_sentences(paragraph: str) -> str:
    """The sentences of a paragraph that are made of words, in their order."""
    return " ".join(part for part in re.split(r"(?<=[.?!]) +", paragraph) if SENTENCE.fullmatch(part))


def main() -> None:
    """Write the text."""
    found = (whole_sentences(paragraph) for page in pages(ROOT, "pt") for paragraph in paragraphs(page))
    text = "".join(f"{line}\n" for line in found if line)
    Path(sys.argv[1]).write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {sys.argv[1]}: {len(text)} characters, {len(set(text))} different")


if __name__ == "__main__":
    main()
