"""Answers by date and by title, and within what earlier queries found."""

from __future__ import annotations

import pytest

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Answer, Count, DocumentEntry, Filters
from foc_reader.core.search.ordering import key_of
from foc_reader.core.search.room import SearchRoom


def ask(room: SearchRoom, query: str, order: str = "relevance", limit: int = 20, **filters) -> Answer:
    return room.search(query, Filters(**filters), CancelToken(), limit, order)


def ids(answer: Answer) -> list[str]:
    return list(dict.fromkeys(hit.entry.id for hit in answer.hits))


@pytest.fixture
def room(shelf) -> SearchRoom:
    shelf.put("none", "A heron, a heron.", title="Écluse")
    shelf.put("month", "The heron stands in many words of some length here.", title="article 10", date="2014-10")
    shelf.put("old", "A heron stood, as it is told in many words.", "Another heron.", title="Zebra", date="1998-02-03")
    shelf.put("day", "One more heron among many words of some length.", title="“Article 2”", date="2014-10-05")
    shelf.put("year", "The last heron, of which nothing else is said.", title="dale", date="2014")
    shelf.put("other", "Nothing of the kind.", title="Other", date="2020")
    shelf.search("x")
    return shelf.room


def test_the_newest_come_first_a_reduced_date_after_the_days_in_it_and_none_last(room):
    assert ids(ask(room, "heron ", "date")) == ["day", "month", "year", "old", "none"]


def test_titles_sort_without_accents_capitals_and_quotes_and_by_number(room):
    assert ids(ask(room, "heron ", "title")) == ["day", "month", "year", "none", "old"]


def test_another_order_changes_nothing_but_the_order(room):
    best, dated = ask(room, "heron "), ask(room, "heron ", "date")
    assert set(dated.hits) == set(best.hits)
    assert (dated.total, dated.documents, dated.counts) == (best.total, best.documents, best.counts)
    assert dated.words == best.words and dated.understood == best.understood


def test_the_passages_of_a_document_stand_together_best_first(room):
    of_old = [hit for hit in ask(room, "heron ", "date").hits if hit.entry.id == "old"]
    assert len(of_old) == 2 and of_old[0].score >= of_old[1].score


def test_a_shorter_answer_is_the_beginning_of_a_longer_one(room):
    longer = ask(room, "heron ", "date").hits
    assert [ask(room, "heron ", "date", limit).hits for limit in (1, 2, 3)] == [longer[:1], longer[:2], longer[:3]]


def test_equal_documents_stay_in_the_order_of_the_library(shelf):
    for number in range(12):
        shelf.put(f"d{number}", "heron " * (1 + number % 3), date="2014")
    shelf.search("x")
    assert ids(ask(shelf.room, "heron ", "date")) == [f"d{number}" for number in range(12)]


def test_what_holds_all_words_still_comes_before_what_holds_some(shelf):
    shelf.put("both", "A heron and an otter.", date="1990")
    shelf.put("later", "An otter and a heron.", date="1995")
    shelf.put("some", "A heron only.", date="2020")
    shelf.put("older", "An otter only.", date="1980")
    shelf.search("x")
    answer = ask(shelf.room, "heron otter ", "date")
    assert ids(answer) == ["later", "both", "some", "older"]
    assert [hit.holds_all for hit in answer.hits] == [True, True, False, False]


def test_filters_and_left_out_words_hold_in_every_order(room, shelf):
    assert ids(ask(room, "heron -last ", "date")) == ["day", "month", "old", "none"]
    assert ids(ask(room, "heron ", "date", years=frozenset({"2014"}))) == ["day", "month", "year"]


def test_a_query_without_a_word_lists_documents_in_the_order(room):
    assert ids(ask(room, "lang:en", "date")) == ["other", "day", "month", "year", "old", "none"]


def test_two_packs_are_one_in_the_order(new_shelf):
    one, two = new_shelf("one"), new_shelf("two")
    for shelf, years in ((one, (2001, 2005)), (two, (2003, 2007))):
        for year in years:
            shelf.put(f"y{year}", "A heron.", date=str(year))
        shelf.build()
    with SearchRoom.open([one.pack, two.pack]) as room:
        assert ids(ask(room, "heron ", "date")) == ["y2007", "y2005", "y2003", "y2001"]


def test_more_like_this_comes_in_the_order_too(room, shelf):
    entry = next(entry for entry in shelf.entries if entry.id == "none")
    answer = room.like(entry, ["heron"], Filters(), CancelToken(), 20, "date")
    assert ids(answer) == ["day", "month", "year", "old"]


@pytest.mark.parametrize("date", ["", "n. d.", "c. 1900", "٢٠١٤"])
def test_what_is_no_date_stands_last(date):
    key = key_of("date")
    assert key(DocumentEntry("p", "d", "t", date=date)) > key(DocumentEntry("p", "d", "t", date="0001"))


# within


def test_within_a_query_only_documents_that_it_finds_are_found(shelf):
    shelf.put("both", "A heron is here.", "An otter is there.")
    shelf.put("otter", "An otter alone.")
    shelf.put("heron", "A heron alone.")
    shelf.search("x")
    assert ids(ask(shelf.room, "otter ")) == ["otter", "both"]
    answer = ask(shelf.room, "otter ", within=("heron ",))
    assert ids(answer) == ["both"] and (answer.total, answer.documents) == (1, 1)


def test_within_several_queries_each_has_to_find_it(shelf):
    shelf.put("all", "A heron.", "An otter.", "A crane.")
    shelf.put("two", "A heron.", "A crane.")
    shelf.search("x")
    assert ids(ask(shelf.room, "crane ", within=("heron ", "otter "))) == ["all"]


def test_within_what_nothing_was_found_by_nothing_is_found(room):
    assert ask(room, "heron ", within=("xylophone ",)).total == 0


def test_within_holds_what_was_listed_below_the_divider_too(shelf):
    shelf.put("some", "A heron.", "A crane.")
    shelf.put("none", "A crane.")
    shelf.search("x")
    assert ids(ask(shelf.room, "crane ", within=("heron otter ",))) == ["some"]


def test_counts_of_the_filters_are_of_what_is_within(room):
    answer = ask(room, "heron ", within=("length ",))
    assert answer.counts["year"] == (Count("2014", 2),)
    narrowed = ask(room, "heron ", within=("length ",), years=frozenset({"1998"}))
    assert narrowed.total == 0 and narrowed.counts["year"] == (Count("2014", 2),)


def test_within_and_a_scope_narrow_together(room):
    assert ids(ask(room, "heron ", within=("length ",), documents=frozenset({("foc", "day"), ("foc", "old")}))) == [
        "day"
    ]
    assert ask(room, "heron ", within=("length ",), documents=frozenset({("foc", "old")})).total == 0


def test_a_query_without_a_word_narrows_too(room):
    assert ids(ask(room, "heron ", within=("year:2014",))) == ids(ask(room, "heron year:2014"))
