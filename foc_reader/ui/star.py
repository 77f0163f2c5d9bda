"""The bookmark star: which place of the open page it stands for, and whether that place is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from foc_reader.core.model import Bookmark, Locator
from foc_reader.core.session import Session
from foc_reader.core.values import replace
from foc_reader.ui.reader import Reader
from foc_reader.ui.reading_pane import ReadingPane, place_of


class Star:
    """Looks at the page that is shown; changes nothing."""

    def __init__(self, session: Session, reader: Reader, text: ReadingPane) -> None:
        self._session, self._reader, self._text = session, reader, text

    def here(self) -> Locator | None:
        """The place at the top of the page, at the start of a document its first words; None before one is open."""
        shown, top = self._reader.shown, self._top()
        return self._session.past_opening(shown.opened.document, top) if shown and top else None

    @property
    def is_filled(self) -> bool:
        """Whether the place one reads is kept: at the top of the page, or where one went last."""
        shown = self._reader.shown
        places = [self.here(), self._top()] + ([shown.target] if shown and shown.target.pid else [])
        return any(place is not None and self._session.notebook.at(place) is not None for place in places)

    def ask(self, edit: Callable[[Bookmark], None], say: Callable[[str], None]) -> None:
        """Have the bookmark of that place edited, or say what it takes."""
        bookmark = self.bookmark()
        if bookmark is not None:
            edit(bookmark)
        else:
            say(QCoreApplication.translate("star", "Open a document first: then its passages can be kept."))

    def bookmark(self) -> Bookmark | None:
        """One of the selected words, else of the match one stands on, else of the paragraph at the top.

        The one that is kept of that very place, else a new one; None before a document is open.
        """
        shown = self._reader.shown
        if shown is None:
            return None
        locator = self.place() or shown.opened.document.entry.locator
        kept = None if locator.start != locator.end else self._session.notebook.at(locator)
        if not kept and locator == self.here():
            kept = self._session.notebook.at(self._top() or locator)  # the date, or the title, kept before
        return kept or self._session.new_bookmark(shown.opened.document, locator)

    def place(self) -> Locator | None:
        """The selected words, else the block of the match one stands on, else the one at the top; None without any."""
        shown, selected = self._reader.shown, self._text.selected_place()
        if shown is None:
            return None
        if selected:
            locator = shown.opened.document.entry.locator
            return replace(locator, pid=selected.pid, start=selected.start, end=selected.end)
        if shown.target.pid and self._text.is_in_view(place_of(shown.target)):
            return replace(shown.target, start=0, end=0)
        return self.here()

    def _top(self) -> Locator | None:
        shown = self._reader.shown
        place = self._text.top_place() if shown else None
        return replace(shown.opened.document.entry.locator, pid=place.pid) if shown and place else None
