"""Finding in the open document: typing, counting, walking, and what is there again afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.session import Session

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def _field(hands) -> QLineEdit:
    return hands.window.findChild(QLineEdit, "find_edit")


def _settle(hands) -> None:
    hands.bot.waitUntil(lambda: not hands.window._search_runner.is_busy and not hands.window._library_runner.is_busy)


def _open_bar(hands) -> None:
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    _settle(hands)


def _find(hands, words: str) -> None:
    _open_bar(hands)
    _field(hands).selectAll()
    hands.bot.keyClicks(_field(hands), words)
    _settle(hands)


def _state(hands) -> str:
    return hands.window.findChild(QLabel, "find_state").text()


def _press(hands, key, modifier=NONE, widget=None) -> None:
    hands.key(key, modifier, widget or _field(hands))
    _settle(hands)


def _is_open(hands) -> bool:
    return _field(hands) is not None and _field(hands).isVisible()


@pytest.fixture
def arrest(hands):
    """“Rights on arrest”: “warrant” stands in it twice, “you” twice."""
    hands.open_document("arrest")
    return hands


@pytest.fixture
def report(open_window, pack_of, tmp_path):
    """A document of several sections, with “zebra” in the first, in the middle and twice in the last."""
    parts = [f"Part {number}. " + "The court heard the case and put off its decision. " * 9 for number in range(400)]
    for number in (10, 200, 398):
        parts[number] += " A zebra."
    parts[399] += " The last ZÉBRA."
    pack = pack_of(tmp_path, "A long report", "\n\n".join(parts))
    hands = open_window(Session.open(Locations.find(pack, tmp_path / "kept")))
    hands.open_document("A long report")
    assert len(hands.window._reader.shown.opened.sections) > 3
    return hands


def test_the_bar_is_made_when_it_is_wanted(arrest):
    assert _field(arrest) is None
    _open_bar(arrest)
    assert _is_open(arrest)
    assert QApplication.focusWidget() is _field(arrest)


def test_typing_marks_every_place_and_stands_on_the_first(arrest):
    _find(arrest, "warrant")
    assert arrest.marked() == ["warrant", "warrant"]
    assert arrest.standing_on() == "warrant"
    assert _state(arrest) == "1 of 2"


def test_a_part_of_a_word_is_found_whatever_its_capitals(arrest):
    _find(arrest, "LAWY")
    assert arrest.marked() == ["lawy"]


def test_capitals_count_when_that_is_chosen(arrest):
    _find(arrest, "w")
    count = len(arrest.marked())
    arrest.bot.mouseClick(arrest.window.findChild(QPushButton, "find_exactly"), Qt.MouseButton.LeftButton)
    _settle(arrest)
    assert 0 < len(arrest.marked()) < count
    assert set(arrest.marked()) == {"w"}


def test_what_is_not_there_is_said_in_words(arrest):
    _find(arrest, "xylophone")
    assert _state(arrest) == "Nothing found"
    assert arrest.marked() == []
    assert not arrest.window.findChild(QPushButton, "find_next").isEnabled()


def test_walking_goes_round_and_says_so(arrest):
    _find(arrest, "warrant")
    _press(arrest, Qt.Key.Key_Return)
    assert _state(arrest) == "2 of 2"
    _press(arrest, Qt.Key.Key_Return)
    assert _state(arrest) == "1 of 2 · from the start again"
    _press(arrest, Qt.Key.Key_Return, SHIFT)
    assert _state(arrest) == "2 of 2 · from the end again"
    _press(arrest, Qt.Key.Key_F3, NONE, arrest.window)
    assert _state(arrest) == "1 of 2 · from the start again"
    _press(arrest, Qt.Key.Key_F3, SHIFT, arrest.window)
    _press(arrest, Qt.Key.Key_F3, SHIFT, arrest.window)
    assert _state(arrest) == "1 of 2"


def test_the_count_is_announced(arrest, monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    _find(arrest, "warrant")
    assert said[-1] == "1 of 2"


def test_enter_before_the_answer_walks_when_it_is_there(arrest):
    _open_bar(arrest)
    arrest.bot.keyClicks(_field(arrest), "warrant")
    _press(arrest, Qt.Key.Key_Return)
    assert _state(arrest) == "2 of 2"


def test_esc_closes_and_leaves_the_place_selected_in_the_text(arrest):
    arrest.window.activateWindow()
    _find(arrest, "warrant")
    _press(arrest, Qt.Key.Key_Return)
    place = arrest.text.verticalScrollBar().value()
    _press(arrest, Qt.Key.Key_Escape)
    assert not _is_open(arrest)
    assert arrest.text.hasFocus()
    assert arrest.text.textCursor().selectedText() == "warrant"
    assert arrest.text.verticalScrollBar().value() == place
    assert arrest.marked() == []


def test_esc_in_the_text_closes_it_too(arrest):
    _find(arrest, "warrant")
    arrest.text.setFocus()
    _press(arrest, Qt.Key.Key_Escape, widget=arrest.text)
    assert not _is_open(arrest)


def test_what_a_search_had_marked_comes_back(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    before = hands.marked()
    _find(hands, "the")
    assert {word.casefold() for word in hands.marked()} == {"the"}
    _press(hands, Qt.Key.Key_Escape)
    assert hands.marked() == before


def test_f3_walks_the_results_again_once_the_bar_is_closed(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    number = hands.window._reader.match_number
    _find(hands, "the")
    _press(hands, Qt.Key.Key_F3, NONE, hands.window)
    assert hands.window._reader.match_number == number
    _press(hands, Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_F3, NONE, hands.window)
    hands.settle()
    assert hands.standing_on().casefold() == "warrant"


def test_selected_words_are_looked_for(arrest):
    arrest.text.setTextCursor(arrest.text.document().find("lawyer"))
    _open_bar(arrest)
    assert _field(arrest).text() == "lawyer"
    assert _state(arrest) == "1 of 1"


def test_opening_the_bar_again_marks_and_does_not_move(report):
    _find(report, "zebra")
    _press(report, Qt.Key.Key_Escape)
    report.text.setTextCursor(QTextCursor(report.text.document()))
    bar = report.text.verticalScrollBar()
    bar.setValue(0)
    _open_bar(report)
    assert bar.value() == 0
    assert _state(report) == "4 matches"


def test_walking_leads_through_all_sections(report):
    reader = report.window._reader
    _find(report, "zebra")
    assert (_state(report), reader.shown.section, report.standing_on()) == ("1 of 4", 0, "zebra")
    _press(report, Qt.Key.Key_Return)
    assert _state(report) == "2 of 4"
    assert 0 < reader.shown.section < len(reader.shown.opened.sections) - 1
    _press(report, Qt.Key.Key_Return)
    _press(report, Qt.Key.Key_Return)
    assert (_state(report), report.standing_on()) == ("4 of 4", "ZÉBRA")
    assert report.marked() == ["zebra", "ZÉBRA"]
    _press(report, Qt.Key.Key_Return)
    assert (reader.shown.section, _state(report)) == (0, "1 of 4 · from the start again")


def test_finding_begins_where_one_reads(report):
    report.window._reader.open_section(2)
    report.settle()
    _find(report, "zebra")
    assert report.window._reader.shown.section >= 2
    assert not _state(report).startswith("1 of")


def test_walking_is_no_step_of_the_history(report):
    _find(report, "zebra")
    for _ in range(3):
        _press(report, Qt.Key.Key_Return)
    _press(report, Qt.Key.Key_Escape)
    report.key(Qt.Key.Key_Left, ALT, report.window)
    report.settle()
    assert "FOC Reader" in report.text.toPlainText()


def test_another_document_is_looked_through_as_well(arrest):
    _find(arrest, "warrant")
    arrest.open_document("Phones")
    _settle(arrest)
    assert _state(arrest) == "1 match"
    assert arrest.marked() == ["warrant"]
    _press(arrest, Qt.Key.Key_Return)
    assert _state(arrest) == "1 of 1"


def test_another_tab_is_looked_through_as_well(arrest):
    arrest.window._centre.open_in_new_tab(Locator("small", "phones"))
    _find(arrest, "warrant")
    assert _state(arrest) == "1 of 2"
    _press(arrest, Qt.Key.Key_PageDown, CTRL, arrest.window)
    assert _state(arrest) == "1 match"
    _press(arrest, Qt.Key.Key_PageUp, CTRL, arrest.window)
    assert _state(arrest) == "2 matches"
    assert arrest.marked() == ["warrant", "warrant"]


def test_the_start_page_has_nothing_to_look_through(hands):
    _open_bar(hands)
    assert not _is_open(hands)
    assert "Open a document first" in hands.window.statusBar().currentMessage()


def test_the_bar_goes_with_the_document(arrest):
    _find(arrest, "warrant")
    arrest.key(Qt.Key.Key_Home, ALT, arrest.window)
    assert not _is_open(arrest)


def test_larger_text_keeps_what_is_marked(arrest):
    _find(arrest, "warrant")
    arrest.key(Qt.Key.Key_Plus, CTRL, arrest.window)
    assert arrest.marked() == ["warrant", "warrant"]


def test_a_narrow_window_puts_the_bar_into_two_rows(arrest):
    _find(arrest, "warrant")
    bar = _field(arrest).parentWidget()
    arrest.window.resize(1600, 800)
    arrest.bot.waitUntil(lambda: bar.height() < 1.6 * _field(arrest).height())
    arrest.window.resize(800, 500)
    arrest.bot.waitUntil(lambda: bar.height() > 1.6 * _field(arrest).height())
    for name in ("find_previous", "find_next", "find_exactly", "find_close"):
        button = arrest.window.findChild(QPushButton, name)
        assert bar.rect().contains(button.geometry())


def test_clearing_the_field_brings_back_the_searchs_marks(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    before = hands.marked()
    _find(hands, "the")
    _field(hands).selectAll()
    _press(hands, Qt.Key.Key_Backspace)
    assert hands.marked() == before
    assert _state(hands) == ""


def test_esc_closes_the_bar_first_then_leaves_the_results_then_is_in_the_text(hands, qtbot):
    hands.window.activateWindow()
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    _find(hands, "the")
    hands.hits.setFocus()
    _press(hands, Qt.Key.Key_Escape, widget=hands.hits)
    assert not _is_open(hands)
    assert hands.hits.hasFocus()
    _press(hands, Qt.Key.Key_Escape, widget=hands.hits)
    assert hands.text.hasFocus()


def test_of_very_many_places_those_in_view_are_marked_also_after_scrolling(open_window, pack_of, tmp_path):
    pack = pack_of(tmp_path, "Many", "\n\n".join("q " * 200 for _ in range(40)))
    hands = open_window(Session.open(Locations.find(pack, tmp_path / "kept")))
    hands.open_document("Many")
    _find(hands, "q")
    assert _state(hands) == "1 of 8000"
    for value in (0, 1500, hands.text.verticalScrollBar().maximum() // 2):
        hands.text.verticalScrollBar().setValue(value)
        marked = [mark.cursor.selectionStart() for mark in hands.text.extraSelections()]
        top = hands.text.cursorForPosition(hands.text.viewport().rect().topLeft()).position()
        assert len(marked) < 500
        assert {at for at in range(top + 2, top + 300) if hands.text.document().characterAt(at) == "q"} <= set(marked)
