"""From a query that was read to the answer that is shown: planned, ranked, its passages fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import BEST_FIRST, Answer, DocumentEntry, Filters, Hit, Locator, Snippet
from foc_reader.core.search.likeness import plan_like
from foc_reader.core.search.pack_index import LibraryWords, PackIndex
from foc_reader.core.search.query import Understood, understand
from foc_reader.core.search.ranking import Ranked, Ranking
from foc_reader.core.search.scope import sorted_counts
from foc_reader.core.search.snippets import make_excerpt
from foc_reader.core.search.wording import Plan, make_plan
from foc_reader.core.values import replace

if TYPE_CHECKING:
    from foc_reader.core.search.suggestion import Suggestion

_NOTHING = Snippet("")
_NO_DOCUMENT = frozenset({("", "")})  # an empty filter would let everything through
_TRIED = 3  # passages of a query that is only tried


class Answering:
    """The open indexes, ready to be asked. Holds while they stay open."""

    def __init__(
        self, indexes: Sequence[PackIndex], words: LibraryWords, generation: int, order: str = BEST_FIRST
    ) -> None:
        """`order`: one of `model.ORDERS`, in which documents are listed."""
        self._indexes, self._words, self._generation, self._order = indexes, words, generation, order

    def answer(self, query: str, understood: Understood, filters: Filters, token: CancelToken, limit: int) -> Answer:
        """What `understood` gives. Raises IndexDamaged, Cancelled."""
        answer, _ = self._found(query, understood, filters, token, limit, partial(_hit, token=token))
        shown = _worth_showing(answer.hits) if answer.words else answer.hits
        if len(shown) == len(answer.hits):
            return answer
        return replace(answer, hits=shown, total=answer.total - (len(answer.hits) - len(shown)))

    def find(self, query: str, understood: Understood, filters: Filters, token: CancelToken, limit: int) -> Answer:
        """The same with no text read: its hits have no snippet. Raises IndexDamaged, Cancelled."""
        return self._found(query, understood, filters, token, limit, _bare_hit)[0]

    def _found(
        self,
        query: str,
        understood: Understood,
        filters: Filters,
        token: CancelToken,
        limit: int,
        show: Callable[[Ranked, Sequence[str]], Hit],
        is_tried: bool = False,
    ) -> tuple[Answer, Sequence[Ranked]]:
        """The answer, and the passages that `show`, which is told the words to mark, made its hits of.

        `is_tried`: what comes first is not shown, and filters are not counted.
        """
        fallback = "plain words" if understood.is_plain else ""
        if understood.is_empty:
            return Answer(query, understood=understood.parts, fallback=fallback, generation=self._generation), ()
        if is_tried:
            ranking = Ranking(self._indexes, understood, self._resolved(filters, token), token, (), is_tried=True)
        else:
            ranking = self._ranking(understood, filters, token)
        words: tuple[str, ...] = ()
        if understood.groups:
            plan = self._plan(understood, token)
            ranked = ranking.rank(plan, self._words.statistics, limit)
            words = plan.words
        else:
            ranked = ranking.list_documents(limit)
        answer = Answer(
            query,
            hits=tuple([show(one, words) for one in ranked]),
            total=ranking.total,
            documents=ranking.documents,
            counts=sorted_counts(ranking.counts),
            understood=understood.parts,
            fallback="some words" if ranked and not ranked[0].holds_all else fallback,
            words=words,
            generation=self._generation,
        )
        return answer, ranked

    def documents(self, understood: Understood, filters: Filters, token: CancelToken, limit: int) -> tuple[Hit, ...]:
        """The documents that `answer` gives hits of, in its order. Raises IndexDamaged, Cancelled."""
        if understood.is_empty:
            return ()
        ranking = Ranking(self._indexes, understood, self._resolved(filters, token), token, counted=())
        if understood.groups:
            ranked = ranking.rank_documents(self._plan(understood, token), self._words.statistics, limit)
        else:
            ranked = ranking.list_documents(limit)
        entries = ((one, one.pack.entry(one.passage)) for one in ranked)
        return tuple(Hit(entry.locator, entry, "", one.score, Snippet(""), one.holds_all) for one, entry in entries)

    def suggestion(
        self, answer: Answer, understood: Understood, filters: Filters, token: CancelToken
    ) -> Suggestion | None:
        """What may be meant instead of the query of `answer`. Raises IndexDamaged, Cancelled."""
        from foc_reader.core.search.suggesting import suggest

        def find(query: str) -> tuple[Answer, Sequence[Ranked]]:
            return self._found(query, understand(query), filters, token, _TRIED, _bare_hit, is_tried=True)

        return suggest(understood, answer, self._words, find, token)

    def like(
        self, entry: DocumentEntry, texts: Sequence[str], filters: Filters, token: CancelToken, limit: int
    ) -> Answer:
        """What other documents say of the same things as these texts of one. Raises IndexDamaged, Cancelled."""
        answer = Answer("", generation=self._generation)
        plan = plan_like(entry, texts, self._words)
        if plan is None:
            return answer
        ranking = self._ranking(Understood(), filters, token)
        ranked = ranking.rank(plan, self._words.statistics, limit)
        hits = tuple(_hit(found, plan.words, token=token) for found in ranked)
        shown = _worth_showing(hits)
        return replace(
            answer,
            hits=shown,
            total=ranking.total - (len(hits) - len(shown)),
            documents=ranking.documents,
            counts=sorted_counts(ranking.counts),
            words=plan.words,
        )

    def _ranking(self, understood: Understood, filters: Filters, token: CancelToken) -> Ranking:
        filters = self._resolved(filters, token)
        if self._order == BEST_FIRST:
            return Ranking(self._indexes, understood, filters, token)
        from foc_reader.core.search.ordering import OrderedRanking

        return OrderedRanking(self._indexes, understood, filters, token, self._order)

    def _resolved(self, filters: Filters, token: CancelToken) -> Filters:
        """`filters` with the documents that earlier queries found in the place of these queries. Raises Cancelled."""
        if not filters.within:
            return filters
        kept = self._words.found_within
        if filters.within not in kept:
            found = [self._documents_found(understand(query), token) for query in filters.within]
            kept.clear()
            kept[filters.within] = frozenset.intersection(*found)
        documents = kept[filters.within]
        if filters.documents:
            documents &= filters.documents
        return replace(filters, within=(), documents=documents or _NO_DOCUMENT)

    def _documents_found(self, understood: Understood, token: CancelToken) -> frozenset[tuple[str, str]]:
        """All documents that `understood` gives hits of. Raises IndexDamaged, Cancelled."""
        if understood.is_empty:
            return frozenset()
        ranking = Ranking(self._indexes, understood, Filters(), token, counted=())
        if understood.groups:
            plan = self._plan(understood, token)
            return frozenset(ranking.documents_matching(plan, self._words.statistics))
        everything = sum(index.passages for index in self._indexes)
        entries = (one.pack.entry(one.passage) for one in ranking.list_documents(everything))
        return frozenset((entry.pack_id, entry.id) for entry in entries)

    def _plan(self, understood: Understood, token: CancelToken) -> Plan:
        beginnings = partial(self._words.beginnings, token=token)
        passages = sum(index.passages for index in self._indexes)
        return make_plan(understood, self._words.languages, self._words.holding, beginnings, passages)


def _worth_showing(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """`hits` without the passages that were found by their document's title alone and hold none of the words.

    Such a one stays only as the single hit of its document: the title is found, there is just no passage to show.
    """
    with_words = {hit.entry for hit in hits if hit.snippet.marks}
    shown, alone = [], set()
    for hit in hits:
        if not hit.snippet.marks:
            if hit.entry in with_words or hit.entry in alone:
                continue
            alone.add(hit.entry)
        shown.append(hit)
    return tuple(shown)


def _hit(found: Ranked, words: Sequence[str], *, token: CancelToken) -> Hit:
    """A passage as it is shown. Where it cannot be read the hit stays, with nothing to show.

    Raises IndexDamaged, Cancelled.
    """
    token.check()
    entry = found.pack.entry(found.passage)
    place = found.pack.place(found.passage)
    try:
        passage = found.pack.pack.passage(place)
    except FocReaderError:
        return _bare_hit(found)
    excerpt = make_excerpt(passage, words)
    locator = Locator(entry.pack_id, entry.id, excerpt.pid, excerpt.start, excerpt.end)
    return Hit(locator, entry, passage.section, found.score, excerpt.snippet, found.holds_all)


def _bare_hit(found: Ranked, _: Sequence[str] = ()) -> Hit:
    """A passage without its text."""
    entry = found.pack.entry(found.passage)
    return Hit(entry.locator, entry, "", found.score, _NOTHING, found.holds_all)
