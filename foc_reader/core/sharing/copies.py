"""What makes a folder a copy of program and library: the list of its files, its signature, and what it says of itself.

The list is `SHA256SUMS`, as the program sha256sum writes and checks it, of every file but itself, its signature
`SHA256SUMS.minisig`, and what lies in `private/`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from foc_reader.core.library.sums import MAX_SUMS_BYTES, SIGNATURE_NAME, SUMS_NAME, parse_sums
from foc_reader.core.locations import MANIFEST, PORTABLE_MARK, portable_root
from foc_reader.core.sharing.minisign import PublicKey
from foc_reader.core.sharing.names import fault_of, first_clash
from foc_reader.core.sharing.surveying import is_private
from foc_reader.core.values import dataclass

KEY_NAME = "foc-release.pub"
INCOMPLETE_MARK = "INCOMPLETE.txt"  # in a copy that is being made: the first file to come, and the last to go
INCOMPLETE_MARK_NEW = INCOMPLETE_MARK + ".new"  # the same, half written
BESIDE_THE_LIST = (SUMS_NAME, SIGNATURE_NAME)

_SMALL_BYTES = 10_000  # no key and no signature is larger


@dataclass(frozen=True)
class FileList:
    """A copy's list of its files, as it was written."""

    data: bytes
    sums: Mapping[str, str]  # SHA-256 by path
    fault: str = ""  # why nothing can be checked by it: the end of a sentence

    @property
    def is_of_program(self) -> bool:
        """Whether a program is among them, and not a library alone."""
        return PORTABLE_MARK in self.sums

    @property
    def is_ours(self) -> bool:
        """Whether such files are those of a copy: others keep lists of that name, too."""
        return self.is_of_program or any(path.endswith(f"/{MANIFEST}") for path in self.sums)


def read_list(folder: Path) -> FileList | None:
    """The list in `folder`; None if there is none. Raises OSError if it cannot be read."""
    data = read_small(folder / SUMS_NAME, MAX_SUMS_BYTES)
    return None if data is None else list_of(data)


def list_of(data: bytes) -> FileList:
    """What `data` lists; nothing, and the `fault`, if files of these names cannot be on every drive."""
    try:
        sums = parse_sums(data.decode())
    except UnicodeDecodeError:
        sums = None
    # other signs end a line, too, for Python: whatever nobody would write was changed
    if not sums or data != "".join(f"{digest}  {path}\n" for path, digest in sums.items()).encode():
        return FileList(data, {}, "is not a list of checksums")
    for path in sums:
        if fault_of(path):
            return FileList(data, {}, f"names “{path[:120]}”, which {fault_of(path)}")
        if path in BESIDE_THE_LIST or is_private(path):
            return FileList(data, {}, f"names “{path[:120]}”, which is not to be on it")
    clash = first_clash(sums)
    return FileList(data, {}, f"names “{clash[:120]}” twice in two spellings") if clash else FileList(data, sums)


def read_signature(folder: Path) -> bytes | None:
    """The signature of the list as it lies there; None if there is none. Raises OSError."""
    return read_small(folder / SIGNATURE_NAME)


def read_key(path: Path) -> PublicKey | None:
    """The key in the file `path`; None if there is none. Raises OSError."""
    data = read_small(path)
    return PublicKey.parse(data.decode("utf-8", "replace")) if data else None


def name_of_own_key() -> str:
    """By which key this copy of the program says that it is signed; empty: by none, it is a development build.

    Reads a file. Whether it is so, only a check can tell. Raises OSError.
    """
    root = portable_root()
    key = read_key(root / KEY_NAME) if root else None
    return key.name if key else ""


def is_marked_incomplete(folder: Path) -> bool:
    """Whether a copy was begun there, and not finished."""
    return any(os.path.lexists(folder / name) for name in (INCOMPLETE_MARK, INCOMPLETE_MARK_NEW))


def read_small(path: Path, limit: int = _SMALL_BYTES) -> bytes | None:
    """What the file `path` holds, but no more than `limit` bytes; None if there is no file. Follows no link.

    Raises OSError.
    """
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(limit + 1)
