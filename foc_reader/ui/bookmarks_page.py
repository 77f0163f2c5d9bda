"""The bookmarks of the left pane: listed, opened, renamed, deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from foc_reader.core.model import Bookmark, Snippet
from foc_reader.ui.card_list import CardList
from foc_reader.ui.cards import Card, isolated
from foc_reader.ui.theme import Theme

_EXCERPT_LETTERS = 140


class BookmarksPage(QWidget):
    """Shows bookmarks, newest first."""

    bookmark_activated = Signal(Bookmark)
    edit_wanted = Signal(Bookmark)
    delete_wanted = Signal(Bookmark)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bookmarks_page")
        self._empty = QLabel(self.tr("Nothing kept yet. Ctrl+D keeps the passage you are reading."), self)
        self._empty.setObjectName("empty_place")
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._list = CardList("bookmark_list", self)
        self._list.setAccessibleName(self.tr("Bookmarks"))
        self._edit = QPushButton(self.tr("Change…"), self)
        self._edit.setObjectName("bookmark_edit")
        self._delete = QPushButton(self.tr("Delete"), self)
        self._delete.setObjectName("bookmark_delete")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._empty, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 6, 10, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self._edit)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        self._list.activated_value.connect(self.bookmark_activated)
        self._list.left.connect(self.left)
        self._list.rename_wanted.connect(self._ask_to_edit)
        self._list.delete_wanted.connect(self._ask_to_delete)
        self._edit.clicked.connect(self._ask_to_edit)
        self._delete.clicked.connect(self._ask_to_delete)
        self.show_bookmarks((), frozenset())

    def set_theme(self, theme: Theme) -> None:
        self._list.set_theme(theme)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark], lost: Collection[str]) -> None:
        """List `bookmarks`; the ids in `lost` are those whose passage the library no longer has."""
        row = self._list.currentIndex().row()
        words = self.tr("Lost: the library no longer has this passage")
        self._list.set_rows(
            [(_card(bookmark, words if bookmark.id in lost else ""), bookmark) for bookmark in bookmarks]
        )
        has_any = bool(bookmarks)
        self._list.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self._edit.setVisible(has_any)
        self._delete.setVisible(has_any)
        if has_any:
            self._list.choose(max(0, min(row, len(bookmarks) - 1)))

    def take_focus(self) -> bool:
        """Put the keyboard into the list; False where there is no list."""
        if self._list.isHidden():
            return False
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    @Slot()
    def _ask_to_edit(self) -> None:
        bookmark = self._list.current_value()
        if bookmark is not None:
            self.edit_wanted.emit(bookmark)

    @Slot()
    def _ask_to_delete(self) -> None:
        bookmark = self._list.current_value()
        if bookmark is not None:
            self.delete_wanted.emit(bookmark)


def _card(bookmark: Bookmark, lost: str) -> Card:
    facts = " · ".join(isolated(fact) for fact in (lost, bookmark.title, ", ".join(bookmark.tags)) if fact)
    text = bookmark.note or bookmark.quote.exact
    excerpt = text if len(text) <= _EXCERPT_LETTERS else text[:_EXCERPT_LETTERS].rsplit(" ", 1)[0] + "…"
    return Card(bookmark.name, facts, Snippet(excerpt))
