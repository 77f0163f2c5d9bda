"""A list of results longer than its page: it shows rows whenever it is drawn, and stays where one looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QSplitter

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Snippet
from foc_reader.core.session import Session
from foc_reader.ui.card_list import CardList
from foc_reader.ui.cards import Card, CardDelegate

HERONS = 45  # more than are listed at first


@pytest.fixture(scope="module")
def herons(tmp_path_factory) -> Path:
    """A library in which every document has a heron, in texts that are not equally long."""
    folder = tmp_path_factory.mktemp("herons")
    (folder / "source").mkdir()
    for number in range(HERONS):
        words = "A heron in a line of some length. " * (1 + 2 * (number % 3))
        (folder / "source" / f"d{number}.md").write_text(f"---\nid: d{number}\ntitle: Heron {number}\n---\n\n{words}\n")
    build_pack(folder / "source", folder / "pack")
    return folder / "pack"


@pytest.fixture
def birds(open_window, herons, tmp_path):
    """A window on that library, with the herons listed."""
    hands = open_window(Session.open(Locations.find(herons, tmp_path / "kept")))
    hands.search("heron ")
    return hands


class Drawings(QObject):
    """How many rows were drawn, each time that a part of a list with rows was."""

    def __init__(self, monkeypatch) -> None:
        super().__init__()
        self.rows: list[int] = []
        draw = CardDelegate.paint

        def paint(delegate, *how) -> None:
            if self.rows:
                self.rows[-1] += 1
            draw(delegate, *how)

        monkeypatch.setattr(CardDelegate, "paint", paint)

    def watch(self, rows: CardList) -> None:
        self._list = rows
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._list.model().rowCount():
            self.rows.append(0)
        return False


@pytest.fixture
def drawings(monkeypatch) -> Drawings:
    """Asked for before the window, whose lists keep how their rows are drawn."""
    return Drawings(monkeypatch)


def _row_at_top(rows: CardList) -> tuple[int, int]:
    index = rows.indexAt(QPoint(20, 0))
    return index.row(), rows.visualRect(index).top()


def _turn_wheel(rows: CardList, notches: int) -> None:
    at = QPointF(20, 20)
    wheel = QWheelEvent(
        at,
        rows.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(rows.viewport(), wheel)


def _widen(hands, width: int) -> None:
    """Give the left pane `width` more."""
    panes = hands.window.findChild(QSplitter)
    first, second = panes.sizes()
    panes.setSizes([first + width, second - width])


def test_rows_are_seen_whenever_the_list_is_drawn(drawings, birds, qtbot):
    rows, model = birds.hits, birds.hits.model()
    drawings.watch(rows)

    def is_drawn(act) -> bool:
        """Whether the list was drawn, never without rows, until it is at rest after `act`."""
        drawings.rows.clear()
        act()
        qtbot.waitUntil(lambda: bool(drawings.rows) and not rows._rest.isActive())
        return 0 not in drawings.rows

    assert is_drawn(lambda: birds.search("heron line "))
    assert is_drawn(lambda: birds.key(Qt.Key.Key_Return, widget=birds.box))
    assert is_drawn(lambda: _widen(birds, 60))
    assert is_drawn(lambda: birds.window.findChild(QAction, "next_theme").trigger())
    count = model.rowCount()
    assert is_drawn(lambda: rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum()))
    qtbot.waitUntil(lambda: model.rowCount() > count)
    assert is_drawn(lambda: _turn_wheel(rows, 1))


def test_rows_that_are_added_at_the_end_leave_one_where_one_is(birds, qtbot):
    rows = birds.hits
    birds.key(Qt.Key.Key_Return, widget=birds.box)  # its row is the current one, out of view soon
    qtbot.waitUntil(lambda: rows.currentIndex().isValid())
    opened, count = rows.current_value(), rows.model().rowCount()
    while rows.verticalScrollBar().value() < rows.verticalScrollBar().maximum():
        _turn_wheel(rows, 3)
    place = _row_at_top(rows)
    qtbot.waitUntil(lambda: rows.model().rowCount() > count)
    assert _row_at_top(rows) == place
    assert rows.current_value() == opened


def test_rows_that_come_in_above_leave_what_one_sees_where_it_is(qtbot):
    view = CardList("cards")
    qtbot.addWidget(view)
    view.resize(330, 300)
    rows = [(Card(f"Title {n}", "Guides", Snippet("Nobody may be held. " * (n % 5))), n) for n in range(40)]
    view.set_rows(rows)
    view.show()
    view.verticalScrollBar().setValue(1500)
    row, top = _row_at_top(view)
    assert row > 5
    view.set_rows([*rows[:5], (Card("One more"), "more"), *rows[5:]])
    assert _row_at_top(view) == (row + 1, top)


def test_another_query_is_listed_from_its_first_row(birds):
    _turn_wheel(birds.hits, 5)
    assert _row_at_top(birds.hits)[0] > 0
    birds.search("line ")
    assert _row_at_top(birds.hits) == (0, 0)


def test_one_is_where_one_was_where_the_list_gets_wider(birds, qtbot):
    rows = birds.hits
    qtbot.waitUntil(lambda: not rows._rest.isActive())
    _turn_wheel(rows, 5)
    place = _row_at_top(rows)
    _widen(birds, 120)
    qtbot.waitUntil(lambda: not rows._rest.isActive())
    assert _row_at_top(rows) == place


def test_rows_out_of_view_are_measured_a_little_later(birds, qtbot):
    rows, measured, measure = birds.hits, set(), birds.hits._heights._measured
    rows._heights._measured = lambda row: measured.add(row) or measure(row)
    birds.search("heron line ")
    indexes = [rows.model().index(row) for row in range(rows.model().rowCount())]
    assert 0 < len(measured) < len(indexes) / 2
    qtbot.waitUntil(lambda: not rows._rest.isActive())
    assert [rows.visualRect(at).height() for at in indexes] == [measure(at.row()).height() for at in indexes]


def test_of_thousands_of_rows_those_are_measured_that_one_comes_by(qtbot):
    view = CardList("cards")
    qtbot.addWidget(view)
    view.resize(330, 600)
    count = 3000
    rows = [(Card(f"Title {n}", "Guides", Snippet("Nobody may be held. " * (n % 5))), n) for n in range(count)]
    measured: set[int] = set()
    before = view._heights._measured
    view._heights._measured = lambda row: measured.add(row) or before(row)
    view.set_rows(rows)
    view.show()
    qtbot.waitUntil(lambda: not view._rest.isActive())
    view.choose(count - 1)
    last = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(last)
    assert last.height() == before(count - 1).height()
    assert len(measured) < 300
