"""Searches that are kept: from the results into the bookmarks, and back with one press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.cards import CARD


def _keep(hands, name: str = "") -> None:
    """Press the button below the number of results, give a name, Enter."""
    hands.press("save_search")
    hands.give_name(name)


def _card(hands, row: int = 0):
    return hands.bookmarks.model().index(row, 0).data(CARD)


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _found(hands) -> set[str]:
    answer = hands.window._searching.answer
    return {hit.entry.id for hit in answer.hits} if answer else set()


def _open(hands, row: int = 0) -> None:
    """With Enter on its row in the bookmarks."""
    hands.window._panes.go_to_left("bookmarks")
    hands.bookmarks.setCurrentIndex(hands.bookmarks.model().index(row, 0))
    hands.key(Qt.Key.Key_Return, widget=hands.bookmarks)


def test_a_search_is_kept_under_its_words_and_listed_with_a_sign(shelf):
    shelf.search("heron")
    _keep(shelf)
    assert shelf.names() == ["heron"]
    assert _card(shelf).sign == "search" and _plain(_card(shelf).facts) == "Search in the whole library"
    assert _plain(_card(shelf).spoken) == "heron. Search in the whole library"


def test_one_press_searches_again_with_scope_filters_and_order(shelf, menus):
    shelf.open_document("Report on the river")
    shelf.window._searching._choose_scope("collection")
    shelf.search("heron")
    menus.tick(shelf.window.findChild(QToolButton, "filter_kind"), "Report")
    shelf.bot.waitUntil(lambda: _found(shelf) == {"report", "fleuve"})
    menus.take(shelf.window.findChild(QToolButton, "result_order"), "By title")
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None and shelf.window._finder.order == "title")
    _keep(shelf, "Herons in reports")
    assert _plain(_card(shelf).facts) == "Search for heron · Search in Waters / Rivers · Kind: Report · By title"
    _turn_to_results(shelf)
    menus.take(shelf.window.findChild(QToolButton, "result_order"), "Best first")
    shelf.window._search_bar.clear()
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is None)
    shelf.window._searching._choose_scope("library")
    _open(shelf)
    shelf.bot.waitUntil(lambda: _found(shelf) == {"report", "fleuve"})
    assert shelf.box.text() == "heron"
    assert shelf.window.findChild(QToolButton, "result_order").text() == "By title"
    assert shelf.window.findChild(QToolButton, "scope").text() == "This collection"
    assert shelf.hits.isVisible()


def _turn_to_results(hands) -> None:
    hands.window._panes.go_to_left("results")


def test_what_one_searched_within_is_kept_too(shelf):
    shelf.search("otter")
    shelf.press("search_within")
    shelf.search("heron")
    _keep(shelf)
    shelf.search("lake")
    shelf.window._searching._step_out()
    assert "within “otter”" in _plain(_card(shelf).facts)
    _open(shelf)
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None and shelf.box.text() == "heron")
    assert _found(shelf) == {"hill", "loose"} and shelf.window._searching._limits.within == ("otter",)


def test_it_is_there_in_the_next_window(open_window, shelf, shelf_pack, tmp_path):
    shelf.search("heron")
    _keep(shelf, "Herons")
    other = open_window(Session.open(Locations.find(library=shelf_pack, data_dir=tmp_path / "kept")))
    assert other.names() == ["Herons"]
    _open(other)
    other.bot.waitUntil(lambda: len(_found(other)) == 6)


def test_a_kept_search_is_changed_not_kept_twice(shelf):
    shelf.search("heron")
    button = shelf.window.findChild(QPushButton, "save_search")
    assert button.text() == "Keep search"
    _keep(shelf, "Herons")
    assert button.text() == "Search is kept"
    _turn_to_results(shelf)
    _keep(shelf, "Grey herons")
    assert shelf.names() == ["Grey herons"]
    _turn_to_results(shelf)
    shelf.search("river")
    assert button.text() == "Keep search"


def test_the_question_says_what_is_kept(shelf):
    shelf.search("heron")
    shelf.press("save_search")
    shelf.wait_for(QLineEdit, "bookmark_name")
    quote = shelf.window.findChild(QLabel, "bookmark_quote")
    assert _plain(quote.text()) == "Search in the whole library"
    quote.window().close()


def test_deleting_it_can_be_undone(shelf):
    shelf.search("heron")
    _keep(shelf, "Herons")
    shelf.bookmarks.setCurrentIndex(shelf.bookmarks.model().index(0, 0))
    shelf.key(Qt.Key.Key_Delete, widget=shelf.bookmarks)
    assert shelf.names() == []
    shelf.window.findChild(QAction, "undo_delete").trigger()
    assert shelf.names() == ["Herons"] and _card(shelf).sign == "search"


def test_where_its_document_is_gone_the_whole_library_is_searched_and_that_is_said(shelf, small_pack):
    shelf.open_document("The lake")
    shelf.window._searching._choose_scope("document")
    shelf.search("heron")
    _keep(shelf, "At the lake")
    session = shelf.window._session
    session.use_library(session.find_library(small_pack))
    shelf.window._show_other_library()
    shelf.bot.waitUntil(lambda: shelf.window._finder.is_open)
    _open(shelf)
    assert "all of it is searched" in shelf.window.statusBar().currentMessage()
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None)
    assert shelf.box.text() == "heron" and shelf.window._searching._limits.scope == "library"


def test_its_menu_offers_no_tab(shelf):
    shelf.search("heron")
    _keep(shelf)
    shelf.bookmarks.setCurrentIndex(shelf.bookmarks.model().index(0, 0))
    shelf.bookmarks.menu_wanted.emit(shelf.bookmarks.mapToGlobal(shelf.bookmarks.rect().center()))
    menu = shelf.window.findChild(QAction, "bookmark_menu_edit").parent()
    names = [action.objectName() for action in menu.actions() if action.text()]
    menu.close()
    assert names == ["bookmark_menu_open", "bookmark_menu_edit", "bookmark_menu_delete"]


def test_the_page_before_one_types_offers_it(shelf):
    shelf.search("otter")
    _keep(shelf, "Otters")
    shelf.box.clear()
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is None)
    _turn_to_results(shelf)
    offer = next(button for button in shelf.window._searching.page._offers.buttons if "Otters" in button.offer.title)
    assert _plain(offer.offer.facts) == "Search for otter · Search in the whole library"
    offer.click()
    shelf.bot.waitUntil(lambda: _found(shelf) == {"hill", "loose"})


def test_without_a_search_the_menu_says_what_to_do(shelf):
    shelf.window.findChild(QAction, "keep_search").trigger()
    assert "Search for something first" in shelf.window.statusBar().currentMessage()


@pytest.mark.parametrize("ending", ["json", "md", "html"])
def test_searches_leave_with_the_bookmarks(shelf, tmp_path, ending):
    shelf.search("heron")
    _keep(shelf, "Herons")
    path = tmp_path / f"out.{ending}"
    shelf.window._keeper.export(path, shelf.window._keeper.bookmarks)
    assert "Herons" in path.read_text(encoding="utf-8")
    if ending == "json":
        (found,) = shelf.window._keeper.read(path).bookmarks
        assert found.search is not None and found.search.query == "heron"
