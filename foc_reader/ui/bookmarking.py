"""The steps of keeping, changing, deleting, bringing back and opening bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.isolating import isolated
from foc_reader.core.model import Bookmark, Locator
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.keeper import Keeper

if TYPE_CHECKING:
    from foc_reader.ui.arranging import Arranging
    from foc_reader.ui.bookmarks_page import BookmarksPage
    from foc_reader.ui.carrying import Carrying


class Bookmarking(QObject):
    """Asks what has to be asked, and lets the Keeper do it."""

    found = Signal(Locator)  # where a bookmark that was to be opened is now
    new_tab_wanted = Signal(Locator)  # the same, to be opened beside what is read
    search_wanted = Signal(Bookmark)  # a search that was kept: to be asked again
    said = Signal(str, str, object)  # a sentence, a label, what the label does (or None)
    can_undo = Signal(bool)  # whether there is a deleted bookmark to bring back
    page_made = Signal(object)  # the page that lists them: it is to be given its colours
    left = Signal()  # Esc in the list

    def __init__(self, keeper: Keeper, runner: BackgroundRunner, picker: FilePicker, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper, self._runner, self._picker, self._window = keeper, runner, picker, parent
        self._deleted: list[Bookmark] = []  # the last one last: as long as this window is open

    @cached_property
    def page(self) -> BookmarksPage:
        """The page that lists the bookmarks, made when it is first asked for."""
        from foc_reader.ui.bookmarks_page import BookmarksPage

        page, arranging = BookmarksPage(self._window), self._arranging
        page.bookmark_activated.connect(self.open)
        page.new_tab_wanted.connect(self.open_beside)
        page.edit_wanted.connect(self.edit)
        page.delete_wanted.connect(self.delete)
        page.left.connect(self.left)
        page.choice_changed.connect(arranging.choose)
        page.order_changed.connect(arranging.order_by)
        page.tags_wanted.connect(lambda: page.show_tags(arranging.tags(), arranging.count_lost()))
        arranging.arranged.connect(page.show_listed)
        self.page_made.emit(page)
        arranging.follow()
        return page

    @cached_property
    def _arranging(self) -> Arranging:
        from foc_reader.ui.arranging import Arranging

        return Arranging(self._keeper, self)

    @cached_property
    def _carrying(self) -> Carrying:
        from foc_reader.ui.carrying import Carrying

        carrying = Carrying(self._keeper, self._runner, self._picker, self._window)
        carrying.said.connect(self.said)
        return carrying

    @property
    def current(self) -> Bookmark | None:
        """The one on whose row one stands, if the page that lists them is to be seen."""
        return self.page.current if "page" in self.__dict__ and self.page.isVisible() else None

    @property
    def can_be_ordered(self) -> bool:
        return len(self._keeper.bookmarks) > 1

    @property
    def order(self) -> str:
        """One of settings.BOOKMARK_ORDERS."""
        return self._keeper.settings.bookmark_order

    def order_by(self, order: str) -> None:
        """List them in this order from now on."""
        self._arranging.order_by(order)

    def edit(self, bookmark: Bookmark) -> None:
        """Ask for name, note and tags, then keep `bookmark`."""
        from foc_reader.ui.bookmark_dialog import BookmarkDialog

        known = sorted({tag for kept in self._keeper.bookmarks for tag in kept.tags}, key=str.casefold)
        dialog = BookmarkDialog(bookmark, known, self._window)
        dialog.setModal(True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.bookmark_accepted.connect(self._keeper.keep)
        dialog.show()

    def delete(self, bookmark: Bookmark) -> None:
        """Delete at once, and offer to undo it."""
        self._keeper.delete(bookmark)
        self._deleted.append(bookmark)
        self.can_undo.emit(True)
        sentence = self.tr("Deleted: {name}").format(name=isolated(bookmark.name))
        self.said.emit(sentence, self.tr("Undo"), self.undo_delete)

    @Slot()
    def undo_delete(self) -> None:
        """Bring the bookmark back that was deleted last, and of those not yet brought back, say so."""
        if not self._deleted:
            return
        bookmark = self._deleted.pop()
        self._keeper.restore(bookmark)
        self.page.choose(bookmark)
        sentence = self.tr("Brought back: {name}").format(name=isolated(bookmark.name))
        count = len(self._deleted)
        self.can_undo.emit(bool(count))
        if count:
            sentence += " " + self.tr("%n more deleted bookmark(s) can be brought back.", "", count)
            self.said.emit(sentence, self.tr("Undo"), self.undo_delete)
        else:
            self.said.emit(sentence, "", None)

    def open(self, bookmark: Bookmark) -> None:
        """Find the kept words again and open them; say so when they are lost. A search is asked again."""
        self._find(bookmark, self.found.emit)

    def open_beside(self, bookmark: Bookmark) -> None:
        """The same, beside what is read."""
        self._find(bookmark, self.new_tab_wanted.emit)

    def export(self) -> None:
        """Ask for a file and write the bookmarks to it: all, or those that the page shows."""
        shown = None
        if "page" in self.__dict__ and not self._arranging.choice.is_all:
            shown = self._arranging.listed
        self._carrying.export(shown)

    def take_in(self) -> None:
        """Ask for a file and take the bookmarks in it."""
        self._carrying.take_in()

    def _find(self, bookmark: Bookmark, done: Callable[[Locator], None]) -> None:
        if bookmark.search:
            self.search_wanted.emit(bookmark)
            return

        def work(token: CancelToken, report: Report) -> Locator | None:
            return self._keeper.find_again(bookmark)

        def found(locator: Locator | None) -> None:
            if locator:
                done(locator)
            else:
                self._say_lost(bookmark)

        self._runner.submit(work, found, self._tell)

    def _say_lost(self, bookmark: Bookmark) -> None:
        words = self.tr("{name}: the library does not have this passage now. It read: {quote}")
        sentence = words.format(name=isolated(bookmark.name), quote=isolated(bookmark.quote.exact))
        if bookmark.note:
            sentence += " " + self.tr("Your note: {note}").format(note=isolated(bookmark.note))
        self.said.emit(sentence, "", None)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error
        self.said.emit(str(error), "", None)
