"""What one sees before a document is open, and where its links lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLineEdit

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import DocumentEntry
from foc_reader.core.session import Session
from foc_reader.ui.examples import examples
from foc_reader.ui.start_page import first_documents

ALT = Qt.KeyboardModifier.AltModifier


def _page(hands) -> str:
    return hands.text.toPlainText().replace("\u2068", "").replace("\u2069", "")


def _follow(hands, words: str) -> None:
    """Click the link with `words`."""
    cursor = hands.text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 1)
    hands.bot.mouseClick(hands.text.viewport(), Qt.MouseButton.LeftButton, pos=hands.text.cursorRect(cursor).center())


def test_it_says_what_can_be_read_searched_and_what_is_kept(hands):
    page = _page(hands)
    for words in (
        "Read",
        "Rights on arrest",
        "Guide · 2021",
        "Search",
        "Nothing leaves this computer",
        "Only bookmarks",
    ):
        assert words in page
    assert "Kept last" not in page


def test_its_column_stands_in_the_middle(hands):
    hands.window.resize(1600, 900)
    cursor = hands.text.textCursor()
    cursor.setPosition(0)
    rect = hands.text.cursorRect(cursor)
    assert rect.left() > 200
    assert rect.top() < 80


def test_it_stands_there_once_after_the_theme_is_changed(hands):
    before = _page(hands)
    for height in range(500, 900, 20):  # with a scroll bar, without, and where one is just needed
        hands.window.resize(1366, height)
        hands.window.findChild(QAction, "theme_night").trigger()
        hands.window.findChild(QAction, "theme_light").trigger()
        assert _page(hands) == before


def test_a_document_opens_from_it(hands, qtbot):
    with qtbot.waitSignal(hands.window._reader.page_changed):
        _follow(hands, "Phones and the law")
    assert "Keep it locked." in _page(hands)


@pytest.mark.parametrize("number", range(3))
def test_each_example_is_typed_into_the_box_and_finds_something(hands, qtbot, number):
    pack = hands.window._session.packs[0]
    queries = [example.query for example in examples(pack.info, pack.entries)]
    assert len(queries) == 3
    _follow(hands, queries[number])
    assert hands.box.text() == queries[number]
    qtbot.waitUntil(lambda: hands.window._searching.answer is not None)
    assert hands.window._searching.answer.hits


def test_alt_home_goes_back_to_it_and_back_leads_where_one_was(hands):
    hands.open_document("arrest")
    hands.key(Qt.Key.Key_Home, ALT, hands.window)
    assert "FOC Reader" in _page(hands)
    assert not hands.outline.isVisible()
    hands.key(Qt.Key.Key_Left, ALT, hands.window)
    hands.settle()
    assert "Nobody may be held" in _page(hands)
    assert hands.outline.isVisible()


def test_the_newest_bookmarks_stand_on_it_and_open(hands, qtbot):
    hands.open_document("Phones")
    for name in ("One", "Two", "Three", "Four"):
        hands.keep(name)
        hands.text.selectAll()  # else it would be the same bookmark again
    hands.key(Qt.Key.Key_Home, ALT, hands.window)
    kept = _page(hands).split("Kept last")[1].splitlines()
    assert [line for line in kept if line in ("One", "Two", "Three", "Four")] == ["Four", "Three", "Two"]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        _follow(hands, "Three")
    assert "Keep it locked." in _page(hands)


def test_a_bookmark_deleted_elsewhere_goes_from_it(hands):
    hands.open_document("Phones")
    hands.keep("Something kept")
    hands.key(Qt.Key.Key_Home, ALT, hands.window)
    assert "Something kept" in _page(hands)
    hands.window._bookmarking.delete(hands.window._session.notebook.listed()[0])
    assert "Something kept" not in _page(hands)


def test_a_bookmarks_name_is_shown_letter_by_letter(hands):
    hands.open_document("Phones")
    hands.keep("<img src=x> & 'so' on")
    hands.key(Qt.Key.Key_Home, ALT, hands.window)
    assert "<img src=x> & 'so' on" in _page(hands)


def test_a_copy_for_someone_is_made_from_it(hands):
    _follow(hands, "Make a copy")
    assert hands.wait_for(QDialog, "copy_dialog").isVisible()


def test_without_a_library_it_says_so(open_window, tmp_path):
    hands = open_window(Session.open(Locations.find(tmp_path / "none", tmp_path / "kept")))
    hands.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, hands.window)
    assert "It was looked for here" in _page(hands)


def test_links_of_the_start_page_mean_nothing_in_a_document(hands):
    hands.open_document("Phones")
    hands.text.anchorClicked.emit("search:0")
    hands.text.anchorClicked.emit("bookmark:none")
    assert hands.box.text() == ""


def _entry(number: int, collection: str = "", form: str = "text") -> DocumentEntry:
    return replace(DocumentEntry("p", f"d{number}", f"Title {number}"), collection=(collection,), form=form)


def test_texts_in_full_are_listed_before_anything_else():
    entries = [_entry(1, form="card"), _entry(2), _entry(3, form="term")]
    assert [entry.id for entry in first_documents(entries)] == ["d2"]
    assert first_documents(entries[:1]) == entries[:1]


def test_of_many_texts_each_collection_shows_its_first():
    entries = [_entry(number, "A") for number in range(20)] + [_entry(50, "B"), _entry(60, "C")]
    listed = [entry.id for entry in first_documents(entries)]
    assert listed == ["d0", "d50", "d60", "d1", "d2", "d3"]


def test_a_library_of_ten_thousand_documents_lists_few(hands):
    entries = [_entry(number, f"C{number}") for number in range(10_000)]
    assert len(first_documents(entries)) == 6


@pytest.fixture
def with_glossary(open_window, small_sources, tmp_path):
    """A library in which words are explained."""
    sources = small_sources(tmp_path / "source")
    for word in ("Reason", "Border", "Code"):
        front = f"---\nid: term-{word.lower()}\ntitle: {word}\nform: term\ncollection: Words explained\n---\n"
        (sources / f"{word}.md").write_text(f"{front}What it means.\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    return open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_the_door_to_the_words_explained_opens_all_of_them_in_the_tree(with_glossary, qtbot, button):
    hands = with_glossary
    hands.tree.collapseAll()
    hands.window.findChild(QAction, "left_pane").setChecked(False)
    cursor = hands.text.document().find("Words explained")
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(hands.text.viewport(), button, pos=hands.text.cursorRect(cursor).center())
    assert hands.tree.isVisible() and hands.tree.hasFocus()
    folder = hands.tree.currentIndex()
    assert "Words explained" in folder.data() and hands.tree.isExpanded(folder)
    inside = [hands.tree.model().index(row, 0, folder) for row in range(3)]
    assert [index.data().strip("\u2068\u2069") for index in inside] == ["Border", "Code", "Reason"]
    assert all(hands.tree.viewport().rect().intersects(hands.tree.visualRect(index)) for index in inside)
    assert "FOC Reader" in _page(hands), "the start page stays"


def test_the_door_opens_the_whole_tree_where_it_was_narrowed(with_glossary, qtbot):
    hands = with_glossary
    line = hands.window.findChild(QLineEdit, "library_filter")
    qtbot.keyClicks(line, "phones")
    _follow(hands, "Words explained")
    assert line.text() == ""
    assert "Words explained" in hands.tree.currentIndex().data()
