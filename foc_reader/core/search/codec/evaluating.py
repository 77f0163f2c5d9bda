"""What a query gives, reckoned over whole arrays; query nodes unknown here go through Whoosh's own matchers."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.engine import Query, queries
from foc_reader.core.search.codec.posting import Posting
from foc_reader.core.search.codec.pruning import Found, Weighed, best_of_any, best_of_one
from foc_reader.core.search.codec.schema import has_positions
from foc_reader.core.search.codec.weighting import FieldFigures

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
        self._documents = searcher.rows.count
        self._figures: dict[str, FieldFigures | None] = {}  # of the fields that were asked for

    def best(self, query: Query, limit: int, allowed: Sequence[int] | None) -> Found:
        """At least the `limit` best allowed documents. Raises Cancelled, IndexDamaged."""
        if type(query) is queries.Prefix:
            query = self.expand(query)
        kind = type(query)
        words = [query] if kind is queries.Term else query.subqueries if kind in (queries.And, queries.Or) else ()
        is_any = kind is queries.Term or (kind is queries.Or and not query.scale)
        if (is_any or (kind is queries.And and words)) and all(map(self._is_scored, words)):
            terms = self._weigh_all(words, 1.0 if kind is queries.Term else query.boost)
            if is_any:
                return best_of_any([term for term in terms if term], limit, allowed, self._documents, self._token)
            return self._best_of_all(terms)
        if kind is queries.Phrase and self._is_placed(query):
            return self._side_by_side(query)
        found = self.scores(query)
        docs = list(found)
        return Found(docs, list(found.values()), lambda: docs)

    def best_beside(self, words: Sequence[Query], limit: int, without: Collection[int]) -> Found:
        """At least the `limit` best documents that hold one of `words`; `without`: all that hold several. Raises
        Cancelled, IndexDamaged.
        """
        return best_of_one([term for term in self._weigh_all(words) if term], limit, without)

    def _best_of_all(self, terms: Sequence[Weighed | None]) -> Found:
        present = [term for term in terms if term]
        return _found_all(present) if len(present) == len(terms) else Found((), (), tuple)

    def scores(self, query: Query) -> Scores:
        """The score of every document that matches. Raises Cancelled, IndexDamaged."""
        self._token.check()
        rule = _RULES.get(type(query)) if self._searcher.is_bm25 else None
        return rule(self, query) if rule else self._by_matcher(query)

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
        return _as_scores(self._side_by_side(query)) if self._is_placed(query) else self._by_matcher(query)

    def _is_placed(self, query: Query) -> bool:
        """Whether the index tells where the words of a phrase stand, and they shall stand side by side."""
        name = query.fieldname
        is_simple = self._searcher.is_bm25 and query.slop == 1
        return is_simple and name in self._schema and has_positions(self._schema[name])

    def _side_by_side(self, query: Query) -> Found:
        """Documents that hold the words side by side; a None among them is a gap that any word fills."""
        offsets = [offset for offset, word in enumerate(query.words) if word is not None]
        words = [queries.Term(query.fieldname, query.words[offset]) for offset in offsets]
        terms = self._weigh_all(words, query.boost)
        if not terms or not all(terms):
            return Found((), (), tuple)
        present = [term for term in terms if term]
        docs = _holding_all([term.posting for term in present])
        places = []
        for term in present:
            self._token.check()
            places.append(term.posting.steps(term.posting.places_of(docs)))
        together = _standing_together(places, [offset - offsets[0] for offset in offsets])
        docs = list(compress(docs, together))
        freqs = [list(map(len, compress(steps, together))) for steps in places]
        return Found(docs, _summed(present, docs, freqs), lambda: docs)

    def _and(self, query: Query) -> Scores:
        without = [sub.query for sub in query.subqueries if type(sub) is queries.Not]
        scored = [sub for sub in query.subqueries if self._is_scored(sub)]
        others = [sub for sub in query.subqueries if type(sub) is not queries.Not and not self._is_scored(sub)]
        parts = []
        if scored:
            terms = self._weigh_all(scored)
            if not all(terms):
                return {}
            parts.append(_as_scores(_found_all([term for term in terms if term])))
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
        return type(query) is queries.Term and self._figures_of(query.fieldname) is not None

    def _figures_of(self, fieldname: str) -> FieldFigures | None:
        if fieldname not in self._figures:
            self._figures[fieldname] = self._searcher.figures(fieldname)
        return self._figures[fieldname]

    def _weigh_all(self, words: Iterable[Query], boost: float = 1.0) -> list[Weighed | None]:
        return [self._weigh(word.fieldname, word.text, word.boost * boost) for word in words]

    def _weigh(self, fieldname: str, text: str | bytes, boost: float) -> Weighed | None:
        """A word with what it weighs; None where no document holds it."""
        self._token.check()
        searcher = self._searcher
        figures = self._figures_of(fieldname)
        term = text.encode() if isinstance(text, str) else text
        posting = searcher.terms.posting(fieldname, term)
        if posting is None or figures is None:
            return None
        weight = searcher.idf(fieldname, term) * (figures.k1 + 1) * boost
        return Weighed(posting, weight, figures.norms, figures.least_norm, weight * figures.loosened(posting.bound))


def _as_scores(found: Found) -> Scores:
    return dict(zip(found.docs, found.scores, strict=True))


def _scores_of(term: Weighed) -> Scores:
    posting, weight, norms = term.posting, term.weight, term.norms
    return {doc: freq * weight / (freq + norms[doc]) for doc, freq in zip(posting.docs, posting.freqs, strict=True)}


def _found_all(terms: Sequence[Weighed]) -> Found:
    """The documents that hold all of these words, with their scores."""
    rarest_first = sorted(range(len(terms)), key=lambda number: terms[number].posting.count)
    first = terms[rarest_first[0]].posting
    docs: Sequence[int] = first.docs
    freqs: dict[int, Sequence[int]] = {rarest_first[0]: first.freqs}
    for number in rarest_first[1:]:
        posting = terms[number].posting
        if posting.is_quick(docs) or len(freqs) > 1:
            often = posting.often_in(docs)
            docs = list(compress(docs, often))
            freqs = {other: list(compress(held, often)) for other, held in freqs.items()}
            freqs[number] = list(filter(None, often))
        else:  # a table of the rarer one is made in less time
            often = first.often_in(posting.docs)
            docs = list(compress(posting.docs, often))
            freqs = {rarest_first[0]: list(filter(None, often)), number: list(compress(posting.freqs, often))}
    scores = _summed(terms, docs, [freqs[number] for number in range(len(terms))])
    return Found(docs, scores, lambda: docs, all_of=tuple(term.posting for term in terms))


def _summed(terms: Sequence[Weighed], docs: Sequence[int], freqs: Sequence[Sequence[int]]) -> list[float]:
    """The scores of these documents, each of which holds all of the words, as often as `freqs` says of each word."""
    scores = [0.0] * len(docs)
    for term, often in zip(terms, freqs, strict=True):
        weight, norms = term.weight, term.norms
        scores = [
            score + freq * weight / (freq + norms[doc]) for score, freq, doc in zip(scores, often, docs, strict=True)
        ]
    return scores


def _holding_all(postings: Iterable[Posting]) -> list[int]:
    """The documents that hold all of these words, in order."""
    rarest, *others = sorted(postings, key=lambda posting: posting.count)
    docs: Sequence[int] = rarest.docs
    for posting in others:
        docs = posting.among(docs)
    return list(docs)


def _standing_together(places: Sequence[Sequence[Sequence[int]]], steps: Sequence[int]) -> list[bool]:
    """For each document, whether the first word stands somewhere with each of the others its steps behind.

    `places`: for each word, how far it is in each document from one of its positions to the next.
    """
    if len(places) == 1:
        return [True] * len(places[0])
    if len(places) == 2:
        step = steps[1]
        return [
            starts[0] + step == others[0]  # quickly told, and mostly so where they belong together
            or (
                len(starts) + len(others) > 2
                and not {start + step for start in accumulate(starts)}.isdisjoint(accumulate(others))
            )
            for starts, others in zip(*places, strict=True)
        ]
    return [_stand_together(together, steps) for together in zip(*places, strict=True)]


def _stand_together(places: Sequence[Sequence[int]], steps: Sequence[int]) -> bool:
    starts = set(accumulate(places[0]))
    for step, others in zip(steps[1:], places[1:], strict=True):
        starts.intersection_update([place - step for place in accumulate(others)])
        if not starts:
            return False
    return True


def _intersect(some: Scores, others: Scores) -> Scores:
    return {doc: score + others[doc] for doc, score in some.items() if doc in others}


def _remove(some: Scores, gone: Scores) -> Scores:
    return {doc: score for doc, score in some.items() if doc not in gone}


def _boosted(found: Scores, boost: float) -> Scores:
    return found if boost == 1.0 else {doc: score * boost for doc, score in found.items()}


_RULES: dict[type, Callable[[Evaluation, Query], Scores]] = {
    queries.Term: Evaluation._term,
    queries.Prefix: Evaluation._prefix,
    queries.Phrase: Evaluation._phrase,
    queries.And: Evaluation._and,
    queries.Or: Evaluation._or,
    queries.Not: Evaluation._not,
    queries.AndNot: Evaluation._and_not,
    queries.AndMaybe: Evaluation._and_maybe,
    queries.Require: Evaluation._require,
    queries.Every: Evaluation._every,
}
