"""By which clicks and keys one asks for a new tab, the same on links, rows and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foc_reader.ui.late_qt import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


def asks_for_tab(event: QMouseEvent) -> bool:
    """Whether it is the middle button, or Ctrl and the left one."""
    is_left = event.button() == Qt.MouseButton.LeftButton
    has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.button() == Qt.MouseButton.MiddleButton or (is_left and has_ctrl)


def enters_tab(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Enter."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier
