"""How a person names a file or a folder, without Qt's dialog writing down which folders were visited."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

Chosen = Callable[[Path], None]
Kind = tuple[str, str]  # what a form is called, and how names of such files end: ("Web page", ".html")


class FilePicker(Protocol):
    """Asks for a file or a folder; calls `chosen` with it, or not at all."""

    def to_write(self, title: str, name: str, chosen: Chosen, kinds: Sequence[Kind] = ()) -> None:
        """Ask for a new file, called `name` unless the person says otherwise, of one of `kinds`, at first the first."""

    def to_read(self, title: str, chosen: Chosen) -> None: ...

    def to_choose_folder(self, title: str, chosen: Chosen) -> None: ...


class SystemPicker:
    """Asks with the system's file dialog, or Qt's own: where there is none, and on a computer of somebody else's."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def to_write(self, title: str, name: str, chosen: Chosen, kinds: Sequence[Kind] = ()) -> None:
        dialog = self._dialog(title, chosen)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        endings = {f"{words} (*{ending})": ending for words, ending in kinds}

        def follow(chosen_filter: str) -> None:
            """The name ends as the chosen form does."""
            dialog.setDefaultSuffix(endings[chosen_filter])
            typed = Path(dialog.selectedFiles()[0]) if dialog.selectedFiles() else Path(name)
            dialog.selectFile(typed.with_suffix(endings[chosen_filter]).name)

        if endings:
            dialog.setNameFilters(list(endings))
            dialog.setDefaultSuffix(kinds[0][1])
            dialog.filterSelected.connect(follow)
        dialog.selectFile(name)
        dialog.open()

    def to_read(self, title: str, chosen: Chosen) -> None:
        dialog = self._dialog(title, chosen)
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        dialog.open()

    def to_choose_folder(self, title: str, chosen: Chosen) -> None:
        dialog = self._dialog(title, chosen)
        dialog.setNameFilter("")
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, title: str, chosen: Chosen) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        _keep_no_history()
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName("file_dialog")
        application = QCoreApplication.instance()
        if application and application.property("is_portable"):  # the system's own notes which folders were visited
            dialog.setOption(dialog.Option.DontUseNativeDialog)
        dialog.setNameFilter(QCoreApplication.translate("file_picker", "Bookmarks (*.json *.jsonld)"))
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def _keep_no_history() -> None:
    """Qt's dialog keeps the folders visited in its settings: below a file there is no place for them (SAFETY 3.8)."""
    from PySide6.QtCore import QSettings  # noqa: TID251 - only to keep Qt itself from writing with it

    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)
