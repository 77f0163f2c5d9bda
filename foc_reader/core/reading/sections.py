"""A document in sections that a page can hold."""

from __future__ import annotations

from foc_reader.core.blocks import html_size
from foc_reader.core.model import Block, Document
from foc_reader.core.values import dataclass

# Of markup, in UTF-8. A page of 50 kB is set in 17 ms and scrolled to its end in 28 (QTextBrowser, PySide6 6.12).
SECTION_BYTES = 50_000
_OPENING_BYTES = 6_000  # kept free for kicker, title and facts
_TERMS_BYTES = 2_500  # ... and for the anchors of words that are explained: page.MAX_TERMS_ON_PAGE of them
_TAG_BYTES = 260  # the most that a page writes around a block, with the lists or the table it may open and close


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks `first` to `last`, without `last`."""

    title: str  # the heading it begins with or stands under; of the first section: the document's title
    first: int
    last: int


def sections_of(document: Document) -> tuple[Section, ...]:
    """The sections in order: all blocks, each once, and at most SECTION_BYTES of markup on each page.

    A short document is one section. A long one is cut before a heading in the second half of what fits, the highest
    in rank and of those the last; where there is none, between two blocks.
    """
    sizes = [_size(block) for block in document.blocks]
    sections: list[Section] = []
    first, title = 0, document.entry.title
    while first < len(sizes) or not sections:
        last = _cut(document.blocks, sizes, first)
        sections.append(Section(title, first, last))
        first = last
        headings = [block.text for block in document.blocks[sections[-1].first : first + 1] if block.kind == "heading"]
        title = headings[-1] if headings else title
    return tuple(sections)


def _cut(blocks: tuple[Block, ...], sizes: list[int], first: int) -> int:
    """Where the section that begins at `first` ends."""
    budget = SECTION_BYTES - _OPENING_BYTES - _TERMS_BYTES
    ends: list[int] = []  # the size of the section up to each block, without it
    total = 0
    for size in sizes[first:]:
        if ends and total + size > budget:
            break
        ends.append(total)
        total += size
    last = first + len(ends)
    if last == len(blocks):
        return last
    # The block that no longer fits may be the heading to cut before.
    candidates = [
        first + number
        for number, size in enumerate([*ends, total])
        if size > budget // 2 and blocks[first + number].kind == "heading"
    ]
    return min(candidates, key=lambda number: (blocks[number].level, -number), default=last)


def _size(block: Block) -> int:
    """The most bytes that a page needs for a block."""
    return html_size(block.html) + _TAG_BYTES
