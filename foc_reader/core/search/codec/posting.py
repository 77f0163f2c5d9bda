"""One word's occurrences: the documents that hold it, how often, and where."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from foc_reader.core.search.codec.files import Decoding
from foc_reader.core.search.codec.packing import MARKED, NOTHING, ONES, Stretches, gaps, pack, unpack, unpack_stretches

# CRC-32 of the rest; then three forms of packing, 3 bits each, and the bound, 7 bits
_HEAD = struct.Struct("<IH")
NO_BOUND = 127
_WORTH_UNPACKING = 16  # of the documents, one in as many: then positions are unpacked at once
_MOST_OF_ONE_QUERY = 3  # times that one query asks for a word: among all words, among some, and beside another


class Posting:
    """Documents and frequencies are decoded at once, positions when they are asked for."""

    __slots__ = (
        "_at",
        "_data",
        "_decoding",
        "_ends",
        "_form",
        "_numbers",
        "_places",
        "bound",
        "count",
        "docs",
        "freqs",
        "times_asked",
    )

    def __init__(self, data: bytes, count: int, documents: int, decoding: Decoding) -> None:
        """`count` documents of an index that has `documents`. Raises IndexDamaged."""
        self.count = count
        self._data, self._decoding = data, decoding
        self.times_asked = 0
        self._numbers: dict[int, int] | None = None  # of documents among `docs`
        self._ends: list[int] | None = None  # of each document's positions
        self._places: Stretches | None = None
        with decoding:
            crc, head = _HEAD.unpack_from(data)
            if crc != zlib.crc32(memoryview(data)[4:]) or not 0 < count <= documents:
                raise ValueError("a posting does not fit its dictionary")
            steps, at = unpack(head & 7, data, _HEAD.size, count, least=1)
            self.docs = list(accumulate(steps, initial=-1))
            del self.docs[0]
            self.freqs, self._at = unpack(head >> 3 & 7, data, at, count, least=1)
            if self.docs[-1] >= documents:
                raise ValueError("a posting names documents that are not there")
            self._form, self.bound = head >> 6 & 7, head >> 9

    @property
    def is_common(self) -> bool:
        """Whether it was asked for by more than one query: then what makes it quicker is worth making, and is kept."""
        return self.times_asked > _MOST_OF_ONE_QUERY

    def also_in(self, docs: set[int]) -> set[int]:
        """Those of `docs` that hold the word."""
        numbers = self._numbers_of_docs() if self.is_common else self._numbers
        return docs.intersection(self.docs) if numbers is None else numbers.keys() & docs

    def places_of(self, docs: Sequence[int]) -> list[int]:
        """The indexes of these documents, each of them present, in rising order."""
        if self.is_common or self._numbers is not None or len(docs) * 6 > self.count:
            return list(map(self._numbers_of_docs().__getitem__, docs))
        found, low = [], 0
        for doc in docs:
            low = bisect_left(self.docs, doc, low)
            found.append(low)
        return found

    def positions(self, wanted: Sequence[int] | None = None) -> list[Sequence[int]]:
        """Where the word stands in the postings at the wanted indexes, all of them when None; rising.

        Raises IndexDamaged.
        """
        wanted = range(self.count) if wanted is None else wanted
        with self._decoding:
            places = self._unpacked_places(is_whole=len(wanted) * _WORTH_UNPACKING > self.count)
            if self._ends is None:
                self._ends = list(accumulate(self.freqs))
            ends, freqs = map(self._ends.__getitem__, wanted), map(self.freqs.__getitem__, wanted)
            if isinstance(places, bytes):
                return [
                    (places[end - 1],) if freq == 1 else list(accumulate(places[end - freq : end]))
                    for end, freq in zip(ends, freqs, strict=True)
                ]
            return [list(accumulate(places[end - freq : end])) for end, freq in zip(ends, freqs, strict=True)]

    def _numbers_of_docs(self) -> dict[int, int]:
        if self._numbers is None:
            self._numbers = dict(zip(self.docs, range(self.count), strict=True))
        return self._numbers

    def _unpacked_places(self, is_whole: bool) -> Stretches:
        if self._places is None or (is_whole and self._form == MARKED and not isinstance(self._places, list)):
            if self._form == ONES:  # never written here: a false frequency would decide how much memory is taken
                raise ValueError("positions take no room")
            unpack_places = unpack if is_whole else unpack_stretches
            self._places, end = unpack_places(self._form, self._data, self._at, sum(self.freqs))
            if end != len(self._data):
                raise ValueError("a posting is longer than it says")
        return self._places


def encode_posting(docs: Sequence[int], freqs: Sequence[int], position_gaps: Sequence[int], bound: int) -> bytes:
    """The bytes that Posting reads. `position_gaps` starts anew in each document; empty: the field has none."""
    doc_form, doc_data = pack(gaps(docs, start=-1))
    freq_form, freq_data = pack(freqs)
    place_form, place_data = pack(position_gaps, may_vanish=False) if position_gaps else (NOTHING, b"")
    head = doc_form | freq_form << 3 | place_form << 6 | bound << 9
    body = struct.pack("<H", head) + doc_data + freq_data + place_data
    return struct.pack("<I", zlib.crc32(body)) + body
