"""More like this: asked of a result, of a passage, of a document; and the way back."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QMenu, QPushButton, QWidget

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session


def _menu_key(widget: QWidget) -> QMenu:
    """Press the menu key; the menu that opens comes back."""
    place = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    return _opened()


def _opened() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _right_click(widget: QWidget, place) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    return _opened()


def _take(hands, menu: QMenu, words: str) -> None:
    """With the keyboard."""
    for _ in menu.actions():
        hands.bot.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text() == words:
            hands.bot.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError(f"no “{words}” in {[action.text() for action in menu.actions()]}")


def _like_words(hands) -> str:
    """What stands above the results; empty where they are not like something."""
    label = hands.window.findChild(QLabel, "like_words")
    shown = label.text() if label is not None and label.isVisible() else ""
    return shown.replace("\u2068", "").replace("\u2069", "")


def _wait_for_likes(hands) -> None:
    finder = hands.window._finder
    hands.bot.waitUntil(lambda: finder.like is not None and finder.answer is not None)


def _like_first_result(hands, words: str) -> None:
    hands.window.activateWindow()
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    _take(hands, _menu_key(hands.hits.viewport()), words)
    _wait_for_likes(hands)


def _use(hands, name: str) -> None:
    hands.window.findChild(QAction, name).trigger()


def test_a_result_offers_what_is_like_its_passage_and_its_document(hands):
    hands.search("lawyer")
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    menu = _menu_key(hands.hits.viewport())
    offered = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert offered == ["Open", "Open in a new tab", "More like this passage", "More like this document"]


def test_a_result_that_is_a_title_offers_no_passage(hands):
    hands.search("Phones and the law")
    hands.hits.setCurrentIndex(hands.hits.model().index(1, 0))
    menu = _menu_key(hands.hits.viewport())
    offered = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert "More like this passage" not in offered and "More like this document" in offered


def test_more_like_a_document_lists_other_documents_and_says_like_what(hands):
    hands.search("arrest")
    _like_first_result(hands, "More like this document")
    assert _like_words(hands) == "Like: Rights on arrest"
    listed = {hit.entry.id for hit in hands.window._searching.answer.hits}
    assert "phones" in listed and "arrest" not in listed
    assert hands.window.focusWidget() is hands.hits


def test_more_like_a_passage_quotes_it(hands):
    hands.search("reason")
    _like_first_result(hands, "More like this passage")
    first, second = _like_words(hands).split("\n")
    assert first.startswith("Like: “") and "held without a reason" in first
    assert second == "Rights on arrest"


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_way_back_leads_to_the_list_and_the_row_one_came_from(hands, way):
    hands.search("warrant")
    hands.window.activateWindow()
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    hands.key(Qt.Key.Key_Down, widget=hands.hits)
    before, row = hands.titles(), hands.hits.currentIndex().row()
    assert row > 0
    _take(hands, _menu_key(hands.hits.viewport()), "More like this document")
    _wait_for_likes(hands)
    assert hands.titles() != before
    if way == "key":
        hands.key(Qt.Key.Key_Escape, widget=hands.hits)
    else:
        hands.press("like_back")
    assert (hands.titles(), hands.hits.currentIndex().row()) == (before, row)
    assert _like_words(hands) == "" and hands.box.text() == "warrant"
    assert hands.window.focusWidget() is hands.hits
    hands.key(Qt.Key.Key_Escape, widget=hands.hits)
    assert hands.window.focusWidget() is hands.text


def test_back_from_what_is_like_something_that_is_like_something_goes_step_by_step(hands):
    hands.search("arrest")
    _like_first_result(hands, "More like this document")
    first = _like_words(hands)
    _take(hands, _menu_key(hands.hits.viewport()), "More like this document")
    hands.bot.waitUntil(lambda: _like_words(hands) != first)
    _wait_for_likes(hands)
    hands.press("like_back")
    assert _like_words(hands) == first
    hands.press("like_back")
    assert _like_words(hands) == "" and hands.window._finder.answer.query == "arrest"


def test_the_passage_under_the_mouse_is_the_one_that_is_meant(hands):
    hands.open_document("Rights on arrest")
    cursor = hands.text.document().find("A lawyer may be")
    menu = _right_click(hands.text.viewport(), hands.text.cursorRect(cursor).center())
    _take(hands, menu, "More like this passage")
    _wait_for_likes(hands)
    assert "A lawyer may be with you" in _like_words(hands)


def test_the_paragraph_of_the_caret_is_the_one_that_is_meant(hands):
    hands.open_document("Rights on arrest")
    hands.window.activateWindow()
    hands.key(Qt.Key.Key_F7, widget=hands.window)
    hands.text.setTextCursor(hands.text.document().find("Write down names"))
    _use(hands, "like_passage")
    _wait_for_likes(hands)
    assert "Write down names" in _like_words(hands)


def test_the_document_one_reads_is_asked_for_by_the_menu_of_the_text(hands):
    hands.open_document("Phones")
    _take(hands, _menu_key(hands.text.viewport()), "More like this document")
    _wait_for_likes(hands)
    assert _like_words(hands) == "Like: Phones and the law"
    hands.key(Qt.Key.Key_Escape, widget=hands.hits)
    hands.bot.waitUntil(lambda: hands.window._finder.like is None)
    assert _like_words(hands) == ""  # nothing was searched for before


def test_without_a_document_it_says_what_to_do(hands):
    _use(hands, "like_document")
    assert "Open a document first" in hands.window.statusBar().currentMessage()


def test_typing_searches_again_and_there_is_nothing_to_go_back_to(hands):
    hands.search("arrest")
    _like_first_result(hands, "More like this document")
    hands.search("warrant")
    assert _like_words(hands) == ""
    hands.key(Qt.Key.Key_Escape, widget=hands.hits)
    assert hands.window._finder.answer.query == "warrant"


def test_enter_in_the_box_opens_what_stands_there(hands, qtbot):
    hands.search("monitoring")
    _like_first_result(hands, "More like this document")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    assert hands.window._reader.shown.opened.document.entry.id == "phones"
    assert hands.marked() == ["monitoring"]


def test_a_filter_narrows_what_is_like_something(shelf, menus):
    shelf.open_document("Charter")
    _use(shelf, "like_document")
    _wait_for_likes(shelf)
    found = {hit.entry.id for hit in shelf.window._searching.answer.hits}
    menus.tick(shelf.window.findChild(QWidget, "filter_kind"), "Report")
    shelf.bot.waitUntil(
        lambda: (
            shelf.window._finder.answer is not None
            and {hit.entry.id for hit in shelf.window._searching.answer.hits} != found
        )
    )
    assert {hit.entry.kind for hit in shelf.window._searching.answer.hits} == {"Report"}
    assert _like_words(shelf) == "Like: Charter of the river"


def test_the_limits_of_before_are_back_with_the_list(shelf):
    shelf.open_document("Charter")
    shelf.window._searching._choose_scope("document")
    shelf.search("heron")
    _use(shelf, "like_document")
    _wait_for_likes(shelf)
    assert "charter" not in {hit.entry.id for hit in shelf.window._searching.answer.hits}
    shelf.key(Qt.Key.Key_Escape, widget=shelf.window.findChild(QListView, "hit_list"))
    shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None)
    assert {hit.entry.id for hit in shelf.window._searching.answer.hits} == {"charter"}
    assert shelf.box.placeholderText() == "Search this document"


def test_f3_walks_through_what_makes_them_alike(hands, qtbot):
    hands.search("arrest")
    _like_first_result(hands, "More like this document")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.hits)
    stood = [hands.standing_on().casefold()]
    for _ in range(3):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
        stood.append(hands.standing_on().casefold())
    assert {"phone", "warrant"} <= set(stood)


def test_without_a_sound_index_it_says_so(small_pack, tmp_path, open_window):
    shutil.copytree(small_pack, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "index")
    hands = open_window(Session.open(Locations.find(library=tmp_path / "copy", data_dir=tmp_path / "kept")))
    hands.open_document("Phones")
    _use(hands, "like_document")
    _wait_for_likes(hands)
    said = [label.text() for label in hands.window.findChildren(QLabel, "empty_place") if label.isVisible()]
    assert said == ["The text search cannot be used."]
    assert hands.window.findChild(QPushButton, "like_back").isVisible()
