"""What can be done with a row of the document tree, as a menu on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from foc_reader.ui.actions import ENTER_KEY

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from foc_reader.ui.library_tree import LibraryTree


def show_menu(tree: LibraryTree, index: QModelIndex, place: QPoint) -> None:
    """Show the menu of the row `index` at `place` of the screen."""
    menu = QMenu(tree)
    menu.setObjectName("library_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    row = QPersistentModelIndex(index)  # the tree may be another one by the time of the choice

    def act(in_new_tab: bool = False) -> None:
        if row.isValid():
            tree.act_on(tree.model().index(row.row(), 0, row.parent()), in_new_tab)

    if tree.model().hasChildren(index):
        menu.addAction(_tr("Close") if tree.isExpanded(index) else _tr("Open"), act)
        menu.addAction(_tr("Close all collections"), tree.close_collections)
    else:
        menu.addAction(_with_key(_tr("Open"), ENTER_KEY), act)
        menu.addAction(_with_key(_tr("Open in a new tab"), f"Ctrl+{ENTER_KEY}"), lambda: act(True))
    menu.popup(place)


def _with_key(words: str, key: str) -> str:
    """The key is only shown: the tree itself listens to it."""
    return f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("library_menu", text)
