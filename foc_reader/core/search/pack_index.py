"""The open index of one pack, and the words of all open ones together.

Opening takes no Whoosh: its 60 ms belong to the first search, not to the start of the program.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from operator import eq, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import IndexDamaged, IndexOutdated
from foc_reader.core.model import DocumentEntry, Passage, PassagePlace
from foc_reader.core.search.choices import Bits, Choices, Holders, bits_of
from foc_reader.core.search.codec.contents import FORMAT, check_contents
from foc_reader.core.search.codec.opened import OpenIndex
from foc_reader.core.search.codec.weighting import SharedStatistics, Statistics
from foc_reader.core.search.fields import (
    ANALYSIS,
    DOCUMENT_COLUMN,
    PLACE_COLUMN,
    SIZE_COLUMN,
    WORD_FIELD,
    described,
)
from foc_reader.core.search.stemming import base_language
from foc_reader.core.values import dataclass

if TYPE_CHECKING:
    from foc_reader.core.search.codec.collector import FlatSearcher, TopHits
    from foc_reader.core.search.codec.engine import Query
    from foc_reader.core.search.vocabulary import Vocabulary

FILTERS = ("language", "collection", "kind", "year")
Bounds = tuple[dict[str, Bits], Bits | None, bytearray | None]  # see `scope`

# What can be read comes before what points to it: of some subject, a card says more in fewer words than a text.
_WEIGHTS = {"text": 1.0, "page": 0.8, "card": 0.9, "term": 0.6}

_OFTEN = 1024  # words between two looks at the token
_MOST_KEPT = 500  # beginnings whose words are remembered


@dataclass(frozen=True, slots=True)
class IndexedPack:
    """What searching in a pack takes."""

    pack_id: str
    folder: Path  # of its index
    entries: Sequence[DocumentEntry]  # in the manifest's order, which is what `PassagePlace.document` counts
    passage: Callable[[PassagePlace], Passage]  # may raise DocumentUnreadable
    index_format: str = ""  # what the manifest says of the index; empty: it says nothing
    toc_sha256: str = ""  # of its table of contents, which holds those of all its other files; empty: not compared


class PackIndex:
    """One index with its files open. For one thread; everything may raise IndexDamaged."""

    def __init__(self, pack: IndexedPack) -> None:
        """Raises IndexMissing, IndexOutdated, IndexDamaged."""
        self.pack = pack
        if pack.index_format not in ("", FORMAT):
            raise IndexOutdated(pack.folder, "its format is another one")
        self.opened = OpenIndex(pack.folder, described(), ANALYSIS)
        try:
            self.documents = self._document_numbers()  # of each passage
        except BaseException:
            self.opened.close()
            raise
        forms = [entry.form for entry in pack.entries]
        # for each document, what its scores are multiplied by; None where all are texts
        self.weights = None if set(forms) <= {"text"} else [_WEIGHTS[form] for form in forms]
        self._searcher: FlatSearcher | None = None
        self.choices = Choices(pack.entries)
        self.holders = Holders(self.documents, len(pack.entries))
        self.scopes: dict[object, Bounds] = {}  # what filters let through, as long as it is wanted
        self.keys: dict[str, Sequence[Any]] = {}  # for each document what sorts it in an order: see `ordering`

    @property
    def searcher(self) -> FlatSearcher:
        """What searches in it, made when first asked for. Raises IndexDamaged where it is not the library's own."""
        if self._searcher is None:
            if self.pack.toc_sha256:
                check_contents(self.pack.folder, self.pack.toc_sha256)
            from foc_reader.core.search.codec.index import FlatIndex
            from foc_reader.core.search.schema import make_schema

            self._searcher = FlatIndex(self.pack.folder, make_schema(), ANALYSIS).searcher_of(self.opened)
        return self._searcher

    @property
    def passages(self) -> int:
        """How many it holds."""
        return len(self.documents)

    @cached_property
    def has_parts(self) -> bool:
        """Whether some document has several passages."""
        return any(map(eq, self.documents, islice(self.documents, 1, None)))

    def entry(self, passage: int) -> DocumentEntry:
        """The document that a passage is of."""
        return self.pack.entries[self.documents[passage]]

    def passages_of(self, entry: DocumentEntry) -> range:
        """Those of one document; none where it is not of this pack."""
        if entry.pack_id != self.pack.pack_id or entry not in self.pack.entries:
            return range(0)
        number = self.pack.entries.index(entry)
        return range(bisect_left(self.documents, number), bisect_right(self.documents, number))

    def bits_of(self, passages: Iterable[int]) -> Bits:
        """The documents that these passages are of."""
        return bits_of(self.documents, passages, len(self.pack.entries))

    def place(self, passage: int) -> PassagePlace:
        """Where the pack keeps a passage."""
        rows = self.opened.rows
        return PassagePlace(
            self.documents[passage], rows.number(PLACE_COLUMN, passage), rows.number(SIZE_COLUMN, passage)
        )

    def top(
        self, query: Query, limit: int, allowed: bytearray | None, token: CancelToken, statistics: Statistics
    ) -> TopHits:
        """The `limit` best of the `allowed` passages. Raises Cancelled."""
        return self.searcher.top(query, limit, allowed, token, statistics)

    def close(self) -> None:
        """Closes its files; may be called twice."""
        if self._searcher is not None:
            self._searcher.close()
        self.opened.close()

    def _document_numbers(self) -> Sequence[int]:
        if not self.opened.rows.count:
            return ()
        numbers = self.opened.rows.numbers(DOCUMENT_COLUMN)
        if max(numbers) >= len(self.pack.entries):
            raise IndexDamaged(self.pack.folder, "it is of other documents than the library holds")
        return numbers


class LibraryWords:
    """The dictionaries of all open indexes as one. Holds while they stay open."""

    def __init__(self, indexes: Sequence[PackIndex]) -> None:
        self._indexes = indexes
        self.statistics = SharedStatistics([index.opened for index in indexes])
        languages = {base_language(entry.language) for index in indexes for entry in index.pack.entries}
        self.languages = tuple(sorted(languages))
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self.found_within: dict[tuple[str, ...], frozenset[tuple[str, str]]] = {}  # documents that some queries find
        self.documents = sum(len(index.pack.entries) for index in indexes)

    def holding(self, field: str, term: str) -> int:
        """How many passages hold a term."""
        data = term.encode()
        return sum(index.opened.holding(field, data) for index in self._indexes)

    def beginnings(self, field: str, prefix: str, most: int, token: CancelToken) -> tuple[str, ...]:
        """The most frequent terms that begin with `prefix`, at most `most`. Raises Cancelled."""
        key = field, prefix
        if key not in self._kept:
            found = []
            for number, (term, count) in enumerate(self._scan(field, prefix.encode())):
                if number % _OFTEN == 0:
                    token.check()
                found.append((-count, term))
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = tuple(term.decode() for _, term in heapq.nsmallest(most, found))
        return self._kept[key]

    def terms(self, field: str, prefix: str, most: int) -> Iterator[str]:
        """The terms that begin with `prefix`, in order, at most `most`."""
        return (term.decode() for term, _ in islice(self._scan(field, prefix.encode()), most))

    @cached_property
    def near_words(self) -> Vocabulary:
        """The words of `vocabulary`, to be found by spellings that come near."""
        from foc_reader.core.search.vocabulary import Vocabulary

        return Vocabulary(self.vocabulary())

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every word as it is written, folded, with the documents that hold it; no numbers. In order."""
        for term, count in self._scan(WORD_FIELD, b""):
            word = term.decode()
            if word.isalpha() or not any(map(str.isdecimal, word)):
                yield word, count

    def _scan(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        scans = [index.opened.terms.scan(field, prefix) for index in self._indexes]
        if len(scans) == 1:
            yield from scans[0]
            return
        for term, found in groupby(heapq.merge(*scans), key=itemgetter(0)):
            yield term, sum(count for _, count in found)
