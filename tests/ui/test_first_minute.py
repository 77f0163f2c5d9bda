"""A person's first minute: from the start to a passage that is kept and found again, in at most six actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from foc_reader.core.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_newcomer_keeps_a_passage_and_finds_it_again_in_six_actions(hands, open_window, locations, qtbot):
    actions = []

    def act(what: str) -> None:
        actions.append(what)

    act("type a word: the keyboard is in the search box from the start")
    assert hands.box.hasFocus() or not hands.window.isActiveWindow()
    qtbot.keyClicks(hands.box, "warrant")

    act("Enter: the first result opens, with the word marked")
    with qtbot.waitSignal(hands.window._reader.page_changed, timeout=20_000):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    assert "warrant" in {word.casefold() for word in hands.marked()}

    act("Ctrl+D: keep the passage")
    hands.key(Qt.Key.Key_D, CTRL, hands.window)
    name = hands.wait_for(QLineEdit, "bookmark_name")
    kept_as = name.text()
    assert kept_as, "it has a name already"

    act("Enter: under the name that is offered")
    with qtbot.waitSignal(name.window().destroyed):
        hands.key(Qt.Key.Key_Return, widget=name)
    hands.settle()
    hands.window.close()

    again = open_window(Session.open(locations))  # on another day
    act("Ctrl+Shift+B: the bookmarks")
    again.key(Qt.Key.Key_B, CTRL | SHIFT, again.window)
    assert again.names() == [kept_as]

    act("Enter: there it is")
    with qtbot.waitSignal(again.window._reader.page_changed):
        again.key(Qt.Key.Key_Return, widget=again.bookmarks)
    assert "warrant" in again.standing_on().casefold()
    assert len(actions) <= 6
