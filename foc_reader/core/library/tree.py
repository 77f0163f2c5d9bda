"""The library as a tree: packs, the collections nested in them, the documents in those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foc_reader.core.model import DocumentEntry, Locator, PackInfo
from foc_reader.core.values import dataclass


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A pack, a collection or a document."""

    title: str
    locator: Locator | None = None  # of a document; None for a pack and a collection
    entry: DocumentEntry | None = None
    children: tuple[TreeNode, ...] = ()


def build_tree(packs: Iterable[tuple[PackInfo, Sequence[DocumentEntry]]]) -> tuple[TreeNode, ...]:
    """A node for each pack, in the order given.

    In each the collections come first, in the order that the pack gives and then by name, then the documents, oldest
    first and those without a date last: a shelf on which what is new is added at the end.
    """
    return tuple(
        TreeNode(info.title, children=_children(entries, 0, {name: at for at, name in enumerate(info.collections)}))
        for info, entries in packs
    )


def _children(entries: Sequence[DocumentEntry], depth: int, places: Mapping[str, int]) -> tuple[TreeNode, ...]:
    """What stands below a collection `depth` names deep, of which `entries` are all documents."""
    collections: dict[str, list[DocumentEntry]] = {}
    documents = []
    for entry in entries:
        if len(entry.collection) > depth:
            collections.setdefault(entry.collection[depth], []).append(entry)
        else:
            documents.append(entry)
    documents.sort(key=lambda entry: (not entry.date, entry.date, entry.title.casefold(), entry.id))
    names = sorted(collections, key=lambda name: (places.get(name, len(places)), name.casefold(), name))
    return (
        *(TreeNode(name, children=_children(collections[name], depth + 1, places)) for name in names),
        *(TreeNode(entry.title, entry.locator, entry) for entry in documents),
    )
