"""What a passage gains from words that stand in it as they were typed: side by side, or as far apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.posting import Posting
from foc_reader.core.search.codec.weighting import K1, B, Statistics
from foc_reader.core.search.fields import TEXT_FIELD
from foc_reader.core.search.pack_index import PackIndex
from foc_reader.core.search.wording import Neighbours

# Of what the two words themselves weigh. Enough to decide among equals; more gains nothing on the judged collections.
_WEIGHT = 0.3


def gains(
    index: PackIndex,
    neighbours: Sequence[Neighbours],
    passages: list[int],
    token: CancelToken,
    statistics: Statistics,
) -> dict[int, float]:
    """What is to be added to the scores of those of `passages`, a list in rising order, that hold neighbours so."""
    found: dict[int, float] = {}
    postings: dict[str, Posting | None] = {}
    norms = index.searcher.rows.norms(TEXT_FIELD, statistics.mean_length(TEXT_FIELD), B, K1) if neighbours else ()
    for pair in neighbours:
        token.check()
        for term in (pair.first, pair.second):
            if term not in postings:
                postings[term] = index.searcher.terms.posting(TEXT_FIELD, term.encode())
        first, second = postings[pair.first], postings[pair.second]
        if first is None or second is None:
            continue
        idfs = [statistics.idf(TEXT_FIELD, term.encode()) for term in (pair.first, pair.second)]
        weight = _WEIGHT * (K1 + 1) * sum(idfs) / 2
        held, starts, ends = _holding_both(first, second, passages)
        for passage, some, others in zip(held, first.steps(starts), second.steps(ends), strict=True):
            if len(some) == len(others) == 1:
                often = int(some[0] + pair.distance == others[0])
            else:
                often = len({place + pair.distance for place in accumulate(some)}.intersection(accumulate(others)))
            if often:
                found[passage] = found.get(passage, 0.0) + weight * often / (often + norms[passage])
    return found


def _holding_both(first: Posting, second: Posting, passages: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Those of `passages` that hold both words, and the indexes that they have in each of the postings."""
    starts, ends = _indexes(first, passages), _indexes(second, passages)
    if -1 not in starts and -1 not in ends:
        return passages, starts, ends
    both = [one for one in zip(passages, starts, ends, strict=True) if -1 not in one]
    return [one[0] for one in both], [one[1] for one in both], [one[2] for one in both]


def _indexes(posting: Posting, passages: list[int]) -> list[int]:
    """Which index each of `passages` has in the posting; -1: none."""
    docs = posting.docs
    found = [bisect_left(docs, passage) for passage in passages]
    if found[-1] < posting.count and list(map(docs.__getitem__, found)) == passages:
        return found
    return [
        index if index < posting.count and docs[index] == passage else -1
        for index, passage in zip(found, passages, strict=True)
    ]
