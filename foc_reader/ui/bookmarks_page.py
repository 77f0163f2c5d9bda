"""The bookmarks of the left pane: listed, filtered, opened, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.model import Bookmark, Snippet
from foc_reader.ui.arranging import Listed
from foc_reader.ui.bookmark_filter import BookmarkFilter
from foc_reader.ui.card_list import CardList
from foc_reader.ui.cards import Card
from foc_reader.ui.icons import Icons
from foc_reader.ui.theme import Theme
from foc_reader.ui.window_side import window_side

_EXCERPT_LETTERS = 140


class BookmarksPage(QWidget):
    """Shows what is Listed."""

    bookmark_activated = Signal(Bookmark)
    new_tab_wanted = Signal(Bookmark)
    edit_wanted = Signal(Bookmark)
    delete_wanted = Signal(Bookmark)
    choice_changed = Signal(object)  # Choice
    order_changed = Signal(str)  # one of settings.BOOKMARK_ORDERS
    tags_wanted = Signal()  # answer with show_tags
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bookmarks_page")
        self._listed = Listed()
        self._filter = BookmarkFilter(self)
        self._count = _label("quiet", self)
        self._list = CardList("bookmark_list", self)
        self._list.setAccessibleName(self.tr("Bookmarks"))
        self._empty = _label("empty_place", self)
        self._empty.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignTop)
        self._show_all = self._button("bookmark_show_all", self.tr("Show all"))
        self._edit = self._button("bookmark_edit", self.tr("Change…"))
        self._delete = self._button("bookmark_delete", self.tr("Delete"))
        self._lay_out()
        self._filter.choice_changed.connect(self.choice_changed)
        self._filter.order_changed.connect(self.order_changed)
        self._filter.tags_wanted.connect(self.tags_wanted)
        self._filter.left_downwards.connect(self.take_focus)
        self._filter.left.connect(self.left)
        self._show_all.clicked.connect(self._choose_all)
        self._list.activated_value.connect(self.bookmark_activated)
        self._list.new_tab_wanted.connect(self.new_tab_wanted)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.left.connect(self.left)
        self._list.left_upwards.connect(self._filter.take_focus)
        for signal, slot in (
            (self._list.rename_wanted, self._ask_to_edit),
            (self._list.delete_wanted, self._ask_to_delete),
            (self._edit.clicked, self._ask_to_edit),
            (self._delete.clicked, self._ask_to_delete),
        ):
            signal.connect(slot)
        self.show_listed(self._listed)

    def set_theme(self, theme: Theme) -> None:
        self._list.set_theme(theme)

    def set_icons(self, icons: Icons) -> None:
        self._list.set_icons(icons)

    @Slot(object)
    def show_listed(self, listed: Listed) -> None:
        """Show these, keeping the bookmark one stands on, or where it is gone, the row."""
        before, self._listed = self._listed, listed
        row = self._list.currentIndex().row()
        kept = before.bookmarks[row].id if 0 <= row < len(before.bookmarks) else ""
        had_focus = self._list.hasFocus() or self._show_all.hasFocus()
        self._list.set_rows(_Rows(listed, self.tr("Lost: the library no longer has this passage")))
        self._filter.show_choice(listed.choice, listed.order, listed.has_tags or bool(listed.lost))
        self._show_parts(listed)
        numbers = (number for number, bookmark in enumerate(listed.bookmarks) if bookmark.id == kept)
        self._list.choose(next(numbers, max(0, min(row, len(listed.bookmarks) - 1))))
        if had_focus:
            self.take_focus()
        if listed.choice != before.choice:
            self._announce(self._count.text() if listed.bookmarks else self._empty.text())

    @property
    def current(self) -> Bookmark | None:
        """The one on whose row one stands; None without one."""
        value = self._list.current_value()
        return value if isinstance(value, Bookmark) else None

    def show_tags(self, tags: Sequence[tuple[str, int]], lost: int) -> None:
        """Offer these tags, with their counts, and those that are lost."""
        self._filter.show_tags(tags, lost)

    def choose(self, bookmark: Bookmark) -> None:
        """Stand on the row of `bookmark`, if it is shown."""
        for number, listed in enumerate(self._listed.bookmarks):
            if listed.id == bookmark.id:
                self._list.choose(number)
                return

    @Slot()
    def take_focus(self) -> bool:
        """Put the keyboard into the list, or on what leads back to it; False where nothing is kept."""
        if not self._listed.total:
            return False
        (self._list if self._listed.bookmarks else self._show_all).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._filter)
        rows.addWidget(self._count)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._empty)
        way_back = QHBoxLayout()
        way_back.setContentsMargins(18, 0, 18, 0)
        way_back.addWidget(self._show_all)
        way_back.addStretch(1)
        rows.addLayout(way_back)
        rows.addStretch(0)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 6, 10, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self._edit)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        rows.addLayout(buttons)

    def _show_parts(self, listed: Listed) -> None:
        has_any, shows_any = bool(listed.total), bool(listed.bookmarks)
        if not has_any:
            self._empty.setText(self.tr("Nothing kept yet. Ctrl+D keeps the passage you are reading."))
        else:
            self._empty.setText(self.tr("None of the %n bookmark(s) fits.", "", listed.total))
        if listed.choice.is_all:
            self._count.setText(self.tr("%n bookmark(s)", "", listed.total))
        else:
            words = self.tr("{shown} of %n bookmark(s)", "", listed.total)
            self._count.setText(words.format(shown=len(listed.bookmarks)))
        for part, is_shown in (
            (self._filter, has_any),
            (self._count, shows_any),
            (self._list, shows_any),
            (self._empty, not shows_any),
            (self._show_all, has_any and not shows_any),
            (self._edit, shows_any),
            (self._delete, shows_any),
        ):
            part.setVisible(is_shown)

    def _announce(self, words: str) -> None:
        """Let a screen reader say how many are left, without moving to it."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._count, words))

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        from foc_reader.ui.bookmark_menu import bookmark_menu

        bookmark = self.current
        if bookmark:
            does = {
                "open": lambda: self.bookmark_activated.emit(bookmark),
                "new_tab": lambda: self.new_tab_wanted.emit(bookmark),
                "edit": lambda: self.edit_wanted.emit(bookmark),
                "delete": lambda: self.delete_wanted.emit(bookmark),
            }
            if bookmark.search:  # it opens in the list of results
                del does["new_tab"]
            bookmark_menu(does, self).popup(at)

    @Slot()
    def _choose_all(self) -> None:
        self._filter.clear()

    @Slot()
    def _ask_to_edit(self) -> None:
        if self.current:
            self.edit_wanted.emit(self.current)

    @Slot()
    def _ask_to_delete(self) -> None:
        if self.current:
            self.delete_wanted.emit(self.current)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        return button


class _Rows(Sequence[tuple[Card, object]]):
    """A row a bookmark; its card is made when it is first looked at, which most of ten thousand never are."""

    def __init__(self, listed: Listed, lost: str) -> None:
        self._listed, self._lost = listed, lost
        self._made: dict[int, Card] = {}

    def __len__(self) -> int:
        return len(self._listed.bookmarks)

    def __iter__(self) -> Iterator[tuple[Card, object]]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> tuple[Card, object]:  # type: ignore[override]
        bookmark = self._listed.bookmarks[number]
        if number not in self._made:
            self._made[number] = _card(bookmark, self._lost if bookmark.id in self._listed.lost else "")
        return self._made[number], bookmark


def _card(bookmark: Bookmark, lost: str) -> Card:
    if bookmark.search:
        from foc_reader.ui.saved_searches import search_facts

        tags = ", ".join(map(isolated, bookmark.tags))
        words = " · ".join(fact for fact in (search_facts(bookmark), tags) if fact)
        return Card(bookmark.name, words, Snippet(_short(bookmark.note)), sign="search")
    facts = " · ".join(isolated(fact) for fact in (bookmark.title, ", ".join(map(isolated, bookmark.tags))) if fact)
    if lost:  # on a line of its own: what wraps in a mirrored line seems to mix with what stands beside it
        facts = f"{isolated(lost)}\n{facts}"
    return Card(bookmark.name, facts, Snippet(_short(bookmark.note or bookmark.quote.exact)))


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT_LETTERS else text[:_EXCERPT_LETTERS].rsplit(" ", 1)[0] + "…"


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(window_side(parent) | Qt.AlignmentFlag.AlignVCenter)
    return label
