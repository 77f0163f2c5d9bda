"""One section of a document as a page for a text browser, and which piece of which block stands where on it.

The markup has no ids and no names: 10,000 paragraphs with ids take QTextDocument 18 s and more, without them 0.4 s.
Classes for a style sheet: `p.kicker` (`capitals`, where its script has them), `p.meta`, `p.note`; `table.rows` with
`td.under` below the first row; `table.quote` with `p.quote` in a `td.quote` or `td.quote-rtl`, whose `border-left` and
`border-right` Qt does draw; `a.term` around a word that is explained, its address `term:N` for the document's N-th
term; `p.mentioned` over the list of what mentions the document; `td.card` around an index card, with `table.facts`,
`td.label` and `p.absent`; the script's name from `scripts` on all that is not in Latin letters. No colours, no sizes.
Every paragraph says its direction: in Qt one leaks to what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, islice
from typing import TYPE_CHECKING

from foc_reader.core.isolating import contained, unturned
from foc_reader.core.model import Block, Document, DocumentEntry, Page, Piece
from foc_reader.core.reading.scripts import script_of
from foc_reader.core.values import replace

if TYPE_CHECKING:
    from foc_reader.core.reading.sections import Section

_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_CELL = re.compile(r"<span>(.*?)</span>(?:\t|$)", re.DOTALL)
_CLOSE = 'cellspacing="0" cellpadding="0"'
_NUMBER = re.compile(r"[0-9]{1,9}[.)] ")

MAX_TERMS_ON_PAGE = 60
MENTIONS_BYTES = 8_000  # the most that the list of mentions adds to a page, its heading aside


def render_section(
    document: Document,
    section: Section,
    facts: str,
    mentioned_in: str = "Mentioned in",
    and_more: str = "…",
    not_here: str = "The text is not in this library.",
) -> Page:
    """The page for one section; `facts` is the line under the title, as plain text.

    The last section ends with a list of what mentions the document, under the words `mentioned_in`; `and_more` stands
    after the last one where not all find room. An index card ends with `not_here`, unless it says so itself.

    The first section opens with kind, title and facts. A level-1 heading in it that reads like the title stands for
    it, where it stands; what comes before that heading stays before it.

    To find a block on the page, walk the browser's paragraphs and the pieces side by side, and pass over every
    paragraph whose text is not the next piece's: kind, title and facts, and the empty ones around tables and lines.
    """
    blocks = tuple(map(_unturned, document.blocks[section.first : section.last]))
    pieces = _pieces(blocks)
    entry = document.entry
    scripts = {block.pid: script_of(block.text, block.lang or entry.language) for block in blocks}
    title_script = script_of(entry.title, entry.language)
    if document.terms:
        blocks = _with_terms(document, blocks)
    parts = (
        _opened(entry, blocks, scripts, facts, title_script) if section.first == 0 else _blocks_html(blocks, scripts)
    )
    is_last = section.last == len(document.blocks)
    if entry.form == "card":
        says_so = any(not_here in block.text for block in document.blocks)
        absent = _line("p", "absent", not_here, entry.direction) if is_last and not says_so else ""
        card = f'<td class="card">{_as_facts("".join(parts))}{absent}</td>'
        parts = iter([f'<table width="100%" {_CLOSE}><tr>{card}</tr></table>'])
    foot = _mentions_html(document, mentioned_in, and_more) if is_last and document.mentioned_by else ()
    names = tuple(sorted({*scripts.values(), title_script} - {""}))
    return Page("".join([*parts, *foot]), pieces, names)


def _opened(
    entry: DocumentEntry, blocks: Sequence[Block], scripts: Mapping[str, str], facts: str, title_script: str
) -> Iterator[str]:
    """The blocks of a document's beginning, with kind, title and facts."""
    kind = contained(entry.kind)
    capitals = kind.upper()
    # a script without capitals stays as it is, and is not spaced: its letters may be joined
    yield _line("p", "kicker capitals" if capitals != kind.lower() else "kicker", capitals, entry.direction)
    title = _title_number(blocks, entry.title)
    if title is None:
        yield _line("h1", title_script, contained(entry.title), entry.direction)
    else:
        yield from _blocks_html(blocks[: title + 1], scripts)
    yield _line("p", "meta", facts, entry.direction)
    yield from _blocks_html(blocks if title is None else blocks[title + 1 :], scripts)


def _unturned(block: Block) -> Block:
    """The block with its letters in their own order: what turns them round can make a page say what it does not."""
    html = unturned(block.html)
    return block if html is block.html else replace(block, html=html, text=unturned(block.text))


def _as_facts(html: str) -> str:
    """`html` with its tables as lists of facts, their first column the labels. No block's own markup holds a table."""
    html = html.replace('<table class="rows"', '<table class="facts"').replace("<th ", "<td ").replace("</th>", "</td>")
    return re.sub(r'<tr><td( align="[a-z]+")?(?: class="([^"]*)")?', r'<tr><td\1 class="label \2"', html)


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
        if block.kind == "heading" and block.level == 1 and _folded(block.text) == _folded(unturned(title)):
            return number
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _line(tag: str, name: str, text: str, direction: str) -> str:
    if not text:
        return ""
    attribute = f' class="{name}"' if name else ""
    return f'<{tag}{attribute} dir="{direction}">{escape(text)}</{tag}>'


def _blocks_html(blocks: Sequence[Block], scripts: Mapping[str, str]) -> Iterator[str]:
    """The markup of the blocks in order; neighbouring items make a list, quotes one frame, rows a table.

    `scripts`: the script of each block, by its pid.
    """
    for kind, group in groupby(blocks, lambda block: (block.kind, _frame(block))):
        run = list(group)
        if kind[0] == "item":
            yield from _list_html(run, scripts)
        elif kind[0] == "quote":
            side = "quote-rtl" if run[0].dir == "rtl" else "quote"
            quotes = "".join(f"<p{_said(block, scripts, 'quote')}>{_inline(block)}</p>" for block in run)
            yield f'<table class="quote" width="100%" {_CLOSE}><tr><td class="{side}">{quotes}</td></tr></table>'
        elif kind[0] == "row":
            rows = "".join(_row_html(block, scripts, number > 0) for number, block in enumerate(run))
            side = ' align="right"' if run[0].dir == "rtl" else ""
            yield f'<table class="rows"{side} {_CLOSE} dir="{run[0].dir}">{rows}</table>'
        else:
            yield from (_block_html(block, scripts) for block in run)


def _frame(block: Block) -> str:
    """What blocks of one kind must share to stand in one frame."""
    return block.dir if block.kind in ("quote", "row") else ""


def _said(block: Block, scripts: Mapping[str, str], name: str = "") -> str:
    """The attributes of a block's paragraph: its classes and its direction."""
    classes = f"{name} {scripts[block.pid]}".strip()
    return f' class="{classes}" dir="{block.dir}"' if classes else f' dir="{block.dir}"'


def _block_html(block: Block, scripts: Mapping[str, str]) -> str:
    if block.kind == "rule":
        return "<hr>"
    if block.kind == "heading":
        return f"<h{block.level}{_said(block, scripts)}>{_inline(block)}</h{block.level}>"
    if block.kind == "code":
        # A newline would begin a paragraph of its own; the text would come out in many pieces.
        lines = _inline(block).replace("\n", "<br>")
        return f'<pre dir="{block.dir}">{lines}</pre>'
    return f"<p{_said(block, scripts, 'note' if block.kind == 'note' else '')}>{_inline(block)}</p>"


def _list_html(items: Sequence[Block], scripts: Mapping[str, str]) -> Iterator[str]:
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
        yield f"<li{_said(item, scripts)}>{_inline(item)}</li>"
    yield "</ul>" * len(open_tags)


def _row_html(block: Block, scripts: Mapping[str, str], is_under: bool) -> str:
    """`is_under`: there is a row above it, from which a line separates it."""
    start = ' align="right"' if block.dir == "rtl" else ' align="left"'  # Qt puts the head's words in the middle
    tag, start = ("th", start) if block.level else ("td", "")
    said = _said(block, scripts, "under" if is_under else "")
    return f"<tr>{''.join(f'<{tag}{start}{said}>{cell}</{tag}>' for cell in _CELL.findall(_inline(block)))}</tr>"


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
