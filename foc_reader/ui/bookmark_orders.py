"""The orders in which bookmarks can stand, in words, and a menu of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from foc_reader.core.notebook.settings import BOOKMARK_ORDERS


def fill_order_menu(menu: QMenu) -> None:
    """One line an order, of which one at a time is checked; its data is the order's name."""
    names = {
        "newest": _tr("Newest first"),
        "name": _tr("By name"),
        "place": _tr("By document and place"),
        "date": _tr("By date of the document"),
    }
    group = QActionGroup(menu)
    for name in BOOKMARK_ORDERS:
        action = group.addAction(names[name])
        action.setCheckable(True)
        action.setData(name)
    menu.addActions(group.actions())


def check_order(menu: QMenu, order: str) -> str:
    """Check the line of `order`; its words."""
    chosen = next(action for action in menu.actions() if action.data() == order)
    chosen.setChecked(True)
    return chosen.text()


def _tr(text: str) -> str:
    return QCoreApplication.translate("bookmark_orders", text)
