"""What can be done with the bookmark one stands on, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget


def bookmark_menu(does: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """A menu of what `does` does of "open", "new_tab", "edit" and "delete"; it is gone once it closes."""
    menu = QMenu(parent)
    menu.setObjectName("bookmark_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, words, key in (
        ("open", _tr("Open"), "Return"),
        ("new_tab", _tr("Open in a new tab"), "Ctrl+Return"),
        ("edit", _tr("Change…"), "F2"),
        ("delete", _tr("Delete"), "Del"),
    ):
        if name not in does:
            continue
        if name == "edit":
            menu.addSeparator()
        action = menu.addAction(words)
        action.setObjectName(f"bookmark_menu_{name}")
        action.setShortcut(key)  # to be seen: the list itself answers it
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda checked=False, does=does[name]: does())
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("bookmark_menu", text)
