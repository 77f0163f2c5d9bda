"""In which order passages and documents come, and that what was asked for is given."""

from __future__ import annotations

import pytest

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Filters
from foc_reader.core.search.query import without_signs

FILLER = "Nothing of the kind is said here, and other things are said at some length instead."


def documents(shelf, query: str, limit: int = 20) -> list[str]:
    shelf.search("x", limit=1)
    return [hit.entry.id for hit in shelf.room.find_documents(query, Filters(), CancelToken(), limit)]


def order(shelf, query: str) -> list[str]:
    return list(dict.fromkeys(hit.entry.id for hit in shelf.search(query).hits))


# Words as they were typed


@pytest.mark.parametrize(
    "query", ["right to privacy ", "privacy law ", "how should a state keep the right to privacy? "]
)
def test_among_equals_what_holds_the_words_as_typed_comes_first(shelf, query: str) -> None:
    shelf.put("apart", "The law for all is a privacy; states, and to which right of these it leads: privacy.")
    shelf.put("together", "A right to privacy for all is the privacy law; states, and to which of these it leads.")
    shelf.put("other", FILLER)
    assert documents(shelf, query)[0] == "together"


def test_below_what_holds_both_words_stands_what_holds_either_as_if_it_were_filtered(shelf) -> None:
    texts = ["open net", "open", "net net", "net", "open open open and a word more", "net of " + FILLER, FILLER]
    for number in range(60):
        shelf.put(f"{number}", texts[number % 7] if number % 7 else FILLER, "and so on " * (number % 5) or "so")
    shelf.put("both", "An open net.")

    plain = shelf.search("open net ")
    filtered = shelf.search("open net ", Filters(languages=frozenset({"en"})))  # all of them are

    assert [(hit.entry.id, hit.score, hit.holds_all) for hit in plain.hits] == [
        (hit.entry.id, hit.score, hit.holds_all) for hit in filtered.hits
    ]
    assert [hit.holds_all for hit in plain.hits[:3]] == [True, False, False]
    assert (plain.total, plain.documents, plain.counts) == (filtered.total, filtered.documents, filtered.counts)


def test_words_farther_apart_than_typed_gain_nothing(shelf) -> None:
    shelf.put("far", "Open and many words and net.")
    shelf.put("near", "Open net and many words and.")
    scores = {hit.entry.id: hit.score for hit in shelf.search("open net ").hits}
    assert scores["near"] > scores["far"]
    plain = {hit.entry.id: hit.score for hit in shelf.search("net open ").hits}
    assert plain["near"] == pytest.approx(plain["far"])


def test_what_has_the_words_in_its_title_comes_before_what_says_them(shelf) -> None:
    shelf.put("said", "The export of tools is watched by all.", title="A long account")
    shelf.put("titled", "Some of the things are watched by all.", title="Export of tools")
    assert order(shelf, "export of tools ") == ["titled", "said"]


def test_parts_of_a_compound_are_found_in_a_long_question(shelf) -> None:
    shelf.put("parts", "The wave that a shock makes.")
    shelf.put("other", FILLER)
    assert documents(shelf, "what are the effects of a shock-wave on wings ") == ["parts"]
    assert documents(shelf, "shock-wave ") == ["parts"]
    assert shelf.found("shock-wave ") == []  # not as typed: below the divider


@pytest.mark.parametrize("query", ["20/8", "a@b.org", "A/RES/68/167", "3.5"])
def test_numbers_and_addresses_are_never_taken_apart(shelf, query: str) -> None:
    shelf.put("parts", "On 8 of 20, b of org and a res: 68; then 167, or 5 of 3.")
    assert documents(shelf, f"{query} ") == []


def test_a_form_of_another_language_is_no_more_telling_than_the_word(shelf) -> None:
    for number in range(12):
        shelf.put(f"other-{number}", "The rights of all, in very many words of no other meaning than that.")
    shelf.put("english", "Rights are the rights of all.")
    shelf.put("german", "Das Wort rights ist hier nur ein Wort von den vielen.", language="xx")
    assert documents(shelf, "rights ", 20)[0] == "english"
    assert documents(shelf, "rights ", 20)[-1] != "english"


def test_while_a_word_is_typed_its_rarest_ending_does_not_come_first(shelf) -> None:
    for number in range(12):
        shelf.put(f"other-{number}", "Privacy, and very many other words of no other meaning than that, at length.")
    shelf.put("much", "Privacy is privacy.")
    shelf.put("rare", "Privateers of old, and very many other words that mean nothing.")
    assert documents(shelf, "priva", 20)[0] == "much"


# Documents out of passages


def test_one_perfect_paragraph_is_not_buried_by_many_that_come_near(shelf) -> None:
    shelf.put("near", *["The network is a network of people; a shutdown it is not."] * 6)
    shelf.put("perfect", *[FILLER] * 40, "A network shutdown during elections harms voters.", *[FILLER] * 40)
    for number in range(20):
        shelf.put(f"other-{number}", FILLER)
    assert documents(shelf, "network shutdown elections ")[0] == "perfect"
    assert documents(shelf, "how does a network shutdown during elections harm ")[0] == "perfect"


def test_of_two_equal_ones_the_document_with_more_to_say_comes_first(shelf) -> None:
    shelf.put("once", "Encryption protects people.", FILLER)
    shelf.put("often", "Encryption protects people.", "And encryption it is again, said in many more words.")
    assert documents(shelf, "encryption ") == ["often", "once"]


def test_documents_come_in_the_order_of_their_passages_in_a_search(statements) -> None:
    for query in ("human rights ", "surveillance of human rights by journalists ", "statement "):
        assert documents(statements, query) == order(statements, query)


def test_a_document_in_both_tiers_is_listed_once_as_holding_all(shelf) -> None:
    shelf.put("both", "Open net.", "Open.", "Net.")
    shelf.put("some", "Net.")
    shelf.search("x")
    found = shelf.room.find_documents("open net ", Filters(), CancelToken(), 10)
    assert [(hit.entry.id, hit.holds_all) for hit in found] == [("both", True), ("some", False)]


@pytest.mark.parametrize("limit", [1, 7, 30, 60])
def test_as_many_documents_as_asked_for_are_given_however_many_passages_each_has(shelf, limit: int) -> None:
    for number in range(40):
        shelf.put(f"d{number}", *["An alpha word."] * (1 + 60 * (number < 3)))
    assert len(documents(shelf, "alpha ", limit)) == min(limit, 40)
    assert documents(shelf, "alpha ", 40)[:limit] == documents(shelf, "alpha ", limit)[:40]


def test_a_long_document_leaves_room_for_others_in_the_list(shelf) -> None:
    shelf.put("long", *["An alpha word, alpha."] * 50)
    for number in range(4):
        shelf.put(f"d{number}", "A word that is alpha.")
    found = [hit.entry.id for hit in shelf.search("alpha ", limit=12).hits]
    assert set(found) == {"long", "d0", "d1", "d2", "d3"} and found.count("long") == 8


def test_a_single_document_fills_the_list(shelf) -> None:
    shelf.put("long", *["An alpha word."] * 50)
    assert len(shelf.search("alpha ", limit=30).hits) == 30


def test_the_same_question_has_the_same_order_each_time(shelf) -> None:
    for number in range(30):
        shelf.put(f"d{number}", "An alpha word.", "A beta word.")
    first = shelf.search("alpha beta ")
    assert [hit.locator for hit in shelf.search("alpha beta ").hits] == [hit.locator for hit in first.hits]
    assert [hit.entry.id for hit in first.hits][:4] == ["d0", "d0", "d1", "d1"]


def test_filters_hold_for_documents(statements) -> None:
    statements.search("x")
    found = statements.room.find_documents(
        "human OR journalists ", Filters(kinds=frozenset({"Note"})), CancelToken(), 10
    )
    assert [hit.entry.id for hit in found] == ["fund"]
    listed = statements.room.find_documents("year:2017 ", Filters(), CancelToken(), 10)
    assert [hit.entry.id for hit in listed] == ["shutdowns", "fund"]
    assert statements.room.find_documents(" ", Filters(), CancelToken(), 10) == ()


# Sentences that are no queries


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ('the "human rights" of all', "the human rights of all "),
        ("-a --b c-d", "a b c-d "),
        ("this OR that", "this or that "),
        ("title:x year:2014 lang:fr at 10:30", "title x year 2014 lang fr at 10 30 "),
        ("surv* “quoted”\u200f", "surv quoted "),
        ("", " "),
    ],
)
def test_a_sentence_without_signs_asks_for_its_words(sentence: str, left: str) -> None:
    assert without_signs(sentence) == left
