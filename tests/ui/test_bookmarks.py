"""Keeping passages, and finding them again."""

from __future__ import annotations

import errno
import json
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.session import Session
from foc_reader.ui.bookmark_dialog import BookmarkDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_kept_passage_is_listed_and_found_by_the_next_window(hands, open_window, locations, qtbot):
    hands.open_document("arrest")
    hands.keep("Ask for it")
    assert hands.names() == ["Ask for it"]
    hands.window.close()
    again = open_window(Session.open(locations))
    assert again.names() == ["Ask for it"]
    again.key(Qt.Key.Key_B, CTRL | SHIFT, again.window)
    with qtbot.waitSignal(again.window._reader.page_changed):
        again.key(Qt.Key.Key_Return, widget=again.bookmarks)
    assert "Nobody may be held" in again.text.toPlainText()


def test_selected_words_are_what_is_kept(hands):
    hands.open_document("arrest")
    found = hands.text.document().find("read the warrant slowly")
    hands.text.setTextCursor(found)
    hands.keep()
    bookmark = hands.window._keeper.bookmarks[0]
    assert bookmark.quote.exact == "read the warrant slowly"
    assert bookmark.locator.end - bookmark.locator.start == len("read the warrant slowly")


def test_the_start_of_a_document_is_kept_under_its_title(hands):
    hands.open_document("arrest")
    hands.keep()
    assert hands.names() == ["Rights on arrest"]


def test_directly_after_opening_the_first_words_of_the_text_are_kept_not_the_date_above_them(
    open_window, small_sources, tmp_path
):
    sources = small_sources(tmp_path / "source")
    text = "October 2014\n\n# A statement\n\nThe members are concerned. They say so.\n\n## Why\n\nMore is below."
    front = "---\nid: statement\ntitle: A statement\ndate: 2014-10\nkind: Statement\ncollection: Guides\n---\n\n"
    (sources / "statement.md").write_text(f"{front}{text}\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.open_document("A statement")
    hands.keep()
    (bookmark,) = hands.window._keeper.bookmarks
    assert bookmark.quote.exact == "The members are concerned. They say so."
    assert bookmark.name == "A statement"
    assert hands.window._star.is_filled
    assert hands.window._star.bookmark() == bookmark, "Ctrl+D again changes it"


def test_a_selection_over_several_blocks_keeps_the_first_of_them(hands):
    hands.open_document("arrest")
    hands.text.selectAll()
    assert hands.text.selected_place().start == 0
    first = hands.window._star.bookmark()
    assert first.quote.exact == "Rights on arrest"


def test_nothing_is_written_before_something_is_kept(hands, locations):
    hands.open_document("arrest")
    hands.search("warrant")
    hands.settle()
    assert not locations.data.exists()


def test_name_note_and_tags_are_kept_and_can_be_changed(hands, locations):
    hands.open_document("arrest")
    hands.keep("First")
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    hands.press("bookmark_edit")
    name = hands.wait_for(QLineEdit, "bookmark_name")
    name.selectAll()
    hands.bot.keyClicks(name, "Second")
    hands.bot.keyClicks(hands.window.findChild(QLineEdit, "bookmark_tags"), "law, arrest, law")
    hands.key(Qt.Key.Key_Return, widget=name)
    hands.settle()
    kept = Session.open(locations).notebook.listed()
    assert [(bookmark.name, bookmark.tags) for bookmark in kept] == [("Second", ("law", "arrest"))]


def test_a_deleted_bookmark_comes_back_by_undo(hands, locations):
    hands.open_document("arrest")
    hands.keep("Mine")
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    hands.key(Qt.Key.Key_Delete, widget=hands.bookmarks)
    hands.settle()
    assert hands.names() == []
    assert "Mine" in hands.said()
    assert Session.open(locations).notebook.listed() == ()
    hands.press("message_action")
    hands.settle()
    assert hands.names() == ["Mine"]
    assert [bookmark.name for bookmark in Session.open(locations).notebook.listed()] == ["Mine"]


def test_two_windows_at_once_lose_nothing(open_window, locations):
    one, two = open_window(Session.open(locations)), open_window(Session.open(locations))
    one.open_document("arrest")
    two.open_document("Phones")
    one.keep("From the first")
    two.keep("From the second")
    assert sorted(two.names()) == ["From the first", "From the second"]
    assert len(Session.open(locations).notebook.listed()) == 2


@pytest.fixture
def rebuilt(small_sources, tmp_path):
    """Builds the library again with a document changed, in the place of the old one."""

    def build(**changed):
        library = tmp_path / "library"
        build_pack(small_sources(tmp_path / "source", **changed), library)
        return Locations.find(library, tmp_path / "kept")

    return build


def test_a_bookmark_survives_new_and_changed_paragraphs(open_window, rebuilt, arrest_text, qtbot):
    hands = open_window(Session.open(rebuilt()))
    hands.open_document("arrest")
    hands.text.setTextCursor(hands.text.document().find("A lawyer may be with you"))
    hands.keep("Lawyer")
    hands.window.close()
    changed = arrest_text.replace("Nobody may", "A new paragraph.\n\nNobody at all may").replace(
        "at every question", "at each and every question"
    )
    again = open_window(Session.open(rebuilt(arrest=changed)))
    again.settle()
    assert again.window._keeper.lost == frozenset()
    again.window._go_to_left("bookmarks")
    with qtbot.waitSignal(again.window._reader.page_changed):
        again.key(Qt.Key.Key_Return, widget=again.bookmarks)
    place = again.window._reader.shown.target
    assert again.text.document().findBlock(again.text.textCursor().position()).text().startswith("A lawyer may")
    assert place.end - place.start == len("A lawyer may be with you")


def test_a_passage_that_is_gone_is_listed_as_lost_and_never_dropped(open_window, rebuilt, arrest_text):
    hands = open_window(Session.open(rebuilt()))
    hands.open_document("arrest")
    hands.text.setTextCursor(hands.text.document().find("A lawyer may be with you"))
    hands.keep("Lawyer")
    hands.window.close()
    gone = arrest_text.replace("A lawyer may be with you at every question.", "Nothing here.")
    again = open_window(Session.open(rebuilt(arrest=gone)))
    again.settle()
    assert again.names() == ["Lawyer"]
    assert len(again.window._keeper.lost) == 1
    again.window._go_to_left("bookmarks")
    again.key(Qt.Key.Key_Return, widget=again.bookmarks)
    again.settle()
    assert "A lawyer may be with you" in again.said()


def test_bookmarks_are_carried_out_and_in_as_web_annotations(open_window, session, picker, tmp_path):
    picker.path.parent.mkdir()
    hands = open_window(session, picker)
    hands.open_document("arrest")
    hands.keep("Carried")
    hands.window._actions.later.left.export.trigger()
    hands.settle()
    whole = json.loads(picker.path.read_text(encoding="utf-8"))
    assert whole["@context"] == "http://www.w3.org/ns/anno.jsonld"
    other = open_window(Session.open(Locations.find(session.locations.library, tmp_path / "elsewhere")), picker)
    other.window._actions.later.left.take_in.trigger()
    other.settle()
    assert other.names() == ["Carried"]
    other.window._actions.later.left.take_in.trigger()
    other.settle()
    assert other.said() == "All bookmarks in \u2068bookmarks.json\u2069 were here already."


def test_a_file_that_is_no_bookmarks_is_a_sentence(open_window, session, picker):
    picker.path.parent.mkdir()
    picker.path.write_bytes(b"\x00\xff not json")
    hands = open_window(session, picker)
    hands.window._actions.later.left.take_in.trigger()
    hands.settle()
    assert "bookmarks.json" in hands.said()


def test_a_full_disk_is_said_and_the_bookmark_stays_in_the_window(hands, monkeypatch, locations):
    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    hands.open_document("arrest")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        hands.keep("Not saved yet")
    assert hands.said().startswith("Not saved")
    assert hands.names() == ["Not saved yet"]
    hands.open_document("Phones")
    hands.keep("The next one")
    assert len(Session.open(locations).notebook.listed()) == 2


def test_what_was_kept_before_survives_a_damaged_file(open_window, locations):
    hands = open_window(Session.open(locations))
    hands.open_document("arrest")
    hands.keep("One")
    hands.open_document("Phones")
    hands.keep("Two")
    hands.window.close()
    whole = locations.bookmarks.read_bytes()
    locations.bookmarks.write_bytes(whole[: len(whole) // 2])
    again = open_window(Session.open(locations))
    assert again.names() == ["One"]
    assert "one save before" in again.said()


def test_a_notebook_that_cannot_be_read_is_left_as_it_is(open_window, locations):
    locations.data.mkdir()
    locations.bookmarks.write_bytes(b"not ours")
    hands = open_window(Session.open(locations))
    assert "cannot be read" in hands.said()
    hands.open_document("arrest")
    hands.keep("In memory")
    assert hands.names() == ["In memory"]
    assert locations.bookmarks.read_bytes() == b"not ours"


def test_the_star_is_filled_where_the_passage_is_kept(hands):
    hands.open_document("arrest")
    empty = hands.window._actions.bookmark.icon().cacheKey()
    hands.keep("Here")
    assert hands.window._actions.bookmark.icon().cacheKey() != empty


def test_at_200_per_cent_no_part_of_the_question_covers_another(hands):
    hands.window._look.set_interface_percent(200)
    words = "A passage of as many words as are shown of one. " * 9
    dialog = BookmarkDialog(Bookmark("id", Locator("small", "arrest"), Quote(words), "Arrest"), parent=hands.window)
    dialog.show()
    parts = [part for part in dialog.findChildren(QWidget) if part.parent() is dialog and part.isVisible()]
    assert len(parts) > 6
    for number, part in enumerate(parts):
        assert not [other for other in parts[number + 1 :] if part.geometry().intersects(other.geometry())]
