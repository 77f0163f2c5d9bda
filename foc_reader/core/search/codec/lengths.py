"""How many words a field has in a document, in one byte, exact up to ten, then ever more roughly; as Whoosh does it."""

from __future__ import annotations

from bisect import bisect_left

LENGTHS = tuple(round((1.033**code - 1) * 27) for code in range(256))  # what each code stands for


def length_code(length: int) -> int:
    """The code of the shortest length in the table that is not below `length`; the last one for all that are longer."""
    return min(bisect_left(LENGTHS, length), 255)
