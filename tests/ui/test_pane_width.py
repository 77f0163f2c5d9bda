"""The left pane is made wider and narrower with the keyboard, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

RIGHT, LEFT, HOME, END = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End
F8 = Qt.Key.Key_F8


def _press(hands, *keys) -> None:
    """On what has the keyboard."""
    for key in keys:
        hands.key(key)


def _width(hands) -> int:
    return hands.window._left.width()


@pytest.fixture
def wide(hands):
    hands.window.resize(1280, 800)
    hands.to_front()
    hands.text.setFocus()
    return hands


def test_f8_and_the_arrow_keys_change_the_width_and_enter_keeps_it(wide, locations):
    before = _width(wide)
    _press(wide, F8, RIGHT, RIGHT, RIGHT, LEFT)
    assert before + 20 < _width(wide) < before + 60
    _press(wide, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is wide.text
    kept = _width(wide)
    wide.bot.waitUntil(lambda: wide.window._session.settings.left_pane_width == kept)
    assert "Left and Right" not in wide.window._status.currentMessage()


def test_esc_takes_back_what_was_changed(wide):
    before = _width(wide)
    _press(wide, F8, RIGHT, RIGHT, Qt.Key.Key_Escape)
    assert _width(wide) == before
    assert QApplication.focusWidget() is wide.text


def test_home_and_end_go_as_far_as_both_can_still_be_read(wide):
    _press(wide, F8, END)
    assert wide.text.width() > 250
    widest = _width(wide)
    _press(wide, RIGHT)
    assert _width(wide) == widest
    _press(wide, HOME)
    assert wide.window._left.minimumSizeHint().width() <= _width(wide) < 300


def test_where_the_window_is_mirrored_so_are_the_keys(wide):
    wide.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    before = _width(wide)
    _press(wide, F8, LEFT)
    assert _width(wide) > before


def test_a_line_is_seen_where_the_edge_is_and_goes_with_it(wide):
    _press(wide, F8, RIGHT)
    edge = wide.window.findChild(QWidget, "pane_edge")
    place = wide.window._left.mapTo(wide.window, wide.window._left.rect().topRight())
    assert edge.isVisible()
    assert edge.geometry().contains(place)
    wide.text.setFocus()
    assert not edge.isVisible()


def test_a_closed_pane_is_opened_first(wide):
    wide.key(Qt.Key.Key_F9, widget=wide.window)
    _press(wide, F8, RIGHT)
    assert wide.tree.isVisible()
    wide.key(Qt.Key.Key_F9, widget=wide.window)
    assert not wide.window.findChild(QWidget, "pane_edge").isVisible()


def test_a_pane_over_the_text_is_made_wider_as_well_and_stays_open(wide):
    wide.window.resize(QSize(800, 600))
    wide.window._look.set_interface_percent(200)
    wide.bot.waitUntil(lambda: wide.window._narrow.is_over)
    try:
        _press(wide, F8, HOME)
        before = _width(wide)
        _press(wide, RIGHT, RIGHT)
        assert wide.tree.isVisible()
        assert _width(wide) > before
    finally:
        wide.window._look.set_interface_percent(100)


def test_a_screen_reader_is_told_what_it_is_and_where_it_stands(wide):
    _press(wide, F8)
    told = QAccessible.queryAccessibleInterface(wide.window.findChild(QWidget, "pane_edge"))
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name) == "Width of the left pane"
    assert told.valueInterface().currentValue() == _width(wide)


def test_f8_is_in_the_list_of_keys(wide):
    _press(wide, Qt.Key.Key_F1)
    dialog = wide.wait_for(QDialog, "keys_dialog")
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert words[words.index("Width of the left pane…") - 1] == "F8"
    dialog.close()
