"""Every key that is promised, pressed, and what one sees of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QTabBar

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.actions import Actions

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
# action, and its keys as people read them
KEYS = {
    "search": ["Ctrl+K", "Ctrl+L"],
    "find": ["Ctrl+F"],
    "next_match": ["F3"],
    "previous_match": ["Shift+F3"],
    "back": ["Alt+Left"],
    "forward": ["Alt+Right"],
    "new_tab": ["Ctrl+T"],
    "close_tab": ["Ctrl+W"],
    "reopen_tab": ["Ctrl+Shift+T"],
    "next_tab": ["Ctrl+Tab", "Ctrl+PgDown"],
    "previous_tab": ["Ctrl+Shift+Tab", "Ctrl+PgUp"],
    "bookmark": ["Ctrl+D"],
    "show_bookmarks": ["Ctrl+Shift+B"],
    "left_pane": ["Ctrl+B", "F9"],
    "next_pane": ["F6"],
    "previous_pane": ["Shift+F6"],
    "full_screen": ["F11"],
    "larger": ["Ctrl++"],
    "smaller": ["Ctrl+-"],
    "usual_size": ["Ctrl+0"],
    "next_theme": ["Ctrl+Shift+D"],
    "show_keys": ["F1", "Ctrl+/"],
    "check_library": ["F5"],
}


@pytest.fixture
def long_page(open_window, small_sources, tmp_path):
    """A document of many screens."""
    sources = small_sources(tmp_path / "source")
    text = "\n\n".join(f"Paragraph {number}. " + "Many words stand here in a row. " * 20 for number in range(60))
    (sources / "annex.md").write_text(f"---\nid: annex\ntitle: Annex\n---\n\n{text}\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.open_document("Annex")
    hands.bot.waitUntil(lambda: hands.text.verticalScrollBar().maximum() > 5_000)
    hands.text.setFocus()
    return hands


@pytest.mark.parametrize("name", KEYS)
def test_the_key_belongs_to_its_action(hands, name):
    action = hands.window.findChild(QAction, name)
    keys = [key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts()]
    assert set(KEYS[name]) <= set(keys)


def test_no_key_is_a_single_letter_or_ctrl_and_alt(hands):
    """Screen readers use letters by themselves; Ctrl+Alt is how many keyboards type further letters."""
    actions = hands.window.findChild(Actions).everything()
    keys = [key[0] for action in actions for key in action.shortcuts()]
    assert len(keys) > 30
    for key in keys:
        modifiers = key.keyboardModifiers()
        is_plain = not modifiers & ~SHIFT
        assert not (is_plain and key.key() < Qt.Key.Key_Escape), key  # letters, digits, signs
        assert not (modifiers & CTRL and modifiers & ALT), key


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_L])
def test_ctrl_k_and_ctrl_l_lead_into_the_search_box_with_all_of_it_chosen(hands, key):
    hands.search("warrant")
    hands.open_document("Phones")
    hands.text.setFocus()
    hands.key(key, CTRL, hands.window)
    assert hands.box.hasFocus()
    assert hands.box.selectedText() == "warrant"


@pytest.mark.parametrize("key", [(Qt.Key.Key_F1, NONE), (Qt.Key.Key_Slash, CTRL)], ids=["F1", "Ctrl+/"])
def test_both_keys_open_the_list_of_keys(hands, key):
    hands.key(*key, hands.window)
    dialog = hands.wait_for(QDialog, "keys_dialog")
    hands.bot.waitUntil(dialog.isVisible)
    dialog.close()


@pytest.mark.parametrize("key", [(Qt.Key.Key_F9, NONE), (Qt.Key.Key_B, CTRL)], ids=["F9", "Ctrl+B"])
def test_both_keys_hide_the_left_pane_and_show_it(hands, key):
    assert hands.tree.isVisible()
    hands.key(*key, hands.window)
    assert not hands.tree.isVisible()
    hands.key(*key, hands.window)
    assert hands.tree.isVisible()


def test_space_and_shift_space_turn_pages_home_and_end_go_to_the_ends(long_page):
    bar = long_page.text.verticalScrollBar()
    long_page.key(Qt.Key.Key_Space, widget=long_page.text)
    one_page = bar.value()
    assert one_page == bar.pageStep()
    long_page.key(Qt.Key.Key_Space, widget=long_page.text)
    assert bar.value() == 2 * one_page
    long_page.key(Qt.Key.Key_Space, SHIFT, long_page.text)
    assert bar.value() == one_page
    long_page.key(Qt.Key.Key_End, widget=long_page.text)
    assert bar.value() == bar.maximum()
    long_page.key(Qt.Key.Key_Home, widget=long_page.text)
    assert bar.value() == 0


def test_the_status_bar_says_how_far_one_has_come(long_page):
    place = long_page.window.findChild(QLabel, "place_label")
    first = int(place.text().split()[0])
    assert 0 < first < 20
    long_page.key(Qt.Key.Key_End, widget=long_page.text)
    assert place.text() == "100 %"
    long_page.key(Qt.Key.Key_Home, ALT, long_page.window)
    assert place.text() == "", "the start page is no place in a document"


def test_ctrl_and_the_wheel_change_the_size_of_the_text_and_do_not_scroll(long_page):
    def turn(by: int) -> None:
        middle = QPointF(long_page.text.viewport().rect().center())
        anywhere = long_page.text.viewport().mapToGlobal(middle)
        buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(middle, anywhere, QPoint(), QPoint(0, by), buttons, CTRL, phase, False)
        QApplication.sendEvent(long_page.text.viewport(), event)

    def points() -> float:
        return long_page.text.document().defaultFont().pointSizeF()

    before = points()
    turn(120)
    assert points() > before
    turn(-120)
    assert points() == before
    assert long_page.text.verticalScrollBar().value() == 0


def test_ctrl_0_brings_back_the_usual_size(hands):
    before = hands.text.document().defaultFont().pointSizeF()
    for _ in range(3):
        hands.key(Qt.Key.Key_Minus, CTRL, hands.window)
    assert hands.text.document().defaultFont().pointSizeF() < before
    hands.key(Qt.Key.Key_0, CTRL, hands.window)
    assert hands.text.document().defaultFont().pointSizeF() == before


def test_the_side_buttons_of_the_mouse_go_back_and_forward(hands):
    hands.open_document("Phones")
    hands.open_document("Rights on arrest")
    for button, words in ((Qt.MouseButton.BackButton, "Keep it locked"), (Qt.MouseButton.ForwardButton, "Nobody may")):
        hands.bot.mouseClick(hands.text.viewport(), button)
        hands.settle()
        assert words in hands.text.toPlainText()


def test_ctrl_shift_b_leads_to_the_bookmarks_also_where_the_pane_is_closed(hands):
    hands.key(Qt.Key.Key_F9, widget=hands.window)
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    tabs = hands.window.findChild(QTabBar, "left_tabs")
    assert tabs.isVisible() and tabs.currentIndex() == 2


def test_shift_f6_goes_the_other_way_round(hands):
    hands.window.activateWindow()
    hands.box.setFocus()
    there = []
    for _ in range(3):
        hands.key(Qt.Key.Key_F6, widget=hands.window)
        there.append(QApplication.focusWidget())
    back = []
    for _ in range(3):
        back.append(QApplication.focusWidget())
        hands.key(Qt.Key.Key_F6, SHIFT, hands.window)
    assert back == there[::-1]
    assert hands.box.hasFocus()


def test_the_window_can_be_no_smaller_than_what_it_is_made_for(hands):
    assert (hands.window.minimumWidth(), hands.window.minimumHeight()) == (800, 500)
    hands.window.resize(100, 100)
    assert (hands.window.width(), hands.window.height()) == (800, 500)


# typing


@pytest.mark.parametrize("letter", ["言", "の", "한"])
def test_one_letter_of_chinese_japanese_or_korean_is_searched_for(hands, letter):
    typed = QInputMethodEvent()
    typed.setCommitString(letter)
    QApplication.sendEvent(hands.box, typed)
    hands.bot.waitUntil(lambda: hands.window._finder.answer is not None)
    assert hands.window._finder.answer.query == letter


def test_a_word_typed_in_one_go_is_asked_for_once(hands):
    asked: list[str] = []
    hands.window._search_bar.query_changed.connect(asked.append)
    hands.bot.keyClicks(hands.box, "warrant")
    hands.bot.waitUntil(lambda: hands.window._searching.answer is not None)
    assert asked == ["warrant"]


def test_the_list_stays_while_one_reads(hands):
    hands.search("warrant")
    listed = hands.titles()
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    hands.text.setFocus()
    hands.key(Qt.Key.Key_Space, widget=hands.text)
    assert hands.hits.isVisible() and hands.titles() == listed


def test_ctrl_enter_in_the_box_opens_the_first_result_beside_what_one_reads(hands):
    hands.open_document("Phones")
    hands.search("lawyer")
    hands.key(Qt.Key.Key_Return, CTRL, hands.box)
    hands.bot.waitUntil(lambda: hands.window.findChild(QTabBar, "text_tabs") is not None)
    assert "Keep it locked" in hands.text.toPlainText()
    assert isinstance(hands.box, QLineEdit) and hands.box.text() == "lawyer"
