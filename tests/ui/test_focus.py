"""Whatever has the keyboard shows it, by a line in the accent colour."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QDialog, QWidget

from foc_reader.ui.theme import THEMES


def _accents(picture: QImage, accent: QColor) -> int:
    pixels = picture.convertToFormat(QImage.Format.Format_RGB32)
    return array("I", bytes(pixels.constBits())).count(accent.rgb())


def _plain_ones(window: QWidget, accent: QColor) -> list[str]:
    """The controls that look without the keyboard as they do with it."""
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.focusProxy() is None and widget.window() is window
    ]
    assert len(controls) > 2
    plain = []
    for widget in controls:
        window.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus(), widget.objectName()
        if _accents(widget.grab().toImage(), accent) < _accents(without, accent) + 20:
            plain.append(widget.objectName() or type(widget).__name__)
    return plain


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_everything_that_takes_the_keyboard_shows_it(hands, theme):
    hands.window._look.choose_theme(theme.name)
    hands.window.resize(1000, 560)
    hands.window.activateWindow()
    hands.open_document("arrest")
    hands.search("warrant")
    hands.window._messages.say("A sentence", "Do it", print)
    assert _plain_ones(hands.window, QColor(theme.accent)) == []


def test_the_bookmarks_and_their_buttons_show_it(hands):
    hands.window._look.choose_theme("light")
    hands.window.activateWindow()
    hands.open_document("arrest")
    hands.keep("Kept")
    hands.window._actions.later.left.show_bookmarks.trigger()
    hands.to_front()
    assert _plain_ones(hands.window, QColor(THEMES["light"].accent)) == []


@pytest.mark.parametrize("name", ["bookmark", "show_keys"])
def test_everything_in_a_dialog_shows_it(hands, name):
    hands.window._look.choose_theme("light")
    hands.open_document("arrest")
    hands.window.findChild(QAction, name).trigger()
    dialog = hands.window.findChild(QDialog)
    dialog.activateWindow()
    hands.bot.waitUntil(dialog.isActiveWindow)
    controls = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]
    assert controls
    accent = QColor(THEMES["light"].accent)
    for widget in controls:
        dialog.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert _accents(widget.grab().toImage(), accent) >= _accents(without, accent) + 20, widget.objectName()
    dialog.close()
