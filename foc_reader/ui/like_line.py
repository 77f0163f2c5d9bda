"""What the results are like, above them, and the way back to what was listed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.ui.asked import Like
from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent

_ENOUGH_LINES = 20  # in the window, for more than one here


class LikeLine(QWidget):
    """Shows a Like."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        self._like: Like | None = None
        super().__init__(parent)
        self.setObjectName("like_line")
        self._words = QLabel(self)
        self._words.setObjectName("like_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setIndent(0)
        self._back = back = QPushButton(self.tr("Back"), self)
        back.setObjectName("like_back")
        back.setAutoDefault(False)
        back.setToolTip(self.tr("Back to what was listed before (Esc)"))
        back.setAccessibleName(self.tr("Back to what was listed before"))
        back.clicked.connect(self.back_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)

    def show_like(self, like: Like) -> None:
        self._like = like
        self._words.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignTop)
        self._words.setAccessibleName(self.words_of(like))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._fit()  # letters may have grown

    def words_of(self, like: Like) -> str:
        """What is looked for, in words: two lines for a passage."""
        if not like.words:
            return self.tr("Like: {title}").format(title=isolated(like.title))
        passage = self.tr("Like: “{passage}”").format(passage=isolated(like.words))
        return f"{passage}\n{isolated(like.title)}"

    def _fit(self) -> None:
        """Where the window has few lines, they are the results': this takes one."""
        if self._like is None:
            return
        words, metrics = self.words_of(self._like), self.fontMetrics()
        is_short = self.window().height() < _ENOUGH_LINES * metrics.lineSpacing()
        if is_short:
            room = self.width() - self._back.sizeHint().width() - 32
            words = metrics.elidedText(words.partition("\n")[0], Qt.TextElideMode.ElideRight, max(room, 80))
        self._words.setWordWrap(not is_short)
        self._words.setText(words)
