"""A document as lines of JSON: one for what stands beside its text, then one for each block.

The line of a block that begins a passage also names the section, so that a passage is a run of whole lines that can be
read alone.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import cast

from foc_reader.core.blocks import KINDS, check_document
from foc_reader.core.context import MAX_MEANING_CHARACTERS, Mention, Term
from foc_reader.core.library.fields import (
    Fields,
    Misfit,
    as_fields,
    list_of,
    number_of,
    read_fields,
    text_of,
    texts_of,
    write_line,
)
from foc_reader.core.model import Block, Document, DocumentEntry, Locator

PASSAGE_CHARACTERS = 1_200  # neighbouring blocks are one passage up to about this length
_MAX_TEXT = 60_000
_LINE_END = "\n"
_PASSAGE_BEGINS = b'{"section":'
_KNOWN_KINDS = frozenset(KINDS)
# One of most lines: how it begins, pid, kind, text as it is written. In valid JSON a quotation mark within a text has
# a backslash before it, so that what stands between `","` and `":"` can only be a name.
_USUAL_LINE = re.compile(
    r'^(\{(?:"section":"[^"\\]*",)?)"pid":"([0-9a-f-]{1,99})","kind":"([a-z]*)","html":".*","text":"(.*)"'
    r'(?:,"level":[0-9])?(?:,"dir":"[a-z]*")?(?:,"lang":"[^"\\]*")?(?:,"page":"[^"\\]*")?\}$',
    re.MULTILINE,
)

ListedPassage = tuple[str, tuple[str, ...], tuple[str, ...]]  # section, pids, texts


def document_lines(document: Document) -> list[bytes]:
    """The lines of a document. Raises BlockRefused if it is not one that could be read again."""
    check_document(document)
    sections = passage_starts(document.blocks)
    header = {
        "id": document.entry.id,
        "source": document.source,
        "publisher": document.publisher,
        "licence": document.licence,
        "tags": list(document.tags),
        "warnings": list(document.warnings),
        "links": list(document.links),
        "resources": list(document.resources),
        "blocks": len(document.blocks),
        **_context_fields(document),
    }
    blocks = (_block_line(block, sections.get(number)) for number, block in enumerate(document.blocks))
    return [write_line(header), *blocks]


def read_document(entry: DocumentEntry, data: bytes) -> Document:
    """The document whose lines are `data`, held to every rule for documents. Raises BlockRefused, Misfit."""
    lines = data.splitlines(keepends=True)
    header = read_fields(lines[0] if lines else b"")
    if text_of(header, "id") != entry.id or number_of(header, "blocks") != len(lines) - 1:
        raise Misfit("it is another document, or not whole")
    pairs = [read_block(line) for line in lines[1:]]
    blocks = tuple(block for block, _ in pairs)
    if {number: section for number, (_, section) in enumerate(pairs) if section is not None} != passage_starts(blocks):
        raise Misfit("its passages do not begin where they should")
    document = Document(
        entry,
        blocks,
        text_of(header, "source"),
        text_of(header, "publisher"),
        text_of(header, "licence"),
        texts_of(header, "tags"),
        texts_of(header, "warnings"),
        texts_of(header, "links", limit=3_000),
        texts_of(header, "resources"),
        texts_of(header, "spellings"),
        _mentions(header, entry.pack_id),
        _terms(header),
    )
    check_document(document)
    return document


def read_block(line: bytes) -> tuple[Block, str | None]:
    """A block, not yet held to the rules, and the section of the passage that it begins; None if it begins none.

    Raises Misfit.
    """
    fields = read_fields(line)
    section = None if "section" not in fields else text_of(fields, "section", limit=_MAX_TEXT)
    block = Block(
        text_of(fields, "pid"),
        text_of(fields, "kind"),
        text_of(fields, "html", limit=_MAX_TEXT),
        text_of(fields, "text", limit=_MAX_TEXT),
        number_of(fields, "level", 0),
        text_of(fields, "dir", "ltr"),
        text_of(fields, "lang", ""),
        text_of(fields, "page", ""),
    )
    return block, section


def read_passage(data: bytes) -> ListedPassage:
    """(the section, the blocks' pids, their texts) of the one passage whose lines are `data`. Raises Misfit.

    A list of results shows plain text: the markup is neither read nor checked.
    """
    try:
        listed = _read_usual(data) if len(data) <= _MAX_TEXT else None
    except ValueError:
        listed = None
    return listed or _read_any(data)


def _read_usual(data: bytes) -> ListedPassage | None:
    """The passage if its lines look as `document_lines` writes most of them, in two thirds of the time; else None.

    Raises ValueError where it only seemed so, Misfit.
    """
    lines = data.decode()
    found = _USUAL_LINE.findall(lines)
    if not found or len(found) != lines.count(_LINE_END):
        return None
    heads, pids, kinds, texts = zip(*found, strict=True)
    section = heads[0][len(_PASSAGE_BEGINS) + 1 : -2]
    is_one = heads[0] != "{" and heads.count("{") == len(heads) - 1
    written = "".join((section, *texts))
    if not is_one or not written.isprintable() or not _KNOWN_KINDS.issuperset(kinds):
        return None
    if "\\" in written or '"' in written:
        texts = tuple([json.loads(f'"{text}"') if "\\" in text or '"' in text else text for text in texts])
        if not "".join(texts).isprintable():
            for text in texts:
                text_of({"text": text}, "text", limit=_MAX_TEXT)
    return section, pids, texts


def _read_any(data: bytes) -> ListedPassage:
    """The same, however they are written. Raises Misfit."""
    rows = _rows(data)
    if not rows or ["section" in row for row in rows] != [True] + [False] * (len(rows) - 1):
        raise Misfit("it does not hold one passage")
    pids, texts = (tuple([text_of(row, name, limit=_MAX_TEXT) for row in rows]) for name in ("pid", "text"))
    if not _KNOWN_KINDS.issuperset([text_of(row, "kind") for row in rows]):
        raise Misfit("it holds a block of no known kind")
    return text_of(rows[0], "section", limit=_MAX_TEXT), pids, texts


def passage_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(where it begins, its lines) of each passage in the lines of a document. Raises Misfit."""
    header, *lines = data.splitlines(keepends=True)
    begin, piece = len(header), b""
    for line in lines:
        if line.startswith(_PASSAGE_BEGINS) and piece:
            yield begin, piece
            begin, piece = begin + len(piece), b""
        piece += line
    if piece:
        yield begin, piece


def _rows(data: bytes) -> list[Fields]:
    """The JSON object of each line. Raises Misfit."""
    try:
        rows = json.loads(f"[{data.decode().rstrip(_LINE_END).replace(_LINE_END, ',')}]")
    except (ValueError, RecursionError) as error:
        raise Misfit("it is not JSON") from error
    if set(map(type, rows)) - {dict}:
        raise Misfit("it does not hold names with values")
    return cast(list[Fields], rows)


def passage_starts(blocks: Sequence[Block]) -> dict[int, str]:
    """The number of each block that begins a passage, with the heading that the passage stands under.

    A heading begins a passage, unless only headings stand before it there; so does the first of the notes at the end,
    which stand under no heading. Otherwise a passage grows while it stays within PASSAGE_CHARACTERS.
    """
    starts: dict[int, str] = {}
    start, length, section = 0, 0, ""
    only_headings = in_notes = False
    for number, block in enumerate(blocks):
        is_heading = block.kind == "heading"
        opens_notes = block.kind == "note" and not in_notes
        is_full = length + len(block.text) > PASSAGE_CHARACTERS
        if number == 0 or ((is_heading or opens_notes or is_full) and not only_headings):
            start, length, only_headings = number, 0, True
            section = "" if opens_notes else section
        if is_heading:
            section = block.text
        if is_heading or number == start:
            starts[start] = section
        length += len(block.text)
        only_headings = only_headings and is_heading
        in_notes = (in_notes or opens_notes) and not is_heading
    return starts


def passage_around(blocks: Sequence[Block], pid: str) -> Sequence[Block]:
    """The blocks of the passage that the block `pid` is in; all of them where there is no such block."""
    at = next((number for number, block in enumerate(blocks) if block.pid == pid), None)
    if at is None:
        return blocks
    starts = [*passage_starts(blocks), len(blocks)]
    last = bisect_right(starts, at)
    return blocks[starts[last - 1] : starts[last]]


def _context_fields(document: Document) -> Fields:
    """What surrounds the document; each meaning once, however often it is needed. What is empty is left out."""
    mentions = [
        {"id": mention.locator.document_id, "pid": mention.locator.pid, "title": mention.title, "form": mention.form}
        for mention in document.mentioned_by
    ]
    terms = [{"id": term.document_id, "pid": term.pid, "start": term.start, "end": term.end} for term in document.terms]
    meanings = {term.document_id: term.meaning for term in document.terms}
    fields: Fields = {
        "spellings": list(document.spellings),
        "mentioned_by": mentions,
        "terms": terms,
        "meanings": meanings,
    }
    return {name: value for name, value in fields.items() if value}


def _mentions(header: Fields, pack_id: str) -> tuple[Mention, ...]:
    found = map(as_fields, list_of(header, "mentioned_by"))
    return tuple(
        Mention(
            Locator(pack_id, text_of(mention, "id"), text_of(mention, "pid")),
            text_of(mention, "title"),
            text_of(mention, "form"),
        )
        for mention in found
    )


def _terms(header: Fields) -> tuple[Term, ...]:
    meanings = as_fields(header.get("meanings", {}))
    return tuple(
        Term(
            text_of(term, "id"),
            text_of(term, "pid"),
            number_of(term, "start"),
            number_of(term, "end"),
            text_of(meanings, text_of(term, "id"), limit=MAX_MEANING_CHARACTERS),
        )
        for term in map(as_fields, list_of(header, "terms"))
    )


def _block_line(block: Block, section: str | None) -> bytes:
    """The line of a block; what is as usual is left out. `section`: of the passage that it begins, else None."""
    fields: dict[str, object] = {} if section is None else {"section": section}
    fields |= {"pid": block.pid, "kind": block.kind, "html": block.html, "text": block.text}
    usual = {"level": 0, "dir": "ltr", "lang": "", "page": ""}
    fields |= {name: getattr(block, name) for name, value in usual.items() if getattr(block, name) != value}
    return write_line(fields)
