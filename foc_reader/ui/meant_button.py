"""“Did you mean”: one button above the results, that asks for what may be meant instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from foc_reader.core.search.suggestion import Suggestion
from foc_reader.ui.result_words import meant_query, meant_words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

_AROUND = 0.5, 0.22  # times the letters' height: between the edge and the words, at the sides and above


class MeantButton(QPushButton):
    """Shows a Suggestion: the words that differ from what was typed in bold, in as many lines as it takes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("did_you_mean")
        self.setAutoDefault(False)
        self._text, self._bold = "", list[tuple[int, int]]()
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_suggestion(self, suggestion: Suggestion) -> None:
        shown = meant_query(suggestion)
        self._text = meant_words(suggestion)
        start = self._text.find(shown)
        changes = [(span.start, min(span.end, len(shown)) - span.start) for span in suggestion.changes]
        self._bold = [(start + at, length) for at, length in changes if length > 0] if start >= 0 else []
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return int(self._laid_out(width).boundingRect().height()) + 2 * self._around[1]

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, self.fontMetrics().height() + 2 * self._around[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(option.palette.buttonText().color())
        self._laid_out(self.width()).draw(painter, QPointF(*self._around))

    @property
    def _around(self) -> tuple[int, int]:
        """px between the edge and the words: at the sides, above and below."""
        height = self.fontMetrics().height()
        return int(_AROUND[0] * height), int(_AROUND[1] * height)

    def _laid_out(self, width: int) -> QTextLayout:
        """The sentence in lines within `width`, from the window's side on."""
        option = QTextOption(QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft))
        option.setTextDirection(self.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self._text, self.font())
        layout.setTextOption(option)
        layout.setFormats([_bold(start, length) for start, length in self._bold])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - 2 * self._around[0]))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def _bold(start: int, length: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    style = QTextCharFormat()
    style.setFontWeight(QFont.Weight.Bold)
    made.format = style
    return made
