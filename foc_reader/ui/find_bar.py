"""The line at the foot of the text where one types what is to be found in the document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from foc_reader.ui.announcing import announce
from foc_reader.ui.theme import Theme


class FindBar(QFrame):
    """Tells what is typed and which way to walk; shows what came of it."""

    typed = Signal()  # another text, or another choice
    step_wanted = Signal(int)  # to the next (1) or previous (-1) place
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self._edit = QLineEdit(self)
        self._edit.setObjectName("find_edit")
        self._edit.setPlaceholderText(self.tr("Find in this document"))
        self._edit.setAccessibleName(self.tr("Find in this document"))
        self._edit.setAccessibleDescription(self.tr("Enter goes to the next match, Shift+Enter to the one before."))
        self._edit.setMaxLength(1000)
        self._state = QLabel(self)
        self._state.setObjectName("find_state")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._previous = self._button("find_previous", self.tr("Previous"))
        self._previous.setToolTip(self.tr("Previous match (Shift+F3)"))
        self._next = self._button("find_next", self.tr("Next"))
        self._next.setToolTip(self.tr("Next match (F3)"))
        self._exactly = self._button("find_exactly", self.tr("Exactly as typed"))
        self._exactly.setCheckable(True)
        self._exactly.setToolTip(self.tr("Capitals and accents count"))
        self._exactly.setAccessibleDescription(self._exactly.toolTip())
        close = self._button("find_close", self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        self._rows = QHBoxLayout(self)
        self._rows.setContentsMargins(14, 8, 14, 8)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._edit, 1)
        first.addWidget(self._state)
        for widget in (self._previous, self._next, self._exactly):
            second.addWidget(widget)
        second.addStretch(1)
        second.addWidget(close)
        self._rows.addLayout(first, 1)
        self._rows.addLayout(second)
        self._parts = (first, second)
        self._edit.textChanged.connect(self.typed)
        self._exactly.toggled.connect(self.typed)
        self._previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.step_wanted.emit(1))
        close.clicked.connect(self.close_wanted)
        self.hide()

    @property
    def text(self) -> str:
        return self._edit.text()

    @property
    def is_exact(self) -> bool:
        """Whether capitals and accents count."""
        return self._exactly.isChecked()

    @property
    def state(self) -> str:
        """What is said of what was typed."""
        return self._state.text()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QFrame#find_bar {{ background: {theme.chrome}; border: 0; border-top: 1px solid {theme.rule}; }}"
            f"QLabel#find_state {{ color: {theme.text}; font-weight: 600; padding: 0 6px; }}"
            f"QPushButton:checked {{ background: {theme.text}; color: {theme.paper}; }}"
        )

    def take_focus(self) -> bool:
        """Put the keyboard into the line, on all that stands there; False while the bar is closed."""
        if self.isHidden():
            return False
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()
        return True

    def write(self, text: str) -> None:
        """As if `text` had been typed."""
        self._edit.setText(text)

    def show_state(self, sentence: str, can_step: bool) -> None:
        """Say what came of it, on the screen and to a screen reader."""
        for button in (self._previous, self._next):
            button.setEnabled(can_step)
        if sentence == self._state.text():
            return
        self._state.setText(sentence)
        self._fit()
        if sentence and self.isVisible():
            announce(self, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Two rows where one has no room."""
        margins = self._rows.contentsMargins()
        needed = sum(part.sizeHint().width() for part in self._parts) + margins.left() + margins.right() + 6
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button
