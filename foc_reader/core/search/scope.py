"""Which documents a search may find, and how many documents each choice in a filter would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

from foc_reader.core.model import Count, DocumentEntry, Filters
from foc_reader.core.search.choices import Bits
from foc_reader.core.search.pack_index import FILTERS, Bounds, PackIndex
from foc_reader.core.search.query import Understood
from foc_reader.core.search.stemming import base_language

Rule = Callable[[DocumentEntry], bool]
Counts = dict[str, dict[str, int]]  # of each filter: documents under each of its values

_MOST_KEPT = 8  # scopes of one pack that are remembered: one goes on typing within the same filters


class Scope:
    """The documents of one pack that a search may find."""

    def __init__(self, index: PackIndex, filters: Filters, understood: Understood) -> None:
        self._index = index
        key = filters, understood.languages, understood.years
        if key not in index.scopes:
            if len(index.scopes) >= _MOST_KEPT:
                index.scopes.clear()
            index.scopes[key] = _bounds(index, filters, understood)
        self._rules, self._scope, self._mask = index.scopes[key]

    def mask(self) -> bytearray | None:
        """A byte for each passage, 1 where scope and filters let its document through; None: all of them. Not to
        be changed.
        """
        return self._mask

    def count(self, found: Bits, counts: Counts) -> int:
        """How many of the documents `found` are in scope and pass all filters. Adds to `counts`, for each filter, those
        that pass all others.
        """
        if self._scope is not None:
            found &= self._scope
        for name, by_value in counts.items():
            kept = found
            for other, passing in self._rules.items():
                if other != name:
                    kept &= passing
            self._index.choices.count(name, kept, by_value)
        for passing in self._rules.values():
            found &= passing
        return found.bit_count()


def _bounds(index: PackIndex, filters: Filters, understood: Understood) -> Bounds:
    """(documents that each filter lets through, those in scope, for each passage 1 where all do); None: everything."""
    entries = index.pack.entries
    rules = {name: _passing(rule, entries) for name, rule in _rules(filters).items()}
    scope_rule = _scope_rule(filters, understood)
    scope = _passing(scope_rule, entries) if scope_rule else None
    if not rules and scope is None:
        return {}, None, None
    every = [*_rules(filters).values(), *([scope_rule] if scope_rule else [])]
    allowed = bytes(all(rule(entry) for rule in every) for entry in entries)
    return rules, scope, bytearray(map(allowed.__getitem__, index.documents))


def _passing(rule: Rule, entries: Iterable[DocumentEntry]) -> Bits:
    return int("".join(["1" if rule(entry) else "0" for entry in entries]) or "0", 2)


def rule_of(filters: Filters) -> Rule:
    """Whether all of `filters` let a document through."""
    rules = [*_rules(filters).values(), _is_chosen(filters)]
    return lambda entry: all(rule(entry) for rule in rules)


def new_counts(filters: Iterable[str] = FILTERS) -> Counts:
    """Nothing counted yet, for each of these filters."""
    return {name: {} for name in filters}


def sorted_counts(counts: Counts) -> dict[str, tuple[Count, ...]]:
    """The values of each filter, those of most documents first. A document without a value is in none."""
    return {name: _in_order(by_value) for name, by_value in counts.items()}


def _in_order(by_value: Mapping[str, int]) -> tuple[Count, ...]:
    found = sorted(sorted(by_value.items()), key=itemgetter(1), reverse=True)
    return tuple([Count(*one) for one in found])


def _rules(filters: Filters) -> dict[str, Rule]:
    """What each filter that is set lets through."""
    rules: dict[str, Rule] = {}
    if filters.languages:
        rules["language"] = lambda entry: (
            not filters.languages.isdisjoint((entry.language, base_language(entry.language)))
        )
    if filters.collections:
        rules["collection"] = lambda entry: _is_within(entry.collection, filters.collections)
    if filters.kinds:
        rules["kind"] = lambda entry: entry.kind in filters.kinds
    if filters.years:
        rules["year"] = lambda entry: entry.year in filters.years
    return rules


def _scope_rule(filters: Filters, understood: Understood) -> Rule | None:
    """What packs, documents, `lang:` and `year:` let through; None: everything."""
    if not (filters.packs or filters.documents or understood.languages or understood.years):
        return None

    is_chosen = _is_chosen(filters)
    return lambda entry: is_chosen(entry) and understood.allows(entry)


def _is_chosen(filters: Filters) -> Rule:
    return lambda entry: (
        (not filters.packs or entry.pack_id in filters.packs)
        and (not filters.documents or (entry.pack_id, entry.id) in filters.documents)
    )


def _is_within(collection: tuple[str, ...], chosen: Iterable[tuple[str, ...]]) -> bool:
    return any(collection[: len(path)] == path for path in chosen)
