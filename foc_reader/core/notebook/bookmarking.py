"""Making a bookmark of a place in a document, with words enough to find it again when the document changes."""

from __future__ import annotations

from collections.abc import Iterable

from foc_reader.core.errors import BadLocator
from foc_reader.core.model import Bookmark, Document, Locator, Quote
from foc_reader.core.notebook.moments import Clock, microseconds, seconds, utc_now

QUOTE_LENGTH = 300  # characters: more than enough to be unique, and little to leak
CONTEXT_LENGTH = 32  # characters kept from either side
NAME_LENGTH = 80


def make_bookmark(
    document: Document,
    locator: Locator,
    name: str = "",
    note: str = "",
    tags: Iterable[str] = (),
    clock: Clock = utc_now,
) -> Bookmark:
    """A new bookmark of `locator`, named after the quoted words if `name` is blank.

    The quote is the chosen words, or the whole block; at the start of a document, its first block. Raises BadLocator
    if the document has no such place.
    """
    import uuid  # 3 ms, so not at the start

    quote = make_quote(document, locator)
    now = clock()
    return Bookmark(
        id=str(uuid.uuid4()),
        locator=locator,
        quote=quote,
        name=name.strip() or _shortened(quote.exact) or document.entry.title,
        note=note.strip(),
        tags=clean_tags(tags),
        title=document.entry.title,
        created=seconds(now),
        changed=microseconds(now),
    )


def make_quote(document: Document, locator: Locator) -> Quote:
    """The words at `locator` with what stands around them in the document's text, one line a block."""
    if (locator.pack_id, locator.document_id) != (document.entry.pack_id, document.entry.id):
        raise BadLocator(str(locator))
    texts = [block.text for block in document.blocks]
    number = _block_number(document, locator)
    if number is None:
        return Quote("")
    text = "\n".join(texts)
    block_start = sum(len(earlier) + 1 for earlier in texts[:number])
    length = len(texts[number])
    start, end = min(locator.start, length), min(locator.end, length)
    if start == end:
        start, end = 0, length
    start, end = block_start + start, block_start + min(end, start + QUOTE_LENGTH)
    return Quote(text[start:end], text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH])


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without blanks around them, each once, in the order given."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _block_number(document: Document, locator: Locator) -> int | None:
    """Which block `locator` is in: the first for the start of a document; None in a document without blocks."""
    if not locator.pid:
        return 0 if document.blocks else None
    for number, block in enumerate(document.blocks):
        if block.pid == locator.pid:
            return number
    raise BadLocator(str(locator))


def _shortened(text: str) -> str:
    """`text` in one line, cut after a whole word where it is too long for a name."""
    line = " ".join(text.split())
    if len(line) <= NAME_LENGTH:
        return line
    start = line[:NAME_LENGTH]
    return (start[: start.rfind(" ")] if " " in start else start) + "…"
