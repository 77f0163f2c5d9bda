"""Making a copy for someone and checking a copy, in the window."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QPlainTextEdit, QProgressBar, QPushButton

from foc_reader.core.cancel import CancelToken
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.core.sharing import drives
from foc_reader.core.sharing.checking import check_copy
from foc_reader.core.values import replace
from tests.sticks import Signer, contents, list_files, make_stick, write

COPY, CHECK = "Make a copy for someone…", "Check this copy…"


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """The stick from which the program seems to be started."""
    stick = make_stick(tmp_path / "stick", Signer())
    monkeypatch.setattr(sys, "executable", str(stick / "linux" / "foc-reader"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return stick


@pytest.fixture
def drive(tmp_path, picker):
    """The folder that is chosen where one is asked for."""
    (tmp_path / "drive").mkdir()
    picker.path = tmp_path / "drive"
    return tmp_path / "drive"


@pytest.fixture
def portable(stick, locations, open_window, picker):
    """The window of a program that runs from a stick."""
    places = Locations(locations.resources, locations.library, stick / "private", is_portable=True)
    session = Session.open(places)
    yield open_window(session, picker)
    session.close()


def ask(hands, entry, name):
    hands.in_library_menu()[entry].trigger()
    return hands.wait_for(QDialog, name)


def said(dialog):
    """Every sentence that is seen."""
    shown = "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    return "".join(letter for letter in shown if letter not in "\u2066\u2068\u2069")


def press(hands, dialog, name):
    button = dialog.findChild(QPushButton, name)
    hands.bot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    button.setFocus()
    hands.key(Qt.Key.Key_Space, widget=button)


def until(hands, dialog, words):
    hands.bot.waitUntil(lambda: words in said(dialog), timeout=20_000)


def test_a_copy_is_made_with_the_keyboard_alone(portable, stick, drive):
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Program and library, 1 MB. Bookmarks, notes and settings are not copied.")
    until(portable, dialog, "Put in a stick, or choose another folder.")
    press(portable, dialog, "copy_folder")
    until(portable, dialog, f"It goes into the folder {drive / 'FOC Reader'}")
    press(portable, dialog, "copy_start")
    until(portable, dialog, "The copy is complete: 1 MB.")
    assert "Safe to remove" in said(dialog)
    assert contents(drive / "FOC Reader") == {
        path: data for path, data in contents(stick).items() if not path.startswith("private/")
    }
    portable.key(Qt.Key.Key_Escape, widget=dialog)
    assert not dialog.isVisible()


def test_the_words_of_the_copy_are_those_that_a_check_shows(portable, drive):
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Put in a stick")
    press(portable, dialog, "copy_folder")
    press(portable, dialog, "copy_start")
    until(portable, dialog, "The copy is complete")
    words = next(label.text() for label in dialog.findChildren(QLabel, "outcome_words") if label.isVisible())
    dialog.close()
    dialog = ask(portable, CHECK, "check_dialog")
    until(portable, dialog, "The copy that this program was started from")
    press(portable, dialog, "check_start")
    until(portable, dialog, "All 11 files are as the list says")
    assert words in [label.text() for label in dialog.findChildren(QLabel, "outcome_words") if label.isVisible()]


class SlowDrive:
    """What is written is on the drive once it is let go of."""

    def __init__(self, monkeypatch):
        self._settle = os.fsync
        self.is_writing, self._let_go = threading.Event(), threading.Event()
        monkeypatch.setattr(os, "fsync", self._wait)

    def _wait(self, handle):
        self.is_writing.set()
        self._let_go.wait()
        self._settle(handle)

    def let_go(self):
        self._let_go.set()


def begin_slowly(hands, monkeypatch):
    """Begin a copy that waits in the midst of writing: its dialog, and the drive that lets it go on."""
    dialog = ask(hands, COPY, "copy_dialog")
    until(hands, dialog, "Put in a stick")
    press(hands, dialog, "copy_folder")
    slow = SlowDrive(monkeypatch)
    press(hands, dialog, "copy_start")
    hands.bot.waitUntil(slow.is_writing.is_set)
    return dialog, slow


def test_a_copy_can_be_stopped_and_gone_on_with(portable, drive, monkeypatch):
    dialog, slow = begin_slowly(portable, monkeypatch)
    assert dialog.findChild(QProgressBar, "work_bar").isVisible()
    portable.key(Qt.Key.Key_Escape, widget=dialog)
    assert "Stopping…" in said(dialog)
    slow.let_go()
    until(portable, dialog, "The copy was stopped. It is not complete, and is marked so.")
    assert check_copy(drive / "FOC Reader", CancelToken()).is_incomplete
    press(portable, dialog, "copy_go_on")
    until(portable, dialog, "The copy is complete")
    assert check_copy(drive / "FOC Reader", CancelToken()).is_sound


def test_closing_the_window_stops_a_copy(portable, drive, monkeypatch):
    dialog, slow = begin_slowly(portable, monkeypatch)
    threading.Timer(0.2, slow.let_go).start()  # the window waits for what is being written
    portable.window.close()
    assert not portable.window.isVisible() and not dialog.isVisible()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("copying")]
    assert check_copy(drive / "FOC Reader", CancelToken()).is_incomplete


def test_a_place_that_will_not_do_is_said_before_copying(portable, drive):
    write(drive / "FOC Reader/thesis.odt", b"years of work")
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Put in a stick")
    press(portable, dialog, "copy_folder")
    until(portable, dialog, "is none of ours")
    assert not dialog.findChild(QPushButton, "copy_start").isEnabled()


def test_another_edition_is_said_to_be_replaced_before_it_is(portable, drive, tmp_path):
    older = make_stick(drive / "FOC Reader", Signer(), **{"start-linux.sh": b"old"})
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Put in a stick")
    press(portable, dialog, "copy_folder")
    until(portable, dialog, "Another edition is there. It will be replaced.")
    start = dialog.findChild(QPushButton, "copy_start")
    assert start.text() == "Replace" and (older / "start-linux.sh").read_bytes() == b"old"
    press(portable, dialog, "copy_start")
    until(portable, dialog, "The copy is complete")
    assert (older / "start-linux.sh").read_bytes() != b"old"


def test_what_went_wrong_is_said_and_what_to_do(portable, stick, drive):
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Put in a stick")
    press(portable, dialog, "copy_folder")
    until(portable, dialog, "It goes into the folder")
    (stick / "linux/foc-reader").write_bytes(b"something else")
    press(portable, dialog, "copy_start")
    until(portable, dialog, "its own file “linux/foc-reader” is damaged")


def test_drives_come_and_go_in_the_list(portable, tmp_path, monkeypatch):
    mounts, stick = tmp_path / "mountinfo", tmp_path / "media" / "KINGSTON"
    stick.mkdir(parents=True)
    write(tmp_path / "devices" / "8:17" / "removable", b"1\n")
    monkeypatch.setattr(drives, "_MOUNTS", mounts)  # what Linux tells of drives
    monkeypatch.setattr(drives, "_DEVICES", tmp_path / "devices")
    monkeypatch.setattr(drives, "_WHERE_DESKTOPS_PUT_THEM", (tmp_path / "media",))
    dialog = ask(portable, COPY, "copy_dialog")
    until(portable, dialog, "Put in a stick")
    rows = dialog.findChild(QListWidget, "copy_drives")
    mounts.write_text(f"30 22 8:17 / {stick} rw - vfat /dev/sdb1 rw\n")
    portable.bot.waitUntil(lambda: rows.count() == 1)
    assert "KINGSTON" in rows.item(0).text() and "free of" in rows.item(0).text()
    until(portable, dialog, "It goes into the folder")
    mounts.write_text("")
    portable.bot.waitUntil(lambda: rows.count() == 0)
    assert not dialog.findChild(QPushButton, "copy_start").isEnabled()


def test_without_a_stick_the_library_alone_is_offered(open_window, locations, picker, drive):
    session = Session.open(replace(locations, is_library_given=True))
    hands = open_window(session, picker)
    dialog = ask(hands, COPY, "copy_dialog")
    until(hands, dialog, "Only the library")
    assert "“Open another library”" in said(dialog)
    dialog.close()
    session.close()


def test_a_changed_file_is_named(portable, stick):
    (stick / "linux/foc-reader").write_bytes(b"something else")
    dialog = ask(portable, CHECK, "check_dialog")
    until(portable, dialog, "The copy that this program was started from")
    assert "A program cannot vouch for itself." in said(dialog)
    press(portable, dialog, "check_start")
    until(portable, dialog, "1 file is not as it should be: do not use this copy.")
    details = dialog.findChild(QPlainTextEdit, "outcome_details")
    assert details.isVisible() and "linux/foc-reader" in details.toPlainText()
    assert not any(label.isVisible() for label in dialog.findChildren(QLabel, "outcome_words"))


def test_another_copy_is_checked_by_one_that_is_trusted(portable, picker, tmp_path):
    forged = make_stick(tmp_path / "forged", Signer(2), **{"linux/foc-reader": b"something else"})
    dialog = ask(portable, CHECK, "check_dialog")
    until(portable, dialog, "The copy that this program was started from")
    picker.path = forged
    press(portable, dialog, "check_other")
    assert f"The copy in {forged}" in said(dialog)
    press(portable, dialog, "check_start")
    until(portable, dialog, "not signed with the key of this program")  # which runs from another stick
    press(portable, dialog, "check_again")
    picker.path = make_stick(tmp_path / "trusted", Signer(2))
    press(portable, dialog, "check_by")
    assert f"Compared with the copy in {tmp_path / 'trusted'}" in said(dialog)
    press(portable, dialog, "check_start")
    until(portable, dialog, "It is another edition than the copy that you trust.")
    (forged / "start-linux.sh").write_bytes(b"something else")
    list_files(forged)
    press(portable, dialog, "check_again")
    press(portable, dialog, "check_start")
    until(portable, dialog, "do not use this copy")


def test_what_is_no_copy_is_said_to_be_none(hands, picker, tmp_path):
    dialog = ask(hands, CHECK, "check_dialog")
    assert "Choose the folder of a copy" in said(dialog)
    assert not dialog.findChild(QPushButton, "check_start").isEnabled()


def test_one_question_at_a_time(portable):
    dialog = ask(portable, COPY, "copy_dialog")
    portable.in_library_menu()[COPY].trigger()
    assert [one for one in portable.window.findChildren(QDialog, "copy_dialog") if one.isVisible()] == [dialog]


def test_a_copy_that_was_not_finished_says_so_when_it_is_started(stick, locations, open_window):
    (stick / "INCOMPLETE.txt").touch()
    session = Session.open(Locations(locations.resources, locations.library, stick / "private", is_portable=True))
    hands = open_window(session)
    hands.bot.waitUntil(lambda: "This copy of FOC Reader is not complete" in hands.said())
    session.close()


def test_the_window_says_how_to_take_the_stick_out(portable):
    assert "Close this window before you take out the stick" in portable.text.toPlainText()
    menus = {action.text(): action.menu() for action in portable.window.menuBar().actions()}
    assert "Quit, so that the stick can be taken out" in [action.text() for action in menus["&File"].actions()]


def test_every_part_of_the_questions_has_a_name(portable):
    for entry, name in ((COPY, "copy_dialog"), (CHECK, "check_dialog")):
        dialog = ask(portable, entry, name)
        QApplication.processEvents()
        for kind in (QPushButton, QListWidget, QPlainTextEdit):
            for part in dialog.findChildren(kind):
                assert part.accessibleName() or part.text(), part.objectName()
        dialog.close()
