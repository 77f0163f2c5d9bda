"""What was understood of a query, above its results: a chip for each part, that takes it out of the query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from foc_reader.ui.chip_words import ChipWords
from foc_reader.ui.flowing import flow
from foc_reader.ui.plain_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CROSS_SHARE = 0.4  # of the letters' height


class ChipRow(QWidget):
    """Wraps where the pane is narrow. Chips are made when they are first needed, and used again."""

    removed = Signal(object)  # Part: it is to be taken out of the query
    emptied = Signal()  # the keyboard was on a chip, and there is none any more

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("understood_chips")
        self.setAccessibleName(self.tr("What is searched for"))
        self.chips: list[Chip] = []

    def show_chips(self, words: Sequence[ChipWords]) -> None:
        """Show one for each of `words`; the keyboard stays where it was, or as near as it can."""
        at = next((number for number, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        if at >= len(words):
            if words:
                self.chips[len(words) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.emptied.emit()
        while len(self.chips) < len(words):
            self._make()
        for chip, said in zip(self.chips, words, strict=False):
            chip.show_words(said)
            chip.show()
        for chip in self.chips[len(words) :]:
            chip.hide()
        self.setVisible(bool(words))
        flow(self, self.chips)

    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        flow(self, self.chips)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        flow(self, self.chips)  # letters may have grown, sides may have changed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(1 if (key == Qt.Key.Key_Right) != self.isRightToLeft() else -1)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        shown = [chip for chip in self.chips if not chip.isHidden()]
        at = next((number for number, chip in enumerate(shown) if chip.hasFocus()), -1) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self) -> None:
        chip = Chip(self)
        chip.clicked.connect(lambda: self.removed.emit(chip.words.part))
        self.chips.append(chip)


class Chip(QPushButton):
    """A part of a query with a cross; pressed, or with Delete, it goes.

    Its words are drawn by itself: as the text of a button an & in them would make a key of what follows.
    """

    words: ChipWords

    def __init__(self, parent: ChipRow) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setAutoDefault(False)
        self.setAccessibleDescription(self.tr("Takes this out of the search"))

    def show_words(self, words: ChipWords) -> None:
        self.words = words
        self.setAccessibleName(words.said)
        self.update()
        self.setToolTip(plain_tip(self.tr("{part}. Press to take it out.").format(part=words.said)))

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.words.shown) + 2  # less would be elided
        width = words + self._cross_room + 2 * self._side_room
        return QSize(width, int(self.fontMetrics().height() * 1.45))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING:
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # QPushButton would look for a neighbour itself
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(self._side_room, 0, -self._side_room, 0)
        place = self._mirrored(inside.adjusted(0, 0, -self._cross_room, 0))
        shown = self.fontMetrics().elidedText(self.words.shown, Qt.TextElideMode.ElideRight, place.width())
        colour = option.palette.buttonText().color()
        painter.setPen(colour)
        side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        self._draw_cross(painter, self._mirrored(inside.adjusted(inside.width() - self._cross, 0, 0, 0)), colour)

    @property
    def _side_room(self) -> int:
        return self.fontMetrics().height() // 2

    @property
    def _cross(self) -> int:
        return int(self.fontMetrics().height() * _CROSS_SHARE)

    @property
    def _cross_room(self) -> int:
        return self._cross + self.fontMetrics().height() // 3

    def _draw_cross(self, painter: QStylePainter, place: QRect, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.4, c=Qt.PenCapStyle.RoundCap))
        centre, reach = QPointF(place.center()) + QPointF(0.5, 0.5), self._cross / 2
        corners = ((QPointF(-reach, side * reach), QPointF(reach, -side * reach)) for side in (-1, 1))
        painter.drawLines([QLineF(centre + one, centre + other) for one, other in corners])

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
