"""The one window: makes its parts, introduces them to one another, and keeps their look together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from foc_reader.core.errors import FocReaderError, LibraryMissing
from foc_reader.core.model import Locator
from foc_reader.core.session import Session
from foc_reader.ui.actions import Actions, Doing
from foc_reader.ui.background import BackgroundRunner
from foc_reader.ui.centre import PAGE, Centre
from foc_reader.ui.file_picker import FilePicker, SystemPicker
from foc_reader.ui.finder import Finder
from foc_reader.ui.halves import Halves
from foc_reader.ui.keeper import Keeper
from foc_reader.ui.left_pane import BOOKMARKS, LIBRARY, RESULTS, LeftPane
from foc_reader.ui.library_page import LibraryPage
from foc_reader.ui.look import Look
from foc_reader.ui.narrow import Narrow
from foc_reader.ui.panes import Panes
from foc_reader.ui.reader import Reader
from foc_reader.ui.reading_pane import ReadingPane
from foc_reader.ui.search_bar import SearchBar
from foc_reader.ui.searching import Searching
from foc_reader.ui.settling import Settling
from foc_reader.ui.star import Star
from foc_reader.ui.status_line import StatusLine
from foc_reader.ui.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from foc_reader.ui.bookmarking import Bookmarking
    from foc_reader.ui.helping import Helping
    from foc_reader.ui.later_actions import LaterActions
    from foc_reader.ui.library_care import LibraryCare
    from foc_reader.ui.liking import Liking
    from foc_reader.ui.message_bar import MessageBar
    from foc_reader.ui.notes import Notes

SMALLEST, USUAL = QSize(800, 500), QSize(1280, 800)


class MainWindow(QMainWindow):
    """Shows a session. `picker` asks for files; the default asks with a dialog."""

    ready = Signal()  # the indexes are open (or have failed): text search answers from now on
    first_painted = Signal()
    settled = Signal()  # what nobody waits for is there, too: the menus are filled, the library is looked after

    def __init__(self, session: Session, picker: FilePicker | None = None) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("FOC Reader")  # never a document's title: the task bar can be seen by others
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self._session = session
        self._picker = picker or SystemPicker(self)
        self._is_painted = False
        self._may_close = False  # with bookmarks that could not be saved
        self._make_workers()
        self._make_parts()
        self._make_actions()
        self._lay_out()
        self._introduce()
        self._show_library()

    # made and introduced

    def _make_workers(self) -> None:
        self._library_runner = BackgroundRunner("library", self)
        self._search_runner = BackgroundRunner("search", self)
        self._reader = Reader(self._session, self._library_runner, lambda: self._text.top_line(), self)
        self._finder = Finder(self._session, self._search_runner, self)
        self._walk = Walk(self._finder, self._reader, self)
        self._keeper = Keeper(self._session, self._library_runner, self)
        self._look = Look(self._session.icons, lambda: self._session.settings, self._keeper.keep_settings, self)

    def _make_parts(self) -> None:
        self._search_bar = SearchBar(self._look.icons, self)
        self._tree = LibraryPage(self._session.narrowing, self)
        self._text = ReadingPane(self)
        self._left = LeftPane(
            {
                LIBRARY: lambda: self._tree,
                RESULTS: lambda: self._searching.page,
                BOOKMARKS: lambda: self._bookmarking.page,
            }
        )
        self._star = Star(self._session, self._reader, self._text)
        self._panes = Panes(self._left, self._text, self._search_bar, self)
        self._searching = Searching(self._session, self._search_bar, self._finder, self._walk, self._left, self._panes)
        self._status = StatusLine(self._session, self._reader, self)
        self._centre = Centre(self._session, self._reader, self._walk, self._text, self._panes, self._left)

    # what is made when it is first needed, so that the window is on the screen sooner

    @cached_property
    def _messages(self) -> MessageBar:
        from foc_reader.ui.message_bar import MessageBar

        messages = MessageBar(self)
        self._centre.put_above(messages)
        self._panes.add(messages)
        self._halves.begin_below(messages)
        self._centre.document_left.connect(lambda: messages.withdraw(PAGE))
        return messages

    @cached_property
    def _notes(self) -> Notes:
        from foc_reader.ui.notes import Notes

        notes = Notes(self._reader, self._text, self._centre.put_below, self)
        self._look.theme_changed.connect(notes.look_again)
        return notes

    @cached_property
    def _bookmarking(self) -> Bookmarking:
        from foc_reader.ui.bookmarking import Bookmarking

        bookmarking = Bookmarking(self._keeper, self._library_runner, self._picker, self)
        bookmarking.page_made.connect(self._look.dress_also)
        bookmarking.found.connect(self.open_locator)
        bookmarking.new_tab_wanted.connect(self._centre.open_in_new_tab)
        bookmarking.search_wanted.connect(self._searching.open_saved)
        bookmarking.page_made.connect(self._look.give_icons)
        bookmarking.can_undo.connect(self._actions.later.left.undo_delete.setEnabled)
        bookmarking.left.connect(self._centre.come_back)
        bookmarking.said.connect(lambda *words: self._messages.say(*words))
        return bookmarking

    @cached_property
    def _liking(self) -> Liking:
        from foc_reader.ui.liking import Liking

        liking = Liking(self._reader, self._star, self._text, self)
        liking.wanted.connect(self._searching.show_like)
        liking.said.connect(self._status.say)
        return liking

    @cached_property
    def _care(self) -> LibraryCare:
        from foc_reader.ui.library_care import LibraryCare

        care = LibraryCare(
            self._session, self._library_runner, self._finder, self._keeper, self._picker, self._actions, self
        )
        care.show_in(self._tree, self._status, lambda: self._messages)
        care.library_changed.connect(self._show_other_library)
        self._text.link_activated.connect(care.follow)
        return care

    @cached_property
    def _helping(self) -> Helping:
        from foc_reader.ui.helping import Helping

        return Helping(self._session, self._actions.listed, self.open_locator, self._library_runner, self)

    def _make_actions(self) -> None:
        self._actions = Actions(
            self,
            Doing(
                search=self._panes.go_to_search,
                copy=self._text.copy,
                go=self._reader.go,
                step_match=self._centre.step_match,
                step_section=self._reader.step_section,
                step_pane=self._panes.step,
                bookmark=self._ask_bookmark,
                show_left_pane=lambda is_open: self._narrow.show_left(is_open),
                step_text=self._look.step_text,
                usual_size=lambda: self._look.set_text_percent(100),
                choose_theme=self._look.choose_theme,
                next_theme=self._look.next_theme,
                full_screen=lambda is_full: self._narrow.fill_screen(is_full),
                quit=self.close,
                later=self._make_later_actions,
            ),
        )

    def _make_later_actions(self, make: Callable[..., QAction]) -> LaterActions:
        from foc_reader.ui.later_actions import LaterActions
        from foc_reader.ui.left_actions import LeftActions

        width = self._narrow.change_width
        left = LeftActions(make, self._go_to_left, width, self._searching, lambda: self._bookmarking, self)
        return LaterActions(make, self._reader, self._centre.find, self._text, self._searching, self._helping, left)

    def _lay_out(self) -> None:
        self.addToolBar(self._actions.fill_toolbar(self._search_bar))
        centre = QWidget(self)
        self._centre.stack(centre, self._search_runner, self._status)
        self._halves = Halves(self._left, centre, self._session.settings.left_pane_width, USUAL.width(), self)
        self.setCentralWidget(self._halves)
        self.setStatusBar(self._status)
        self._narrow = Narrow(self._actions, self._left, self._halves, self._panes, self._text, self._look)
        self._actions.left_pane.setChecked(self._session.settings.left_pane_is_open)

    def _introduce(self) -> None:
        self._tree.locator_activated.connect(self.open_locator)
        self._tree.new_tab_wanted.connect(self._centre.open_in_new_tab)
        self._tree.search_wanted.connect(self._search_bar.search_for)
        for stop in (self._tree, self._search_bar, self._searching):
            stop.left.connect(self._centre.come_back)
        self._searching.page_made.connect(self._look.dress_also)
        self._searching.keep_wanted.connect(lambda kept: self._bookmarking.edit(kept))
        self._searching.said.connect(self._status.say)
        for part in (self._searching, self._centre):
            part.bookmark_wanted.connect(lambda bookmark: self._bookmarking.open(bookmark))
            part.bookmark_beside_wanted.connect(lambda bookmark: self._bookmarking.open_beside(bookmark))
        beside = self._centre.open_in_new_tab
        for source in (self._searching, self._text):
            source.like_wanted.connect(lambda what: self._liking.want(what))
        self._searching.new_tab_wanted.connect(lambda hit: beside(hit.locator, self._finder.words))
        self._finder.answered.connect(self._status.show_place)
        self._searching.brought.connect(self._narrow.open_left)
        self._finder.opened.connect(self.ready)
        self._finder.failed.connect(self.ready)  # there is nothing more to wait for
        self._walk.ended.connect(self._status.show_end)
        self._reader.failed.connect(lambda error: self._show_trouble(error, PAGE))
        self._reader.history_changed.connect(self._actions.show_history)
        self._text.link_activated.connect(lambda link: self._notes.follow(link))
        self._text.place_changed.connect(self._show_place)
        self._text.size_step_wanted.connect(self._look.step_text)
        self._text.history_wanted.connect(self._reader.go)
        self._text.bookmark_wanted.connect(self._ask_bookmark)
        self._text.left.connect(self._centre.leave)
        self._centre.part_made.connect(self._look.dress_also)
        self._centre.shown.connect(self._show_where)
        self._centre.said.connect(lambda *words: self._messages.say(*words))
        self._centre.left.connect(self._leave_text)
        self._centre.search_wanted.connect(self._search_bar.search_for)
        self._centre.collection_wanted.connect(self._show_collection)
        self._centre.icons_wanted.connect(self._look.give_icons)
        self._centre.outline_made.connect(self._narrow.add_outline)
        self._keeper.bookmarks_changed.connect(self._show_bookmarks)
        self._keeper.bookmarks_changed.connect(self._searching.show_bookmarks)
        self._keeper.failed.connect(self._show_save_trouble)
        self._look.text_percent_changed.connect(self._status.show_text_percent)
        self._look.theme_changed.connect(self._actions.show_theme)
        self._look.offer_choices(self._actions.text_menus)
        waits = (
            self._look.follow_system,
            self._actions.fill_menus,
            lambda: self._care.begin(),
            self._searching.prepare,
        )
        self._settling = Settling(waits, self)
        self.ready.connect(self._settling.begin)
        self._settling.ended.connect(self.settled)
        self.first_painted.connect(lambda: QTimer.singleShot(0, self._begin_work))

    # the library, and what is read

    @Slot(Locator)
    def open_locator(self, locator: Locator) -> None:
        """Open a place of the library in the reading pane."""
        self._walk.leave_results()
        self._reader.open(locator)

    def _show_library(self) -> None:
        self._tree.set_tree(self._session.tree())
        self._look.dress(self._text, (self._actions, self._search_bar, self._tree))
        self._show_bookmarks()
        self._actions.show_history(False, False)
        # the page says already that there is no library
        problems = [problem for problem in self._session.problems if not isinstance(problem, LibraryMissing)]
        trouble = [str(problem) for problem in problems] + list(self._session.warnings)
        if trouble:
            self._messages.say(" ".join(trouble), topic="library")

    @Slot()
    def _begin_work(self) -> None:
        """What can wait until the window is on the screen: the indexes first, then the rest of the keys."""
        self._finder.open_index()
        self._actions.make_later()
        self._keeper.look_for_lost()
        read = self._session.locations.read_app_icon
        self._library_runner.submit(lambda token, report: read(), self._look.show_app_icon, self._show_trouble)

    @Slot()
    def _show_other_library(self) -> None:
        """The session has another library: show that, and what was open if it is there, too."""
        self._searching.begin_anew()
        self._reader.begin_anew()
        self._show_library()
        self._begin_work()

    @Slot()
    def _show_where(self) -> None:
        """Another place is shown, or none."""
        shown = self._reader.shown
        if shown:
            self._tree.show_open(shown.target)
            self._searching.show_open(shown.opened.document.entry)
        self._narrow.close_left()
        self._show_star()
        self._status.show_place()

    # bookmarks

    @Slot()
    def _ask_bookmark(self) -> None:
        self._star.ask(lambda bookmark: self._bookmarking.edit(bookmark), self._status.say)

    @Slot()
    def _show_bookmarks(self) -> None:
        self._status.show_where_kept()
        self._centre.keep_start_true()
        self._show_star()

    def _show_star(self) -> None:
        self._actions.set_bookmarked(self._star.is_filled, self._look.icons)

    # places, sizes, themes

    def _go_to_left(self, page: str) -> None:
        self._actions.left_pane.setChecked(True)
        self._panes.go_to_left(page)

    @Slot(Locator)
    def _show_collection(self, inside: Locator) -> None:
        self._go_to_left(LIBRARY)
        self._tree.show_collection(inside)

    def _leave_text(self) -> None:
        if not ("_notes" in self.__dict__ and self._notes.close()):
            self._actions.full_screen.setChecked(False)
        self._panes.go_to_text()

    # what is said

    @Slot(Exception)
    def _show_trouble(self, error: Exception, topic: str = "") -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        self._messages.say(str(error), topic=topic)

    @Slot(Exception)
    def _show_save_trouble(self, error: Exception) -> None:
        if not self._status.note_read_only(error):
            self._show_trouble(error)

    @Slot(int)
    def _show_place(self, percent: int) -> None:
        self._status.show_percent(percent)
        self._show_star()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._search_bar.setFocus()  # earlier it has no effect: a toolbar takes its widgets in when it is shown

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def focusNextPrevChild(self, next: bool) -> bool:
        self._panes.put_in_order(self._centre.column)
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow.fit(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._actions.full_screen.setChecked(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is to be saved is saved first; what could not be saved is said, and closing is asked for again."""
        from foc_reader.ui.closing import Closing

        self._halves.settle()
        care = self.__dict__.get("_care")
        closing = Closing(self._session, self._library_runner, self._finder, self._keeper, self._settling, care)
        if closing.is_all_saved() or self._may_close:
            self.hide()
            closing.end()
        else:
            event.ignore()
            self._messages.say(*closing.words, self._close_anyway)

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()
