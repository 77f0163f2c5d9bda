"""The link that the keyboard stands on: a line around it, and its words for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPen, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextBrowser

from foc_reader.ui.theme import Theme


def draw_focus(text: QTextBrowser, theme: Theme) -> None:
    """Draw the line around each piece of the link, if there is one: it may go on in the next line."""
    link = _focused_link(text)
    if link is None:
        return
    painter = QPainter(text.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 2))
    for area in _areas(text, link):
        painter.drawRoundedRect(area.adjusted(-2, -1, 2, 1), 3, 3)
    painter.end()


def announce_link(text: QTextBrowser) -> None:
    """Say the link, if there is one: Qt itself says only that the cursor has moved."""
    link = _focused_link(text)
    if link:
        words = text.tr("{words}, link").format(words=link.selectedText())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(text, words))


def _focused_link(text: QTextBrowser) -> QTextCursor | None:
    """The selected link, if Tab led to one; else None."""
    cursor = text.textCursor()
    return cursor if text.hasFocus() and cursor.hasSelection() and cursor.charFormat().isAnchor() else None


def _areas(text: QTextBrowser, link: QTextCursor) -> list[QRectF]:
    document = text.document()
    block = document.findBlock(link.selectionStart())
    corner = document.documentLayout().blockBoundingRect(block).topLeft()
    corner -= QRectF(text.horizontalScrollBar().value(), text.verticalScrollBar().value(), 0, 0).topLeft()
    start, end = (place - block.position() for place in (link.selectionStart(), link.selectionEnd()))
    areas = []
    for number in range(block.layout().lineCount()):
        line = block.layout().lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            sides = sorted((_x(line, first), _x(line, last)))
            letters = QRectF(
                sides[0], line.y() + line.height() - line.descent() - line.ascent(), sides[1] - sides[0], 0
            )
            letters.setHeight(line.ascent() + line.descent())
            areas.append(letters.translated(corner))
    return areas


def _x(line: QTextLine, place: int) -> float:
    found = line.cursorToX(place)  # with the place itself, in some versions of PySide6
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
