"""Search as one types: the newest query wins, older answers are dropped, nothing runs on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import BEST_FIRST, Answer, Hit
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner, Job, Report

if TYPE_CHECKING:
    from foc_reader.core.model import Filters
    from foc_reader.core.search.suggestion import Suggestion
    from foc_reader.ui.asked import Asked, Like
    from foc_reader.ui.gate import Gate
    from foc_reader.ui.limits import Limits
    from foc_reader.ui.titles import Titles

_HITS_AT_ONCE = 30
_MOST_TITLES = 3  # above the passages


class Finder(QObject):
    """Asks the session's search on its one thread, which owns the open index; titles on one that has no index."""

    titled = Signal(object)  # Titles of the newest query: most often before its answer
    answered = Signal(Answer)
    failed = Signal(Exception)
    cleared = Signal()  # nothing is searched for any more
    opened = Signal()  # the indexes are open, as far as they are sound
    damaged = Signal(object)  # tuple of FocReaderError: what is wrong with the indexes
    stepped = Signal(object)  # tuple of Step: what finds something where the newest query found nothing
    suggested = Signal(object)  # Suggestion: what may be meant instead of the newest query

    def __init__(self, session: Session, runner: BackgroundRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._job: Job | None = None
        self._titles_job: Job | None = None
        self._steps_job: Job | None = None
        self._suggestion_job: Job | None = None
        self._suggestion: Suggestion | None = None
        self._answer: Answer | None = None
        self._titles: Titles | None = None
        self._problems: tuple[FocReaderError, ...] = ()
        self._is_open = self._is_warm = False
        self._query = ""
        self._like: Like | None = None
        self._limits: Limits | None = None
        self._order = BEST_FIRST  # as long as the window is open
        self._most = 0  # hits asked for
        self._when_answered: Callable[[Answer], None] | None = None

    @property
    def answer(self) -> Answer | None:
        """The answer to the newest query; None while it is on its way or nothing is asked."""
        return self._answer

    @property
    def problems(self) -> tuple[FocReaderError, ...]:
        """What is wrong with the indexes, as far as is known."""
        return self._problems

    @property
    def limits(self) -> Limits | None:
        """What the newest query was limited to; None: the whole library."""
        return self._limits

    @property
    def like(self) -> Like | None:
        """What more like it is asked for, in place of a query; None where it is not."""
        return self._like

    @property
    def order(self) -> str:
        """In which order documents are listed: one of `model.ORDERS`."""
        return self._order

    def order_by(self, order: str) -> None:
        """List them in this order from now on; what is asked is asked again."""
        if order != self._order:
            self._order = order
            self._begin(self._query, self._like, self._limits)
            if self._query or self._like:
                self._ask()

    @property
    def asked(self) -> Asked:
        """What is asked for, and what has come of it."""
        from foc_reader.ui.asked import Asked

        return Asked(self._query, self._limits, self._like, self._order, self._answer, self._titles, self._most)

    @property
    def is_open(self) -> bool:
        """Whether texts can be searched: the indexes are open, or there is nothing more to wait for."""
        return self._is_open

    @property
    def titles(self) -> Titles | None:
        """What was found by titles for the newest query; None while that is on its way."""
        return self._titles

    @property
    def suggestion(self) -> Suggestion | None:
        """What may be meant instead of the newest query, as far as was looked for."""
        return self._suggestion

    @property
    def title_hits(self) -> tuple[Hit, ...]:
        """The first documents that were found by their titles."""
        return self._titles.hits if self._titles else ()

    @property
    def first(self) -> Hit | None:
        """What Enter opens: the first hit; where no text holds the words, the first title."""
        return next(iter((*(self._answer.hits if self._answer else ()), *self.title_hits)), None)

    @property
    def words(self) -> tuple[str, ...]:
        """What the answer has marked in a document."""
        return self._answer.words if self._answer else ()

    @property
    def has_more(self) -> bool:
        """Whether the answer holds more than was asked for so far."""
        return self._answer is not None and len(self._answer.hits) < self._answer.total

    def open_index(self, without_rebuilt: Collection[str] = ()) -> None:
        """Open the indexes: after the first paint, as it takes a moment; then what was asked is asked again.

        Those that were built anew for the packs `without_rebuilt` are removed.
        """

        def work(token: CancelToken, report: Report) -> tuple[FocReaderError, ...]:
            return self._session.forget_rebuilt(without_rebuilt) if without_rebuilt else self._session.open_search()

        self._runner.submit(work, self._take_index, self._fail_to_open)

    def warm_up(self) -> None:
        """Load what the first search needs, while its first word is being typed."""

        def work(token: CancelToken, report: Report) -> None:
            self._session.warm_up_search()

        if not self._is_warm:
            self._is_warm = True
            self._runner.submit(work, lambda _: None, self.failed.emit)

    def ask(self, query: str, limits: Limits | None = None) -> None:
        """Search for `query` within `limits`, None: in the whole library; what was asked before is dropped."""
        self._begin(query, None, limits)
        self._ask()

    def ask_like(self, like: Like, limits: Limits) -> None:
        """Look for more like `like` within `limits`."""
        self._begin("", like, limits)
        self._ask()

    def bring_back(self, asked: Asked) -> None:
        """Have asked what was asked before, with the answer it had; where it had none yet, ask again."""
        if asked.answer is None or asked.order != self._order:
            self._begin(asked.query, asked.like, asked.limits)
            self._ask()
            return
        self._begin(asked.query, asked.like, asked.limits)
        self._answer, self._titles, self._most = asked.answer, asked.titles, asked.most
        self.answered.emit(asked.answer)
        self._ask_suggestion()

    def ask_for_more(self) -> None:
        """The same query with more hits."""
        if self._answer and not self._job:
            # not from the number of hits: passages found by a title alone are asked for, and not shown
            self._submit(self._most + _HITS_AT_ONCE)

    def ask_steps(self) -> None:
        """Look for what finds something where the newest query, within its limits, found nothing."""
        from foc_reader.ui.limits import Limits
        from foc_reader.ui.next_steps import steps_from

        query, limits = self._query, self._limits or Limits()
        self._ask_suggestion()  # first: it is the likeliest of all

        def work(token: CancelToken, report: Report) -> object:
            return steps_from(query, limits, self._search_one, token)

        self._steps_job = self._runner.submit(work, self.stepped.emit, self._fail)

    def when_answered(self, act: Callable[[Answer], None]) -> None:
        """Call `act` with the answer to the newest query: now, or once when it arrives and the index is open."""
        if self._answer is not None and not self._job and self._is_open:
            act(self._answer)
        else:
            self._when_answered = act

    def holds(self, hit: Hit) -> bool:
        """Whether `hit` is among what the newest query found."""
        return hit in self.title_hits or (self._answer is not None and hit in self._answer.hits)

    def neighbour(self, hit: Hit, step: int) -> Hit | None:
        """The first hit of the next (1) or previous (-1) document in the answer; None at its end.

        Titles stand before the answer: after one comes the first hit of another document.
        """
        hits = self._answer.hits if self._answer else ()
        if hit in hits:
            rest = hits[hits.index(hit) + 1 :] if step > 0 else hits[: hits.index(hit)][::-1]
        else:
            rest = hits if step > 0 and hit in self.title_hits else ()
        return next((other for other in rest if other.entry != hit.entry), None)

    def stop(self) -> None:
        """End both threads: that of the search, and that of titles."""
        self._gate.open()
        self._runner.stop()
        if "_titles_runner" in self.__dict__:
            self._titles_runner.stop()

    @cached_property
    def _titles_runner(self) -> BackgroundRunner:
        """A thread for titles: that of the search is taken while the indexes open, and titles do not wait for it."""
        runner = BackgroundRunner("titles", self)
        runner.make_token = self._gate.token
        return runner

    @cached_property
    def _gate(self) -> Gate:
        from foc_reader.ui.gate import Gate

        gate = Gate(self)
        self._runner.make_token = gate.token
        return gate

    def _ask_titles(self) -> None:
        query, limits, order = self._query, self._limits, self._order

        def work(token: CancelToken, report: Report) -> Titles:
            from foc_reader.ui.titles import Titles

            if limits and limits.within:
                return Titles(query)  # which documents those are, only the index knows
            found = self._session.search_titles(query, _MOST_TITLES, self._filters(limits), order)
            if found.hits and limits and limits.scope == "document":
                return Titles(query)  # that title is in sight
            token.check()
            nearest = () if found.hits else self._session.nearest_titles(query, _MOST_TITLES)
            return Titles(query, found.hits, found.total, nearest)

        self._titles_job = self._titles_runner.submit(work, self._take_titles, self._fail)

    def _begin(self, query: str, like: Like | None, limits: Limits | None) -> None:
        """Something else is asked for: what was on its way is dropped."""
        self._query, self._like, self._limits = query, like, limits
        self._answer = None
        self._titles = None
        self._suggestion = None
        self._when_answered = None
        self._cancel()

    def _ask(self) -> None:
        if not (self._query or self._like):
            self.cleared.emit()
            return
        if self._query:
            self._ask_titles()
        if self._is_open:  # else as soon as it is
            self._submit(_HITS_AT_ONCE)

    def _submit(self, most: int) -> None:
        if self._job:
            self._job.cancel()
        self._most = most
        query, like, limits, order = self._query, self._like, self._limits, self._order

        def work(token: CancelToken, report: Report) -> tuple[Answer, tuple[FocReaderError, ...]]:
            filters = self._filters(limits)
            if like:
                answer = self._session.more_like(like.locator, token, filters, most, order)
            else:
                answer = self._session.search(query, token, filters, most, order)
            return answer, self._session.search_problems

        self._job = self._runner.submit(work, self._take, self._fail)

    def _search_one(self, query: str, token: CancelToken, limits: Limits) -> Answer:
        return self._session.search(query, token, self._filters(limits), limit=1)

    def _filters(self, limits: Limits | None) -> Filters | None:
        """Not for the window's thread: the whole library may be gone through."""
        return limits.filters(self._session.entries) if limits and limits.is_narrow else None

    def _cancel(self) -> None:
        for job in (self._job, self._titles_job, self._steps_job, self._suggestion_job):
            if job:
                job.cancel()
        self._job = self._titles_job = self._steps_job = self._suggestion_job = None

    def _take(self, found: tuple[Answer, tuple[FocReaderError, ...]]) -> None:
        answer, problems = found
        self._answer, self._job = answer, None
        self._gate.close()  # the window is about to show it
        self.answered.emit(answer)
        self._ask_suggestion()
        if problems != self._problems:
            self._problems = problems
            self.damaged.emit(problems)
        if self._is_open and self._when_answered:
            act, self._when_answered = self._when_answered, None
            act(answer)

    def _ask_suggestion(self) -> None:
        """Look for what may be meant instead of the newest query, which has its answer; once for each query."""
        answer, limits = self._answer, self._limits
        if answer is None or not self._query or self._suggestion_job:
            return

        def work(token: CancelToken, report: Report) -> Suggestion | None:
            return self._session.suggest(answer, token, self._filters(limits))

        self._suggestion_job = self._runner.submit(work, self._take_suggestion, self._fail)

    def _take_suggestion(self, suggestion: Suggestion | None) -> None:
        self._suggestion = suggestion
        if suggestion:
            self.suggested.emit(suggestion)

    def _take_titles(self, titles: Titles) -> None:
        self._titles, self._titles_job = titles, None
        self._gate.close()
        self.titled.emit(titles)

    def _take_index(self, problems: tuple[FocReaderError, ...]) -> None:
        self._problems = problems
        if problems:
            self.damaged.emit(problems)
        self._begin_to_search()
        self.opened.emit()

    def _fail_to_open(self, error: Exception) -> None:
        self.failed.emit(error)
        self._begin_to_search()

    def _begin_to_search(self) -> None:
        """Answer what was asked too early, when only titles could be found, or of indexes that were others."""
        if self._query and self._is_open:
            self._ask_titles()
        self._is_open = True
        if self._query or self._like:
            self._submit(_HITS_AT_ONCE)

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)
