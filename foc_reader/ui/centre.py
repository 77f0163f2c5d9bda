"""The text and what belongs to it: the start page in its place, the tabs above, the find bar at its foot, the outline.

Tabs, find bar and outline are made when they are first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from foc_reader.core.model import Block, Bookmark, Locator, Page
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner
from foc_reader.ui.left_pane import LeftPane
from foc_reader.ui.panes import Panes
from foc_reader.ui.reader import Reader, Shown
from foc_reader.ui.reading_pane import ReadingPane, place_of
from foc_reader.ui.start_page import example, first_page
from foc_reader.ui.status_line import StatusLine
from foc_reader.ui.walk import Walk

if TYPE_CHECKING:
    from foc_reader.ui.finding import Finding
    from foc_reader.ui.giving_way import GivingWay
    from foc_reader.ui.outline import Outline
    from foc_reader.ui.tab_bar import TabBar


PAGE = "page"  # what a sentence is about that only concerns the document in front


class Centre(QObject):
    """Shows what the reader opens; knows which of the parts around it are there, and what Esc and F3 mean then."""

    part_made = Signal(object)  # a part that is to be given its colours
    icons_wanted = Signal(object)  # by a part
    outline_made = Signal(object)
    search_wanted = Signal(str)  # an example of the start page
    bookmark_wanted = Signal(Bookmark)
    bookmark_beside_wanted = Signal(Bookmark)  # in a new tab
    collection_wanted = Signal(Locator)  # of a document in it: the collection is to be shown in the tree
    shown = Signal()  # another place, or the start page
    said = Signal(str, str, object, str, str)  # a sentence, a label, what the label does, details, what it is about
    document_left = Signal()  # another one is shown, or none
    left = Signal()  # Esc, with nothing to be closed

    def __init__(
        self,
        session: Session,
        reader: Reader,
        walk: Walk,
        text: ReadingPane,
        panes: Panes,
        side: LeftPane,
    ) -> None:
        """`side` takes the outline."""
        super().__init__(panes)
        self._session, self._reader, self._walk = session, reader, walk
        self._text, self._panes, self._side = text, panes, side
        self._start: Page | None = None
        self._document: Locator | None = None  # that is shown
        reader.tabs_changed.connect(self._show_tabs)
        reader.page_changed.connect(self._show_page)
        reader.place_changed.connect(self._show_target)
        reader.start_shown.connect(self.show_start)
        reader.outside_asked.connect(self._show_address)
        reader.start_link_followed.connect(self._follow_start_link)
        text.new_tab_wanted.connect(self._follow_in_new_tab)

    def stack(self, half: QWidget, runner: BackgroundRunner, status: StatusLine) -> None:
        """Put the text into `half`, where the others find their places beside it; `runner` looks through it."""
        self._runner, self._status = runner, status
        self._column = QVBoxLayout(half)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._text, 1)

    @property
    def column(self) -> QLayout:
        """The parts as they stand."""
        return self._column

    def put_above(self, bar: QWidget) -> None:
        """Give `bar` its place above all others."""
        self._column.insertWidget(0, bar)
        self._giving_way.add(bar)

    def put_below(self, card: QWidget) -> None:
        """Give `card` its place below all others."""
        self._column.addWidget(card)
        self._giving_way.add(card)

    @Slot()
    def show_start(self) -> None:
        """Show the start page as it is now."""
        self._show_start(self._first_page())

    def keep_start_true(self) -> None:
        """Where the start page is shown, show it again if something it tells has changed."""
        if self._reader.shown is None:
            page = self._first_page()
            if page != self._start:
                self._show_start(page)

    @Slot(Locator)
    def open_in_new_tab(self, locator: Locator, words: tuple[str, ...] = ()) -> None:
        """Open a place in a tab behind the one in front, with `words` (an Answer's) marked."""
        from foc_reader.ui.announcing import announce

        self._reader.open_in_new_tab(locator, words)
        sentence = self.tr("Opened in a new tab.")
        self._say(sentence)
        announce(self._text, sentence)

    def find(self) -> None:
        """Ctrl+F."""
        if not self._finding.open():
            self._say(self.tr("Open a document first: then words can be found in it."))

    def step_match(self, by: int) -> None:
        """F3 (1), Shift+F3 (-1): through what was found in the document while the find bar is open, else on its way
        through the results."""
        if self._is_finding:
            self._finding.step(by)
        else:
            self._walk.step(by)

    @Slot()
    def leave(self) -> None:
        """Esc in the text."""
        if not (self._is_finding and self._finding.close()):
            self.left.emit()

    @Slot()
    def come_back(self) -> None:
        """Esc in another part of the window."""
        if not (self._is_finding and self._finding.close()):
            self._panes.go_to_text()

    # private

    def _first_page(self) -> Page:
        return first_page(self._session, self._status.where_kept, self._text.isRightToLeft())

    def _show_start(self, page: Page) -> None:
        self._start = page
        self._leave_document(None)
        self._text.show_page(page)
        self._show_headings(())
        self.shown.emit()

    @Slot(Shown)
    def _show_page(self, shown: Shown) -> None:
        self._start = None
        self._leave_document(shown.opened.document.entry.locator)
        self._show_headings(shown.opened.document.headings)
        self._text.show_page(shown.page)
        self._text.set_marks([place_of(match) for match in shown.matches])
        self._show_target(shown)

    def _leave_document(self, following: Locator | None) -> None:
        before, self._document = self._document, following
        if before != following:
            self.document_left.emit()

    @Slot(Shown)
    def _show_target(self, shown: Shown) -> None:
        if shown.target.pid:
            self._text.show_place(place_of(shown.target))
        if shown.top:
            self._text.stand_at(shown.top)
        self.shown.emit()

    def _show_headings(self, headings: Sequence[Block]) -> None:
        if len(headings) > 1 or "_outline" in self.__dict__:
            self._outline.set_headings(headings)

    @Slot(str)
    def _show_address(self, address: str) -> None:
        """An outside address is shown, to be copied, and not opened."""
        self.said.emit(
            self.tr("This leads out of the library, so it is not opened: {address}").format(address=address),
            self.tr("Copy the address"),
            lambda: QGuiApplication.clipboard().setText(address),
            "",
            PAGE,
        )

    def _say(self, sentence: str) -> None:
        self._status.showMessage(sentence, 4000)

    @Slot(str, str)
    def _follow_start_link(self, kind: str, rest: str) -> None:
        bookmark = self._session.notebook.bookmarks.get(rest)
        if kind == "search":
            self.search_wanted.emit(example(self._session, int(rest)))
        elif kind == "collection":
            self.collection_wanted.emit(Locator.parse(rest))
        elif kind == "bookmark" and bookmark:
            self.bookmark_wanted.emit(bookmark)

    @property
    def _is_finding(self) -> bool:
        return "_finding" in self.__dict__ and self._finding.is_open

    @cached_property
    def _outline(self) -> Outline:
        from foc_reader.ui.outline import Outline

        outline = Outline(self._side)
        outline.heading_activated.connect(self._reader.open_heading)
        outline.left.connect(self.come_back)
        self._side.add_below(outline)
        self.icons_wanted.emit(outline)
        self.outline_made.emit(outline)
        return outline

    @cached_property
    def _finding(self) -> Finding:
        from foc_reader.ui.finding import Finding

        finding = Finding(self._session, self._runner, self._reader, self._text, self._text)
        finding.left.connect(self._panes.go_to_text)
        self._column.insertWidget(self._column.indexOf(self._text) + 1, finding.bar)
        self._giving_way.add(finding.bar)
        self._panes.add(finding.bar)
        self.part_made.emit(finding.bar)
        return finding

    @cached_property
    def _giving_way(self) -> GivingWay:
        from foc_reader.ui.giving_way import GivingWay

        return GivingWay(self._text, self._side, self)

    @cached_property
    def _tab_bar(self) -> TabBar:
        from foc_reader.ui.tab_bar import TabBar

        bar = TabBar(self._text)
        bar.tab_chosen.connect(self._reader.choose_tab)
        bar.close_wanted.connect(self._reader.close_tab)
        bar.tab_moved.connect(self._reader.move_tab)
        bar.left.connect(self._panes.go_to_text)
        self._column.insertWidget(self._column.indexOf(self._text), bar)
        self.part_made.emit(bar)
        self.icons_wanted.emit(bar)
        return bar

    @Slot()
    def _show_tabs(self) -> None:
        if len(self._reader.tabs) > 1 or "_tab_bar" in self.__dict__:
            self._tab_bar.show_tabs(self._reader.tabs, self._reader.tab_at)

    @Slot(str)
    def _follow_in_new_tab(self, link: str) -> None:
        locator = self._reader.target_of(link)
        kind, _, rest = link.partition(":")
        bookmark = self._session.notebook.bookmarks.get(rest) if kind == "bookmark" else None
        if locator:
            self.open_in_new_tab(locator)
        elif bookmark and self._reader.shown is None:
            self.bookmark_beside_wanted.emit(bookmark)
        else:
            self._text.link_activated.emit(link)
