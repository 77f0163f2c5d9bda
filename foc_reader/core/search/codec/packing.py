"""Lists of whole numbers in few bytes that unpack at C speed, each list in the smallest of a few plain forms."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub

# The forms a list can take. 20,000 gaps, 1 in 60 above 255: MARKED 22,892 bytes and 33 ns a number,
# variable-length integers 20,361 bytes and 115 ns, LONGS 80,000 bytes.
ONES = 0  # every number is 1: nothing is written
BYTES = 1
SHORTS = 2  # 16 bits each
LONGS = 3  # 32 bits each
MARKED = 4  # bytes, of which the larger numbers stand apart, with their places
HALVES = 6  # half a byte each, the larger numbers apart as in MARKED: most frequencies are below 15
NOTHING = 5  # there is no list: what a posting says of positions where its field has none

_COUNT = struct.Struct("<I")
_IS_BIG_ENDIAN = sys.byteorder == "big"
_DIGITS = b"0123456789abcdef"
_TO_DIGIT = _DIGITS + b"f" * 240
_BELOW_15 = bytes(range(15))
_FROM_DIGIT = bytes.maketrans(_DIGITS, bytes(range(16)))
WIDTHS = {"B": 1, "H": 2, "I": 4, "Q": 8}

if any(array(code).itemsize != width for code, width in WIDTHS.items()):
    raise ImportError("This Python's arrays have other widths than the search index.")


def to_bytes(code: str, numbers: Iterable[int]) -> bytes:
    """`numbers` as little-endian bytes, each as wide as `code` says ("B", "H", "I" or "Q")."""
    values = array(code, numbers)
    if _IS_BIG_ENDIAN:
        values.byteswap()
    return values.tobytes()


def from_bytes(code: str, data: bytes) -> array[int]:
    """What `to_bytes` was given. Raises ValueError where `data` ends within a number."""
    values = array(code)
    values.frombytes(data)
    if _IS_BIG_ENDIAN:
        values.byteswap()
    return values


def width_for(largest: int) -> str:
    """The narrowest code for numbers up to `largest`."""
    return "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I" if largest < 1 << 32 else "Q"


def gaps(numbers: Sequence[int], start: int = 0) -> list[int]:
    """How much each number is above the one before, the first one above `start`: `itertools.accumulate` undoes it."""
    return list(map(sub, numbers, chain((start,), numbers)))


def pack(numbers: Sequence[int], may_vanish: bool = True) -> tuple[int, bytes]:
    """(form, data) of at least one number, each below 2**32; `may_vanish`: ONES may be used.

    A reader takes the count of a vanished list on trust, so it is only for lists whose count is bounded elsewhere.
    """
    if len(numbers) == 1:
        return _pack_one(numbers[0], may_vanish)
    values = list(numbers)  # bytes() of an array would be its memory, not its numbers
    largest = max(values)
    if largest < 256:
        return _pack_small(bytes(values), may_vanish)
    if len(values) < 5:  # too few for any to stand apart
        return (SHORTS, to_bytes("H", values)) if largest < 1 << 16 else (LONGS, to_bytes("I", values))
    marked = [i for i, value in enumerate(values) if value > 254]
    halved = [i for i, value in enumerate(values) if value > 14] if len(marked) * 16 < len(values) else None
    width = 2 if largest < 1 << 16 else 4
    sizes = [
        (width * len(values), SHORTS if width == 2 else LONGS),
        (_COUNT.size + 8 * len(marked) + len(values), MARKED),
    ]
    if halved is not None:
        sizes.append((_COUNT.size + 8 * len(halved) + (len(values) + 1) // 2, HALVES))
    form = min(sizes)[1]
    if form == HALVES and halved is not None:
        return HALVES, _apart(values, halved) + _halves(_lowest(values, halved, 15))
    if form == MARKED:
        return MARKED, _apart(values, marked) + _lowest(values, marked, 255)
    return form, to_bytes("H" if width == 2 else "I", values)


def _pack_one(value: int, may_vanish: bool) -> tuple[int, bytes]:
    """Half of all lists are of one number."""
    if value < 256:
        return (ONES, b"") if value == 1 and may_vanish else (BYTES, bytes((value,)))
    return (SHORTS, value.to_bytes(2, "little")) if value < 1 << 16 else (LONGS, value.to_bytes(4, "little"))


def _pack_small(values: bytes, may_vanish: bool) -> tuple[int, bytes]:
    if may_vanish and values.count(1) == len(values):
        return ONES, b""
    if len(values) <= 8:
        return BYTES, values
    large = len(values.translate(None, _BELOW_15))
    if _COUNT.size + 8 * large + (len(values) + 1) // 2 >= len(values):
        return BYTES, values
    return HALVES, _apart(values, [i for i, value in enumerate(values) if value > 14]) + _halves(values)


def _halves(values: bytes) -> bytes:
    """Half a byte each, 15 for all above."""
    digits = values.translate(_TO_DIGIT)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _lowest(values: Sequence[int], large: Sequence[int], mark: int) -> bytes:
    """Each number in one byte, the `large` ones as `mark`."""
    found = bytearray(to_bytes("I", values)[::4])
    for i in large:
        found[i] = mark
    return bytes(found)


def _apart(values: Sequence[int], large: Sequence[int]) -> bytes:
    return _COUNT.pack(len(large)) + to_bytes("I", large) + to_bytes("I", [values[i] for i in large])


def unpack(form: int, data: bytes, at: int, count: int, least: int = 0) -> tuple[Sequence[int], int]:
    """(`count` numbers, where the list ends in `data`); `least`, 0 or 1, is what each of them is at least.

    Raises ValueError or IndexError on bytes that `pack` did not write; takes no more memory than they can fill.
    """
    if form == ONES:
        return b"\1" * count, at
    if form == MARKED:
        return _unpack_marked(data, at, count, least)
    if form == HALVES:
        return _unpack_halves(data, at, count, least)
    values: Sequence[int]
    if form == BYTES:
        end = at + count
        values = _slice(data, at, end)
    elif form == SHORTS:
        end = at + 2 * count
        values = from_bytes("H", _slice(data, at, end))
    elif form == LONGS:
        end = at + 4 * count
        values = from_bytes("I", _slice(data, at, end))
    else:
        raise ValueError("an unknown form of packing")
    _check_least(values, least)
    return values, end


def unpack_stretches(form: int, data: bytes, at: int, count: int) -> tuple[Sequence[int] | Marked, int]:
    """What `unpack` gives, without the work for what is not looked at."""
    if form != MARKED:
        return unpack(form, data, at, count)
    where, what, rest, end = _marked_parts(data, at, count)
    if len(where) and max(where) >= count:
        raise ValueError("a number that stands apart has no place")
    return Marked(where, what, rest), end


class Marked:
    """A list in the form MARKED, of which only stretches are looked at."""

    def __init__(self, where: array[int], what: array[int], rest: bytes) -> None:
        self._where, self._what, self._rest = where, what, rest  # where: rising

    def stretches(self, wanted: Iterable[tuple[int, int]]) -> list[Sequence[int]]:
        """For each (end, length) a stretch of it."""
        rest = self._rest
        return [
            stretch if 255 not in (stretch := rest[end - length : end]) else self._whole(stretch, end - length)
            for end, length in wanted
        ]

    def _whole(self, stretch: Sequence[int], start: int) -> list[int]:
        """A stretch that begins at `start`, with what stands apart put in."""
        values = list(stretch)
        for number in range(bisect_left(self._where, start), bisect_left(self._where, start + len(values))):
            values[self._where[number] - start] = self._what[number]
        return values


def _marked_parts(data: bytes, at: int, size: int) -> tuple[array[int], array[int], bytes, int]:
    """(places of the numbers that stand apart, these, the `size` bytes that follow, where all of it ends in `data`)."""
    (large,) = _COUNT.unpack(_slice(data, at, at + _COUNT.size))
    places = at + _COUNT.size
    amounts = places + 4 * large
    small = amounts + 4 * large
    where = from_bytes("I", _slice(data, places, amounts))
    what = from_bytes("I", _slice(data, amounts, small))
    return where, what, _slice(data, small, small + size), small + size


def _unpack_halves(data: bytes, at: int, count: int, least: int) -> tuple[Sequence[int], int]:
    where, what, rest, end = _marked_parts(data, at, (count + 1) // 2)
    small = rest.hex().encode().translate(_FROM_DIGIT)[:count]
    _check_least(what, least)
    _check_least(small, least)
    if not where:
        return small, end
    values: bytearray | list[int] = bytearray(small) if max(what) < 256 else list(small)
    for place, value in zip(where, what, strict=True):
        values[place] = value
    return bytes(values) if isinstance(values, bytearray) else values, end


def _unpack_marked(data: bytes, at: int, count: int, least: int) -> tuple[list[int], int]:
    where, what, rest, end = _marked_parts(data, at, count)
    _check_least(what, least)
    _check_least(rest, least)  # before it is a list: looking through bytes takes a twentieth of the time
    values = list(rest)
    for place, value in zip(where, what, strict=True):
        values[place] = value
    return values, end


def _check_least(values: Sequence[int], least: int) -> None:
    if least and 0 in values:
        raise ValueError("a number is lower than it can be")


def _slice(data: bytes, at: int, end: int) -> bytes:
    if end > len(data):
        raise ValueError("a list goes on past the end of its data")
    return data[at:end]
