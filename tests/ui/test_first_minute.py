"""A person's first minute: from the start to a passage that is kept and found again, in at most six actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from foc_reader.core.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def keyboard(qtbot):
    """Presses keys as a person does: they go to what has the keyboard, in the window or question in front."""

    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "the keys would be lost"
        return widget

    class Keyboard:
        def type(self, text: str) -> None:
            for letter in text:
                qtbot.keyClick(focus(), letter)

        def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
            qtbot.keyClick(focus(), key, modifiers)

    return Keyboard()


def _in_front(hands) -> None:
    """The system gives a new window the keyboard."""
    hands.to_front()


def test_a_newcomer_keeps_a_passage_and_finds_it_again_in_six_actions(hands, open_window, locations, qtbot, keyboard):
    actions = []

    def act(what: str) -> None:
        actions.append(what)

    _in_front(hands)
    act("type a word: the keyboard is in the search box from the start")
    keyboard.type("warrant")
    assert hands.box.text() == "warrant"

    act("Enter: the first result opens, with the word marked")
    with qtbot.waitSignal(hands.window._reader.page_changed, timeout=20_000):
        keyboard.press(Qt.Key.Key_Return)
    assert "warrant" in {word.casefold() for word in hands.marked()}

    act("Ctrl+D: keep the passage")
    keyboard.press(Qt.Key.Key_D, CTRL)
    name = hands.wait_for(QLineEdit, "bookmark_name")
    qtbot.waitUntil(name.hasFocus)
    kept_as = name.text()
    assert kept_as, "it has a name already"

    act("Enter: under the name that is offered")
    with qtbot.waitSignal(name.window().destroyed):
        keyboard.press(Qt.Key.Key_Return)
    hands.settle()
    hands.window.close()

    again = open_window(Session.open(locations))  # on another day
    _in_front(again)
    act("Ctrl+Shift+B: the bookmarks")
    keyboard.press(Qt.Key.Key_B, CTRL | SHIFT)
    assert again.names() == [kept_as]

    act("Enter: there it is")
    with qtbot.waitSignal(again.window._reader.page_changed):
        keyboard.press(Qt.Key.Key_Return)
    assert "warrant" in again.standing_on().casefold()
    assert len(actions) <= 6
