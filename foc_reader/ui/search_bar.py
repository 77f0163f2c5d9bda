"""The line where a query is typed, with its scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from foc_reader.ui.icons import Icons
from foc_reader.ui.late_qt import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from foc_reader.ui.limits import Limits
    from foc_reader.ui.scope_button import ScopeButton

TYPING_PAUSE_MS = 120  # INTERACTION.md, "Search"
FEWEST_LETTERS = 2
# one letter of these scripts is a word: Hangul jamo to CJK ideographs, Hangul syllables, and the planes beyond
_ONE_IS_ENOUGH = ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_WORDS_SHARE = 2.4  # times the width of a scope in words: what the box must have for them
_EDGE = 5  # px between the scope and the edge of the box


def is_enough(text: str) -> bool:
    """Whether `text` is worth a search: two letters, or one of Chinese, Japanese, Korean."""
    typed = text.strip()
    return len(typed) >= FEWEST_LETTERS or any(low <= ord(c) <= high for c in typed for low, high in _ONE_IS_ENOUGH)


class SearchBar(QLineEdit):
    """The search box of the toolbar."""

    query_changed = Signal(str)  # once typing pauses, blank at the end kept; "" when it is too short to search
    emptied = Signal()  # nothing at all is typed any more
    submitted = Signal()  # Enter
    submitted_beside = Signal()  # Ctrl+Enter: into a new tab
    scope_chosen = Signal(str)  # one of limits.LIBRARY, COLLECTION, DOCUMENT
    left_downwards = Signal()  # Down: into the results
    left = Signal()  # Esc: back to the text

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_edit")
        self.setPlaceholderText(self.tr("Search the whole library"))
        self.setAccessibleName(self.tr("Search the library"))
        self.setAccessibleDescription(self.tr("Results appear while you type. Enter opens the first passage."))
        self.setClearButtonEnabled(True)
        self.setMaxLength(10_000)
        self._icons = icons
        self._sign = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._sign.setText(self.tr("Open the first result"))
        self._sign.triggered.connect(self.submitted)
        clearing = self.findChild(QAction, "_q_qlineeditclearaction")  # Qt gives it no words
        if clearing is not None:
            clearing.setText(self.tr("Clear the search"))
        self._scope: ScopeButton | None = None  # made when something is open: before there is nothing to choose
        self._announced = ""
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self.textChanged.connect(self._pause.start)

    def take_focus(self) -> bool:
        """Put the keyboard into the box, on all that stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        return True

    def go_on_typing(self) -> None:
        """Put the keyboard into the box where it was; the next letter does not replace what stands there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # with others Qt selects everything

    @Slot(str)
    def search_for(self, words: str) -> None:
        """Search for `words`, with the keyboard behind them."""
        self.setText(words)
        self.go_on_typing()
        self._pause.stop()
        self._announce()

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self._sign.setIcon(icons.icon("search"))
        if self._scope:
            self._scope.set_icons(icons)

    def show_limits(self, limits: Limits) -> None:
        """Say what is searched; offer what else could be, once something is open."""
        asked = {
            "library": (self.tr("Search the whole library"), self.tr("Search the library")),
            "collection": (self.tr("Search this collection"),) * 2,
            "document": (self.tr("Search this document"),) * 2,
        }
        placeholder, name = asked[limits.scope]
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        if self._scope is None and limits.open_entry is not None:
            self._scope = self._make_scope()
        if self._scope:
            self._scope.show_limits(limits)
            self._place_scope()

    @property
    def query(self) -> str:
        """What is to be searched for now; empty while it is too short."""
        return self.text() if is_enough(self.text()) else ""

    @Slot()
    def _announce(self) -> None:
        if not self.text():
            self.emptied.emit()
        if self.query != self._announced:
            self._announced = self.query
            self.query_changed.emit(self.query)

    def _make_scope(self) -> ScopeButton:
        from foc_reader.ui.scope_button import ScopeButton

        scope = ScopeButton(self._icons, self)
        scope.scope_chosen.connect(self.scope_chosen)
        scope.show()
        QWidget.setTabOrder(self, scope)
        return scope

    def _place_scope(self) -> None:
        """At the end of the box, before the place of the cross that clears it."""
        scope = self._scope
        if scope is None:
            return
        scope.set_words_shown(self.width() >= _WORDS_SHARE * scope.worded_width)
        cross = self.fontMetrics().height() + 2 * _EDGE
        size = scope.sizeHint()
        height = min(size.height(), self.height() - 2 * _EDGE)
        margin = cross + size.width() + _EDGE - self._room_of_cross
        is_mirrored = self.isRightToLeft()
        left = cross if is_mirrored else self.width() - cross - size.width()
        scope.setGeometry(left, (self.height() - height) // 2, size.width(), height)
        self.setTextMargins(margin if is_mirrored else 0, 0, 0 if is_mirrored else margin, 0)

    @property
    def _room_of_cross(self) -> int:
        """px that Qt keeps free beside the text by itself; it does not grow with the letters."""
        from PySide6.QtWidgets import QToolButton

        clearing = self.findChild(QAction, "_q_qlineeditclearaction")
        parts = clearing.associatedObjects() if clearing else []
        return sum(part.width() for part in parts if isinstance(part, QToolButton))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_scope()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._announce()
            is_beside = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.submitted_beside if is_beside else self.submitted).emit()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
