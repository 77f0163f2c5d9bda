"""How high the rows of a list of cards are: measured where one looks, guessed elsewhere until there is time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize

_FIRST_GUESS = 80  # px


class CardHeights:
    """The size of each row, by its number; `measured` gives that of a row for certain, which takes about 1 ms."""

    def __init__(self, measured: Callable[[int], QSize]) -> None:
        self._measured = measured
        self._sizes: list[QSize] = []
        self._is_certain = bytearray()
        self._usual = QSize(0, _FIRST_GUESS)  # the last one that was measured

    def begin(self, count: int) -> None:
        """There are `count` rows now, which may be others."""
        self._sizes = [*self._sizes[:count], *[self._usual] * (count - len(self._sizes))]  # often the first are not
        self._is_certain = bytearray(count)

    def doubt(self) -> None:
        """All are guesses again: letters or width are others."""
        self._is_certain = bytearray(len(self._sizes))

    def size(self, row: int) -> QSize:
        """The best that is known. Qt asks for that of every row, whenever it lays out any."""
        return self._sizes[row]

    def measure(self, row: int) -> bool:
        """Make sure of `row`; True if it was guessed wrongly."""
        if self._is_certain[row]:
            return False
        self._is_certain[row] = True
        before, self._usual = self._sizes[row], self._measured(row)
        self._sizes[row] = self._usual
        return before != self._usual

    def guessed(self, count: int, most: int) -> list[int]:
        """The first `count` of those among the first `most` rows that are not certain."""
        rows: list[int] = []
        row = self._is_certain.find(0, 0, most)
        while row >= 0 and len(rows) < count:
            rows.append(row)
            row = self._is_certain.find(0, row + 1, most)
        return rows
