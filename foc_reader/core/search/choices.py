"""Which documents of a pack each choice in a filter would leave, as bits, so that counting takes no look at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING

from foc_reader.core.model import DocumentEntry

if TYPE_CHECKING:
    from foc_reader.core.search.codec.collector import TopHits
    from foc_reader.core.search.codec.posting import Posting

Bits = int  # one for each document of a pack, the first one's the highest

_MOST_KEPT = 4_000_000  # bytes of the documents that hold words
_PATH = " / "  # between the names of nested collections
_MOST_MASKS = 256  # values of a filter that each have their bits: 256 times 12 kB in 100,000 documents
_YES = ord("1")


def bits_of(documents: Sequence[int], passages: Iterable[int], count: int) -> Bits:
    """The documents, of `count`, that `passages` are of; `documents` says which one each passage is of."""
    found = bytearray(b"0") * count
    for number in map(documents.__getitem__, passages):
        found[number] = _YES
    return int(found or b"0", 2)


class Holders:
    """The documents of a pack that hold a word, remembered: for a frequent word that is the most of a query's work."""

    def __init__(self, documents: Sequence[int], count: int) -> None:
        """`documents`: which of `count` each passage is of."""
        self._documents, self._count = documents, count
        self._kept: dict[int, Bits] = {}  # by where the word's posting is
        self._most = _MOST_KEPT // (count // 8 + 32)

    def of(self, found: TopHits) -> Bits:
        """The documents that what was found is in."""
        if not found.any_of:
            return bits_of(self._documents, found.docs, self._count)
        bits = 0
        for posting in found.any_of:
            bits |= self._of_word(posting)
        return bits

    def _of_word(self, posting: Posting) -> Bits:
        bits = self._kept.pop(posting.at, None)
        if bits is None:
            bits = bits_of(self._documents, posting.docs, self._count)
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
        self._kept[posting.at] = bits  # the last one asked for, last
        return bits


class Choices:
    """The values that the documents of a pack have under each filter; made for a filter when it is first counted."""

    def __init__(self, entries: Sequence[DocumentEntry]) -> None:
        self._entries = entries
        self._masks: dict[str, dict[str, Bits]] = {}
        self._values: dict[str, list[tuple[str, ...]]] = {}  # of filters with too many values for masks

    def count(self, name: str, documents: Bits, counts: dict[str, int]) -> None:
        """Adds to `counts` how many of `documents` are under each value of the filter `name`."""
        if name not in self._masks:
            self._read(name)
        masks = self._masks[name]
        held = [(value, number) for value, mask in masks.items() if (number := (documents & mask).bit_count())]
        if name in self._values:
            digits = f"{documents:0{len(self._entries)}b}"
            under = compress(self._values[name], map("1".__eq__, digits))
            held = list(Counter(chain.from_iterable(under)).items())
        for value, number in held:
            counts[value] = counts.get(value, 0) + number

    def _read(self, name: str) -> None:
        values = [_choices_of(name, entry) for entry in self._entries]
        different = set().union(*values)
        self._masks[name] = {}
        if len(different) > _MOST_MASKS:
            self._values[name] = values
            return
        flags = {value: bytearray(b"0") * len(values) for value in sorted(different)}
        for number, under in enumerate(values):
            for value in under:
                flags[value][number] = _YES
        self._masks[name] = {value: int(digits, 2) for value, digits in flags.items()}


def _choices_of(name: str, entry: DocumentEntry) -> tuple[str, ...]:
    """The values of a filter that a document is under: of nested collections each one."""
    if name == "collection":
        return tuple(_PATH.join(entry.collection[:depth]) for depth in range(1, len(entry.collection) + 1))
    value = {"language": entry.language, "kind": entry.kind, "year": entry.year}[name]
    return (value,) if value else ()
