"""The steps of keeping, changing, deleting, opening, exporting and importing bookmarks."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import Bookmark, Locator
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.cards import isolated
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.keeper import Keeper

if TYPE_CHECKING:
    from foc_reader.core.notebook.annotations import Imported
    from foc_reader.ui.bookmarks_page import BookmarksPage


class Bookmarking(QObject):
    """Asks what has to be asked, and lets the Keeper do it."""

    found = Signal(Locator)  # where a bookmark that was to be opened is now
    said = Signal(str, str, object)  # a sentence, a label, what the label does (or None)
    page_made = Signal(object)  # the page that lists them: it is to be given its colours
    left = Signal()  # Esc in the list

    def __init__(self, keeper: Keeper, runner: BackgroundRunner, picker: FilePicker, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper, self._runner, self._picker, self._window = keeper, runner, picker, parent

    @cached_property
    def page(self) -> BookmarksPage:
        """The page that lists the bookmarks, made when it is first asked for."""
        from foc_reader.ui.bookmarks_page import BookmarksPage

        page = BookmarksPage(self._window)
        page.bookmark_activated.connect(self.open)
        page.edit_wanted.connect(self.edit)
        page.delete_wanted.connect(self.delete)
        page.left.connect(self.left)
        self._keeper.bookmarks_changed.connect(self._list)
        self.page_made.emit(page)
        page.show_bookmarks(self._keeper.bookmarks, self._keeper.lost)
        return page

    def edit(self, bookmark: Bookmark) -> None:
        """Ask for name, note and tags, then keep `bookmark`."""
        from foc_reader.ui.bookmark_dialog import BookmarkDialog

        dialog = BookmarkDialog(bookmark, self._window)
        dialog.setModal(True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.bookmark_accepted.connect(self._keeper.keep)
        dialog.show()

    def delete(self, bookmark: Bookmark) -> None:
        """Delete at once, and offer to undo it."""
        self._keeper.delete(bookmark)
        self.said.emit(
            self.tr("Deleted: {name}").format(name=isolated(bookmark.name)),
            self.tr("Undo"),
            lambda: self._keeper.restore(bookmark),
        )

    def open(self, bookmark: Bookmark) -> None:
        """Find the kept words again and open them; say so when they are lost."""

        def work(token: CancelToken, report: Report) -> Locator | None:
            return self._keeper.find_again(bookmark)

        self._runner.submit(work, lambda locator: self._open_found(bookmark, locator), self._tell)

    def export(self) -> None:
        """Ask for a file and write all bookmarks to it."""
        self._picker.to_write(self.tr("Export bookmarks"), "bookmarks.json", self._export_to)

    def take_in(self) -> None:
        """Ask for a file and take the bookmarks in it."""
        self._picker.to_read(self.tr("Import bookmarks"), self._take_from)

    @Slot()
    def _list(self) -> None:
        self.page.show_bookmarks(self._keeper.bookmarks, self._keeper.lost)

    def _open_found(self, bookmark: Bookmark, locator: Locator | None) -> None:
        if locator:
            self.found.emit(locator)
            return
        words = self.tr("{name}: the library does not have this passage now. It read: {quote}")
        sentence = words.format(name=isolated(bookmark.name), quote=isolated(bookmark.quote.exact))
        if bookmark.note:
            sentence += " " + self.tr("Your note: {note}").format(note=isolated(bookmark.note))
        self.said.emit(sentence, "", None)

    def _export_to(self, path: Path) -> None:
        def work(token: CancelToken, report: Report) -> int:
            return self._keeper.export(path)

        def done(count: int) -> None:
            self.said.emit(
                self.tr("%n bookmark(s) written to {file}.", "", count).format(file=isolated(path.name)), "", None
            )

        self._runner.submit(work, done, self._tell)

    def _take_from(self, path: Path) -> None:
        def work(token: CancelToken, report: Report) -> Imported:
            return self._keeper.read(path)

        def done(imported: Imported) -> None:
            count = self._keeper.take_in(imported.bookmarks)
            sentence = self.tr("%n bookmark(s) taken from {file}.", "", count).format(file=isolated(path.name))
            if imported.left_out:
                sentence += " " + self.tr("%n could not be read and were left out.", "", imported.left_out)
            self.said.emit(sentence, "", None)

        self._runner.submit(work, done, self._tell)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error
        self.said.emit(str(error), "", None)
