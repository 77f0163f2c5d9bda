"""The steps of help: the keys, the documents on using the reader, and what the program is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Locator
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.late_qt import Qt

_BUNDLED = "foc"  # the pack that comes with the program


class Helping(QObject):
    """Shows one help window at a time. `listed` gives the actions by menu, `open_locator` opens a document."""

    def __init__(
        self,
        session: Session,
        listed: Callable[[], Mapping[str, Sequence[QAction]]],
        open_locator: Callable[[Locator], None],
        runner: BackgroundRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._listed = session, listed
        self._open_locator, self._runner, self._window = open_locator, runner, window
        self._dialog: QDialog | None = None

    def documents(self) -> list[tuple[str, Callable[[], None]]]:
        """What the bundled library has on this program, with what opens it."""
        titles = {
            "using-safely": self.tr("Using this reader safely"),
            "about-this-library": self.tr("About this library"),
        }
        known = {entry.id for entry in self._session.entries if entry.pack_id == _BUNDLED}
        return [
            (title, lambda name=name: self._open_locator(Locator(_BUNDLED, name)))  # type: ignore[misc]
            for name, title in titles.items()
            if name in known
        ]

    def show_keys(self) -> None:
        from foc_reader.ui.keys_dialog import KeysDialog

        self._show(KeysDialog(self._listed(), self._window))

    def show_about(self) -> None:
        from foc_reader.ui.about_dialog import AboutDialog

        dialog = AboutDialog(self._window)
        self._show(dialog)

        def done(key: str) -> None:
            if self._dialog is dialog:
                dialog.say_signed(key)

        def work(token: CancelToken, report: Report) -> str:
            from foc_reader.core.sharing.copies import name_of_own_key

            return name_of_own_key()

        self._runner.submit(work, done, lambda error: None)

    def _show(self, dialog: QDialog) -> None:
        if self._dialog:
            self._dialog.close()
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.show()

    def _forget(self) -> None:
        self._dialog = None
