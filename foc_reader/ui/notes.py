"""Footnotes and explained words open in place; every other link leads on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.model import Locator
from foc_reader.core.values import replace
from foc_reader.ui.reader import Reader, Shown
from foc_reader.ui.reading_pane import ReadingPane

if TYPE_CHECKING:
    from foc_reader.ui.note_card import NoteCard


class Notes(QObject):
    """Shows what a link on the page stands for, in a card that `put` places under the text when it is first needed."""

    def __init__(self, reader: Reader, text: ReadingPane, put: Callable[[QWidget], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._reader, self._text, self._put, self._window = reader, text, put, parent
        self._card: NoteCard | None = None
        self._place: Locator | None = None  # where the card's words are from
        self._scripts: list[str] = []  # of what it says
        reader.page_changed.connect(self.close)
        reader.start_shown.connect(self.close)

    @Slot(str)
    def follow(self, link: str) -> None:
        """Show the note or the meaning that `link` names; any other link is the reader's."""
        shown = self._reader.shown
        kind, _, rest = link.partition(":")
        if shown and kind == "term" and rest.isdigit():
            self._explain(shown, int(rest))
        elif not (shown and link.startswith("#") and self._show_note(shown, link[1:])):
            self.close()
            self._reader.follow(link)

    @Slot()
    def close(self) -> bool:
        """Put the card away, and give the keyboard back to the text; False where no card was open."""
        if self._card is None or self._card.isHidden():
            return False
        focus = self._window.focusWidget()
        had_focus = focus is not None and self._card.isAncestorOf(focus)
        self._card.hide()
        if had_focus:
            self._text.setFocus()
        return True

    @Slot()
    def look_again(self) -> None:
        """The text looks otherwise: its letters are larger, or its colours others. An open card follows it."""
        if self._card is not None and not self._card.isHidden():
            self._text.look_like_this(self._card.text, self._scripts)
            self._card.set_again()

    def _show_note(self, shown: Shown, pid: str) -> bool:
        """Show the block `pid`, if it is a note."""
        blocks = shown.opened.document.blocks
        block = next((block for block in blocks if block.pid == pid and block.kind == "note"), None)
        if block is None:
            return False
        self._place = replace(shown.opened.document.entry.locator, pid=pid)
        language = block.lang or shown.opened.document.entry.language
        self._say(self.tr("Note"), block.text, block.dir, language, self.tr("Go to the note"))
        return True

    def _explain(self, shown: Shown, number: int) -> None:
        """Show what the page's word `number` means."""
        document = shown.opened.document
        if number >= len(document.terms):
            return
        term = document.terms[number]
        block = next((block for block in document.blocks if block.pid == term.pid), None)
        word = block.text[term.start : term.end] if block else ""
        self._place = Locator(document.entry.pack_id, term.document_id)
        self._say(word, term.meaning, document.entry.direction, document.entry.language, self.tr("Open the entry"))

    def _say(self, heading: str, words: str, direction: str, language: str, more: str) -> None:
        import html

        from foc_reader.core.reading.scripts import script_of
        from foc_reader.ui.note_card import NoteCard

        if self._card is None:
            self._card = NoteCard(self._window)
            self._card.more_wanted.connect(self._go)
            self._card.closed.connect(self.close)
            self._put(self._card)
        script = script_of(words, language)
        self._scripts = [script] if script else []
        self._text.look_like_this(self._card.text, self._scripts)
        self._card.say(heading, f'<p class="note {script}" dir="{direction}">{html.escape(words)}</p>', more)
        self._text.ensureCursorVisible()  # the text has become lower

    @Slot()
    def _go(self) -> None:
        place = self._place
        self.close()
        if place:
            self._reader.open(place)
