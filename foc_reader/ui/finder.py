"""Search as one types: the newest query wins, older answers are dropped, nothing runs on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import Answer, Hit
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner, Job, Report

_HITS_AT_ONCE = 30


class Finder(QObject):
    """Asks the session's search on its one thread, which owns the open index."""

    answered = Signal(Answer)
    failed = Signal(Exception)
    cleared = Signal()  # nothing is searched for any more
    opened = Signal()  # the indexes are open, as far as they are sound
    damaged = Signal(object)  # tuple of FocReaderError: what is wrong with the indexes

    def __init__(self, session: Session, runner: BackgroundRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._job: Job | None = None
        self._answer: Answer | None = None
        self._problems: tuple[FocReaderError, ...] = ()
        self._is_open = self._is_warm = False
        self._query = ""
        self._limit = 0  # hits asked for
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
    def has_more(self) -> bool:
        """Whether the answer holds more than was asked for so far."""
        return self._answer is not None and len(self._answer.hits) < self._answer.total

    def open_index(self, without_rebuilt: Collection[str] = ()) -> None:
        """Open the indexes: after the first paint, as it takes a moment; then what was asked is asked again.

        Those that were built anew for the packs `without_rebuilt` are removed.
        """

        def work(token: CancelToken, report: Report) -> tuple[FocReaderError, ...]:
            return self._session.forget_rebuilt(without_rebuilt) if without_rebuilt else self._session.open_search()

        self._runner.submit(work, self._take_index, self.failed.emit)

    def warm_up(self) -> None:
        """Load what the first search needs, while its first word is being typed."""

        def work(token: CancelToken, report: Report) -> None:
            self._session.warm_up_search()

        if not self._is_warm:
            self._is_warm = True
            self._runner.submit(work, lambda _: None, self.failed.emit)

    def ask(self, query: str) -> None:
        """Search for `query`; what was asked before is dropped."""
        self._query = query
        self._answer = None
        self._when_answered = None
        if query:
            self._submit(_HITS_AT_ONCE)
        else:
            self._cancel()
            self.cleared.emit()

    def ask_for_more(self) -> None:
        """The same query with more hits."""
        if self._answer and not self._job:
            # not from the number of hits: passages found by a title alone are asked for, and not shown
            self._submit(self._limit + _HITS_AT_ONCE)

    def when_answered(self, act: Callable[[Answer], None]) -> None:
        """Call `act` with the answer to the newest query: now, or once when it arrives and the index is open."""
        if self._answer is not None and not self._job and self._is_open:
            act(self._answer)
        else:
            self._when_answered = act

    def neighbour(self, hit: Hit, step: int) -> Hit | None:
        """The first hit of the next (1) or previous (-1) document in the answer; None at its end."""
        hits = self._answer.hits if self._answer else ()
        if hit not in hits:
            return None
        rest = hits[hits.index(hit) + 1 :] if step > 0 else hits[: hits.index(hit)][::-1]
        return next((other for other in rest if other.entry != hit.entry), None)

    def _submit(self, limit: int) -> None:
        self._cancel()
        self._limit = limit
        query = self._query

        def work(token: CancelToken, report: Report) -> tuple[Answer, tuple[FocReaderError, ...]]:
            return self._session.search(query, token, limit=limit), self._session.search_problems

        self._job = self._runner.submit(work, self._take, self._fail)

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
            self._job = None

    def _take(self, found: tuple[Answer, tuple[FocReaderError, ...]]) -> None:
        answer, problems = found
        self._answer, self._job = answer, None
        self.answered.emit(answer)
        if problems != self._problems:
            self._problems = problems
            self.damaged.emit(problems)
        if self._is_open and self._when_answered:
            act, self._when_answered = self._when_answered, None
            act(answer)

    def _take_index(self, problems: tuple[FocReaderError, ...]) -> None:
        self._problems = problems
        self._is_open = True
        if problems:
            self.damaged.emit(problems)
        if self._query:  # asked too early: until now only titles could be found
            self._submit(_HITS_AT_ONCE)
        self.opened.emit()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)
