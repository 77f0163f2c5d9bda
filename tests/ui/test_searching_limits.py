"""Where is searched, and the filters below the number of results."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session

ALL = {"charter", "report", "lake", "fleuve", "hill", "loose"}


def _scope(hands) -> QToolButton | None:
    return hands.window.findChild(QToolButton, "scope")


def _filter(hands, name: str) -> QToolButton | None:
    button = hands.window.findChild(QToolButton, f"filter_{name}")
    return button if button is not None and button.isVisible() else None


def _found(hands) -> set[str]:
    return {hit.entry.id for hit in hands.window._searching.answer.hits}


def _wait_for(hands, found: set[str]) -> None:
    hands.bot.waitUntil(lambda: hands.window._finder.answer is not None and _found(hands) == found)


def _summary(hands) -> str:
    page = hands.window._searching.page
    return next(label.text() for label in page.findChildren(QLabel, "quiet") if label.isVisible())


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


# the scope


def test_there_is_no_scope_to_choose_while_nothing_is_open(shelf):
    assert _scope(shelf) is None
    assert shelf.box.placeholderText() == "Search the whole library"


def test_the_scope_names_what_is_open(shelf, menus):
    shelf.open_document("Charter")
    assert menus.texts(_scope(shelf)) == [
        "Whole library",
        "This collection: Waters / Rivers",
        "This document: Charter of the river",
    ]


def test_a_document_without_a_collection_offers_none(shelf, menus):
    shelf.open_document("Loose")
    assert [text.partition(":")[0] for text in menus.texts(_scope(shelf))] == ["Whole library", "This document"]


@pytest.mark.parametrize("percent", [100, 200])
def test_the_scope_covers_no_letter_in_a_mirrored_window(open_window, shelf_pack, tmp_path, qapp, percent):
    font = qapp.font()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        session = Session.open(Locations.find(library=shelf_pack, data_dir=tmp_path / "kept"))
        hands = open_window(session)
        hands.window._look.set_interface_percent(percent)
        hands.open_document("The lake")
        for typed in ("", "heron"):
            hands.box.setText(typed)
            hands.box.setCursorPosition(0)
            letters = hands.box.cursorRect().center().x()
            gap = letters - _scope(hands).geometry().right()
            assert hands.box.fontMetrics().height() / 4 < gap < 2 * hands.box.fontMetrics().height()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qapp.setFont(font)


def test_a_narrower_scope_searches_only_there_and_says_so(shelf, menus):
    shelf.open_document("Charter")
    shelf.search("heron ")
    assert _found(shelf) == ALL
    menus.take(_scope(shelf), "This collection")
    _wait_for(shelf, {"charter", "report", "fleuve"})
    assert shelf.box.placeholderText() == "Search this collection"
    assert "This collection" in _summary(shelf)
    menus.take(_scope(shelf), "This document")
    _wait_for(shelf, {"charter"})
    assert shelf.box.placeholderText() == "Search this document"
    menus.take(_scope(shelf), "Whole library")
    _wait_for(shelf, ALL)
    assert "Whole" not in _summary(shelf)


def test_one_types_on_where_one_was_after_choosing_a_scope(shelf, menus):
    shelf.open_document("Report on the river")
    shelf.search("river heron")
    shelf.to_front()
    shelf.box.setFocus()
    shelf.box.setCursorPosition(5)
    _scope(shelf).setFocus()
    menus.take(_scope(shelf), "This collection")
    shelf.bot.waitUntil(lambda: shelf.window.focusWidget() is shelf.box)
    assert not shelf.box.hasSelectedText()
    shelf.bot.keyClicks(shelf.box, "s")
    assert shelf.box.text() == "rivers heron"


def test_the_chosen_scope_is_ticked_and_no_other(shelf, menus):
    shelf.open_document("Report on the river")
    menus.take(_scope(shelf), "This collection")
    menu = _scope(shelf).menu()
    menu.aboutToShow.emit()
    menu.resize(menu.sizeHint())
    picture = menu.grab().toImage()

    def is_marked(action) -> bool:
        """Whether anything is drawn before its words."""
        row = menu.actionGeometry(action)
        before = range(row.left() + 2, row.left() + 16)
        drawn = {picture.pixelColor(x, y).name() for x in before for y in range(row.top() + 2, row.bottom() - 1)}
        return len(drawn) > 1

    assert {action.text().partition(":")[0]: is_marked(action) for action in menu.actions()} == {
        "Whole library": False,
        "This collection": True,
        "This document": False,
    }


def test_a_collection_as_scope_holds_those_inside_it(shelf, menus):
    shelf.open_document("The lake")
    shelf.search("heron ")
    menus.take(_scope(shelf), "This collection")
    _wait_for(shelf, {"charter", "report", "fleuve", "lake"})


def test_the_scope_stays_while_one_reads_inside_it(shelf, menus):
    shelf.open_document("The lake")
    shelf.search("heron ")
    menus.take(_scope(shelf), "This collection")
    _wait_for(shelf, {"charter", "report", "fleuve", "lake"})
    shelf.open_document("Report on")  # in a collection inside
    shelf.search("river ")
    assert _found(shelf) == {"charter", "report", "fleuve", "lake"}


def test_this_document_is_the_one_that_is_open(shelf, menus):
    shelf.open_document("Charter")
    shelf.search("heron ")
    menus.take(_scope(shelf), "This document")
    _wait_for(shelf, {"charter"})
    shelf.window._left.show_page("library")
    shelf.open_document("The hill")
    _wait_for(shelf, {"hill"})
    assert shelf.tree.isVisible()  # the list is not pushed before what one looks at


def test_the_scope_is_read_out_and_reached_by_tab(shelf, qapp):
    shelf.window.activateWindow()
    shelf.open_document("Charter")
    shelf.box.setFocus()
    shelf.key(Qt.Key.Key_Tab, widget=shelf.box)
    assert qapp.focusWidget() is _scope(shelf)
    read = QAccessible.queryAccessibleInterface(_scope(shelf))
    assert "Whole library" in read.text(QAccessible.Text.Name)


def test_the_scope_is_read_out_with_the_name_of_what_is_searched(shelf, menus):
    shelf.open_document("Charter")
    menus.take(_scope(shelf), "This collection")
    read = QAccessible.queryAccessibleInterface(_scope(shelf))
    assert "This collection" in read.text(QAccessible.Text.Name)
    assert "Waters / Rivers" in read.text(QAccessible.Text.Description)


def test_the_scope_lies_inside_the_box_beside_what_is_typed(shelf):
    shelf.open_document("Charter")
    scope = _scope(shelf)
    assert shelf.box.rect().contains(scope.geometry())
    assert shelf.box.textMargins().right() >= scope.width()


def test_in_a_narrow_window_the_list_does_not_cover_another_document(shelf, menus):
    """There the left pane lies over the text: a search that nobody typed must not open it."""
    shelf.open_document("Charter")
    shelf.search("heron ")
    menus.take(_scope(shelf), "This document")
    _wait_for(shelf, {"charter"})
    shelf.window._look.set_interface_percent(200)
    shelf.bot.waitUntil(lambda: shelf.window._narrow.is_over)
    entry = next(entry for entry in shelf.window._session.entries if entry.id == "hill")
    shelf.window.open_locator(entry.locator)
    _wait_for(shelf, {"hill"})
    assert not shelf.window._left.isVisible()


# the filters


def test_filters_with_one_choice_are_not_shown(hands):
    hands.search("lawyer")  # in one document
    assert [name for name in ("language", "collection", "kind", "year") if _filter(hands, name)] == []


def test_each_filter_counts_the_documents_of_its_choices(shelf, menus):
    shelf.search("heron ")
    assert menus.texts(_filter(shelf, "language")) == ["English\t5", "français\t1"]
    assert menus.texts(_filter(shelf, "kind")) == ["Report\t3", "Guide\t2", "Statement\t1"]
    assert menus.texts(_filter(shelf, "year")) == ["2017\t1", "2016\t1", "2015\t2", "2014\t2"]
    assert menus.texts(_filter(shelf, "collection")) == ["Waters\t4", "Waters / Rivers\t3", "Land\t1"]


def test_counts_stay_right_as_others_are_chosen(shelf, menus):
    """Each filter is counted with all others chosen and without its own choice."""
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Report")
    _wait_for(shelf, {"report", "lake", "fleuve"})
    assert menus.texts(_filter(shelf, "kind")) == ["Report\t3", "Guide\t2", "Statement\t1"]
    assert menus.texts(_filter(shelf, "year")) == ["2016\t1", "2015\t2"]
    menus.tick(_filter(shelf, "year"), "2015")
    _wait_for(shelf, {"report", "lake"})
    assert menus.texts(_filter(shelf, "kind")) == ["Report\t2"]  # the year alone would leave only these
    assert menus.texts(_filter(shelf, "year")) == ["2016\t1", "2015\t2"]
    assert _filter(shelf, "language") is None  # both are English
    assert menus.texts(_filter(shelf, "collection")) == ["Waters\t2", "Waters / Rivers\t1"]


def test_several_values_of_one_filter_are_any_of_them(shelf, menus):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Report", "Statement")
    _wait_for(shelf, {"report", "lake", "fleuve", "charter"})
    assert _plain(_filter(shelf, "kind").text()) == "Kind: Report +1"
    menus.tick(_filter(shelf, "kind"), "Report")
    _wait_for(shelf, {"charter"})
    assert _plain(_filter(shelf, "kind").text()) == "Kind: Statement"


def test_counts_are_of_the_scope(shelf, menus):
    shelf.open_document("Charter")
    shelf.search("heron ")
    menus.take(_scope(shelf), "This collection")
    _wait_for(shelf, {"charter", "report", "fleuve"})
    assert menus.texts(_filter(shelf, "kind")) == ["Report\t2", "Statement\t1"]


def test_a_nested_collection_is_chosen_with_what_is_inside(shelf, menus):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "collection"), "Waters")
    _wait_for(shelf, {"charter", "report", "lake", "fleuve"})


def test_filters_stay_while_one_types_on(shelf, menus):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Guide")
    _wait_for(shelf, {"hill", "loose"})
    shelf.bot.keyClicks(shelf.box, "otter")
    _wait_for(shelf, {"hill", "loose"})
    assert _filter(shelf, "kind").isChecked()


def test_filters_are_dropped_when_the_box_is_cleared(shelf, menus):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Guide")
    _wait_for(shelf, {"hill", "loose"})
    shelf.box.clear()
    shelf.bot.waitUntil(lambda: shelf.window._searching.answer is None)
    shelf.search("heron ")
    assert _found(shelf) == ALL
    assert not _filter(shelf, "kind").isChecked()


def test_clear_filters_drops_them_all(shelf, menus):
    shelf.search("heron ")
    assert not shelf.window.findChild(QPushButton, "clear_filters").isVisible()
    menus.tick(_filter(shelf, "kind"), "Report")
    _wait_for(shelf, {"report", "lake", "fleuve"})
    menus.tick(_filter(shelf, "year"), "2015")
    _wait_for(shelf, {"report", "lake"})
    shelf.press("clear_filters")
    _wait_for(shelf, ALL)
    assert not shelf.window.findChild(QPushButton, "clear_filters").isVisible()


def test_a_choice_that_leaves_nothing_is_still_shown_to_be_undone(shelf, menus):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Statement")
    _wait_for(shelf, {"charter"})
    shelf.search("otters ")
    assert _found(shelf) == set()
    assert "Statement\t0" in menus.texts(_filter(shelf, "kind"))


def test_an_opened_document_does_not_undo_the_filters(shelf, menus, qtbot):
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Guide")
    _wait_for(shelf, {"hill", "loose"})
    with qtbot.waitSignal(shelf.window._reader.page_changed):
        shelf.key(Qt.Key.Key_Return, widget=shelf.box)
    menus.tick(_filter(shelf, "year"), "2017")
    _wait_for(shelf, {"loose"})
    assert len(menus.texts(_scope(shelf))) > 1


def test_filters_wrap_in_a_narrow_pane(shelf):
    shelf.search("heron ")
    row = shelf.window.findChild(QWidget, "filters")
    buttons = [_filter(shelf, name) for name in ("language", "collection", "kind", "year")]
    row.resize(2000, row.height())
    in_one_line = row.height()
    assert len({button.y() for button in buttons}) == 1
    row.resize(130, row.height())
    assert row.height() > 2 * in_one_line
    assert all(row.rect().contains(button.geometry()) for button in buttons)


def test_filters_are_read_out_with_their_counts(shelf):
    shelf.search("heron ")
    read = QAccessible.queryAccessibleInterface(_filter(shelf, "kind"))
    assert read.text(QAccessible.Text.Name) == "Kind"
    shelf.bot.waitUntil(lambda: "Report, 3 documents" in read.text(QAccessible.Text.Description))
    assert "Statement, 1 document;" in read.text(QAccessible.Text.Description) + ";"


def test_tab_comes_by_help_then_filters_then_results(shelf, menus, qapp):
    shelf.window.activateWindow()
    shelf.search("heron ")
    menus.tick(_filter(shelf, "kind"), "Report")
    _wait_for(shelf, {"report", "lake", "fleuve"})
    shelf.to_front()
    shelf.window.findChild(QPushButton, "query_help").setFocus()
    names = shelf.tab_to("hit_list")
    assert len(names) < 11
    filters = ["filter_language", "filter_collection", "filter_kind", "filter_year", "clear_filters"]
    assert names == ["result_order", *filters, "search_within", "save_search", "hit_list"]


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=str)
def test_filters_begin_where_lines_begin(shelf, direction):
    shelf.search("heron ")
    row = shelf.window.findChild(QWidget, "filters")
    row.setLayoutDirection(direction)
    first, last = _filter(shelf, "language"), _filter(shelf, "collection")
    assert (first.x() < last.x()) is (direction is Qt.LayoutDirection.LeftToRight)


def test_an_ampersand_in_a_name_is_no_shortcut(shelf, menus):
    shelf.open_document("The hill")
    assert "This document: The hill && the dale" in menus.texts(_scope(shelf))
