"""What can be done with the result one stands on, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from foc_reader.ui.actions import ENTER_KEY
from foc_reader.ui.row_menu import row_menu


def result_menu(does: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """A menu of what `does` does of "open", "new_tab", "like_passage", "like_document"; it is gone once it closes."""
    reading = (("open", _tr("Open"), ENTER_KEY), ("new_tab", _tr("Open in a new tab"), f"Ctrl+{ENTER_KEY}"))
    more = (("like_passage", _tr("More like this passage"), ""), ("like_document", _tr("More like this document"), ""))
    return row_menu("result_menu", (reading, more), does, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("result_menu", text)
