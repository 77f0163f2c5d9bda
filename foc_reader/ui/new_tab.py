"""By which clicks one asks for a new tab, the same on links, rows and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


def asks_for_tab(event: QMouseEvent) -> bool:
    """Whether it is the middle button, or Ctrl and the left one."""
    is_left = event.button() == Qt.MouseButton.LeftButton
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.button() == Qt.MouseButton.MiddleButton or (is_left and has_ctrl)
