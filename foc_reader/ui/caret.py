"""A caret in the text, which the arrow keys move: by it a screen reader reads letters, words and lines."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser

from foc_reader.ui.late_qt import Qt


def show_caret(text: QTextBrowser, is_shown: bool) -> None:
    """Have the arrow keys move a caret through `text`, where they scroll without one."""
    flags = text.textInteractionFlags()
    text.setTextInteractionFlags(flags | _by_keyboard() if is_shown else flags & ~_by_keyboard())
    text.setFocus(Qt.FocusReason.ShortcutFocusReason)


def has_caret(text: QTextBrowser) -> bool:
    return bool(text.textInteractionFlags() & _by_keyboard())


def drop_selection(text: QTextBrowser) -> None:
    """Select nothing; nothing is scrolled."""
    cursor, at = text.textCursor(), text.verticalScrollBar().value()
    cursor.clearSelection()
    text.setTextCursor(cursor)
    text.verticalScrollBar().setValue(at)


def _by_keyboard() -> Qt.TextInteractionFlag:
    return Qt.TextInteractionFlag.TextSelectableByKeyboard
