"""Footnotes, explained words and index cards on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.theme import LIGHT

NOTED = """\
---
id: arrest
title: Rights on arrest
kind: Guide
---

Ask for the warrant[^1], and read it. A lawyer may be <b>here</b>. See [phones](doc:small/phones).

Another paragraph.

[^1]: A paper that a judge has signed & dated \\<at night>.
"""

WARRANT = """\
---
id: word
form: term
title: Lawyer
kind: Glossary
---

Somebody who speaks for you before a judge.
"""

CARD = """\
---
id: card
form: card
title: A statement on shutdowns
date: 2017-03
kind: Joint statement
---

What was said about shutdowns.

| Topics | access |
|---|---|
| Place | San José |
"""


@pytest.fixture
def hands(open_window, small_sources, tmp_path):
    build_pack(small_sources(tmp_path / "sources", arrest=NOTED, word=WARRANT, card=CARD), tmp_path / "pack")
    session = Session.open(Locations.find(library=tmp_path / "pack", data_dir=tmp_path / "kept"))
    yield open_window(session)
    session.close()


def _click(hands, words: str) -> None:
    """With the mouse, on `words` in the text."""
    cursor = hands.text.document().find(words)
    assert not cursor.isNull(), words
    middle = QTextCursor(hands.text.document())
    middle.setPosition((cursor.selectionStart() + cursor.selectionEnd()) // 2)
    place = hands.text.cursorRect(middle).center() + QPoint(2, 0)
    hands.bot.mouseClick(hands.text.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _card_text(hands) -> str:
    """What the card says; empty while it is closed."""
    card = hands.window.findChild(QTextEdit, "note_text")
    return card.toPlainText() if card and card.isVisible() else ""


def _links(hands, count: int) -> list[str]:
    """What Tab leads to in the text, one link after the other."""
    hands.window.activateWindow()
    hands.text.setFocus()
    found = []
    for _ in range(count):
        hands.key(Qt.Key.Key_Tab, widget=hands.text)
        found.append(hands.text.textCursor().selectedText())
    return found


def test_a_footnote_opens_under_the_text_and_esc_closes_it(hands):
    hands.open_document("arrest")
    _click(hands, "[1]")
    assert "A paper that a judge has signed & dated <at night>." in _card_text(hands)
    assert hands.window.focusWidget().objectName() == "note_text"
    hands.key(Qt.Key.Key_Escape)
    assert _card_text(hands) == ""
    assert hands.text.hasFocus()


def test_a_clicked_link_keeps_no_line_around_it(hands):
    hands.open_document("arrest")
    without = hands.text.viewport().grab().toImage()
    at = hands.text.verticalScrollBar().value()
    hands.text.setFocus()
    hands.text.link_activated.disconnect()  # what it leads to is not looked at here
    _click(hands, "[1]")
    assert not hands.text.textCursor().hasSelection()
    assert hands.text.viewport().grab().toImage() == without
    assert hands.text.verticalScrollBar().value() == at


def test_an_open_card_follows_the_size_of_the_text(hands):
    hands.open_document("arrest")
    _click(hands, "[1]")
    card = hands.wait_for(QTextEdit, "note_text")

    before = card.document().size().height() - 2 * card.document().documentMargin()
    hands.window._look.set_text_percent(200)
    assert _card_text(hands).startswith("[1]")
    assert card.hasFocus()
    grown = card.document().size().height() - 2 * card.document().documentMargin()
    assert grown >= 1.8 * before
    hands.bot.waitUntil(lambda: card.height() >= grown)


def test_nothing_stands_over_the_first_letter_of_the_card(hands, qapp):
    hands.open_document("arrest")
    _click(hands, "[1]")
    text = hands.wait_for(QTextEdit, "note_text")
    assert text.hasFocus()
    with_keyboard = text.viewport().grab().toImage()
    hands.window.findChild(QPushButton, "note_close").setFocus()
    assert text.viewport().grab().toImage() == with_keyboard


def test_the_card_leads_to_the_note_itself(hands):
    hands.open_document("arrest")
    _click(hands, "[1]")
    with hands.bot.waitSignal(hands.window._reader.place_changed):
        hands.press("note_more")
    assert _card_text(hands) == ""
    shown = hands.window._reader.shown
    note = next(block for block in shown.opened.document.blocks if block.kind == "note")
    assert shown.target.pid == note.pid


def test_an_explained_word_says_what_it_means_and_leads_to_its_entry(hands):
    hands.open_document("arrest")
    _click(hands, "lawyer")
    assert _card_text(hands) == "Somebody who speaks for you before a judge."
    assert hands.window.findChild(QLabel, "note_heading").text() == "lawyer"
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        hands.press("note_more")
    assert hands.window._reader.shown.target.document_id == "word"
    assert _card_text(hands) == ""


def test_an_explained_word_has_a_dotted_line_in_the_colour_of_the_text(hands):
    hands.window._look.choose_theme("light")
    hands.open_document("arrest")
    look = hands.text.document().find("lawyer").charFormat()
    assert look.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    assert look.foreground().color() == look.underlineColor() == QColor(LIGHT.text)


def test_the_keyboard_alone_opens_notes_and_words(hands):
    hands.open_document("arrest")
    assert _links(hands, 3) == ["[1]", "lawyer", "phones"]
    for _ in range(2):
        hands.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, hands.text)
    hands.key(Qt.Key.Key_Return, widget=hands.text)
    assert "A paper" in _card_text(hands)
    hands.key(Qt.Key.Key_Tab)
    assert hands.window.focusWidget().text() == "Go to the note"
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Space)
    assert _card_text(hands) == ""


def test_the_link_that_the_keyboard_stands_on_has_a_line_around_it(hands):
    hands.window._look.choose_theme("light")
    hands.open_document("arrest")
    hands.window.activateWindow()
    hands.text.setFocus()

    def accents() -> int:
        """Dots of the accent colour in the line of the explained word, which has none of its own."""
        area = hands.text.cursorRect(hands.text.document().find("lawyer")).adjusted(-70, -4, 10, 4)
        picture = hands.text.viewport().grab(area).toImage()
        dots = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return sum(picture.pixelColor(*dot) == QColor(LIGHT.accent) for dot in dots)

    before = accents()
    _links(hands, 2)
    assert accents() > before + 50


def test_the_card_closes_when_another_page_is_shown(hands):
    hands.open_document("arrest")
    _click(hands, "[1]")
    hands.open_document("Phones")
    assert _card_text(hands) == ""


def test_other_links_still_lead_on(hands):
    hands.open_document("arrest")
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        _click(hands, "phones")
    assert hands.window._reader.shown.target.document_id == "phones"


def test_an_index_card_says_that_the_text_is_not_here(hands):
    hands.open_document("shutdowns")
    words = hands.text.toPlainText()
    assert "The text is not in this library." in words
    assert "minute" not in words  # there is nothing to be read for minutes
    tables = hands.text.document().rootFrame().childFrames()
    assert tables, "it has no frame"
    edge = hands.text.document().find("JOINT STATEMENT").currentTable().cellAt(0, 0).format().toTableCellFormat()
    assert edge.topBorder() == edge.leftBorder() == 1


def test_a_bookmark_on_an_index_card_finds_its_words(hands):
    hands.open_document("shutdowns")
    assert [piece.text for _, piece in hands.text._placed.found] == [
        "What was said about shutdowns.",
        "Topics",
        "access",
        "Place",
        "San José",
    ]


def test_an_entry_lists_what_mentions_it(hands):
    hands.open_document("Lawyer")
    assert hands.text.toPlainText().split("\n")[-2:] == ["Mentioned in", "Rights on arrest"]
    assert isinstance(hands.window.findChild(QPushButton, "note_more"), type(None))  # nothing made before its need
