"""Reading what really lies on a drive, and not what this computer still remembers of it."""

from __future__ import annotations

import errno
import hashlib
import io
import mmap
import os
import sys
from collections.abc import Callable
from pathlib import Path

from foc_reader.core.cancel import CancelToken

CHUNK_BYTES = 1 << 20  # a multiple of what any drive reads at once


class DriveReader:
    """Reads files past the memory of this computer, where the system lets it. For one thread."""

    def __init__(self) -> None:
        self._buffer = mmap.mmap(-1, CHUNK_BYTES)  # begins with a page of memory, as the systems ask for
        self.is_past_memory = True  # so far

    def sum_of(self, path: Path, token: CancelToken, report: Callable[[int], None] | None = None) -> str:
        """SHA-256 of the file at `path`, which must not be a link; `report` is told the bytes of each piece.

        Raises OSError, Cancelled.
        """
        digest = hashlib.sha256()
        handle, is_past_memory = _open(path)
        self.is_past_memory = self.is_past_memory and is_past_memory
        with io.FileIO(handle) as file, memoryview(self._buffer) as buffer:
            rest = os.fstat(handle).st_size
            while rest > 0:  # not until there is no more: that would be asked for at a place where none can be read
                token.check()
                count = file.readinto(buffer) or 0
                if not count:
                    break
                digest.update(buffer[:count])
                rest -= count
                if report:
                    report(count)
        return digest.hexdigest()

    def close(self) -> None:
        self._buffer.close()


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _GENERIC_READ, _SHARE_READ, _OPEN_EXISTING = 0x80000000, 1, 3
    _NO_BUFFERING, _SEQUENTIAL, _NOT_THROUGH_LINKS = 0x20000000, 0x08000000, 0x00200000
    _INVALID = wintypes.HANDLE(-1).value

    def _open(path: Path) -> tuple[int, bool]:
        """The opened file, and whether it is read past the memory."""
        create = ctypes.WinDLL("kernel32", use_last_error=True).CreateFileW
        create.restype = wintypes.HANDLE
        create.argtypes = [
            *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
            *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
        ]
        flags = _NO_BUFFERING | _SEQUENTIAL | _NOT_THROUGH_LINKS
        handle = create(str(path), _GENERIC_READ, _SHARE_READ, None, _OPEN_EXISTING, flags, None)
        if handle == _INVALID:
            return os.open(path, os.O_RDONLY | os.O_BINARY), False
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY), True

elif sys.platform == "darwin":
    import fcntl

    def _open(path: Path) -> tuple[int, bool]:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        fcntl.fcntl(handle, fcntl.F_NOCACHE, 1)
        return handle, False  # what is still in the memory may be taken from there

else:
    _FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # opening a pipe would wait for ever

    def _open(path: Path) -> tuple[int, bool]:
        try:
            return os.open(path, _FLAGS | os.O_DIRECT), True
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise
        handle = os.open(path, _FLAGS)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)  # a wish
        return handle, False
