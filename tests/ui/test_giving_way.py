"""Where little room is left, the text stays readable: what stands above and below it gives way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.theme import letters_unit

NOTED = """\
---
id: arrest
title: Rights on arrest
kind: Guide
---

Ask for the warrant[^1], and read it.

{text}

[^1]: {note}
"""
CTRL = Qt.KeyboardModifier.ControlModifier
BARS = ("message_bar", "find_bar", "note_card")


@pytest.fixture
def hands(open_window, small_sources, tmp_path, qapp):
    """A window with a footnote longer than the window is high."""
    font = qapp.font()
    text = "\n\n".join(f"Paragraph {number}. " + "A sentence. " * 20 for number in range(20))
    noted = NOTED.format(text=text, note="What a note says. " * 60)
    build_pack(small_sources(tmp_path / "sources", arrest=noted), tmp_path / "pack")
    session = Session.open(Locations.find(library=tmp_path / "pack", data_dir=tmp_path / "kept"))
    hands = open_window(session)
    hands.window.activateWindow()
    yield hands
    session.close()
    qapp.setFont(font)


def _open_everything(hands, size: QSize, percent: int) -> None:
    """Two tabs, a long message, the find bar, and at last a note."""
    hands.window._look.set_interface_percent(percent)
    hands.window._look.set_text_percent(percent)
    hands.window.resize(size)
    hands.open_document("arrest")
    hands.window._centre.open_in_new_tab(hands.window._reader.shown.target)
    hands.bot.waitUntil(lambda: hands.window.findChild(QWidget, "text_tabs") is not None)
    hands.window._messages.say("A sentence that is long. " * 12, "Copy the address", print)
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    hands.bot.keyClicks(hands.window.findChild(QWidget, "find_edit"), "warrant")
    hands.bot.waitUntil(lambda: "warrant" in hands.marked())
    _open_note(hands)


def _open_note(hands) -> None:
    hands.text.verticalScrollBar().setValue(0)
    cursor = hands.text.document().find("[1]")
    middle = QTextCursor(hands.text.document())
    middle.setPosition((cursor.selectionStart() + cursor.selectionEnd()) // 2)
    hands.text.setTextCursor(middle)
    hands.text.ensureCursorVisible()
    place = hands.text.cursorRect(middle).center()
    hands.bot.mouseClick(hands.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.bot.waitUntil(lambda: _height(hands, "note_card") > 0)


def _height(hands, name: str) -> int:
    """As it is seen; 0 for what is closed."""
    part = hands.window.findChild(QWidget, name)
    return part.height() if part is not None and part.isVisible() else 0


def _is_whole(hands, name: str) -> bool:
    """Whether all in that bar lies in it, and it in the window."""
    bar = hands.window.findChild(QWidget, name)
    edges = QRect(bar.mapTo(hands.window, bar.rect().topLeft()), bar.size())
    inside = [part.geometry() for part in bar.children() if isinstance(part, QWidget) and part.isVisible()]
    return hands.window.rect().contains(edges) and all(bar.rect().contains(place) for place in inside)


@pytest.mark.parametrize(("size", "percent"), [(QSize(800, 500), 100), (QSize(800, 500), 200), (QSize(1366, 768), 200)])
def test_the_text_keeps_its_height_when_all_is_open_at_once(hands, size, percent):
    _open_everything(hands, size, percent)
    half = hands.window.centralWidget().widget(hands.window.centralWidget().count() - 1)
    needed = min(100 * letters_unit(), 0.2 * half.height())
    hands.bot.waitUntil(lambda: hands.text.height() >= needed)
    assert _height(hands, "note_card") > 0  # it came last
    assert all(_is_whole(hands, name) for name in BARS if _height(hands, name))


def test_what_gave_way_comes_back_when_there_is_room_again(hands):
    _open_everything(hands, QSize(800, 500), 100)
    hands.bot.waitUntil(lambda: _height(hands, "message_bar") == 0)
    hands.key(Qt.Key.Key_Escape)  # the note
    hands.key(Qt.Key.Key_Escape)  # the find bar
    hands.bot.waitUntil(lambda: _height(hands, "find_bar") == 0)
    hands.bot.waitUntil(lambda: _height(hands, "message_bar") > 0 and _is_whole(hands, "message_bar"))
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    _open_note(hands)
    hands.window.resize(1366, 900)
    hands.bot.waitUntil(lambda: all(_height(hands, name) and _is_whole(hands, name) for name in BARS))


def test_the_keyboard_unfolds_what_gave_way(hands):
    _open_everything(hands, QSize(800, 500), 100)
    hands.bot.waitUntil(lambda: _height(hands, "message_bar") == 0)
    for _ in range(6):
        hands.key(Qt.Key.Key_F6, widget=hands.window)
        focus = hands.window.focusWidget()
        if hands.window.findChild(QWidget, "message_bar").isAncestorOf(focus):
            break
    hands.bot.waitUntil(lambda: _height(hands, "message_bar") > 0 and _is_whole(hands, "message_bar"))
    bar = hands.window.findChild(QWidget, "message_bar")
    assert bar.isAncestorOf(hands.window.focusWidget())


def test_what_was_found_stays_marked_while_the_find_bar_gives_way(hands):
    _open_everything(hands, QSize(800, 500), 200)
    hands.bot.waitUntil(lambda: _height(hands, "find_bar") == 0)
    assert "warrant" in hands.marked()
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    hands.bot.waitUntil(lambda: _height(hands, "find_bar") > 0)
    assert hands.window.findChild(QWidget, "find_edit").hasFocus()
