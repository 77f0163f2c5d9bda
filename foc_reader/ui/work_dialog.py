"""A dialog that asks, works and tells: a page for each, and the buttons that belong to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from foc_reader.ui.outcome_page import OutcomePage
from foc_reader.ui.pages import Pages
from foc_reader.ui.theme import letters_unit
from foc_reader.ui.window_side import window_side
from foc_reader.ui.work_page import WorkPage


class WorkDialog(QDialog):
    """Others do the work."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._is_working = False
        self._working, self._outcome = WorkPage(self), OutcomePage(self)

    def _put_together(self, choosing: QWidget, buttons: QDialogButtonBox, width: int, height: int) -> None:
        """Its first page and its buttons; px for letters of the usual size, as far as there is room."""
        self._pages = Pages((choosing, self._working, self._outcome), self)
        self._buttons = buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(self._pages)
        column.addWidget(buttons)
        for label in self.findChildren(QLabel):  # else a sentence begins where its letters do
            label.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
        room, unit = self.screen().availableSize(), letters_unit()
        self.resize(min(round(width * unit), room.width() - 80), min(round(height * unit), room.height() - 60))

    def _turn_to(self, page: QWidget, *buttons: QPushButton) -> None:
        self._pages.turn_to(page)
        self._show_buttons(*buttons)

    def _show_buttons(self, *shown: QPushButton) -> None:
        """Just these; Enter presses the first."""
        for button in self._buttons.buttons():
            button.setVisible(button in shown)
        shown[0].setDefault(True)
        if self.isVisible():
            shown[0].setFocus()
