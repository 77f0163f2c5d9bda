"""The window while one searches.

A new one is a function that brings a person into it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton

from tests.pictures.person import Person
from tests.pictures.state import NARROW, SAMPLES, States, keep_some

STATES = States()
state = STATES.state


@state("The results page before anything was typed.", SAMPLES, prepare=keep_some)
def nothing_typed(person: Person) -> None:
    person.turn_to("Results")


@state("What was found, beside the start page.")
def results(person: Person) -> None:
    person.search("surveillance technology")


@state("A result is opened: its words are marked, and one stands on the first.", SAMPLES)
def results_with_document(person: Person) -> None:
    person.search("warrant")
    person.press(person.box, Qt.Key.Key_Return)
    person.until(lambda: bool(person.text.extraSelections()), "words are marked")


@state("The matches of a long document along its scroll bar, and how many they are.")
def matches_along_the_bar(person: Person) -> None:
    person.search('title:Timeline "Coalition"')
    person.press(person.box, Qt.Key.Key_Return)
    person.until(lambda: len(person.text.extraSelections()) > 2, "words are marked")
    person.use("next_match")
    person.settle()


@state("F3 went past the last match, and on from the first.", SAMPLES)
def past_the_last_match(person: Person) -> None:
    results_with_document(person)
    for _ in range(20):
        person.use("next_match")
        person.settle()
        if "last match" in person.window.statusBar().currentMessage():
            break


@state("The focus is in the results.")
def results_with_focus(person: Person) -> None:
    person.search("surveillance technology")
    person.press(person.box, Qt.Key.Key_Down)
    person.press(person.part(QListView, "hit_list"), Qt.Key.Key_Down)


@state("Results with the newest document first, and the choice of their order.")
def results_newest_first(person: Person) -> None:
    person.search("surveillance")
    person.choose("result_order", "Newest first")
    person.settle()
    person.open_menu("result_order")


@state("Searching within what was found: what is listed stays until one types.")
def search_within(person: Person) -> None:
    person.search("surveillance")
    person.click("search_within")


@state("What is found within what was found before.")
def results_within(person: Person) -> None:
    search_within(person)
    person.search("export")


@state("A search that is to be kept.", SAMPLES)
def search_to_keep(person: Person) -> None:
    person.search("warrant")
    person.choose("result_order", "Newest first")
    person.settle()
    person.click("save_search")
    person.part(QLineEdit, "bookmark_name")


@state("Searches among the bookmarks.", SAMPLES, prepare=keep_some)
def searches_kept(person: Person) -> None:
    search_to_keep(person)
    person.type("bookmark_name", "What warrants say, the newest first")
    person.press(person.part(QLineEdit, "bookmark_name"), Qt.Key.Key_Return)
    person.settle()
    person.turn_to("Bookmarks")


@state("The menu of a result.")
def result_menu(person: Person) -> None:
    results_with_focus(person)
    person.open_menu_of("hit_list")


@state("What is like the document one reads.")
def more_like_document(person: Person) -> None:
    person.open("Joint Statement on Internet Shutdowns and Elections")
    person.use("like_document")
    person.settle()


@state("What is like a passage, in the smallest window.", SAMPLES, size=NARROW)
def more_like_passage(person: Person) -> None:
    person.open("Phones at a border")
    person.use("like_passage")
    person.settle()


@state("No passage holds all the words, some hold some of them.")
def results_some_words(person: Person) -> None:
    person.search("surveillance rhubarb")


@state("A word is misspelled: what may be meant stands above what was found.")
def did_you_mean(person: Person) -> None:
    person.search("surveillence technolgy rights")
    person.part(QPushButton, "did_you_mean")


@state("The same with the keyboard on it, in the smallest window.", size=NARROW)
def did_you_mean_narrow(person: Person) -> None:
    did_you_mean(person)
    person.part(QPushButton, "did_you_mean").setFocus(Qt.FocusReason.TabFocusReason)


@state("Nothing is found for a misspelled word, and the right one is offered first.")
def nothing_found_but_meant(person: Person) -> None:
    person.search("survaillence")


@state("What was understood of a query with every sign, the keyboard on one part.")
def understood(person: Person) -> None:
    person.search('"human rights" surveillance OR privacy -technology expres* year:2012..2020 lang:en')
    person.window.findChildren(QPushButton, "chip")[2].setFocus(Qt.FocusReason.TabFocusReason)


@state("What was understood of three words, in the smallest window.", size=NARROW)
def understood_narrow(person: Person) -> None:
    person.search("surveillance technology export")


@state("The search is limited to the collection of the document that is open.")
def results_in_scope(person: Person) -> None:
    person.open("Timeline of the Coalition")
    person.search("surveillance")
    person.choose("scope", "This collection")
    person.settle()


@state("The choice of where to search.")
def scope_menu(person: Person) -> None:
    person.open("Timeline of the Coalition")
    person.open_menu("scope")


@state("Results narrowed to two kinds and a year.")
def results_filtered(person: Person) -> None:
    person.search("surveillance")
    person.choose("filter_kind", "Joint statement")
    person.settle()
    person.choose("filter_year", "2014")
    person.settle()


@state("The choices of a filter, with counts.")
def filter_menu(person: Person) -> None:
    person.search("surveillance")
    person.open_menu("filter_kind")


@state("Help with searching.")
def query_help(person: Person) -> None:
    person.search("surveillance")
    person.click("query_help")


@state("A phrase that stands nowhere: its words are offered.")
def phrase_not_found(person: Person) -> None:
    person.search('"surveillance of technology"')


@state("Nothing is found in this document: the whole library is offered.", SAMPLES)
def nothing_found_here(person: Person) -> None:
    person.open("Phones at a border")
    person.search("lawyer")
    person.choose("scope", "This document")
    person.settle()


@state("Results in the smallest window.", size=NARROW)
def results_narrow(person: Person) -> None:
    person.search("surveillance technology")


@state("Nothing is found.")
def nothing_found(person: Person) -> None:
    person.search("rhubarb")
