"""What a passage gains from words that stand in it as they were typed: side by side, or as far apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

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
    passages: Sequence[int],
    token: CancelToken,
    statistics: Statistics,
) -> dict[int, float]:
    """What is to be added to the scores of those of `passages`, in rising order, that hold neighbours so."""
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
        held = [passage for passage in passages if _holds(first, passage) and _holds(second, passage)]
        starts, ends = (posting.positions(posting.places_of(held)) for posting in (first, second))
        for passage, some, others in zip(held, starts, ends, strict=True):
            wanted = set(others)
            often = sum(place + pair.distance in wanted for place in some)
            if often:
                found[passage] = found.get(passage, 0.0) + weight * often / (often + norms[passage])
    return found


def _holds(posting: Posting, passage: int) -> bool:
    at = bisect_left(posting.docs, passage)
    return at < posting.count and posting.docs[at] == passage
