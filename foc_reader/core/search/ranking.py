"""The passages that answer a plan, in tiers, with those of one document together, the best document first.

A document is as good as its best passage, and a little better for each other one: so one perfect paragraph in a long
document is not buried, and of two equal ones that which has more to say comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, islice
from typing import TYPE_CHECKING, NamedTuple

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Filters
from foc_reader.core.search.closeness import gains
from foc_reader.core.search.codec.weighting import Statistics
from foc_reader.core.search.pack_index import FILTERS, PackIndex
from foc_reader.core.search.query import Understood
from foc_reader.core.search.scope import Scope, new_counts
from foc_reader.core.search.wording import Plan

if TYPE_CHECKING:
    from foc_reader.core.search.codec.collector import TopHits

# Passages looked at beyond those that are wanted, as they may still rise: where not all documents weigh the same, where
# documents have several passages, and where only the order of words makes a difference.
_FEW_FORMS, _FEW_PARTS, _FEW_NEIGHBOURS = 100, 40, 20
_MOST_OF_ONE = 5  # passages of a document that are shown before another document's turn comes

# Of each passage of a document against the better one before it. Tried with Cranfield's abstracts cut up, and put
# together in books of 6, of 20 and of mixed sizes: 0.2 is best or near it in each; the sum of all is far worse.
_DAMPING = 0.2
_SHARES = [_DAMPING**number for number in range(32)]  # what follows adds less than a float can tell


class Ranked(NamedTuple):
    """One passage in the order of an answer."""

    pack: PackIndex
    passage: int
    score: float
    holds_all: bool


_Scored = tuple[float, int]  # score, passage
Placed = tuple[float, int, int]  # score, less than nothing so that the best sorts first; number of the pack; passage
Groups = list[list[Placed]]


class Ranking:
    """One run of one query over the open indexes."""

    def __init__(
        self,
        indexes: Sequence[PackIndex],
        understood: Understood,
        filters: Filters,
        token: CancelToken,
        counted: Sequence[str] = FILTERS,
        *,
        is_tried: bool = False,
    ) -> None:
        """`counted`: the filters whose choices are counted; `is_tried`: some good passages do, be they not the best."""
        self._indexes, self._token, self._counted, self._is_tried = indexes, token, counted, is_tried
        self._scopes = [Scope(index, filters, understood) for index in indexes]
        self.counts = new_counts(counted)  # of documents
        self.total = 0  # passages that match
        self.documents = 0  # that they are in

    def rank(self, plan: Plan, statistics: Statistics, limit: int) -> list[Ranked]:
        """The `limit` best passages, those of one document together; counts all that match.

        Raises IndexDamaged, Cancelled.
        """
        first, rest = self._documents(plan, statistics, limit)
        found = self._ranked(_shown(first, limit), True)
        return found + self._ranked(_shown(rest, limit - len(found)), False)

    def rank_documents(self, plan: Plan, statistics: Statistics, limit: int) -> list[Ranked]:
        """The best passage of each of the `limit` best documents, with the document's score. As `rank` otherwise."""
        most, all_passages = limit, sum(index.passages for index in self._indexes)
        while True:
            first, rest = self._documents(plan, statistics, most)
            found: dict[tuple[int, int], Ranked] = {}
            for groups, holds_all in (first, True), (rest, False):
                for group in groups:
                    _, number, passage = group[0]
                    key = number, self._indexes[number].documents[passage]
                    if key not in found:
                        found[key] = Ranked(self._indexes[number], passage, -_folded(group), holds_all)
            if len(found) >= limit or most >= all_passages:
                return list(found.values())[:limit]
            most *= 4  # some documents took several places

    def list_documents(self, limit: int) -> list[Ranked]:
        """The beginning of each document in scope: the answer to filters without a word. Raises Cancelled."""
        listed: list[Ranked] = []
        for index, scope in zip(self._indexes, self._scopes, strict=True):
            self._token.check()
            allowed = scope.mask()
            self.total += index.passages if allowed is None else sum(allowed)
            self.documents += scope.count(index.bits_of(range(index.passages)), self.counts)
            beginnings: dict[int, int] = {}
            for passage in range(index.passages) if allowed is None else compress(range(index.passages), allowed):
                beginnings.setdefault(index.documents[passage], passage)
            listed += (Ranked(index, passage, 0.0, True) for passage in beginnings.values())
        return listed[:limit]

    def documents_matching(self, plan: Plan, statistics: Statistics) -> Iterator[tuple[str, str]]:
        """Ids of pack and document of all that match, each perhaps several times. Raises IndexDamaged, Cancelled."""
        for index, scope in zip(self._indexes, self._scopes, strict=True):
            allowed = _both(scope.mask(), self._binding(index, plan, statistics))
            query = plan.first if plan.rest is None else plan.rest
            matching = index.top(query, 0, None, self._token, statistics).docs
            for passage in matching if allowed is None else [number for number in matching if allowed[number]]:
                entry = index.entry(passage)
                yield entry.pack_id, entry.id

    def _documents(self, plan: Plan, statistics: Statistics, limit: int) -> tuple[Groups, Groups]:
        """The passages of each document, both best first: of those that hold all words, then of those that hold some.

        They hold the `limit` best passages at least. A document may be in both.
        """
        self.counts, self.total, self.documents = new_counts(self._counted), 0, 0
        first: list[Placed] = []
        rest: list[Placed] = []
        for number, (index, scope) in enumerate(zip(self._indexes, self._scopes, strict=True)):
            all_words, some_words = self._search(index, scope, plan, statistics, limit)
            first += [(-score, number, passage) for score, passage in all_words]
            rest += [(-score, number, passage) for score, passage in some_words]
        return self._grouped(first), self._grouped(rest)

    def _search(
        self, index: PackIndex, scope: Scope, plan: Plan, statistics: Statistics, limit: int
    ) -> tuple[Sequence[_Scored], Sequence[_Scored]]:
        """The `limit` best passages of one pack in each tier, and some more, in no order; counts all that match."""
        binding = self._binding(index, plan, statistics)
        allowed = _both(scope.mask(), binding)
        most = self._looked_at(index, plan, limit)
        found = all_words = index.top(plan.first, most, allowed, self._token, statistics)
        some_words: Sequence[_Scored] = ()
        if plan.rest is not None:
            is_known = plan.pair and len(all_words.all_of) == len(plan.pair)
            found = all_words.of_any if is_known else index.top(plan.rest, 0, None, self._token, statistics)
            if len(all_words.items) < limit:  # else none of them is shown, and they are only counted
                some_words = self._holding_some(index, plan, all_words, allowed, most, statistics)
        self._count(index, scope, found, all_words, binding, allowed)
        return self._weighed(index, all_words.items, plan, statistics), some_words

    def _holding_some(
        self,
        index: PackIndex,
        plan: Plan,
        all_words: TopHits,
        allowed: bytearray | None,
        most: int,
        statistics: Statistics,
    ) -> Sequence[_Scored]:
        """The `most` best of the passages that do not hold all words, but some."""
        holding_all = {*all_words.docs}
        if allowed is None and plan.pair:  # each holds one word only
            best = index.searcher.top_beside(plan.pair, most, holding_all, self._token, statistics)
            return self._by_form(index, best)
        others = bytearray(allowed or b"\1" * index.passages)
        for passage in holding_all:
            others[passage] = 0
        return self._weighed(index, index.top(plan.rest, most, others, self._token, statistics).items, plan, statistics)

    def _looked_at(self, index: PackIndex, plan: Plan, limit: int) -> int:
        """How many passages of each tier it takes so that the `limit` best are among them, once all is weighed."""
        if self._is_tried:
            return limit
        if index.weights is not None:
            return 5 * limit + _FEW_FORMS
        if index.has_parts:
            return 2 * limit + _FEW_PARTS
        return limit + _FEW_NEIGHBOURS if plan.neighbours else limit

    def _weighed(
        self, index: PackIndex, found: Sequence[_Scored], plan: Plan, statistics: Statistics
    ) -> Sequence[_Scored]:
        """The same with what their words' order adds, and what their documents' form takes away."""
        if plan.neighbours and found:
            passages = sorted([passage for _, passage in found])
            gained = gains(index, plan.neighbours, passages, self._token, statistics)
            if gained:
                found = [(score + gained.get(passage, 0.0), passage) for score, passage in found]
        return self._by_form(index, found)

    def _by_form(self, index: PackIndex, found: Sequence[_Scored]) -> Sequence[_Scored]:
        """The same with what their documents' form takes away."""
        weights, documents = index.weights, index.documents
        if weights is None:
            return found
        return [(score * weights[documents[passage]], passage) for score, passage in found]

    def _binding(self, index: PackIndex, plan: Plan, statistics: Statistics) -> bytearray | None:
        """A byte for each passage, 1 where phrases and left-out words let it through; None: all of them."""
        binding = None
        for query in plan.required:
            held = bytearray(index.passages)
            for passage in index.top(query, 0, None, self._token, statistics).docs:
                held[passage] = 1
            binding = _both(binding, held)
        if plan.forbidden is not None:
            binding = binding or bytearray(b"\1" * index.passages)
            for passage in index.top(plan.forbidden, 0, None, self._token, statistics).docs:
                binding[passage] = 0
        if plan.leaves_out is not None:
            for number in index.passages_of(plan.leaves_out):
                binding = binding or bytearray(b"\1" * index.passages)
                binding[number] = 0
        return binding

    def _count(
        self,
        index: PackIndex,
        scope: Scope,
        found: TopHits,
        all_words: TopHits,
        binding: bytearray | None,
        allowed: bytearray | None,
    ) -> None:
        """Counts the passages found that also pass the filters, and their documents."""
        if allowed is None:
            self.total += found.count_beside(all_words)
        else:
            self.total += sum(map(allowed.__getitem__, found.docs))
        if binding is None:
            documents = index.holders.of(found)
        else:
            documents = index.bits_of(compress(found.docs, map(binding.__getitem__, found.docs)))
        self.documents += scope.count(documents, self.counts)

    def _grouped(self, found: list[Placed]) -> Groups:
        """Those of one document together, by score; documents by theirs. Equal ones in the order they were built in."""
        found.sort()
        documents = [index.documents for index in self._indexes]
        before = [0, *accumulate(len(index.pack.entries) for index in self._indexes)]
        keys = [before[number] + documents[number][passage] for _, number, passage in found]
        if len({*keys}) == len(keys):
            return [[one] for one in found]
        groups: dict[int, list[Placed]] = {}
        for key, one in zip(keys, found, strict=True):
            if key in groups:
                groups[key].append(one)
            else:
                groups[key] = [one]
        folded = [(_folded(group) if len(group) > 1 else group[0][0], group) for group in groups.values()]
        folded.sort()
        return [group for _, group in folded]

    def _ranked(self, found: Iterable[Placed], holds_all: bool) -> list[Ranked]:
        return [Ranked(self._indexes[number], passage, -score, holds_all) for score, number, passage in found]


def _folded(group: Sequence[Placed]) -> float:
    """The score of a document, of which these are the passages, best first; less than nothing, as theirs."""
    return sum([one[0] * share for one, share in zip(group, _SHARES, strict=False)])


def _shown(groups: Groups, limit: int) -> list[Placed]:
    """The best of each document, as many as there is room for: more of each where there are few documents."""
    if sum(map(len, groups)) <= limit:
        return list(chain.from_iterable(groups))
    of_one = _MOST_OF_ONE
    if len(groups) < limit:
        while sum([min(len(group), of_one) for group in groups]) < limit:
            of_one += 1
    return list(islice((one for group in groups for one in group[:of_one]), max(limit, 0)))


def _both(mask: bytearray | None, other: bytearray | None) -> bytearray | None:
    """What both let through; None lets everything through."""
    if mask is None or other is None:
        return other if mask is None else mask
    return bytearray(a & b for a, b in zip(mask, other, strict=True))
