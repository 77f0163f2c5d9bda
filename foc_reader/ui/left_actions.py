"""Actions for the left pane: its pages, its width, and what one stands on there. The first paint does without them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from foc_reader.ui.actions import ENTER_KEY
from foc_reader.ui.beside import Beside
from foc_reader.ui.late_qt import WIDGET_SHORTCUT
from foc_reader.ui.left_pane import BOOKMARKS, LIBRARY, RESULTS

if TYPE_CHECKING:
    from foc_reader.ui.bookmarking import Bookmarking
    from foc_reader.ui.searching import Searching


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


class LeftActions:
    """Makes them, by `make` as all others, when it is made. `bookmarking` makes what it returns when it is asked."""

    def __init__(
        self,
        make: Callable[..., QAction],
        go_to: Callable[[str], None],
        change_width: Callable[[], None],
        searching: Searching,
        bookmarking: Callable[[], Bookmarking],
        window: QMainWindow,
    ) -> None:
        self._go_to, self._searching, self._bookmarking = go_to, searching, bookmarking
        self._beside = Beside(window)
        self.show_library = make("show_library", _tr("Show the library"), lambda: go_to(LIBRARY), [])
        self.width = make("pane_width", _tr("Width of the left pane…"), change_width, ["F8"])
        self.show_results = make("show_results", _tr("Show the results"), lambda: go_to(RESULTS), [])
        self.how_to_search = make("how_to_search", _tr("How to search"), self._show_help, [])
        self.show_bookmarks = make("show_bookmarks", _tr("Show bookmarks"), lambda: go_to(BOOKMARKS), ["Ctrl+Shift+B"])
        self.undo_delete = make("undo_delete", _tr("Undo delete"), lambda: bookmarking().undo_delete(), ["Ctrl+Z"])
        self.undo_delete.setEnabled(False)
        self.export = make("export_bookmarks", _tr("Export bookmarks…"), lambda: bookmarking().export(), [])
        self.take_in = make("import_bookmarks", _tr("Import bookmarks…"), lambda: bookmarking().take_in(), [])
        self.open_beside = make("open_beside", _tr("Open in a new tab"), self._beside.open, [f"Ctrl+{ENTER_KEY}"])
        self.change = make("change_bookmark", _tr("Change bookmark…"), self._change, ["F2"])
        self.delete = make("delete_bookmark", _tr("Delete bookmark"), self._delete, ["Del"])
        for action in (self.open_beside, self.change, self.delete):
            action.setProperty("shortcutContext", WIDGET_SHORTCUT)  # to be seen: what one stands on answers it
        self.order = QMenu(_tr("Order of bookmarks"), window.menuBar())
        self.order.setObjectName("order_menu")
        self.order.triggered.connect(self._order_by)

    def fill(self) -> None:
        """Fill the menu inside a menu, where it is still empty."""
        from foc_reader.ui.bookmark_orders import fill_order_menu

        if self.order.isEmpty():
            fill_order_menu(self.order)

    def refresh(self) -> None:
        """A menu opens: enable what can do something now."""
        from foc_reader.ui.bookmark_orders import check_order

        bookmarking = self._bookmarking()
        self.open_beside.setEnabled(self._beside.can_open)
        for action in (self.change, self.delete):
            action.setEnabled(bookmarking.current is not None)
        self.order.setEnabled(bookmarking.can_be_ordered)
        check_order(self.order, bookmarking.order)

    def _show_help(self) -> None:
        self._go_to(RESULTS)
        self._searching.page.show_help()

    def _change(self) -> None:
        bookmark = self._bookmarking().current
        if bookmark:
            self._bookmarking().edit(bookmark)

    def _delete(self) -> None:
        bookmark = self._bookmarking().current
        if bookmark:
            self._bookmarking().delete(bookmark)

    def _order_by(self, action: QAction) -> None:
        """List them in that order, where one sees it."""
        self._bookmarking().order_by(action.data())
        self._go_to(BOOKMARKS)
