"""What the search room uses of Whoosh, imported without what Whoosh itself imports for nothing.

Whoosh for a function that nothing calls imports `urllib.request`, and with it sockets, TLS, HTTP and mail: 26 ms, and
means that a program which never opens a connection had better not hold. Another 10 ms go to rules for English words,
of which no query of ours makes use. While Whoosh is being imported, stand-ins take their places, unless the
real modules are there already; afterwards they are gone. So no other module here imports Whoosh by itself.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

_STOOD_IN_FOR = {  # and what is imported from it
    "urllib.request": "urlretrieve",
    "whoosh.lang.dmetaphone": "double_metaphone",
    "whoosh.lang.morph_en": "variations",
    "whoosh.lang.porter": "stem",
}


@contextmanager
def _stand_ins() -> Iterator[None]:
    absent = [name for name in _STOOD_IN_FOR if name not in sys.modules]
    for name in absent:
        module = ModuleType(name)
        setattr(module, _STOOD_IN_FOR[name], _real(name, _STOOD_IN_FOR[name]))
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _real(module: str, name: str) -> Callable[..., object]:
    """A function that calls the real one: whoever does need it gets it."""

    def call(*arguments: object) -> object:
        found: Callable[..., object] = getattr(importlib.import_module(module), name)
        return found(*arguments)

    return call


with _stand_ins():
    from whoosh import query as queries
    from whoosh.codec import base
    from whoosh.columns import Column, ColumnReader, NumericColumn
    from whoosh.fields import COLUMN, ID, NUMERIC, STORED, TEXT, FieldType, Schema
    from whoosh.formats import Format
    from whoosh.index import Index
    from whoosh.matching import LeafMatcher, ReadTooFar
    from whoosh.query import And, NullQuery, Or, Phrase, Query, Term
    from whoosh.reading import SegmentReader, TermInfo, TermNotFound
    from whoosh.scoring import BM25F, BaseScorer
    from whoosh.searching import Searcher
    from whoosh.util.numeric import typecode_max, typecode_min
    from whoosh.writing import IndexWriter

__all__ = [
    "BM25F",
    "COLUMN",
    "ID",
    "NUMERIC",
    "STORED",
    "TEXT",
    "And",
    "BaseScorer",
    "Column",
    "ColumnReader",
    "FieldType",
    "Format",
    "Index",
    "IndexWriter",
    "LeafMatcher",
    "NullQuery",
    "NumericColumn",
    "Or",
    "Phrase",
    "Query",
    "ReadTooFar",
    "Schema",
    "Searcher",
    "SegmentReader",
    "Term",
    "TermInfo",
    "TermNotFound",
    "base",
    "queries",
    "typecode_max",
    "typecode_min",
]
