"""The rows of the document tree: how many there are, and what each says once it is seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QStandardItemModel

from foc_reader.core.isolating import isolated
from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import DocumentEntry, Locator
from foc_reader.ui.facts import place_facts
from foc_reader.ui.icons import Icons
from foc_reader.ui.late_qt import (
    ACCESSIBLE_TEXT_ROLE,
    DECORATION_ROLE,
    DISPLAY_ROLE,
    FOREGROUND_ROLE,
    SIZE_HINT_ROLE,
    TOOL_TIP_ROLE,
)
from foc_reader.ui.plain_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex

    _Index = QModelIndex | QPersistentModelIndex

Path = tuple[int, ...]  # the numbers of the rows that lead to a row, from the top down

FILLED_UNASKED = 500  # collections, outermost first; those further inside when they are looked into
COLLECTIONS_A_TURN = 100  # get their rows before the window's thread sees to something else
_ROLES = frozenset(
    (
        DISPLAY_ROLE,
        DECORATION_ROLE,
        TOOL_TIP_ROLE,
        SIZE_HINT_ROLE,
        FOREGROUND_ROLE,
        ACCESSIBLE_TEXT_ROLE,
    )
)


class LibraryModel(QStandardItemModel):
    """Packs, collections and documents as rows.

    Qt's own model counts the rows, and holds nothing else: it does so for 10,000 documents in a few milliseconds, where
    one written here would be asked for each of them. What a row says is asked for here, of the rows in view.
    """

    collection_filled = Signal(object)  # its Path: its rows are there, and can be shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top: tuple[TreeNode, ...] = ()
        # those that have rows, and whose collections get theirs, outermost first, with the number of the next of them
        self._waiting: deque[tuple[Path, TreeNode, int]] = deque()
        self._unseen: dict[Path, TreeNode] = {}  # the same, until somebody looks into them
        self._filled = 0
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._fill)
        self._icons: Icons | None = None
        self._icon_side = 0
        self._height_of: Callable[[str, int], int] | None = None
        self._damaged: Collection[Locator] = ()

    def set_tree(self, nodes: Sequence[TreeNode]) -> None:
        """Show `nodes`; where there are many collections, most get their rows in later turns."""
        self._next.stop()
        self._waiting.clear()
        self._unseen.clear()
        self._filled = 0
        self.clear()
        self._top = tuple(nodes)
        if self._top:
            self.insertColumns(0, 1)
            self.insertRows(0, len(self._top))
            for row, node in enumerate(self._top):
                self._give_rows((row,), node)
            self._fill()

    def set_icons(self, icons: Icons, side: int) -> None:
        """Draw with `icons`, `side` px wide. Who shows this model has to draw its rows again."""
        self._icons, self._icon_side = icons, side

    def set_height_of(self, height_of: Callable[[str, int], int]) -> None:
        """How high a row is, by its text and its depth in the tree."""
        self._height_of = height_of

    def set_damaged(self, damaged: Collection[Locator]) -> None:
        """The documents that cannot be read. Who shows this model has to draw its rows again."""
        self._damaged = damaged

    @property
    def is_whole(self) -> bool:
        """Whether every collection that one could see has its rows."""
        return not self._waiting

    def locator(self, index: _Index) -> Locator | None:
        """What a row opens; None for a pack and a collection."""
        row = self._row(self.path(index))
        return row.locator if isinstance(row, DocumentEntry) else None

    def path(self, index: _Index) -> Path:
        """Where a row is; empty for an invalid index."""
        numbers = []
        at: _Index = index
        while at.isValid():
            numbers.append(at.row())
            at = at.parent()
        return tuple(reversed(numbers))

    def at(self, path: Path) -> QModelIndex:
        """The row at `path`; an invalid index where there is none, or not yet."""
        index = QModelIndex()
        for number in path:
            index = self.index(number, 0, index)
            if not index.isValid():
                break
        return index

    def find(self, locator: Locator) -> QModelIndex:
        """The row of a document; an invalid index where it has none."""
        return self._reach(_path_to(locator, self._top))

    def first_document(self) -> QModelIndex:
        """The row of the document that stands highest."""
        if not self._top:
            return self.at(())
        path: Path = (0,)
        node = self._top[0]
        while node.collections:
            path, node = (*path, 0), node.collections[0]
        return self._reach((*path, 0))

    def look_into(self, index: _Index) -> None:
        """The person opened `index`: the collections in it get their rows."""
        path = self.path(index)
        if path in self._unseen:
            self._waiting.append((path, self._unseen.pop(path), 0))
            self._next.start()

    @Slot()
    def _fill(self) -> None:
        """Give rows to the next collections."""
        for _ in range(COLLECTIONS_A_TURN):
            while self._waiting and self._waiting[0][2] == len(self._waiting[0][1].collections):
                self._waiting.popleft()
            if not self._waiting:
                return
            path, node, row = self._waiting[0]
            self._waiting[0] = (path, node, row + 1)
            self._give_rows((*path, row), node.collections[row])
        self._next.start()

    def _give_rows(self, path: Path, node: TreeNode) -> None:
        index = self.at(path)
        if self.rowCount(index):
            return  # somebody wanted to go there already
        self.insertColumns(0, 1, index)
        self.insertRows(0, len(node.collections) + len(node.documents), index)
        if node.collections and self._filled < FILLED_UNASKED:
            self._waiting.append((path, node, 0))
        elif node.collections:
            self._unseen[path] = node
        self._filled += 1
        self.collection_filled.emit(path)

    def _reach(self, path: Path) -> QModelIndex:
        """The row at `path`, with rows for all that is around it; an invalid index for an empty path."""
        node = self._top[path[0]] if path else None
        for depth in range(1, len(path)):
            if node:
                self._give_rows(path[:depth], node)
                node = node.collections[path[depth]] if path[depth] < len(node.collections) else None
        return self.at(path)

    def _row(self, path: Path) -> TreeNode | DocumentEntry | None:
        """What stands at `path`."""
        if not path:
            return None
        node = self._top[path[0]]
        for number in path[1:]:
            if number >= len(node.collections):
                return node.documents[number - len(node.collections)]
            node = node.collections[number]
        return node

    # QStandardItemModel: `data` and nothing else, as all the rest is asked for each row there is

    def data(self, index: _Index, role: int = DISPLAY_ROLE) -> object:
        if role not in _ROLES:
            return None
        path = self.path(index)
        row = self._row(path)
        if row is None:
            return None
        if role == DISPLAY_ROLE:
            return self._text(row)
        if role == SIZE_HINT_ROLE:
            return QSize(0, self._height_of(self._text(row), len(path))) if self._height_of else None
        if role == DECORATION_ROLE:
            return self._icons.icon(self._sign(row, path), self._icon_side) if self._icons else None
        if role == ACCESSIBLE_TEXT_ROLE:
            return ", ".join(self._spoken(row, path))
        if role == FOREGROUND_ROLE:
            return QGuiApplication.palette().placeholderText() if self._sign(row, path) == "damaged" else None
        lines = [self._title(row), *self._spoken(row, path)[-1:]]
        return plain_tip("\n".join([*lines, place_facts(row)] if isinstance(row, DocumentEntry) else lines))

    def _title(self, row: TreeNode | DocumentEntry) -> str:
        if row.title.strip() or isinstance(row, TreeNode):
            return row.title
        return self.tr("Without a title: {id}").format(id=row.id)

    def _text(self, row: TreeNode | DocumentEntry) -> str:
        title = isolated(self._title(row))
        return f"{isolated(row.year)} · {title}" if isinstance(row, DocumentEntry) and row.year else title

    def _sign(self, row: TreeNode | DocumentEntry, path: Path) -> str:
        """The name of the drawing that says what a row is."""
        if isinstance(row, TreeNode):
            return "library" if len(path) == 1 else "collection"
        if self._damaged and row.locator in self._damaged:
            return "damaged"
        return _SIGNS.get(row.form, "document")

    def _spoken(self, row: TreeNode | DocumentEntry, path: Path) -> list[str]:
        """Title, year, kind."""
        words = {
            "library": self.tr("library"),
            "collection": self.tr("collection"),
            "damaged": self.tr("damaged"),
            "document": self.tr("full text"),
            "card": self.tr("index card"),
            "page": self.tr("reference page"),
            "term": self.tr("glossary term"),
        }
        year = [row.year] if isinstance(row, DocumentEntry) and row.year else []
        return [self._title(row), *year, words[self._sign(row, path)]]


_SIGNS = {"card": "card", "page": "page", "term": "term"}  # by DocumentEntry.form


def _path_to(locator: Locator, nodes: Sequence[TreeNode]) -> Path:
    """The path of a document; empty where it is in none of `nodes`."""
    pack_id, document_id = locator.pack_id, locator.document_id
    for number, node in enumerate(nodes):
        for entry in node.entries:
            if entry.id == document_id and entry.pack_id == pack_id:
                return (number, *_path_in(node, entry))
    return ()


def _path_in(node: TreeNode, entry: DocumentEntry) -> Path:
    """The path of `entry`, which is in `node`, from there."""
    path: Path = ()
    for name in entry.collection:
        row = next(row for row, inner in enumerate(node.collections) if inner.title == name)
        path, node = (*path, row), node.collections[row]
    row = next(row for row, other in enumerate(node.documents) if other is entry)
    return (*path, len(node.collections) + row)
