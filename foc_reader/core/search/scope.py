"""Which documents a search may find, and how many documents each choice in a filter would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from foc_reader.core.model import Count, DocumentEntry, Filters
from foc_reader.core.search.pack_index import FILTERS, PackIndex
from foc_reader.core.search.query import Understood
from foc_reader.core.search.stemming import base_language

Rule = Callable[[DocumentEntry], bool]


class Scope:
    """The documents of one pack that a search may find."""

    def __init__(self, index: PackIndex, filters: Filters, understood: Understood) -> None:
        self._index = index
        self._rules = _rules(filters)
        self._scope_rule = _scope_rule(filters, understood)

    def mask(self) -> bytearray | None:
        """A byte for each passage, 1 where scope and filters let its document through; None: all of them."""
        rules = [*self._rules.values()]
        if self._scope_rule:
            rules.append(self._scope_rule)
        if not rules:
            return None
        allowed = bytes(all(rule(entry) for rule in rules) for entry in self._index.pack.entries)
        return bytearray(map(allowed.__getitem__, self._index.documents))

    def count(self, passages: Iterable[int], counts: Mapping[str, Counter[str]]) -> None:
        """Adds the documents of matching `passages` to `counts`: for each filter those that pass all others."""
        entries = self._index.pack.entries
        documents = set(map(self._index.documents.__getitem__, passages))
        if self._scope_rule:
            documents = {number for number in documents if self._scope_rule(entries[number])}
        passing = {
            name: {number for number in documents if rule(entries[number])} for name, rule in self._rules.items()
        }
        for name, counter in counts.items():
            others = (found for other, found in passing.items() if other != name)
            kept = documents.intersection(*others)
            for values, number in Counter(map(self._index.choices(name).__getitem__, kept)).items():
                counter.update(dict.fromkeys(values, number))


def rule_of(filters: Filters) -> Rule:
    """Whether all of `filters` let a document through."""
    rules = [*_rules(filters).values(), _is_chosen(filters)]
    return lambda entry: all(rule(entry) for rule in rules)


def new_counts() -> dict[str, Counter[str]]:
    """Nothing counted yet, for each filter."""
    return {name: Counter() for name in FILTERS}


def sorted_counts(counts: Mapping[str, Counter[str]]) -> dict[str, tuple[Count, ...]]:
    """The values of each filter, those of most documents first. A document without a value is in none."""
    return {
        name: tuple(Count(*pair) for pair in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, counter in counts.items()
    }


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
    limits = (filters.packs, filters.documents, understood.languages, understood.years, understood.leaves_out[1])
    if not any(limits):
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
