"""Everything the program can do is in the menu bar: what one stands on, what is kept, how one searches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QTabBar

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PHONES = "Phones and the law"


@pytest.fixture
def menu(hands, qtbot):
    """Opens a menu of the menu bar with the mouse; leaves it open."""

    def open_it(title: str) -> QMenu:
        bar = hands.window.menuBar()
        action = next(action for action in bar.actions() if action.text().replace("&", "") == title)
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(action).center())
        shown = action.menu()
        qtbot.waitUntil(shown.isVisible)
        return shown

    return open_it


def _enabled(menu: QMenu) -> dict[str, bool]:
    """What a menu offers, and whether it can be chosen; the menu is closed then."""
    offered = {action.text(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}
    menu.close()
    return offered


def _choose(qtbot, menu: QMenu, words: str) -> None:
    """With the keyboard."""
    for _ in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text() == words:
            qtbot.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError(words)


def _tabs(hands) -> list[str]:
    bar = hands.window.findChild(QTabBar, "text_tabs")
    return [bar.tabText(number).strip("\u2068\u2069") for number in range(bar.count())] if bar else []


@pytest.fixture
def kept(hands):
    """Two bookmarks, with the list of them in front."""
    hands.open_document("Phones")
    hands.keep("Beta")
    hands.open_document("arrest")
    hands.keep("Alpha")
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    return hands


def test_a_bookmark_can_be_changed_and_deleted_only_where_one_stands_on_it(hands, menu):
    offered = _enabled(menu("Bookmarks"))
    assert not offered["Change bookmark…"]
    assert not offered["Delete bookmark"]
    assert not offered["Order of bookmarks"]


def test_the_bookmark_one_stands_on_is_changed_and_deleted_from_the_menu(kept, menu, qtbot):
    kept.key(Qt.Key.Key_Down, widget=kept.bookmarks)
    assert kept.bookmarks.currentIndex().data() == "Beta"
    _choose(qtbot, menu("Bookmarks"), "Change bookmark…")
    name = kept.wait_for(QLineEdit, "bookmark_name")
    assert name.text() == "Beta"
    name.selectAll()
    qtbot.keyClicks(name, "Gamma")
    kept.key(Qt.Key.Key_Return, widget=name)
    qtbot.waitUntil(lambda: "Gamma" in kept.names())
    _choose(qtbot, menu("Bookmarks"), "Delete bookmark")
    assert kept.names() == ["Alpha"]
    assert _enabled(menu("Bookmarks"))["Undo delete"]


def test_the_order_of_bookmarks_is_chosen_in_the_menu_and_shown(kept, menu, qtbot):
    assert kept.names() == ["Alpha", "Beta"]
    kept.window._actions.left_pane.setChecked(False)
    _choose(qtbot, menu("Bookmarks"), "Order of bookmarks")
    orders = kept.window.findChild(QMenu, "order_menu")
    qtbot.waitUntil(orders.isVisible)
    assert [action.text() for action in orders.actions() if action.isChecked()] == ["Newest first"]
    _choose(qtbot, orders, "By document and place")
    assert kept.bookmarks.isVisible()
    assert kept.window._session.settings.bookmark_order == "place"
    assert [action.text() for action in orders.actions() if action.isChecked()] == ["By document and place"]


@pytest.mark.parametrize("where", ["tree", "results", "bookmarks", "text", "box"])
def test_what_the_keyboard_stands_on_opens_in_a_new_tab_from_the_menu(hands, menu, qtbot, where):
    hands.to_front()
    if where == "tree":
        hands.tree.setFocus()
        hands.tree.setCurrentIndex(hands.tree_index("Phones"))
    elif where == "results":
        hands.search("lawyer")
        hands.key(Qt.Key.Key_Down, widget=hands.box)
    elif where == "bookmarks":
        hands.open_document("Phones")
        hands.keep("Kept")
        hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    elif where == "text":
        hands.open_document("arrest")
        hands.text.setFocus()
        hands.key(Qt.Key.Key_Tab, widget=hands.text)
    else:
        hands.search("lawyer")
    before = len(_tabs(hands)) or 1
    _choose(qtbot, menu("File"), "Open in a new tab")
    qtbot.waitUntil(lambda: len(_tabs(hands)) == before + 1)


def test_nothing_is_opened_in_a_new_tab_from_where_there_is_nothing_to_open(hands, menu):
    hands.text.setFocus()
    assert not _enabled(menu("File"))["Open in a new tab"]
    hands.tree.setFocus()
    hands.tree.setCurrentIndex(hands.tree_index("Guides"))
    assert not _enabled(menu("File"))["Open in a new tab"]


def test_from_the_menu_bar_reached_with_the_keyboard_it_opens_what_one_came_from(hands, qtbot):
    hands.to_front()
    hands.tree.setFocus()
    hands.tree.setCurrentIndex(hands.tree_index("Phones"))
    qtbot.keyPress(hands.tree, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(hands.tree, Qt.Key.Key_Alt)
    assert hands.window.menuBar().hasFocus()
    qtbot.keyClick(hands.window.menuBar(), Qt.Key.Key_Down)
    _choose(qtbot, QApplication.activePopupWidget(), "Open in a new tab")
    assert _tabs(hands) == ["Start page", PHONES]


def test_the_menu_leads_to_the_results_also_where_the_pane_is_closed(hands, menu, qtbot):
    hands.search("warrant")
    hands.open_document("Phones")
    hands.window._actions.left_pane.setChecked(False)
    _choose(qtbot, menu("Edit"), "Show the results")
    assert hands.hits.isVisible()
    assert hands.titles()


def test_the_menu_help_explains_how_to_search(hands, menu, qtbot):
    _choose(qtbot, menu("Help"), "How to search")
    said = [label.text() for label in hands.window.findChildren(QLabel) if label.isVisible()]
    assert "How to search" in said


def test_f1_lists_the_keys_of_the_list_of_bookmarks_and_of_a_new_tab(hands):
    hands.key(Qt.Key.Key_F1, widget=hands.window)
    dialog = hands.wait_for(QDialog, "keys_dialog")
    words = [label.text() for label in dialog.findChildren(QLabel)]
    for key, does in (("F2", "Change bookmark…"), ("Del", "Delete bookmark"), ("Ctrl+Enter", "Open in a new tab")):
        assert words[words.index(does) - 1] == key
    dialog.close()


def test_no_menu_is_filled_before_the_window_is_at_rest(open_window, session, qtbot):
    hands = open_window(session, wait=False)
    menus = [action.menu() for action in hands.window.menuBar().actions()]
    with qtbot.waitSignal(hands.window.ready):
        assert all(menu.isEmpty() for menu in menus)
    with qtbot.waitSignal(hands.window.settled):
        pass
    assert not any(menu.isEmpty() for menu in [*menus, hands.window.findChild(QMenu, "order_menu")])


def test_the_keys_in_the_menu_are_left_to_where_one_types(kept, qtbot):
    line = kept.window.findChild(QLineEdit, "bookmark_filter")
    line.setFocus()
    qtbot.keyClicks(line, "Al")
    kept.key(Qt.Key.Key_Home, widget=line)
    kept.key(Qt.Key.Key_Delete, widget=line)
    assert line.text() == "l"
    assert len(kept.window._keeper.bookmarks) == 2
