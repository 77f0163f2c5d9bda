"""What a search is limited to: the scope in the box, and the filters that were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from foc_reader.core.model import DocumentEntry, Filters
from foc_reader.core.values import dataclass, field, replace

LIBRARY, COLLECTION, DOCUMENT = "library", "collection", "document"  # scopes, and their icons
FILTERS = ("language", "collection", "kind", "year")  # as `Answer.counts` names them
_PATH = " / "  # between the names of nested collections in a count


@dataclass(frozen=True)
class Limits:
    """A scope, and for each filter the values of which a document must have one."""

    scope: str = LIBRARY
    anchor: DocumentEntry | None = None  # the document that the scope is about; None: the whole library
    # The document that is read, which limits nothing
    open_entry: DocumentEntry | None = field(default=None, compare=False)
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)  # no empty ones
    within: tuple[str, ...] = ()  # queries: what each of them finds is what is searched

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.scope != LIBRARY or bool(self.chosen or self.within)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What there is to choose from."""
        if self.open_entry is None:
            return (LIBRARY,)
        return (LIBRARY, COLLECTION, DOCUMENT) if self.open_entry.collection else (LIBRARY, DOCUMENT)

    def in_scope(self, scope: str) -> Limits:
        """Limited to this much of what is open now."""
        return replace(self, scope=scope, anchor=None if scope == LIBRARY else self.open_entry)

    def at(self, entry: DocumentEntry) -> Limits:
        """With another document open. A scope that it lies in stays as it is, else it goes along, or is widened."""
        moved = replace(self, open_entry=entry)
        if self.scope == LIBRARY or (self.scope == COLLECTION and self._is_in_collection(entry)):
            return moved
        return moved.in_scope(self.scope if self.scope in moved.scopes else LIBRARY)

    def choosing(self, name: str, values: Iterable[str]) -> Limits:
        """With just these values of one filter; none: it limits nothing."""
        chosen = {**self.chosen, name: frozenset(values)}
        return replace(self, chosen={name: values for name, values in chosen.items() if values})

    def without_filters(self) -> Limits:
        return replace(self, chosen={})

    def within_also(self, query: str) -> Limits:
        """Limited to what `query` finds, too."""
        return replace(self, within=(*self.within, query))

    def one_step_out(self) -> Limits:
        """Not within what the last of the queries found any more."""
        return replace(self, within=self.within[:-1])

    def filters(self, entries: Iterable[DocumentEntry]) -> Filters:
        """The same for the search. `entries`, the whole library, are gone through: not for the window's thread.

        A collection that is the scope comes back as its documents: so the filter by collection can count in it.
        """
        return Filters(
            documents=self._documents(entries),
            languages=self.chosen.get("language", frozenset()),
            collections=frozenset(tuple(path.split(_PATH)) for path in self.chosen.get("collection", ())),
            kinds=self.chosen.get("kind", frozenset()),
            years=self.chosen.get("year", frozenset()),
            within=self.within,
        )

    def _documents(self, entries: Iterable[DocumentEntry]) -> frozenset[tuple[str, str]]:
        if self.anchor is None:
            return frozenset()
        if self.scope == DOCUMENT:
            return frozenset({(self.anchor.pack_id, self.anchor.id)})
        return frozenset((entry.pack_id, entry.id) for entry in entries if self._is_in_collection(entry))

    def _is_in_collection(self, entry: DocumentEntry) -> bool:
        """Whether `entry` lies in the collection of the anchor, or in one inside it."""
        anchor = self.anchor
        if anchor is None:
            return False
        return entry.pack_id == anchor.pack_id and entry.collection[: len(anchor.collection)] == anchor.collection
