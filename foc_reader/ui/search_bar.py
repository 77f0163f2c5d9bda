"""The line where a query is typed, with its scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.ui.icons import Icons
from foc_reader.ui.late_qt import Qt
from foc_reader.ui.sign_line import SignLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from foc_reader.ui.limits import Limits
    from foc_reader.ui.scope_button import ScopeButton

TYPING_PAUSE_MS = 120  # INTERACTION.md, "Search"
FEWEST_LETTERS = 2
# one letter of these scripts is a word: Hangul jamo to CJK ideographs, Hangul syllables, and the planes beyond
_ONE_IS_ENOUGH = ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_WORDS_SHARE = 2.4  # times the width of a scope in words: what the box must have for them
_LEAST_LETTERS = 8  # times their height: what its signs and a word need
_EDGE = 5  # px between the scope and the edge of the box


def is_enough(text: str) -> bool:
    """Whether `text` is worth a search: two letters, or one of Chinese, Japanese, Korean."""
    typed = text.strip()
    return len(typed) >= FEWEST_LETTERS or any(low <= ord(c) <= high for c in typed for low, high in _ONE_IS_ENOUGH)


class SearchBar(SignLine):
    """The search box of the toolbar."""

    query_changed = Signal(str)  # once typing pauses, blank at the end kept; "" when it is too short to search
    emptied = Signal()  # nothing at all is typed any more
    submitted = Signal()  # Enter
    submitted_beside = Signal()  # Ctrl+Enter: into a new tab
    scope_chosen = Signal(str)  # one of limits.LIBRARY, COLLECTION, DOCUMENT
    left_downwards = Signal()  # Down: into the results
    left = Signal()  # Esc: back to the text

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Clear the search"), parent)
        self.setObjectName("search_edit")
        self.setPlaceholderText(self.tr("Search the whole library"))
        self.setAccessibleName(self.tr("Search the library"))
        self.setAccessibleDescription(self.tr("Results appear while you type. Enter opens the first passage."))
        self.setMaxLength(10_000)
        self._icons = icons
        self._search = self.add_sign("search_sign", self.tr("Open the first result"))
        self._search.clicked.connect(self.submitted)
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

    def show_query(self, words: str) -> None:
        """Have `words` in the box, with the keyboard behind them, and ask for nothing."""
        self.setText(words)
        self.go_on_typing()
        self._pause.stop()
        self._announced = self.query

    @Slot(str)
    def search_for(self, words: str) -> None:
        """Search for `words`, with the keyboard behind them."""
        self.ask_for(words)
        self.go_on_typing()

    @Slot(str)
    def ask_for(self, words: str) -> None:
        """Search for `words`; the keyboard stays where it is."""
        self.setText(words)
        self._pause.stop()
        self._announce()

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self._search.setIcon(icons.icon("search"))
        if self._scope:
            self._scope.set_icons(icons)

    def show_limits(self, limits: Limits) -> None:
        """Say what is searched; offer what else could be, once something is open."""
        asked = {
            "library": (self.tr("Search the whole library"), self.tr("Search the library")),
            "collection": (self.tr("Search this collection"),) * 2,
            "document": (self.tr("Search this document"),) * 2,
        }
        placeholder, name = (self.tr("Search within these results"),) * 2 if limits.within else asked[limits.scope]
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        if self._scope is None and limits.open_entry is not None:
            self._scope = self._make_scope()
        if self._scope:
            self._scope.show_limits(limits)
            self.place_signs()

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

    def place_signs(self) -> None:
        """The scope at the end of the box, before the place of the cross that clears it."""
        scope = self._scope
        if scope:  # before what is typed is kept clear of it
            scope.set_words_shown(self.width() >= _WORDS_SHARE * scope.worded_width)
        super().place_signs()
        if scope is None:
            return
        size = scope.sizeHint()
        height = min(size.height(), self.height() - 2 * _EDGE)
        is_mirrored = self.isRightToLeft()
        beside = super().room_at_end + self._edge
        left = beside if is_mirrored else self.width() - beside - size.width()
        scope.setGeometry(left, (self.height() - height) // 2, size.width(), height)

    @property
    def room_at_end(self) -> int:
        """px that cross and scope take."""
        scope = self._scope.sizeHint().width() + self.fontMetrics().height() // 3 if self._scope else 0
        return super().room_at_end + scope

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Without the words of the scope, which leave where there is no room: else the toolbar would hide the box."""
        letters = self.fontMetrics().height()
        return QSize(_LEAST_LETTERS * letters, super().minimumSizeHint().height())

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
