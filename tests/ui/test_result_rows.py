"""What a row of the results says of a passage: each thing once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import DocumentEntry, Hit, Locator, Snippet, Span
from foc_reader.core.session import Session
from foc_reader.ui.cards import CARD, Card
from foc_reader.ui.result_rows import _said_once

ENTRY = DocumentEntry("p", "d", "Rights on arrest", collection=("Guides",))
WHO = "Who may come with you"


def _hit(text: str, marked: str = "", section: str = WHO) -> Hit:
    at = text.index(marked)
    marks = (Span(at, at + len(marked)),) if marked else ()
    return Hit(Locator("p", "d"), ENTRY, section, 1.0, Snippet(text, marks))


def _cards(hands) -> list[Card]:
    model = hands.hits.model()
    return [model.index(row, 0).data(CARD) for row in range(model.rowCount())]


def test_the_heading_of_a_section_stands_over_the_excerpt_and_not_in_it(hands):
    hands.search("question")
    card = next(card for card in _cards(hands) if card.excerpt.marks)
    assert card.facts.endswith(f"\u2068{WHO}\u2069")
    assert card.excerpt.text.startswith("A lawyer may be with you at every question.")
    assert [card.excerpt.text[mark.start : mark.end] for mark in card.excerpt.marks] == ["question"]


def test_the_title_stands_over_the_excerpt_and_not_in_it(hands):
    hands.search("reason")
    card = next(card for card in _cards(hands) if card.excerpt.marks)
    assert card.title == "Rights on arrest"
    assert card.excerpt.text.startswith("Nobody may be held")


def test_a_heading_with_words_that_were_found_is_in_the_excerpt_where_they_are_marked(hands):
    hands.search("come")
    card = next(card for card in _cards(hands) if card.excerpt.marks)
    assert WHO not in card.facts
    assert card.excerpt.text.startswith(WHO)


@pytest.mark.parametrize(
    ("hit", "section", "text"),
    [
        (_hit(f"{WHO} A lawyer.", "lawyer"), WHO, "A lawyer."),
        (_hit(f"{WHO} A lawyer."), WHO, "A lawyer."),
        (_hit(f"Rights on arrest {WHO} A lawyer.", "lawyer"), WHO, "A lawyer."),
        (_hit(f"Rights on arrest {WHO} A lawyer.", "Rights"), "", f"Rights on arrest {WHO} A lawyer."),
        (_hit("Rights on arrest A lawyer.", "Rights"), WHO, "Rights on arrest A lawyer."),
        (_hit(f"…{WHO} A lawyer.", "lawyer"), WHO, f"…{WHO} A lawyer."),
        (_hit(f"{WHO}, and who not", "not"), WHO, f"{WHO}, and who not"),
        (_hit(WHO), "", WHO),
        (_hit("A lawyer.", section=""), "", "A lawyer."),
    ],
)
def test_what_is_said_once(hit, section, text):
    said, excerpt = _said_once(hit)
    assert (said, excerpt.text) == (section, text)


@given(title=st.text(max_size=4), section=st.text(max_size=4), text=st.text(max_size=12), at=st.integers(0, 12))
def test_marks_stay_on_their_words(title, section, text, at):
    start = min(at, len(text))
    marks = (Span(start, min(start + 2, len(text))),)
    hit = Hit(Locator("p", "d"), replace(ENTRY, title=title), section, 1.0, Snippet(text, marks))
    _, excerpt = _said_once(hit)
    assert text.endswith(excerpt.text)
    (mark,) = excerpt.marks
    assert excerpt.text[mark.start : mark.end] == text[marks[0].start : marks[0].end]


def test_hits_of_one_document_stand_together_under_its_title(open_window, small_sources, tmp_path):
    sources = small_sources(tmp_path / "source")
    text = "\n\n".join(f"## Part {part}\n\nA zebra is seen here, in part {part}." for part in (1, 2, 3))
    for name in ("long", "other"):
        front = f"---\nid: {name}\ntitle: The {name} one\nlanguage: en\ndate: 2014-10\ncollection: Animals\n---\n\n"
        (sources / f"{name}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.search("zebra")
    titles = [card.title for card in _cards(hands)]
    assert titles == ["The long one", "", "", "The other one", "", ""]
    facts = [card.facts.replace("\u2068", "").replace("\u2069", "") for card in _cards(hands)]
    assert facts[0].startswith("Animals · October 2014 · English · Part ")
    assert sorted(facts[:3], key=len)[:2] == sorted(facts[1:3]), "those below name their part only"
