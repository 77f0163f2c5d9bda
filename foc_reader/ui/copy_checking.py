"""The steps of checking a copy: the one that the program was started from, or another, with one that is trusted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.locations import portable_root
from foc_reader.core.sharing.checking import check_copy, standard_of
from foc_reader.core.sharing.verdict import CopyVerdict, Progress
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.check_dialog import CheckDialog
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.reporting import now_and_then


class CopyChecking(QObject):
    """Leads one dialog at a time, with a thread of its own."""

    def __init__(self, picker: FilePicker, window: QWidget) -> None:
        super().__init__(window)
        self._picker, self._window = picker, window
        self._runner = BackgroundRunner("checking", self)
        self._dialog: CheckDialog | None = None
        self._own: Path | None = None  # the copy that this program was started from
        self._folder: Path | None = None
        self._trusted: Path | None = None
        self._job: Job | None = None

    @Slot()
    def begin(self) -> None:
        """Ask what is to be checked; where that is being asked already, show the question."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        self._folder = self._trusted = None
        self._dialog = dialog = CheckDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.folder_wanted.connect(self._ask_for_folder)
        dialog.trusted_wanted.connect(self._ask_for_trusted)
        dialog.check_wanted.connect(self._check)
        dialog.stop_wanted.connect(self._stop)
        dialog.show_folder(None, False)
        dialog.show()
        self._runner.submit(lambda token, report: portable_root(), self._take_own, self._tell)

    def close(self) -> None:
        """Stop everything, and wait for it."""
        self._stop()
        self._runner.stop()
        if self._dialog is not None:
            self._dialog.hide()

    def _take_own(self, root: Path | None) -> None:
        self._own = root
        if root is not None and self._folder is None:
            self._take_folder(root)

    @Slot()
    def _ask_for_folder(self) -> None:
        self._picker.to_choose_folder(self.tr("Choose the copy to check"), self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        if self._dialog is not None:
            self._dialog.show_folder(folder, folder == self._own)

    @Slot()
    def _ask_for_trusted(self) -> None:
        self._picker.to_choose_folder(self.tr("Choose a copy that you trust"), self._take_trusted)

    def _take_trusted(self, folder: Path) -> None:
        self._trusted = folder
        if self._dialog is not None:
            self._dialog.show_trusted(folder)

    @Slot()
    def _check(self) -> None:
        folder, trusted, own = self._folder, self._trusted, self._own
        if folder is None or self._dialog is None:
            return
        is_own = folder == own

        def work(token: CancelToken, report: Report) -> CopyVerdict:
            standard = standard_of(folder, trusted=trusted, program=own)
            return check_copy(folder, token, standard, now_and_then(report))

        def done(verdict: CopyVerdict) -> None:
            if self._dialog is not None:
                self._dialog.show_verdict(verdict, is_own)

        def reported(progress: Progress) -> None:
            if self._dialog is not None:
                self._dialog.show_progress(progress)

        self._dialog.show_working()
        self._job = self._runner.submit(work, done, self._tell, reported)

    @Slot()
    def _stop(self) -> None:
        if self._job:
            self._job.cancel()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        if self._dialog is not None:
            self._dialog.show_trouble(str(error))

    @Slot()
    def _forget(self) -> None:
        self._stop()
        self._dialog = None
