"""The library as a tree: packs, the collections nested in them, the documents in those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foc_reader.core.model import DocumentEntry, PackInfo


class TreeNode:
    """A pack or a collection. What is in it is put in order when first asked for: few of 10,000 are seen at a start.

    `entries` are all documents in it, however deep, and `depth` is how many names of collections lead to it. `places`
    says which collections come first.
    """

    def __init__(
        self, title: str, entries: Sequence[DocumentEntry], depth: int = 0, places: Mapping[str, int] | None = None
    ) -> None:
        self.title, self.entries, self._depth, self._places = title, entries, depth, places or {}
        self._inside: tuple[tuple[TreeNode, ...], tuple[DocumentEntry, ...]] | None = None

    @property
    def collections(self) -> tuple[TreeNode, ...]:
        """Those nested in it, in the order that the pack gives and then by name."""
        return self._in_order()[0]

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """Those that stand in it itself, oldest first and those without a date last: what is new comes at the end."""
        return self._in_order()[1]

    def with_only(self, entries: Sequence[DocumentEntry]) -> TreeNode:
        """The same with only some of its documents."""
        if len(entries) == len(self.entries):
            return self  # which may be in order already
        return TreeNode(self.title, entries, self._depth, self._places)

    def _in_order(self) -> tuple[tuple[TreeNode, ...], tuple[DocumentEntry, ...]]:
        if self._inside is None:
            self._inside = self._put_in_order()
        return self._inside

    def _put_in_order(self) -> tuple[tuple[TreeNode, ...], tuple[DocumentEntry, ...]]:
        depth, places = self._depth, self._places
        collections: dict[str, list[DocumentEntry]] = {}
        documents = []
        for entry in self.entries:
            if len(entry.collection) > depth:
                collections.setdefault(entry.collection[depth], []).append(entry)
            else:
                documents.append(entry)
        names = sorted(collections)
        names.sort(key=str.casefold)
        names.sort(key=lambda name: places.get(name, len(places)))
        documents.sort(key=_age)
        return tuple(TreeNode(name, collections[name], depth + 1, places) for name in names), tuple(documents)


def build_tree(packs: Iterable[tuple[PackInfo, Sequence[DocumentEntry]]]) -> tuple[TreeNode, ...]:
    """A node for each pack, in the order given."""
    return tuple(
        TreeNode(info.title, entries, places={name: at for at, name in enumerate(info.collections)})
        for info, entries in packs
    )


def _age(entry: DocumentEntry) -> str:
    """The order of the shelf as one text: quicker to compare than a tuple, which shows with 10,000 documents."""
    return f"{entry.date or '~'}\0{entry.title.casefold()}\0{entry.id}"
