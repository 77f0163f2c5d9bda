"""Which index each pack is searched with: its own, or one kept in its place; and what is wrong where it has none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import DocumentMissing, FocReaderError, IndexIncomplete
from foc_reader.core.library.pack import Pack
from foc_reader.core.private_indexes import PrivateIndex, PrivateIndexes
from foc_reader.core.search.room import IndexedPack, SearchRoom

if TYPE_CHECKING:
    from foc_reader.core.library.verdict import LibraryCheck, LibraryVerdict
    from foc_reader.core.rebuilding import Report

_TOC = "toc.json"


class IndexesInUse:
    """Chooses among the indexes of `packs` and those kept in `data`, checks them and builds them again.

    Holds none open. Its functions may be called from any thread.
    """

    def __init__(self, data: Path | None, packs: Callable[[], Sequence[Pack]]) -> None:
        self._kept = PrivateIndexes(data)
        self._packs = packs
        self._useless: set[str] = set()  # packs for which none is kept that can be used

    @property
    def can_keep(self) -> bool:
        """Whether there is a place for an index that is built again."""
        return self._kept.has_place

    def chosen(self) -> list[IndexedPack]:
        """Each pack with its index. One kept in its place comes first: it would not be there if the own were sound."""
        return [_indexed(p, None if p.info.id in self._useless else self._kept.of(p)) for p in self._packs()]

    def give_up_on(self, opened: Collection[str]) -> bool:
        """Choose the own indexes where kept ones are not among those `opened`, by pack; False: there is none."""
        failed = [pack for pack in self._packs() if pack.info.id not in {*opened, *self._useless}]
        useless = {pack.info.id for pack in failed if self._kept.of(pack)}
        self._useless |= useless
        return bool(useless)

    def give_up(self, pack_ids: Collection[str]) -> None:
        """Choose the own indexes of these packs from now on."""
        self._useless.update(pack_ids)

    def remove(self, pack_ids: Collection[str]) -> None:
        """Keep no indexes for these packs any more; none of them may be open."""
        for pack_id in pack_ids:
            self._kept.remove(pack_id)

    def rebuild(self, pack_id: str, token: CancelToken, report: Report) -> int:
        """Build the index of a pack anew, in a process of its own, into the folder for what is kept; wait for it.

        How many documents it leaves out, as they are damaged, comes back. `chosen` takes it from now on.
        Raises RebuildFailed, Cancelled, DocumentMissing where there is no such pack.
        """
        pack = next((pack for pack in self._packs() if pack.info.id == pack_id), None)
        if pack is None:
            raise DocumentMissing(pack_id)
        from foc_reader.core.rebuilding import rebuild_index

        made = rebuild_index(pack, self._kept, token, report)
        self._useless.discard(pack_id)
        return len(made.left_out)

    def start_check(self) -> LibraryCheck:
        """A look at every document and at the files of every index, which goes on at each `step`."""
        from foc_reader.core.library.verdict import IndexFiles, LibraryCheck

        packs = self._packs()
        indexes = [IndexFiles(pack.index_folder, pack.manifest.index_files) for pack in packs]
        kept = [IndexFiles(made.folder, made.sums) for made in map(self._kept.of, packs) if made]
        return LibraryCheck(packs, [*indexes, *kept], lambda check: self._conclude(check, packs))

    def _conclude(self, check: LibraryCheck, packs: Sequence[Pack]) -> LibraryVerdict:
        """What the finished `check` of `packs` found. Opens each index for a moment."""
        from foc_reader.core.library.verdict import LibraryVerdict

        damaged = frozenset(found.entry.locator for found in check.damaged)
        indexes: list[tuple[str, FocReaderError]] = []
        replaceable: set[str] = set()
        for pack in packs:
            fault = _fault(check, _indexed(pack, None))
            if fault is None:
                if self._kept.has(pack.info.id):
                    replaceable.add(pack.info.id)
                continue
            made = self._kept.of(pack)
            if made is not None and _fault(check, _indexed(pack, made)) is None:
                left_out = {entry.locator for entry in pack.entries if entry.id in made.left_out}
                fault = None if left_out <= damaged else IndexIncomplete(pack.index_folder)
            if fault is not None:
                indexes.append((pack.info.id, fault))
        return LibraryVerdict(check.documents, tuple(check.damaged), tuple(indexes), damaged, frozenset(replaceable))


def _indexed(pack: Pack, made: PrivateIndex | None) -> IndexedPack:
    """`pack` with the index `made`; None: with its own."""
    folder, index_format, sums = pack.index_folder, pack.manifest.index_format, pack.manifest.index_files
    if made is not None:
        folder, index_format, sums = made.folder, made.format, made.sums
    return IndexedPack(pack.info.id, folder, pack.entries, pack.passage, index_format, sums.get(_TOC, ""))


def _fault(check: LibraryCheck, wanted: IndexedPack) -> FocReaderError | None:
    """What is wrong with an index: by its sums, and on being opened."""
    if wanted.folder in check.faults:
        return check.faults[wanted.folder]
    with SearchRoom.open([wanted]) as room:
        return next(iter(room.problems), None)
