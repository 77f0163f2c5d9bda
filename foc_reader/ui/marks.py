"""How found words are marked in the text."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from foc_reader.ui.theme import Theme

MOST_DRAWN = 400  # at once: each takes 40 us of the window's thread

Place = TypeVar("Place")


def nearest(places: Sequence[Place], top: int, position_of: Callable[[Place], int]) -> Sequence[Place]:
    """Of many places, which are in order, those around the view, whose first character is at `top`."""
    if len(places) <= MOST_DRAWN:
        return places
    at = bisect.bisect_left(places, top, key=position_of)
    return places[max(0, at - MOST_DRAWN // 4) : at + MOST_DRAWN * 3 // 4]


def make_marks(cursors: Iterable[tuple[QTextCursor | None, bool]], theme: Theme) -> list[QTextEdit.ExtraSelection]:
    """A mark over what each cursor selects; the one that one stands on, for which it says True, is underlined, too."""
    marks = []
    for cursor, is_current in cursors:
        if cursor is None:
            continue
        look = QTextCharFormat()
        look.setBackground(QColor(theme.mark))
        look.setForeground(QColor(theme.mark_text))
        if is_current:
            look.setFontUnderline(True)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, look
        marks.append(mark)
    return marks
