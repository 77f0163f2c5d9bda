"""Rows of the results and the bookmarks: a title takes two lines at most, and its tooltip has the whole."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from foc_reader.core.model import Snippet
from foc_reader.ui.card_list import CardList
from foc_reader.ui.cards import Card

TITLES = {
    "words": "Rights of those who were arrested at a border and had a phone with them " * 5,
    "no blanks": "Donaudampfschifffahrtsgesellschaftskapitän" * 12,
    "arabic": "حقوق الإنسان والحريات الأساسية على الإنترنت " * 12,
    "chinese": "人权在互联网上的促进保护与享有" * 20,
    "both ways": "The word حقوق means rights and الإنترنت the Internet " * 6,
    "very long": "word " * 20_000,
}
SIDES = pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])


@pytest.fixture
def cards(qtbot):
    """Shows rows of cards in a list as wide as the left pane; `points` is the size of the letters."""

    def show(*rows: Card, points: int = 10, width: int = 330, side=Qt.LayoutDirection.LeftToRight) -> CardList:
        view = CardList("cards")
        qtbot.addWidget(view)
        view.setLayoutDirection(side)
        font = QFont(view.font())
        font.setPointSizeF(points)
        view.setFont(font)
        view.resize(width, 900)
        view.set_rows([(row, number) for number, row in enumerate(rows)])
        view.show()
        qtbot.waitUntil(lambda: view.visualRect(view.model().index(len(rows) - 1, 0)).isValid())
        return view

    return show


def _titles(view: QListView) -> list[str]:
    """What the rows have as their titles, in the order they were laid out."""
    layouts = view.itemDelegate().findChildren(QTextDocument)
    return [layout.firstBlock().text().strip("\u2068\u2069") for layout in layouts]


def _heights(view: QListView) -> list[int]:
    return [view.visualRect(view.model().index(row, 0)).height() for row in range(view.model().rowCount())]


@SIDES
@pytest.mark.parametrize("points", [10, 20])
@pytest.mark.parametrize("title", TITLES.values(), ids=list(TITLES))
def test_a_title_takes_two_lines_and_ends_with_an_ellipsis(cards, title, points, side):
    view = cards(Card("One line"), Card(title), points=points, width=33 * points, side=side)
    shown = _titles(view)[1]
    assert shown.endswith("…")
    assert len(shown) > 20
    assert title.startswith(shown[:-1].rstrip("\u200d"))  # which Qt puts after an Arabic letter that goes on
    one_line, two_lines = _heights(view)
    letters = QFontMetrics(view.font()).height()
    assert 0.8 * letters < two_lines - one_line < 1.3 * letters


def test_a_title_with_room_is_shown_as_it_is(cards):
    title = "Rights of those who were arrested at a border, and more"
    assert _titles(cards(Card(title), Card("Short"))) == [title, "Short"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
def test_no_title_takes_more_than_two_lines(qtbot, titles):
    view = CardList("cards")
    view.resize(330, 500)
    view.set_rows([(Card(title), number) for number, title in enumerate(titles)])
    option = QStyleOptionViewItem()
    option.widget, option.font = view, view.font()
    for row in range(len(titles)):
        view.itemDelegate().sizeHint(option, view.model().index(row, 0))
    layouts = view.itemDelegate().findChildren(QTextDocument)
    assert [
        layout.firstBlock().layout().lineCount() for layout in layouts if layout.firstBlock().layout().lineCount() > 2
    ] == []


def test_the_name_of_a_section_without_end_does_not_push_the_passage_out_of_sight(cards):
    view = cards(Card("Title", "Guides · " + "section " * 200, Snippet("Nobody may be held.")))
    (layout,) = view.itemDelegate().findChildren(QTextDocument)
    assert layout.firstBlock().next().text().endswith("…")
    assert _heights(view)[0] < 200


def test_the_tooltip_and_a_screen_reader_have_the_whole(cards):
    view = cards(Card(TITLES["words"]))
    index = view.model().index(0)
    assert html.escape(TITLES["words"]) in index.data(Qt.ItemDataRole.ToolTipRole)
    assert TITLES["words"] in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_row_that_was_chosen_stays_in_view_while_rows_are_laid_out(cards, qtbot):
    rows = [Card(f"Title {number}", "Guides", Snippet("Nobody may be held.")) for number in range(40)]
    view = cards(Card("A list before"))
    view.resize(330, 300)
    view.set_rows([(row, number) for number, row in enumerate(rows)])
    view.choose(4)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(39)).isValid() and not view._rest.isActive())
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_the_row_one_stands_on_stays_in_view_where_the_list_gets_lower(cards, qtbot):
    view = cards(*(Card(f"Title {number}", "Guides") for number in range(10)))
    view.resize(330, 250)
    last = view.indexAt(QPoint(20, 230))
    view.setCurrentIndex(last)
    view.resize(330, 120)
    assert view.viewport().rect().contains(view.visualRect(last))
