"""Documents by date or by title, in place of the best first.

What holds all words still comes before what holds some: within each, documents stand in the order that was chosen,
and the passages of each best first.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import DocumentEntry, Filters
from foc_reader.core.search.codec.weighting import Statistics
from foc_reader.core.search.pack_index import PackIndex
from foc_reader.core.search.query import Understood
from foc_reader.core.search.ranking import Groups, Ranked, Ranking
from foc_reader.core.search.wording import Plan

Key: TypeAlias = Any  # of one order, compared with its like

_OFTEN = 1024  # documents between two looks at the token
_fold_accents = partial(re.sub, "[\u0300-\u036f]", "")
_pad_numbers = partial(re.sub, "[0-9]+", lambda number: number[0].zfill(8))
_skip_signs = partial(re.sub, r"^\W+", "")


def key_of(order: str) -> Callable[[DocumentEntry], Key]:
    """What sorts documents in an order of `model.ORDERS`; for the best first, nothing does."""
    return {"date": _newest_first, "title": _by_title}.get(order, lambda entry: 0)


def _newest_first(entry: DocumentEntry) -> int:
    """A date of which only month or year is known stands after the whole ones in it; without a date, last of all."""
    digits = entry.date.replace("-", "")
    return -int(f"{digits:0<8}") if digits.isdecimal() and digits.isascii() else 1


def _by_title(entry: DocumentEntry) -> str:
    """Without accents, capitals and signs before the first letter; “Article 2” before “Article 10”."""
    folded = _fold_accents(unicodedata.normalize("NFKD", entry.title).casefold())
    return str(_pad_numbers(_skip_signs(folded)))


class OrderedRanking(Ranking):
    """One run of one query over the open indexes, for an answer in another order than the best first."""

    def __init__(
        self,
        indexes: Sequence[PackIndex],
        understood: Understood,
        filters: Filters,
        token: CancelToken,
        order: str,
    ) -> None:
        super().__init__(indexes, understood, filters, token)
        self._packs = {id(index): number for number, index in enumerate(indexes)}
        self._keys = [_keys(index, order, token) for index in indexes]

    def list_documents(self, limit: int) -> list[Ranked]:
        listed = super().list_documents(sum(index.passages for index in self._indexes))
        return sorted(listed, key=lambda one: self._place(self._packs[id(one.pack)], one.passage))[:limit]

    def _documents(self, plan: Plan, statistics: Statistics, limit: int) -> tuple[Groups, Groups]:
        """The passages of the first documents of each tier, as many as are to be shown, in order."""
        super()._documents(plan, statistics, 1)
        counted = self.counts, self.total, self.documents
        scopes = self._scopes
        self._scopes = [_Among(passages) for passages in self._first(plan, statistics, limit)]  # type: ignore[misc]
        first, rest = super()._documents(plan, statistics, sum(sum(scope.mask() or ()) for scope in self._scopes))
        self._scopes = scopes
        self.counts, self.total, self.documents = counted
        return (sorted(tier, key=lambda group: self._place(*group[0][1:])) for tier in (first, rest))  # type: ignore[return-value]

    def _first(self, plan: Plan, statistics: Statistics, limit: int) -> list[bytearray]:
        """For each pack a byte for each passage, 1 where it matches and its document is among those to be shown."""
        matching = [self._matching(number, plan, statistics) for number in range(len(self._indexes))]
        chosen: set[tuple[int, int]] = set()
        for tier in (0, 1):
            if tier and sum(len(found[0]) for found in matching) >= limit:
                break  # no room is left for what holds only some of the words
            documents = {
                (number, self._indexes[number].documents[passage])
                for number, found in enumerate(matching)
                for passage in found[tier]
            }
            chosen.update(heapq.nsmallest(limit, documents, key=lambda one: (self._keys[one[0]][one[1]], *one)))
        masks = []
        for number, (index, found) in enumerate(zip(self._indexes, matching, strict=True)):
            mask = bytearray(index.passages)
            for passage in chain(*found):
                mask[passage] = (number, index.documents[passage]) in chosen
            masks.append(mask)
        return masks

    def _matching(self, number: int, plan: Plan, statistics: Statistics) -> tuple[list[int], list[int]]:
        """The passages of a pack that hold all words, and those that hold some, as far as phrases and filters go."""
        index = self._indexes[number]
        allowed, binding = self._scopes[number].mask(), self._binding(index, plan, statistics)
        tiers: list[list[int]] = []
        for query in (plan.first, plan.rest):
            held = index.top(query, 0, None, self._token, statistics).docs if query is not None else ()
            for mask in (allowed, binding):
                if mask is not None:
                    held = [passage for passage in held if mask[passage]]
            tiers.append(list(held))
        return tiers[0], tiers[1]

    def _place(self, number: int, passage: int) -> tuple[Key, int, int]:
        """What sorts documents, by one of their passages: equal ones stand in the order of the library."""
        document = self._indexes[number].documents[passage]
        return self._keys[number][document], number, document


class _Among:
    """Stands in the place of a scope that has been counted already."""

    def __init__(self, passages: bytearray) -> None:
        self._passages = passages

    def mask(self) -> bytearray:
        return self._passages

    def count(self, *_: object) -> int:
        return 0


def _keys(index: PackIndex, order: str, token: CancelToken) -> Sequence[Key]:
    """Those of a pack's documents, reckoned once: 100,000 titles take 0.3 s. Raises Cancelled."""
    if order not in index.keys:
        key, keys = key_of(order), []
        for number, entry in enumerate(index.pack.entries):
            if number % _OFTEN == 0:
                token.check()
            keys.append(key(entry))
        index.keys[order] = keys
    return index.keys[order]
