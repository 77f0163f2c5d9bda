"""What the person keeps: changed in memory at once, saved in order on the library thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Bookmark, Locator
from foc_reader.core.notebook.notebook import Notebook
from foc_reader.core.notebook.settings import Settings
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner, Job, Report

if TYPE_CHECKING:
    from foc_reader.core.notebook.annotations import Imported
    from foc_reader.core.notebook.shelf import Place


class Keeper(QObject):
    """Bookmarks and settings of the session. A failed save is told; what was to be saved stays in memory."""

    bookmarks_changed = Signal()
    failed = Signal(Exception)

    def __init__(self, session: Session, runner: BackgroundRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._found: dict[str, Place | None] = {}  # None: lost
        self._places: dict[str, Place] = {}
        self._lost: frozenset[str] = frozenset()
        self._looking: Job | None = None

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Newest first."""
        return self._session.notebook.listed()

    @property
    def lost(self) -> frozenset[str]:
        """Ids of those whose passage the library no longer has, as far as was looked."""
        return self._lost

    @property
    def places(self) -> Mapping[str, Place]:
        """Where in their documents they are, by id, as far as was looked."""
        return self._places

    def dates(self) -> Mapping[tuple[str, str], str]:
        """The dates of the documents that bookmarks are of, by ids of pack and document, as far as known."""
        wanted = {(bookmark.locator.pack_id, bookmark.locator.document_id) for bookmark in self.bookmarks}
        entries = self._session.entries if wanted else ()
        return {(entry.pack_id, entry.id): entry.date for entry in entries if (entry.pack_id, entry.id) in wanted}

    def look_for_lost(self) -> None:
        """Find every bookmark again in the library as it is now."""
        self.stop_looking()
        kept = self.bookmarks
        if not self._session.packs:
            self._take_found(kept, {})  # without a library nothing can be said of them
        elif kept:
            self._looking = self._look_for(kept)

    def stop_looking(self) -> None:
        """Give up what `look_for_lost` began: the window is closing, or something else is more urgent."""
        if self._looking:
            self._looking.cancel()
            self._looking = None

    @property
    def has_unsaved(self) -> bool:
        """Whether there are bookmarks that should have been saved, and could not be."""
        return bool(self.bookmarks) and self._session.could_not_save

    def keep(self, bookmark: Bookmark) -> None:
        """Add `bookmark`, or change the one of its id."""
        self._change(self._session.notebook.with_bookmark(bookmark))
        if bookmark.id not in self._found:
            self._look_for([bookmark])

    def delete(self, bookmark: Bookmark) -> None:
        self._change(self._session.notebook.without(bookmark.id))

    def restore(self, bookmark: Bookmark) -> None:
        """Undo `delete`; what came back meanwhile by another way stays as it is."""
        here = self._session.notebook.bookmarks.get(bookmark.id)
        if here is None or here.is_deleted:
            self._change(self._session.notebook.restored(bookmark))

    def take_in(self, bookmarks: Sequence[Bookmark]) -> int:
        """Take in bookmarks from a file; how many of them were not here before comes back."""
        before = self._session.notebook
        notebook = before.with_imported(bookmarks)
        if notebook != before:
            self._change(notebook)
            self.look_for_lost()
        return len(notebook.listed()) - len(before.listed())

    def find_again(self, bookmark: Bookmark) -> Locator | None:
        """Where the kept words are now; None when they are lost. Reads: for the library thread."""
        return self._session.find_again(bookmark)

    def export(self, path: Path, bookmarks: Sequence[Bookmark]) -> None:
        """Write `bookmarks` to `path`, in the form its name ends in. For the library thread. Raises SaveFailed."""
        self._session.export_bookmarks(path, bookmarks, self._places, self._lost)

    def read(self, path: Path) -> Imported:
        """The bookmarks in `path`. For the library thread. Raises ImportUnreadable."""
        return self._session.read_bookmarks(path)

    @property
    def settings(self) -> Settings:
        return self._session.settings

    def keep_settings(self, settings: Settings) -> None:
        """Remember what the person changed."""
        self._session.settings = settings

        def work(token: CancelToken, report: Report) -> None:
            self._session.keep_settings(settings)

        self._runner.submit(work, lambda _: None, self.failed.emit)

    def _change(self, notebook: Notebook) -> None:
        self._session.notebook = notebook
        self.bookmarks_changed.emit()

        def work(token: CancelToken, report: Report) -> Notebook:
            return self._session.keep(notebook)

        self._runner.submit(work, self._merge, self.failed.emit)

    def _merge(self, saved: Notebook) -> None:
        merged = self._session.notebook.merged(saved)
        if merged is not self._session.notebook:  # another window had saved something meanwhile
            self._session.notebook = merged
            self.bookmarks_changed.emit()

    def _look_for(self, bookmarks: Sequence[Bookmark]) -> Job:
        def work(token: CancelToken, report: Report) -> dict[str, Place | None]:
            return self._session.places(bookmarks, token)

        return self._runner.submit(work, lambda found: self._take_found(bookmarks, found), self.failed.emit)

    def _take_found(self, looked_for: Sequence[Bookmark], found: dict[str, Place | None]) -> None:
        looked = {bookmark.id for bookmark in looked_for}
        before = {key: place for key, place in self._found.items() if key not in looked}
        self._found = before | found
        self._places = {key: place for key, place in self._found.items() if place is not None}
        self._lost = frozenset(key for key, place in self._found.items() if place is None)
        self.bookmarks_changed.emit()
