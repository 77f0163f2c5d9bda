"""Bookmarks changed, deleted, brought back, and carried out in three forms."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton

from foc_reader.core.session import Session
from foc_reader.ui.file_picker import SystemPicker

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DOCUMENTS = ("arrest", "Phones", "حرية")


def keep_several(hands, names) -> None:
    for title, name in zip(DOCUMENTS, names, strict=False):
        hands.open_document(title)
        hands.keep(name)


@pytest.fixture
def three(hands):
    """A window that stands on the list of three bookmarks."""
    keep_several(hands, ("One", "Two", "Three"))
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    return hands


def change(hands):
    """F2; the field for tags comes back."""
    hands.key(Qt.Key.Key_F2, widget=hands.bookmarks)
    return hands.wait_for(QLineEdit, "bookmark_tags")


def offers():
    """The tags that are offered below the line; None while nothing is."""
    lists = [widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "tag_offers"]
    return next((shown for shown in lists if shown.isVisible()), None)


def texts(view) -> list[str]:
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def test_several_deleted_ones_come_back_one_after_the_other(three, locations):
    for _ in range(3):
        three.key(Qt.Key.Key_Delete, widget=three.bookmarks)
    three.settle()
    assert three.names() == []
    three.press("message_action")
    assert len(three.names()) == 1
    assert "2 more deleted bookmarks can be brought back" in three.said()
    three.key(Qt.Key.Key_Z, CTRL, three.window)
    assert len(three.names()) == 2
    three.window.findChild(QAction, "undo_delete").trigger()
    three.settle()
    assert sorted(three.names()) == ["One", "Three", "Two"]
    assert not three.window.findChild(QAction, "undo_delete").isEnabled()
    assert "more" not in three.said()
    assert len(Session.open(locations).notebook.listed()) == 3


def test_undo_stands_in_the_menu_once_there_is_something_to_undo(three):
    undo = three.window.findChild(QAction, "undo_delete")
    assert not undo.isEnabled()
    three.key(Qt.Key.Key_Delete, widget=three.bookmarks)
    assert undo.isEnabled()
    menus = {action.text(): action.menu() for action in three.window.menuBar().actions()}
    assert undo in menus["&Bookmarks"].actions()


def test_ctrl_z_in_a_line_one_types_into_undoes_the_typing(three):
    three.key(Qt.Key.Key_Delete, widget=three.bookmarks)
    line = three.window.findChild(QLineEdit, "bookmark_filter")
    line.setFocus()
    three.bot.keyClicks(line, "x")
    three.key(Qt.Key.Key_Z, CTRL, line)
    assert line.text() == ""
    assert len(three.window._keeper.bookmarks) == 2


def test_what_came_back_by_another_way_is_not_overwritten_by_undo(three):
    keeper = three.window._keeper
    first = keeper.bookmarks[0]
    three.key(Qt.Key.Key_Delete, widget=three.bookmarks)
    keeper.keep(replace(first, name="Imported again"))
    three.key(Qt.Key.Key_Z, CTRL, three.window)
    assert "Imported again" in three.names()


def test_a_tag_used_before_is_offered_and_taken_with_the_keyboard(three):
    tags = change(three)
    three.bot.keyClicks(tags, "Surveillance, law")
    three.key(Qt.Key.Key_Return, widget=tags)
    three.bookmarks.setCurrentIndex(three.bookmarks.model().index(1, 0))
    three.bot.waitUntil(lambda: three.window.findChild(QLineEdit, "bookmark_tags") is None)
    tags = change(three)
    three.bot.keyClicks(tags, "border, sur")
    shown = offers()
    assert texts(shown) == ["Surveillance"]
    three.key(Qt.Key.Key_Down, widget=shown)
    three.key(Qt.Key.Key_Return, widget=shown)
    assert tags.isVisible()  # Enter took the tag, and did not close the question
    assert tags.text() == "border, Surveillance, "
    three.bot.keyClicks(tags, "LA")
    three.key(Qt.Key.Key_Escape, widget=offers())
    assert tags.isVisible()  # Esc closed the offers only
    three.bot.keyClicks(tags, "W")
    three.key(Qt.Key.Key_Return, widget=tags)
    three.settle()
    kept = {bookmark.tags for bookmark in three.window._keeper.bookmarks}
    assert ("border", "Surveillance", "law") in kept  # spelt as before


def test_a_tag_that_is_there_already_is_not_offered(three):
    tags = change(three)
    three.bot.keyClicks(tags, "law")
    three.key(Qt.Key.Key_Return, widget=tags)
    three.bot.waitUntil(lambda: three.window.findChild(QLineEdit, "bookmark_tags") is None)
    tags = change(three)
    three.bot.keyClicks(tags, ", la")
    assert offers() is None
    tags.window().close()


def test_a_note_has_lines_and_ctrl_enter_keeps_it(three):
    change(three)
    note = three.window.findChild(QPlainTextEdit, "bookmark_note")
    note.setFocus()
    three.bot.keyClicks(note, "first")
    three.key(Qt.Key.Key_Return, widget=note)
    three.bot.keyClicks(note, "second")
    three.key(Qt.Key.Key_Return, CTRL, note)
    three.settle()
    assert three.window._keeper.bookmarks[0].note == "first\nsecond"


@pytest.mark.parametrize(("name", "start"), [("mine.md", "# Bookmarks"), ("mine.html", "<!DOCTYPE html>")])
def test_all_are_exported_in_the_form_the_name_ends_in(open_window, session, picker, tmp_path, name, start):
    picker.path = tmp_path / name
    hands = open_window(session, picker)
    keep_several(hands, ("One", "Two", "Three"))
    hands.window._actions.later.left.export.trigger()
    hands.settle()
    text = picker.path.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert all(word in text for word in ("One", "Two", "Three", "Rights on arrest"))
    assert [ending for _, ending in picker.kinds] == [".json", ".html", ".md"]
    assert "3 bookmarks written" in hands.said()


@pytest.mark.parametrize(("button", "expected"), [("export_shown", ["Two"]), ("export_all", ["Three", "Two", "One"])])
def test_with_a_filter_one_is_asked_whether_all_or_those_shown(
    open_window, session, picker, tmp_path, button, expected
):
    picker.path = tmp_path / "some.json"
    hands = open_window(session, picker)
    keep_several(hands, ("One", "Two", "Three"))
    hands.window._go_to_left("bookmarks")
    hands.bot.keyClicks(hands.window.findChild(QLineEdit, "bookmark_filter"), "two")
    hands.bot.waitUntil(lambda: hands.names() == ["Two"])
    hands.window._actions.later.left.export.trigger()
    question = hands.wait_for(QMessageBox, "export_question")
    words = [action.text() for action in question.buttons()]
    assert words == ["Export shown (1)", "Export all (3)", "Cancel"]
    hands.bot.mouseClick(question.findChild(QPushButton, button), Qt.MouseButton.LeftButton)
    hands.settle()
    items = json.loads(picker.path.read_text(encoding="utf-8"))["first"]["items"]
    assert [item["body"][0]["value"] for item in items] == expected


def test_the_file_dialog_offers_the_kinds_and_the_name_follows_them(hands, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kinds = (("Notes", ".json"), ("Web page", ".html"))
    SystemPicker(hands.window).to_write("Where", "bookmarks.json", lambda path: None, kinds)
    dialog = hands.wait_for(QFileDialog, "file_dialog")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.nameFilters() == ["Notes (*.json)", "Web page (*.html)"]
    assert dialog.defaultSuffix() == "json"
    dialog.selectNameFilter("Web page (*.html)")
    dialog.filterSelected.emit("Web page (*.html)")
    assert dialog.defaultSuffix() == "html"
    assert dialog.selectedFiles()[0].endswith("bookmarks.html")
    dialog.close()


@pytest.mark.parametrize("is_portable", [True, False])
def test_the_systems_own_dialog_which_notes_folders_is_only_for_ones_own_computer(hands, is_portable):
    QApplication.instance().setProperty("is_portable", is_portable)
    try:
        SystemPicker(hands.window).to_read("Which", lambda path: None)
    finally:
        QApplication.instance().setProperty("is_portable", False)
    dialog = hands.wait_for(QFileDialog, "file_dialog")
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog) == is_portable
    dialog.close()


def test_a_place_is_known_for_what_was_just_kept(three):
    keeper = three.window._keeper
    assert set(keeper.places) == {bookmark.id for bookmark in keeper.bookmarks}
    assert keeper.lost == frozenset()
