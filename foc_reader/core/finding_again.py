"""Where kept passages are now, in documents that may have changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import DocumentUnreadable, FocReaderError
from foc_reader.core.model import Bookmark, Document, Locator
from foc_reader.core.notebook.shelf import Place
from foc_reader.core.reading.relocate import relocate
from foc_reader.core.values import replace

ReadDocument = Callable[[str, str], Document]  # (pack id, document id); may raise FocReaderError


def find_again(read: ReadDocument, bookmark: Bookmark) -> Locator | None:
    """The kept words, or the whole kept block, where they are now; None when the library no longer has them."""
    try:
        document = read(bookmark.locator.pack_id, bookmark.locator.document_id)
    except FocReaderError:
        return None
    found = relocate(document, bookmark.locator, bookmark.quote)
    if found is None or found.start != found.end:
        return found
    text = next((block.text for block in document.blocks if block.pid == found.pid), "")
    return replace(found, start=0, end=len(text))


def places(read: ReadDocument, bookmarks: Sequence[Bookmark], token: CancelToken) -> dict[str, Place | None]:
    """Where in their documents they are, by id; None for those that are lost. Each document is read once.

    Without searches, which are in none, and those of damaged documents: damaged is not lost, a better copy of the
    library may have them.
    Raises Cancelled.
    """
    kept_in: dict[tuple[str, str], list[Bookmark]] = {}
    for bookmark in bookmarks:
        if bookmark.search:
            continue
        kept_in.setdefault((bookmark.locator.pack_id, bookmark.locator.document_id), []).append(bookmark)
    found: dict[str, Place | None] = {}
    for document_place, kept in kept_in.items():
        token.check()
        try:
            document = read(*document_place)
        except DocumentUnreadable:
            continue
        except FocReaderError:
            found.update((bookmark.id, None) for bookmark in kept)
            continue
        numbers = {block.pid: number for number, block in enumerate(document.blocks)}
        for bookmark in kept:
            token.check()
            locator = relocate(document, bookmark.locator, bookmark.quote)
            found[bookmark.id] = (numbers.get(locator.pid, 0), locator.start) if locator else None
    return found
