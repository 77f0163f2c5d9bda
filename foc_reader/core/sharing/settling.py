"""Writing so that it is on the drive, and not only in the memory of this computer."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_NOT_ASKED_THERE = (errno.EINVAL, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTSUP, errno.ENOSYS)


def write_all(handle: int, data: bytes | memoryview) -> None:
    """Write all of `data` to the open file. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def settle(handle: int) -> None:
    """Wait until what was written to the open file is on the drive. Raises OSError."""
    os.fsync(handle)
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # there fsync leaves it in the memory of the drive


def settle_folder(folder: Path) -> None:
    """The same for the names in `folder`; nothing where a system, as Windows, offers no such thing. Raises OSError."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        if sys.platform == "win32":
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_ASKED_THERE:
            raise
    finally:
        os.close(handle)
