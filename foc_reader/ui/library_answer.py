"""Below the narrowed tree: how many documents are left of it; in its place, where none is, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.ui.announcing import announce
from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_AROUND_BUTTON = 48  # px: its edges, and the margins of this place
_FEWEST_LETTERS = 4  # of what was typed, on the button


class LibraryAnswer(QWidget):
    """Says what narrowing the tree came to."""

    search_wanted = Signal(str)  # the texts, for these words
    left = Signal()  # Esc

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("library_answer")
        self._words = ""
        self._count = QLabel(self)
        self._count.setObjectName("quiet")
        self._empty = QLabel(self)
        self._empty.setObjectName("empty_place")
        for label in (self._count, self._empty):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # a long word widens no pane
        self._search = QPushButton(self)
        self._search.setObjectName("library_search")
        self._search.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._search.clicked.connect(self._ask)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 0)
        rows.setSpacing(0)
        rows.addWidget(self._count)
        rows.addWidget(self._empty)
        rows.addWidget(self._search, 0, Qt.AlignmentFlag.AlignLeading)
        rows.addStretch(1)

    @property
    def sentence(self) -> str:
        """What is said, for a screen reader."""
        return (self._empty if self._count.isHidden() else self._count).text()

    def show_count(self, documents: int, words: str) -> None:
        """`documents` are left, as they hold `words`."""
        self._words = words
        self._count.setText(self.tr("%n document(s)", "", documents))
        self._empty.setText(self.tr("No title holds “{words}”.").format(words=isolated(words)))
        self._search.setAccessibleName(self._offer(words))
        self._fit()
        self._count.setVisible(documents > 0)
        self._empty.setVisible(not documents)
        self._search.setVisible(not documents)
        self.show()
        announce(self, self.sentence)

    def take_focus(self) -> None:
        """Put the keyboard on what can be done next."""
        self._search.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _offer(self, words: str) -> str:
        return self.tr("Search the texts for “{words}”").format(words=words)

    def _fit(self) -> None:
        """Put as much of what was typed on the button as there is room for, so that it widens no pane."""
        metrics = self._search.fontMetrics()
        room = self.width() - _AROUND_BUTTON - metrics.horizontalAdvance(self._offer(""))
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if len(shown) < min(_FEWEST_LETTERS, len(self._words)):
            self._search.setText(self.tr("Search the texts"))
        else:
            self._search.setText(self._offer(isolated(shown.replace("&", "&&"))))  # one & would mark a key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._search.hasFocus():
            self._ask()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _ask(self) -> None:
        self.search_wanted.emit(self._words)
