"""The steps of a search: what is typed is asked, the answer is listed, a result is opened."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import Answer, Hit
from foc_reader.ui.finder import Finder
from foc_reader.ui.left_pane import RESULTS, LeftPane
from foc_reader.ui.panes import Panes
from foc_reader.ui.search_bar import SearchBar
from foc_reader.ui.walk import Walk

if TYPE_CHECKING:
    from foc_reader.ui.results_page import ResultsPage


class Searching(QObject):
    """Makes the page of results when it is first needed, and leads from the search box to it and back."""

    page_made = Signal(object)  # the page of results: it is to be given its colours

    def __init__(self, bar: SearchBar, finder: Finder, walk: Walk, left: LeftPane, panes: Panes) -> None:
        super().__init__(panes)
        self._bar, self._finder, self._walk, self._left, self._panes = bar, finder, walk, left, panes
        bar.textEdited.connect(finder.warm_up)
        bar.query_changed.connect(finder.ask)
        bar.submitted.connect(self._open_first)
        bar.left_downwards.connect(self._go_to_results)
        finder.answered.connect(self._show)
        finder.cleared.connect(self._clear)
        finder.failed.connect(self._show_trouble)
        walk.hit_opened.connect(self._choose)

    @cached_property
    def page(self) -> ResultsPage:
        """The page of results, made when it is first asked for."""
        from foc_reader.ui.results_page import ResultsPage

        page = ResultsPage(self._left)
        page.hit_activated.connect(self._walk.open_hit)
        page.more_wanted.connect(self._finder.ask_for_more)
        page.left.connect(self._panes.go_to_text)
        page.left_upwards.connect(self._panes.go_to_search)
        self.page_made.emit(page)
        return page

    @property
    def answer(self) -> Answer | None:
        """What is listed."""
        return self.page.answer if self._has_page else None

    @property
    def _has_page(self) -> bool:
        return "page" in self.__dict__

    @Slot(Answer)
    def _show(self, answer: Answer) -> None:
        self.page.show_answer(answer)
        self._left.show_count(answer.total)
        self._left.show_page(RESULTS)

    @Slot()
    def _clear(self) -> None:
        if self._has_page:
            self.page.show_nothing_typed()
        self._left.show_count(None)

    @Slot(Exception)
    def _show_trouble(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        self.page.show_sentence(str(error))
        self._left.show_count(None)

    @Slot()
    def _open_first(self) -> None:
        if self._bar.query:
            self._walk.open_first()

    @Slot()
    def _go_to_results(self) -> None:
        if self.answer and self.answer.hits:
            self._panes.go_to_left(RESULTS)

    @Slot(Hit)
    def _choose(self, hit: Hit) -> None:
        self.page.choose(hit)
        self._panes.go_to_text()
