"""Finding a kept place again in a document that may have changed since."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from foc_reader.core.model import Block, Document, Locator, Quote
from foc_reader.core.values import replace


def relocate(document: Document, locator: Locator, quote: Quote) -> Locator | None:
    """Where the kept words are now; None when the document no longer has them.

    By the block's id if the words still stand where they stood in it, else wherever a block has exactly these words,
    and of several places the one with most of the same letters around it, the first of equals. A locator of a whole
    block stays one. (An id is made from a block's words: one that is gone does not say in which section it was.)
    """
    if not locator.pid:
        return document.entry.locator
    exact = unicodedata.normalize("NFC", quote.exact)
    block = next((block for block in document.blocks if block.pid == locator.pid), None)
    if block is not None and _still_stands(block, locator, exact):
        return locator
    text = "\n".join(block.text for block in document.blocks)  # as the words around a quote are taken
    best = max(_places(document, exact), key=lambda place: _likeness(text, place.at, quote), default=None)
    if best is None:
        return None
    found = replace(document.entry.locator, pid=best.pid)
    return found if locator.start == locator.end else replace(found, start=best.start, end=best.start + len(exact))


class _Place(NamedTuple):
    pid: str
    start: int  # characters into the block's text
    at: int  # characters into the text of the whole document


def _still_stands(block: Block, locator: Locator, exact: str) -> bool:
    if locator.start == locator.end:
        return block.text.startswith(exact)
    # Of a long selection only the beginning is quoted.
    return locator.end <= len(block.text) and block.text[locator.start : locator.end].startswith(exact)


def _places(document: Document, exact: str) -> Iterator[_Place]:
    """Each place where the words stand within one block."""
    at = 0
    for block in document.blocks:
        start = block.text.find(exact) if exact else -1
        while start >= 0:
            yield _Place(block.pid, start, at + start)
            start = block.text.find(exact, start + 1)
        at += len(block.text) + 1


def _likeness(text: str, at: int, quote: Quote) -> int:
    """How many letters on both sides of the place are those that stood around the words."""
    before = text[max(0, at - len(quote.prefix)) : at]
    after = text[at + len(quote.exact) : at + len(quote.exact) + len(quote.suffix)]
    return _same_start(before[::-1], quote.prefix[::-1]) + _same_start(after, quote.suffix)


def _same_start(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
