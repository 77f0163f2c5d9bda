"""What can be passed on: the copy that the program was started from, or else the library alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from foc_reader.core.errors import NothingToPassOn
from foc_reader.core.library.sums import SIGNATURE_NAME, SUMS_NAME, hash_file
from foc_reader.core.locations import Locations, is_file, portable_root
from foc_reader.core.sharing.checking import Standard, signing_of
from foc_reader.core.sharing.copies import (
    FileList,
    is_marked_incomplete,
    list_of,
    read_list,
    read_signature,
)
from foc_reader.core.values import dataclass

PROGRAM_FOLDER = "FOC Reader"  # what a copy is called on the drive it is made on
LIBRARY_FOLDER = "FOC Reader library"


@dataclass(frozen=True)
class Source:
    """What is passed on: the files of `list` below `root`, and nothing else that may lie there."""

    root: Path
    list: FileList
    sizes: Mapping[str, int]  # bytes, by path
    signature: bytes | None  # of the list
    folder_name: str  # of the copy

    @property
    def size(self) -> int:
        """Bytes, of all files."""
        return sum(self.sizes.values())


def source_of(locations: Locations) -> Source:
    """What a program passes on that works with `locations`: all of its stick, or else its library alone.

    Raises NothingToPassOn, LibraryMissing.
    """
    root = None if locations.is_library_given else portable_root()
    if root is not None and is_file(root / SUMS_NAME):
        return find_source(root)
    return _of_library(locations.library, locations.pack_folders())


def find_source(root: Path) -> Source:
    """The copy at `root`. Reads no file whole. Raises NothingToPassOn."""
    try:
        files = read_list(root)
        if files is None:
            raise NothingToPassOn(root, f"it holds no list of its files, {SUMS_NAME}")
        return _whole(root, files)
    except OSError as error:
        raise NothingToPassOn(root, "it cannot be read") from error


def _of_library(library: Path, packs: Sequence[Path]) -> Source:
    try:
        return _library_alone(library, packs)
    except OSError as error:
        raise NothingToPassOn(library, "it cannot be read") from error


def _whole(root: Path, files: FileList) -> Source:
    if is_marked_incomplete(root):
        raise NothingToPassOn(root, "it is itself a copy that was not finished")
    if files.fault:
        raise NothingToPassOn(root, f"the list of its files {files.fault}")
    if signing_of(root, files, Standard()).state not in ("good", "never"):
        raise NothingToPassOn(root, "the list of its files does not fit its signature; check this copy to know more")
    name = PROGRAM_FOLDER if files.is_of_program else LIBRARY_FOLDER
    return Source(root, files, _sizes(root, files), read_signature(root), name)


def _library_alone(library: Path, packs: Sequence[Path]) -> Source:
    """Of lists that the packs have, one list is made; it is not signed, as each of those may be."""
    sums: dict[str, str] = {}
    for pack in packs:
        files = read_list(pack)
        if files is None or files.fault:
            raise NothingToPassOn(pack, "it has no list of its files")
        below = {f"{pack.name}/{path}": digest for path, digest in files.sums.items()}
        own = {
            f"{pack.name}/{name}": hash_file(pack / name)
            for name in (SUMS_NAME, SIGNATURE_NAME)
            if (pack / name).is_file()
        }
        sums |= below | own
    if not sums:
        raise NothingToPassOn(library, "it holds no library")
    lines = (f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
    files = list_of("".join(lines).encode())
    if files.fault:
        raise NothingToPassOn(library, f"the list of its files {files.fault}")
    root = packs[0].parent
    return Source(root, files, _sizes(root, files), None, LIBRARY_FOLDER)


def _sizes(root: Path, files: FileList) -> dict[str, int]:
    sizes = {}
    for path in files.sums:
        try:
            sizes[path] = (root / path).stat().st_size
        except OSError as error:
            raise NothingToPassOn(root, f"its file “{path}” is missing; check this copy to know more") from error
    return sizes
