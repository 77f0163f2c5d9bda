"""The library and what is wrong with it, what is kept, and what lies in front of the window.

A new one is a function that brings a person into it.
"""

from __future__ import annotations

from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListView,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from foc_reader.core.sharing.copies import FileList
from foc_reader.core.sharing.copying import CopyMade
from foc_reader.core.sharing.drives import Drive
from foc_reader.core.sharing.minisign import PublicKey
from foc_reader.core.sharing.sources import Source
from foc_reader.core.sharing.targets import CopyPlan
from foc_reader.core.sharing.verdict import CopyVerdict, Difference, Progress, Signing
from foc_reader.ui.application import _show_bug
from foc_reader.ui.check_dialog import CheckDialog
from foc_reader.ui.copy_dialog import CopyDialog
from tests.pictures.person import Person
from tests.pictures.state import BAD_INDEX, DAMAGED, NARROW, PULLED, SAMPLES, States, keep_some, lose_one

STATES = States()
state = STATES.state


# The library


@state("The tree, narrowed by typing.")
def tree_filtered(person: Person) -> None:
    person.use("show_library")
    person.type("library_filter", "2014")
    person.part(QWidget, "library_answer")


@state("No title holds what was typed.")
def tree_filtered_to_nothing(person: Person) -> None:
    person.use("show_library")
    person.type("library_filter", "rhubarb")
    person.part(QPushButton, "library_search")
    person.until(lambda: person.part(QPushButton, "library_search").isVisible(), "the next step is offered")


@state("Two documents are damaged; the details are open.", DAMAGED)
def damaged_with_details(person: Person) -> None:
    person.use("check_library")
    person.part(QPushButton, "message_details")
    person.until(lambda: person.part(QPushButton, "message_details").isVisible(), "the damage is said")
    person.click("message_details")
    person.part(QPlainTextEdit, "message_detail_text")


@state("A damaged document was asked for.", DAMAGED)
def damaged_document(person: Person) -> None:
    person.ask_for("Rights on arrest")
    person.until(lambda: person.said() != "", "it says why it cannot be shown")


@state("The index is bad: titles are found, and it can be built again.", BAD_INDEX)
def bad_index(person: Person) -> None:
    person.until(lambda: person.said() != "", "the index is said to be bad")
    person.search("rights")


@state("The index is being built again, while one reads.", BAD_INDEX)
def index_being_built(person: Person) -> None:
    person.until(lambda: person.said() != "", "the index is said to be bad")
    person.open("Rights on arrest")
    person.hold_build()
    person.click("message_action")
    person.build_so_far(4, 10)


@state("The stick was pulled out, and another document asked for.", PULLED)
def stick_pulled_out(person: Person) -> None:
    person.open("Phones at a border")
    with person.stick_out():
        person.ask_for("Rights on arrest")
        person.until(lambda: person.said() != "", "it says what happened")


# What is kept


@state("The list of bookmarks before there is one.", SAMPLES)
def no_bookmarks(person: Person) -> None:
    person.use("show_bookmarks")


@state("Bookmarks, beside an index card.", SAMPLES, prepare=keep_some)
def bookmarks(person: Person) -> None:
    person.open("A statement on shutdowns")
    person.use("show_bookmarks")
    person.part(QListView, "bookmark_list")


def _press_on_first(person: Person, key: Qt.Key) -> None:
    """Stand on the first bookmark of the list, and press `key`."""
    person.use("show_bookmarks")
    kept = person.part(QListView, "bookmark_list")
    kept.setFocus()
    person.press(kept, Qt.Key.Key_Home)
    person.press(kept, key)


@state("One bookmark is lost, and was asked for.", SAMPLES, prepare=lose_one)
def bookmark_lost(person: Person) -> None:
    _press_on_first(person, Qt.Key.Key_Return)
    person.until(lambda: person.said() != "", "it says what is lost")


@state("Bookmarks, narrowed by typing.", SAMPLES, prepare=keep_some)
def bookmarks_filtered(person: Person) -> None:
    person.use("show_bookmarks")
    person.type("bookmark_filter", "border")
    person.until(lambda: person.rows("bookmark_list") == 1, "one is left")


@state("The orders in which bookmarks can stand.", SAMPLES, prepare=keep_some)
def bookmark_orders(person: Person) -> None:
    person.use("show_bookmarks")
    person.open_menu("bookmark_order")


@state("The tags of the bookmarks, one of them chosen.", SAMPLES, prepare=lose_one)
def bookmark_tags(person: Person) -> None:
    person.use("show_bookmarks")
    person.choose("bookmark_tag_choice", "phones")
    person.until(lambda: person.rows("bookmark_list") == 1, "one is left")
    person.open_menu("bookmark_tag_choice")


@state("Which bookmarks go into the file, where the list is narrowed.", SAMPLES, prepare=keep_some)
def export_question(person: Person) -> None:
    bookmarks_filtered(person)
    person.use("export_bookmarks")
    person.part(QMessageBox, "export_question")


@state("A place that may only be read: what is kept stays in memory.", SAMPLES, keeps=False)
def kept_in_memory(person: Person) -> None:
    person.open("Rights on arrest")
    person.keep("What a warrant names")
    person.use("show_bookmarks")


@state("The disk is full.", SAMPLES)
def disk_full(person: Person) -> None:
    person.open("Rights on arrest")
    with person.full_disk():
        person.keep("What a warrant names")
    person.until(lambda: person.said() != "", "it says what is not saved")


@state("The window is to be closed with bookmarks that could not be saved.", SAMPLES)
def closing_unsaved(person: Person) -> None:
    disk_full(person)
    person.window.close()
    person.until(lambda: "could not be saved" in person.said(), "it asks once more")


@state("Bookmarks, narrowed to nothing.", SAMPLES, prepare=keep_some)
def bookmarks_filtered_to_nothing(person: Person) -> None:
    person.use("show_bookmarks")
    person.type("bookmark_filter", "rhubarb")
    person.until(lambda: person.rows("bookmark_list") == 0, "none is left")


@state("A bookmark is being made.", SAMPLES)
def bookmark_question(person: Person) -> None:
    person.open("Rights on arrest")
    person.use("bookmark")
    person.part(QDialog, "bookmark_dialog")


@state("A bookmark was deleted, which can be undone.", SAMPLES, prepare=keep_some)
def bookmark_deleted(person: Person) -> None:
    _press_on_first(person, Qt.Key.Key_Delete)
    person.until(lambda: person.said() != "", "it says what was deleted")


# What lies in front


@state("The list of keys.")
def keys(person: Person) -> None:
    person.use("show_keys")
    person.part(QDialog, "keys_dialog")


@state("About this program.")
def about(person: Person) -> None:
    person.use("show_about")
    person.part(QDialog, "about_dialog")


@state("A copy is made for someone: where it could go.", SAMPLES)
def copy_question(person: Person) -> None:
    dialog = _ask_for_copy(person)
    said = person.part(QLabel, "copy_said")
    person.until(lambda: said.text() != "", "the drives were looked for")
    person.window._care._making._clock.stop()
    dialog.blockSignals(True)  # no such drives are there: nobody is to look at them
    place = Path("/media/KINGSTON")
    drives = (
        Drive(place, "KINGSTON", 12_300_000_000, 15_900_000_000),
        Drive(Path("/media/مكتبة"), "مكتبة", 300_000_000, 4_000_000_000),
        Drive(Path("/media/BACKUP"), "BACKUP", 1_000_000_000, 8_000_000_000, is_read_only=True),
    )
    dialog.show_drives(drives)
    source = Source(place, FileList(b"", {}), {}, None, "FOC Reader")
    dialog.show_plan(CopyPlan(source, place / "FOC Reader", 0, frozenset(), 118_000_000, 12_300_000_000, False, False))


@state("A copy is being read back.", SAMPLES)
def copy_being_made(person: Person) -> None:
    dialog = _ask_for_copy(person)
    dialog.show_working()
    dialog.show_progress(Progress("reading", 40, 100))


@state("A copy was made, and has words to compare.", SAMPLES)
def copy_made(person: Person) -> None:
    dialog = _ask_for_copy(person)
    dialog.show_made(CopyMade(Path("/media/KINGSTON/FOC Reader"), 312, 118_000_000, b"a list", is_past_memory=False))


@state("What would be checked, and by what.", SAMPLES)
def check_question(person: Person) -> None:
    _ask_for_check(person)


@state("A copy that was changed.", SAMPLES)
def copy_changed(person: Person) -> None:
    found = (Difference("changed", "linux/foc-reader"), Difference("extra", "start-linux.desktop"))
    signing = Signing("good", "itself", PublicKey(bytes(8), bytes(32)), "FOC Reader 1.0")
    verdict = CopyVerdict(Path("/media/KINGSTON/FOC Reader"), 312, 118_000_000, b"a list", signing, found)
    _ask_for_check(person).show_verdict(verdict, is_of_this_program=False)


@state("A copy that is whole, with words to compare.", SAMPLES)
def copy_sound(person: Person) -> None:
    signing = Signing("good", "itself", PublicKey(bytes(8), bytes(32)), "FOC Reader 1.0")
    folder = Path("/media/KINGSTON/FOC Reader")
    verdict = CopyVerdict(folder, 312, 118_000_000, b"a list", signing, is_past_memory=True)
    _ask_for_check(person).show_verdict(verdict, is_of_this_program=True)


def _ask_for_copy(person: Person) -> CopyDialog:
    person.use("make_copy")
    dialog = person.part(CopyDialog, "copy_dialog")
    person.until(lambda: "MB" in person.part(QLabel, "copy_about").text(), "it says how much there is to copy")
    return dialog


def _ask_for_check(person: Person) -> CheckDialog:
    person.use("check_copy")
    return person.part(CheckDialog, "check_dialog")


@state("The menu Go.")
def go_menu(person: Person) -> None:
    bar = person.window.menuBar()
    go = next(action for action in bar.actions() if action.text() == "&Go")
    bar.setActiveAction(go)
    person.settle()


@state("The menu Bookmarks, while one stands on a bookmark.", SAMPLES, prepare=keep_some)
def bookmarks_menu(person: Person) -> None:
    person.turn_to("Bookmarks")
    bar = person.window.menuBar()
    bar.setActiveAction(next(action for action in bar.actions() if action.text() == "&Bookmarks"))
    person.settle()


@state("The keyboard is on the edge of the left pane, which was made wider.", SAMPLES)
def pane_width(person: Person) -> None:
    person.open("Rights on arrest")
    person.use("pane_width")
    edge = person.part(QSlider, "pane_edge")
    for _ in range(4):
        person.press(edge, Qt.Key.Key_Right)


@state("An address outside the library is shown, and not opened.", SAMPLES)
def message(person: Person) -> None:
    person.open("Rights on arrest")
    person.press(person.text, Qt.Key.Key_End)
    person.click_words("https://example.org/arrest")
    person.until(lambda: person.said() != "", "the address is shown")


@state("A long message in the smallest window.", SAMPLES, NARROW)
def message_narrow(person: Person) -> None:
    message(person)


@state("Something went wrong that was not foreseen; its details are open.", SAMPLES)
def unforeseen(person: Person) -> None:
    error = ZeroDivisionError("division by zero")
    with redirect_stderr(StringIO()):
        _show_bug(type(error), error, None)
    (box,) = (widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "bug_box")
    box.move(person.window.rect().center() - box.rect().center())
    details = next(button for button in box.findChildren(QPushButton) if "Details" in button.text())
    details.click()


@state("The menu for the size of text.")
def text_menu(person: Person) -> None:
    person.open_menu("text_size")


@state("The menu for themes.")
def theme_menu(person: Person) -> None:
    person.open_menu("theme")
