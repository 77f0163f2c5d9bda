"""Where Qt put the pieces of a page."""

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
