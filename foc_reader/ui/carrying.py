"""The steps of carrying bookmarks out into a file, and in from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.isolating import isolated
from foc_reader.core.model import Bookmark
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.file_picker import FilePicker
from foc_reader.ui.keeper import Keeper
from foc_reader.ui.window_side import begin_at_side

if TYPE_CHECKING:
    from foc_reader.core.notebook.annotations import Imported


class Carrying(QObject):
    """Asks for the file, and lets the Keeper write or read it."""

    said = Signal(str, str, object)  # a sentence, a label, what the label does (or None)

    def __init__(self, keeper: Keeper, runner: BackgroundRunner, picker: FilePicker, window: QWidget) -> None:
        super().__init__(window)
        self._keeper, self._runner, self._picker, self._window = keeper, runner, picker, window

    def export(self, shown: Sequence[Bookmark] | None) -> None:
        """Write all bookmarks to a file, or if the person wants that, only `shown`; None: all are shown."""
        everything = self._keeper.bookmarks
        if shown is None or len(shown) in (0, len(everything)):
            self._ask_where(everything)
            return
        question = QMessageBox(self._window)
        question.setObjectName("export_question")
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWindowTitle(self.tr("Export bookmarks"))
        question.setText(self.tr("The list is filtered. Which bookmarks should go into the file?"))
        begin_at_side(question)
        role = QMessageBox.ButtonRole
        few = question.addButton(self.tr("Export shown (%n)", "", len(shown)), role.AcceptRole)
        few.setObjectName("export_shown")
        every = question.addButton(self.tr("Export all (%n)", "", len(everything)), role.AcceptRole)
        every.setObjectName("export_all")
        cancel = question.addButton(self.tr("Cancel"), role.RejectRole)
        question.setDefaultButton(few)
        question.setEscapeButton(cancel)
        few.clicked.connect(lambda: self._ask_where(shown))
        every.clicked.connect(lambda: self._ask_where(everything))
        question.open()

    def take_in(self) -> None:
        """Ask for a file and take the bookmarks in it."""
        self._picker.to_read(self.tr("Import bookmarks"), self._take_from)

    def _ask_where(self, bookmarks: Sequence[Bookmark]) -> None:
        kinds = (
            (self.tr("Bookmarks that can be imported again"), ".json"),
            (self.tr("Web page to read and print"), ".html"),
            (self.tr("Text with Markdown signs"), ".md"),
        )
        self._picker.to_write(
            self.tr("Export bookmarks"), "bookmarks.json", lambda path: self._export_to(path, bookmarks), kinds
        )

    def _export_to(self, path: Path, bookmarks: Sequence[Bookmark]) -> None:
        def work(token: CancelToken, report: Report) -> None:
            self._keeper.export(path, bookmarks)

        def done(_: None) -> None:
            words = self.tr("%n bookmark(s) written to {file}.", "", len(bookmarks))
            self.said.emit(words.format(file=isolated(path.name)), "", None)

        self._runner.submit(work, done, self._tell)

    def _take_from(self, path: Path) -> None:
        def work(token: CancelToken, report: Report) -> Imported:
            return self._keeper.read(path)

        def done(imported: Imported) -> None:
            count = self._keeper.take_in(imported.bookmarks)
            sentence = self.tr("%n bookmark(s) taken from {file}.", "", count)
            if imported.bookmarks and not count:
                sentence = self.tr("All bookmarks in {file} were here already.")
            sentence = sentence.format(file=isolated(path.name))
            if imported.left_out:
                sentence += " " + self.tr("%n could not be read and were left out.", "", imported.left_out)
            self.said.emit(sentence, "", None)

        self._runner.submit(work, done, self._tell)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, FocReaderError):
            raise error
        self.said.emit(str(error), "", None)
