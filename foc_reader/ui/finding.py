"""The steps of finding in the open document: what is typed is looked for, all places are marked, one walks through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Locator
from foc_reader.core.search.within import Found
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.find_bar import FindBar
from foc_reader.ui.reader import Reader, Shown
from foc_reader.ui.reading_pane import ReadingPane, place_of

if TYPE_CHECKING:
    from foc_reader.core.search.within import Within

_LONGEST_TAKEN = 80  # characters of a selected text


class Finding(QObject):
    """Leads the find bar; made when it is first opened. What a search had marked is marked again when it closes."""

    left = Signal()  # the bar was closed with the keyboard in it

    def __init__(
        self, session: Session, runner: BackgroundRunner, reader: Reader, text: ReadingPane, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._reader, self._text = session, runner, reader, text
        self.bar = FindBar(parent)
        self._within: Within | None = None  # the document as it was last looked through
        self._found = Found()
        self._at = -1  # number of the place one stands on
        self._from = ("", 0)  # block, and character in it, from which one looks
        self._job: Job | None = None
        self._when_found: Callable[[], None] | None = None
        self.bar.typed.connect(self._look_afresh)
        self.bar.step_wanted.connect(self.step)
        self.bar.close_wanted.connect(self.close)
        reader.page_changed.connect(self._follow)
        reader.place_changed.connect(self._follow)
        reader.start_shown.connect(self.close)

    @property
    def is_open(self) -> bool:
        return not self.bar.isHidden()

    def open(self) -> bool:
        """Show the bar with the keyboard in it and look for the text that is selected; False without a document."""
        if self._reader.shown is None:
            return False
        selected, place = self._selected(), self._text.selected_place()
        was_open = self.is_open
        self.bar.show()
        if selected:
            if place:
                self._from = (place.pid, place.start)
            self.bar.write(selected)
            self._look_afresh()
        elif not was_open:
            self._start_at_top()
            self._look(lambda: None)
        self.bar.take_focus()
        return True

    @Slot()
    def close(self) -> bool:
        """Put the bar away and leave the place one stands on selected; False where it was closed already."""
        if not self.is_open:
            return False
        self._drop_job()
        has_focus = self.bar.isAncestorOf(self.bar.window().focusWidget())
        self.bar.hide()
        shown, here = self._reader.shown, self._here
        self._within, self._found, self._at = None, Found(), -1
        if shown:
            self._text.set_marks([place_of(match) for match in shown.matches])
            if here:
                self._text.select(place_of(here))
        if has_focus:
            self.left.emit()
        return True

    @Slot(int)
    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) place, round and round; where they are still looked for, after that."""
        if self._job:
            self._when_found = lambda: self.step(by)
            return
        count = len(self._found.places)
        if not count:
            return
        if self._at < 0:
            self._start_at_top()
            self._at = self._first() - (1 if by > 0 else 0)
        wanted = self._at + by
        words = ""
        if wanted >= count:
            words = self.tr("from the start again")
        elif wanted < 0:
            words = self.tr("from the end again")
        self._at = wanted % count
        here = self._found.places[self._at]
        self._from = (here.pid, here.start)
        self._go()
        self._show(words)

    # private

    @property
    def _here(self) -> Locator | None:
        """The place one stands on."""
        return self._found.places[self._at] if 0 <= self._at < len(self._found.places) else None

    @Slot()
    def _look_afresh(self) -> None:
        """Look for what is typed now, from where one is."""
        self._look(self._stand_on_first)

    def _look(self, then: Callable[[], None]) -> None:
        """Look for what is typed, show how often it stands there, and do `then`."""
        self._drop_job()
        shown, typed, is_exact = self._reader.shown, self.bar.text, self.bar.is_exact
        if shown is None or not self.is_open:
            return
        document, within = shown.opened.document, self._within

        def work(token: CancelToken, report: Report) -> tuple[Within, Found]:
            is_ready = within is not None and within.document is document and within.is_exact == is_exact
            ready = within if within and is_ready else self._session.look_through(document, is_exact, token)
            return ready, ready.find(typed, token)

        def done(outcome: tuple[Within, Found]) -> None:
            self._job = None
            (self._within, self._found), self._at = outcome, -1
            then()
            self._show()
            act, self._when_found = self._when_found, None
            if act:
                act()

        self._job = self._runner.submit(work, done, self._fail)

    def _fail(self, error: Exception) -> None:
        self._job = None
        raise error  # a bug: the text is in memory, there is nothing that could be missing

    def _drop_job(self) -> None:
        if self._job:
            self._job.cancel()
        self._job = self._when_found = None

    def _selected(self) -> str:
        """The first line of the selected text, where it is short enough to be looked for."""
        cursor = self._text.textCursor()
        line = cursor.selectedText().replace("\u2028", "\u2029").partition("\u2029")[0].strip()
        return line if len(line) <= _LONGEST_TAKEN else ""

    def _start_at_top(self) -> None:
        top = self._text.top_line()
        self._from = (top.pid, top.start) if top else ("", 0)

    def _first(self) -> int:
        """The number of the first place from where one looks."""
        return self._within.first_from(self._found, *self._from) if self._within else 0

    def _stand_on_first(self) -> None:
        if self._found.places:
            self._at = self._first() % len(self._found.places)
            self._go()

    def _go(self) -> None:
        """Bring the place one stands on into view."""
        shown, here = self._reader.shown, self._here
        if shown is None or here is None:
            return
        if shown.on_page([here]):
            self._text.bring_into_view(place_of(here))
        else:
            self._reader.go_to(here)

    @Slot(Shown)
    def _follow(self, shown: Shown) -> None:
        """Another page, or the search's match: mark again what was found, in another document look for it there."""
        if not self.is_open:
            return
        if self._within and self._within.document is shown.opened.document:
            self._mark(shown)
        else:
            self._look(lambda: None)

    def _mark(self, shown: Shown) -> None:
        here = self._here
        places = self._found.places if self.bar.text.strip() else shown.opened.matches
        self._text.set_marks([place_of(place) for place in shown.on_page(places)], place_of(here) if here else None)

    def _show(self, words: str = "") -> None:
        """Mark what was found and say how much it is."""
        count = len(self._found.places)
        if not self.bar.text.strip():
            sentence = ""
        elif not count:
            sentence = self.tr("Nothing found")
        elif self._at < 0:
            sentence = self.tr("%n match(es)", "", count)
        elif self._found.is_cut:
            sentence = self.tr("{number} of more than {count}").format(number=self._at + 1, count=count)
        else:
            sentence = self.tr("{number} of {count}").format(number=self._at + 1, count=count)
        self.bar.show_state(f"{sentence} · {words}" if words else sentence, bool(count))
        if self._reader.shown:
            self._mark(self._reader.shown)
