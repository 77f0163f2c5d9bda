"""How far a long piece of work is: what is being done, and a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

_PARTS = 1000  # of the bar


class WorkPage(QWidget):
    """A page of a dialog while something is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setObjectName("work_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("work_bar")
        self._bar.setRange(0, _PARTS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addStretch(1)

    def show_step(self, words: str, part: float) -> None:
        """What is being done, in a sentence, and how much of all is done: 0 to 1."""
        if words != self._words.text():
            self._words.setText(words)
            self._bar.setAccessibleName(words)
        self._bar.setValue(round(part * _PARTS))
