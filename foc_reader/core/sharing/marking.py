"""The mark of a copy that is not finished: it comes first, goes last, and lists what belongs to the copy."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from foc_reader.core.library.sums import MAX_SUMS_BYTES
from foc_reader.core.sharing.copies import INCOMPLETE_MARK, INCOMPLETE_MARK_NEW, read_small
from foc_reader.core.sharing.names import fault_of
from foc_reader.core.sharing.settling import settle, settle_folder, write_all
from foc_reader.core.sharing.surveying import is_private

_TEXT = """\
This copy of FOC Reader is not complete. Do not use it, and do not pass it on.
Start the copy again from where it came: it goes on where it stopped.
If it is not wanted any more, delete this folder. If somebody kept bookmarks here,
they are in the folder "private".

What belongs to it:
"""
_LEAD = "  "  # of a line that names a file


def put_mark(folder: Path, paths: Iterable[str]) -> None:
    """Mark the copy in `folder`, to which `paths` belong, as not finished, before anything else is done there.

    Raises OSError.
    """
    data = (_TEXT + "".join(f"{_LEAD}{path}\n" for path in sorted(paths))).encode()
    new = folder / INCOMPLETE_MARK_NEW
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        write_all(handle, data)
        settle(handle)
    finally:
        os.close(handle)
    new.replace(folder / INCOMPLETE_MARK)
    settle_folder(folder)


def take_mark_away(folder: Path) -> None:
    """The copy is whole. Raises OSError."""
    (folder / INCOMPLETE_MARK).unlink()
    settle_folder(folder)


def marked_paths(folder: Path) -> frozenset[str]:
    """What belongs to a copy that was not finished; nothing where there is none. Raises OSError."""
    data = b""
    for name in (INCOMPLETE_MARK, INCOMPLETE_MARK_NEW):
        data += read_small(folder / name, MAX_SUMS_BYTES) or b""
    lines = data.decode("utf-8", "replace").splitlines()
    paths = (line.removeprefix(_LEAD) for line in lines if line.startswith(_LEAD))
    return frozenset(path for path in paths if not fault_of(path) and not is_private(path))
