"""What can be done with the result one stands on, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget


def result_menu(does: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """A menu of what `does` does of "open", "new_tab", "like_passage", "like_document"; it is gone once it closes."""
    menu = QMenu(parent)
    menu.setObjectName("result_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, words, key in (
        ("open", _tr("Open"), "Return"),
        ("new_tab", _tr("Open in a new tab"), "Ctrl+Return"),
        ("like_passage", _tr("More like this passage"), ""),
        ("like_document", _tr("More like this document"), ""),
    ):
        if name not in does:
            continue
        if name.startswith("like") and len(menu.actions()) == 2:
            menu.addSeparator()
        action = menu.addAction(words)
        action.setObjectName(f"result_menu_{name}")
        action.setShortcut(key)  # to be seen: the list itself answers it
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda checked=False, does=does[name]: does())
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("result_menu", text)
