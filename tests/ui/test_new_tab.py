"""From everywhere that something to read is offered, it can be opened beside what is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QTabBar

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
CLICKS = pytest.mark.parametrize("click", [(MIDDLE,), (LEFT, CTRL)], ids=["middle", "ctrl"])


def _tabs(hands) -> list[str]:
    bar = hands.window.findChild(QTabBar, "text_tabs")
    return [bar.tabText(number).strip("\u2068\u2069") for number in range(bar.count())] if bar else []


def _place_of(hands, words: str) -> QPoint:
    cursor = hands.text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 2)
    return hands.text.cursorRect(cursor).center()


def _offer(hands, words: str) -> QPushButton:
    offers = hands.window.findChildren(QPushButton, "offer")
    return next(button for button in offers if button.isVisible() and words in button.offer.title)


@pytest.fixture
def start(hands):
    """The start page, with a bookmark on it."""
    hands.open_document("Phones")
    hands.keep("Something kept")
    hands.key(Qt.Key.Key_Home, ALT, hands.window)
    return hands


@CLICKS
@pytest.mark.parametrize("words", ["Rights on arrest", "Something kept"])
def test_what_the_start_page_offers_to_read(start, qtbot, click, words):
    qtbot.mouseClick(start.text.viewport(), *click, pos=_place_of(start, words))
    qtbot.waitUntil(lambda: len(_tabs(start)) == 2)
    assert "Kept last" in start.text.toPlainText(), "the start page stays in front"
    start.key(Qt.Key.Key_Tab, CTRL, start.window)
    start.settle()
    wanted = "Keep it locked." if words == "Something kept" else "Nobody may be held"
    assert wanted in start.text.toPlainText()


def test_ctrl_enter_on_a_bookmark_of_the_start_page(start, qtbot):
    start.text.setFocus()
    for _ in range(20):
        start.key(Qt.Key.Key_Tab, widget=start.text)
        if start.text.textCursor().charFormat().anchorHref().startswith("bookmark:"):
            break
    start.key(Qt.Key.Key_Return, CTRL, start.text)
    qtbot.waitUntil(lambda: _tabs(start) == ["Start page", "Phones and the law"])


def test_an_example_of_the_start_page_is_searched_for_all_the_same(hands, qtbot):
    qtbot.mouseClick(hands.text.viewport(), MIDDLE, pos=_place_of(hands, "warrant"))
    qtbot.waitUntil(lambda: hands.box.text() == "warrant")


@CLICKS
def test_a_recent_bookmark_beside_an_empty_search_box(start, qtbot, click):
    start.window.findChild(QTabBar, "left_tabs").setCurrentIndex(1)
    qtbot.mouseClick(_offer(start, "Something kept"), *click)
    qtbot.waitUntil(lambda: _tabs(start) == ["Start page", "Phones and the law"])


def test_ctrl_enter_on_a_recent_bookmark_beside_an_empty_search_box(start, qtbot):
    start.window.findChild(QTabBar, "left_tabs").setCurrentIndex(1)
    start.key(Qt.Key.Key_Return, CTRL, _offer(start, "Something kept"))
    qtbot.waitUntil(lambda: _tabs(start) == ["Start page", "Phones and the law"])


@CLICKS
def test_a_row_of_the_tree(hands, qtbot, click):
    index = hands.tree_index("Rights on arrest")
    hands.tree.scrollTo(index)
    qtbot.mouseClick(hands.tree.viewport(), *click, pos=hands.tree.visualRect(index).center())
    assert _tabs(hands) == ["Start page", "Rights on arrest"]


@CLICKS
def test_a_row_of_the_results(hands, qtbot, click):
    hands.search("warrant")
    row = next(row for row, title in enumerate(hands.titles()) if title == "Rights on arrest")
    place = hands.hits.visualRect(hands.hits.model().index(row, 0)).center()
    qtbot.mouseClick(hands.hits.viewport(), *click, pos=place)
    assert _tabs(hands) == ["Start page", "Rights on arrest"]
