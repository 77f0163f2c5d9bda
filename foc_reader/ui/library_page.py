"""The document tree of the left pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeView, QWidget

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import Locator
from foc_reader.core.values import dataclass
from foc_reader.ui.cards import isolated, plain_tip
from foc_reader.ui.facts import place_facts
from foc_reader.ui.icons import Icons

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    _Index = QModelIndex | QPersistentModelIndex

_BESIDE_TEXT, _AROUND_TEXT = 20, 12  # px
_SHOWN_WHOLE = 40  # rows


@dataclass(frozen=True, slots=True)
class _Row:
    node: TreeNode
    parent: int  # number of the row above it, -1 at the top
    place: int  # among its siblings
    children: tuple[int, ...]


class LibraryModel(QAbstractItemModel):
    """The tree of collections and documents; its nodes lie in a list and Qt is given their numbers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._top: tuple[int, ...] = ()
        self._icons: Icons | None = None
        self._height_of: Callable[[str, int], int] | None = None
        self._damaged: frozenset[Locator] = frozenset()

    def set_tree(self, nodes: Sequence[TreeNode]) -> None:
        self.beginResetModel()
        self._rows = []
        self._top = self._take(nodes, -1)
        self.endResetModel()

    @property
    def row_count(self) -> int:
        """How many rows there are in all."""
        return len(self._rows)

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._top) - 1, 0))

    def set_damaged(self, damaged: frozenset[Locator]) -> None:
        """The documents that cannot be read. Who shows this model has to draw its rows again."""
        self._damaged = damaged

    def set_height_of(self, height_of: Callable[[str, int], int]) -> None:
        """How high a row is, by its title and its depth in the tree."""
        self._height_of = height_of

    def locator(self, index: _Index) -> Locator | None:
        """What a row opens; None for a collection."""
        return self._rows[index.internalId()].node.locator if index.isValid() else None

    def find(self, locator: Locator) -> QModelIndex:
        """The row of a document; an invalid index where it has none."""
        for number, row in enumerate(self._rows):
            known = row.node.locator
            if known and (known.pack_id, known.document_id) == (locator.pack_id, locator.document_id):
                return self.createIndex(row.place, 0, number)
        return QModelIndex()

    def _depth(self, number: int) -> int:
        parent = self._rows[number].parent
        return 0 if parent < 0 else 1 + self._depth(parent)

    def _take(self, nodes: Sequence[TreeNode], parent: int) -> tuple[int, ...]:
        numbers = []
        for place, node in enumerate(nodes):
            number = len(self._rows)
            self._rows.append(_Row(node, parent, place, ()))
            children = self._take(node.children, number)
            self._rows[number] = _Row(node, parent, place, children)
            numbers.append(number)
        return tuple(numbers)

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._rows[parent.internalId()].children if parent.isValid() else self._top
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        number = self._rows[index.internalId()].parent if index.isValid() else -1
        return self.createIndex(self._rows[number].place, 0, number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._rows[parent.internalId()].children if parent.isValid() else self._top)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._rows[index.internalId()].node
        if role == Qt.ItemDataRole.DisplayRole:
            year = node.entry.year if node.entry else ""
            text = f"{isolated(year)} · {isolated(node.title)}" if year else node.title
            return self.tr("{title} (damaged)").format(title=text) if node.locator in self._damaged else text
        if role == Qt.ItemDataRole.SizeHintRole and self._height_of:
            return QSize(0, self._height_of(str(self.data(index)), self._depth(index.internalId())))
        if role == Qt.ItemDataRole.ToolTipRole and node.entry:
            return plain_tip(f"{node.title}\n{place_facts(node.entry)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [node.title, node.entry.year if node.entry else ""]
            words.append(self.tr("damaged") if node.locator in self._damaged else "")
            return ", ".join(word for word in words if word)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QGuiApplication.palette().placeholderText() if node.locator in self._damaged else None
        if role == Qt.ItemDataRole.DecorationRole and self._icons:
            is_top = self._rows[index.internalId()].parent < 0
            return self._icons.icon("document" if node.entry else "library" if is_top else "collection")
        return None


class LibraryPage(QTreeView):
    """Shows the tree; a document is opened by click, Enter or Space."""

    locator_activated = Signal(Locator)
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_tree")
        self.setAccessibleName(self.tr("Library"))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setExpandsOnDoubleClick(False)
        self.setWordWrap(True)
        self._room = 0  # px: asking for viewport() makes Python look through all of Qt's widgets, 11 ms the first time
        self._model = LibraryModel(self)
        self.setModel(self._model)
        self.clicked.connect(self._open)

    def set_tree(self, nodes: Sequence[TreeNode]) -> None:
        self._model.set_tree(nodes)
        self._unfold()
        self.setCurrentIndex(self._model.index(0, 0))

    def _unfold(self) -> None:
        """Open every row of a small library; of a large one each pack, and in it the first collection."""
        if self._model.row_count <= _SHOWN_WHOLE:
            self.expandAll()
            return
        for number in range(self._model.rowCount()):
            pack = self._model.index(number, 0)
            self.expand(pack)
            self.expand(self._model.index(0, 0, pack))

    def set_icons(self, icons: Icons) -> None:
        self._model.set_icons(icons)

    def set_damaged(self, damaged: frozenset[Locator]) -> None:
        """Show these documents as ones that cannot be read."""
        self._model.set_damaged(damaged)
        self.scheduleDelayedItemsLayout()

    def take_focus(self) -> bool:
        """Put the keyboard into the tree."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_open(self, locator: Locator) -> None:
        """Select the document that is being read."""
        index = self._model.find(locator)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._model.set_height_of(self._height_of)
        self.scheduleDelayedItemsLayout()  # how many lines a title takes follows from the width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _height_of(self, title: str, depth: int) -> int:
        """In px, for a title that may take two lines before it is cut."""
        width = self._room - (depth + 1) * self.indentation() - self.iconSize().width() - _BESIDE_TEXT
        metrics = self.fontMetrics()
        lines = 2 if metrics.horizontalAdvance(title) > width else 1
        return metrics.lineSpacing() * lines + _AROUND_TEXT

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        locator = self._model.locator(index)
        if locator:
            self.locator_activated.emit(locator)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))
