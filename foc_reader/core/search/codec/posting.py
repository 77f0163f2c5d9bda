"""One word's occurrences: the documents that hold it, how often, and where."""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, islice
from operator import itemgetter

from foc_reader.core.search.codec.files import Decoding
from foc_reader.core.search.codec.packing import NOTHING, ONES, Marked, gaps, pack, unpack, unpack_stretches

# CRC-32 of the rest; then three forms of packing, 3 bits each, and the bound, 7 bits
_HEAD = struct.Struct("<IH")
NO_BOUND = 127
_WORTH_SUMMING = 12  # of the documents, one in as many: then where each one's positions end is reckoned for all
_TO_SEEK = 8  # looks at a document, the time to seek one by halves
_APART = 255  # in bytes, the mark of a number that stands apart


class Posting:
    """Documents and frequencies are decoded at once, positions when they are asked for."""

    __slots__ = (
        "_at",
        "_data",
        "_decoding",
        "_documents",
        "_every_end",
        "_form",
        "_places",
        "_table",
        "at",
        "bound",
        "count",
        "docs",
        "freqs",
        "times_asked",
    )

    def __init__(self, data: bytes, at: int, count: int, documents: int, decoding: Decoding) -> None:
        """`count` documents of an index that has `documents`; `at`: where in its file `data` stands, which is what it
        can be known by. Raises IndexDamaged.
        """
        self.at, self.count = at, count
        self._data, self._decoding, self._documents = data, decoding, documents
        self.times_asked = 0
        self._table: bytearray | None = None
        self._places: Sequence[int] | Marked | None = None
        self._every_end: array[int] | None = None  # of each document's positions
        with decoding:
            crc, head = _HEAD.unpack_from(data)
            if crc != zlib.crc32(memoryview(data)[4:]) or not 0 < count <= documents:
                raise ValueError("a posting does not fit its dictionary")
            steps, at = unpack(head & 7, data, _HEAD.size, count, least=1)
            # an array takes a tenth of a list's memory, and of the time to let go of it
            self.docs = array("I", islice(accumulate(steps, initial=-1), 1, None))
            self.freqs, self._at = unpack(head >> 3 & 7, data, at, count, least=1)
            if self.docs[-1] >= documents:
                raise ValueError("a posting names documents that are not there")
            self._form, self.bound = head >> 6 & 7, head >> 9

    @property
    def has_table(self) -> bool:
        """Whether a byte for each document of the index is spent, so that `often_in` is quick."""
        return self._table is not None

    def keep_table(self) -> None:
        """Sees to it that it `has_table` from now on."""
        self._table = self._made_table()

    def is_quick(self, docs: Sequence[int]) -> bool:
        """Whether `often_in` of so many takes less than a look at each document that holds the word."""
        return self._table is not None or len(docs) * _TO_SEEK < self.count

    def often_in(self, docs: Sequence[int]) -> Sequence[int]:
        """How often each of `docs` holds the word; 0: not at all."""
        if self._table is None and self.is_quick(docs):
            return self._often_sought(docs)
        table = self._table or self._made_table()
        if len(docs) < 2:
            found: Sequence[int] = [table[doc] for doc in docs]
        else:
            found = itemgetter(*docs)(table)  # half the time of a loop
        if _APART not in found or isinstance(self.freqs, bytes):
            return found
        exactly = zip(docs, found, strict=True)
        return [self.freqs[bisect_left(self.docs, doc)] if freq == _APART else freq for doc, freq in exactly]

    def among(self, docs: Sequence[int]) -> list[int]:
        """Those of `docs`, which rise, that hold the word."""
        if self.is_quick(docs):
            return list(compress(docs, self.often_in(docs)))
        return sorted(set(docs).intersection(self.docs))

    def places_of(self, docs: Sequence[int]) -> list[int]:
        """The indexes of these documents, each of them present, in rising order."""
        if len(docs) * 6 > self.count:
            wanted = bytearray(self._documents)
            for doc in docs:
                wanted[doc] = 1
            return list(compress(range(self.count), map(wanted.__getitem__, self.docs)))
        found, low = [], 0
        for doc in docs:
            low = bisect_left(self.docs, doc, low)
            found.append(low)
        return found

    def positions(self, wanted: Sequence[int] | None = None) -> list[list[int]]:
        """Where the word stands in the postings at the wanted indexes, which rise; None: in all of them.

        Raises IndexDamaged.
        """
        return [list(accumulate(steps)) for steps in self.steps(range(self.count) if wanted is None else wanted)]

    def steps(self, wanted: Sequence[int]) -> list[Sequence[int]]:
        """The same, each position but the first as how far it is from the one before. Raises IndexDamaged."""
        with self._decoding:
            places = self._unpacked_places()
            freqs = list(map(self.freqs.__getitem__, wanted))
            stretches = zip(self._ends(wanted), freqs, strict=True)
            if isinstance(places, Marked):
                return places.stretches(stretches)
            return [places[end - freq : end] for end, freq in stretches]

    def _ends(self, wanted: Sequence[int]) -> Iterable[int]:
        """For each of the wanted indexes, which rise, how many positions there are up to its last one."""
        if self._every_end is None and (self._table is not None or len(wanted) * _WORTH_SUMMING > self.count):
            self._every_end = array("I", accumulate(self.freqs))
        if self._every_end is not None:
            return map(self._every_end.__getitem__, wanted)
        ends, end, at, freqs = [], 0, 0, self.freqs
        for index in wanted:
            end += sum(freqs[at : index + 1])
            at = index + 1
            ends.append(end)
        return ends

    def _often_sought(self, docs: Sequence[int]) -> list[int]:
        own, freqs, count = self.docs, self.freqs, self.count
        places = [bisect_left(own, doc) for doc in docs]
        return [freqs[at] if at < count and own[at] == doc else 0 for at, doc in zip(places, docs, strict=True)]

    def _made_table(self) -> bytearray:
        """A byte for each document of the index: how often it holds the word, 255 for that and more."""
        table = bytearray(self._documents)
        freqs: Iterable[int] = self.freqs
        if not isinstance(freqs, bytes):
            freqs = (min(freq, _APART) for freq in freqs)
        for doc, freq in zip(self.docs, freqs, strict=True):
            table[doc] = freq
        return table

    def _unpacked_places(self) -> Sequence[int] | Marked:
        if self._places is None:
            if self._form == ONES:  # never written here: a false frequency would decide how much memory is taken
                raise ValueError("positions take no room")
            self._places, end = unpack_stretches(self._form, self._data, self._at, sum(self.freqs))
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
