"""The window at the start, and while one reads.

A new one is a function that brings a person into it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.pictures.person import Person
from tests.pictures.samples import TITLES
from tests.pictures.state import MISSING, NARROW, SAMPLES, States, keep_some

STATES = States()
state = STATES.state


# The start


@state("The start page with the bundled library.")
def start(person: Person) -> None:
    pass


@state("The start page with a library of ten entries.", SAMPLES)
def start_samples(person: Person) -> None:
    pass


@state("The start page with what was kept last.", SAMPLES, prepare=keep_some)
def start_with_bookmarks(person: Person) -> None:
    pass


@state("The start page in the smallest window.", size=NARROW)
def start_narrow(person: Person) -> None:
    pass


@state("Text was typed before the index was open: titles are found.", SAMPLES, starts=False)
def index_not_ready(person: Person) -> None:
    person.hold_search()
    person.show()
    person.type("search_edit", "rights")
    person.until(lambda: person.rows("hit_list") > 0, "titles are found")


@state("The folder of the library is not there.", MISSING)
def library_missing(person: Person) -> None:
    pass


@state("The folder of the library is not there, and a word is searched for.", MISSING)
def library_missing_searched(person: Person) -> None:
    person.search("warrant")


# Reading


@state("A document in full.")
def document(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")


@state("A document in full, in the smallest window.", size=NARROW)
def document_narrow(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")
    person.go_to_text()


@state("A document without the left pane.")
def document_alone(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")
    if person.part(QWidget, "left_pane").isVisible():
        person.use("left_pane")


@state("The Program of Action 2017, further down.")
def document_further_down(person: Person) -> None:
    person.open("Program of Action 2017")
    for _ in range(3):
        person.press(person.text, Qt.Key.Key_Space)


@state("An index card of the catalogue.")
def index_card(person: Person) -> None:
    person.open("Joint statement on responsible government practices for AI")


@state("A reference table: the timeline.")
def reference_table(person: Person) -> None:
    person.open("Timeline of the Coalition")


@state("An entry of the glossary.")
def glossary_term(person: Person) -> None:
    person.open("Throttling")


@state("Paragraphs, a quotation and lists.", SAMPLES)
def writing(person: Person) -> None:
    person.open("Every kind of text")


@state("A table, code and footnotes.", SAMPLES)
def writing_end(person: Person) -> None:
    person.open("Every kind of text")
    person.press(person.text, Qt.Key.Key_End)


@state("A footnote, opened under the text.", SAMPLES)
def footnote_open(person: Person) -> None:
    person.open("Every kind of text")
    person.click_words("[1]")
    person.part(QWidget, "note_card")


@state("A word of the text, explained.", SAMPLES)
def term_explained(person: Person) -> None:
    person.open("Rights on arrest")
    person.click_words("warrant")
    person.part(QWidget, "note_card")


@state("The window fills the screen.", SAMPLES)
def full_screen(person: Person) -> None:
    person.open("Every kind of text")
    person.use("full_screen")
    person.settle()


@state("Three documents in tabs.")
def tabs(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")
    person.open_in_new_tab("Program of Action 2017")
    person.open_in_new_tab("Timeline of the Coalition")
    person.use("next_tab")
    person.settle()


@state("More tabs than there is room for.", SAMPLES, NARROW)
def tabs_narrow(person: Person) -> None:
    person.open("Every kind of text")
    for title in ("Rights on arrest", "Phones at a border", "A statement on shutdowns", *TITLES.values()):
        person.open_in_new_tab(title)


@state("Words are found in the document.")
def find_bar(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")
    person.use("find")
    person.type("find_edit", "privacy")
    person.until(lambda: bool(person.text.extraSelections()), "words are marked")
    person.settle()


@state("What is looked for is not in the document.")
def find_bar_without_match(person: Person) -> None:
    person.open("Joint Statement on the Use and Export")
    person.use("find")
    person.type("find_edit", "rhubarb")
    person.until(lambda: person.part(QLabel, "find_state").text() != "", "it says so")


@state("A message, tabs, the find bar and a note, in the smallest window.", SAMPLES, NARROW)
def all_at_once(person: Person) -> None:
    person.open("Every kind of text")
    person.open_in_new_tab("Rights on arrest")
    person.go_to_text()
    person.window._messages.say("A sentence that is long enough for two lines. " * 3, "Do it", print)
    person.use("find")
    person.type("find_edit", "note")
    person.until(lambda: bool(person.text.extraSelections()), "words are marked")
    person.click_words("[1]")
    person.part(QWidget, "note_card")


@state("The focus is on a link of the text.", SAMPLES)
def link_with_focus(person: Person) -> None:
    person.open("Rights on arrest")
    person.go_to_text()
    person.press(person.text, Qt.Key.Key_Tab)


@state("A document in Arabic.", SAMPLES)
def arabic(person: Person) -> None:
    person.open(TITLES["arabic"])


@state("A document in Persian.", SAMPLES)
def persian(person: Person) -> None:
    person.open(TITLES["persian"])


@state("A document in Burmese.", SAMPLES)
def burmese(person: Person) -> None:
    person.open(TITLES["burmese"])


@state("A document in Chinese.", SAMPLES)
def chinese(person: Person) -> None:
    person.open(TITLES["chinese"])


@state("A document in Hindi, written in Devanagari.", SAMPLES)
def devanagari(person: Person) -> None:
    person.open(TITLES["devanagari"])
