"""Reading and writing the files of an index: every read within its file's size, every failure one clear error."""

from __future__ import annotations

import os
import struct
import zlib
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import IndexDamaged
from foc_reader.core.values import dataclass

TERMS, POSTINGS, DOCUMENTS, ROWS = "terms", "postings", "docs", "stored"
DATA_FILES = (TERMS, POSTINGS, DOCUMENTS, ROWS)

_CHUNK = 1 << 20
# What decoding stumbles over when bytes are not what was written. MemoryError is not among them:
# every count is checked before it takes memory.
_STUMBLES = (ValueError, IndexError, KeyError, TypeError, OverflowError, RecursionError, struct.error)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """How long a finished file is, and its sum."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a file. `crc` is the CRC-32 of its bytes."""

    at: int
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Decoding:
    """While it is entered, whatever decoding stumbles over is raised as IndexDamaged."""

    folder: Path
    name: str

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, _STUMBLES):
            raise self.damaged("does not hold what it should") from error

    def damaged(self, what: str) -> IndexDamaged:
        """The error that says so of this file."""
        return IndexDamaged(self.folder, f"its file “{self.name}” {what}")


class IndexFiles:
    """The open files of one index. Nothing is mapped: what is read was read, and closing lets go of the drive."""

    def __init__(self, folder: Path) -> None:
        """Raises IndexDamaged where a file is missing or is no file."""
        self.folder = folder
        self.bytes_read = 0
        self.decoding = {name: Decoding(folder, name) for name in DATA_FILES}
        self._handles: dict[str, FileIO] = {}
        try:
            for name in DATA_FILES:
                self._handles[name] = _open(folder, name)
            self.sizes = {name: os.fstat(handle.fileno()).st_size for name, handle in self._handles.items()}
        except BaseException:
            self.close()
            raise

    def read(self, name: str, at: int, size: int) -> bytes:
        """Exactly these bytes. Raises IndexDamaged where the file does not reach that far or cannot be read."""
        decoding = self.decoding[name]
        if not 0 <= at <= at + size <= self.sizes[name]:  # before the read, which would take its memory first
            raise decoding.damaged("is shorter than it should be")
        handle = self._handles[name]
        try:
            handle.seek(at)
            data = handle.read(size)
        except OSError as error:
            raise decoding.damaged("cannot be read") from error
        if len(data) != size:
            raise decoding.damaged("is shorter than it should be")
        self.bytes_read += size
        return data

    def read_section(self, name: str, section: Section) -> bytes:
        """The bytes of `section`, its checksum compared."""
        data = self.read(name, section.at, section.size)
        if zlib.crc32(data) != section.crc:
            raise self.decoding[name].damaged("was changed after it was written")
        return data

    def close(self) -> None:
        """Closes every file; may be called twice."""
        for handle in self._handles.values():
            with suppress(OSError):  # the stick was pulled out: it is let go of all the same
                handle.close()


def _open(folder: Path, name: str) -> FileIO:
    path = folder / name
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise Decoding(folder, name).damaged("is missing")
        return FileIO(path, "rb")
    except OSError as error:
        raise Decoding(folder, name).damaged("cannot be read") from error


def check_file(folder: Path, name: str, facts: FileFacts, token: CancelToken) -> None:
    """Reads the whole file. Raises IndexDamaged unless size and SHA-256 are those of `facts`; Cancelled."""
    import hashlib  # 4 ms, and opening an index compares no sums of whole files

    decoding = Decoding(folder, name)
    found = hashlib.sha256()
    size = 0
    with _open(folder, name) as handle:
        while True:
            token.check()
            try:
                data = handle.read(_CHUNK)
            except OSError as error:
                raise decoding.damaged("cannot be read") from error
            if not data:
                break
            found.update(data)
            size += len(data)
    if (size, found.hexdigest()) != (facts.size, facts.sha256):
        raise decoding.damaged("was changed after it was written")


class OutputFile:
    """A file that is being written from start to end; keeps its sum."""

    def __init__(self, folder: Path, name: str) -> None:
        import hashlib

        self._handle = (folder / name).open("wb")
        self._sum = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._handle.write(data)
        self._sum.update(data)
        self.size += len(data)

    def write_section(self, data: bytes) -> Section:
        """Where `data` was put."""
        section = Section(self.size, len(data), zlib.crc32(data))
        self.write(data)
        return section

    def finish(self) -> FileFacts:
        """Closes the file once its bytes are on the drive, and says what it holds."""
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self._handle.close()
        return FileFacts(self.size, self._sum.hexdigest())

    def close(self) -> None:
        """Closes a file that is not wanted; may be called twice."""
        with suppress(OSError):  # a full drive, told a second time: closing writes what is still held back
            self._handle.close()
