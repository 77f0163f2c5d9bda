"""Opening beside what is read, by the menu: the same that Ctrl+Enter does where the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import Shiboken

from foc_reader.core.model import Bookmark, Hit

_INNER = ("#", "doc:", "bookmark:")  # links that lead to something to read


class Beside(QObject):
    """Knows where in `window` the keyboard is, also while it is in the menu bar."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._before: QWidget | None = None  # the keyboard went into the menu bar
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    @property
    def can_open(self) -> bool:
        """Whether the keyboard stands on something that can be read."""
        return self._way() is not None

    def open(self) -> None:
        """Open it in a new tab, if there is something."""
        way = self._way()
        if way:
            way()

    @Slot(QWidget, QWidget)
    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._bar:
            self._before = before

    def _way(self) -> Callable[[], None] | None:
        focus = QApplication.focusWidget()
        if focus is self._bar:
            focus = self._before
        return _way_from(focus) if focus is not None and Shiboken.isValid(focus) else None


def _way_from(stop: QWidget) -> Callable[[], None] | None:
    """What opens in a new tab that on which `stop` stands; None where that is nothing to read."""
    from foc_reader.ui.card_list import CardList
    from foc_reader.ui.library_tree import LibraryTree
    from foc_reader.ui.offers import OfferButton
    from foc_reader.ui.reading_pane import ReadingPane
    from foc_reader.ui.search_bar import SearchBar

    if isinstance(stop, LibraryTree) and stop.current_locator():
        return lambda: stop.act_on(stop.currentIndex(), True)
    if isinstance(stop, CardList) and stop.current_value() is not None:
        return lambda: stop.new_tab_wanted.emit(stop.current_value())
    if isinstance(stop, ReadingPane) and (link := stop.textCursor().charFormat().anchorHref()).startswith(_INNER):
        return lambda: stop.new_tab_wanted.emit(link)
    if isinstance(stop, OfferButton) and isinstance(stop.offer.value, Bookmark | Hit):
        return stop.beside_wanted.emit
    if isinstance(stop, SearchBar) and stop.query:
        return stop.submitted_beside.emit
    return None
