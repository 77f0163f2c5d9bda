"""The menu of the text: the right mouse button, or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from foc_reader.ui.reading_pane import ReadingPane


def open_text_menu(text: ReadingPane, event: QContextMenuEvent) -> None:
    """Show what can be done with the link, the words or the passage there."""
    menu = QMenu(text)
    link = text.anchorAt(event.pos())
    if link:
        menu.addAction(text.tr("Open in a new tab"), lambda: text.new_tab_wanted.emit(link))
    copy = menu.addAction(text.tr("Copy"), text.copy)
    copy.setEnabled(text.textCursor().hasSelection())
    menu.addAction(text.tr("Bookmark this passage…"), text.bookmark_wanted.emit)
    if text.top_place():  # there is a document
        from foc_reader.ui.reading_pane import WHOLE

        place = text.place_at(event.pos()) if event.reason() is QContextMenuEvent.Reason.Mouse else None
        menu.addSeparator()
        menu.addAction(text.tr("More like this passage"), lambda: text.like_wanted.emit(place))
        menu.addAction(text.tr("More like this document"), lambda: text.like_wanted.emit(WHOLE))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
