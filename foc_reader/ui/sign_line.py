"""A line to type into with a sign at its start and a cross at its end, both as large as its letters.

Qt's own signs in a line are of one size, whatever the letters are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Slot
from PySide6.QtGui import QCursor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from foc_reader.ui.late_qt import NO_FOCUS, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_SHARE = 0.9  # of the letters' height: how wide a sign is
_CROSS = 0.26  # of a sign: from the middle of the cross to where a stroke ends
_GROUND = 0.5
_STROKE = 0.1


class LineSign(QAbstractButton):
    """An icon, or without one a cross; the keyboard has other ways to do the same."""

    def __init__(self, name: str, words: str, line: QLineEdit) -> None:
        super().__init__(line)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setProperty("focusPolicy", NO_FOCUS)
        self.setCursor(QCursor())  # the arrow: the line has another one

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * _SHARE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.icon().isNull():
            self.icon().paint(painter, self.rect())
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, side, colours = QRectF(self.rect()), self.width(), self.palette()
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.highlight())
            painter.drawEllipse(area.center(), side * _GROUND, side * _GROUND)
        ink = colours.highlightedText() if self.underMouse() else colours.text()
        painter.setPen(QPen(ink, side * _STROKE, c=Qt.PenCapStyle.RoundCap))
        reach = side * (0.5 - _CROSS)
        cross = area.adjusted(reach, reach, -reach, -reach)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())


class SignLine(QLineEdit):
    """The cross is there while something is typed; a click on it empties the line."""

    def __init__(self, clear_words: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._clear_words = clear_words
        self._sign: LineSign | None = None
        self._cross: LineSign | None = None  # made when something is typed first
        self.textChanged.connect(self._show_cross)

    def place_signs(self) -> None:
        """Put the signs where they belong, and keep what is typed clear of them."""
        before, after = self._side_room if self._sign else 0, self.room_at_end
        if self._sign:
            self._put(self._sign, self._edge)
        if self._cross:
            self._put(self._cross, self.width() - self._edge - self._cross.sizeHint().width())
        is_mirrored = self.isRightToLeft()
        self.setTextMargins(after if is_mirrored else before, 0, before if is_mirrored else after, 0)

    @property
    def room_at_end(self) -> int:
        """px between what is typed and the end of the line."""
        return self._side_room

    @property
    def _side_room(self) -> int:
        """px that a sign takes; the line itself keeps a little room beside its letters, too."""
        return round(self.fontMetrics().height() * (_SHARE + 0.2))

    @property
    def _edge(self) -> int:
        return self.fontMetrics().height() // 2

    def add_sign(self, name: str, words: str) -> LineSign:
        """A sign at the start, to be given its icon."""
        self._sign = LineSign(name, words, self)
        return self._sign

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_signs()  # larger letters make the line higher, so they come by here, too

    def _put(self, sign: LineSign, left: int) -> None:
        """Mirrored, the start of the line is at its right."""
        size = sign.sizeHint()
        place = QRect(left, (self.height() - size.height()) // 2, size.width(), size.height())
        if self.isRightToLeft():
            place.moveLeft(self.width() - left - size.width())
        sign.setGeometry(place)

    @Slot(str)
    def _show_cross(self, text: str) -> None:
        if text and self._cross is None:
            self._cross = LineSign("clear_line", self._clear_words, self)
            self._cross.clicked.connect(self._empty)
            self.place_signs()
        if self._cross:
            self._cross.setVisible(bool(text))

    @Slot()
    def _empty(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
