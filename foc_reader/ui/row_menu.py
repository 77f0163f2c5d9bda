"""What can be done with the row of a list that one stands on, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

Entry = tuple[str, str, str]  # name, words, and the key with which the list itself does it


def row_menu(
    name: str, groups: Sequence[Sequence[Entry]], does: Mapping[str, Callable[[], None]], parent: QWidget
) -> QMenu:
    """A menu with those entries that `does` does, and a line between two groups; it is gone once it closes."""
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in groups:
        menu.addSeparator()  # one at the top, or beside another, is not shown
        for what, words, key in group:
            if what in does:
                action = menu.addAction(words)
                action.setObjectName(f"{name}_{what}")
                action.setShortcut(key)  # to be seen
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.setShortcutVisibleInContextMenu(True)
                action.triggered.connect(lambda checked=False, do=does[what]: do())
    return menu
