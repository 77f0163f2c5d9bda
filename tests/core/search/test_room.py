"""Searching: tiers, grouping, filters, counts, several packs, and what goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.model import Answer, Count, Filters
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.query import understand
from foc_reader.core.search.room import IndexedPack, SearchRoom
from foc_reader.core.search.wording import MOST_TERMS, make_plan


def rows(answer: Answer) -> list[tuple[str, bool]]:
    return [(hit.entry.id, hit.holds_all) for hit in answer.hits]


def marked(answer: Answer) -> list[str]:
    return [hit.snippet.text[span.start : span.end] for hit in answer.hits for span in hit.snippet.marks]


# Tiers


def test_what_holds_all_words_stands_before_what_holds_some(statements) -> None:
    answer = statements.search("human rights ")
    assert rows(answer) == [("privacy", True), ("shutdowns", False), ("shutdowns", False), ("privacy", False)]
    assert answer.fallback == ""
    assert (answer.total, answer.documents) == (4, 2)


def test_when_nothing_holds_all_words_the_answer_says_so(statements) -> None:
    answer = statements.search("surveillance shutdowns ")
    assert {holds_all for _, holds_all in rows(answer)} == {False}
    assert answer.fallback == "some words"


def test_a_word_that_occurs_nowhere_leaves_what_holds_the_others(statements) -> None:
    assert rows(statements.search("journalists zzzz ")) == [("shutdowns", False), ("fund", False)]


def test_stop_words_decide_no_tier(statements) -> None:
    assert [row for row in rows(statements.search("the journalists of the fund ")) if row[1]] == [("fund", True)]


def test_four_words_and_more_are_ranked_without_a_divider(statements) -> None:
    answer = statements.search("network shutdowns harming trade forever ")
    assert rows(answer)[0] == ("shutdowns", True)
    assert all(holds_all for _, holds_all in rows(answer))
    assert answer.fallback == ""


def test_a_query_of_stop_words_still_finds(statements) -> None:
    assert statements.found("of ") == ["shutdowns"]


# What can be typed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("20/8", ["fund"]),
        ("8/20", []),
        ("68/167 ", ["privacy"]),
        ("A/RES/68/167", ["privacy"]),
        ("info@example.org", ["fund"]),
        ('"human rights"', ["privacy"]),
        ('"rights human"', []),
        ("journalists -fund ", ["shutdowns"]),
        ('journalists -"the fund" ', ["shutdowns"]),
        ("fund OR surveillance ", ["fund", "privacy"]),
        ("title:privacy ", ["privacy"]),
        ("title:privacy journalists ", []),
        ('title:"on shutdowns" journalists ', ["shutdowns"]),
        ("lang:fr ", ["libertes"]),
        ("rights year:2014", ["privacy"]),
        ("rights year:2015..", ["shutdowns"]),
        ("statement ", ["shutdowns", "privacy"]),
    ],
)
def test_each_sign_finds_what_it_says(statements, query: str, found: list[str]) -> None:
    assert sorted(statements.found(query)) == sorted(found)


def test_a_phrase_is_never_loosened(statements) -> None:
    assert rows(statements.search('"human lives" surveillance ')) == [("shutdowns", False)]
    long = statements.search('"human lives" surveillance journalists rights privacy ')
    assert rows(long) == [("shutdowns", True)]


@pytest.mark.parametrize("query", ["surv", "surveillan", "surveillance", "surveillance ", "surv* "])
def test_the_last_word_is_found_while_it_is_typed(statements, query: str) -> None:
    assert statements.found(query) == ["privacy"]
    assert marked(statements.search(query)) == ["surveillance"]


def test_a_finished_word_is_not_a_beginning(statements) -> None:
    assert statements.found("surv ") == []


def test_a_section_heading_is_found_with_its_passage(shelf) -> None:
    shelf.put("a", "Words.", section="Encryption")
    assert shelf.found("encryption ") == ["a"]


def test_filters_without_a_word_list_the_beginnings_of_documents(statements) -> None:
    answer = statements.search("year:2017 ")
    assert [hit.snippet.text.split()[0] for hit in answer.hits] == ["Network", "The"]
    assert (answer.total, answer.documents) == (3, 2)


@pytest.mark.parametrize("query", ["", "   ", "?!,.;:-*", "\u200f\u202e", "\0", "zzzzzz "])
def test_nothing_asked_or_nothing_there_is_an_empty_answer(statements, query: str) -> None:
    answer = statements.search(query)
    assert (answer.hits, answer.total, answer.query) == ((), 0, query)


def test_right_to_left_marks_change_nothing(statements) -> None:
    assert statements.found("\u202bjournalists\u202c \u200f") == statements.found("journalists ")


def test_the_answer_says_what_was_understood(statements) -> None:
    answer = statements.search('"human rights" OR')
    assert [(part.kind, part.text) for part in answer.understood] == [("phrase", "human rights")]
    assert answer.fallback == "plain words"


# Bounds


@pytest.mark.parametrize("unit", ["right ", "网络", "h* ", "-x ", '"human rights" ', "human OR ", "20/8/", "a"])
def test_ten_thousand_characters_are_answered(statements, unit: str) -> None:
    statements.search(unit * (10_000 // len(unit)))


def test_a_plan_has_no_more_terms_than_its_bound() -> None:
    def beginnings(field: str, prefix: str, most: int) -> list[str]:
        return [f"{prefix}{number}" for number in range(most)]

    languages = ["ar", "de", "en", "fr", "ru", "tr"]
    query = " ".join(f"freedoms{chr(0x61 + n % 26)}{n}*" for n in range(60))
    plan = make_plan(understand(query), languages, lambda field, term: 1, beginnings, 1)
    assert plan.terms <= MOST_TERMS


def test_what_is_left_out_stays_out_of_the_longest_query(statements) -> None:
    query = "-fund " + " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert "fund" not in statements.found(query)
    assert "shutdowns" in statements.found(query)


def test_titles_and_phrases_are_not_counted_as_words_of_a_long_query(statements) -> None:
    answer = statements.search('title:statement "human rights" mass surveillance online ')
    assert rows(answer)[0] == ("privacy", True)
    assert statements.search("title:statement human rights trade ").fallback == "some words"


def test_a_beginning_stands_for_its_most_frequent_words(shelf) -> None:
    for number in range(12):
        word = "pre" + chr(0x61 + number)
        shelf.put(f"d{number}", *([f"{word} x"] if number else ["prea x"]))
        shelf.put(f"e{number}", f"{word} y" if number % 2 else "other")
    answer = shelf.search("pre")
    assert len({word for word in answer.words if not word.endswith("*")}) == 8
    assert "prea" in answer.words and "preb" in answer.words


# Order, filters, counts


def test_passages_of_one_document_stand_together(shelf) -> None:
    shelf.put("long", "alpha alpha alpha.", "alpha and very many other words that make it weaker " * 3)
    shelf.put("short", "alpha beta gamma.")
    assert [hit.entry.id for hit in shelf.search("alpha ").hits] == ["long", "long", "short"]


def test_equal_passages_come_in_the_order_of_the_library(shelf) -> None:
    for name in ("c", "a", "b"):
        shelf.put(name, "alpha")
    assert shelf.found("alpha ") == ["c", "a", "b"]


def test_a_word_in_the_title_weighs_more(shelf) -> None:
    shelf.put("text", "Encryption matters to all of us.", title="Other things")
    shelf.put("title", "Something matters to all of us.", title="Encryption things")
    assert shelf.found("encryption ") == ["title", "text"]


def test_a_text_stands_before_a_card_and_a_card_before_the_explained_word(shelf) -> None:
    words = "The police may watch a phone."
    shelf.put("word", words, title="Phone", form="term")
    shelf.put("card", words, title="Phone", form="card")
    for number in range(30):
        shelf.put(f"other-{number}", words, title="Phone", form="term")
    shelf.put("text", words, title="Phone")
    assert [hit.entry.id for hit in shelf.search("phone", limit=2).hits] == ["text", "card"]


def test_the_limit_bounds_the_hits_and_not_the_counts(statements) -> None:
    answer = statements.search("human rights ", limit=1)
    assert (len(answer.hits), answer.total, answer.documents) == (1, 4, 2)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(languages=frozenset({"fr"})), ["libertes"]),
        (Filters(kinds=frozenset({"Note"})), ["fund"]),
        (Filters(years=frozenset({"2017"})), ["fund", "shutdowns"]),
        (Filters(collections=frozenset({("Coalition",)})), ["fund", "privacy", "shutdowns"]),
        (Filters(collections=frozenset({("Coalition", "Statements")})), ["privacy", "shutdowns"]),
        (Filters(documents=frozenset({("foc", "fund")})), ["fund"]),
        (Filters(packs=frozenset({"another"})), []),
        (Filters(kinds=frozenset({"Note"}), years=frozenset({"2014"})), []),
    ],
)
def test_filters_limit_what_is_found(statements, filters: Filters, found: list[str]) -> None:
    answer = statements.search("human OR journalists OR humains ", filters)
    assert sorted({hit.entry.id for hit in answer.hits}) == found
    assert answer.documents == len(found)


def test_counts_are_of_documents_each_filter_without_its_own_choice(statements) -> None:
    query = "human OR journalists OR humains "
    everything = statements.search(query).counts
    assert everything["language"] == (Count("en", 3), Count("fr", 1))
    assert everything["collection"] == (Count("Coalition", 3), Count("Coalition / Statements", 2))
    assert everything["kind"] == (Count("Statement", 3), Count("Note", 1))
    assert everything["year"] == (Count("2017", 2), Count("2014", 1))
    chosen = statements.search(query, Filters(years=frozenset({"2017"}))).counts
    assert chosen["year"] == everything["year"]
    assert chosen["kind"] == (Count("Note", 1), Count("Statement", 1))
    assert chosen["language"] == (Count("en", 2),)


def test_counts_keep_to_the_scope(statements) -> None:
    answer = statements.search("human OR journalists ", Filters(documents=frozenset({("foc", "fund")})))
    assert answer.counts["kind"] == (Count("Note", 1),)


# Hits


def test_a_hit_says_where_its_first_mark_is(statements) -> None:
    hit = statements.search("surveillance rights ").hits[0]
    texts = {
        pid: text
        for passage in statements.passages.values()
        for pid, text in zip(passage.pids, passage.texts, strict=True)
    }
    assert texts[hit.locator.pid][hit.locator.start : hit.locator.end] == "surveillance"
    assert (hit.locator.pack_id, hit.locator.document_id) == ("foc", "privacy")


def test_a_passage_that_cannot_be_read_keeps_its_hit(statements) -> None:
    statements.damaged = {place for place in statements.passages if place.document == 0}
    first, *others = statements.search("journalists OR surveillance ").hits
    unread = next(hit for hit in (first, *others) if hit.entry.id == "privacy")
    assert (unread.snippet.text, str(unread.locator)) == ("", "foc/privacy")
    assert len(others) == 2


# Several packs


def test_scores_of_two_packs_compare(new_shelf) -> None:
    texts = ["alpha beta", "alpha gamma delta", "beta beta words", "gamma only", "alpha alpha beta gamma"]
    together, one, two = new_shelf("together"), new_shelf("one"), new_shelf("two")
    for number, text in enumerate(texts):
        together.put(f"d{number}", text)
        (one if number < 3 else two).put(f"d{number}", text)
    one.build(), two.build()
    with SearchRoom.open([one.pack, two.pack]) as room:
        for query in ("alpha ", "alpha beta ", "alph"):
            apart = room.search(query, Filters(), CancelToken())
            assert [(hit.entry.id, hit.score, hit.holds_all) for hit in apart.hits] == [
                (hit.entry.id, pytest.approx(hit.score), hit.holds_all) for hit in together.search(query).hits
            ]
            assert (apart.total, apart.documents) == (together.search(query).total, together.search(query).documents)


def test_the_vocabulary_is_of_all_packs_with_documents_counted(new_shelf) -> None:
    one, two = new_shelf("one"), new_shelf("two")
    one.put("a", "Rights, rights and 2014", "rights again")
    two.put("b", "A right of RIGHTS")
    one.build(), two.build()
    with SearchRoom.open([one.pack, two.pack]) as room:
        assert list(room.vocabulary()) == [("a", 1), ("again", 1), ("and", 1), ("of", 1), ("right", 1), ("rights", 2)]


def test_one_bad_index_does_not_close_the_others(new_shelf) -> None:
    good, missing, stock = new_shelf("good"), new_shelf("missing"), new_shelf("stock")
    good.put("a", "alpha")
    good.build()
    (stock.folder / "_MAIN_1.toc").write_bytes(b"anything")
    with SearchRoom.open([missing.pack, good.pack, stock.pack], generation=7) as room:
        assert [type(problem) for problem in room.problems] == [IndexMissing, IndexOutdated]
        answer = room.search("alpha ", Filters(), CancelToken())
    assert [hit.entry.id for hit in answer.hits] == ["a"]
    assert answer.generation == 7


def test_no_pack_at_all_is_an_index_missing() -> None:
    with pytest.raises(IndexMissing):
        SearchRoom.open([])


def test_an_index_of_other_documents_is_refused(statements) -> None:
    statements.build()
    pack = IndexedPack("foc", statements.folder, statements.entries[:2], statements.read)
    with SearchRoom.open([pack]) as room:
        assert [type(problem) for problem in room.problems] == [IndexDamaged]
        assert room.search("human", Filters(), CancelToken()).hits == ()


def test_an_index_damaged_while_open_is_left_aside(new_shelf) -> None:
    good, bad = new_shelf("good"), new_shelf("bad")
    for shelf in (good, bad):
        shelf.put("a", "alpha beta")
        shelf.build()
    postings = next(bad.folder / name for name in FlatIndex.FILES if "posting" in name)
    postings.write_bytes(bytes(255 - byte for byte in postings.read_bytes()))
    with SearchRoom.open([bad.pack, good.pack]) as room:
        answer = room.search("alpha ", Filters(), CancelToken())
        assert [type(problem) for problem in room.problems] == [IndexDamaged]
        assert [hit.locator.pack_id for hit in answer.hits] == ["good"]
        assert room.search("beta ", Filters(), CancelToken()).total == 1


def test_a_cancelled_search_stops(statements) -> None:
    statements.search("human")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        statements.room.search("human rights", Filters(), token)


def test_a_search_cancelled_at_a_snippet_stops_there(statements) -> None:
    token, read = CancelToken(), []

    def cancelling(place):
        read.append(place)
        token.cancel()
        return statements.read(place)

    statements.build()
    pack = IndexedPack("foc", statements.folder, statements.entries, cancelling)
    with SearchRoom.open([pack]) as room, pytest.raises(Cancelled):
        room.search("human", Filters(), token)
    assert len(read) == 1


# Laws


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.text() | st.text(alphabet="human rights-\"*:OR.20titlelangyear\u200f/'"))
@example("A;R")  # no word of it is sought by itself
def test_any_text_is_answered(statements, query: str) -> None:
    answer = statements.search(query)
    assert len(answer.hits) <= min(20, answer.total)
    assert all(hit.holds_all or hit.score > 0 for hit in answer.hits)
    tiers = [hit.holds_all for hit in answer.hits]
    assert tiers == sorted(tiers, reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.sampled_from(["human", "rights", "privacy", "journalists", "fund", "the"]), min_size=1, max_size=6))
def test_the_order_of_words_changes_no_count(statements, words: list[str]) -> None:
    answer = statements.search(" ".join(words) + " ")
    backwards = statements.search(" ".join(reversed(words)) + " ")
    assert (answer.total, answer.counts) == (backwards.total, backwards.counts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.data())
def test_a_damaged_index_answers_or_says_so(statements, data: st.DataObject) -> None:
    statements.build()
    path = statements.folder / data.draw(st.sampled_from([name for name in FlatIndex.FILES if name != "stored"]))
    damaged = bytearray(path.read_bytes())
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged) * 3))])
    with SearchRoom.open([statements.pack]) as room:
        for query in ("human rights ", '"human rights" -fund journ', "title:privacy", "year:2017 "):
            answer = room.search(query, Filters(), CancelToken())
            assert answer.hits or room.problems or not answer.total


def test_a_passage_found_by_its_title_alone_gives_way_to_one_that_holds_the_words(shelf):
    shelf.put("export", "October 2014", "Surveillance tools are sold.", "Nothing of the kind.", title="On surveillance")
    answer = shelf.search("surveillance ")
    assert [hit.snippet.text for hit in answer.hits] == ["Surveillance tools are sold."]
    assert (answer.total, answer.documents) == (1, 1)


def test_a_document_found_by_its_title_alone_is_shown_once(shelf):
    shelf.put("export", "October 2014", "Nothing of the kind.", title="On surveillance")
    answer = shelf.search("surveillance ")
    assert [hit.entry.id for hit in answer.hits] == ["export"]
    assert (answer.total, answer.documents) == (1, 1)


def test_finding_gives_the_same_passages_in_the_same_order_without_reading_them(statements) -> None:
    answer = statements.search("human rights")
    statements.damaged.update(statements.passages)  # reading any would fail
    found = statements.room.find("human rights", Filters(), CancelToken())
    assert [(hit.entry, hit.score, hit.holds_all) for hit in found.hits] == [
        (hit.entry, hit.score, hit.holds_all) for hit in answer.hits
    ]
    assert (found.total, found.documents, found.counts) == (answer.total, answer.documents, answer.counts)
    assert not any(hit.snippet.text for hit in found.hits)
