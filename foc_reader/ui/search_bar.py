"""The line where a query is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from foc_reader.ui.icons import Icons

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

TYPING_PAUSE_MS = 120  # INTERACTION.md, "Search"
FEWEST_LETTERS = 2
# one letter of these scripts is a word: Hangul jamo to CJK ideographs, Hangul syllables, and the planes beyond
_ONE_IS_ENOUGH = ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def is_enough(text: str) -> bool:
    """Whether `text` is worth a search: two letters, or one of Chinese, Japanese, Korean."""
    typed = text.strip()
    return len(typed) >= FEWEST_LETTERS or any(low <= ord(c) <= high for c in typed for low, high in _ONE_IS_ENOUGH)


class SearchBar(QLineEdit):
    """The search box of the toolbar."""

    query_changed = Signal(str)  # once typing pauses, blank at the end kept; "" when it is too short to search
    submitted = Signal()  # Enter
    left_downwards = Signal()  # Down: into the results
    left = Signal()  # Esc: back to the text

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_edit")
        self.setPlaceholderText(self.tr("Search the whole library"))
        self.setAccessibleName(self.tr("Search the library"))
        self.setAccessibleDescription(self.tr("Results appear while you type. Enter opens the first."))
        self.setClearButtonEnabled(True)
        self.setMaxLength(10_000)
        self._sign = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._announced = ""
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self.textChanged.connect(self._pause.start)

    def take_focus(self) -> bool:
        """Put the keyboard into the box, on all that stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        return True

    @Slot(str)
    def search_for(self, words: str) -> None:
        """Search for `words`, with the keyboard behind them."""
        self.setText(words)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pause.stop()
        self._announce()

    def set_icons(self, icons: Icons) -> None:
        self._sign.setIcon(icons.icon("search"))

    @property
    def query(self) -> str:
        """What is to be searched for now; empty while it is too short."""
        return self.text() if is_enough(self.text()) else ""

    @Slot()
    def _announce(self) -> None:
        if self.query != self._announced:
            self._announced = self.query
            self.query_changed.emit(self.query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._announce()
            self.submitted.emit()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
