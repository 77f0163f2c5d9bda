"""Search indexes that this person's reader built, because those of the packs were damaged.

`indexes/PACK/` holds `made.json`, which says what the index was made of and what its files should be, and the index
itself in a folder that `made.json` names. Never a word is written into a pack.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from foc_reader.core.errors import FocReaderError
from foc_reader.core.library.pack import Pack
from foc_reader.core.locations import is_folder
from foc_reader.core.storage import JsonValue, StoredFile
from foc_reader.core.values import dataclass

FOLDER = "indexes"
MADE = "made.json"
KIND = "foc-reader search index"
VERSION = 1

_WORK = re.compile(r"made-[A-Za-z0-9_]{1,40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PrivateIndex:
    """An index beside the library, for one edition of one pack."""

    folder: Path
    edition: str  # of the pack: Pack.edition
    format: str
    sums: Mapping[str, str]  # file name: SHA-256
    left_out: frozenset[str]  # ids of the documents that were damaged when it was made


class PrivateIndexes:
    """Those kept in `data`, the folder for what a person keeps; None where nothing is kept. Reads only when asked."""

    def __init__(self, data: Path | None) -> None:
        self._data = data

    @property
    def has_place(self) -> bool:
        """Whether anything is kept at all."""
        return self._data is not None

    def folder(self, pack_id: str) -> Path | None:
        """Where the index of a pack is kept, or would be; None where nothing is kept."""
        return self._data / FOLDER / pack_id if self._data else None

    def of(self, pack: Pack) -> PrivateIndex | None:
        """The index made of just this edition of `pack`; None where there is none that can be trusted."""
        folder = self.folder(pack.info.id)
        if folder is None or not is_folder(folder):
            return None
        try:
            made = _read(StoredFile(folder / MADE, KIND, VERSION).read(), folder)
        except FocReaderError:
            return None
        return made if made is not None and made.edition == pack.edition else None

    def has(self, pack_id: str) -> bool:
        """Whether anything is kept for a pack of this id, of whatever edition."""
        folder = self.folder(pack_id)
        return folder is not None and is_folder(folder)

    def take(self, pack_id: str, made: PrivateIndex) -> None:
        """Use `made`, whose folder lies in `folder(pack_id)`, from now on; what was there before is removed.

        Raises SaveFailed, StoredFileUnreadable.
        """
        folder = made.folder.parent
        value: dict[str, JsonValue] = {
            "pack": pack_id,
            "edition": made.edition,
            "format": made.format,
            "folder": made.folder.name,
            "files": dict(made.sums),
            "left_out": list[JsonValue](sorted(made.left_out)),
        }
        if not _is_readable(folder):
            _remove_all(folder, [made.folder.name])  # it vouches for nothing: a damaged file must not stop a new one
        StoredFile(folder / MADE, KIND, VERSION).write(value)
        _remove_folders(folder, [made.folder.name])

    def remove(self, pack_id: str) -> None:
        """Keep no index for this pack any more; what the system still has open goes the next time."""
        folder = self.folder(pack_id)
        if folder is not None:
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                folder.parent.rmdir()  # unless it holds another one


def _read(value: JsonValue, folder: Path) -> PrivateIndex | None:
    """What `made.json` says; None where it makes no sense."""
    if not isinstance(value, dict) or value.get("pack") != folder.name:
        return None
    name, edition, made_format = value.get("folder"), value.get("edition"), value.get("format")
    files, left_out = value.get("files"), value.get("left_out")
    if not isinstance(name, str) or not _WORK.fullmatch(name) or not isinstance(edition, str):
        return None
    if not isinstance(made_format, str) or not isinstance(files, dict) or not isinstance(left_out, list):
        return None
    sums = {key: found for key, found in files.items() if isinstance(found, str) and _SHA256.fullmatch(found)}
    if sums.keys() != files.keys() or not all("/" not in key and "\\" not in key for key in sums):
        return None
    return PrivateIndex(folder / name, edition, made_format, sums, frozenset(str(found) for found in left_out))


def _is_readable(folder: Path) -> bool:
    try:
        StoredFile(folder / MADE, KIND, VERSION).read()
    except FocReaderError:
        return False
    return True


def _remove_folders(folder: Path, besides: Collection[str]) -> None:
    """Remove what earlier builds left in `folder`."""
    import shutil  # 5 ms, which opening an index can do without

    for path in folder.iterdir():
        if path.is_dir() and path.name not in besides and _WORK.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)


def _remove_all(folder: Path, besides: Collection[str]) -> None:
    _remove_folders(folder, besides)
    for path in folder.glob(f"{MADE}*"):
        with suppress(OSError):
            path.unlink()
