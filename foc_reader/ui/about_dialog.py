"""What the program is, its licence, and what it is made with."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from foc_reader import __version__
from foc_reader.ui.window_side import window_side

# name and licence of each part that the program is delivered with
_PARTS = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("Python", "PSF-2.0"),
    ("Whoosh", "BSD-2-Clause"),
    ("PyStemmer", "MIT"),
    ("Snowball", "BSD-3-Clause"),
    ("PyNaCl", "Apache-2.0"),
    ("libsodium", "ISC"),
    ("cffi", "MIT"),
    ("pycparser", "BSD-3-Clause"),
    ("nh3, markdown-it-py, mdit-py-plugins, mdurl, platformdirs, PyYAML", "MIT"),
)


class AboutDialog(QDialog):
    """A few lines that can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About FOC Reader"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        name = QLabel(f"FOC Reader {__version__}", self)
        self._signed = QLabel(" ", self)  # keeps its place until that is known
        self._signed.setObjectName("about_signed")
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        name.setFont(font)
        parts = "\n".join(f"{part}: {licence}" for part, licence in _PARTS)
        text = QLabel(
            "\n\n".join(
                (
                    self.tr("An offline reader for human-rights documents. It never uses the internet."),
                    self.tr("It is free software under the GNU General Public License, version 3 or later."),
                    self.tr("The documents have licences of their own, which stand below their titles."),
                    self.tr("It is made with these, under licences of their own:") + "\n" + parts,
                    self.tr("Here it runs on Qt {qt}, Python {python}.").format(
                        qt=qVersion(), python=platform.python_version()
                    ),
                )
            ),
            self,
        )
        text.setObjectName("about_text")
        for label in (name, self._signed, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignVCenter)
            label.setWordWrap(True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        area = QScrollArea(self)  # large letters on a low screen need one
        area.setObjectName("about_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the text in it takes the keyboard
        area.setWidget(text)
        column.addWidget(name)
        column.addWidget(self._signed)
        column.addWidget(area)
        column.addWidget(buttons)
        margins, room = column.contentsMargins(), self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * 66, room.width() - 80)
        around = margins.top() + margins.bottom() + 3 * column.spacing() + 16
        around += name.sizeHint().height() + 2 * self._signed.sizeHint().height() + buttons.sizeHint().height()
        inside = text.heightForWidth(width - margins.left() - margins.right() - 8)
        self.resize(width, min(inside + around, room.height() - 60))
        close.setFocus()

    def say_signed(self, key: str) -> None:
        """By which key this copy says that it is signed; empty: by none."""
        if key:
            words = self.tr(
                "This copy says that it is signed with the key {key}. “Check this copy” in the menu Library tells "
                "whether that is true."
            )
            self._signed.setText(words.format(key=key))
        else:
            self._signed.setText(self.tr("This is a development build: nobody has signed it."))
