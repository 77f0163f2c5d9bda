"""The matches along the scroll bar of the open document, and how many there are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.forced_colours import theme_of
from foc_reader.ui.reading_pane import place_of
from foc_reader.ui.theme import LIGHT, NIGHT, SEPIA

CTRL = Qt.KeyboardModifier.ControlModifier


def _text() -> str:
    paragraphs = [
        f"Paragraph {number} tells of the river and of what lives there, one line after the other. " * 5
        for number in range(60)
    ]
    for number in (3, 30, 57):
        paragraphs[number] += "A heron stands in it."
    return "# The river\n\n" + "\n\n".join(paragraphs)


@pytest.fixture(scope="module")
def river_pack(tmp_path_factory, pack_of):
    return pack_of(tmp_path_factory.mktemp("river"), "The river", _text())


@pytest.fixture
def river(open_window, river_pack, tmp_path):
    return open_window(Session.open(Locations.find(river_pack, tmp_path / "kept")))


def _search_and_open(hands, word: str) -> None:
    hands.search(word)
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    _settle(hands)


def _marks(hands) -> QWidget | None:
    return hands.text.findChild(QWidget, "scroll_marks")


def _settle(hands) -> None:
    hands.bot.waitUntil(lambda: _marks(hands) is not None and _marks(hands).is_ready)


def _find(hands, typed: str) -> None:
    hands.key(Qt.Key.Key_F, CTRL, hands.window)
    field = hands.wait_for(QLineEdit, "find_edit")
    field.selectAll()
    hands.bot.keyClicks(field, typed)
    hands.bot.waitUntil(lambda: not hands.window._search_runner.is_busy)
    hands.bot.waitUntil(lambda: hands.window._centre._finding._found.places != ())
    _settle(hands)


def _whole(hands) -> int:
    bar = hands.text.verticalScrollBar()
    return bar.maximum() + bar.pageStep()


def _places_on_the_page(hands) -> list[float]:
    """How far down the page each marked word is, as one would find by scrolling there."""
    top = hands.text.verticalScrollBar().value()
    cursors = [hands.text._cursor(place_of(match)) for match in hands.window._reader.shown.matches]
    return [(top + hands.text.cursorRect(cursor).center().y()) / _whole(hands) for cursor in cursors]


def test_without_matches_nothing_is_made(river):
    river.open_document("The river")
    assert _marks(river) is None


def test_each_match_has_its_mark_where_one_would_scroll_to(river):
    _search_and_open(river, "heron")
    shares = _marks(river).shares
    assert len(shares) == 3
    line = 2 * river.text.fontMetrics().lineSpacing() / _whole(river)
    assert shares == pytest.approx(_places_on_the_page(river), abs=line)


def test_the_match_one_stands_on_has_a_mark_of_its_own_which_goes_along(river):
    _search_and_open(river, "heron")
    first = _marks(river).current
    river.key(Qt.Key.Key_F3, widget=river.window)
    _settle(river)
    assert first == pytest.approx(_marks(river).shares[0], abs=0.01)
    assert _marks(river).current == pytest.approx(_marks(river).shares[1], abs=0.01)


@pytest.mark.parametrize("change", ["narrower", "larger"])
def test_the_marks_stay_true_when_the_text_is_laid_out_anew(river, change):
    _search_and_open(river, "heron")
    if change == "narrower":
        river.window.resize(820, 560)
    else:
        for _ in range(3):
            river.key(Qt.Key.Key_Plus, CTRL, river.window)
    whole = -1
    while whole != _whole(river):  # the page may be laid out further
        whole = _whole(river)
        river.bot.wait(1)
        _settle(river)
    line = 2 * river.text.fontMetrics().lineSpacing() * 2 / whole
    assert _marks(river).shares == pytest.approx(_places_on_the_page(river), abs=line)


def test_what_is_found_in_the_document_is_marked_too_and_the_matches_again_afterwards(river):
    _search_and_open(river, "heron")
    _find(river, "paragraph 5")  # and 50 to 59
    found = len(river.window._centre._finding._found.places)
    assert found == 55 and 3 < len(_marks(river).shares) <= found
    river.key(Qt.Key.Key_Escape, widget=river.window.findChild(QLineEdit, "find_edit"))
    _settle(river)
    assert len(_marks(river).shares) == 3


def test_of_thousands_of_places_no_two_are_drawn_on_one_line_of_the_screen(river):
    river.open_document("The river")
    _find(river, "e")
    assert len(river.window._centre._finding._found.places) > 3000
    assert 100 < len(_marks(river).shares) <= _marks(river).height() + 1


def test_another_page_without_matches_has_no_marks(river):
    _search_and_open(river, "heron")
    river.box.clear()
    river.window._reader.open_start()
    _settle(river)
    assert _marks(river).shares == () and _marks(river).current is None


def test_the_bar_scrolls_as_ever_where_a_mark_lies_over_it(river):
    _search_and_open(river, "heron")
    bar = river.text.verticalScrollBar()
    before = bar.value()
    mark = QPoint(bar.width() // 2, round(_marks(river).shares[-1] * bar.height()))
    river.bot.mouseClick(river.window.childAt(bar.mapTo(river.window, mark)), Qt.MouseButton.LeftButton, pos=mark)
    assert bar.value() > before


def _colours(hands, share: float) -> set[str]:
    """What is seen of a mark: the colours on its line of the bar, without its ground."""
    marks = _marks(hands)
    picture = hands.text.verticalScrollBar().grab().toImage()
    y = round(share * (marks.height() - 2))
    return {QColor(picture.pixel(x, y)).name().upper() for x in range(3, marks.width() - 3)}


@pytest.mark.parametrize("theme", [LIGHT, SEPIA, NIGHT], ids=lambda theme: theme.name)
def test_the_marks_are_drawn_in_the_colours_of_the_theme(river, theme):
    _search_and_open(river, "heron")
    river.window._look.choose_theme(theme.name)
    _settle(river)
    assert _colours(river, _marks(river).shares[1]) == {theme.accent}


def test_in_forced_colours_a_mark_on_the_handle_is_seen_by_the_line_around_it(river):
    forced = QPalette()
    forced.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    forced.setColor(QPalette.ColorRole.Text, QColor("#FFFF00"))
    theme = theme_of(forced)
    _search_and_open(river, "heron")
    marks = _marks(river)
    marks.set_theme(theme)
    picture = marks.grab().toImage()
    y = round(marks.shares[1] * (marks.height() - 2))
    column = [QColor(picture.pixel(marks.width() // 2, y + step)).name() for step in (-1, 0, 1, 2)]
    assert column == ["#000000", "#ffff00", "#ffff00", "#000000"]


def test_in_a_mirrored_window_they_are_on_the_bar_at_the_left(open_window, river_pack, tmp_path):
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        hands = open_window(Session.open(Locations.find(river_pack, tmp_path / "kept")))
        _search_and_open(hands, "heron")
        marks = _marks(hands)
        assert marks.mapTo(hands.text, QPoint(0, 0)).x() < hands.text.width() // 2
        assert _colours(hands, marks.shares[1]) == {hands.window._look.theme.accent}
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_number_of_matches_is_shown_and_announced_once(river, monkeypatch):
    said = []

    def hear(event):
        if event.type() is QAccessible.Event.Announcement:
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    _search_and_open(river, "heron")
    assert "match 1 of 3" in river.window.findChild(QLabel, "place_label").text()
    river.key(Qt.Key.Key_F3, widget=river.window)
    assert "match 2 of 3" in river.window.findChild(QLabel, "place_label").text()
    assert [sentence for sentence in said if "in this document" in sentence] == ["3 matches in this document"]
