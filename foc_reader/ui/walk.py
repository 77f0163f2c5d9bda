"""From match to match and from result to result: Enter in the search box, a row of the results, F3."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.model import Answer, Hit
from foc_reader.ui.finder import Finder
from foc_reader.ui.reader import Reader, Shown


class Walk(QObject):
    """Knows which result is open, and so what comes after the last match in it."""

    hit_opened = Signal(Hit)
    ended = Signal(int)  # past the last match (1) and on from the first, or the other way (-1); 0: there is no match

    def __init__(self, finder: Finder, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._finder, self._reader = finder, reader
        self._hit: Hit | None = None  # the result that is open
        finder.answered.connect(self._compare)
        reader.walked_out.connect(self._go_on)
        reader.page_changed.connect(self._see)
        reader.start_shown.connect(self.leave_results)

    def open_first(self) -> None:
        """Open the first result, now or when the answer arrives."""
        self._finder.when_answered(lambda answer: self._open_if_any(self._finder.first))

    def _open_if_any(self, hit: Hit | None) -> None:
        if hit:
            self.open_hit(hit)

    @Slot(Hit)
    def open_hit(self, hit: Hit) -> None:
        """Open a result with its words marked."""
        answer = self._finder.answer
        self._hit = hit
        self._reader.open(hit.locator, answer.words if answer else ())
        self.hit_opened.emit(hit)

    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) match; first into the results, where none of them is open."""
        answer = self._finder.answer
        if self._hit is None and answer and answer.hits:
            self.open_hit(answer.hits[0 if by > 0 else -1])
        else:
            self._reader.walk(by)

    def leave_results(self) -> None:
        """Something that is no result was opened."""
        self._hit = None

    @Slot(Shown)
    def _see(self, shown: Shown) -> None:
        """Back in the history or in another tab: the result one goes on from is that of the document one sees."""
        answer, entry = self._finder.answer, shown.opened.document.entry
        if self._hit and self._hit.entry == entry:
            return
        hits = answer.hits if answer and answer.words == shown.opened.words else ()
        self._hit = next((hit for hit in hits if hit.entry == entry), None)

    @Slot(Answer)
    def _compare(self, answer: Answer) -> None:
        if self._hit and not self._finder.holds(self._hit):
            self._hit = None  # of another query

    @Slot(int)
    def _go_on(self, by: int) -> None:
        """Past the last match of a document: into the next result, of which more may have to be asked for."""
        following = self._finder.neighbour(self._hit, by) if self._hit else None
        if following:
            self.open_hit(following)
        elif self._hit and by > 0 and self._finder.has_more:
            self._finder.ask_for_more()
            self._finder.when_answered(lambda answer: self._go_on(by))
        else:
            self._begin_again(by)

    def _begin_again(self, by: int) -> None:
        """Past the last match of all: on from the first result, without results from the document's first match."""
        answer, shown = self._finder.answer, self._reader.shown
        entry, matches = (shown.opened.document.entry, shown.opened.matches) if shown else (None, ())
        number = 0 if by > 0 else -1
        hit = answer.hits[number] if self._hit and answer and answer.hits else None
        if hit and hit.entry != entry:
            self.open_hit(hit)
        elif matches:
            self._reader.go_to(matches[number])
        self.ended.emit(by if hit or matches else 0)
