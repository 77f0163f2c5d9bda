"""Trouble is one sentence; the rest still works."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.application import _show_bug


@pytest.fixture
def damaged(small_pack, tmp_path):
    """A copy of the small library that may be damaged."""
    shutil.copytree(small_pack, tmp_path / "library")
    return tmp_path / "library"


def test_a_missing_library_is_said_and_the_window_stays_useful(open_window, tmp_path):
    hands = open_window(Session.open(Locations.find(tmp_path / "nowhere", tmp_path / "kept")))
    assert "nowhere" in hands.text.toPlainText()
    assert hands.tree_texts() == []
    hands.search("warrant")
    assert hands.titles() == []


def test_a_manifest_that_is_not_json_is_said(open_window, damaged, tmp_path):
    (damaged / "manifest.json").write_text("not JSON")
    hands = open_window(Session.open(Locations.find(damaged, tmp_path / "kept")))
    assert "library" in hands.said()
    assert hands.said().count("\n") == 0


def test_with_a_damaged_index_titles_are_found_and_documents_open(open_window, damaged, tmp_path):
    toc = damaged / "index" / "toc.json"
    toc.write_bytes(toc.read_bytes()[:40])
    hands = open_window(Session.open(Locations.find(damaged, tmp_path / "kept")))
    assert "index" in hands.said()
    hands.search("phones")
    assert hands.titles() == ["Phones and the law"]
    summary = hands.window._searching.page.findChild(QLabel, "quiet").text()
    assert summary == "1 document\nOnly titles were searched: the text search cannot be used."
    hands.open_document("Phones")
    assert "Keep it locked." in hands.text.toPlainText()


def test_what_is_said_of_a_document_goes_when_another_one_opens(hands):
    hands.open_document("arrest")
    cursor = hands.text.document().find("https://example.org/arrest")
    cursor.setPosition(cursor.selectionStart() + 3)
    hands.text.setTextCursor(cursor)
    hands.bot.mouseClick(hands.text.viewport(), Qt.MouseButton.LeftButton, pos=hands.text.cursorRect(cursor).center())
    assert "https://example.org/arrest" in hands.said()
    hands.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, hands.window)  # elsewhere in the same document
    assert "https://example.org/arrest" in hands.said()
    hands.open_document("Phones")
    assert hands.said() == ""


def test_that_a_document_cannot_be_shown_is_said_until_another_one_is_and_what_concerns_all_stays(
    open_window, damaged_pack, tmp_path
):
    hands = open_window(Session.open(Locations.find(damaged_pack, tmp_path / "kept")))
    hands.tree.setFocus()
    hands.tree.setCurrentIndex(hands.tree_index("arrest"))
    hands.key(Qt.Key.Key_Return, widget=hands.tree)
    hands.bot.waitUntil(lambda: "“Rights on arrest” cannot be shown" in hands.said())
    hands.open_document("Phones")
    assert hands.said() == "" and "Keep it locked." in hands.text.toPlainText()
    hands.key(Qt.Key.Key_F5, widget=hands.window)
    hands.bot.waitUntil(lambda: "1 of 3 documents is damaged" in hands.said())
    hands.open_document("حرية")
    assert "1 of 3 documents is damaged" in hands.said()


def test_an_index_that_proves_damaged_while_searching_is_said(open_window, damaged, tmp_path):
    postings = damaged / "index" / "postings"
    postings.write_bytes(bytes(len(postings.read_bytes())))
    hands = open_window(Session.open(Locations.find(damaged, tmp_path / "kept")))
    hands.search("phones")
    assert hands.titles() == ["Phones and the law"]
    assert "index" in hands.said()


def test_a_place_that_may_only_be_read_is_said_once(hands, monkeypatch, locations):
    usual = os.open

    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    def refuse_to_write(path, flags, *words, **more):
        is_to_write = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        return refuse() if is_to_write else usual(path, flags, *words, **more)

    monkeypatch.setattr(os, "mkdir", refuse)
    monkeypatch.setattr(os, "open", refuse_to_write)
    hands.open_document("arrest")
    hands.keep("First")
    assert "may only be read" in hands.window.statusBar().currentMessage()
    hands.window.statusBar().clearMessage()
    hands.open_document("Phones")
    hands.keep("Second")
    assert hands.window.statusBar().currentMessage() == ""
    assert hands.said() == "", "it is no error"
    assert hands.names() == ["Second", "First"]
    assert "gone when this window closes" in hands.window._status._kept.text()
    assert not locations.data.exists()


def test_a_bug_shows_one_sentence_with_its_details_folded(hands, qapp, capsys):
    error = ZeroDivisionError("a bug of ours")
    _show_bug(type(error), error, None)
    (box,) = (widget for widget in qapp.topLevelWidgets() if widget.objectName() == "bug_box")
    assert isinstance(box, QMessageBox)
    assert "did not foresee" in box.text()
    assert "a bug of ours" in box.detailedText()
    assert "a bug of ours" in capsys.readouterr().err
    hands.bot.mouseClick(box.findChild(QPushButton, "bug_copy"), Qt.MouseButton.LeftButton)
    assert "a bug of ours" in QApplication.clipboard().text()
    assert box.isVisible()
    box.close()


def test_in_a_mirrored_window_the_sentence_begins_at_the_right(hands, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        error = ZeroDivisionError("a bug of ours")
        _show_bug(type(error), error, None)
        (box,) = (widget for widget in qapp.topLevelWidgets() if widget.objectName() == "bug_box")
        (words,) = (label for label in box.findChildren(QLabel) if "did not foresee" in label.text())
        left, right = _room_beside(words.grab().toImage())
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    box.close()
    assert left > right


def _room_beside(image: QImage) -> tuple[int, int]:
    """px before and after the ink in the lower half: in the last line of some words, which is not a whole one."""
    lines, ground = range(image.height() // 2, image.height()), image.pixel(0, 0)
    ink = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in lines)]
    return ink[0], image.width() - 1 - ink[-1]


def test_a_bug_after_the_window_was_closed_keeps_nothing_open(hands, qapp, capsys):
    hands.window.hide()
    error = ZeroDivisionError("a bug of ours")
    _show_bug(type(error), error, None)
    assert not [widget for widget in qapp.topLevelWidgets() if widget.isVisible() or widget.objectName() == "bug_box"]
    assert "a bug of ours" in capsys.readouterr().err


def test_the_details_of_what_is_said_can_be_copied_with_the_keyboard(open_window, damaged, tmp_path):
    (damaged / "index" / "terms").unlink()
    hands = open_window(Session.open(Locations.find(damaged, tmp_path / "kept")))
    hands.bot.waitUntil(lambda: hands.said() != "")
    assert not hands.window.findChild(QPushButton, "message_copy").isVisible(), "there are no details in sight"
    hands.window.activateWindow()
    more = hands.window.findChild(QPushButton, "message_details")
    more.setFocus()
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "message_copy"
    hands.key(Qt.Key.Key_Space)
    copied = QApplication.clipboard().text()
    assert copied.startswith(hands.said())
    assert copied.endswith(hands.window.findChild(QPlainTextEdit, "message_detail_text").toPlainText())
    hands.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "message_close"
    hands.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "message_detail_text"


def test_with_the_disk_full_it_says_what_is_not_saved_and_that_it_is_still_here(hands, monkeypatch, locations):
    hands.open_document("arrest")
    hands.keep("Before")
    saved = locations.bookmarks.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    hands.open_document("Phones")
    hands.keep("After")
    assert hands.said().startswith("Not saved:") and "still here while this window is open" in hands.said()
    assert hands.names() == ["After", "Before"]
    assert locations.bookmarks.read_bytes() == saved, "nothing saved before is harmed"


def test_closing_with_unsaved_bookmarks_asks_once_more(open_window, small_pack, tmp_path):
    (tmp_path / "file").write_text("no folder")
    hands = open_window(Session.open(Locations.find(small_pack, tmp_path / "file" / "kept")))
    hands.open_document("arrest")
    hands.keep("Not saved")
    assert hands.said().startswith("Not saved")
    assert "gone when this window closes" in hands.window._status.where_kept
    hands.window.close()
    assert hands.window.isVisible()
    assert "could not be saved" in hands.said()
    hands.press("message_action")
    assert not hands.window.isVisible()


def test_what_is_queued_to_be_saved_is_saved_before_the_window_is_gone(hands, locations):
    hands.open_document("arrest")
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, hands.window)
    field = hands.wait_for(QLineEdit, "bookmark_name")
    hands.key(Qt.Key.Key_Return, widget=field)
    hands.window.close()
    assert len(Session.open(locations).notebook.listed()) == 1
