"""A list of cards: what the results and the bookmarks page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from foc_reader.ui.cards import CARD, Card, CardDelegate, card_width
from foc_reader.ui.icons import Icons
from foc_reader.ui.plain_tip import plain_tip
from foc_reader.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

    _Index = QModelIndex | QPersistentModelIndex

_BATCH = 5  # cards laid out before the window's thread sees to something else
_AT_ONCE = 12  # cards that are laid out as soon as they are listed: most lists are replaced before one scrolls
_REST_MS = 200  # until the others are
VALUE = CARD + 1  # the role under which a row gives what it stands for


class CardModel(QAbstractListModel):
    """Rows of a Card and the value it stands for; dividers stand for None and cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[tuple[Card, object]] = ()

    @property
    def rows(self) -> Sequence[tuple[Card, object]]:
        return self._rows

    def set_rows(self, rows: Sequence[tuple[Card, object]]) -> None:
        """Show `rows`, which may make each card when it is asked for, and must not change any more."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card, value = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == CARD:
            return card
        if role == VALUE:
            return value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        if role == Qt.ItemDataRole.ToolTipRole and not card.is_divider:
            return plain_tip("\n".join(part for part in (card.title, card.facts) if part))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        is_divider = index.isValid() and self._rows[index.row()][0].is_divider
        return usual & ~Qt.ItemFlag.ItemIsSelectable & ~Qt.ItemFlag.ItemIsEnabled if is_divider else usual


class CardList(QListView):
    """Shows cards; one is opened by click or Enter."""

    activated_value = Signal(object)
    left = Signal()  # Esc
    left_upwards = Signal()  # Up on the first row
    delete_wanted = Signal()
    rename_wanted = Signal()
    new_tab_wanted = Signal(object)  # Ctrl+Enter, middle click: what the row stands for
    menu_wanted = Signal(QPoint)  # for the current row, at this place of the screen

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumHeight(2 * self.fontMetrics().height())  # Qt would ask for what its scroll bar would like
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a card takes about 1 ms to lay out
        self.setBatchSize(_BATCH)
        self._laid_out_for = 0  # px
        self._follows = False  # the row that was chosen stays in view while rows are laid out, until one scrolls
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)
        self._model = CardModel(self)
        self._delegate = CardDelegate(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._measure_all)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._activate)

    def set_rows(self, rows: Sequence[tuple[Card, object]]) -> None:
        """Show `rows`: see CardModel. What is out of view is measured a little later."""
        self._delegate.measured = _AT_ONCE
        self._follows = False
        self._model.set_rows(rows)
        self._rest.start()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.scheduleDelayedItemsLayout()

    def set_icons(self, icons: Icons) -> None:
        """What the signs of cards are drawn with."""
        self._delegate.set_icons(icons)

    def current_value(self) -> object | None:
        """What the current row stands for; None without one."""
        return self._model.data(self.currentIndex(), VALUE)

    def choose(self, row: int) -> bool:
        """Make `row`, or the first one after it that can be chosen, the current one."""
        if row >= _AT_ONCE:
            self._measure_all()
        for number in range(row, self._model.rowCount()):
            index = self._model.index(number)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                self._follows = True
                self._bring_into_view(index)
                return True
        return False

    def row_of(self, value: object) -> int:
        """The row that stands for `value`, or -1."""
        for row in range(self._model.rowCount()):
            if self._model.data(self._model.index(row), VALUE) == value:
                return row
        return -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        self._measure_all()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self._let_go()
        self._measure_all()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._want_tab(self.currentIndex())
            else:
                self._activate(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif key == Qt.Key.Key_Up and not self._can_go_up():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        from foc_reader.ui.new_tab import asks_for_tab

        if not asks_for_tab(event):  # else Qt would take the row out of the selection
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        from foc_reader.ui.new_tab import asks_for_tab

        if asks_for_tab(event):
            self._want_tab(self.indexAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self.setCurrentIndex(index)
        if self._model.data(index, VALUE) is not None:
            is_by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            row = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(event.globalPos() if is_by_mouse else row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self.visualRect(self.currentIndex())
        was_in_view = place.isValid() and place.top() >= 0 and place.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        if was_in_view:  # the outline of what it opened takes some of the height
            self._bring_into_view(self.currentIndex())
        width = card_width(self)
        if width != self._laid_out_for:  # not where only the scroll bar came or went, which laying out brings about
            self._laid_out_for = width
            # a card's height follows its width; Qt's own Adjust goes by the list's height, and shows no row meanwhile
            self.scheduleDelayedItemsLayout()

    @Slot()
    def _measure_all(self) -> None:
        if self._rest.isActive() or self._delegate.measured < len(self._model.rows):
            self._rest.stop()
            self._delegate.measured = len(self._model.rows)
            if self._delegate.measured > _AT_ONCE:
                self.scheduleDelayedItemsLayout()

    @Slot()
    def _follow(self) -> None:
        if self._follows:
            self._bring_into_view(self.currentIndex())

    @Slot()
    def _let_go(self) -> None:
        self._follows = False

    def _bring_into_view(self, index: QModelIndex) -> None:
        is_higher = self.visualRect(index).height() > self.viewport().height()  # its title is to be seen
        hints = QAbstractItemView.ScrollHint
        self.scrollTo(index, hints.PositionAtTop if is_higher else hints.EnsureVisible)

    def _can_go_up(self) -> bool:
        """Whether there is a row above the current one that is no divider."""
        above = (self._model.index(row) for row in range(self.currentIndex().row()))
        return any(index.flags() & Qt.ItemFlag.ItemIsSelectable for index in above)

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        value = self._model.data(index, VALUE)
        if value is not None:
            self.activated_value.emit(value)

    def _want_tab(self, index: QModelIndex) -> None:
        value = self._model.data(index, VALUE)
        if value is not None:
            self.new_tab_wanted.emit(value)
