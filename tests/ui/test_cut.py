"""What looks for cut words and covered parts finds them, also in what scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from tests.pictures.cut import cut

OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@pytest.fixture
def window(qtbot):
    """A window of 400 x 300 px, on the screen."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return window


def _put(part: QWidget, window: QWidget, *place: int) -> QWidget:
    part.setParent(window)
    part.setGeometry(*place)
    part.show()
    return part


def test_what_has_room_and_lies_beside_others_is_not_reported(window):
    _put(QLabel("Short"), window, 0, 0, 200, 40)
    _put(QPushButton("Press"), window, 200, 0, 150, 40)
    _put(QLineEdit(), window, 0, 50, 200, 40)
    assert cut(window) == []


def test_a_part_beneath_another_is_reported_once(window):
    _put(QLabel("Beneath"), window, 0, 0, 200, 40).setObjectName("beneath")
    _put(QPushButton("Above"), window, 150, 10, 150, 60).setObjectName("above")
    assert cut(window) == ["beneath: shares 50x30 px with above"]


def test_parts_that_touch_or_are_hidden_are_not_beneath_one_another(window):
    _put(QLabel("One"), window, 0, 0, 200, 40)
    _put(QLabel("Two"), window, 199, 0, 200, 40)
    _put(QLabel("Hidden"), window, 0, 0, 200, 40).hide()
    assert cut(window) == []


def test_what_is_said_to_lie_over_others_may(window):
    _put(QLabel("Text"), window, 0, 0, 300, 200)
    _put(QLabel("Pane"), window, 0, 0, 100, 200).setProperty("over", True)
    assert cut(window) == []


def _scrolling(window: QWidget) -> tuple[QScrollArea, QWidget]:
    area, page = QScrollArea(), QWidget()
    area.setObjectName("area")
    area.setHorizontalScrollBarPolicy(OFF)
    page.resize(600, 900)
    area.setWidget(page)
    _put(area, window, 0, 0, 400, 300)
    return area, page


def test_what_can_be_scrolled_to_is_not_reported(window):
    _, page = _scrolling(window)
    _put(QPushButton("Below"), page, 0, 800, 200, 60)
    assert cut(window) == []


def test_what_lies_beside_the_view_without_a_bar_to_scroll_is_reported(window):
    area, page = _scrolling(window)
    _put(QPushButton("Aside"), page, 350, 10, 200, 60).setObjectName("aside")
    (found,) = cut(window)
    assert found.startswith("aside: cannot be reached in area")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    assert cut(window) == []


def test_parts_that_cover_one_another_further_down_in_what_scrolls_are_reported(window):
    _, page = _scrolling(window)
    _put(QLabel("One"), page, 0, 700, 100, 50).setObjectName("one")
    _put(QLabel("Two"), page, 0, 720, 100, 50).setObjectName("two")
    assert cut(window) == ["one: shares 100x30 px with two"]


def test_words_with_too_little_room_in_what_scrolls_are_reported(window):
    _, page = _scrolling(window)
    _put(QLabel("Words that are longer than this"), page, 0, 700, 40, 40).setObjectName("words")
    (found,) = cut(window)
    assert found.startswith("words: “Words that are longer than this” does not fit")


def test_a_text_wider_than_what_can_be_seen_of_it_is_reported(window):
    text = QTextBrowser()
    text.setObjectName("text")
    text.setHorizontalScrollBarPolicy(OFF)
    _put(text, window, 0, 0, 300, 200)
    text.setHtml("<p>Words that wrap where the line ends, as all words do.</p>")
    assert cut(window) == []
    text.setHtml("<table width='900'><tr><td>A table that does not</td></tr></table>")
    (found,) = cut(window)
    assert found.startswith("text: its text is ")


def test_a_row_wider_than_its_list_is_reported(window):
    rows = QListWidget()
    rows.setObjectName("rows")
    rows.setHorizontalScrollBarPolicy(OFF)
    rows.addItems(["Short", "A row of words that goes on and on beyond the edge of its list " * 3])
    _put(rows, window, 0, 0, 200, 200)
    rows.setTextElideMode(Qt.TextElideMode.ElideNone)
    found = cut(window)
    assert len(found) == 1
    assert found[0].startswith("rows: “A row of words")


def test_a_line_to_type_into_that_cuts_its_letters_is_reported(window):
    line = QLineEdit()
    line.setObjectName("line")
    _put(line, window, 0, 0, 200, 12)
    (found,) = cut(window)
    assert found.startswith("line: is 12 px high")
