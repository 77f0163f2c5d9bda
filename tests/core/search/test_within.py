"""Finding what is typed within one document."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.model import Block, Document, DocumentEntry
from foc_reader.core.search import within
from foc_reader.core.search.within import Within


def _document(*texts: str) -> Document:
    blocks = tuple(Block(f"{number:012x}", "paragraph", text, text) for number, text in enumerate(texts))
    return Document(DocumentEntry("p", "d", "A title"), blocks)


def _found(typed: str, *texts: str, is_exact: bool = False) -> list[str]:
    """The words that are found, as they stand in the texts."""
    found = Within(_document(*texts), is_exact, CancelToken()).find(typed, CancelToken())
    return [texts[int(place.pid, 16)][place.start : place.end] for place in found.places]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("warrant", "Warrant, warrants, WARRANT", ["Warrant", "warrant", "WARRANT"]),
        ("etat", "L’État, état", ["État", "état"]),
        ("État", "etat", ["etat"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("s", "ß", ["ß"]),
        ("احمد", "أحمد وأَحْمَد", ["أحمد", "أَحْمَد"]),
        ("ي", "ى ی ي", ["ى", "ی", "ي"]),
        ("human rights", "Human\u00a0rights and human\nrights", ["Human\u00a0rights", "human\nrights"]),
        ("  human   rights ", "of human rights", ["human rights"]),
        ("sur\u00advei", "surveillance", ["survei"]),
        ("surveillance", "sur\u00adveillance", ["sur\u00adveillance"]),
        ("don't", "They don’t", ["don’t"]),
        ('"right"', "the “right” to", ["“right”"]),
        ("20/8", "resolution 20/8.", ["20/8"]),
        ("...", "and so on…", ["…"]),
        ("§ 7", "under § 7", ["§ 7"]),
        ("人权", "保护人权和人权", ["人权", "人权"]),
        ("कि", "कि की", ["कि"]),
        ("e\u0301tat", "état", ["état"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("xyz", "nothing of the kind", []),
        ("a b", "a\tb", []),  # two cells of a table
        ("", "text", []),
        (" \u200b ", "a text", []),
    ],
)
def test_letters_are_found_in_their_other_spellings(typed, text, found):
    assert _found(typed, text) == found


def test_exactly_as_typed_tells_capitals_and_accents_apart():
    assert _found("etat", "État etat Etat état", is_exact=True) == ["etat"]
    assert _found("État", "État etat Etat état", is_exact=True) == ["État"]


def test_places_come_in_the_order_of_the_document():
    found = Within(_document("b a", "a b a"), False, CancelToken()).find("a", CancelToken())
    assert [(int(place.pid, 16), place.start) for place in found.places] == [(0, 2), (1, 0), (1, 4)]


def test_a_search_with_too_many_places_says_that_there_are_more(monkeypatch):
    monkeypatch.setattr(within, "MOST_FOUND", 5)
    ready = Within(_document("e" * 6), False, CancelToken())
    found = ready.find("e", CancelToken())
    assert (len(found.places), found.is_cut) == (5, True)
    assert not Within(_document("e" * 5), False, CancelToken()).find("e", CancelToken()).is_cut


def test_the_first_place_from_somewhere_is_the_next_one():
    ready = Within(_document("a a", "b", "a"), False, CancelToken())
    found = ready.find("a", CancelToken())
    pids = [f"{number:012x}" for number in range(3)]
    assert [ready.first_from(found, pid, start) for pid, start in [(pids[0], 0), (pids[0], 1), (pids[1], 0)]] == [
        0,
        1,
        2,
    ]
    assert ready.first_from(found, pids[2], 1) == 3


def test_looking_can_be_cancelled():
    token = CancelToken()
    ready = Within(_document("a"), False, token)
    token.cancel()
    with pytest.raises(Cancelled):
        ready.find("a", token)
    with pytest.raises(Cancelled):
        Within(_document("a"), False, token)


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(text=_texts, start=st.integers(0, 60), length=st.integers(1, 10), is_exact=st.booleans())
def test_what_stands_in_a_text_is_found_there(text, start, length, is_exact):
    """Whatever piece of a text is typed, its place is covered by what is found, unless nothing of it counts."""
    import unicodedata

    text = unicodedata.normalize("NFC", text).replace("\t", " ")
    typed = text[start : start + length]
    ready = Within(_document(text), is_exact, CancelToken())
    folded = " ".join(typed.split()).translate(ready._folding)
    found = ready.find(typed, CancelToken())
    for place in found.places:
        assert 0 <= place.start < place.end <= len(text)
    if (
        "  " not in text
        and folded
        and unicodedata.normalize("NFC", typed) == typed
        and typed.split() == typed.split(" ")
    ):
        assert found.places


@given(text=_texts, typed=_texts)
def test_no_text_is_an_error_and_places_stand_apart(text, typed):
    found = Within(_document(text), False, CancelToken()).find(typed, CancelToken())
    ends = [(place.start, place.end) for place in found.places]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))
