"""What a keyboard and a screen reader meet."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit, QWidget

from foc_reader.core.model import Locator
from foc_reader.ui.actions import Actions

_CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit, QTabBar)


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_a_name(hands):
    hands.search("warrant")
    hands.open_document("arrest")
    hands.window._messages.say("A sentence", "Do it", print)
    controls = [
        widget
        for widget in hands.window.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.objectName() not in ("qt_toolbar_ext_button",)
    ]
    assert len(controls) > 12
    assert [widget.objectName() or type(widget).__name__ for widget in controls if not _name(widget).strip()] == []


def test_every_action_is_in_a_menu_with_its_key(hands):
    listed = [action for menu in hands.window.menuBar().actions() for action in menu.menu().actions()]
    for action in hands.window.findChild(Actions).everything():
        assert action in listed


def test_no_key_is_given_twice(hands):
    keys = [key.toString() for action in hands.window.findChild(Actions).everything() for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_tab_reaches_every_pane(hands, qapp):
    hands.window.activateWindow()
    hands.open_document("arrest")
    hands.box.setFocus()
    reached = set()
    for _ in range(40):
        hands.key(Qt.Key.Key_Tab)
        reached.add(qapp.focusWidget())
    assert {hands.tree, hands.text, hands.outline, hands.box} <= reached


def _stops(hands, qapp) -> list[QWidget]:
    """Where Tab leads from the search box, until it is there again."""
    hands.window.activateWindow()
    hands.box.setFocus()
    found: list[QWidget] = []
    for _ in range(80):
        found.append(qapp.focusWidget())
        hands.key(Qt.Key.Key_Tab)
        if qapp.focusWidget() is hands.box:
            return list(dict.fromkeys(found))  # links of the text are stops of their own
    raise AssertionError("Tab does not come back")


def _follows(before: QRect, after: QRect) -> bool:
    """Whether the eye goes from one to the other: on along the line, or further down."""
    is_beside = (
        before.top() < after.center().y() < before.bottom() or after.top() < before.center().y() < after.bottom()
    )
    return after.left() >= before.right() - 2 if is_beside else after.top() >= before.top()


@pytest.mark.parametrize("page", ["show_library", "show_bookmarks", "results"])
def test_tab_goes_where_the_eye_goes(hands, qapp, page):
    """Through the toolbar, down the left pane, down what stands beside it: whatever was made first."""
    hands.open_document("Phones")
    hands.keep("Kept")
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, hands.window)
    hands.window._messages.say("A sentence", "Do it", print, "Details")
    hands.window._centre.open_in_new_tab(Locator("small", "arrest"))
    if page == "results":
        hands.search("warrant")
    hands.open_document("Rights on arrest")  # with an outline
    if page == "results":
        hands.window.findChild(QTabBar, "left_tabs").setCurrentIndex(1)
    else:
        hands.window.findChild(QAction, page).trigger()
    stops = _stops(hands, qapp)
    left, centre = hands.window.findChild(QWidget, "left_pane"), hands.text.parentWidget()
    columns = ["left" if left.isAncestorOf(w) else "centre" if centre.isAncestorOf(w) else "toolbar" for w in stops]
    assert [name for name, _ in itertools.groupby(columns)] in (
        ["toolbar", "left", "centre", "toolbar"],
        ["toolbar", "left", "centre"],
    )
    names = {stop.objectName() for stop in stops}
    assert {"left_tabs", "message_action", "text_tabs", "reading_pane", "find_edit", "outline_list"} <= names
    for column in ("left", "centre"):
        places = [
            QRect(stop.mapTo(hands.window, QPoint(0, 0)), stop.size())
            for stop, name in zip(stops, columns, strict=True)
            if name == column
        ]
        wrong = [(before, after) for before, after in itertools.pairwise(places) if not _follows(before, after)]
        assert wrong == []


def test_the_window_mirrors_for_right_to_left_languages(open_window, session, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        hands = open_window(session)
        left, text = hands.window._left, hands.text
        assert left.mapTo(hands.window, left.rect().center()).x() > text.mapTo(hands.window, text.rect().center()).x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
