"""Words and their occurrences while an index is being made: gathered in memory, spilled in sorted runs, merged."""

from __future__ import annotations

import heapq
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter, sub
from pathlib import Path
from typing import BinaryIO

_HEAD = struct.Struct("<HII")  # field, bytes of the term, numbers
_BUFFER = 1 << 18

# (field's number, term, number of the run, occurrences). Occurrences: for each document its number, the frequency,
# then as many gaps between positions, where the field has positions.
Piece = tuple[int, bytes, int, "array[int]"]


class Runs:
    """Occurrences of words, given by document, given back by word. Memory is bounded by `limit` numbers."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._limit = folder, limit
        self._paths: list[Path] = []
        self._handles: list[BinaryIO] = []
        self._held: dict[int, dict[str | bytes, array[int]]] = {}
        self._numbers = 0

    def add_words(self, field: int, docnum: int, words: Iterable[str | None]) -> int:
        """How many words were added; None takes a position and is none."""
        positions: dict[str, list[int]] = {}
        for position, word in enumerate(words):
            if word is None:
                continue
            places = positions.get(word)
            if places is None:
                positions[word] = [position]
            else:
                places.append(position)
        return self.add_positions(field, docnum, positions)

    def add_positions(self, field: int, docnum: int, positions: dict[str, list[int]]) -> int:
        """How many words were added; each one's positions rise."""
        held = self._held.setdefault(field, {})
        length = 0
        for word, places in positions.items():
            count = len(places)
            length += count
            numbers = held.get(word)
            if numbers is None:
                numbers = held[word] = array("I")
            numbers.extend((docnum, count, places[0]))
            if count > 1:
                numbers.extend(map(sub, places[1:], places))
        self._numbers += length + 2 * len(positions)
        return length

    def add_frequencies(self, field: int, docnum: int, frequencies: dict[bytes, int]) -> int:
        """How many terms were added, for a field without positions."""
        held = self._held.setdefault(field, {})
        for term, frequency in frequencies.items():
            held.setdefault(term, array("I")).extend((docnum, frequency))
        self._numbers += 2 * len(frequencies)
        return sum(frequencies.values())

    def spill_if_full(self) -> None:
        """Writes what is held to a run once it is more than the limit. Call between documents."""
        if self._numbers > self._limit:
            self._spill()

    def merged(self) -> Iterator[tuple[int, bytes, Sequence[int]]]:
        """(field's number, term, its occurrences in all documents), in order of fields and terms."""
        if not self._paths:
            for field, term, _, numbers in self._sorted_pieces():
                yield field, term, numbers
            return
        if self._numbers:
            self._spill()
        self._handles = [path.open("rb", buffering=_BUFFER) for path in self._paths]
        pieces = heapq.merge(*(_read_run(handle, number) for number, handle in enumerate(self._handles)))
        for (field, term), group in groupby(pieces, key=itemgetter(0, 1)):
            numbers = array("I")
            for piece in group:
                numbers.extend(piece[3])
            yield field, term, numbers

    def remove(self) -> None:
        """Removes what was spilled."""
        for handle in self._handles:
            handle.close()
        for path in self._paths:
            path.unlink(missing_ok=True)
        self._held, self._numbers, self._paths = {}, 0, []

    def _spill(self) -> None:
        path = self._folder / f"run-{len(self._paths)}.part"
        self._paths.append(path)
        with path.open("wb", buffering=_BUFFER) as handle:
            for field, term, _, numbers in self._sorted_pieces():
                handle.write(_HEAD.pack(field, len(term), len(numbers)) + term)
                numbers.tofile(handle)
        self._held, self._numbers = {}, 0

    def _sorted_pieces(self) -> Iterator[Piece]:
        for field in sorted(self._held):
            held = self._held[field]
            terms = sorted((word.encode() if isinstance(word, str) else word, word) for word in held)
            yield from ((field, term, 0, held[word]) for term, word in terms)


def _read_run(handle: BinaryIO, number: int) -> Iterator[Piece]:
    while head := handle.read(_HEAD.size):
        field, size, count = _HEAD.unpack(head)
        term = handle.read(size)
        numbers = array("I")
        numbers.fromfile(handle, count)
        yield field, term, number, numbers
