"""Our collector, Whoosh's matchers on our files, and Whoosh's own index give the same answers, less its bugs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh.fields import Schema
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    DisjunctionMax,
    Every,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    Wildcard,
)
from whoosh.scoring import BM25F, TF_IDF
from whoosh.searching import Searcher

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.collector import FlatSearcher
from foc_reader.core.search.codec.evaluating import Evaluation
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.scoring import Weighting

Pairs = list[tuple[float, int]]
LIMIT = 20

# Whoosh 2.7.4's own faults, which the queries below keep clear of where Whoosh's matchers are the measure:
# - AndNotMatcher (matching/binary.py:578) lets a forbidden document through, and Require (query/compound.py) is built
#   on it and forbids what it should require
# - AndMaybeMatcher (:729) leaves the optional side behind, and scores are too low
# - Not adds 1.0 to a score (matching/wrappers.py:417)
# - a boost on an And or Or of one part is forgotten (query/compound.py, CompoundQuery.matcher)


class Drawn:
    """Random nested queries."""

    def __init__(self, words: list[str], seed: int) -> None:
        self.words = words
        self.draw = random.Random(seed)

    def word(self) -> Term:
        boost = self.draw.choice((1.0, 1.0, 1.0, 2.0, 0.5))
        field = self.draw.choice(("text", "text", "text", "note"))
        return Term(field, self.draw.choice(self.words), boost=boost)

    def leaf(self) -> Query:
        kind = self.draw.random()
        if kind < 0.7:
            return self.word()
        if kind < 0.8:
            return Term("lang", self.draw.choice(("en", "de", "xx")))
        count, slop = self.draw.choice((2, 2, 3)), self.draw.choice((1, 1, 3))
        return Phrase(
            "text", self.draw.choices(self.words[:10], k=count), slop=slop, boost=self.draw.choice((1.0, 3.0))
        )

    def query(self, depth: int) -> Query:
        if depth == 0 or self.draw.random() < 0.15:
            return self.leaf()
        kind = self.draw.choice((And, Or, Or, DisjunctionMax))
        parts = [self.query(depth - 1) for _ in range(self.draw.choice((2, 2, 3, 4)))]
        return kind(parts, boost=self.draw.choice((1.0, 1.0, 2.0)))


def by_matchers(searcher: Searcher, query: Query, limit: int = LIMIT) -> Pairs:
    """The best, through Whoosh's own matchers, without its skipping of blocks."""
    matcher = query.matcher(searcher, searcher.context())
    found = []
    while matcher.is_active():
        found.append((matcher.score(), matcher.id()))
        matcher.next()
    return in_order(found)[:limit]


def in_order(pairs: Pairs) -> Pairs:
    """Sums taken in another order differ in their last digits."""
    return sorted(((round(score, 9), doc) for score, doc in pairs), key=lambda pair: (-pair[0], pair[1]))


def by_collector(searcher: FlatSearcher, query: Query, limit: int = LIMIT) -> Pairs:
    return in_order(list(searcher.top(query, 10_000).items))[:limit]


@pytest.fixture(scope="module")
def stock(
    schema: Schema, documents: list[dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """Whoosh's own index of the same documents."""
    index = whoosh_index.create_in(tmp_path_factory.mktemp("stock"), schema)
    with index.writer() as writer:
        for document in documents:
            writer.add_document(**document)
    with index.searcher(weighting=Weighting()) as searcher:
        yield searcher


@pytest.mark.parametrize("weighting", [Weighting(), BM25F(B=0.6, K1=1.4), BM25F(), BM25F(B=0.0, text_B=0.9), TF_IDF()])
def test_collector_agrees_with_matchers_on_nested_queries(
    index: FlatIndex, words: list[str], weighting: BM25F | TF_IDF
) -> None:
    drawn = Drawn(words, 1)
    with index.searcher(weighting=weighting) as searcher:
        for _ in range(50):
            query = drawn.query(3)
            assert by_collector(searcher, query) == by_matchers(searcher, query), query


@pytest.mark.parametrize("weighting", [Weighting(), BM25F(B=0.6, K1=1.4)])
def test_answers_are_those_of_whooshs_own_index(
    index: FlatIndex, stock: Searcher, words: list[str], weighting: BM25F
) -> None:
    drawn = Drawn(words, 2)
    whooshs = Searcher(stock.reader(), weighting=weighting)
    with index.searcher(weighting=weighting) as searcher:
        for _ in range(75):
            query = drawn.query(2)
            expected = by_matchers(whooshs, query)
            assert by_matchers(searcher, query) == expected, query
            assert by_collector(searcher, query) == expected, query


def test_pruned_answers_are_those_of_all_documents(searcher: FlatSearcher, words: list[str]) -> None:
    drawn = random.Random(3)
    passed_over = 0
    for _ in range(100):
        query = Or([Term("text", word, boost=drawn.choice((1, 1, 4))) for word in drawn.sample(words, 5)])
        allowed = bytes(drawn.random() < 0.5 for _ in range(searcher.doc_count_all())) if drawn.random() < 0.5 else None

        pruned = searcher.top(query, 3, allowed)

        scores = Evaluation(searcher, CancelToken()).scores(query)
        everything = in_order([(score, doc) for doc, score in scores.items() if allowed is None or allowed[doc]])
        assert in_order(list(pruned.items)) == everything[:3]
        assert pruned.matching == sorted(scores)
        passed_over += len(everything) - len(Evaluation(searcher, CancelToken()).best(query, 3, allowed).docs)
    assert passed_over > 1000


@pytest.mark.parametrize(
    "query",
    [
        Wildcard("text", "r*n"),
        NumericRange("year", 1995, 2010),
        Every(),
        Every("year"),
        Or([Term("text", "kal"), Term("text", "ken")], scale=0.9),
        And([NumericRange("year", 1995, 2010), Term("text", "ken"), Wildcard("note", "un*")]),
        Term("year", 2001),
        Term("nowhere", "kal"),
        Term("year", "no number"),
        Phrase("nowhere", ["kal", "ken"]),
    ],
)
def test_queries_unknown_to_the_collector_go_through_matchers(
    searcher: FlatSearcher, stock: Searcher, query: Query
) -> None:
    expected = by_matchers(stock, query)

    assert by_matchers(searcher, query) == expected
    assert by_collector(searcher, query) == expected


def test_and_not_leaves_out_what_whoosh_lets_through(
    tmp_path: Path, schema: Schema, build: Callable[..., FlatIndex]
) -> None:
    index = build(tmp_path / "three", [{"text": text} for text in ("bbb", "aaa bbb", "aaa")])
    query = AndNot(Term("text", "aaa"), Term("text", "bbb"))
    with index.searcher() as searcher:
        assert [doc for _, doc in by_collector(searcher, query)] == [2]
        # once this fails, Whoosh has been repaired
        assert sorted(doc for _, doc in by_matchers(searcher, query)) == [1, 2]


def test_without_takes_away_and_adds_nothing(searcher: FlatSearcher, words: list[str]) -> None:
    drawn = Drawn(words, 4)
    for _ in range(60):
        wanted, unwanted = drawn.query(2), drawn.query(1)
        gone = {doc for _, doc in by_matchers(searcher, unwanted, 10_000)}
        kept = [pair for pair in by_matchers(searcher, wanted, 10_000) if pair[1] not in gone]

        assert by_collector(searcher, And([wanted, Not(unwanted)]), 10_000) == kept
        assert by_collector(searcher, AndNot(wanted, unwanted), 10_000) == kept


def test_a_lone_without_gives_all_others_without_a_score(searcher: FlatSearcher) -> None:
    holding = set(searcher.top(Term("text", "ken"), 1).matching)

    found = searcher.top(Not(Term("text", "ken")), 10_000)

    assert {score for score, _ in found.items} == {0.0}
    assert set(found.matching) == set(range(searcher.doc_count_all())) - holding


def test_and_maybe_adds_scores_only_where_both_match(searcher: FlatSearcher, words: list[str]) -> None:
    drawn = Drawn(words, 5)
    for _ in range(40):
        wanted, welcome = drawn.query(2), drawn.query(1)
        more = {doc: score for score, doc in by_matchers(searcher, welcome, 10_000)}
        expected = [(score + more.get(doc, 0.0), doc) for score, doc in by_matchers(searcher, wanted, 10_000)]

        found = searcher.top(AndMaybe(wanted, welcome), 10_000).items
        assert {doc: score for score, doc in found} == pytest.approx({doc: score for score, doc in expected})


def test_require_keeps_scores_and_documents_that_both_sides_know(searcher: FlatSearcher) -> None:
    scores = {doc: score for score, doc in searcher.top(Term("text", "ken"), 10_000).items}
    required = set(searcher.top(Term("lang", "de"), 1).matching)

    found = searcher.top(Require(Term("text", "ken"), Term("lang", "de")), 10_000)

    assert {doc: score for score, doc in found.items} == {doc: scores[doc] for doc in required & scores.keys()}


def test_a_prefix_is_the_or_of_its_most_frequent_words(searcher: FlatSearcher) -> None:
    prefix = Prefix("text", "re", boost=2.0)
    words = sorted(searcher.terms.scan("text", b"re"), key=lambda found: (-found[1], found[0]))[:8]
    expected = Or([Term("text", word.decode()) for word, _ in words], boost=2.0)

    assert len(list(searcher.terms.scan("text", b"re"))) > 8
    assert searcher.top(prefix, LIMIT).items == searcher.top(expected, LIMIT).items
    assert searcher.top(And([prefix, Every()]), 5).matching == searcher.top(expected, 5).matching


def test_what_whoosh_lists_sorts_and_groups_is_the_same(searcher: FlatSearcher, stock: Searcher) -> None:
    ours, whooshs = searcher.reader(), stock.reader()
    query = Term("text", "ken")

    assert list(ours.all_terms()) == list(whooshs.all_terms())
    assert list(ours.lexicon("text")) == list(whooshs.lexicon("text"))
    assert list(ours.all_stored_fields()) == list(whooshs.all_stored_fields())
    assert ours.most_frequent_terms("text", 7) == whooshs.most_frequent_terms("text", 7)
    assert list(ours.expand_prefix("text", "un")) == list(whooshs.expand_prefix("text", "un"))
    for field, reverse in (("year", False), ("year", True), ("lang", False), ("lang", True)):
        sorted_ours = searcher.search(query, limit=None, sortedby=field, reverse=reverse)
        sorted_whooshs = stock.search(query, limit=None, sortedby=field, reverse=reverse)
        assert sorted_ours.docs() == sorted_whooshs.docs()
        assert [hit.docnum for hit in sorted_ours] == [hit.docnum for hit in sorted_whooshs]
    grouped = searcher.search(query, limit=None, groupedby="lang").groups("lang")
    assert grouped == stock.search(query, limit=None, groupedby="lang").groups("lang")
