"""A card at the foot of the text: a footnote, or what a word means, without leaving the place one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_MOST_LINES = 10  # then it scrolls


class NoteText(QTextEdit):
    """As high as what it says, up to _MOST_LINES; lower where there is no room for that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note_text")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)  # nothing is typed here, and it would stand over the first letter
        self.document().setDocumentMargin(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        if not self.textCursor().position():
            self.verticalScrollBar().setValue(0)

    def fit(self) -> None:
        """Take the height that the text needs."""
        height = min(self._whole_height(), self._line * _MOST_LINES)
        if height != self.maximumHeight():
            self.setMaximumHeight(height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, min(self.maximumHeight(), self._line * 3 // 2))

    def _whole_height(self) -> int:
        """px without a scroll bar: that would make lines shorter, the text higher, and the bar come and go for ever."""
        frame = 2 * self.frameWidth()
        alone = self.document().clone()
        alone.setTextWidth(self.width() - frame)
        return int(alone.size().height()) + frame + 6

    @property
    def _line(self) -> int:
        """px"""
        return QFontMetrics(self.document().defaultFont()).lineSpacing() * 4 // 3


class NoteCard(QFrame):
    """Shows plain text under a heading; Esc closes it."""

    more_wanted = Signal()  # the place that it is taken from
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note_card")
        self._heading = QLabel(self)
        self._heading.setObjectName("note_heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
        self.text = NoteText(self)
        self._html = ""
        self._more = QPushButton(self)
        self._more.setObjectName("note_more")
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("note_close")
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        above.addWidget(self._more)
        above.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 8, 14, 10)
        rows.addLayout(above)
        rows.addWidget(self.text)
        self._rows = rows
        self._more.clicked.connect(self.more_wanted)
        close.clicked.connect(self.closed)
        self.setTabOrder(self.text, self._more)
        self.setTabOrder(self._more, close)

    def say(self, heading: str, html: str, more: str) -> None:
        """Show `html` (ours: the words in it escaped) with the keyboard in it; `more` names the way to its place."""
        self._html = html
        self._heading.setText(heading)
        self._more.setText(more)
        self.text.setAccessibleName(heading)
        self.set_again()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_again(self) -> None:
        """Show the same in the letters and the style that its text has now."""
        self.text.setHtml(self._html)
        sides = self._rows.contentsMargins()  # it is to know its height before it is laid out: the text gives way to it
        self.text.resize(self.width() - sides.left() - sides.right(), self.text.height())
        self.text.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
