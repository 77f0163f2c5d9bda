"""On which side of the window lines begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def window_side(widget: QWidget) -> Qt.AlignmentFlag:
    """The side on which lines begin in this window, whatever the direction of the words: QLabel goes by theirs."""
    is_mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)
