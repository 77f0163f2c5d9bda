"""Any library opens, filters and scrolls with bounded work in each turn of the event loop.

Work is counted: the calls that Python makes on the window's thread between two turns, and the questions that Qt asks
about rows. tests/benchmarks/large_library.py has the milliseconds.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeView

from foc_reader.core.blocks import make_pids
from foc_reader.core.library.manifest import MAX_COLLECTIONS
from foc_reader.core.library.narrowing import Narrowing
from foc_reader.core.library.tree import build_tree
from foc_reader.core.library.writing import write_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Block, Document, DocumentEntry, PackInfo
from foc_reader.core.search.analysis import fold_line
from foc_reader.core.session import Session
from foc_reader.ui.library_model import LibraryModel
from foc_reader.ui.library_page import LibraryPage
from tests.ui.rows import rows_of

CALLS_A_TURN = 120_000  # take 20 to 30 ms; asking 7,000 rows for their heights takes 280,000
QUESTIONS_A_TURN = 600  # a view of 25 rows asks each for five things when it is drawn
PATIENCE_MS = 60_000  # counting makes everything slow, and so does a busy machine

NAMES = st.one_of(
    st.just(""),
    st.sampled_from(["Freedom of expression", "حرية التعبير", "آزادی بیان", "言論の自由", "ခွင့်", "Éclat İstanbul"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60),
)
COLLECTIONS = st.lists(st.sampled_from(["Guides", "أدلة", "A", "B", "a"]), max_size=MAX_COLLECTIONS).map(tuple)
DATES = st.sampled_from(["", "", "1948-12-10", "2014", "2014-10"])
PATTERNS = st.lists(st.tuples(NAMES, DATES, COLLECTIONS), min_size=1, max_size=12)


class Turns(QObject):
    """While it is entered: the most that was done within one turn of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.most: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._beat = QTimer(self, interval=0)
        self._beat.timeout.connect(self._take)

    def __enter__(self) -> Turns:
        self._beat.start()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *error) -> None:
        sys.setprofile(None)
        self._beat.stop()
        self._take()

    def _count(self, frame, event, argument) -> None:
        if event in ("call", "c_call"):
            self._now["calls"] += 1
            if event == "call" and frame.f_code is LibraryModel.data.__code__:
                self._now["questions"] += 1

    def _take(self) -> None:
        self.most |= self._now
        self._now.clear()


def _entries(patterns, count) -> list[DocumentEntry]:
    return [
        DocumentEntry("pack", f"d{number}", title, date=date, collection=collection)
        for number in range(count)
        for title, date, collection in [patterns[number % len(patterns)]]
    ]


def _documents(model) -> set[str]:
    """The documents that have a row."""
    return {locator.document_id for index in rows_of(model) if (locator := model.locator(index))}


def _is_at_rest(page: LibraryPage) -> bool:
    return page.findChild(LibraryModel).is_whole and not page._next.isActive()


def _look_around(qtbot, page: LibraryPage, entries, words: str) -> None:
    """Open a library of `entries`, go up and down in it, and narrow it to `words`."""
    tree = page.findChild(QTreeView)
    page.resize(330, 700)
    page.set_tree(build_tree([(PackInfo("pack", "A pack"), entries)]))
    page.show()
    qtbot.waitUntil(lambda: _is_at_rest(page), timeout=PATIENCE_MS)
    tree.expandToDepth(2)
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(tree, key)
    page.findChild(QLineEdit).setText(words)
    qtbot.waitUntil(lambda: _is_at_rest(page), timeout=PATIENCE_MS)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PATTERNS, st.sampled_from([1, 3, 40, 700]), st.data())
def test_any_library_opens_filters_and_scrolls_within_bounds(qtbot, patterns, count, data):
    entries = _entries(patterns, count)
    page = LibraryPage(lambda nodes: Narrowing(nodes, fold_line))
    tree, line, model = (page.findChild(kind) for kind in (QTreeView, QLineEdit, LibraryModel))
    # drawn before anything is counted: drawing is work, too
    chosen = data.draw(st.sampled_from(entries))
    words = data.draw(st.sampled_from([chosen.title, chosen.year, *chosen.collection, "حریه", "no such"]))
    try:
        with Turns() as turns:
            _look_around(qtbot, page, entries, words)
        assert turns.most["calls"] < CALLS_A_TURN
        assert turns.most["questions"] < QUESTIONS_A_TURN
        wanted = fold_line(line.text()).split()
        holding = {entry.id for entry in entries if all(word in _said_of(entry) for word in wanted)}
        assert _documents(model) == holding
        if wanted and holding:
            assert model.locator(tree.currentIndex()).document_id in holding
        line.clear()
        page.show_open(chosen.locator)
        assert model.locator(tree.currentIndex()) == chosen.locator
        assert not tree.visualRect(tree.currentIndex()).isNull()
    finally:
        page.close()
        page.deleteLater()


def test_the_open_document_is_in_view_deep_below_rows_that_are_high(qtbot):
    """Found by the test above: Qt counts rows, of which fewer are in view where one of them takes two lines."""
    guides = ("Guides",) * 10
    patterns = [
        ("", "", guides[:1]),
        ("", "2014", ("a", "A", *guides[:6])),
        ("", "", guides[:6]),
        ("", "", ("A", *guides[:9])),
        ("", "", (*guides[:4], *("A",) * 4)),
    ]
    entries = _entries(patterns, 700)
    page = LibraryPage(lambda nodes: Narrowing(nodes, fold_line))
    qtbot.addWidget(page)
    tree, line = page.findChild(QTreeView), page.findChild(QLineEdit)
    _look_around(qtbot, page, entries, "Guides")
    line.clear()
    page.show_open(entries[121].locator)
    assert not tree.visualRect(tree.currentIndex()).isNull()


def _said_of(entry: DocumentEntry) -> str:
    return "\n".join([fold_line(entry.title), entry.year, *map(fold_line, entry.collection)])


@pytest.fixture(scope="module")
def large_pack(tmp_path_factory):
    """10,000 documents: in one collection, ten deep, in a collection each; some without a title or a date."""

    def document(number: int) -> Document:
        collections = [
            ("All of them",),
            tuple(f"Level {level}, {number % 5**level}" for level in range(MAX_COLLECTIONS)),
            (f"Collection {number}",),
        ]
        titles = [
            f"Joint Statement {number}",
            "",
            f"بيان مشترك {number}",
            "A title of many words " * 6,
            f"Statement {number}",
        ]
        entry = DocumentEntry(
            "large",
            f"d{number}",
            titles[number % 5],
            collection=collections[number % 3],
            date="" if number % 4 == 0 else str(1990 + number % 30),
        )
        text = f"Text {number}."
        return Document(entry, (Block(make_pids([text])[0], "paragraph", text, text),))

    folder = tmp_path_factory.mktemp("large") / "pack"
    write_pack(PackInfo("large", "A large library"), [document(number) for number in range(10_000)], folder)
    return folder


def test_ten_thousand_documents_open_filter_and_scroll_within_bounds(large_pack, tmp_path, open_window, qtbot):
    session = Session.open(Locations.find(library=large_pack, data_dir=tmp_path / "kept"))
    steps: dict[str, Counter[str]] = {}

    def do(name, act) -> None:
        with Turns() as turns:
            act()
            qtbot.waitUntil(lambda: _is_at_rest(hands.window._tree), timeout=PATIENCE_MS)
            qtbot.wait(1)  # what is drawn because of it belongs to it
        steps[name] = turns.most

    with Turns() as turns:
        hands = open_window(session)
    steps["open"] = turns.most
    tree, model = hands.tree, hands.tree.model()
    line = hands.window.findChild(QLineEdit, "library_filter")
    top = model.index(0, 0)
    do("all rows of the pack", lambda: tree.setExpanded(top, True))
    do("a large collection", lambda: tree.setExpanded(model.index(0, 0, top), True))
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_Right):
        do(f"key {key.name}", lambda key=key: QTest.keyClick(tree, key))
    bar = tree.verticalScrollBar()
    do("scroll", lambda: bar.setValue(bar.maximum() // 2))
    do("page from afar", lambda: QTest.keyClick(tree, Qt.Key.Key_PageDown))
    do("scroll back", lambda: bar.setValue(0))
    place = tree.viewport().rect().center()
    do("a click", lambda: QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place))
    do("the pointer comes", lambda: QTest.mouseMove(tree.viewport(), place))
    do("to the end below the pointer", lambda: QTest.keyClick(tree, Qt.Key.Key_End))
    do("the pointer moves", lambda: QTest.mouseMove(tree.viewport(), QPoint(place.x(), place.y() // 2)))
    for letters in ("s", "t", " 99"):
        do(f"filter {letters}", lambda letters=letters: QTest.keyClicks(line, letters))
    do("nothing left", lambda: QTest.keyClicks(line, "x"))
    do("all again", lambda: QTest.keyClick(line, Qt.Key.Key_Escape))
    do("a document", lambda: hands.window.open_locator(session.entries[9_998].locator))
    do("resize", lambda: hands.window.resize(900, 600))
    do("theme", hands.window._look.next_theme)
    assert {name: most for name, most in steps.items() if most["calls"] > CALLS_A_TURN} == {}
    assert {name: most for name, most in steps.items() if most["questions"] > QUESTIONS_A_TURN} == {}
    assert all(most["calls"] for most in steps.values())
    session.close()
