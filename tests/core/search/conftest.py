"""A small library in memory: documents are put on a shelf, indexed for real, and searched for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import DocumentUnreadable
from foc_reader.core.model import Answer, DocumentEntry, Filters, Passage, PassagePlace
from foc_reader.core.search.building import build
from foc_reader.core.search.room import IndexedPack, SearchRoom


class Shelf:
    """One pack: its documents, their passages, and its index."""

    def __init__(self, folder: Path, pack_id: str) -> None:
        folder.mkdir()
        self.folder, self.pack_id = folder, pack_id
        self.entries: list[DocumentEntry] = []
        self.passages: dict[PassagePlace, Passage] = {}
        self.damaged: set[PassagePlace] = set()
        self.room: SearchRoom | None = None

    def put(
        self,
        document: str,
        *passages: str | list[str],
        title: str = "",
        language: str = "en",
        section: str = "",
        kind: str = "",
        collection: tuple[str, ...] = (),
        date: str = "",
        form: str = "text",
    ) -> None:
        """A document of passages, each one block or several."""
        number = len(self.entries)
        entry = DocumentEntry(
            self.pack_id, document, title, language=language, kind=kind, collection=collection, date=date, form=form
        )
        self.entries.append(entry)
        for texts in passages:
            at = len(self.passages)
            place = PassagePlace(number, at, 1)
            blocks = (texts,) if isinstance(texts, str) else tuple(texts)
            pids = tuple(f"{at:012x}-{number}" for number in range(2, 2 + len(blocks)))
            self.passages[place] = Passage(entry, place, section, pids, blocks)

    def build(self) -> None:
        build(self.passages.values(), self.folder)

    def read(self, place: PassagePlace) -> Passage:
        if place in self.damaged or place not in self.passages:
            raise DocumentUnreadable("a document", "its text has changed")
        return self.passages[place]

    @property
    def pack(self) -> IndexedPack:
        return IndexedPack(self.pack_id, self.folder, self.entries, self.read)

    def search(self, query: str, filters: Filters | None = None, limit: int = 20) -> Answer:
        """The answer of this pack alone; built and opened at the first search."""
        if self.room is None:
            self.build()
            self.room = SearchRoom.open([self.pack])
        return self.room.search(query, filters or Filters(), CancelToken(), limit)

    def found(self, query: str) -> list[str]:
        """The documents that hold what `query` asks for, each once, in order."""
        return list(dict.fromkeys(hit.entry.id for hit in self.search(query).hits if hit.holds_all))


@pytest.fixture
def new_shelf(tmp_path: Path) -> Iterator[Callable[[str], Shelf]]:
    """Makes an empty shelf with the pack id given."""
    shelves: list[Shelf] = []

    def make(pack_id: str) -> Shelf:
        shelves.append(Shelf(tmp_path / pack_id, pack_id))
        return shelves[-1]

    yield make
    for shelf in shelves:
        if shelf.room:
            shelf.room.close()


@pytest.fixture
def shelf(new_shelf: Callable[[str], Shelf]) -> Shelf:
    """An empty shelf."""
    return new_shelf("foc")


@pytest.fixture
def statements(shelf: Shelf) -> Shelf:
    """Three statements and a note, enough for tiers, filters and counts."""
    shelf.put(
        "privacy",
        ["Mass surveillance threatens human rights.", "Human beings keep their rights online."],
        "The right to privacy, after A/RES/68/167.",
        title="Statement on Privacy",
        kind="Statement",
        collection=("Coalition", "Statements"),
        date="2014-10",
    )
    shelf.put(
        "shutdowns",
        "Network shutdowns harm human lives and human trade.",
        "The rights of journalists.",
        title="Statement on Shutdowns",
        kind="Statement",
        collection=("Coalition", "Statements"),
        date="2017",
    )
    shelf.put(
        "fund",
        "The fund was set up on 20/8 and protects journalists; write to info@example.org.",
        title="A Fund for Defenders",
        kind="Note",
        collection=("Coalition",),
        date="2017-05",
    )
    shelf.put("libertes", "Les droits humains et la vie privée.", title="Libertés", language="fr", kind="Statement")
    return shelf
