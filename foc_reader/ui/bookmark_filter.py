"""What stands above the bookmarks: the line that filters them, their order, and their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.notebook.shelf import Choice
from foc_reader.core.values import replace
from foc_reader.ui.bookmark_orders import check_order, fill_order_menu
from foc_reader.ui.choice_button import ChoiceButton, ChoiceMenu
from foc_reader.ui.filter_line import FilterLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

PAUSE_MS = 120  # as in the search box
_MOST_TAGS = 40  # in the menu: the others can be typed
_NAME_LETTERS = 40


class BookmarkFilter(QWidget):
    """Tells what is typed and chosen; what that comes to is shown elsewhere."""

    choice_changed = Signal(object)  # Choice, once typing pauses
    order_changed = Signal(str)  # one of settings.BOOKMARK_ORDERS
    tags_wanted = Signal()  # the menu opens: answer with show_tags
    left_downwards = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bookmark_choices")
        self._choice = Choice()
        usual = self.tr("Bookmarks that hold all the words, in name, note, passage, title or tags.")
        self._line = FilterLine("bookmark_filter", self.tr("Filter bookmarks"), usual, self)
        self._orders = self._make_order()
        self._order = self._made("bookmark_order", self._orders)
        self._menu = ChoiceMenu(self)
        self._menu.setObjectName("bookmark_tag_menu")
        self._menu.aboutToShow.connect(self.tags_wanted)
        self._menu.triggered.connect(self._take_tag)
        self._tags = self._made("bookmark_tag_choice", self._menu)
        self._tags.setCheckable(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 0)
        rows.setSpacing(6)
        rows.addWidget(self._line)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._order)
        below.addWidget(self._tags)
        below.addStretch(1)
        rows.addLayout(below)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._take_words)
        self._line.textChanged.connect(self._pause.start)
        self._line.left_downwards.connect(self._go_down)
        self._line.submitted.connect(lambda with_ctrl: self._go_down())
        self._line.left.connect(self.left)
        self._orders.triggered.connect(lambda action: self.order_changed.emit(action.data()))

    def show_choice(self, choice: Choice, order: str, has_tags: bool) -> None:
        """Show what is chosen; the tags only where there is something to choose."""
        self._choice = choice
        if choice.words != self._line.text() and not self._pause.isActive():
            self._line.setText(choice.words)
            self._pause.stop()
        words = check_order(self._orders, order)
        self._order.setText(words)
        self._order.setAccessibleName(self.tr("Order: {order}").format(order=words))
        chosen = sorted(choice.tags) + ([self.tr("Lost")] if choice.only_lost else [])
        words = ", ".join(isolated(tag) for tag in chosen)
        short = isolated(_shortened(chosen[0])) if chosen else self.tr("Tags")
        more = f" +{len(chosen) - 1}" if len(chosen) > 1 else ""
        self._tags.setText(f"{short}{more}")
        self._tags.setChecked(bool(chosen))
        self._tags.setAccessibleName(self.tr("Tags: {chosen}").format(chosen=words) if chosen else self.tr("Tags"))
        self._tags.setVisible(has_tags)

    def show_tags(self, tags: Sequence[tuple[str, int]], lost: int) -> None:
        """Fill the menu: the tags most used, by name, each with its count, and how many bookmarks are lost."""
        self._menu.clear()
        usual = sorted(tags, key=lambda tag: (tag[0] not in self._choice.tags, -tag[1]))[:_MOST_TAGS]
        for tag, count in tags:
            if (tag, count) in usual:
                words = self.tr("{tag} ({count})").format(tag=isolated(_shortened(tag)), count=count)
                self._add(words, tag)
                self._menu.actions()[-1].setChecked(tag in self._choice.tags)
        if len(tags) > len(usual):
            more = self._menu.addAction(self.tr("Other tags: type them in the line above"))
            more.setEnabled(False)
        if lost or self._choice.only_lost:
            if tags:
                self._menu.addSeparator()
            self._add(self.tr("Lost ({count})").format(count=lost), None)
            self._menu.actions()[-1].setChecked(self._choice.only_lost)

    def clear(self) -> None:
        """Choose everything."""
        self._line.clear()
        self._pause.stop()
        self._choose(Choice())

    def take_focus(self) -> None:
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _make_order(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("bookmark_order_menu")
        fill_order_menu(menu)
        return menu

    def _made(self, name: str, menu: QMenu) -> ChoiceButton:
        button = ChoiceButton(name, menu, self)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # long names of tags are cut
        return button

    def _add(self, words: str, tag: str | None) -> None:
        action = self._menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setData(tag)

    @Slot()
    def _go_down(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._take_words()
        self.left_downwards.emit()

    @Slot()
    def _take_words(self) -> None:
        self._choose(replace(self._choice, words=self._line.text()))

    @Slot(object)
    def _take_tag(self, action: QAction) -> None:
        tag = action.data()
        if tag is None:
            self._choose(replace(self._choice, only_lost=action.isChecked()))
        else:
            self._choose(replace(self._choice, tags=self._choice.tags ^ {tag}))

    def _choose(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.choice_changed.emit(choice)


def _shortened(text: str) -> str:
    """`text`, not longer than a button or a menu should be."""
    return text if len(text) <= _NAME_LETTERS else text[:_NAME_LETTERS] + "…"
