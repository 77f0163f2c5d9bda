"""The passages that answer a plan, in tiers, with those of one document together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Filters
from foc_reader.core.search.codec.weighting import Statistics
from foc_reader.core.search.pack_index import PackIndex
from foc_reader.core.search.query import Understood
from foc_reader.core.search.scope import Scope, new_counts
from foc_reader.core.search.wording import Plan

_LOOKED_AT = 100  # passages, at the least, where not all weigh the same


class Ranked(NamedTuple):
    """One passage in the order of an answer."""

    pack: PackIndex
    passage: int
    score: float
    holds_all: bool


class Ranking:
    """One run of one query over the open indexes."""

    def __init__(
        self, indexes: Sequence[PackIndex], understood: Understood, filters: Filters, token: CancelToken
    ) -> None:
        self._indexes, self._token = indexes, token
        self._scopes = [Scope(index, filters, understood) for index in indexes]
        self.counts = new_counts()  # of documents
        self.total = 0  # passages that match
        self.documents = 0  # that they are in

    def rank(self, plan: Plan, statistics: Statistics, limit: int) -> list[Ranked]:
        """The `limit` best passages; counts all that match. Raises IndexDamaged, Cancelled."""
        first: list[Ranked] = []
        rest: list[Ranked] = []
        for index, scope in zip(self._indexes, self._scopes, strict=True):
            for ranked in self._search(index, scope, plan, statistics, limit):
                (first if ranked.holds_all else rest).append(ranked)
        best = self._best(first, limit)
        return _together(best) + _together(self._best(rest, limit - len(best)))

    def list_documents(self, limit: int) -> list[Ranked]:
        """The beginning of each document in scope: the answer to filters without a word. Raises Cancelled."""
        listed: list[Ranked] = []
        for index, scope in zip(self._indexes, self._scopes, strict=True):
            self._token.check()
            passages = list(range(index.passages))
            allowed = self._count(index, scope, passages, scope.mask())
            beginnings: dict[int, int] = {}
            for passage in allowed:
                beginnings.setdefault(index.documents[passage], passage)
            listed += (Ranked(index, passage, 0.0, True) for passage in beginnings.values())
        return listed[:limit]

    def _search(self, index: PackIndex, scope: Scope, plan: Plan, statistics: Statistics, limit: int) -> list[Ranked]:
        """The `limit` best passages of one pack in each tier, in no order; counts all of them."""
        binding = self._binding(index, plan, statistics)
        allowed = _both(scope.mask(), binding)
        weights = index.weights
        most = limit if weights is None else 5 * limit + _LOOKED_AT  # a heavier one may stand further down
        found = index.top(plan.first, most, allowed, self._token, statistics)
        ranked = [Ranked(index, passage, score, True) for score, passage in found.items]
        if plan.rest is not None:
            others = bytearray(allowed or b"\1" * index.passages)
            for passage in found.matching:
                others[passage] = 0
            found = index.top(plan.rest, most, others, self._token, statistics)
            ranked += (Ranked(index, passage, score, False) for score, passage in found.items)
        matching = found.matching if binding is None else [passage for passage in found.matching if binding[passage]]
        self._count(index, scope, matching, allowed)
        if weights is not None:
            ranked = [one._replace(score=one.score * weights[index.documents[one.passage]]) for one in ranked]
        return ranked

    def _binding(self, index: PackIndex, plan: Plan, statistics: Statistics) -> bytearray | None:
        """A byte for each passage, 1 where phrases and left-out words let it through; None: all of them."""
        binding = None
        for query in plan.required:
            held = bytearray(index.passages)
            for passage in index.top(query, 0, None, self._token, statistics).matching:
                held[passage] = 1
            binding = _both(binding, held)
        if plan.forbidden is not None:
            binding = binding or bytearray(b"\1" * index.passages)
            for passage in index.top(plan.forbidden, 0, None, self._token, statistics).matching:
                binding[passage] = 0
        return binding

    def _count(self, index: PackIndex, scope: Scope, matching: list[int], allowed: bytearray | None) -> list[int]:
        """The passages that also pass the filters; counts them and their documents."""
        scope.count(matching, self.counts)
        found = matching if allowed is None else [passage for passage in matching if allowed[passage]]
        self.total += len(found)
        self.documents += len(set(map(index.documents.__getitem__, found)))
        return found

    def _best(self, found: list[Ranked], limit: int) -> list[Ranked]:
        """By score, then by pack, document and place: the order they were built in."""
        packs = {id(index): number for number, index in enumerate(self._indexes)}
        return sorted(found, key=lambda ranked: (-ranked.score, packs[id(ranked.pack)], ranked.passage))[:limit]


def _together(best: list[Ranked]) -> list[Ranked]:
    """The same passages, those of one document at the place of its best one."""
    documents: dict[tuple[int, int], list[Ranked]] = {}
    for ranked in best:
        documents.setdefault((id(ranked.pack), ranked.pack.documents[ranked.passage]), []).append(ranked)
    return [ranked for group in documents.values() for ranked in group]


def _both(mask: bytearray | None, other: bytearray | None) -> bytearray | None:
    """What both let through; None lets everything through."""
    if mask is None or other is None:
        return other if mask is None else mask
    return bytearray(a & b for a, b in zip(mask, other, strict=True))
