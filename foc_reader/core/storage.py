"""Small versioned files, written so that a pulled stick loses at most the last save."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from foc_reader.core.errors import PlaceReadOnly, SaveFailed, StoredFileNewer, StoredFileUnreadable
from foc_reader.core.locking import locked
from foc_reader.core.values import dataclass

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

SIZE_LIMIT = 32 * 1024 * 1024  # bytes; ten thousand long bookmarks take a third of it
ASIDE = ".damaged"
RENAME_PATIENCE = 50  # tries
RENAME_PAUSE_S = 0.01


class StoredFile:
    """One small file of JSON that is never half written.

    Beside `x` there may be `x.bak`, the version before, and for a moment `x.new`, the next one. Each carries its own
    checksum and a number that rises with every save; the newest that verifies is the one that counts.
    """

    def __init__(self, path: Path, kind: str, version: int) -> None:
        self.path = path
        self._kind = kind
        self._version = version
        self._new = path.with_name(path.name + ".new")
        self._previous = path.with_name(path.name + ".bak")
        self._lock = path.with_name(path.name + ".lock")
        self.aside = path.with_name(path.name + ASIDE)  # see set_aside()
        self.is_previous = False  # after read(): the last save was damaged, what came back is the one before it

    def read(self) -> JsonValue:
        """The value last written; None if nothing ever was.

        Raises StoredFileUnreadable when files are there but none verifies, StoredFileNewer when a newer version of
        this program wrote the last one. Needs no lock: at every moment of a save one whole version is there.
        """
        newest = self._newest([self._look(path, must_open=False) for path in self._paths()])
        self.is_previous = newest is not None and newest.path == self._previous
        return newest.value if newest else None

    def write(self, value: JsonValue) -> None:
        """Replace what is stored by `value`. Raises as `update` does."""
        self.update(lambda _: value)

    def update(self, change: Callable[[JsonValue], JsonValue]) -> JsonValue:
        """What `change` makes of the stored value (None: nothing yet), now stored in its place.

        Under a lock, so that nothing another window saves meanwhile is lost. Makes the folder if need be.
        Raises SaveFailed (what was stored is unharmed), and what `read` raises.
        """
        _make_folder(self.path)
        try:
            with locked(self._lock):
                copies = [self._look(path, must_open=True) for path in self._paths()]
                newest = self._newest(copies)
                value = change(newest.value if newest else None)
                if newest is None or newest.path != self.path or newest.value != value:
                    self._put(value, copies[0], newest)
                return value
        except OSError as error:
            raise _save_failed(self.path, error) from error

    def set_aside(self) -> None:
        """Give the file, if no version of it can be read, the name `aside` (and x.bak one like it), to begin a new one.

        Raises SaveFailed, StoredFileNewer.
        """
        try:
            with locked(self._lock):
                try:
                    self._newest([self._look(path, must_open=True) for path in self._paths()])
                except StoredFileNewer:
                    raise
                except StoredFileUnreadable:
                    for path in (self.path, self._previous):
                        if path.exists():
                            _replace(path, path.with_name(path.name + ASIDE))
        except OSError as error:
            raise _save_failed(self.path, error) from error

    def forget_previous(self) -> None:
        """Make the version before the same as the last one, so that what was deleted is in neither.

        The next save would do it anyway: what fails here is left to that one.
        """
        with suppress(OSError), locked(self._lock):
            data = self.path.read_bytes()
            if _decode(self.path, data, self._kind).saved and self._previous.exists():
                self._write_new(data)
                _replace(self._new, self._previous)

    def _paths(self) -> tuple[Path, Path, Path]:
        return self.path, self._new, self._previous

    def _look(self, path: Path, must_open: bool) -> _Copy:
        """What the file at `path` holds. With `must_open` raises OSError if it is there and cannot be opened."""
        try:
            with path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
        except (FileNotFoundError, NotADirectoryError):
            return _Copy(path, is_there=False)
        except OSError:
            if must_open:
                raise
            return _Copy(path)
        return _decode(path, data, self._kind)

    def _newest(self, copies: list[_Copy]) -> _Copy | None:
        sound = [copy for copy in copies if copy.saved]
        if sound:
            newest = max(sound, key=lambda copy: copy.saved)
            if newest.version > self._version:
                raise StoredFileNewer(newest.path)
            return newest
        # a lone x.new that does not verify is a first save that never finished: nothing was kept yet
        if any(copy.is_there for copy in copies if copy.path != self._new):
            raise StoredFileUnreadable(self.path)
        return None

    def _put(self, value: JsonValue, main: _Copy, newest: _Copy | None) -> None:
        """Write `value` as the version after `newest`; `main` is what stands at `path` now."""
        saved = newest.saved + 1 if newest else 1
        data = _encode(value, self._kind, self._version, saved)
        if len(data) > SIZE_LIMIT:
            raise SaveFailed(self.path, "there is more to keep than one file may hold")
        keeps_main = main.saved > 0  # a damaged one must not push out the version before it
        if newest and newest.path == self._new:
            self._promote(keeps_main)  # an earlier save stopped between writing and renaming: finish it first
            keeps_main = True
        self._write_new(data)
        self._promote(keeps_main)

    def _write_new(self, data: bytes) -> None:
        self._new.unlink(missing_ok=True)
        try:
            _write_through(self._new, data)
        except OSError:
            with suppress(OSError):  # it fills a full disk for nothing, and does not verify if it stays
                self._new.unlink()
            raise

    def _promote(self, keeps_main: bool) -> None:
        """Make x.new the main file, and the main file x.bak if `keeps_main`."""
        if keeps_main:
            _replace(self.path, self._previous)
        _replace(self._new, self.path)
        with suppress(OSError):  # Windows cannot do this, and some file systems need not
            _sync_folder(self.path.parent)


def write_file(path: Path, data: bytes) -> None:
    """Make the file `path`, which the person chose, hold `data`: all of it or, as before, none. Raises SaveFailed."""
    if not path.parent.is_dir():
        raise SaveFailed(path, "the folder it should go to is not there")
    new = path.with_name(f".{os.urandom(6).hex()}.new")  # never the name of a file of theirs
    try:
        try:
            _write_through(new, data)
            _replace(new, path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise
    except OSError as error:
        raise _save_failed(path, error) from error


@dataclass(frozen=True)
class _Copy:
    """What one of the three files holds."""

    path: Path
    is_there: bool = True
    saved: int = 0  # rises with every save; 0: it does not verify
    version: int = 0
    value: JsonValue = None


def _encode(value: JsonValue, kind: str, version: int, saved: int) -> bytes:
    checksum = _checksum([kind, version, saved, value])
    whole = {"kind": kind, "version": version, "checksum": checksum, "saved": saved, "value": value}
    text = json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _decode(path: Path, data: bytes, kind: str) -> _Copy:
    """What `data` says; a _Copy that does not verify for anything that `_encode` did not write."""
    if len(data) > SIZE_LIMIT:
        return _Copy(path)
    try:
        whole = json.loads(data.decode("utf-8", "surrogatepass"))
        saved, version, value = whole["saved"], whole["version"], whole["value"]
        is_sound = (
            whole["kind"] == kind
            and type(saved) is int
            and type(version) is int
            and min(saved, version) > 0
            and whole["checksum"] == _checksum([kind, version, saved, value])
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return _Copy(path)
    return _Copy(path, True, saved, version, value) if is_sound else _Copy(path)


def _checksum(value: JsonValue) -> str:
    """SHA-256 of `value` in the one way of writing it that blanks and the order of keys cannot change."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    import hashlib  # 4 ms, and not needed before there is something to read

    # a text field may hold half a character; that must not stop a save
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _make_folder(path: Path) -> None:
    """Make the folder of the file `path`. Raises SaveFailed."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):
            raise SaveFailed(path, "its folder cannot be made") from error
        raise _save_failed(path, error) from error


def _write_through(path: Path, data: bytes) -> None:
    """Make the file `path` hold `data`, on the disk itself, for its owner only. Raises OSError if it does not."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    with path.open("rb") as file:
        if file.read(len(data) + 1) != data:
            raise OSError(errno.EIO, "what was written reads back differently")


def _replace(source: Path, target: Path) -> None:
    """Rename; on Windows wait out a reader that has one of the two open for a moment."""
    patience = RENAME_PATIENCE
    while True:
        try:
            source.replace(target)
        except OSError as error:
            patience -= 1
            if patience and getattr(error, "winerror", None) in (5, 32):  # access denied, sharing violation
                time.sleep(RENAME_PAUSE_S)
                continue
            raise
        return


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _save_failed(path: Path, error: OSError) -> SaveFailed:
    """The same trouble in words for a stranger."""
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return PlaceReadOnly(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SaveFailed(path, "the disk is full")
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        return SaveFailed(path, "the stick was pulled out or is damaged")
    return SaveFailed(path, "this place could not be written to")
