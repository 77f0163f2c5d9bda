"""Searches as they are kept and opened again: what is listed as a bookmark, a bookmark as what is to be listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from foc_reader.core.isolating import isolated
from foc_reader.core.model import BEST_FIRST, Answer, Bookmark, DocumentEntry
from foc_reader.core.notebook.searches import kept_search, make_search_bookmark
from foc_reader.core.saved_search import FILTERS, SavedSearch
from foc_reader.ui.filter_row import filter_title, filter_words
from foc_reader.ui.finder import Finder
from foc_reader.ui.limits import COLLECTION, LIBRARY, Limits
from foc_reader.ui.result_tools import order_words


def bookmark_of(query: str, limits: Limits, order: str, kept: Sequence[Bookmark]) -> Bookmark:
    """The bookmark of a search: the one that is among `kept`, else a new one."""
    search = search_of(query, limits, order)
    place = ""
    if limits.anchor:
        place = " / ".join(limits.anchor.collection) if limits.scope == COLLECTION else limits.anchor.title
    return kept_search(kept, search) or make_search_bookmark(search, place)


def listed_search(answer: Answer | None, finder: Finder, kept: Sequence[Bookmark]) -> Bookmark | None:
    """The same of what the finder found last; None where that answers no query."""
    if answer is None or not answer.query:
        return None
    return bookmark_of(answer.query, finder.limits or Limits(), finder.order, kept)


def search_of(query: str, limits: Limits, order: str) -> SavedSearch:
    """What is searched for, as a value to be kept."""
    return SavedSearch(
        query,
        limits.scope if limits.anchor else LIBRARY,
        limits.anchor.locator if limits.anchor else None,
        tuple((name, tuple(sorted(limits.chosen[name]))) for name in FILTERS if name in limits.chosen),
        limits.within,
        order,
    )


def limits_of(search: SavedSearch, entries: Iterable[DocumentEntry], open_entry: DocumentEntry | None) -> Limits | None:
    """What it is limited to in a library of `entries`, while `open_entry` is read; None: its place is not there."""
    anchor = next((entry for entry in entries if entry.locator == search.place), None) if search.place else None
    if search.place and anchor is None:
        return None
    chosen = {name: frozenset(values) for name, values in search.filters}
    return Limits(search.scope, anchor, open_entry, chosen, search.within)


def search_facts(bookmark: Bookmark) -> str:
    """What is searched for and in what, on one line; for a bookmark of a search."""
    search = bookmark.search
    if search is None:
        return ""
    facts = []
    if " ".join(search.query.split()) != bookmark.name:
        facts.append(_tr("Search for {query}").format(query=isolated(search.query.strip())))
    if search.scope == LIBRARY:
        facts.append(_tr("Search in the whole library"))
    else:
        facts.append(_tr("Search in {place}").format(place=isolated(bookmark.title)))
    for name, values in search.filters:
        words = ", ".join(isolated(filter_words(name, value)) for value in values)
        facts.append(_tr("{filter}: {choice}").format(filter=filter_title(name), choice=words))
    facts += [_tr("within “{query}”").format(query=isolated(query.strip())) for query in search.within]
    if search.order != BEST_FIRST:
        facts.append(order_words(search.order))
    return " · ".join(map(isolated, facts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("saved_searches", text)
