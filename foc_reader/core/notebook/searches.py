"""Searches that are kept: a query with its place, its filters and its order, as a bookmark."""

from __future__ import annotations

from collections.abc import Sequence

from foc_reader.core.errors import BadLocator
from foc_reader.core.model import BEST_FIRST, ORDERS, Bookmark, Locator, Quote
from foc_reader.core.notebook.bookmarking import NAME_LENGTH
from foc_reader.core.notebook.moments import microseconds, seconds, utc_now
from foc_reader.core.saved_search import DOCUMENT, FILTERS, LIBRARY, SCOPES, SavedSearch
from foc_reader.core.storage import JsonValue

NOWHERE = Locator("", "")  # a search is of no document
LONGEST_QUERY = 10_000  # characters
MOST_CHOSEN = 1000  # values of all filters together, and queries to search within


def make_search_bookmark(search: SavedSearch, place: str = "") -> Bookmark:
    """A new bookmark of `search`, named after its query; `place`: the name of the document or collection it is in."""
    import uuid  # 3 ms, so not at the start

    now = utc_now()
    name = " ".join(search.query.split())
    return Bookmark(
        id=str(uuid.uuid4()),
        locator=NOWHERE,
        quote=Quote(""),
        name=name if len(name) <= NAME_LENGTH else name[:NAME_LENGTH].rstrip() + "…",
        title=place,
        created=seconds(now),
        changed=microseconds(now),
        search=search,
    )


def kept_search(bookmarks: Sequence[Bookmark], search: SavedSearch) -> Bookmark | None:
    """The bookmark of just this search; None where it is not kept."""
    return next((bookmark for bookmark in bookmarks if bookmark.search == search), None)


def search_to_value(search: SavedSearch) -> JsonValue:
    """A search as it stands in a file."""
    return {
        "query": search.query,
        "scope": search.scope,
        "place": str(search.place) if search.place else "",
        "filters": {name: list(values) for name, values in search.filters},
        "within": list(search.within),
        "order": search.order,
    }


def search_from_value(value: JsonValue) -> SavedSearch:
    """What `search_to_value` wrote. Raises ValueError for anything else that cannot be searched for."""
    fields = value if isinstance(value, dict) else {}
    query, scope, place = (fields.get(name, "") for name in ("query", "scope", "place"))
    if not isinstance(query, str) or not query.strip() or len(query) > LONGEST_QUERY:
        raise ValueError("no query")
    if scope not in SCOPES or not isinstance(place, str) or bool(place) == (scope == LIBRARY):
        raise ValueError("no place to search in")
    filters, within, order = fields.get("filters", {}), fields.get("within", []), fields.get("order", BEST_FIRST)
    if not isinstance(filters, dict) or not set(filters) <= set(FILTERS) or order not in ORDERS:
        raise ValueError("filters or order are not known")
    chosen = tuple((name, _texts(filters[name])) for name in FILTERS if filters.get(name))
    queries = _texts(within)
    if sum(len(values) for _, values in chosen) + len(queries) > MOST_CHOSEN:
        raise ValueError("too much is chosen")
    return SavedSearch(query, str(scope), _document(place) if place else None, chosen, queries, str(order))


def described(search: SavedSearch) -> str:
    """All of it in plain English, on one line: for a page to read."""
    parts = [f"Search for: {' '.join(search.query.split())}"]
    if search.place:
        parts.append(f"in {search.place}" if search.scope == DOCUMENT else f"in the collection of {search.place}")
    parts += [f"{name}: {', '.join(values)}" for name, values in search.filters]
    parts += [f"within what is found for: {' '.join(query.split())}" for query in search.within]
    if search.order != BEST_FIRST:
        parts.append({"date": "newest first", "title": "by title"}[search.order])
    return " · ".join(parts)


def _texts(value: JsonValue) -> tuple[str, ...]:
    items = value if isinstance(value, list) else None
    if items is None or not all(isinstance(item, str) and 0 < len(item) <= LONGEST_QUERY for item in items):
        raise ValueError("not a list of texts")
    return tuple(map(str, items))


def _document(text: str) -> Locator:
    """Raises ValueError."""
    try:
        locator = Locator.parse(text)
    except BadLocator as error:
        raise ValueError("not a document") from error
    return Locator(locator.pack_id, locator.document_id)
