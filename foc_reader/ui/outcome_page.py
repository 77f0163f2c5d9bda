"""What came of a copy or a check: a verdict, sentences, what differs, and words to compare."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

Words = tuple[str, tuple[str, str]]  # whose they are, and the two lines of a fingerprint

_READ_OUT = 1.3  # times the usual size: for words that are read out letter by letter
_LINES = 6  # of what differs, in view at once


class OutcomePage(QWidget):
    """A page of a dialog when something is done. All of it can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = self._label("outcome_verdict")
        font = self._verdict.font()
        font.setWeight(QFont.Weight.DemiBold)
        self._verdict.setFont(font)
        self._sentences = self._label("outcome_sentences")
        self._details = QPlainTextEdit(self)
        self._details.setObjectName("outcome_details")
        self._details.setAccessibleName(self.tr("What is not as it should be"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFixedHeight(self._details.fontMetrics().lineSpacing() * _LINES + 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._verdict, self._details, self._sentences):
            column.addWidget(part)
        self._words = [(self._label("outcome_whose"), self._label("outcome_words", _READ_OUT)) for _ in range(2)]
        for whose, words in self._words:
            column.addSpacing(4)
            column.addWidget(whose)
            column.addWidget(words)
            whose.setBuddy(words)
        column.addStretch(1)

    def show_outcome(
        self, verdict: str, sentences: Sequence[str], details: Sequence[str] = (), words: Sequence[Words] = ()
    ) -> None:
        """`details` is a line for each thing that differs."""
        self._verdict.setText(verdict)
        self._sentences.setText("\n\n".join(filter(None, sentences)))
        self._sentences.setVisible(any(sentences))
        self._details.setPlainText("\n".join(details))
        self._details.setVisible(bool(details))
        for number, (whose, shown) in enumerate(self._words):
            is_there = number < len(words)
            whose.setVisible(is_there)
            shown.setVisible(is_there)
            if is_there:
                whose.setText(words[number][0])
                # of no language, but in Latin letters: they run from the left on a mirrored page, too
                shown.setText("\n".join(f"\u2066{line}\u2069" for line in words[number][1]))
                shown.setAccessibleName(words[number][0])

    def _label(self, name: str, size: float = 1.0) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)  # names of files are in it
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * size)
        label.setFont(font)
        return label
