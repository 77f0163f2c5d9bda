"""What is left of the tree when only documents that hold some words are wanted, found a few documents at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import DocumentEntry
from foc_reader.core.values import dataclass

_AT_ONCE = 100  # documents


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The part of a tree that was asked for."""

    nodes: tuple[TreeNode, ...]  # without those that hold none of the documents
    documents: int


class Narrowing:
    """Narrows one tree, again and again. `fold` gives what a text has in common with its other spellings."""

    def __init__(self, nodes: Sequence[TreeNode], fold: Callable[[str], str]) -> None:
        self._nodes, self._fold = tuple(nodes), fold
        # a library's own name says something about a document only where there are several
        self._names = [fold(node.title) if len(nodes) > 1 else "" for node in nodes]
        self._texts: list[list[str]] = [[] for _ in nodes]  # what words are looked for in, as far as one has looked
        self._folded: dict[tuple[str, ...], str] = {}  # names of collections
        self._words: list[str] = []
        self._kept: list[list[DocumentEntry]] = []
        self._chunks: Iterator[tuple[int, int, int]] | None = None  # node, first document, number of documents

    def begin(self, typed: str) -> bool:
        """Look for the documents with all words of `typed`; False where it holds none. What was begun is given up.

        A word may stand in the title, be the year, or stand in the name of a collection around it, and be but a part
        of a longer word.
        """
        self._words = self._fold(typed).split()
        self._kept = [[] for _ in self._nodes]
        self._chunks = self._all_chunks() if self._words else None
        return bool(self._words)

    def go_on(self, limit: int) -> Narrowed | None:
        """Look at `limit` more documents, or a few more; None while there are others, or where nothing was begun."""
        looked_at = 0
        while self._chunks is not None and looked_at < limit:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._chunks = None
                parts = [node.with_only(kept) for node, kept in zip(self._nodes, self._kept, strict=True) if kept]
                return Narrowed(tuple(parts), sum(map(len, self._kept)))
            self._look_at(*chunk)
            looked_at += chunk[2]
        return None

    def _all_chunks(self) -> Iterator[tuple[int, int, int]]:
        for number, node in enumerate(self._nodes):
            count = len(node.entries)
            yield from ((number, first, min(_AT_ONCE, count - first)) for first in range(0, count, _AT_ONCE))

    def _look_at(self, number: int, first: int, count: int) -> None:
        entries, texts = self._nodes[number].entries[first : first + count], self._texts[number]
        if len(texts) <= first:
            name = self._names[number]
            texts.extend(f"{self._fold(entry.title)}\n{entry.year}\n{self._place(entry)}\n{name}" for entry in entries)
        found = list(zip(entries, texts[first : first + count], strict=True))
        for word in self._words:
            found = [pair for pair in found if word in pair[1]]
        self._kept[number].extend(entry for entry, _ in found)

    def _place(self, entry: DocumentEntry) -> str:
        """The names of the collections around a document, folded."""
        folded = self._folded.get(entry.collection)
        if folded is None:
            folded = self._folded[entry.collection] = "\n".join(map(self._fold, entry.collection))
        return folded
