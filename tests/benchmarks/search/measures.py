"""How good a run is by judgements: the usual measures, as trec_eval reckons them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

Grades = Mapping[str, int]  # document -> how much it answers the query; 0 and less: not at all

_NDCG_DEPTH = 10
_RECALL_DEPTH = 100


@dataclass(frozen=True)
class Quality:
    """Means over all judged queries; one without a result counts as 0."""

    ndcg: float  # at 10, a document answers or does not
    graded_ndcg: float  # at 10, the grade is the gain
    map: float
    recall: float  # at 100
    queries: int

    def figures(self) -> dict[str, float]:
        """The measures by their names."""
        return {
            "nDCG@10": self.ndcg,
            "graded nDCG@10": self.graded_ndcg,
            "MAP": self.map,
            "recall@100": self.recall,
        }

    def __str__(self) -> str:
        return (
            f"nDCG@10 {self.ndcg:.4f} (graded {self.graded_ndcg:.4f})  MAP {self.map:.4f}  "
            f"recall@100 {self.recall:.4f}  queries {self.queries}"
        )


def quality(run: Mapping[str, Sequence[str]], judged: Mapping[str, Grades]) -> Quality:
    """How good `run`, documents by query from the best down, is by `judged`.

    Queries that no document answers are left out.
    """
    answered = {query: grades for query, grades in judged.items() if any(grade > 0 for grade in grades.values())}

    def mean(measure: Callable[[Sequence[str], Grades], float]) -> float:
        return fmean(measure(run.get(query, ()), grades) for query, grades in answered.items())

    return Quality(
        mean(lambda found, grades: ndcg(found, {document: int(grade > 0) for document, grade in grades.items()})),
        mean(ndcg),
        mean(average_precision),
        mean(recall),
        len(answered),
    )


def ndcg(found: Sequence[str], grades: Grades, depth: int = _NDCG_DEPTH) -> float:
    """Discounted gain of the first `depth` against the best there could be; the gain is the grade."""
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    ideal = _discounted(best[:depth])
    return _discounted([max(grades.get(document, 0), 0) for document in found[:depth]]) / ideal if ideal else 0.0


def average_precision(found: Sequence[str], grades: Grades) -> float:
    """The mean, over all documents that answer, of the precision where each is found; 0 for those that are not."""
    answering = sum(grade > 0 for grade in grades.values())
    hits, total = 0, 0.0
    for rank, document in enumerate(found, 1):
        if grades.get(document, 0) > 0:
            hits += 1
            total += hits / rank
    return total / answering if answering else 0.0


def recall(found: Sequence[str], grades: Grades, depth: int = _RECALL_DEPTH) -> float:
    """The share of the documents that answer which is among the first `depth`."""
    answering = {document for document, grade in grades.items() if grade > 0}
    return len(answering.intersection(found[:depth])) / len(answering) if answering else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
