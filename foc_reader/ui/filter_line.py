"""The line above a list in which one types what the list is narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from foc_reader.ui.late_qt import Qt
from foc_reader.ui.sign_line import SignLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LONGEST = 200  # letters


class FilterLine(SignLine):
    """`words` say what it is, `usual` what typing does; the first Esc empties it."""

    submitted = Signal(bool)  # Enter; True: with Ctrl
    left_downwards = Signal()  # Down: into the list
    left = Signal()  # Esc on an empty line

    def __init__(self, name: str, words: str, usual: str, parent: QWidget) -> None:
        super().__init__(self.tr("Clear"), parent)
        self._usual = usual
        self.setObjectName(name)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMaxLength(_LONGEST)
        self.say("")

    def say(self, sentence: str) -> None:
        """Tell a screen reader what typing came to."""
        self.setAccessibleDescription(sentence or self._usual)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
