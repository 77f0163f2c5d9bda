"""A list of cards: what the results and the bookmarks page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from foc_reader.ui.card_heights import CardHeights
from foc_reader.ui.cards import CARD, KEPT_LAYOUTS, Card, CardDelegate, card_width
from foc_reader.ui.icons import Icons
from foc_reader.ui.plain_tip import plain_tip
from foc_reader.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

    _Index = QModelIndex | QPersistentModelIndex

_BATCH = 5  # cards measured before the window's thread sees to something else
_REST_MS = 200  # until those out of view are measured: most lists are replaced before one scrolls
_Place = tuple[int, int]  # a row, and where it begins, as px below the upper edge of the list
_NEAR = 30  # rows
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
        self._follows = False  # the row that was chosen stays in view while rows are laid out, until one scrolls
        self._model = CardModel(self)
        self._delegate = CardDelegate(self)
        self._heights = CardHeights(lambda row: self._delegate.measured(self._model.rows[row][0], self))
        self._delegate.set_heights(self._heights)
        self._laid_out_for: tuple[int, str] = (0, "")  # px, letters
        self._is_laying_out = False
        self._place: _Place | None = None  # where one looked before the rows were replaced, until they are laid out
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._measure_some)
        self._is_outdated = False  # rows out of view were guessed wrongly
        self.setMinimumHeight(2 * self.fontMetrics().height())  # Qt would ask for what its scroll bar would like
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._see_to_view)
        self.verticalScrollBar().actionTriggered.connect(self._let_go)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._activate)

    def set_rows(self, rows: Sequence[tuple[Card, object]]) -> None:
        """Show `rows`, see CardModel; what was at the top stays there, unless that was the first."""
        self._place = self._place or self._place_among(rows)
        self._follows = False
        self._heights.begin(len(rows))
        self._model.set_rows(rows)
        self._rest.start(_REST_MS)
        if self.isVisible():
            self.executeDelayedItemsLayout()  # in the next turn it would be too late: the list may be painted before

    def show_first(self, row: int = 0) -> None:
        """Show the first rows, or `row` as the current one; -1: without one."""
        self._place = (0, 0) if self._place else None
        self.scrollToTop()
        if row >= 0:
            self.choose(row)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.viewport().update()

    def set_icons(self, icons: Icons) -> None:
        """What the signs of cards are drawn with."""
        self._delegate.set_icons(icons)

    def current_value(self) -> object | None:
        """What the current row stands for; None without one."""
        return self._model.data(self.currentIndex(), VALUE)

    def choose(self, row: int) -> bool:
        """Make `row`, or the first one after it that can be chosen, the current one, and show it."""
        for number in range(row, self._model.rowCount()):
            index = self._model.index(number)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                self._follows = True
                if self.isVisible():  # else where it is laid out
                    self._bring_into_view(index)
                return True
        return False

    def stand_on(self, row: int) -> None:
        """Make `row` the current one, wherever one looks."""
        self.setAutoScroll(False)
        self.setCurrentIndex(self._model.index(row))
        self.setAutoScroll(True)

    def row_of(self, value: object) -> int:
        """The row that stands for `value`, or -1."""
        for row in range(self._model.rowCount()):
            if self._model.data(self._model.index(row), VALUE) == value:
                return row
        return -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self._let_go()
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
        if card_width(self) != self._laid_out_for[0]:  # a card's height follows its width
            self.doItemsLayout()
        else:
            self._see_to_view()

    def doItemsLayout(self) -> None:
        """Lay out all rows, those in view as high as they are, the one at the top where it was.

        All at once: 1,000 take 5 ms. Of some at a time Qt paints none until it has the last, and loses the place.
        """
        if not self._is_laying_out:
            self._is_laying_out = True
            try:
                self._lay_out()
            finally:
                self._is_laying_out = False
            if self._follows:
                self._bring_into_view(self.currentIndex())

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring `index` into view, which takes the heights of all rows that will be."""
        if index.isValid():
            below = self._measure_from((index.row(), 0))
            if self._measure_above(index.row()) or below:
                self.doItemsLayout()
        super().scrollTo(index, hint)

    def _lay_out(self) -> None:
        place = self._place or self._place_at_top()
        shape = card_width(self), self.font().toString()
        if shape != self._laid_out_for:
            self._laid_out_for = shape
            self._heights.doubt()
            self._rest.start(_REST_MS)
        if self._model.rowCount():
            self._heights.measure(0)  # a turn of the wheel follows it
        self._measure_from(place)
        super().doItemsLayout()
        self._go_to(place)
        while self._measure_from(self._place_at_top()):  # near the end there is less below than above
            super().doItemsLayout()
            self._go_to(place)
        self._place = None
        self._is_outdated = False

    @Slot()
    def _see_to_view(self) -> None:
        """Let the rows that came into view be as high as they are."""
        if not self._is_laying_out and self._measure_from(self._place_at_top()):
            self.doItemsLayout()

    @Slot()
    def _measure_some(self) -> None:
        """Measure rows out of view, as many as are kept; what is after them is measured where one gets there."""
        rows = self._heights.guessed(_BATCH, KEPT_LAYOUTS)
        for row in rows:
            self._is_outdated = self._heights.measure(row) or self._is_outdated
        if rows:
            self._rest.start(0)
        elif self._is_outdated:
            self.doItemsLayout()

    def _measure_from(self, place: _Place) -> bool:
        """Measure the rows from `place` to the end of what is in view; True if one was guessed wrongly."""
        (row, top), was_wrong = place, False
        while row < self._model.rowCount() and top < self.viewport().height():
            was_wrong = self._heights.measure(row) or was_wrong
            top += self._heights.size(row).height()
            row += 1
        return was_wrong

    def _measure_above(self, row: int) -> bool:
        """Measure the rows that may be in view where `row` is the last; True if one was guessed wrongly."""
        room, was_wrong = self.viewport().height(), False
        while row > 0 and room > 0:
            row -= 1
            was_wrong = self._heights.measure(row) or was_wrong
            room -= self._heights.size(row).height()
        return was_wrong

    def _place_at_top(self) -> _Place:
        """The first row that is in view, and where it begins, as px below the upper edge."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, 0))
        return (index.row(), self.visualRect(index).top()) if index.isValid() else (0, 0)

    def _place_among(self, rows: Sequence[tuple[Card, object]]) -> _Place:
        """Where what is at the top now will be, if it is near: of thousands not all are looked at."""
        row, top = self._place_at_top()
        value = self._model.rows[row][1] if row else None
        if value is not None:
            near = range(max(0, row - _NEAR), min(len(rows), row + _NEAR))
            nearest = sorted(near, key=lambda number: abs(number - row))
            row = next((number for number in nearest if rows[number][1] == value), row)
        return row, top

    def _go_to(self, place: _Place) -> None:
        """Scroll so that `place` is at the top, or as near to it as there are rows."""
        row, top = place
        row_now = self.visualRect(self._model.index(min(row, self._model.rowCount() - 1))).top()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + row_now - top)

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
