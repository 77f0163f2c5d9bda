"""What can be done with the bookmark one stands on, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from foc_reader.ui.actions import ENTER_KEY
from foc_reader.ui.row_menu import row_menu


def bookmark_menu(does: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """A menu of what `does` does of "open", "new_tab", "edit" and "delete"; it is gone once it closes."""
    reading = (("open", _tr("Open"), ENTER_KEY), ("new_tab", _tr("Open in a new tab"), f"Ctrl+{ENTER_KEY}"))
    more = (("edit", _tr("Change…"), "F2"), ("delete", _tr("Delete"), "Del"))
    return row_menu("bookmark_menu", (reading, more), does, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("bookmark_menu", text)
