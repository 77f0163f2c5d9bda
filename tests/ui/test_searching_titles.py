"""Titles at once, then passages; the keys that lead through both."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.card_list import VALUE

CTRL = Qt.KeyboardModifier.ControlModifier


class Held(Session):
    """Opens its indexes when it is told to, as one on a slow stick would."""

    def __init__(self, *parts) -> None:
        super().__init__(*parts)
        self.may_open = threading.Event()

    def open_search(self):
        self.may_open.wait()
        return super().open_search()


@pytest.fixture
def held(shelf_pack, tmp_path):
    session = Held.open(Locations.find(library=shelf_pack, data_dir=tmp_path / "kept"))
    yield session
    session.may_open.set()


def _type(hands, query: str) -> None:
    hands.box.clear()
    hands.bot.keyClicks(hands.box, query)


def _summary(hands) -> str:
    return hands.window._searching.page._summary.text()


def test_titles_stand_above_the_passages(shelf):
    shelf.search("river")
    shelf.bot.waitUntil(lambda: shelf.titles()[0] == "Titles")
    assert shelf.titles()[:4] == ["Titles", "Charter of the river", "Report on the river", "In the texts"]


def test_a_query_that_no_title_holds_has_no_group_of_titles(shelf):
    shelf.search("heron ")
    assert not {"Titles", "In the texts"} & set(shelf.titles())


def test_titles_come_before_the_answer_and_stay_when_it_comes(shelf, qtbot):
    """The search thread is kept busy: titles do not wait for it."""
    gate = threading.Event()
    shelf.window._search_runner.submit(lambda token, report: gate.wait(), lambda _: None, print)
    _type(shelf, "river")
    try:
        qtbot.waitUntil(lambda: shelf.window.findChild(QListView, "hit_list") is not None)
        qtbot.waitUntil(lambda: shelf.titles() == ["Titles", "Charter of the river", "Report on the river"])
        assert shelf.window._finder.answer is None
    finally:
        gate.set()
    qtbot.waitUntil(lambda: shelf.window._finder.answer is not None)
    assert shelf.titles()[:4] == ["Titles", "Charter of the river", "Report on the river", "In the texts"]


def test_titles_work_at_once_while_the_index_opens_and_the_list_says_so(open_window, held, qtbot):
    hands = open_window(held, wait=False)
    _type(hands, "river")
    qtbot.waitUntil(lambda: hands.window.findChild(QListView, "hit_list") is not None)
    qtbot.waitUntil(lambda: hands.titles() == ["Titles", "Charter of the river", "Report on the river"])
    assert "ready in a moment" in _summary(hands)
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    with qtbot.waitSignal(hands.window._reader.page_changed):  # it can be read at once
        hands.key(Qt.Key.Key_Return, widget=hands.hits)
    held.may_open.set()
    qtbot.waitUntil(lambda: hands.window._finder.answer is not None)
    assert "In the texts" in hands.titles()
    assert "ready in a moment" not in _summary(hands)


def test_no_more_than_three_titles_stand_above(open_window, small_sources, tmp_path, arrest_text):
    from foc_reader.core.building import build_pack

    more = {f"more{n}": arrest_text.replace("id: arrest", f"id: more{n}") for n in range(4)}
    build_pack(small_sources(tmp_path / "source", **more), tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.search("arrest")
    hands.bot.waitUntil(lambda: hands.titles()[0] == "Titles: 3 of 5")
    assert hands.titles()[4] == "In the texts"


def test_a_title_alone_is_not_listed_twice(shelf):
    """“Loose leaf” is found by its title, and its text; “The lake” by its title would be a row without marks."""
    shelf.search("title:hill ")
    shelf.bot.waitUntil(lambda: shelf.titles()[0] == "Titles")
    assert shelf.titles() == ["Titles", "The hill & the dale"]


def test_titles_of_a_narrower_scope_only(shelf, menus):
    from PySide6.QtWidgets import QToolButton

    shelf.open_document("The hill")
    shelf.search("the ")
    menus.take(shelf.window.findChild(QToolButton, "scope"), "This collection")
    shelf.bot.waitUntil(lambda: "The lake" not in shelf.titles())


def test_enter_opens_the_first_passage_not_the_title_above_it(shelf, qtbot):
    shelf.search("river")
    with qtbot.waitSignal(shelf.window._reader.page_changed):
        shelf.key(Qt.Key.Key_Return, widget=shelf.box)
    assert shelf.standing_on() == "river"


def test_a_title_opens_its_document_with_the_words_marked_and_f3_goes_on(shelf, qtbot):
    shelf.search("river")
    shelf.bot.waitUntil(lambda: shelf.titles()[0] == "Titles")
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    with qtbot.waitSignal(shelf.window._reader.page_changed):
        shelf.key(Qt.Key.Key_Return, widget=shelf.hits)
    opened = [shelf.window._reader.shown.opened.document.entry.id]
    assert opened == ["charter"] and "river" in shelf.marked()
    for _ in range(4):
        shelf.key(Qt.Key.Key_F3, widget=shelf.window)
        shelf.settle()
        opened.append(shelf.window._reader.shown.opened.document.entry.id)
    assert len(set(opened)) > 1  # past the last match it goes on into the results


# into a new tab


def test_ctrl_enter_in_the_list_asks_for_a_new_tab(shelf, qtbot):
    shelf.search("heron ")
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    chosen = shelf.hits.currentIndex().data(VALUE)
    with qtbot.waitSignal(shelf.window._searching.new_tab_wanted) as asked:
        shelf.key(Qt.Key.Key_Return, CTRL, shelf.hits)
    assert asked.args == [chosen]


def test_a_middle_click_asks_for_a_new_tab(shelf, qtbot):
    shelf.search("heron ")
    index = shelf.hits.model().index(1, 0)
    at = shelf.hits.visualRect(index).center()
    qtbot.waitUntil(lambda: shelf.hits.indexAt(at) == index)  # the rows are laid out a few at a time
    with qtbot.waitSignal(shelf.window._searching.new_tab_wanted) as asked:
        qtbot.mouseClick(shelf.hits.viewport(), Qt.MouseButton.MiddleButton, pos=at)
    assert asked.args == [index.data(VALUE)]


def test_ctrl_enter_in_the_box_asks_for_a_new_tab_with_the_first_hit(shelf, qtbot):
    shelf.bot.keyClicks(shelf.box, "heron")
    with qtbot.waitSignal(shelf.window._searching.new_tab_wanted) as asked:
        shelf.key(Qt.Key.Key_Return, CTRL, shelf.box)
    assert asked.args == [shelf.window._finder.answer.hits[0]]


def test_escape_leads_from_the_results_back_to_the_text(shelf, qapp):
    shelf.to_front()
    shelf.search("heron ")
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    assert shelf.hits.hasFocus()
    shelf.key(Qt.Key.Key_Escape)
    assert shelf.text.hasFocus()


def test_up_from_the_first_row_leads_back_to_the_box(shelf):
    shelf.to_front()
    shelf.search("heron ")
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    shelf.key(Qt.Key.Key_Up)
    assert shelf.box.hasFocus()


def test_up_from_the_first_title_leads_back_to_the_box(shelf):
    shelf.to_front()
    shelf.search("river")
    shelf.bot.waitUntil(lambda: shelf.titles()[0] == "Titles")
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    assert shelf.hits.currentIndex().data() == "Charter of the river"
    shelf.key(Qt.Key.Key_Up)
    assert shelf.box.hasFocus()
