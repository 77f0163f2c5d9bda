"""The searcher of a flat index: Whoosh's, and beside it `top`, which collects the best documents by our own way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial
from itertools import compress

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.codec.dictionary import Dictionary
from foc_reader.core.search.codec.documents import Column, Documents
from foc_reader.core.search.codec.engine import BM25F, Query, Searcher, SegmentReader
from foc_reader.core.search.codec.evaluating import Evaluation
from foc_reader.core.search.codec.opened import OpenIndex
from foc_reader.core.search.codec.posting import Posting
from foc_reader.core.search.codec.pruning import Found, docs_of_any, lowest_of_best
from foc_reader.core.search.codec.schema import fits_column, is_numeric_column
from foc_reader.core.search.codec.weighting import FieldFigures, Statistics
from foc_reader.core.values import dataclass, field


@dataclass(frozen=True)
class TopHits:
    """The best documents of one index, and which ones match at all."""

    items: tuple[tuple[float, int], ...]  # (score, docnum), best first, equal ones by docnum
    all_docs: Callable[[], Collection[int]] = field(default=tuple, repr=False, compare=False)
    any_of: tuple[Posting, ...] = ()  # what matches is what holds any of these words; none: it is something else
    all_of: tuple[Posting, ...] = ()  # the same where it must hold all of them

    @cached_property
    def docs(self) -> Collection[int]:
        """Every document that matches, allowed or not, each once, in no order. Reckoned when first asked for."""
        return self.all_docs()

    @cached_property
    def count(self) -> int:
        """How many documents match."""
        return self.any_of[0].count if len(self.any_of) == 1 else len(self.docs)

    def count_beside(self, both: TopHits) -> int:
        """The same where it is known what holds `both` words, if these are what any of was sought: no need to look."""
        if len(self.any_of) == len(both.all_of) == 2 and {*self.any_of} == {*both.all_of}:
            return sum(posting.count for posting in self.any_of) - len(both.docs)
        return self.count

    @property
    def of_any(self) -> TopHits:
        """What matches where any of these words is sought in place of all, if all of several words were."""
        return TopHits((), partial(docs_of_any, self.all_of), self.all_of)

    @property
    def matching(self) -> list[int]:
        """The same in order."""
        return sorted(self.docs)


class FlatSearcher(Searcher):  # type: ignore[misc]
    """One open index. `terms` is its dictionary, `rows` what it keeps of each document. For one thread."""

    def __init__(self, reader: SegmentReader, **kwargs: object) -> None:
        super().__init__(reader, **kwargs)
        self.opened: OpenIndex = reader.codec().opened
        self.terms: Dictionary = self.opened.terms
        self.rows: Documents = self.opened.rows
        self.is_bm25 = type(self.weighting).scorer is BM25F.scorer
        self._statistics: Statistics | None = None
        self._figures: dict[str, tuple[float, FieldFigures | None]] = {}  # of fields, with the mean they were made for

    def top(
        self,
        query: Query,
        limit: int,
        allowed: Sequence[int | bool] | None = None,
        token: CancelToken | None = None,
        statistics: Statistics | None = None,
    ) -> TopHits:
        """The `limit` best documents among those that are `allowed` (by docnum; None: all of them).

        A prefix stands for its 8 most frequent words; a phrase may hold None for a gap. `statistics`: of all open
        indexes, so that scores of two of them compare; None: this one's own. Raises Cancelled, IndexDamaged.
        """
        found = self._found(lambda one: one.best(query, limit, allowed), token or CancelToken(), statistics)
        return TopHits(_best(found, limit, allowed), found.all_docs, found.any_of, found.all_of)

    def top_beside(
        self, words: Sequence[Query], limit: int, without: Collection[int], token: CancelToken, statistics: Statistics
    ) -> tuple[tuple[float, int], ...]:
        """The `limit` best documents that hold one of some scored words, as `TopHits.items`.

        `without`: all documents that hold several. Otherwise as `top`.
        """
        found = self._found(lambda one: one.best_beside(words, limit, without), token, statistics)
        return _best(found, limit, None)

    def _found(
        self, evaluate: Callable[[Evaluation], Found], token: CancelToken, statistics: Statistics | None
    ) -> Found:
        """What an evaluation finds, with these statistics for what Whoosh asks meanwhile."""
        self._statistics = statistics
        try:
            return evaluate(Evaluation(self, token))
        finally:
            self._statistics = None

    def column(self, fieldname: str) -> Column:
        """A sortable field's value in each document, as codes into a list of values: for filters and counts.

        Raises KeyError where the field has no column, IndexDamaged.
        """
        found = self.schema[fieldname]
        if not found.column_type:
            raise KeyError(fieldname)
        column = self.rows.column(fieldname, partial(fits_column, found.column_type))
        if not is_numeric_column(found.column_type):
            return column
        return Column(column.codes, [None, *map(found.from_column_value, column.values[1:])])

    @property
    def bytes_read(self) -> int:
        """How much was read of its files since they were opened."""
        return self.opened.files.bytes_read

    def idf(self, fieldname: str, text: str | bytes) -> float:
        if self._statistics is None:
            return float(super().idf(fieldname, text))
        return self._statistics.idf(fieldname, self.schema[fieldname].to_bytes(text))

    def avg_field_length(self, fieldname: str, default: float | None = None) -> float | None:
        return self.mean_length(fieldname) if self.schema[fieldname].scorable else default

    def mean_length(self, fieldname: str) -> float:
        """The words of a scored field in a document, on average."""
        return (self._statistics or self.rows).mean_length(fieldname)

    def figures(self, fieldname: str) -> FieldFigures | None:
        """What a word of this field is scored with; None where scores do not depend on the length of documents.

        3.4 ms for 100,000 documents, when a field is first asked for.
        """
        mean = self.mean_length(fieldname)
        kept = self._figures.get(fieldname)
        if kept is None or kept[0] != mean:
            kept = self._figures[fieldname] = mean, self._made_figures(fieldname, mean)
        return kept[1]

    def _made_figures(self, fieldname: str, mean: float) -> FieldFigures | None:
        if not self.is_bm25 or fieldname not in self.schema or not self.schema[fieldname].scorable:
            return None
        weighting = self.weighting
        b, k1 = weighting._field_B.get(fieldname, weighting.B), weighting.K1
        norms = self.rows.norms(fieldname, mean, b, k1)
        return FieldFigures(norms, mean, self.rows.mean_length(fieldname), b, k1)

    def close(self) -> None:
        """Closes its files; may be called twice."""
        if not self.is_closed:
            super().close()


def _best(found: Found, limit: int, allowed: Sequence[int] | None) -> tuple[tuple[float, int], ...]:
    docs, scores = found.docs, found.scores
    if limit <= 0 or not docs:
        return ()
    if allowed is not None:
        keep = [allowed[doc] for doc in docs]
        docs, scores = list(compress(docs, keep)), list(compress(scores, keep))
    if len(docs) > limit:
        cut = lowest_of_best(scores, limit)
        pairs = [(-score, doc) for score, doc in zip(scores, docs, strict=True) if score >= cut]
    else:
        pairs = [(-score, doc) for score, doc in zip(scores, docs, strict=True)]
    pairs.sort()
    return tuple([(-score, doc) for score, doc in pairs[:limit]])
