"""One sentence about trouble beside the task at hand, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class MessageBar(QFrame):
    """Above the text; stays until it is closed or another sentence takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._text = QLabel(self)
        self._text.setObjectName("message_text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._act = QPushButton(self)
        self._act.setObjectName("message_action")
        self._close = QPushButton(self.tr("Close"), self)
        self._close.setObjectName("message_close")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._action: Callable[[], None] | None = None
        self._act.clicked.connect(self._do)
        self._close.clicked.connect(self.hide)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty while the bar is closed."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Show `sentence`, with a button `label` that does `action` and closes the bar."""
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._act.setText(label)
        self._act.setVisible(action is not None)
        self._action = action
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # 3 ms, and seldom needed

        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def take_focus(self) -> bool:
        """Put the keyboard on what can be done; False while the bar is closed."""
        if self.isHidden():
            return False
        (self._close if self._act.isHidden() else self._act).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    @Slot()
    def _do(self) -> None:
        self.hide()
        if self._action:
            self._action()
