"""Is the library whole: every document and every file of an index against its checksum, a short step at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError, IndexDamaged
from foc_reader.core.library.pack import Pack
from foc_reader.core.model import DocumentEntry, Locator
from foc_reader.core.values import dataclass

STEP_BYTES = 500_000  # a tenth of a second on a slow stick
STEP_DOCUMENTS = 200


@dataclass(frozen=True)
class DamagedDocument:
    """A document that cannot be opened, and why: the middle of a sentence."""

    entry: DocumentEntry
    reason: str


@dataclass(frozen=True)
class LibraryVerdict:
    """What a look at the whole library found."""

    documents: int  # looked at
    damaged: tuple[DamagedDocument, ...] = ()  # in the library's order
    indexes: tuple[tuple[str, FocReaderError], ...] = ()  # packs without an index that can be used, by id, and why
    places: frozenset[Locator] = frozenset()  # of the damaged documents
    replaceable: frozenset[str] = frozenset()  # packs of which a private index is kept that is no longer needed

    @property
    def is_sound(self) -> bool:
        return not self.damaged and not self.indexes


@dataclass(frozen=True)
class IndexFiles:
    """The files of an index, each with the SHA-256 that it should have."""

    folder: Path
    sums: Mapping[str, str]


class LibraryCheck:
    """One look at the whole library, which goes on at each `step`; no file stays open between two. For one thread."""

    def __init__(
        self,
        packs: Sequence[Pack],
        indexes: Sequence[IndexFiles],
        conclude: Callable[[LibraryCheck], LibraryVerdict],
    ) -> None:
        """`conclude` makes the verdict of the finished check."""
        self._packs, self._indexes, self._conclude = tuple(packs), tuple(indexes), conclude
        self.damaged: list[DamagedDocument] = []  # so far
        self.faults: dict[Path, IndexDamaged] = {}  # of an index, by its folder
        self.documents = sum(len(pack.entries) for pack in self._packs)
        self.looked_at = 0  # documents
        self._looks = self._look()

    def step(self) -> bool:
        """Look at about STEP_BYTES more; False once everything was looked at."""
        size = count = 0
        for read in self._looks:
            size, count = size + read, count + 1
            if size >= STEP_BYTES or count >= STEP_DOCUMENTS:
                return True
        return False

    def verdict(self) -> LibraryVerdict:
        """What the finished check found. Opens each index for a moment."""
        return self._conclude(self)

    def run(self, token: CancelToken) -> LibraryVerdict:
        """All steps at once. Raises Cancelled."""
        while self.step():
            token.check()
        return self.verdict()

    def _look(self) -> Iterator[int]:
        """The number of bytes read, after each piece."""
        for pack in self._packs:
            for stored in pack.manifest.documents:
                reason = pack.damage_of(stored)
                self.looked_at += 1
                if reason:
                    self.damaged.append(DamagedDocument(stored.entry, reason))
                yield stored.size
        for index in self._indexes:
            for name, wanted in index.sums.items():
                yield from self._look_at_file(index.folder, name, wanted)

    def _look_at_file(self, folder: Path, name: str, wanted: str) -> Iterator[int]:
        import hashlib

        found = hashlib.sha256()
        at = 0
        try:
            while data := _piece(folder / name, at):
                found.update(data)
                at += len(data)
                yield len(data)
        except FileNotFoundError:
            self._blame(folder, f"its file “{name}” is missing")
        except OSError:
            self._blame(folder, f"its file “{name}” cannot be read")
        else:
            if found.hexdigest() != wanted:
                self._blame(folder, f"its file “{name}” was changed after it was written")

    def _blame(self, folder: Path, reason: str) -> None:
        self.faults.setdefault(folder, IndexDamaged(folder, reason))


def _piece(path: Path, at: int) -> bytes:
    """Opened anew for each piece: a stick can be taken out between two."""
    if not path.is_file():  # opening a pipe would wait for ever
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        file.seek(at)
        return file.read(STEP_BYTES)
