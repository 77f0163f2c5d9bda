"""Keys and help, which F1 shows: a few sentences on how to begin, then every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from foc_reader.ui.window_side import window_side


class KeysDialog(QDialog):
    """Shows the actions of each menu with their keys, and the keys that belong to no action."""

    def __init__(self, listed: Mapping[str, Sequence[QAction]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(self.tr("Keys and help"))
        letter = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(min(letter * 90, room.width() - 80), min(letter * 90, room.height() - 120))
        native = QKeySequence.SequenceFormat.NativeText
        inside = QWidget(self)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(18, 12, 18, 18)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(1, 1)
        self._add_help()
        for title, actions in listed.items():
            rows = [
                (" · ".join(dict.fromkeys(keys.toString(native) for keys in action.shortcuts())), action.text())
                for action in actions
            ]
            self._add_keys(title, rows)
        self._add_keys(self.tr("In the window"), self._others())
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setAccessibleName(self.tr("Keys and help"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        for label in inside.findChildren(QLabel):
            label.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)

    def _add_help(self) -> None:
        for sentence in (
            self.tr("Search: type in the box at the top. What is found appears at the left while you type."),
            self.tr("Read: choose a document at the left. Space turns the page, Back leads to where you were."),
            self.tr("Keep: select a passage and press Bookmark. It is found again when the library has changed."),
            self.tr("Compare: hold Ctrl and click a link or a row. It opens in a tab of its own."),
            self.tr("This program never uses the internet, and keeps only bookmarks, notes and settings."),
        ):
            label = QLabel(sentence)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _add_keys(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        if not rows:
            return
        heading = QLabel(title)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        heading.setContentsMargins(0, 12, 0, 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        for keys, does in rows:
            row = self._grid.rowCount()
            for column, text in enumerate((keys, does)):
                label = QLabel(text)
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)

    def _others(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Down, Enter"), self.tr("From the search box into the results, open")),
            (self.tr("Ctrl+click, middle button"), self.tr("Open in a new tab")),
            (self.tr("Space, Shift+Space"), self.tr("A page down, up")),
            (self.tr("Home, End"), self.tr("To the start, the end of the page")),
            (self.tr("Ctrl+wheel"), self.tr("Larger, smaller text")),
            (self.tr("Delete on a tab"), self.tr("Close it")),
            (self.tr("Esc"), self.tr("Close the find bar, then back to the text")),
        ]
