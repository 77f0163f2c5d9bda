"""The document tree: rows are opened, moved through and drawn with work for those in view only."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QTreeView, QWidget

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import Locator
from foc_reader.ui.icons import SIZE, Icons
from foc_reader.ui.late_qt import Qt
from foc_reader.ui.library_model import LibraryModel, Path

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection, QPersistentModelIndex
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    _Index = QModelIndex | QPersistentModelIndex

SHOWN_WHOLE = 40  # rows: what a person takes in at a glance
OPEN_WHEN_NARROWED = 1000  # rows: more are looked through by typing on. Qt lays them all out in each turn
_USUAL_FONT = 17  # px, the height of the interface's usual font, for which the sizes here are meant
_INDENTATION, _BESIDE_TEXT, _AROUND_TEXT = 16, 20, 12  # px
_MOST_INDENTATION = 26  # px: with large letters the room is for them
_LARGE, _LINES, _LINES_OF_LARGE = 1.5, 2, 4
_UNEVEN = 1.15  # lines that end with a whole word are not filled
_ROUNDING = 6  # px, as in the lists of cards


class LibraryTree(QTreeView):
    """Shows the tree; a document is opened by click, Enter or Space.

    The rows differ in height, and Qt adds up the heights of all rows between the view and one that it asks for. So here
    no rectangle is given for a row out of view: nobody sees it, and 10,000 rows need not be measured.
    """

    locator_activated = Signal(Locator)
    new_tab_wanted = Signal(Locator)  # Ctrl+Enter, middle click
    typed = Signal(str)  # letters, which are meant for the filter line
    left = Signal()  # Esc
    left_upwards = Signal()  # Up on the first row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_tree")
        self.setAccessibleName(self.tr("Library"))
        self.setHeaderHidden(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setWordWrap(True)
        self._icons: Icons | None = None
        self._room = 0  # px: asking for viewport() makes Python look through all of Qt's widgets, 11 ms the first time
        self._opened: set[Path] = set()  # of the whole tree
        self._is_narrowed = False
        self._shown = 0  # rows that are open, of a narrowed tree
        self._model = LibraryModel(self)
        self._model.collection_filled.connect(self._open_filled)
        self._measure()
        self.setModel(self._model)
        self.clicked.connect(self.act_on)
        self.expanded.connect(self._remember_opened)
        self.collapsed.connect(self._remember_closed)

    def set_tree(self, nodes: Sequence[TreeNode]) -> None:
        """Show the whole library."""
        self._opened = _opened_at_first(nodes)
        self.show_whole(nodes)

    def show_whole(self, nodes: Sequence[TreeNode]) -> None:
        """Show the whole library as it stood open."""
        self._is_narrowed = False
        self._model.set_tree(nodes)
        self.setCurrentIndex(self._model.at((0,)))

    def show_part(self, nodes: Sequence[TreeNode]) -> None:
        """Show a part of the library with everything open that one could want to look through."""
        self._is_narrowed = True
        self._shown = 0
        self._model.set_tree(nodes)
        self._go_to(self._model.first_document())

    def select(self, locator: Locator) -> None:
        """Make the row of a document the current one; without one nothing changes."""
        self._go_to(self._model.find(locator))

    def show_collection(self, inside: Locator) -> None:
        """Open the collection in which the document `inside` stands, with its own row at the top and the current one.

        Without such a row nothing changes.
        """
        index = self._model.find(inside).parent()
        if index.isValid():
            self._go_to(index)
            self.setExpanded(index, True)
            self.scrollTo(index, self.ScrollHint.PositionAtTop)

    @Slot()
    def close_collections(self) -> None:
        """Close everything but the packs."""
        self.collapseAll()
        if not self._is_narrowed:
            self._opened.clear()
        for row in range(self._model.rowCount()):
            self.setExpanded(self._model.at((row,)), True)

    def current_locator(self) -> Locator | None:
        """The document of the current row; None on a collection, and without a row."""
        return self._model.locator(self.currentIndex())

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self._measure()

    def set_damaged(self, damaged: frozenset[Locator]) -> None:
        self._model.set_damaged(damaged)
        self.scheduleDelayedItemsLayout()

    # how it is drawn

    def _measure(self) -> None:
        """Follow the size of the interface's font, drawings and spaces included."""
        self._scale = round(4 * self.fontMetrics().height() / _USUAL_FONT) / 4  # in steps: drawings stay on their grid
        side = round(SIZE * self._scale)
        self.setIconSize(QSize(side, side))
        self.setIndentation(min(round(_INDENTATION * self._scale), _MOST_INDENTATION))
        if self._icons:
            self._model.set_icons(self._icons, side)
        self.scheduleDelayedItemsLayout()

    def _height_of(self, text: str, depth: int) -> int:
        """In px, for a title that may take two lines before it is cut; in large letters more, as few fit on a line."""
        width = self._room - depth * self.indentation() - self.iconSize().width() - _BESIDE_TEXT
        metrics = self.fontMetrics()
        share = metrics.horizontalAdvance(text) / max(width, 1)
        most = _LINES if self._scale < _LARGE else _LINES_OF_LARGE
        lines = 1 if share <= 1 else min(most, ceil(share * _UNEVEN))
        return max(metrics.lineSpacing() * lines, self.iconSize().height()) + round(_AROUND_TEXT * self._scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._model.set_height_of(self._height_of)
        self.scheduleDelayedItemsLayout()  # how many lines a title takes follows from the width

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index == self.currentIndex():  # one fill over the whole row, where Qt draws one for each part
            painter.save()
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            filled = QPainterPath()
            filled.addRoundedRect(QRectF(option.rect.adjusted(4, 1, -4, -1)), _ROUNDING, _ROUNDING)
            painter.fillPath(filled, QGuiApplication.palette().highlight())  # the tree's own: hidden by the style sheet
            painter.restore()
        super().drawRow(painter, option, index)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        is_in_view = previous.isValid() and not self.visualRect(previous).isNull()
        super().currentChanged(current, previous if is_in_view else QModelIndex())

    def visualRect(self, index: _Index) -> QRect:
        """Where a row is drawn; empty for a row out of view."""
        row = self.indexAt(QPoint(0, 0))
        below = 0
        while row.isValid() and below <= self.height():
            rect = super().visualRect(row)
            if row == index:
                return rect
            below = rect.bottom()
            row = self.indexBelow(row)
        return QRect()

    def verticalOffset(self) -> int:
        """0: Qt would add up the heights of all rows above, at each painting, for a ground that is of one colour."""
        return 0

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where the fill of the selected row is drawn."""
        region = QRegion()
        for index in selection.indexes():
            rect = self.visualRect(index)
            region += QRect(0, rect.top(), self.width(), rect.height())
        return region

    def _go_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self._forget_hover()
            self.setCurrentIndex(index)
            self.scrollTo(index)  # opens what is around it
            if self.visualRect(index).isNull():  # Qt counts rows, of which fewer are in view where they are high
                self.scrollTo(index, self.ScrollHint.PositionAtTop)

    def _forget_hover(self) -> None:
        """Before a jump: Qt would look for the row under the pointer from wherever it jumped to."""
        from PySide6.QtCore import QCoreApplication, QPointF
        from PySide6.QtGui import QHoverEvent

        nowhere = QPointF(-1, -1)
        leaving = QHoverEvent(QEvent.Type.HoverLeave, nowhere, nowhere, nowhere)
        QCoreApplication.sendEvent(self.viewport(), leaving)

    # what is open

    @Slot(object)
    def _open_filled(self, path: Path) -> None:
        index = self._model.at(path)
        if self._is_narrowed:
            if self._shown < OPEN_WHEN_NARROWED:
                self._shown += self._model.rowCount(index)
                self.setExpanded(index, True)
        elif path in self._opened:
            self.setExpanded(index, True)

    @Slot(QModelIndex)
    def _remember_opened(self, index: QModelIndex) -> None:
        self._model.look_into(index)
        if not self._is_narrowed:
            self._opened.add(self._model.path(index))

    @Slot(QModelIndex)
    def _remember_closed(self, index: QModelIndex) -> None:
        if not self._is_narrowed:
            self._opened.discard(self._model.path(index))

    # what a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            in_new_tab = event.modifiers() & Qt.KeyboardModifier.ControlModifier and key != Qt.Key.Key_Space
            self.act_on(self.currentIndex(), bool(in_new_tab))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and not self.indexAbove(self.currentIndex()).isValid():
            self.left_upwards.emit()
        elif key == Qt.Key.Key_Asterisk:
            self.keyboardSearch(event.text())  # Qt would open everything below, however much it is
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, letters: str) -> None:
        """Letters narrow the tree. Qt would ask every row for its text."""
        if letters.strip():
            self.typed.emit(letters)

    def moveCursor(self, action: QTreeView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        self.scrollTo(self.currentIndex())  # a page up or down is measured from here
        self._forget_hover()
        index = super().moveCursor(action, modifiers)
        return QModelIndex(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._for_new_tab(event):  # else Qt would take the row out of the selection
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        locator = self._for_new_tab(event)
        if locator:
            self.new_tab_wanted.emit(locator)
        else:
            super().mouseReleaseEvent(event)

    def _for_new_tab(self, event: QMouseEvent) -> Locator | None:
        """The document under the mouse that is to be opened in a new tab."""
        from foc_reader.ui.new_tab import asks_for_tab

        return self._model.locator(self.indexAt(event.position().toPoint())) if asks_for_tab(event) else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from foc_reader.ui.library_menu import show_menu

        is_pointed_at = event.reason() == event.Reason.Mouse
        index = self.indexAt(event.pos()) if is_pointed_at else self.currentIndex()
        if index.isValid():
            corner = self.visualRect(index).center()
            show_menu(self, index, event.globalPos() if is_pointed_at else self.viewport().mapToGlobal(corner))

    @Slot(QModelIndex)
    def act_on(self, index: QModelIndex, in_new_tab: bool = False) -> None:
        """Open a document; open or close a collection."""
        locator = self._model.locator(index)
        if locator and in_new_tab:
            self.new_tab_wanted.emit(locator)
        elif locator:
            self.locator_activated.emit(locator)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))


def _opened_at_first(nodes: Sequence[TreeNode]) -> set[Path]:
    """What stands open at the start: all of a small library; of a large one each pack, and its first collection."""
    opened: set[Path] = set()
    waiting: list[tuple[Path, TreeNode]] = [((row,), node) for row, node in enumerate(nodes)]
    shown = len(waiting)
    while waiting:
        path, node = waiting.pop()
        opened.add(path)
        shown += len(node.collections) + len(node.documents)
        if shown > SHOWN_WHOLE:
            return {place for row in range(len(nodes)) for place in ((row,), (row, 0))}
        waiting += [((*path, row), inner) for row, inner in enumerate(node.collections)]
    return opened
