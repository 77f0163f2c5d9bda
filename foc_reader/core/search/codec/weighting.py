"""The figures that a score is reckoned with: BM25's own, those of the whole library, and bounds."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log
from operator import add, truediv
from typing import TYPE_CHECKING, Protocol

from foc_reader.core.search.codec.lengths import LENGTHS

if TYPE_CHECKING:
    from foc_reader.core.search.codec.opened import OpenIndex

# nDCG@10 over four judged collections: 0.450, against 0.444 with B=0.5 and Whoosh's idf (SEARCH.md, Ranking).
# Bounds in postings are written for these two; any other weighting uses them too, a little looser.
B = 0.6
K1 = 1.4

_STEPS = 127  # a bound is kept in 7 bits
_DIVISORS = [length or 1 for length in LENGTHS]


def idf(documents: int, holding: int) -> float:
    """Lucene's inverse document frequency of a word that `holding` of `documents` hold."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


class Statistics(Protocol):
    """Figures taken over all open packs, so that scores of two packs compare."""

    def idf(self, fieldname: str, term: bytes) -> float: ...

    def mean_length(self, fieldname: str) -> float: ...


class SharedStatistics:
    """Those of several open indexes together. Holds while they stay open; one for each query, or kept."""

    def __init__(self, indexes: Sequence[OpenIndex]) -> None:
        self._indexes = indexes
        self._documents = sum(index.rows.count for index in indexes)
        self._idfs: dict[tuple[str, bytes], float] = {}
        self._means: dict[str, float] = {}

    def idf(self, fieldname: str, term: bytes) -> float:
        """Lucene's idf over all of them. Raises IndexDamaged."""
        key = fieldname, term
        if key not in self._idfs:
            if len(self._idfs) > 5000:
                self._idfs.clear()
            holding = sum(index.holding(fieldname, term) for index in self._indexes)
            self._idfs[key] = idf(self._documents, holding)
        return self._idfs[key]

    def mean_length(self, fieldname: str) -> float:
        """Words of the field in a document, on average."""
        if fieldname not in self._means:
            total = sum(index.rows.total_length(fieldname) for index in self._indexes)
            self._means[fieldname] = total / (self._documents or 1)
        return self._means[fieldname]


def norms_of(lengths: bytes, mean: float, b: float, k1: float) -> list[float]:
    """For each document, what BM25 adds to a frequency to divide by: K1 * (1 - B + B * length / mean)."""
    table = [k1 * ((1 - b) + b * length / (mean or 1)) for length in _DIVISORS]
    return list(map(table.__getitem__, lengths))


def least_norm(mean: float, b: float, k1: float) -> float:
    """The least of the norms that `norms_of` gives for any lengths: that of the shortest document."""
    return k1 * ((1 - b) + b * min(_DIVISORS) / (mean or 1))


def bound_of(docs: Sequence[int], freqs: Sequence[int], norms: Sequence[float]) -> int:
    """The most that freq / (freq + norm) reaches, in steps of 1/127, rounded up."""
    most: float = max(map(truediv, freqs, map(add, freqs, map(norms.__getitem__, docs))))
    return ceil(_STEPS * most)


def loosen(bound: int, b: float, k1: float, mean: float, written_mean: float) -> float:
    """The most that freq / (freq + norm) reaches with another weighting or mean length than it was written with.

    Norms shrink at most by the factor that either of their two summands shrinks by.
    """
    share = bound / _STEPS
    shrinking = min(1.0, k1 * (1 - b) / (K1 * (1 - B)), k1 * b * (written_mean or 1) / (K1 * B * (mean or 1)))
    if share <= 0 or shrinking <= 0:
        return 1.0
    return share / (share + shrinking * (1 - share))


class FieldFigures:
    """What scores of one field are reckoned with, under one weighting and mean length."""

    def __init__(self, norms: Sequence[float], mean: float, written_mean: float, b: float, k1: float) -> None:
        """`norms`: of each document; `written_mean`: the length that bounds were written with."""
        self.norms, self.k1 = norms, k1
        self.least_norm = least_norm(mean, b, k1)
        self._loosened = [loosen(bound, b, k1, mean, written_mean) for bound in range(_STEPS + 1)]

    def loosened(self, bound: int) -> float:
        """The most that freq / (freq + norm) reaches where a posting has this bound."""
        return self._loosened[bound]
