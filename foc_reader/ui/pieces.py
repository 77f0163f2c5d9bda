"""Where Qt put the pieces of a page, and how it counts in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from foc_reader.core.model import Piece


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
