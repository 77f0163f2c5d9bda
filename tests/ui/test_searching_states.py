"""What the page of results shows where there is nothing to list, and how it helps on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.examples import examples


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _offers(hands) -> dict[str, QPushButton]:
    """The buttons in place of the list, by what they say."""
    buttons = hands.window.findChildren(QPushButton, "offer")
    return {_plain(button.offer.title): button for button in buttons if button.isVisible()}


def _said(hands) -> list[str]:
    """The words in place of the list."""
    page = hands.window.findChild(QWidget, "offers")
    return [_plain(label.text()) for label in page.findChildren(QLabel) if label.isVisible()]


def _click(hands, title: str) -> None:
    hands.bot.mouseClick(_offers(hands)[title], Qt.MouseButton.LeftButton)


def _wait_for(hands, found: set[str]) -> None:
    hands.bot.waitUntil(
        lambda: (
            hands.window._finder.answer is not None
            and {hit.entry.id for hit in hands.window._finder.answer.hits} == found
        )
    )


# nothing typed


def test_the_page_of_results_is_not_made_before_it_is_seen(hands):
    assert "page" not in hands.window._searching.__dict__
    hands.search("warrant")
    assert "page" in hands.window._searching.__dict__


def test_with_nothing_typed_there_are_queries_to_try(shelf):
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    assert list(_offers(shelf)) == ["heron", "title:charter", "year:2014..2017 heron"]
    _click(shelf, "title:charter")
    assert shelf.box.text() == "title:charter"
    _wait_for(shelf, {"charter"})


def test_with_nothing_typed_the_newest_bookmarks_are_there_to_be_opened(hands, qtbot):
    hands.open_document("arrest")
    hands.keep("My first")
    hands.open_document("Phones")
    hands.keep("My second")
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    assert list(_offers(hands))[:2] == ["My second", "My first"]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        _click(hands, "My first")
    assert hands.window._reader.shown.opened.document.entry.id == "arrest"


def test_a_bookmark_that_is_kept_meanwhile_appears(hands):
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    hands.open_document("arrest")
    hands.keep("Kept just now")
    assert "Kept just now" in _offers(hands)


def test_clearing_the_box_leads_back_to_them(shelf):
    shelf.search("heron ")
    assert not _offers(shelf)
    shelf.box.clear()
    shelf.bot.waitUntil(lambda: bool(_offers(shelf)))


def test_the_arrows_lead_through_the_offers_and_escape_to_the_text(shelf, qapp):
    shelf.to_front()
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    first, second = list(_offers(shelf).values())[:2]
    assert first.hasFocus()
    shelf.key(Qt.Key.Key_Down)
    assert second.hasFocus()
    shelf.key(Qt.Key.Key_Up)
    shelf.key(Qt.Key.Key_Up)
    assert shelf.box.hasFocus()
    shelf.key(Qt.Key.Key_Down)
    shelf.key(Qt.Key.Key_Escape)
    assert shelf.text.hasFocus()


# nothing found


def test_nothing_found_is_said_large(shelf):
    shelf.search("xylophone ")
    label = next(label for label in shelf.window.findChildren(QLabel, "empty_place") if label.isVisible())
    assert _plain(label.text()) == "Nothing found for xylophone"
    assert label.font().pointSizeF() > 1.3 * shelf.window.font().pointSizeF()


def test_nothing_found_in_a_scope_offers_the_whole_library_with_what_is_there(shelf, menus):
    shelf.open_document("Charter")
    menus.take(shelf.window.findChild(QToolButton, "scope"), "This document")
    shelf.search("many ")
    shelf.bot.waitUntil(lambda: "Search the whole library" in _offers(shelf))
    assert "1 document" in _offers(shelf)["Search the whole library"].accessibleName()
    _click(shelf, "Search the whole library")
    _wait_for(shelf, {"hill"})
    assert shelf.box.placeholderText() == "Search the whole library"


def test_nothing_found_with_filters_offers_to_drop_the_one_that_is_in_the_way(shelf, menus):
    shelf.search("heron ")
    menus.tick(shelf.window.findChild(QToolButton, "filter_kind"), "Guide")
    _wait_for(shelf, {"hill", "loose"})
    menus.tick(shelf.window.findChild(QToolButton, "filter_year"), "2014")
    _wait_for(shelf, {"hill"})
    shelf.search("free ")  # in a statement of 2014
    shelf.bot.waitUntil(lambda: bool(_offers(shelf)))
    assert list(_offers(shelf)) == ["Without the filter Kind: Guide"]
    _click(shelf, "Without the filter Kind: Guide")
    _wait_for(shelf, {"charter"})
    assert not shelf.window.findChild(QToolButton, "filter_kind").isVisible()
    assert shelf.window.findChild(QToolButton, "filter_year").isChecked()


def test_where_one_limit_less_does_not_help_all_are_offered_to_be_dropped(shelf, menus):
    shelf.search("heron ")
    menus.tick(shelf.window.findChild(QToolButton, "filter_kind"), "Guide")
    _wait_for(shelf, {"hill", "loose"})
    menus.tick(shelf.window.findChild(QToolButton, "filter_year"), "2017")
    _wait_for(shelf, {"loose"})
    shelf.search("free ")
    shelf.bot.waitUntil(lambda: bool(_offers(shelf)))
    assert list(_offers(shelf)) == ["Search the whole library, without filters"]


def test_a_phrase_that_stands_nowhere_is_offered_as_plain_words(shelf):
    shelf.search('"heron free" ')
    shelf.bot.waitUntil(lambda: "Search for heron free" in _offers(shelf))
    _click(shelf, "Search for heron free")
    assert shelf.box.text() == "heron free"
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None and shelf.window._finder.answer.total > 0)


def test_a_word_that_was_ended_too_early_is_offered_as_a_beginning(shelf):
    shelf.search("ott ")
    shelf.bot.waitUntil(lambda: "Search for ott*" in _offers(shelf))


def test_only_what_finds_something_is_offered(shelf, menus):
    shelf.open_document("Charter")
    menus.take(shelf.window.findChild(QToolButton, "scope"), "This document")
    with shelf.bot.waitSignal(shelf.window._finder.stepped):
        shelf.search("xylophone ")
    assert not _offers(shelf)


def test_titles_that_hold_most_of_the_words_are_offered(shelf, qtbot):
    shelf.search('"report river xylophone"')
    qtbot.waitUntil(lambda: "Report on the river" in _offers(shelf))
    with qtbot.waitSignal(shelf.window._reader.page_changed):
        _click(shelf, "Report on the river")
    assert shelf.window._reader.shown.opened.document.entry.id == "report"


def test_what_does_not_parse_is_searched_as_plain_words_and_said(shelf):
    shelf.search('heron "')
    assert "Searched as plain words." in shelf.window._searching.page._summary.text()


# help


def test_the_question_mark_opens_help_with_examples_and_escape_closes_it(shelf):
    shelf.to_front()
    shelf.search("heron ")
    shelf.press("query_help")
    said = " ".join(_said(shelf))
    for sign in ('"human rights"', "-social", "OR", "title:", "lang:", "year:2014..2017", "expres*"):
        assert sign in said
    assert 1 < len(_offers(shelf)) <= 4
    shelf.key(Qt.Key.Key_Escape, widget=next(iter(_offers(shelf).values())))
    assert shelf.hits.isVisible()


def test_an_example_in_help_is_searched_for(shelf):
    shelf.search("otter")
    shelf.press("query_help")
    _click(shelf, "title:charter")
    assert shelf.box.text() == "title:charter"
    _wait_for(shelf, {"charter"})
    assert shelf.hits.isVisible()


def test_every_example_finds_something_in_the_bundled_library(tmp_path):
    _each_example_finds(Session.open(Locations.find(data_dir=tmp_path / "kept")))


def test_every_example_finds_something_in_any_library(shelf_pack, small_pack, tmp_path):
    for pack in (shelf_pack, small_pack):
        _each_example_finds(Session.open(Locations.find(library=pack, data_dir=tmp_path / "kept")))


def _each_example_finds(session: Session) -> None:
    with_search = session.open_search()
    assert not with_search
    pack = session.packs[0]
    made = examples(pack.info, pack.entries)
    assert len(made) >= 3
    assert [example.query for example in made if not session.search(example.query).total] == []
    session.close()


def test_a_library_without_plain_titles_has_fewer_examples(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.md").write_text("---\nid: one\ntitle: 言论自由\n---\n\n言论自由。\n", encoding="utf-8")
    build_pack(source, tmp_path / "pack")
    session = Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept"))
    session.open_search()
    made = examples(session.packs[0].info, session.packs[0].entries)
    assert [example.query for example in made if not session.search(example.query).total] == []
    session.close()


# read out


def test_the_number_of_results_is_announced_once(shelf, announced):
    shelf.search("heron ")
    assert announced == ["6 passages in 6 documents"]
    with shelf.bot.waitSignal(shelf.window._finder.answered):
        shelf.window._finder.open_index()  # the same answer comes again
    assert announced == ["6 passages in 6 documents"]
    shelf.search("xylophone ")
    assert announced[1:] == ["Nothing found for xylophone"]


def test_offers_are_read_out_whole(shelf):
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    button = _offers(shelf)["heron"]
    assert _plain(QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)) == "heron. A word"


@pytest.mark.parametrize("width", [170, 240, 480])
def test_offers_are_as_high_as_their_words_need(shelf, width):
    shelf.key(Qt.Key.Key_Down, widget=shelf.box)
    page = shelf.window._searching.page
    page.resize(width, 700)
    buttons = list(_offers(shelf).values())
    shelf.bot.waitUntil(lambda: all(button.height() >= button.heightForWidth(button.width()) for button in buttons))


def test_offers_grow_with_the_interface(shelf):
    shelf.search("xylophone ")

    def points() -> float:
        return shelf.window.findChild(QWidget, "offers").findChild(QLabel, "empty_place").font().pointSizeF()

    before = points()
    shelf.window._look.set_interface_percent(200)
    shelf.bot.waitUntil(lambda: points() == pytest.approx(2 * before))


def test_a_list_that_ends_just_out_of_view_is_laid_out_and_shown(shelf):
    """Its first rows fit without a scroll bar, all of them do not."""
    shelf.search("river")
    last = shelf.hits.model().index(shelf.hits.model().rowCount() - 1, 0)
    shelf.bot.waitUntil(lambda: shelf.hits.visualRect(last).isValid())
    shelf.bot.waitUntil(shelf.hits.verticalScrollBar().isVisible)
    first = shelf.hits.model().index(0, 0)
    shelf.bot.waitUntil(lambda: shelf.hits.indexAt(shelf.hits.visualRect(first).center()) == first)


def test_a_long_word_that_nothing_was_found_for_stays_within_the_pane(shelf):
    shelf.search("x" * 60)

    def label() -> QLabel:
        return shelf.window.findChild(QWidget, "offers").findChild(QLabel, "empty_place")

    assert _plain(label().text()).replace("\u200b", "") == f"Nothing found for {'x' * 60}"
    shelf.bot.waitUntil(lambda: label().width() <= shelf.window._searching.page.width())
    shelf.search("y" * 900)
    assert len(label().text()) < 300
