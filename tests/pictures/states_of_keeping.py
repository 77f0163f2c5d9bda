"""The library and what is wrong with it, what is kept, and what lies in front of the window.

A new one is a function that brings a person into it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListView, QPlainTextEdit, QPushButton, QWidget

from tests.pictures.person import Person
from tests.pictures.state import BAD_INDEX, DAMAGED, NARROW, SAMPLES, States, keep_some, lose_one

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


# What is kept


@state("The list of bookmarks before there is one.", SAMPLES)
def no_bookmarks(person: Person) -> None:
    person.use("show_bookmarks")


@state("Bookmarks, beside an index card.", SAMPLES, prepare=keep_some)
def bookmarks(person: Person) -> None:
    person.open("A statement on shutdowns")
    person.use("show_bookmarks")
    person.part(QListView, "bookmark_list")


@state("One bookmark is lost, and was asked for.", SAMPLES, prepare=lose_one)
def bookmark_lost(person: Person) -> None:
    person.use("show_bookmarks")
    kept = person.part(QListView, "bookmark_list")
    kept.setFocus()
    person.press(kept, Qt.Key.Key_Home)
    person.press(kept, Qt.Key.Key_Return)
    person.until(lambda: person.said() != "", "it says what is lost")


@state("Bookmarks, narrowed by typing.", SAMPLES, prepare=keep_some)
def bookmarks_filtered(person: Person) -> None:
    person.use("show_bookmarks")
    person.type("bookmark_filter", "border")
    person.until(lambda: person.rows("bookmark_list") == 1, "one is left")


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
    person.use("show_bookmarks")
    kept = person.part(QListView, "bookmark_list")
    kept.setFocus()
    person.press(kept, Qt.Key.Key_Home)
    person.press(kept, Qt.Key.Key_Delete)
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


@state("The menu Go.")
def go_menu(person: Person) -> None:
    bar = person.window.menuBar()
    go = next(action for action in bar.actions() if action.text() == "&Go")
    bar.setActiveAction(go)
    person.settle()


@state("An address outside the library is shown, and not opened.", SAMPLES)
def message(person: Person) -> None:
    person.open("Rights on arrest")
    person.press(person.text, Qt.Key.Key_End)
    person.click_words("https://example.org/arrest")
    person.until(lambda: person.said() != "", "the address is shown")


@state("A long message in the smallest window.", SAMPLES, NARROW)
def message_narrow(person: Person) -> None:
    message(person)


@state("The menu for the size of text.")
def text_menu(person: Person) -> None:
    person.open_menu("text_size")


@state("The menu for themes.")
def theme_menu(person: Person) -> None:
    person.open_menu("theme")
