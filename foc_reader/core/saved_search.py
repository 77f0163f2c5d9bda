"""A search that is kept: a query with its place, its filters and its order.

Apart from the model, as no start of the program needs it.
"""

from __future__ import annotations

from foc_reader.core.model import BEST_FIRST, Locator
from foc_reader.core.values import dataclass

LIBRARY, COLLECTION, DOCUMENT = SCOPES = ("library", "collection", "document")
FILTERS = ("language", "collection", "kind", "year")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What is searched for, and in what."""

    query: str
    scope: str = LIBRARY  # one of SCOPES
    place: Locator | None = None  # the document that the scope is, or is in; None: the whole library
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()  # by name, in the order of FILTERS: any of these values
    within: tuple[str, ...] = ()  # queries: only documents that each of them finds
    order: str = BEST_FIRST
