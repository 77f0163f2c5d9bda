"""Another library is chosen while a search, tabs and the find bar are open: nothing of the one before stays."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QTabBar, QToolButton

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def small(open_window, session, picker, shelf_pack):
    """A window on the small library; the folder that will be chosen holds the shelf."""
    picker.path = shelf_pack
    return open_window(session, picker)


def choose_shelf(hands) -> None:
    hands.in_library_menu()["Open another library…"].trigger()
    hands.bot.waitUntil(lambda: any("Charter of the river" in text for text in hands.tree_texts()))
    hands.settle()


def find(hands, words: str) -> QFrame:
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    hands.bot.keyClicks(hands.window.findChild(QLineEdit, "find_edit"), words)
    bar = hands.window.findChild(QFrame, "find_bar")
    hands.bot.waitUntil(lambda: bar.state.startswith("1 of"))
    return bar


def test_a_search_within_a_document_of_the_library_before_becomes_one_of_the_whole_library(small, menus):
    small.open_document("arrest")
    scope = small.window.findChild(QToolButton, "scope")
    menus.take(scope, "This document")
    small.search("warrant")
    assert small.titles() == ["Rights on arrest"]
    choose_shelf(small)
    assert small.box.placeholderText() == "Search the whole library"
    assert menus.texts(scope) == ["Whole library"]
    small.search("otters")
    small.bot.waitUntil(lambda: "Loose leaf" in small.titles())


def test_a_filter_chosen_in_the_library_before_hides_nothing_of_the_new_one(small, menus):
    small.search("warrant")
    button = small.window.findChild(QToolButton, "filter_collection")
    menus.tick(button, "Guides")
    small.bot.waitUntil(lambda: "Guides" in button.text())
    choose_shelf(small)
    small.search("otters")
    small.bot.waitUntil(lambda: "Loose leaf" in small.titles())


def test_the_searches_to_try_are_those_of_the_library_that_is_open(small):
    small.window.findChild(QTabBar, "left_tabs").setCurrentIndex(1)  # the results, with nothing typed
    choose_shelf(small)
    offers = [button.accessibleName() for button in small.window.findChildren(QPushButton, "offer")]
    assert any("heron" in words for words in offers)
    assert not any("warrant" in words for words in offers)


def test_icons_of_tabs_and_outline_follow_the_theme_in_another_library_too(small):
    small.open_document("arrest")
    small.key(Qt.Key.Key_T, CTRL, small.window)
    choose_shelf(small)
    tabs = small.window.findChild(QTabBar, "text_tabs")
    buttons = [
        tabs.tabButton(0, QTabBar.ButtonPosition.RightSide),
        small.window.findChild(QToolButton, "outline_fold"),
    ]
    before = [button.icon().pixmap(16, 16).toImage() for button in buttons]
    small.window._look.choose_theme("night")
    after = [button.icon().pixmap(16, 16).toImage() for button in buttons]
    small.window._look.choose_theme("light")
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_the_find_bar_goes_with_the_document_that_can_no_longer_be_read(open_window, small_pack, tmp_path):
    library = tmp_path / "library"
    shutil.copytree(small_pack, library / "small")
    hands = open_window(Session.open(Locations.find(library, tmp_path / "kept")))
    hands.open_document("Phones")
    bar = find(hands, "warrant")
    text = library / "small" / "documents" / "text.jsonl"
    text.write_bytes(text.read_bytes().replace(b"A phone may be", b"A Phone may be"))
    (library / "other").mkdir()  # a pack that cannot be read: the library is another one
    (library / "other" / "manifest.json").write_text("{}", encoding="utf-8")
    hands.in_library_menu()["Check the library again"].trigger()
    hands.bot.waitUntil(lambda: "cannot be" in hands.said())
    hands.settle()
    assert hands.window._reader.shown is None
    assert not bar.isVisible()
    assert "phone may be" not in hands.text.toPlainText()
