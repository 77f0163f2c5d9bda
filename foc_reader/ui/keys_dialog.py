"""The list of keys that F1 shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget


def show_keys(actions: Sequence[QAction], window: QWidget) -> None:
    """Show them beside `window`, in place of an earlier one."""
    for dialog in window.findChildren(KeysDialog):
        dialog.close()
    dialog = KeysDialog(actions, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


class KeysDialog(QDialog):
    """Shows each action with its keys, and the keys that belong to no action."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(self.tr("Keys"))
        self.resize(460, 520)
        native = QKeySequence.SequenceFormat.NativeText
        rows = [
            (" · ".join(dict.fromkeys(keys.toString(native) for keys in action.shortcuts())), action.text())
            for action in actions
        ]
        rows += [
            (self.tr("Down, Enter"), self.tr("From the search box into the results, open")),
            (self.tr("Space, Shift+Space"), self.tr("A page down, up")),
            (self.tr("F2, Delete"), self.tr("In the bookmarks: change, delete")),
            (self.tr("Esc"), self.tr("Back to the text")),
        ]
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(24)
        for number, (keys, does) in enumerate(rows):
            grid.addWidget(QLabel(keys, inside), number, 0)
            grid.addWidget(QLabel(does, inside), number, 1)
        area = QScrollArea(self)
        area.setAccessibleName(self.tr("Keys"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)
