"""A pack on disk: its entries at once, its documents and passages one at a time, everything checked as it is read.

What reading a document takes is imported where one is read: 20 ms, which the start of the program does not need.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import (
    BlockRefused,
    DocumentMissing,
    DocumentUnreadable,
    FocReaderError,
    LibraryGone,
    PackDamaged,
)
from foc_reader.core.library.fields import Misfit
from foc_reader.core.library.manifest import (
    INDEX_FOLDER,
    TEXT_PATH,
    Manifest,
    StoredDocument,
    manifest_bytes,
    read_manifest,
)
from foc_reader.core.locations import is_folder
from foc_reader.core.model import Document, DocumentEntry, PackInfo, Passage, PassagePlace

MAX_PASSAGE_BYTES = 2_000_000
_GONE = (errno.ENODEV, errno.ENOTCONN, errno.ENXIO)  # where the folder can seem to be there still
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Pack:
    """A pack whose manifest was read. It holds no file open, and may be used from any thread."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._manifest = manifest
        self._text_path = os.fspath(folder / TEXT_PATH)
        self._numbers = {document.entry.id: number for number, document in enumerate(manifest.documents)}
        self._entries = tuple(document.entry for document in manifest.documents)

    @classmethod
    def open(cls, folder: Path) -> Pack:
        """The pack in `folder`; nothing but its manifest is read. Raises PackUnreadable."""
        return cls(folder, read_manifest(folder))

    @property
    def info(self) -> PackInfo:
        return self._manifest.info

    @property
    def entries(self) -> tuple[DocumentEntry, ...]:
        """Its documents in the manifest's order, which is what `PassagePlace.document` counts."""
        return self._entries

    @property
    def index_folder(self) -> Path:
        return self.folder / INDEX_FOLDER

    @property
    def manifest(self) -> Manifest:
        """All that the manifest says, the hashes of the index's files among it."""
        return self._manifest

    @cached_property
    def edition(self) -> str:
        """The SHA-256 of all that the manifest says: another one for every change of the pack."""
        import hashlib

        return hashlib.sha256(manifest_bytes(self._manifest)).hexdigest()

    def document(self, document_id: str) -> Document:
        """The document of this id, held to its checksum and to every rule for documents.

        Raises DocumentMissing, DocumentUnreadable.
        """
        number = self._numbers.get(document_id)
        if number is None:
            raise DocumentMissing(f"{self.info.id}/{document_id}")
        stored = self._manifest.documents[number]
        return _read(stored, self._bytes_of(stored))

    def passage(self, place: PassagePlace) -> Passage:
        """The passage at `place`, its blocks without their markup; only its own bytes are read.

        Raises DocumentUnreadable, DocumentMissing.
        """
        if not 0 <= place.document < len(self._manifest.documents):
            raise DocumentMissing(f"{self.info.id}, number {place.document}")
        stored = self._manifest.documents[place.document]
        is_inside = stored.at < place.at and place.at + place.size <= stored.at + stored.size
        if not is_inside or not 0 < place.size <= MAX_PASSAGE_BYTES:
            raise DocumentUnreadable(stored.entry.title, "a passage lies outside of it")
        from foc_reader.core.library.lines import read_passage

        data = self._read_bytes(place.at, place.size, stored)
        try:
            return Passage(stored.entry, place, *read_passage(data))
        except Misfit as error:
            raise DocumentUnreadable(stored.entry.title, "a passage of it is damaged") from error

    def listed_passages(self, numbers: range | None = None) -> Iterator[Passage]:
        """Every passage in order, each block in exactly one of them. Raises DocumentUnreadable.

        `numbers`: of the documents they are wanted of; None: of all.
        """
        for number in self._numbers_of_all if numbers is None else numbers:
            stored = self._manifest.documents[number]
            yield from _listed_passages(stored, number, self._bytes_of(stored))

    def sound_passages(
        self,
        done: Callable[[int], None],
        damaged: Callable[[DocumentEntry], None],
        numbers: range | None = None,
    ) -> Iterator[Passage]:
        """The same without the documents that are damaged, which `damaged` is told.

        `done` is told how many documents were gone through.
        """
        for count, number in enumerate(self._numbers_of_all if numbers is None else numbers, 1):
            stored = self._manifest.documents[number]
            try:
                passages = list(_listed_passages(stored, number, self._bytes_of(stored)))  # of a document all or none
            except DocumentUnreadable:
                damaged(stored.entry)
            else:
                yield from passages
            done(count)

    @property
    def _numbers_of_all(self) -> range:
        return range(len(self._manifest.documents))

    def damage_of(self, stored: StoredDocument) -> str:
        """Why one of the manifest's documents cannot be opened; empty where its bytes are as they were made."""
        try:
            self._bytes_of(stored)
        except DocumentUnreadable as error:
            return error.reason
        return ""

    def check(self, token: CancelToken) -> tuple[FocReaderError, ...]:
        """Everything wrong with its files: against the list of checksums, the manifest and the rules for documents.

        Raises Cancelled.
        """
        from foc_reader.core.library.sums import check_sums

        problems: list[FocReaderError] = list(check_sums(self.folder, token))
        listed = {problem.name for problem in problems if isinstance(problem, PackDamaged)}
        problems.extend(found for found in self._index_problems(token) if found.name not in listed)
        end = sum(document.size for document in self._manifest.documents)
        text = self.folder / TEXT_PATH
        if text.is_file() and text.stat().st_size != end:
            problems.append(PackDamaged(self.folder, TEXT_PATH, "is longer or shorter than its documents"))
        for entry in self._entries:
            token.check()
            try:
                self.document(entry.id)
            except FocReaderError as error:
                problems.append(error)
        return tuple(problems)

    def _index_problems(self, token: CancelToken) -> Iterator[PackDamaged]:
        from foc_reader.core.library.sums import hash_file

        listed = self._manifest.index_files
        folder = self.index_folder
        present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        for name in sorted(present | set(listed)):
            path = folder / name
            if name not in listed or not path.is_file() or hash_file(path, token) != listed[name]:
                yield PackDamaged(self.folder, f"{INDEX_FOLDER}/{name}", "is not the file that the manifest names")

    def _bytes_of(self, stored: StoredDocument) -> bytes:
        import hashlib

        data = self._read_bytes(stored.at, stored.size, stored)
        if hashlib.sha256(data).hexdigest() != stored.sha256:
            raise DocumentUnreadable(stored.entry.title, "it was changed or is damaged")
        return data

    def _read_bytes(self, at: int, size: int, stored: StoredDocument) -> bytes:
        """Exactly these bytes of the text file; nothing is allocated that the file does not hold."""
        try:
            handle = os.open(self._text_path, _READING)  # 4 us with all that follows; by a file object 9
            try:
                data = b""
                if at + size <= os.lseek(handle, 0, os.SEEK_END):
                    os.lseek(handle, at, os.SEEK_SET)
                    data = os.read(handle, size)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno in _GONE or not is_folder(self.folder):
                raise LibraryGone(stored.entry.title) from error
            reason = f"its file cannot be read ({error.strerror})"
            raise DocumentUnreadable(stored.entry.title, reason) from error
        if len(data) != size:
            raise DocumentUnreadable(stored.entry.title, "a part of it is missing")
        return data


def _read(stored: StoredDocument, data: bytes) -> Document:
    from foc_reader.core.library.lines import read_document

    try:
        return read_document(stored.entry, data)
    except Misfit as misfit:
        raise DocumentUnreadable(stored.entry.title, str(misfit)) from misfit
    except BlockRefused as error:
        raise DocumentUnreadable(stored.entry.title, f"in a piece of its text, {error.reason}") from error


def _listed_passages(stored: StoredDocument, number: int, data: bytes) -> Iterator[Passage]:
    from foc_reader.core.library.lines import passage_lines, read_passage

    for begin, piece in passage_lines(data):
        try:
            read = read_passage(piece)
        except Misfit as misfit:
            raise DocumentUnreadable(stored.entry.title, str(misfit)) from misfit
        yield Passage(stored.entry, PassagePlace(number, stored.at + begin, len(piece)), *read)
