"""Words and their occurrences while an index is being made: gathered in memory, spilled in sorted runs, merged.

A word's occurrences are tickets: each place in each text that is held has the next number, whatever stands there. So a
text is taken in by a few calls that run at C speed, and only when all of a word is known is it told apart by document.
"""

from __future__ import annotations

import heapq
import struct
import zlib
from array import array
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import accumulate, chain, count, groupby, repeat
from operator import call, itemgetter, sub
from pathlib import Path
from typing import BinaryIO, NamedTuple

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.packing import WIDTHS, from_bytes, to_bytes, width_for

# A run is written in blocks of terms of one field: the field, terms, bytes of them, documents listed, positions; how
# wide each document, frequency and position is
_HEAD = struct.Struct("<HIIIIccc")
_BLOCK = 512  # terms
_BUFFER = 1 << 18
# As many numbers of 4 bytes would take the room of a place in a text, with what tells it apart, and of a word itself
_OF_A_PLACE = 3
_OF_A_WORD = 80


class Piece(NamedTuple):
    """What one run knows of one term: the documents that hold it, how often, and the gaps between its positions.

    Where its field keeps no postings there are no documents, only how many there are.
    """

    field: int
    term: bytes
    run: int
    holding: int
    docs: Sequence[int]
    freqs: Sequence[int]
    gaps: Sequence[int]


class Runs:
    """Occurrences of words, given by document, given back by word. Memory is bounded by `limit` numbers.

    Each run is spilled as some `slices`, of which any term goes to the same one, so that they can be merged apart.
    """

    def __init__(self, folder: Path, limit: int, slices: int = 1) -> None:
        self._folder, self._limit, self._slices = folder, limit, slices
        self._spilled: list[list[Path]] = []
        self._taken: list[tuple[Path, int]] = []  # and the number of the run's first document
        self._handles: list[BinaryIO] = []
        self._forget()

    def add_words(self, field: int, docnum: int, words: Iterable[str | None]) -> int:
        """How many words were added; None takes a position and is none."""
        return self._placed_of(field).add(docnum, tuple(words))

    def add_positions(self, field: int, docnum: int, positions: Mapping[str, Sequence[int]]) -> int:
        """How many words were added; each one's positions rise."""
        return self._placed_of(field).add_positions(docnum, positions)

    def add_frequencies(self, field: int, docnum: int, frequencies: Mapping[bytes, int]) -> int:
        """How many terms were added, for a field without positions."""
        listed = self._listed.setdefault(field, {})
        for term, frequency in frequencies.items():
            listed.setdefault(term, array("I")).extend((docnum, frequency))
        self._numbers += 2 * len(frequencies)
        return sum(frequencies.values())

    def add_counted(self, field: int, terms: Collection[str]) -> int:
        """How many terms were added, all different, for a field of which only counts are kept."""
        self._counted.setdefault(field, Counter()).update(terms)
        return len(terms)

    @property
    def held(self) -> int:
        """The numbers, of 4 bytes, whose room is taken."""
        places = sum(placed.end for placed in self._placed.values())
        words = sum(map(len, self._placed.values())) + sum(map(len, self._listed.values()))
        words += sum(map(len, self._counted.values()))
        return self._numbers + _OF_A_PLACE * places + _OF_A_WORD * words

    def spill_if_full(self) -> None:
        """Writes what is held to a run once it is more than the limit. Call between documents."""
        if self.held > self._limit:
            self.spill()

    def spill(self, token: CancelToken | None = None) -> None:
        """Writes what is held to a run. Raises Cancelled."""
        token = token or CancelToken()
        paths = [self._folder / f"run-{len(self._spilled)}-{number}.part" for number in range(self._slices)]
        self._spilled.append(paths)
        with ExitStack() as files:
            slices = [_SliceWriter(files.enter_context(path.open("wb", buffering=_BUFFER))) for path in paths]
            for piece in self._pieces():
                token.check()
                slices[zlib.crc32(piece.term) % len(slices)].add(piece)
            for one in slices:
                one.flush()
        self._forget()

    def take(self, paths: Iterable[Path], first: int) -> None:
        """Takes over the runs that others spilled, of documents of which the first has this number here."""
        self._taken += ((path, first) for path in paths)

    @property
    def spilled(self) -> list[list[Path]]:
        """Each run, its slices in order."""
        return self._spilled

    def merged(self) -> Iterator[Piece]:
        """Each term with its occurrences in all documents, in order of fields and terms."""
        if not self._spilled and not self._taken:
            yield from self._pieces()
            return
        if self.held:
            self.spill()
        runs = [(path, 0) for paths in self._spilled for path in paths] + self._taken
        self._handles = [path.open("rb", buffering=_BUFFER) for path, _ in runs]
        pieces = (
            _read_run(handle, number, first)
            for number, (handle, (_, first)) in enumerate(zip(self._handles, runs, strict=True))
        )
        for _, group in groupby(heapq.merge(*pieces), key=itemgetter(0, 1)):
            yield _joined(list(group))

    def remove(self) -> None:
        """Removes what was spilled, and lets go of what was taken over."""
        for handle in self._handles:
            handle.close()
        for path in chain.from_iterable(self._spilled):
            path.unlink(missing_ok=True)
        self._spilled, self._taken = [], []
        self._forget()

    def _forget(self) -> None:
        self._placed: dict[int, _Placed] = {}
        self._listed: dict[int, dict[bytes, array[int]]] = {}
        self._counted: dict[int, Counter[str]] = {}
        self._numbers = 0

    def _placed_of(self, field: int) -> _Placed:
        placed = self._placed.get(field)
        if placed is None:
            placed = self._placed[field] = _Placed()
        return placed

    def _pieces(self) -> Iterator[Piece]:
        for field in sorted({*self._placed, *self._listed, *self._counted}):
            if field in self._placed:
                yield from self._placed[field].pieces(field)
            listed = self._listed.get(field, {})
            for term in sorted(listed):
                numbers = listed[term].tolist()
                yield Piece(field, term, 0, len(numbers) // 2, numbers[::2], numbers[1::2], ())
            counted = self._counted.get(field, Counter())
            yield from (Piece(field, term.encode(), 0, counted[term], (), (), ()) for term in sorted(counted))


class _Tickets(dict[str | None, Callable[[int], object]]):
    """For each word, what takes the next ticket for it."""

    def __init__(self) -> None:
        self[None] = bool  # a gap: nobody asks where it was

    def __missing__(self, word: str | None) -> Callable[[int], object]:
        self[word] = take = array("I").append
        return take


class _Placed:
    """The words of one field with their places."""

    def __init__(self) -> None:
        self._tickets = _Tickets()
        self._docs = array("I")
        self._begins = array("I")  # the first ticket of each of them
        self.end = 0  # tickets given so far

    def __len__(self) -> int:
        return len(self._tickets)

    def add(self, docnum: int, words: Sequence[str | None]) -> int:
        """The next document; how many words it has."""
        if len(words) > 1:
            deque(map(call, itemgetter(*words)(self._tickets), count(self.end)), maxlen=0)
        elif words:
            self._tickets[words[0]](self.end)
        self._next(docnum, len(words))
        return len(words) - words.count(None)

    def add_positions(self, docnum: int, positions: Mapping[str, Sequence[int]]) -> int:
        """The same, where several words may stand in one place."""
        for word, places in positions.items():
            deque(map(self._tickets[word], map(self.end.__add__, places)), maxlen=0)
        self._next(docnum, max((places[-1] + 1 for places in positions.values()), default=0))
        return sum(map(len, positions.values()))

    def pieces(self, field: int) -> Iterator[Piece]:
        """Each word, in order."""
        sizes = array("I", map(sub, chain(self._begins[1:], (self.end,)), self._begins))
        doc_of = array("I", chain.from_iterable(map(repeat, self._docs, sizes)))
        place_of = array("I", chain.from_iterable(map(range, sizes)))
        tickets = self._tickets
        # in the order of code points, which is that of their UTF-8
        for word in sorted(word for word in tickets if word is not None):
            found = tickets[word].__self__  # type: ignore[attr-defined]
            term = word.encode()
            if len(found) == 1:
                yield Piece(field, term, 0, 1, (doc_of[found[0]],), (1,), (place_of[found[0]],))
            else:
                of_these = itemgetter(*found)  # half the time of a map
                yield _told_apart(field, term, of_these(doc_of), of_these(place_of))

    def _next(self, docnum: int, places: int) -> None:
        self._docs.append(docnum)
        self._begins.append(self.end)
        self.end += places


def _told_apart(field: int, term: bytes, docs: Sequence[int], places: Sequence[int]) -> Piece:
    """The piece of a term that stands at these places of these documents."""
    freqs = Counter(docs)
    if len(freqs) == len(docs):
        return Piece(field, term, 0, len(docs), docs, (1,) * len(docs), places)
    gaps = list(map(sub, places, chain((0,), places)))
    for first in accumulate(freqs.values()):
        if first < len(places):
            gaps[first] = places[first]
    return Piece(field, term, 0, len(freqs), list(freqs), list(freqs.values()), gaps)


def _joined(pieces: list[Piece]) -> Piece:
    """What all runs know of one term."""
    if len(pieces) == 1:
        return pieces[0]
    docs, freqs, gaps = (
        list(chain.from_iterable(lists))
        for lists in zip(*((piece.docs, piece.freqs, piece.gaps) for piece in pieces), strict=True)
    )
    return pieces[0]._replace(holding=sum(piece.holding for piece in pieces), docs=docs, freqs=freqs, gaps=gaps)


class _SliceWriter:
    """Writes the pieces of one slice of a run."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        self._block: list[Piece] = []

    def add(self, piece: Piece) -> None:
        """The next one."""
        if len(self._block) == _BLOCK or (self._block and self._block[0].field != piece.field):
            self.flush()
        self._block.append(piece)

    def flush(self) -> None:
        """Writes those that are held."""
        if not self._block:
            return
        fields, terms, _, holding, *lists = zip(*self._block, strict=True)
        numbers = [list(chain.from_iterable(part)) for part in lists]
        widths = [width_for(max(part, default=0)) for part in numbers]
        text = b"".join(terms)
        codes = [width.encode() for width in widths]
        head = _HEAD.pack(fields[0], len(terms), len(text), len(numbers[0]), len(numbers[2]), *codes)
        packed = map(to_bytes, widths, numbers)
        self._handle.write(b"".join((head, to_bytes("I", map(len, terms)), to_bytes("I", holding), text, *packed)))
        self._block = []


def _read_run(handle: BinaryIO, run: int, first: int) -> Iterator[Piece]:
    """The pieces of a run, whose documents are counted from `first`."""
    while head := handle.read(_HEAD.size):
        field, count, size, listed, places, *codes = _HEAD.unpack(head)
        lengths, holding = (from_bytes("I", handle.read(4 * count)) for _ in range(2))
        text = handle.read(size)
        docs, freqs, gaps = (
            from_bytes(code.decode(), handle.read(WIDTHS[code.decode()] * length))
            for code, length in zip(codes, (listed, listed, places), strict=True)
        )
        if first:
            docs = array("I", map(first.__add__, docs))
        at = doc = gap = 0
        for length, held in zip(lengths, holding, strict=True):
            term = text[at : at + length]
            at += length
            if not listed:
                yield Piece(field, term, run, held, (), (), ())
                continue
            of_these = freqs[doc : doc + held]
            end = gap + sum(of_these) if places else 0
            yield Piece(field, term, run, held, docs[doc : doc + held], of_these, gaps[gap:end])
            doc += held
            gap = end
