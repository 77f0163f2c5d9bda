"""One section of a document as a page for a text browser, and which piece of which block stands where on it.

The markup has no ids and no names: 10,000 paragraphs with ids take QTextDocument 18 s and more, without them 0.4 s.
Classes for a style sheet: `p.kicker`, `p.meta`, `p.note`, `table.rows`, `table.quote` with `p.quote` in a `td.quote` or
`td.quote-rtl`, whose `border-left` and `border-right` Qt does draw; `a.term` around a word that is explained, its
address `term:N` for the document's N-th term; `p.mentioned` over the list of what mentions the document.
No colours, no sizes.
Every paragraph says its direction: in Qt one leaks to what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby, islice
from typing import TYPE_CHECKING

from foc_reader.core.model import Block, Document, Page, Piece

if TYPE_CHECKING:
    from foc_reader.core.reading.sections import Section

_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_CELL = re.compile(r"<span>(.*?)</span>(?:\t|$)", re.DOTALL)
_CLOSE = 'cellspacing="0" cellpadding="0"'
_NUMBER = re.compile(r"[0-9]{1,9}[.)] ")


MAX_TERMS_ON_PAGE = 60
MENTIONS_BYTES = 8_000  # the most that the list of mentions adds to a page, its heading aside


def render_section(
    document: Document, section: Section, facts: str, mentioned_in: str = "Mentioned in", and_more: str = "…"
) -> Page:
    """The page for one section; `facts` is the line under the title, as plain text.

    The last section ends with a list of what mentions the document, under the words `mentioned_in`; `and_more` stands
    after the last one where not all find room.

    The first section opens with kind, title and facts. A level-1 heading in it that reads like the title stands for
    it, where it stands; what comes before that heading stays before it.

    To find a block on the page, walk the browser's paragraphs and the pieces side by side, and pass over every
    paragraph whose text is not the next piece's: kind, title and facts, and the empty ones around tables and lines.
    """
    blocks = document.blocks[section.first : section.last]
    pieces = _pieces(blocks)
    if document.terms:
        blocks = _with_terms(document, blocks)
    is_last = section.last == len(document.blocks)
    foot = list(_mentions_html(document, mentioned_in, and_more)) if is_last and document.mentioned_by else []
    if section.first > 0:
        return Page("".join([*_blocks_html(blocks), *foot]), pieces)
    entry = document.entry
    kicker = _line("p", "kicker", entry.kind.upper(), entry.direction)  # scripts without capitals stay as they are
    meta = _line("p", "meta", facts, entry.direction)
    title = _title_number(blocks, entry.title)
    if title is None:
        opening = [kicker, _line("h1", "", entry.title, entry.direction), meta]
        return Page("".join([*opening, *_blocks_html(blocks), *foot]), pieces)
    before, after = blocks[: title + 1], blocks[title + 1 :]
    return Page("".join([kicker, *_blocks_html(before), meta, *_blocks_html(after), *foot]), pieces)


def _with_terms(document: Document, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with an anchor around each word that is explained, up to MAX_TERMS_ON_PAGE of them."""
    from foc_reader.core.reading.explaining import with_terms

    pids = {block.pid for block in blocks}
    wanted: dict[str, list[tuple[int, int, int]]] = {}
    here = ((number, term) for number, term in enumerate(document.terms) if term.pid in pids)
    for number, term in islice(here, MAX_TERMS_ON_PAGE):
        wanted.setdefault(term.pid, []).append((term.start, term.end, number))
    return tuple(
        replace(block, html=with_terms(block.html, wanted[block.pid])) if block.pid in wanted else block
        for block in blocks
    )


def _mentions_html(document: Document, mentioned_in: str, and_more: str) -> Iterator[str]:
    """A heading and a list with a link to each place that mentions the document, within MENTIONS_BYTES."""
    direction = document.entry.direction
    yield _line("p", "mentioned", mentioned_in, direction)
    yield "<ul>"
    size = 0
    for mention in document.mentioned_by:
        item = f'<li dir="{direction}"><a href="doc:{mention.locator}">{escape(mention.title)}</a></li>'
        size += len(item.encode())
        if size > MENTIONS_BYTES:
            yield f'<li dir="{direction}">{escape(and_more)}</li>'
            break
        yield item
    yield "</ul>"


def _title_number(blocks: Sequence[Block], title: str) -> int | None:
    """The number of the heading that stands for the title; None if there is none."""
    for number, block in enumerate(blocks):
        if block.kind == "heading" and block.level == 1 and _folded(block.text) == _folded(title):
            return number
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _line(tag: str, name: str, text: str, direction: str) -> str:
    if not text:
        return ""
    attribute = f' class="{name}"' if name else ""
    return f'<{tag}{attribute} dir="{direction}">{escape(text)}</{tag}>'


def _blocks_html(blocks: Sequence[Block]) -> Iterator[str]:
    """The markup of the blocks in order; neighbouring items make a list, quotes one frame, rows a table."""
    for kind, group in groupby(blocks, lambda block: (block.kind, _frame(block))):
        run = list(group)
        if kind[0] == "item":
            yield from _list_html(run)
        elif kind[0] == "quote":
            side = "quote-rtl" if run[0].dir == "rtl" else "quote"
            quotes = "".join(f'<p class="quote" dir="{block.dir}">{_inline(block)}</p>' for block in run)
            yield f'<table class="quote" {_CLOSE}><tr><td class="{side}">{quotes}</td></tr></table>'
        elif kind[0] == "row":
            rows = "".join(_row_html(block) for block in run)
            yield f'<table class="rows" {_CLOSE} dir="{run[0].dir}">{rows}</table>'
        else:
            yield from map(_block_html, run)


def _frame(block: Block) -> str:
    """What blocks of one kind must share to stand in one frame."""
    return block.dir if block.kind in ("quote", "row") else ""


def _block_html(block: Block) -> str:
    if block.kind == "rule":
        return "<hr>"
    if block.kind == "heading":
        return f'<h{block.level} dir="{block.dir}">{_inline(block)}</h{block.level}>'
    if block.kind == "code":
        # A newline would begin a paragraph of its own; the text would come out in many pieces.
        lines = _inline(block).replace("\n", "<br>")
        return f'<pre dir="{block.dir}">{lines}</pre>'
    if block.kind == "note":
        return f'<p class="note" dir="{block.dir}">{_inline(block)}</p>'
    return f'<p dir="{block.dir}">{_inline(block)}</p>'


def _list_html(items: Sequence[Block]) -> Iterator[str]:
    """Lists within lists, as deep as the levels say. An item that brings its own number gets no bullet."""
    open_tags: list[str] = []
    for item in items:
        tag = '<ul type="none">' if _NUMBER.match(item.text) else "<ul>"
        while len(open_tags) > item.level or (len(open_tags) == item.level and open_tags[-1] != tag):
            open_tags.pop()
            yield "</ul>"
        while len(open_tags) < item.level:
            open_tags.append(tag)
            yield tag
        yield f'<li dir="{item.dir}">{_inline(item)}</li>'
    yield "</ul>" * len(open_tags)


def _row_html(block: Block) -> str:
    tag = "th" if block.level else "td"
    cells = "".join(f'<{tag} dir="{block.dir}">{cell}</{tag}>' for cell in _CELL.findall(_inline(block)))
    return f"<tr>{cells}</tr>"


def _inline(block: Block) -> str:
    """The block's own markup. Until there is a store of pictures, a picture is its alternative text."""
    return _PICTURE.sub(r"\1", block.html)


def _pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    return tuple(piece for block in blocks for piece in _block_pieces(block))


def _block_pieces(block: Block) -> Iterator[Piece]:
    if block.kind != "row":
        if block.text:
            yield Piece(block.pid, 0, block.text)
        return
    from foc_reader.core.blocks import plain_text  # 15 ms, and the window imports this module before it is shown

    start = 0
    for cell in _CELL.findall(block.html):
        text = plain_text(cell)
        if text:
            yield Piece(block.pid, start, text)
        start += len(text) + 1  # the tab between two cells
