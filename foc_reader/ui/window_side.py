"""On which side of the window lines begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


def window_side(widget: QWidget) -> Qt.AlignmentFlag:
    """The side on which lines begin in this window, whatever the direction of the words: QLabel goes by theirs."""
    is_mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)


def begin_at_side(box: QMessageBox) -> None:
    """Let the words of a box begin on its window's side: Qt makes their labels, after what was said to the box."""
    for label in box.findChildren(QLabel):
        label.setAlignment(window_side(box) | Qt.AlignmentFlag.AlignVCenter)
