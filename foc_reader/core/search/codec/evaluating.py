"""What a query gives, reckoned over whole arrays; query nodes unknown here go through Whoosh's own matchers."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import compress
from typing import TYPE_CHECKING

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.engine import BM25F, Query, queries
from foc_reader.core.search.codec.pruning import Found, Weighed, best_of_any
from foc_reader.core.search.codec.schema import has_positions
from foc_reader.core.search.codec.weighting import least_norm, loosen

if TYPE_CHECKING:
    from foc_reader.core.search.codec.collector import FlatSearcher

MOST_WORDS = 8  # that a prefix stands for: the most frequent ones

_OFTEN = 1024  # documents or words between two looks at the token

Scores = dict[int, float]  # of each document that matches


class Evaluation:
    """One run of one query. NOT takes documents away and adds nothing to a score (Whoosh's adds 1.0)."""

    def __init__(self, searcher: FlatSearcher, token: CancelToken) -> None:
        self._searcher, self._token = searcher, token
        self._schema = searcher.schema
        self._documents = searcher.doc_count_all()
        self._is_bm25 = type(searcher.weighting).scorer is BM25F.scorer
        self._rules: dict[type, Callable[[Query], Scores]] = {
            queries.Term: self._term,
            queries.Prefix: self._prefix,
            queries.Phrase: self._phrase,
            queries.And: self._and,
            queries.Or: self._or,
            queries.Not: self._not,
            queries.AndNot: self._and_not,
            queries.AndMaybe: self._and_maybe,
            queries.Require: self._require,
            queries.Every: self._every,
        }

    def best(self, query: Query, limit: int, allowed: Sequence[int] | None) -> Found:
        """At least the `limit` best allowed documents. Raises Cancelled, IndexDamaged."""
        if type(query) is queries.Prefix:
            query = self.expand(query)
        if self._is_scored(query):
            query = queries.Or([query])
        if type(query) is queries.Or and not query.scale and all(map(self._is_scored, query.subqueries)):
            terms = self._weigh_all(query.subqueries, query.boost)
            return best_of_any([term for term in terms if term], limit, allowed, self._documents, self._token)
        found = self.scores(query)
        docs = list(found)
        return Found(docs, list(found.values()), lambda: docs)

    def scores(self, query: Query) -> Scores:
        """The score of every document that matches. Raises Cancelled, IndexDamaged."""
        self._token.check()
        rule = self._rules.get(type(query)) if self._is_bm25 else None
        return rule(query) if rule else self._by_matcher(query)

    def expand(self, prefix: Query) -> Query:
        """The OR of the words that a prefix stands for."""
        if prefix.fieldname not in self._schema:
            return queries.Or([])
        start = self._schema[prefix.fieldname].to_bytes(prefix.text)
        found = []
        for number, (term, count) in enumerate(self._searcher.terms.scan(prefix.fieldname, start)):
            if number % _OFTEN == 0:
                self._token.check()
            found.append((-count, term))
        words = [term for _, term in heapq.nsmallest(MOST_WORDS, found)]
        return queries.Or([queries.Term(prefix.fieldname, word) for word in words], boost=prefix.boost)

    # One rule for each kind of query

    def _term(self, query: Query) -> Scores:
        if query.fieldname not in self._schema:
            return {}
        if self._is_scored(query):
            term = self._weigh(query.fieldname, query.text, query.boost)
            return _scores_of(term) if term else {}
        try:
            text = self._schema[query.fieldname].to_bytes(query.text)
        except ValueError:  # no such number, say
            return {}
        posting = self._searcher.terms.posting(query.fieldname, text)
        if posting is None:
            return {}
        return {doc: freq * query.boost for doc, freq in zip(posting.docs, posting.freqs, strict=True)}

    def _prefix(self, query: Query) -> Scores:
        return self.scores(self.expand(query))

    def _phrase(self, query: Query) -> Scores:
        """Documents that hold the words side by side; a None among them is a gap that any word fills."""
        if query.slop != 1 or query.fieldname not in self._schema or not has_positions(self._schema[query.fieldname]):
            return self._by_matcher(query)
        offsets = [offset for offset, word in enumerate(query.words) if word is not None]
        words = [queries.Term(query.fieldname, query.words[offset]) for offset in offsets]
        terms = self._weigh_all(words, query.boost)
        if not terms or not all(terms):
            return {}
        present = [term for term in terms if term]
        steps = [offset - offsets[0] for offset in offsets]
        found = _All(present)
        positions = []
        for term, places in zip(present, found.places, strict=True):
            self._token.check()
            positions.append(term.posting.positions(places))
        return found.scores(_standing_together(positions, steps))

    def _and(self, query: Query) -> Scores:
        without = [sub.query for sub in query.subqueries if type(sub) is queries.Not]
        scored = [sub for sub in query.subqueries if self._is_scored(sub)]
        others = [sub for sub in query.subqueries if type(sub) is not queries.Not and not self._is_scored(sub)]
        parts = []
        if scored:
            terms = self._weigh_all(scored)
            if not all(terms):
                return {}
            parts.append(_All([term for term in terms if term]).scores())
        for sub in others:
            parts.append(self.scores(sub))
            if not parts[-1]:
                return {}
        if not parts and not without:
            return {}
        found = reduce(_intersect, sorted(parts, key=len)) if parts else dict.fromkeys(range(self._documents), 0.0)
        for sub in without:
            found = _remove(found, self.scores(sub))
        return _boosted(found, query.boost)

    def _or(self, query: Query) -> Scores:
        if query.scale:
            return self._by_matcher(query)
        found: Scores = {}
        for sub in query.subqueries:
            for doc, score in self.scores(sub).items():
                found[doc] = found.get(doc, 0.0) + score
        return _boosted(found, query.boost)

    def _not(self, query: Query) -> Scores:
        return _remove(dict.fromkeys(range(self._documents), 0.0), self.scores(query.query))

    def _and_not(self, query: Query) -> Scores:
        return _remove(self.scores(query.a), self.scores(query.b))

    def _and_maybe(self, query: Query) -> Scores:
        more = self.scores(query.b)
        return {doc: score + more.get(doc, 0.0) for doc, score in self.scores(query.a).items()}

    def _require(self, query: Query) -> Scores:
        required = self.scores(query.b)
        return {doc: score for doc, score in self.scores(query.a).items() if doc in required}

    def _every(self, query: Query) -> Scores:
        if query.fieldname is not None:
            return self._by_matcher(query)
        return dict.fromkeys(range(self._documents), float(query.boost))

    def _by_matcher(self, query: Query) -> Scores:
        matcher = query.matcher(self._searcher, self._searcher.context())
        found: Scores = {}
        while matcher.is_active():
            if len(found) % _OFTEN == 0:
                self._token.check()
            found[matcher.id()] = matcher.score()
            matcher.next()
        return found

    # What the rules share

    def _is_scored(self, query: Query) -> bool:
        """Whether it is a word whose score depends on the length of documents."""
        return type(query) is queries.Term and query.fieldname in self._schema and self._is_scorable(query.fieldname)

    def _is_scorable(self, fieldname: str) -> bool:
        return self._is_bm25 and bool(self._schema[fieldname].scorable)

    def _weigh_all(self, words: Iterable[Query], boost: float = 1.0) -> list[Weighed | None]:
        return [self._weigh(word.fieldname, word.text, word.boost * boost) for word in words]

    def _weigh(self, fieldname: str, text: str | bytes, boost: float) -> Weighed | None:
        """A word with what it weighs; None where no document holds it."""
        self._token.check()
        searcher = self._searcher
        term = self._schema[fieldname].to_bytes(text)
        posting = searcher.terms.posting(fieldname, term)
        if posting is None:
            return None
        weighting = searcher.weighting
        b, k1 = weighting._field_B.get(fieldname, weighting.B), weighting.K1
        weight = searcher.idf(fieldname, term) * (k1 + 1) * boost
        mean = searcher.mean_length(fieldname)
        bound = weight * loosen(posting.bound, b, k1, mean, searcher.rows.mean_length(fieldname))
        norms = searcher.rows.norms(fieldname, mean, b, k1)
        return Weighed(posting, weight, norms, least_norm(mean, b, k1), bound)


def _scores_of(term: Weighed) -> Scores:
    posting, weight, norms = term.posting, term.weight, term.norms
    return {doc: freq * weight / (freq + norms[doc]) for doc, freq in zip(posting.docs, posting.freqs, strict=True)}


class _All:
    """The documents that hold all of these words."""

    def __init__(self, terms: Sequence[Weighed]) -> None:
        self._terms = terms
        first, *others = sorted([term.posting for term in terms], key=lambda posting: posting.count)
        docs = set(first.docs)
        for posting in others:
            docs = posting.also_in(docs)
        self.docs = sorted(docs)
        self.places = [term.posting.places_of(self.docs) for term in terms]  # in each one's posting

    def scores(self, kept: Sequence[bool] | None = None) -> Scores:
        """Of those that are `kept`, one for each document; None: of all."""
        docs = self.docs if kept is None else list(compress(self.docs, kept))
        scores = [0.0] * len(docs)
        for term, places in zip(self._terms, self.places, strict=True):
            weight, norms = term.weight, term.norms
            freqs = map(term.posting.freqs.__getitem__, places if kept is None else compress(places, kept))
            scores = [
                score + freq * weight / (freq + norms[doc])
                for score, freq, doc in zip(scores, freqs, docs, strict=True)
            ]
        return dict(zip(docs, scores, strict=True))


def _standing_together(positions: Sequence[Sequence[Sequence[int]]], steps: Sequence[int]) -> list[bool]:
    """For each document, whether the first word stands somewhere with each of the others its steps behind."""
    if len(positions) == 1:
        return [True] * len(positions[0])
    if len(positions) == 2:
        step = steps[1]
        return [
            starts[0] + step == places[0]
            if len(starts) == len(places) == 1
            else not {start + step for start in starts}.isdisjoint(places)
            for starts, places in zip(*positions, strict=True)
        ]
    return [_stand_together(places, steps) for places in zip(*positions, strict=True)]


def _stand_together(places: Sequence[Sequence[int]], steps: Sequence[int]) -> bool:
    starts = set(places[0])
    for step, others in zip(steps[1:], places[1:], strict=True):
        starts.intersection_update([place - step for place in others])
        if not starts:
            return False
    return True


def _intersect(some: Scores, others: Scores) -> Scores:
    return {doc: score + others[doc] for doc, score in some.items() if doc in others}


def _remove(some: Scores, gone: Scores) -> Scores:
    return {doc: score for doc, score in some.items() if doc not in gone}


def _boosted(found: Scores, boost: float) -> Scores:
    return found if boost == 1.0 else {doc: score * boost for doc, score in found.items()}
