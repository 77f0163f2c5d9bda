"""What the room above asks of an open index."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from whoosh.query import And, DisjunctionMax, Or, Phrase, Prefix, Query, Term, Wildcard

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.search.codec.collector import FlatSearcher
from foc_reader.core.search.codec.documents import Column
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.weighting import SharedStatistics, idf, loosen


def test_equal_scores_stand_in_order_of_documents(tmp_path: Path, build: Callable[..., FlatIndex]) -> None:
    index = build(tmp_path / "index", [{"text": "kal ken"}] * 30)
    with index.searcher() as searcher:
        for query in (
            Term("text", "kal"),
            Or([Term("text", "kal"), Term("text", "ken")]),
            Phrase("text", ["kal", "ken"]),
        ):
            assert [doc for _, doc in searcher.top(query, 5).items] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "query", [Term("text", "ken"), And([Term("text", "ken"), Term("text", "kal")]), Prefix("text", "re")]
)
def test_only_allowed_documents_are_among_the_best(searcher: FlatSearcher, query: Query) -> None:
    everything = searcher.top(query, 1000)
    allowed = [docnum % 3 == 0 for docnum in range(searcher.doc_count_all())]

    found = searcher.top(query, 5, allowed)

    assert found.items == tuple(pair for pair in everything.items if allowed[pair[1]])[:5]
    assert found.matching == everything.matching


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_nothing_still_tells_what_matches(searcher: FlatSearcher, limit: int) -> None:
    found = searcher.top(Or([Term("text", "ken"), Term("text", "kal")]), limit)

    assert found.items == ()
    assert len(found.matching) > 100


def test_scores_of_two_indexes_compare_by_shared_statistics(
    tmp_path: Path, build: Callable[..., FlatIndex], documents: list[dict], words: list[str]
) -> None:
    whole = build(tmp_path / "whole", documents)
    parts = [build(tmp_path / "first", documents[:50]), build(tmp_path / "second", documents[50:])]
    queries = [
        Or([Term("text", word) for word in words[:6]]),
        And([Term("text", words[0]), Term("text", words[1])]),
        Phrase("text", words[:2]),
        DisjunctionMax([Term("text", words[2]), Wildcard("text", "un?in")]),
    ]
    with whole.searcher() as one, parts[0].searcher() as first, parts[1].searcher() as second:
        statistics = SharedStatistics([first.opened, second.opened])
        for query in queries:
            expected = one.top(query, 10).items
            own = [(score, doc) for score, doc in first.top(query, 10, statistics=statistics).items]
            own += [(score, doc + 50) for score, doc in second.top(query, 10, statistics=statistics).items]
            own.sort(key=lambda pair: (-pair[0], pair[1]))

            assert [score for score, _ in own[:10]] == pytest.approx([score for score, _ in expected])
            assert {doc for _, doc in own[:8]} <= {doc for _, doc in one.top(query, 12).items}


def test_statistics_are_forgotten_after_the_query(searcher: FlatSearcher, index: FlatIndex) -> None:
    class Strange:
        def idf(self, fieldname: str, term: bytes) -> float:
            return 1000.0

        def mean_length(self, fieldname: str) -> float:
            return 5.0

    query = Or([Term("text", "ken"), Term("text", "kal")])
    before = searcher.top(query, 5).items

    strange = searcher.top(query, 5, statistics=Strange()).items

    assert strange[0][0] > 1000
    assert searcher.top(query, 5).items == before


def test_terms_are_listed_in_order_with_the_documents_that_hold_them(searcher: FlatSearcher) -> None:
    everything = list(searcher.terms.scan("text"))
    begun = list(searcher.terms.scan("text", "été".encode()))

    assert [term for term, _ in everything] == sorted(term for term, _ in everything)
    assert begun == [(term, count) for term, count in everything if term.startswith("été".encode())]
    assert all(len(searcher.top(Term("text", term), 1).matching) == count for term, count in begun)
    assert list(searcher.terms.scan("nowhere")) == []


def test_columns_give_each_documents_value(searcher: FlatSearcher, documents: list[dict]) -> None:
    for name in "lang", "year":
        column = searcher.column(name)
        assert [column.values[code] for code in column.codes] == [document.get(name) for document in documents]
        assert list(column.values[1:]) == sorted(column.values[1:])


def test_a_column_that_no_document_has_a_value_in_is_empty(tmp_path: Path, build: Callable[..., FlatIndex]) -> None:
    with build(tmp_path / "index", [{"text": "kal"}]).searcher() as searcher:
        assert searcher.column("lang") == Column(b"\0", [None])


def test_a_field_without_a_column_says_so(searcher: FlatSearcher) -> None:
    with pytest.raises(KeyError):
        searcher.column("text")


def test_opening_and_a_query_read_a_fraction_of_the_index(index: FlatIndex) -> None:
    size = sum((index.folder / name).stat().st_size for name in index.FILES)
    with index.searcher() as searcher:
        searcher.top(Term("text", "unrin"), 5)

        assert searcher.bytes_read < size / 10


@pytest.mark.parametrize(
    "query",
    [Term("text", "ken"), Phrase("text", ["ken", "kal"]), Prefix("text", "re"), Wildcard("text", "*"), Or([And([])])],
)
def test_a_cancelled_search_stops(searcher: FlatSearcher, query: Query) -> None:
    token = CancelToken()
    token.cancel()

    with pytest.raises(Cancelled):
        searcher.top(query, 5, token=token)


def test_closing_lets_go_of_every_file(index: FlatIndex) -> None:
    searcher = index.searcher()

    searcher.close()
    searcher.close()

    with pytest.raises(ValueError, match="closed"):
        searcher.terms.posting("text", b"ken")


def test_idf_of_a_word_in_every_document_is_still_positive() -> None:
    assert 0 < idf(100, 100) < idf(100, 50) < idf(100, 0)


@pytest.mark.parametrize(("b", "k1"), [(0.6, 1.4), (0.75, 1.2), (0.0, 2.0), (1.0, 0.5), (0.3, 0.0)])
@pytest.mark.parametrize("mean", [1.0, 20.0, 500.0])
def test_a_bound_holds_for_other_weightings_and_means(b: float, k1: float, mean: float) -> None:
    for length in 1, 10, 1000:
        for freq in 1, 3, 50:
            written = freq / (freq + 1.4 * (0.4 + 0.6 * length / 20.0))
            bound = -int(-127 * written // 1)
            reached = freq / (freq + k1 * ((1 - b) + b * length / mean))

            assert loosen(bound, b, k1, mean, 20.0) >= reached - 1e-12


@pytest.mark.parametrize("words", [["car", "card", "care", "cars"], ["car", "re", "rere", "rerere", "é", "éé"]])
def test_every_word_is_found_also_one_that_others_begin_with(
    tmp_path: Path, build: Callable[..., FlatIndex], words: list[str]
) -> None:
    with build(
        tmp_path / "index", [{"text": " ".join(words[: n + 1])} for n in range(len(words))]
    ).searcher() as searcher:
        for number, word in enumerate(words):
            entry = searcher.terms.find("text", word.encode())
            assert entry is not None and entry.count == len(words) - number
        for absent in ("", "c", "ca", "ard", "carda", "rer", "rererere", "zz"):
            assert searcher.terms.find("text", absent.encode()) is None


def test_a_word_asked_for_again_and_again_has_the_same_answers(searcher: FlatSearcher) -> None:
    queries = [
        And([Term("text", "ken"), Term("text", "kal")]),
        And([Term("text", "kal"), Term("text", "ken"), Term("text", "unrin")]),
        Phrase("text", ["ken", "kal"]),
        Or([Term("text", "ken"), Term("text", "unrin"), Term("text", "kal")]),
    ]
    first = [searcher.top(query, 10_000) for query in queries]
    for _ in range(5):
        for query, found in zip(queries, first, strict=True):
            again = searcher.top(query, 10_000)
            assert again.items == found.items
            assert again.matching == found.matching
    posting = searcher.terms.posting("text", b"ken")
    assert posting is not None and posting.has_table


def test_what_holds_either_of_two_words_is_counted_by_what_holds_both(searcher: FlatSearcher, words: list[str]) -> None:
    for first, second in pairwise(words):
        both = searcher.top(And([Term("text", first), Term("text", second)]), 5)
        either = searcher.top(Or([Term("text", first), Term("text", second)]), 0)

        assert either.count_beside(both) == len(either.matching) == either.count


def test_a_word_that_stands_very_often_in_a_document_keeps_its_score(
    tmp_path: Path, build: Callable[..., FlatIndex]
) -> None:
    documents = [{"text": "kal " * often + "ken " * (often % 7)} for often in (1, 5, 254, 255, 256, 700, 3)]
    query = And([Term("text", "ken"), Term("text", "kal")])
    with build(tmp_path / "index", documents).searcher() as searcher:
        expected = dict.fromkeys(range(len(documents)), 0.0)
        for word in "ken", "kal":
            for score, doc in searcher.top(Term("text", word), 10).items:
                expected[doc] += score
        for _ in range(4):
            found = {doc: score for score, doc in searcher.top(query, 10).items}
            assert found == pytest.approx({doc: expected[doc] for doc in found})
            assert sorted(found) == [doc for doc, document in enumerate(documents) if "ken" in document["text"]]
