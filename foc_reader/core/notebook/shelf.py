"""Bookmarks in the order a person wants, and those of them that fit what was typed and chosen."""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

from foc_reader.core.model import Bookmark
from foc_reader.core.values import dataclass

Place: TypeAlias = "tuple[int, int]"  # number of the block in its document, characters into it
Collate: TypeAlias = "Callable[[str], Any]"  # gives what sorts as people of the language sort names

# accents, Arabic vowel signs and the stroke that only lengthens a word: seldom typed
_SELDOM_TYPED = "[\u0300-\u036f\u0640\u064b-\u065f\u0670]"
_UNKNOWN_PLACE = (1 << 31, 0)  # after every block: the lost ones stand at the end of their document


@dataclass(frozen=True)
class Choice:
    """Which bookmarks are wanted; as it is made, all of them."""

    words: str = ""  # each must stand in name, note, quote, title or tags
    tags: frozenset[str] = frozenset()  # any of these
    only_lost: bool = False

    @property
    def is_all(self) -> bool:
        return not (self.words.strip() or self.tags or self.only_lost)


class _Kept:
    """A bookmark with what takes time to find out about it."""

    __slots__ = ("bookmark", "folded", "rank")

    def __init__(self, bookmark: Bookmark) -> None:
        self.bookmark = bookmark
        self.folded = fold("\n".join(_texts(bookmark)))
        self.rank: tuple[Any, ...] = ()


class Shelf:
    """Sorts and filters bookmarks without doing much at once: to sort ten thousand names as people do takes 0.3 s.

    `fill` says what is to stand here, `work` puts some of it in its place, and once that has said that all is done,
    the rest answers. What did not change since the last `fill` keeps its place.
    """

    def __init__(self, collate: Collate) -> None:
        self._collate = collate
        self._titles: dict[str, Any] = {}  # collated; many bookmarks are of one document
        self._known: dict[str, _Kept] = {}  # by id
        self._order = "newest"
        self._lost: Collection[str] = ()
        self._facts: tuple[object, ...] = ()
        self._places: Mapping[str, Place] = {}
        self._dates: Mapping[tuple[str, str], str] = {}
        self._waiting: deque[Bookmark] = deque()
        self._sorted: list[_Kept] = []
        self._fitting: dict[str, list[_Kept]] = {}  # by words

    def fill(
        self,
        bookmarks: Sequence[Bookmark],
        order: str,
        lost: Collection[str] = (),
        places: Mapping[str, Place] | None = None,
        dates: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        """Take these bookmarks, to be sorted by `order`, one of settings.BOOKMARK_ORDERS.

        `lost`: ids; `places`: by id, as far as known; `dates`: of documents, by ids of pack and document.
        """
        facts = (lost, places, dates) if order in ("place", "date") else ()
        if (order, facts) != (self._order, self._facts):
            self._sorted = []
        self._order, self._facts = order, facts
        self._lost, self._places, self._dates = lost, places or {}, dates or {}
        here = {bookmark.id: bookmark for bookmark in bookmarks}
        self._sorted = [kept for kept in self._sorted if here.get(kept.bookmark.id) is kept.bookmark]
        self._waiting, self._fitting = deque(), {}
        if len(self._sorted) < len(bookmarks):
            in_place = {kept.bookmark.id for kept in self._sorted}
            self._waiting.extend(bookmark for bookmark in bookmarks if bookmark.id not in in_place)
        if self._waiting or len(self._known) > len(here):
            self._known = {key: kept for key, kept in self._known.items() if here.get(key) is kept.bookmark}

    def work(self, most: int) -> bool:
        """Put at most `most` bookmarks in their places; whether all are there now."""
        self._fitting = {}
        for _ in range(min(most, len(self._waiting))):
            bookmark = self._waiting.popleft()
            kept = self._known.get(bookmark.id) or _Kept(bookmark)
            kept.rank = self._rank(bookmark)
            self._known[bookmark.id] = kept
            insort(self._sorted, kept, key=lambda other: other.rank)
        return not self._waiting

    def chosen(self, choice: Choice) -> tuple[Bookmark, ...]:
        """Those that fit `choice`, in order."""
        return tuple(kept.bookmark for kept in self._fit(choice) if _has_any(kept, choice.tags))

    def tags(self, choice: Choice) -> tuple[tuple[str, int], ...]:
        """Every tag with how many bookmarks have it among those that fit the rest of `choice`; by name."""
        counts = Counter(chain.from_iterable(kept.bookmark.tags for kept in self._fit(choice)))
        known = set(chain.from_iterable(kept.bookmark.tags for kept in self._sorted))
        return tuple((tag, counts[tag]) for tag in sorted(known, key=lambda tag: (self._collate(tag), tag)))

    def count_lost(self, choice: Choice) -> int:
        """How many of those that fit the rest of `choice` are lost."""
        lost = self._fit(Choice(choice.words, only_lost=True))
        return sum(_has_any(kept, choice.tags) for kept in lost)

    def _fit(self, choice: Choice) -> list[_Kept]:
        """Those that fit all of `choice` but its tags."""
        if choice.words not in self._fitting:
            fitting = self._sorted
            for word in fold(choice.words).split():
                fitting = [kept for kept in fitting if word in kept.folded]
            self._fitting = {choice.words: fitting}
        fitting = self._fitting[choice.words]
        return [kept for kept in fitting if kept.bookmark.id in self._lost] if choice.only_lost else fitting

    def _rank(self, bookmark: Bookmark) -> tuple[Any, ...]:
        newest = (_last_first(bookmark.created), _last_first(bookmark.changed), _last_first(bookmark.id))
        if self._order == "newest":
            return newest
        if self._order == "name":
            return self._collate(bookmark.name), newest
        title = self._titles.get(bookmark.title)
        if title is None:
            title = self._titles[bookmark.title] = self._collate(bookmark.title)
        document = bookmark.locator.pack_id, bookmark.locator.document_id
        in_library = title, document, self._places.get(bookmark.id, _UNKNOWN_PLACE), newest
        return in_library if self._order == "place" else (_last_first(self._dates.get(document, "")), in_library)


def fold(text: str) -> str:
    """`text` without what people often leave out when they type: capitals, accents, vowel signs, wide letters."""
    if text.isascii():
        return text.lower()
    return re.sub(_SELDOM_TYPED, "", unicodedata.normalize("NFKD", text).casefold())


def _texts(bookmark: Bookmark) -> tuple[str, ...]:
    sought = (bookmark.search.query, *bookmark.search.within) if bookmark.search else ()
    return bookmark.name, bookmark.note, bookmark.quote.exact, bookmark.title, *bookmark.tags, *sought


def _has_any(kept: _Kept, tags: frozenset[str]) -> bool:
    return not tags or not tags.isdisjoint(kept.bookmark.tags)


def _last_first(text: str) -> tuple[int, ...]:
    """Sorts the greatest text first, an empty one last, and a reduced date after the whole ones that it covers."""
    return (*(-ord(character) for character in text), 1)
