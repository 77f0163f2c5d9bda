"""The steps of a search: what is typed is asked, the answer is listed, a result is opened."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import Answer, Bookmark, DocumentEntry, Hit
from foc_reader.core.session import Session
from foc_reader.core.values import replace
from foc_reader.ui.finder import Finder
from foc_reader.ui.left_pane import RESULTS, LeftPane
from foc_reader.ui.panes import Panes
from foc_reader.ui.search_bar import SearchBar
from foc_reader.ui.walk import Walk

if TYPE_CHECKING:
    from foc_reader.ui.asked import Asked, Like
    from foc_reader.ui.examples import Example
    from foc_reader.ui.limits import Limits
    from foc_reader.ui.next_steps import Step
    from foc_reader.ui.preparing import Preparing
    from foc_reader.ui.results_page import ResultsPage
    from foc_reader.ui.titles import Titles

_RECENT_BOOKMARKS = 5


class Searching(QObject):
    """Makes the page of results when it is first needed, and leads from the search box to it and back."""

    brought = Signal()  # the page of results is in front: there is something new to be seen on it
    page_made = Signal(object)  # the page of results: it is to be given its colours
    bookmark_wanted = Signal(Bookmark)  # to be opened
    bookmark_beside_wanted = Signal(Bookmark)  # to be opened beside what is read
    new_tab_wanted = Signal(Hit)  # to be opened beside what is read
    like_wanted = Signal(object)  # more like the passage of a Hit, or like a document: DocumentEntry
    keep_wanted = Signal(Bookmark)  # a search, to be kept or changed
    said = Signal(str)  # a sentence in passing
    left = Signal()  # Esc in the results

    def __init__(
        self, session: Session, bar: SearchBar, finder: Finder, walk: Walk, left: LeftPane, panes: Panes
    ) -> None:
        super().__init__(panes)
        self._session, self._bar, self._finder, self._walk = session, bar, finder, walk
        self._left, self._panes = left, panes
        self._limits: Limits | None = None  # None: never limited so far
        self._before: list[Asked] = []  # what was listed before more like something was wanted
        self._is_begun = False
        self._is_asked = False  # by the person, who is shown the page when the answer comes
        bar.textEdited.connect(self._begin)
        bar.query_changed.connect(self._ask)
        bar.emptied.connect(self._drop_filters)
        bar.scope_chosen.connect(self._choose_scope)
        bar.submitted.connect(self._open_first)
        bar.submitted_beside.connect(self._open_first_beside)
        bar.left_downwards.connect(self._go_to_results)
        finder.titled.connect(self._show_titles)
        finder.answered.connect(self._show)
        finder.stepped.connect(self._show_steps)
        finder.cleared.connect(self._clear)
        finder.failed.connect(self._show_trouble)
        walk.hit_opened.connect(self._choose)

    @cached_property
    def page(self) -> ResultsPage:
        """The page of results, made when it is first asked for."""
        from foc_reader.ui.results_page import ResultsPage

        page = ResultsPage(self._examples, self._left)
        page.hide()  # until it is brought: a pane that is closed now would show it, with no place, when it opens
        page.hit_activated.connect(self._walk.open_hit)
        page.new_tab_wanted.connect(self.new_tab_wanted)
        page.bookmark_activated.connect(self.bookmark_wanted)
        page.bookmark_beside_wanted.connect(self.bookmark_beside_wanted)
        page.query_wanted.connect(self._bar.search_for)
        page.other_query_wanted.connect(self._bar.ask_for)
        self._finder.suggested.connect(page.show_suggestion)
        page.step_wanted.connect(self._take_step)
        page.limits_wanted.connect(self._ask_within)
        page.order_wanted.connect(self.order_by)
        page.within_wanted.connect(self.search_within)
        page.save_wanted.connect(self.keep_search)
        page.step_out_wanted.connect(self._step_out)
        page.more_wanted.connect(self._finder.ask_for_more)
        page.like_wanted.connect(self.like_wanted)
        page.back_wanted.connect(self.go_back)
        page.left.connect(self._leave)
        page.left_upwards.connect(self._panes.go_to_search)
        page.show_nothing_typed(self._recent)
        self.page_made.emit(page)
        return page

    @property
    def answer(self) -> Answer | None:
        """What is listed."""
        return self.page.answer if self._has_page else None

    @Slot(object)
    def show_open(self, entry: DocumentEntry) -> None:
        """Another document is open: “this document” and “this collection” are others from now on."""
        before = self._limits or self._everything
        self._limits = before.at(entry)
        self._bar.show_limits(self._limits)
        if (self._limits.scope, self._limits.anchor) != (before.scope, before.anchor):
            self._is_asked = False  # what is in front stays there
            self._ask_again()

    def begin_anew(self) -> None:
        """The library is another one: scope, filters and examples were of the one before."""
        if self._limits:
            self._limits = self._everything
            self._bar.show_limits(self._limits)
        self._is_asked = False  # what is in front stays there
        self._before = []
        self._finder.ask(self._bar.query)

    @Slot(object)
    def show_like(self, like: Like) -> None:
        """List more like `like` in the whole library, with the keyboard there; `go_back` brings back what is listed."""
        chosen = self.page.current_hit
        self._before.append(replace(self._finder.asked, chosen=chosen))
        self._set_limits(self._everything)
        self._is_asked = True
        self._finder.ask_like(like, self._limits or self._everything)
        self.page.show_like(like)
        self._bring_page()
        self._finder.when_answered(lambda answer: self._go_to_results())

    @Slot()
    def go_back(self) -> bool:
        """List what was listed before more like something was wanted; False where nothing was."""
        if not self._before:
            return False
        asked = self._before.pop()
        before = asked.limits or self._everything
        here = self._limits.open_entry if self._limits else None
        self._set_limits(before.at(here) if here else before)
        if self._limits and self._limits.anchor != before.anchor:  # another document is open now
            asked = replace(asked, limits=self._limits, answer=None)
        self._finder.bring_back(asked)
        if asked.chosen:
            self.page.choose(asked.chosen)
        self._go_to_results()
        return True

    @Slot()
    def prepare(self) -> None:
        """Make the page of results in short turns, before the first answer would hold the window for it."""
        self._preparing.begin()

    @cached_property
    def _preparing(self) -> Preparing:
        from foc_reader.ui.preparing import Preparing

        return Preparing(lambda: self.page, self._warm_up, self)

    def _warm_up(self) -> None:
        if self._is_begun:  # not sooner: the two threads would hold each other up
            self._finder.warm_up()

    @Slot()
    def _begin(self) -> None:
        """The first letters are being typed."""
        self._is_begun = True
        self.prepare()

    @Slot()
    def show_bookmarks(self) -> None:
        """The bookmarks have changed: those on the page, too."""
        if self._has_page and not (self._bar.query or self.answer):
            self.page.show_nothing_typed(self._recent)
        elif self._has_page:
            self._show_kept()

    @property
    def _everything(self) -> Limits:
        """No limits."""
        from foc_reader.ui.limits import Limits

        return Limits()

    @property
    def _has_page(self) -> bool:
        return "page" in self.__dict__

    @property
    def _recent(self) -> tuple[Bookmark, ...]:
        return self._session.notebook.listed()[:_RECENT_BOOKMARKS]

    def _examples(self) -> tuple[Example, ...]:
        from foc_reader.ui.examples import examples

        pack = next(iter(self._session.packs), None)
        return examples(pack.info, pack.entries) if pack else ()

    # asked

    @Slot(str)
    def _ask(self, query: str) -> None:
        self._is_asked = True
        self._before = []
        self._ask_query()

    def _ask_again(self) -> None:
        """The same within the limits there are now."""
        if self._finder.like and self._limits:
            self._finder.ask_like(self._finder.like, self._limits)
        else:
            self._ask_query()

    def _ask_query(self) -> None:
        """What stands in the box."""
        if self._limits and self._limits.within and not self._bar.query:
            self._finder.ask(self._limits.within[-1], self._limits.one_step_out())  # what one is to search within
        else:
            self._finder.ask(self._bar.query, self._limits)

    @Slot(object)
    def _ask_within(self, limits: Limits) -> None:
        """The same query within other limits."""
        self._set_limits(limits)
        self._is_asked = True
        self._ask_again()

    def _set_limits(self, limits: Limits) -> None:
        """Take scope and filters; what is open may have changed since they were shown."""
        self._limits = replace(limits, open_entry=self._limits.open_entry if self._limits else None)
        self._bar.show_limits(self._limits)

    @Slot()
    def _drop_filters(self) -> None:
        if self._limits:
            self._limits = self._limits.without_filters()

    @Slot(str)
    def _choose_scope(self, scope: str) -> None:
        if self._limits:
            self._ask_within(self._limits.in_scope(scope))
            self._bar.go_on_typing()

    @Slot(str)
    def order_by(self, order: str) -> None:
        """List documents in this order, from now on."""
        self._is_asked = True
        self._finder.order_by(order)

    @Slot()
    def search_within(self) -> None:
        """Search within what is listed next, if there is something."""
        answer = self.answer
        if answer and answer.query and answer.documents:
            self._limits = (self._limits or self._everything).within_also(answer.query)
            self._bar.show_limits(self._limits)
            self.page.show_limits(self._limits)
            self._bar.show_query("")  # what is listed stays until something is typed

    @Slot()
    def _step_out(self) -> None:
        """Search outside of the earlier results, too; without a query these are listed again."""
        if self._limits and self._limits.within:
            query, self._limits = self._limits.within[-1], self._limits.one_step_out()
            self._bar.show_limits(self._limits)
            self._is_asked = True
            if self._bar.query:
                self._ask_again()
            else:
                self._bar.search_for(query)
            self._bar.go_on_typing()

    @Slot(object)
    def _take_step(self, step: Step) -> None:
        self._search_in(step.query, step.limits)

    def _search_in(self, query: str, limits: Limits) -> None:
        """Have `query` in the box, and what it finds within `limits` listed."""
        self._set_limits(limits)
        self._bar.show_query(query)
        self._ask(query)

    # kept

    @Slot()
    def keep_search(self) -> None:
        """Ask to keep the search that is listed; where it is kept, to change that."""
        kept = self._listed_search()
        if kept:
            self.keep_wanted.emit(kept)
        else:
            self.said.emit(self.tr("Search for something first: then the search can be kept."))

    @Slot(Bookmark)
    def open_saved(self, bookmark: Bookmark) -> None:
        """Search again for what was kept; where its place is not in the library, in all of it."""
        from foc_reader.ui.saved_searches import limits_of

        search = bookmark.search
        if search is None:
            return
        limits = limits_of(search, self._session.entries, self._limits.open_entry if self._limits else None)
        if limits is None:
            self.said.emit(self.tr("What this search was kept for is not in this library: all of it is searched."))
        self._finder.order_by(search.order)
        self._search_in(search.query, limits or self._everything)
        self._bring_page()

    def _listed_search(self) -> Bookmark | None:
        """The search that is listed, as a bookmark; None where none is."""
        from foc_reader.ui.saved_searches import listed_search

        return listed_search(self.answer, self._finder, self._session.notebook.listed())

    def _show_kept(self) -> None:
        kept = self._session.notebook.listed()
        has_any = any(bookmark.search for bookmark in kept)
        self.page.show_kept(has_any and self._listed_search() in kept)

    # shown

    @Slot(object)
    def _show_titles(self, titles: Titles) -> None:
        if self._has_page or titles.hits or not self._finder.is_open:
            self.page.show_titles(titles, is_opening=not self._finder.is_open)
            if titles.hits or not self._finder.is_open:
                self._bring_page()

    @Slot(Answer)
    def _show(self, answer: Answer) -> None:
        like = self._finder.like
        limits, order = self._limits or self._finder.limits or self._everything, self._finder.order
        self.page.show_answer(answer, self._finder.titles, limits, like, order, self._finder.suggestion)
        self._show_kept()
        self._left.show_count(answer.total)
        self._bring_page()
        if not (answer.hits or like):
            self._finder.ask_steps()

    @Slot(object)
    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        self.page.show_steps(steps)

    @Slot()
    def _clear(self) -> None:
        if self._has_page:
            self.page.show_nothing_typed(self._recent)
        self._left.show_count(None)

    @Slot(Exception)
    def _show_trouble(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        self.page.show_sentence(str(error))
        self._left.show_count(None)

    def _bring_page(self) -> None:
        if self._is_asked:
            self._left.show_page(RESULTS)
            self.brought.emit()

    # opened

    @Slot()
    def _leave(self) -> None:
        """Esc on the page."""
        if not self.go_back():
            self.left.emit()

    @Slot()
    def _open_first(self) -> None:
        self._leave_likes()
        if self._bar.query:
            self._walk.open_first()

    @Slot()
    def _open_first_beside(self) -> None:
        self._leave_likes()
        if self._bar.query:
            self._finder.when_answered(lambda _: self._open_beside(self._finder.first))

    def _leave_likes(self) -> None:
        """Enter in the box asks for what stands there."""
        del self._before[1:]
        self.go_back()

    def _open_beside(self, hit: Hit | None) -> None:
        if hit:
            self.new_tab_wanted.emit(hit)

    @Slot()
    def _go_to_results(self) -> None:
        self._panes.go_to_left(RESULTS)

    @Slot(Hit)
    def _choose(self, hit: Hit) -> None:
        self.page.choose(hit)
        self._panes.go_to_text()
