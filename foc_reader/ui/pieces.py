"""Where Qt put the pieces of a page, and how it counts in them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from PySide6.QtGui import QTextCursor, QTextDocument

from foc_reader.core.model import Piece


class Placed:
    """The pieces of a page, at least one, in Qt's document."""

    def __init__(self, document: QTextDocument, found: Sequence[tuple[int, Piece]]) -> None:
        """`found`: each with its position, in order."""
        self._document, self.found = document, found
        self._by_pid: dict[str, list[tuple[int, Piece]]] = {}
        for begin, piece in found:
            self._by_pid.setdefault(piece.pid, []).append((begin, piece))

    @property
    def first(self) -> Piece:
        return self.found[0][1]

    def pieces_of(self, pid: str) -> Sequence[tuple[int, Piece]]:
        """Those of a block, with where they begin, in order."""
        return self._by_pid.get(pid, ())

    def piece_at(self, position: int) -> tuple[int, Piece]:
        """The piece that begins at `position`, else the first after it, else the last; with where it begins."""
        number = bisect.bisect_left(self.found, position, key=lambda found: found[0])
        return self.found[min(number, len(self.found) - 1)]

    def line_at(self, cursor: QTextCursor) -> tuple[str, int]:
        """Block, and character in it, of the line that `cursor` stands at; where that is of none, it goes to the next.

        Of a block in several pieces that is its first one.
        """
        begin, piece = self.piece_at(cursor.block().position())
        if begin != cursor.block().position():
            begin, piece = self._by_pid[piece.pid][0]
            cursor.setPosition(begin)
        return piece.pid, piece.start + from_qt(piece.text, cursor.position() - begin)

    def selected_by(self, cursor: QTextCursor) -> tuple[str, int, int] | None:
        """Block, start and end of what is selected, as far as it lies in the first block that it touches."""
        for begin, piece in self.found if cursor.hasSelection() else ():
            start = from_qt(piece.text, cursor.selectionStart() - begin)
            end = from_qt(piece.text, cursor.selectionEnd() - begin)
            if start < end:
                return piece.pid, piece.start + start, piece.start + end
        return None

    def position(self, pid: str, offset: int) -> int | None:
        """Where the character `offset` of a block stands; None when the block is not on this page."""
        found = None
        for begin, piece in self.pieces_of(pid):
            if piece.start <= offset:
                found = begin + to_qt(piece.text, offset - piece.start)
        return found

    def cursor(self, pid: str, start: int, end: int) -> QTextCursor | None:
        """A cursor over this piece of text; before its first letter where it ends as it starts."""
        begin = self.position(pid, start)
        if begin is None:
            return None
        last = self.position(pid, end) if end > start else begin
        cursor = QTextCursor(self._document)
        cursor.setPosition(begin)
        cursor.setPosition(last if last is not None else begin, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def placed(document: QTextDocument, pieces: Sequence[Piece]) -> Placed | None:
    """`pieces` where they stand in `document`; None where none of them does."""
    found = located(document, pieces)
    return Placed(document, found) if found else None


def located(document: QTextDocument, pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    """Each piece with its position in `document`.

    The text blocks and the pieces are walked side by side: ids in the markup are slow.
    """
    found = []
    block = document.begin()
    for piece in pieces:
        candidate = block
        while candidate.isValid() and candidate.text().replace("\u2028", "\n") != piece.text:
            candidate = candidate.next()
        if candidate.isValid():
            found.append((candidate.position(), piece))
            block = candidate.next()
    return found


def to_qt(text: str, offset: int) -> int:
    """Qt counts in UTF-16: a character beyond U+FFFF is two there, one for us."""
    before = text[: max(offset, 0)]
    return len(before) if before.isascii() else len(before.encode("utf-16-le")) // 2


def from_qt(text: str, offset: int) -> int:
    """The inverse of `to_qt`; what lies outside `text` becomes its start or end."""
    if text.isascii():
        return min(max(offset, 0), len(text))
    return len(text.encode("utf-16-le")[: 2 * max(offset, 0)].decode("utf-16-le", "ignore"))
