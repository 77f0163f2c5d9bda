"""Where the text of a document begins: below its date, its publisher, its title."""

from __future__ import annotations

from foc_reader.core.model import Block, Document, Locator
from foc_reader.core.values import replace

_MOST_BLOCKS = 8  # of a document among which its text begins
_LINE_LETTERS = 40  # a shorter line that is no sentence stands above the text
_ENDS = tuple(".,;:?!…。？！；،؟۔।။։።")
_CLOSING = "\"'”’»)]*"


def opening(document: Document) -> int:
    """The number of the first block of the text; 0 where none can be told from what stands above it."""
    blocks = document.blocks[:_MOST_BLOCKS]
    titles = [number for number, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    begin = titles[0] + 1 if titles and all(map(_is_above, blocks[: titles[0]])) else 0
    return next((number for number in range(begin, len(blocks)) if not _is_above(blocks[number])), 0)


def past_opening(document: Document, locator: Locator) -> Locator:
    """The first block of the text, where `locator` is something above it, such as the date; else `locator`."""
    number = opening(document)
    if locator.pid and locator.pid not in {block.pid for block in document.blocks[:number]}:
        return locator
    pid = document.blocks[number].pid if document.blocks else ""
    return replace(locator, pid=pid, start=0, end=0)


def _is_above(block: Block) -> bool:
    """Whether it is a heading, a picture, or a short line such as a date."""
    if block.kind != "paragraph":
        return block.kind in ("heading", "rule", "figure")
    text = block.text.strip().rstrip(_CLOSING)
    return len(text) <= _LINE_LETTERS and not text.endswith(_ENDS)
