"""A lock between programs on one file, held for the moment of a save."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from foc_reader.core.errors import SaveFailed

PATIENCE_S = 10.0  # a save takes milliseconds, on a slow stick a second
PAUSE_S = 0.01


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other saver out. The system lets go after a crash; the file `path` does not stay behind.

    Raises SaveFailed if another holds the lock for PATIENCE_S, OSError if the place may not be written to.
    """
    deadline = time.monotonic() + PATIENCE_S
    while (handle := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise SaveFailed(path, "another window has been saving for too long")
        time.sleep(PAUSE_S)
    try:
        yield
    finally:
        with suppress(OSError):
            _unlock(path, handle)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(path: Path) -> int | None:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT)
        except PermissionError:
            if path.exists():  # just being removed by its last holder
                return None
            raise
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(handle)
            return None
        return handle

    def _unlock(path: Path, handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)
        path.unlink()  # refused while another saver has it open: then that one removes it

else:
    import fcntl

    _NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}

    def _try_lock(path: Path) -> int | None:
        """A handle that holds the lock; None if another has it."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:  # some shared folders: saving without a lock beats not saving
                return handle
            os.close(handle)
            if isinstance(error, BlockingIOError):
                return None
            raise
        if _is_still_at(path, handle):
            return handle
        os.close(handle)  # its last holder removed the file while we opened it: others would lock a new one
        return None

    def _is_still_at(path: Path, handle: int) -> bool:
        try:
            return os.path.samestat(path.stat(), os.fstat(handle))
        except OSError:
            return False

    def _unlock(path: Path, handle: int) -> None:
        try:
            path.unlink()
        finally:
            os.close(handle)
