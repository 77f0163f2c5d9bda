"""The steps of making a copy for someone: what there is to copy, where it could go, copying, stopping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.session import Session
from foc_reader.core.sharing.copying import CopyMade, make_copy
from foc_reader.core.sharing.drives import Drive, removable_drives
from foc_reader.core.sharing.sources import Source, source_of
from foc_reader.core.sharing.targets import CopyPlan, plan_copy
from foc_reader.core.sharing.verdict import Progress
from foc_reader.ui.background import BackgroundRunner, Job, Report
from foc_reader.ui.copy_dialog import CopyDialog
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.reporting import now_and_then

_LOOK_MS = 2_000  # between two looks at the drives


class CopyMaking(QObject):
    """Leads one dialog at a time. Has a thread of its own: a copy takes minutes, and one reads on meanwhile."""

    def __init__(self, session: Session, picker: FilePicker, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._picker, self._window = session, picker, window
        self._runner = BackgroundRunner("copying", self)
        self._dialog: CopyDialog | None = None
        self._source: Source | None = None
        self._place: Path | None = None
        self._may_replace = False
        self._job: Job | None = None  # what is done for the place that is chosen
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self._look_for_drives)

    @Slot()
    def begin(self) -> None:
        """Ask where the copy goes; where that is being asked already, show the question."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        self._dialog = dialog = CopyDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.place_chosen.connect(self._plan)
        dialog.folder_wanted.connect(self._ask_for_folder)
        dialog.copy_wanted.connect(self._copy)
        dialog.stop_wanted.connect(self._stop)
        dialog.show()
        self._find_source()

    def close(self) -> None:
        """Stop everything, and wait for it: a copy that is being made stays marked as not complete."""
        self._clock.stop()
        if self._job:
            self._job.cancel()
        self._runner.stop()
        if self._dialog is not None:
            self._dialog.hide()

    def _find_source(self) -> None:
        locations = self._session.locations

        def done(source: Source) -> None:
            if self._dialog is not None:
                self._source = source
                self._dialog.show_source(source)
                self._look_for_drives()
                self._clock.start()

        def failed(error: Exception) -> None:
            self._dialog_says(error, CopyDialog.show_no_source)

        self._runner.submit(lambda token, report: source_of(locations), done, failed)

    @Slot()
    def _look_for_drives(self) -> None:
        if self._dialog is None or not self._dialog.is_choosing or self._runner.is_busy:
            return

        def done(drives: tuple[Drive, ...]) -> None:
            if self._dialog is not None and self._dialog.is_choosing:
                self._dialog.show_drives(drives)

        self._runner.submit(lambda token, report: removable_drives(), done, _raise)

    @Slot()
    def _ask_for_folder(self) -> None:
        def chosen(folder: Path) -> None:
            if self._dialog is not None:
                self._dialog.add_folder(folder)

        self._picker.to_choose_folder(self.tr("Choose where the copy goes"), chosen)

    @Slot(Path)
    def _plan(self, place: Path) -> None:
        source = self._source
        if source is None:
            return
        self._place = place

        def work(token: CancelToken, report: Report) -> CopyPlan:
            return plan_copy(source, place, token, may_replace=True)  # the dialog says so, and the button

        def done(plan: CopyPlan) -> None:
            self._may_replace = plan.replaces
            if self._dialog is not None:
                self._dialog.show_plan(plan)

        def failed(error: Exception) -> None:
            self._dialog_says(error, CopyDialog.show_refusal)

        if self._job:
            self._job.cancel()
        self._job = self._runner.submit(work, done, failed)

    @Slot()
    def _copy(self) -> None:
        source, place, may_replace = self._source, self._place, self._may_replace
        if source is None or place is None or self._dialog is None:
            return

        def work(token: CancelToken, report: Report) -> CopyMade:
            plan = plan_copy(source, place, token, may_replace)  # much may have happened since it was shown
            return make_copy(plan, token, now_and_then(report))

        def done(made: CopyMade) -> None:
            if self._dialog is not None:
                self._dialog.show_made(made)

        def reported(progress: Progress) -> None:
            if self._dialog is not None:
                self._dialog.show_progress(progress)

        def failed(error: Exception) -> None:
            self._dialog_says(error, CopyDialog.show_trouble)

        self._dialog.show_working()
        self._job = self._runner.submit(work, done, failed, reported)

    @Slot()
    def _stop(self) -> None:
        def done(_: object) -> None:
            if self._dialog is not None:
                self._dialog.show_stopped()

        if self._job:
            self._job.cancel()
        self._runner.submit(lambda token, report: None, done, _raise)  # it has its turn when the copy has stopped

    def _dialog_says(self, error: Exception, say: Callable[[CopyDialog, str], None]) -> None:
        if not isinstance(error, FocReaderError):
            raise error  # a bug: the exception hook shows it
        if self._dialog is not None:
            say(self._dialog, str(error))

    @Slot()
    def _forget(self) -> None:
        self._clock.stop()
        if self._job:
            self._job.cancel()
        self._dialog = self._source = self._place = self._job = None


def _raise(error: Exception) -> None:
    raise error
