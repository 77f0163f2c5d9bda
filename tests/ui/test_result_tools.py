"""The order of the results, and searching within them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session


def _order(hands) -> QToolButton:
    return hands.window.findChild(QToolButton, "result_order")


def _button(hands, name: str) -> QPushButton | None:
    button = hands.window.findChild(QPushButton, name)
    return button if button is not None and button.isVisible() else None


def _summary(hands) -> str:
    page = hands.window._searching.page
    return next(label.text() for label in page.findChildren(QLabel, "quiet") if label.isVisible())


def _found(hands) -> list[str]:
    answer = hands.window._searching.answer
    return list(dict.fromkeys(hit.entry.id for hit in answer.hits)) if answer else []


def _wait_for(hands, found: list[str]) -> None:
    hands.bot.waitUntil(lambda: hands.window._finder.answer is not None and _found(hands) == found)


def _within(hands) -> None:
    """Press the button, then have the keyboard in the box."""
    hands.press("search_within")


NEWEST = ["loose", "fleuve", "lake", "report", "charter", "hill"]
BY_TITLE = ["charter", "fleuve", "loose", "report", "hill", "lake"]


def test_results_are_listed_by_date_and_by_title(shelf, menus):
    shelf.search("heron")
    menus.take(_order(shelf), "Newest first")
    _wait_for(shelf, NEWEST)
    menus.take(_order(shelf), "By title")
    _wait_for(shelf, BY_TITLE)


def test_the_order_is_said_beside_the_number_and_on_the_button(shelf, menus):
    shelf.search("heron")
    assert _order(shelf).text() == "Best first" and "first" not in _summary(shelf)
    menus.take(_order(shelf), "Newest first")
    _wait_for(shelf, NEWEST)
    assert _summary(shelf) == "6 passages in 6 documents · newest first"
    assert (_order(shelf).text(), _order(shelf).accessibleName()) == ("Newest first", "Order: Newest first")


def test_the_order_stays_for_the_next_query_and_for_more_like_this(shelf, menus):
    shelf.search("heron")
    menus.take(_order(shelf), "Newest first")
    _wait_for(shelf, NEWEST)
    shelf.search("river")
    assert _found(shelf) == NEWEST
    shelf.open_document("Charter")
    shelf.window.findChild(QAction, "like_document").trigger()
    _wait_for(shelf, [name for name in NEWEST if name != "charter"])


def test_another_window_begins_with_the_best_first(open_window, shelf, shelf_pack, tmp_path, menus):
    shelf.search("heron")
    menus.take(_order(shelf), "Newest first")
    _wait_for(shelf, NEWEST)
    other = open_window(Session.open(Locations.find(library=shelf_pack, data_dir=tmp_path / "kept")))
    other.search("heron")
    assert _order(other).text() == "Best first"


def test_titles_above_the_passages_follow_the_order(shelf, menus):
    shelf.search("the")
    menus.take(_order(shelf), "Newest first")
    shelf.bot.waitUntil(lambda: shelf.window._finder.titles is not None and "newest" in _summary(shelf))
    years = [hit.entry.year for hit in shelf.window._finder.title_hits]
    assert years == sorted(years, reverse=True) and len(years) > 1


def test_the_row_one_stands_on_stays_when_the_order_changes(shelf, menus):
    shelf.search("heron")
    shelf.window._searching.page.choose(
        next(hit for hit in shelf.window._searching.answer.hits if hit.entry.id == "lake")
    )
    menus.take(_order(shelf), "By title")
    _wait_for(shelf, BY_TITLE)
    assert shelf.window._searching.page.current_hit.entry.id == "lake"


def test_one_document_needs_no_order(shelf):
    shelf.search("flows ")
    assert not _order(shelf).isVisible() and _button(shelf, "search_within") is None


def test_the_menu_offers_the_orders_too(shelf):
    shelf.search("heron")
    shelf.window.findChild(QAction, "list_by_date").trigger()
    _wait_for(shelf, NEWEST)


def test_f3_walks_in_the_order_that_is_listed(shelf, menus, qtbot):
    shelf.search("heron")
    menus.take(_order(shelf), "Newest first")
    _wait_for(shelf, NEWEST)
    walked = []
    for _ in NEWEST:
        with qtbot.waitSignal(shelf.window._reader.page_changed):
            shelf.key(Qt.Key.Key_F3, widget=shelf.window)
        walked.append(shelf.window._reader.shown.opened.document.entry.id)
    assert walked == NEWEST


# within


def test_searching_within_finds_only_in_what_was_listed(shelf):
    shelf.search("otter")
    assert set(_found(shelf)) == {"hill", "loose"}
    _within(shelf)
    shelf.search("heron")
    assert set(_found(shelf)) == {"hill", "loose"}
    assert _button(shelf, "step_out").text().replace("\u2068", "").replace("\u2069", "") == "Within “otter” ×"


def test_what_is_listed_stays_until_one_types(shelf):
    shelf.search("otter")
    before = shelf.titles()
    _within(shelf)
    assert shelf.titles() == before
    assert shelf.box.text() == "" and shelf.window.focusWidget() is shelf.box
    assert shelf.box.placeholderText() == "Search within these results"


def test_the_box_emptied_lists_again_what_one_searches_within(shelf):
    shelf.search("otter")
    _within(shelf)
    shelf.search("lake")
    assert _found(shelf) == []
    shelf.box.clear()
    shelf.bot.waitUntil(lambda: set(_found(shelf)) == {"hill", "loose"})
    assert _button(shelf, "step_out") is not None


def test_within_within_leads_out_step_by_step(shelf):
    shelf.search("heron")
    _within(shelf)
    shelf.search("2014 OR free OR otters")
    shelf.search("otter")
    _within(shelf)
    shelf.search("leaf")
    assert _found(shelf) == ["loose"]
    shelf.press("step_out")
    shelf.bot.waitUntil(lambda: shelf.window._searching._limits.within == ("heron",) and _found(shelf) == ["loose"])
    shelf.press("step_out")
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None)
    assert _button(shelf, "step_out") is None and _found(shelf) == ["loose"]


def test_leaving_with_nothing_typed_brings_the_first_query_back(shelf):
    shelf.search("otter")
    _within(shelf)
    shelf.press("step_out")
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None)
    assert shelf.box.text() == "otter" and _button(shelf, "step_out") is None
    assert shelf.box.placeholderText() == "Search the whole library"


def test_nothing_found_within_offers_to_search_outside(shelf):
    shelf.search("otter")
    _within(shelf)
    shelf.search("lake")
    shelf.bot.waitUntil(lambda: any("outside" in button.offer.title for button in _offers(shelf)))
    next(button for button in _offers(shelf) if "outside" in button.offer.title).click()
    shelf.bot.waitUntil(lambda: _found(shelf) == ["lake"])
    assert _button(shelf, "step_out") is None and shelf.box.text() == "lake"


def _offers(hands):
    return hands.window._searching.page._offers.buttons


def test_filters_count_within(shelf, menus):
    shelf.search("otter")
    _within(shelf)
    shelf.search("heron")
    assert menus.texts(shelf.window.findChild(QToolButton, "filter_year")) == ["2017\t1", "2014\t1"]
    menus.tick(shelf.window.findChild(QToolButton, "filter_year"), "2017")
    shelf.bot.waitUntil(lambda: _found(shelf) == ["loose"])
    assert _button(shelf, "step_out") is not None


def test_the_button_and_what_it_leads_out_of_have_names(shelf):
    shelf.search("otter")
    assert _button(shelf, "search_within").accessibleName() == "Search within these 2 documents"
    _within(shelf)
    name = _button(shelf, "step_out").accessibleName().replace("\u2068", "").replace("\u2069", "")
    assert name == "Within what was found for otter: search outside of it, too"


@pytest.mark.parametrize("words", ["otter", "heron"])
def test_the_menu_searches_within_too(shelf, words):
    shelf.search(words)
    shelf.window.findChild(QAction, "search_within_results").trigger()
    assert shelf.window._searching._limits.within == (words,)


def test_without_results_the_menu_does_nothing(shelf):
    shelf.window.findChild(QAction, "search_within_results").trigger()
    assert shelf.box.placeholderText() == "Search the whole library"


def test_another_library_has_none_of_it(shelf, small_pack):
    shelf.search("otter")
    _within(shelf)
    shelf.window._session.use_library(shelf.window._session.find_library(small_pack))
    shelf.window._show_other_library()
    assert shelf.box.placeholderText() == "Search the whole library"
