"""Actions that the first paint does without: tabs, finding in the document, help."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from foc_reader.ui.caret import show_caret
from foc_reader.ui.reading_pane import WHOLE

if TYPE_CHECKING:
    from foc_reader.ui.helping import Helping
    from foc_reader.ui.left_actions import LeftActions
    from foc_reader.ui.reader import Reader
    from foc_reader.ui.reading_pane import ReadingPane
    from foc_reader.ui.searching import Searching

_WALK = "Meta" if sys.platform == "darwin" else "Ctrl"  # there Ctrl is Cmd, and Cmd+Tab is the system's


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


class LaterActions:
    """Makes them, by `make` as all others, when it is made."""

    def __init__(
        self,
        make: Callable[..., QAction],
        reader: Reader,
        find: Callable[[], None],
        text: ReadingPane,
        searching: Searching,
        helping: Helping,
        left: LeftActions,
    ) -> None:
        self.left = left
        self.find = make("find", _tr("Find in the document…"), find, ["Ctrl+F"])
        within = _tr("Search within these results")
        self.search_within = make("search_within_results", within, searching.search_within, [])
        self.keep_search = make("keep_search", _tr("Keep this search…"), searching.keep_search, [])
        self.orders = [
            make(f"list_by_{order}", words, lambda order=order: searching.order_by(order), [])
            for order, words in (
                ("relevance", _tr("List the best results first")),
                ("date", _tr("List the newest results first")),
                ("title", _tr("List results by title")),
            )
        ]
        want = text.like_wanted.emit
        self.like_passage = make("like_passage", _tr("More like this passage"), lambda: want(None), [])
        self.like_document = make("like_document", _tr("More like this document"), lambda: want(WHOLE), [])
        self.caret = make("caret", _tr("Cursor in the text"), lambda on: show_caret(text, on), ["F7"], is_choice=True)
        self.show_start = make("show_start", _tr("Start page"), reader.open_start, ["Alt+Home"])
        self.new_tab = make("new_tab", _tr("New tab"), reader.new_tab, ["Ctrl+T"])
        self.close_tab = make("close_tab", _tr("Close tab"), reader.close_tab, ["Ctrl+W"])
        self.reopen_tab = make("reopen_tab", _tr("Reopen closed tab"), reader.reopen_tab, ["Ctrl+Shift+T"])
        walks = ([f"{_WALK}+Tab", "Ctrl+PgDown"], [f"{_WALK}+Shift+Tab", "Ctrl+PgUp"])
        self.next_tab = make("next_tab", _tr("Next tab"), lambda: reader.step_tab(1), walks[0])
        self.previous_tab = make("previous_tab", _tr("Previous tab"), lambda: reader.step_tab(-1), walks[1])
        self.show_keys = make("show_keys", _tr("Keys and help"), helping.show_keys, ["F1", "Ctrl+/"])
        self.help_documents = [
            make(f"help_document_{number}", title, does, []) for number, (title, does) in enumerate(helping.documents())
        ]
        self.show_about = make("show_about", _tr("About FOC Reader"), helping.show_about, [])
