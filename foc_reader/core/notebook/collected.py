"""Bookmarks grouped by document, as the pages for reading show them, whatever they are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from foc_reader.core.model import Bookmark, DocumentEntry
from foc_reader.core.notebook.moments import Clock, seconds, utc_now
from foc_reader.core.notebook.shelf import Place
from foc_reader.core.values import dataclass

# halves of characters, and signs of control other than line ends: no file for reading may hold them
_UNWRITABLE = "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"


@dataclass(frozen=True)
class Group:
    """The bookmarks of one document, in its order, or all searches, by name."""

    title: str
    address: str  # pack/document; empty: searches
    bookmarks: tuple[Bookmark, ...]
    date: str = ""  # of the document, as far as the library has it: so with the two below
    language: str = ""
    direction: str = ""  # "ltr", "rtl"; empty: not known


@dataclass(frozen=True)
class Collected:
    """All that a page of bookmarks says."""

    groups: tuple[Group, ...]
    count: int
    day: str  # on which it is written: "2026-11-21"
    lost: frozenset[str] = frozenset()  # ids


def collect(
    bookmarks: Sequence[Bookmark],
    entries: Mapping[tuple[str, str], DocumentEntry],
    places: Mapping[str, Place],
    lost: frozenset[str] = frozenset(),
    clock: Clock = utc_now,
) -> Collected:
    """`bookmarks` by document: these by title, the bookmarks by place, those of unknown place last, by age.

    `entries`: of the documents that the library has, by ids of pack and document; `places`: by id of the bookmark.
    """
    kept_in: dict[tuple[str, str], list[Bookmark]] = {}
    for bookmark in bookmarks:
        kept_in.setdefault((bookmark.locator.pack_id, bookmark.locator.document_id), []).append(bookmark)
    groups = [_group(kept, entries.get(key), places) for key, kept in kept_in.items()]
    groups.sort(key=lambda group: (not group.address, group.title.casefold(), group.address))  # searches last
    return Collected(tuple(groups), len(bookmarks), seconds(clock())[:10], lost)


def _group(kept: Sequence[Bookmark], entry: DocumentEntry | None, places: Mapping[str, Place]) -> Group:
    def rank(bookmark: Bookmark) -> tuple[bool, Place, str, str]:
        return bookmark.id not in places, places.get(bookmark.id, (0, 0)), bookmark.created, bookmark.id

    if kept[0].search:
        return Group("Searches", "", tuple(sorted(kept, key=lambda one: (one.name.casefold(), one.created, one.id))))
    locator = kept[0].locator
    address, bookmarks = f"{locator.pack_id}/{locator.document_id}", tuple(sorted(kept, key=rank))
    if entry is None:
        return Group(one_line(kept[0].title) or address, address, bookmarks)
    return Group(one_line(entry.title), address, bookmarks, entry.date, entry.language, entry.direction)


def name_of(bookmark: Bookmark) -> str:
    """What stands over a bookmark: its name in one line, else the beginning of its words, else where it is."""
    quote = one_line(bookmark.quote.exact)
    return one_line(bookmark.name) or (quote if len(quote) <= 80 else quote[:80] + "…") or place_of(bookmark)


def place_of(bookmark: Bookmark) -> str:
    """Where it leads, in one line."""
    if bookmark.search is None:
        return str(bookmark.locator)
    from foc_reader.core.notebook.searches import described

    return one_line(described(bookmark.search))


def one_line(text: str) -> str:
    """`text` as it can be written, its blanks and line ends as single blanks."""
    return " ".join(writable(text).split())


def lines_of(text: str) -> list[str]:
    """The lines of `text` as they can be written, without blanks around them; an empty one divides paragraphs."""
    lines = [" ".join(line.split()) for line in writable(text).strip().splitlines()]
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]


def writable(text: str) -> str:
    """`text` with a sign of replacement for what no file for reading may hold."""
    return re.sub(_UNWRITABLE, "\ufffd", text)


def counted(count: int) -> str:
    return "1 bookmark" if count == 1 else f"{count} bookmarks"
