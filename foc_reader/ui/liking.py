"""“More like this”: of the passage one reads, of the whole document, of a result."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from foc_reader.core.model import Document, DocumentEntry, Hit, Locator
from foc_reader.core.values import replace
from foc_reader.ui.asked import Like
from foc_reader.ui.caret import has_caret
from foc_reader.ui.reader import Reader
from foc_reader.ui.reading_pane import Place, ReadingPane
from foc_reader.ui.star import Star

_MOST_WORDS = 90  # characters of a passage that say which one it is


class Liking(QObject):
    """Says what is meant; `wanted` has it looked for."""

    wanted = Signal(object)  # Like
    said = Signal(str)  # a sentence in passing

    def __init__(self, reader: Reader, star: Star, text: ReadingPane, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._star, self._text = reader, star, text

    def want(self, what: Hit | DocumentEntry | Place | None) -> None:
        """More like the passage of a hit, a document, or a place of the page, which without a block is all of it.

        None: like the passage that is read.
        """
        shown = self._reader.shown
        if isinstance(what, Hit):
            self._want_passage(what.locator, what.entry, what.snippet.text.strip("…"))
        elif isinstance(what, DocumentEntry):
            self._want_document(what)
        elif shown is None:
            self.said.emit(self.tr("Open a document first: then more like it can be found."))
        else:
            self._want_read(shown.opened.document, what)

    def _want_read(self, document: Document, place: Place | None) -> None:
        if place is None and has_caret(self._text):
            place = self._text.place_at(self._text.cursorRect().center())
        locator = replace(document.entry.locator, pid=place.pid) if place else self._star.place()
        words = next((block.text for block in document.blocks if locator and block.pid == locator.pid), "")
        if locator and words:
            self._want_passage(locator, document.entry, words)
        else:
            self._want_document(document.entry)

    def _want_document(self, entry: DocumentEntry) -> None:
        self.wanted.emit(Like(entry.locator, entry.title))

    def _want_passage(self, locator: Locator, entry: DocumentEntry, words: str) -> None:
        line = " ".join(words.split())
        short = line if len(line) <= _MOST_WORDS else line[:_MOST_WORDS].rsplit(" ", 1)[0] + "…"
        self.wanted.emit(Like(replace(locator, start=0, end=0), entry.title, short))
