"""Another folder for the library: chosen by the person, opened at once, remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.session import Session
from foc_reader.core.values import replace
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.keeper import Keeper

if TYPE_CHECKING:
    from foc_reader.core.opened_library import OpenedLibrary

CHOOSE = "library:choose"  # a link on a page
LIBRARY = "library"  # what a sentence is about


class LibraryChoice(QObject):
    """Asks for a folder, and has the session use the library in it."""

    arrived = Signal()  # a library was read; what was said of one that could not be is no longer true
    changed = Signal()  # the session has another library
    read = Signal()  # what `read_again` asked for is done
    failed = Signal(Exception)

    def __init__(
        self, session: Session, runner: BackgroundRunner, keeper: Keeper, picker: FilePicker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._keeper, self._picker = session, runner, keeper, picker

    @property
    def is_chosen(self) -> bool:
        """Whether the library is one that the person chose once."""
        return bool(self._session.settings.library)

    @Slot(str)
    def follow(self, link: str) -> None:
        """Do what a link on a page asks for, if it is about this."""
        if link == CHOOSE:
            self.choose()

    @Slot()
    def choose(self) -> None:
        """Ask for a folder and open the library in it. One without a library changes nothing."""
        self._picker.to_choose_folder(self.tr("Choose the folder of the library"), self._open)

    @Slot()
    def go_back(self) -> None:
        """Open the library that came with the program."""
        self._open(self._session.locations.resources / "library")

    @Slot()
    def read_again(self) -> None:
        """Read the manifests of the library that is open once more: it may have been copied anew, or come back."""
        packs, problems = self._session.packs, self._session.problems

        def work(token: CancelToken, report: Report) -> OpenedLibrary | None:
            library = self._session.find_library(self._session.locations.library)
            return None if library.is_just(packs, problems) else library

        def done(library: OpenedLibrary | None) -> None:
            self.arrived.emit()
            if library is not None:
                self._session.use_library(library)
                self.changed.emit()
            self.read.emit()

        self._runner.submit(work, done, self._tell)

    def _open(self, folder: Path) -> None:
        def work(token: CancelToken, report: Report) -> OpenedLibrary:
            return self._session.find_library(folder)

        self._runner.submit(work, self._use, self._tell)

    def _use(self, library: OpenedLibrary) -> None:
        self.arrived.emit()
        self._session.use_library(library)
        locations = library.locations
        is_own = locations.library == locations.resources / "library"
        name = "" if is_own else locations.name_of(locations.library)
        self._keeper.keep_settings(replace(self._session.settings, library=name))
        self.changed.emit()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        self.failed.emit(error)
