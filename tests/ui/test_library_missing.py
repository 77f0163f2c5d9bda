"""A missing library is found again by choosing a folder; what is kept can be read meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.session import Session

GO_BACK = "Open the library that came with the program"


@pytest.fixture
def open_it(open_window, tmp_path):
    """Opens a window on the library in `folder`, with or without a stand-in for the file dialog."""

    def open_it(folder, picker=None):
        return open_window(Session.open(Locations.find(folder, tmp_path / "kept")), picker)

    return open_it


@pytest.fixture
def missing(open_it, picker, small_pack, tmp_path):
    """A window without a library; the folder that will be chosen holds the small one."""
    picker.path = small_pack
    return open_it(tmp_path / "nowhere", picker)


def press_link(hands) -> None:
    """The page's first link, with the keyboard."""
    hands.text.setFocus()
    hands.key(Qt.Key.Key_Tab, widget=hands.text)
    hands.key(Qt.Key.Key_Return, widget=hands.text)


def wait_for_tree(hands, title: str) -> None:
    hands.bot.waitUntil(lambda: any(title in text for text in hands.tree_texts()))


def test_the_page_says_what_is_missing_where_it_was_looked_for_and_what_to_do(missing, tmp_path):
    text = missing.text.toPlainText()
    assert "The library folder is not where it was" in text
    assert str(tmp_path / "nowhere") in text
    assert "Choose folder…" in text and "What a good stick looks like" in text
    assert missing.tree_texts() == []
    assert missing.said() == ""
    missing.search("warrant")
    assert missing.titles() == []


def shown_words(window) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_a_search_says_that_there_is_no_library_not_that_nothing_holds_the_word(missing):
    missing.search("warrant")
    missing.bot.waitUntil(lambda: "There is no library to search in." in shown_words(missing.window))
    said = " ".join(shown_words(missing.window))
    assert "Library menu" in said
    assert "Only titles" not in said and "No title" not in said


def test_the_empty_tree_says_so_until_a_library_is_open(missing):
    empty = "There are no documents here."
    missing.bot.waitUntil(lambda: empty in shown_words(missing.window))
    press_link(missing)
    wait_for_tree(missing, "Rights on arrest")
    assert empty not in shown_words(missing.window)


def test_beside_the_program_it_is_called_so(open_window, tmp_path, monkeypatch):
    usual = Locations.find()
    moved = Locations(tmp_path / "resources", tmp_path / "resources" / "library", tmp_path / "kept", False)
    hands = open_window(Session.open(moved))
    assert usual.resources != moved.resources
    assert "The library folder is not beside the program" in hands.text.toPlainText()


def test_choosing_a_folder_with_the_keyboard_opens_it_at_once_for_reading_and_searching(missing, small_pack):
    press_link(missing)
    wait_for_tree(missing, "Rights on arrest")
    assert "Type a word in the box above" in missing.text.toPlainText()
    missing.open_document("arrest")
    missing.search("lawyer")
    missing.bot.waitUntil(lambda: missing.titles() == ["Rights on arrest"])


def test_the_choice_is_remembered(missing, small_pack, tmp_path):
    press_link(missing)
    wait_for_tree(missing, "Rights on arrest")
    missing.window.close()
    assert Session.open(Locations.find(None, tmp_path / "kept")).locations.library == small_pack


def test_a_word_typed_before_is_searched_for_in_the_chosen_library(missing):
    missing.search("lawyer")
    assert missing.titles() == []
    missing.in_library_menu()["Open another library…"].trigger()
    missing.bot.waitUntil(lambda: missing.titles() == ["Rights on arrest"])


def test_a_folder_without_a_library_is_one_sentence_and_the_page_stays(missing, picker, tmp_path):
    (tmp_path / "empty").mkdir()
    picker.path = tmp_path / "empty"
    press_link(missing)
    missing.bot.waitUntil(lambda: missing.said() != "")
    assert missing.said() == f"There is no library at {tmp_path / 'empty'}. Choose the folder that holds it."
    assert "The library folder is not where it was" in missing.text.toPlainText()
    assert not (tmp_path / "kept").exists()


def test_bookmarks_can_be_read_without_the_library_and_open_once_it_is_chosen(open_it, picker, small_pack, tmp_path):
    first = open_it(small_pack)
    first.open_document("arrest")
    first.keep("About warrants")
    first.window.close()
    picker.path = small_pack
    hands = open_it(tmp_path / "nowhere", picker)
    assert hands.names() == ["About warrants"]
    row = hands.bookmarks.model().index(0, 0)
    assert "Lost" not in row.data(Qt.ItemDataRole.AccessibleTextRole)
    hands.bookmarks.setFocus()
    hands.key(Qt.Key.Key_Return, widget=hands.bookmarks)
    hands.bot.waitUntil(lambda: hands.said() != "")
    assert "About warrants\u2069: the library does not have this passage now. It read: \u2068" in hands.said()
    press_link(hands)
    wait_for_tree(hands, "Rights on arrest")
    hands.bookmarks.setFocus()
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.bookmarks)
    assert "Nobody may be held" in hands.text.toPlainText()


def test_the_note_of_a_bookmark_can_be_read_without_the_library(open_it, small_pack, tmp_path):
    first = open_it(small_pack)
    first.open_document("arrest")
    document = first.window._session.document("small", "arrest")
    bookmark = first.window._session.new_bookmark(document, Locator("small", "arrest"))
    first.window._keeper.keep(replace(bookmark, note="Ask Ana"))
    first.settle()
    first.window.close()
    hands = open_it(tmp_path / "nowhere")
    hands.bookmarks.setFocus()
    hands.key(Qt.Key.Key_Return, widget=hands.bookmarks)
    hands.bot.waitUntil(lambda: "Your note: \u2068Ask Ana\u2069" in hands.said())


def test_f5_opens_a_library_that_came_back(open_it, small_pack, tmp_path):
    hands = open_it(tmp_path / "stick")
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    hands.bot.waitUntil(lambda: "There is no library at" in hands.said())
    shutil.copytree(small_pack, tmp_path / "stick")
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    wait_for_tree(hands, "Rights on arrest")
    hands.bot.waitUntil(lambda: "whole" in hands.window.statusBar().currentMessage())
    assert hands.said() == ""
    assert "Type a word in the box above" in hands.text.toPlainText()


def test_f5_after_a_stick_was_pulled_out_says_so_and_what_is_open_stays(open_it, small_pack, tmp_path):
    shutil.copytree(small_pack, tmp_path / "stick")
    hands = open_it(tmp_path / "stick")
    hands.open_document("Phones")
    (tmp_path / "stick").rename(tmp_path / "pulled")
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    hands.bot.waitUntil(lambda: "There is no library at" in hands.said())
    assert "Keep it locked." in hands.text.toPlainText()
    assert hands.tree_texts() != []


def test_a_document_asked_for_after_the_stick_was_pulled_out_says_what_happened_and_what_to_do(
    open_it, small_pack, tmp_path
):
    shutil.copytree(small_pack, tmp_path / "stick")
    hands = open_it(tmp_path / "stick")
    hands.open_document("Phones")
    (tmp_path / "stick").rename(tmp_path / "pulled")
    hands.tree.setFocus()
    hands.tree.setCurrentIndex(hands.tree_index("Rights on arrest"))
    hands.key(Qt.Key.Key_Return, widget=hands.tree)
    hands.bot.waitUntil(lambda: hands.said() != "")
    assert hands.said() == (
        "The document “Rights on arrest” cannot be shown: the library is not where it was. "
        "If it is on a stick, put the stick back. What is open stays open."
    )
    assert "Keep it locked." in hands.text.toPlainText()
    (tmp_path / "pulled").rename(tmp_path / "stick")
    hands.open_document("Rights on arrest")
    assert "Nobody may be held" in hands.text.toPlainText()


def test_a_library_of_which_nothing_can_be_read_is_named_and_another_can_be_chosen(
    open_it, picker, small_pack, tmp_path
):
    (tmp_path / "there" / "pack").mkdir(parents=True)
    (tmp_path / "there" / "pack" / "manifest.json").write_text("no JSON")
    picker.path = small_pack
    hands = open_it(tmp_path / "there", picker)
    assert "The library cannot be read" in hands.text.toPlainText()
    assert "“pack”" in hands.said()
    assert hands.window.findChild(QLabel, "damage_label").text() == "1 file damaged"
    press_link(hands)
    wait_for_tree(hands, "Rights on arrest")
    assert not hands.window.findChild(QLabel, "damage_label").isVisible()


def test_another_library_takes_the_place_of_the_one_before(open_it, picker, small_pack, small_sources, tmp_path):
    source = small_sources(
        tmp_path / "source", arrest="---\nid: arrest\ntitle: Other rights\npublisher: x\n---\n\nOther.\n"
    )
    build_pack(source, tmp_path / "other")
    picker.path = tmp_path / "other"
    hands = open_it(small_pack, picker)
    hands.open_document("Phones")
    hands.open_document("arrest")
    hands.in_library_menu()["Open another library…"].trigger()
    wait_for_tree(hands, "Other rights")
    hands.bot.waitUntil(lambda: "Other." in hands.text.toPlainText())  # the document one was in, as it is there
    hands.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, hands.window)
    hands.settle()
    assert "Keep it locked." in hands.text.toPlainText()  # what is there as well is a step of the history still
    hands.search("lawyer")
    assert hands.titles() == []


def test_what_is_not_in_the_other_library_gives_way_to_the_start_page(open_it, picker, small_pack, tmp_path):
    hands = open_it(None, picker)  # the library of the program
    assert GO_BACK not in hands.in_library_menu()
    title = hands.tree_texts()[-1]
    hands.open_document(title.partition(" · ")[2] or title)
    picker.path = small_pack
    hands.in_library_menu()["Open another library…"].trigger()
    wait_for_tree(hands, "Rights on arrest")
    assert "Type a word in the box above" in hands.text.toPlainText()
    hands.in_library_menu()[GO_BACK].trigger()
    wait_for_tree(hands, title)
    assert GO_BACK not in hands.in_library_menu()
    hands.settle()
    assert Session.open(Locations.find(None, tmp_path / "kept")).settings.library == ""


def test_the_systems_dialog_gives_the_folder_that_is_chosen_in_it(open_it, small_pack, tmp_path):
    hands = open_it(tmp_path / "nowhere")
    press_link(hands)
    dialog = hands.wait_for(QFileDialog, "file_dialog")
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.setDirectory(str(small_pack.parent))
    dialog.selectFile(str(small_pack))
    dialog.accept()
    wait_for_tree(hands, "Rights on arrest")
    assert Path(hands.window._session.settings.library) == small_pack
