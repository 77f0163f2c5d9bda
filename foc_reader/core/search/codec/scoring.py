"""How a word's occurrences become a score: BM25F, as Whoosh's matchers ask for it."""

from __future__ import annotations

from foc_reader.core.search.codec.engine import BM25F, Searcher
from foc_reader.core.search.codec.weighting import K1, B, idf


class Weighting(BM25F):  # type: ignore[misc]
    """BM25F as this reader uses it, with Lucene's idf, which never turns negative for a frequent word."""

    def __init__(self) -> None:
        super().__init__(B=B, K1=K1)

    def idf(self, searcher: Searcher, fieldname: str, text: str | bytes) -> float:
        parent = searcher.get_parent()
        return idf(parent.doc_count_all(), parent.doc_frequency(fieldname, text))
