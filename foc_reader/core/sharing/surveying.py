"""What lies in a folder that should be a copy: every file, and what no copy may hold. Follows no link."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.locations import PRIVATE_FOLDER
from foc_reader.core.sharing.names import folded
from foc_reader.core.values import dataclass

# Made by systems, without being asked, on the drives that are put into them; nothing of a copy looks into these
_FILES_OF_SYSTEMS = frozenset((".ds_store", "thumbs.db", ".metadata_never_index", ".volumeicon.icns"))
_FOLDERS_OF_SYSTEMS = frozenset(
    ("system volume information", "$recycle.bin", ".trashes", ".spotlight-v100", ".fseventsd", "lost+found")
)


@dataclass(frozen=True)
class Survey:
    """What lies in a folder. Paths are below it, with `/`."""

    files: Mapping[str, int]  # and their sizes in bytes; private/ is not looked into
    folders: tuple[str, ...]
    odd: tuple[tuple[str, str], ...]  # what is neither, or cannot be looked at, and how so: the end of a sentence
    left_by_systems: tuple[str, ...]


def survey(root: Path, token: CancelToken) -> Survey:
    """Look through `root`. What fails is in `odd`. Raises Cancelled."""
    files: dict[str, int] = {}
    folders: list[str] = []
    odd: list[tuple[str, str]] = []
    litter: list[str] = []
    waiting = [""]
    while waiting:
        token.check()
        above = waiting.pop()
        try:
            with os.scandir(root / above) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            odd.append((above or ".", "cannot be read"))
            continue
        for entry in entries:
            path = f"{above}/{entry.name}" if above else entry.name
            try:
                what = entry.stat(follow_symlinks=False)
            except OSError:
                odd.append((path, "cannot be read"))
                continue
            if _is_link(entry, what):
                odd.append((path, "is a link to another place"))
            elif stat.S_ISDIR(what.st_mode):
                if above or not _is_passed_over(entry.name):
                    folders.append(path)
                    waiting.append(path)
                elif folded(entry.name) != PRIVATE_FOLDER:
                    litter.append(path)
            elif not stat.S_ISREG(what.st_mode):
                odd.append((path, "is neither a file nor a folder"))
            elif _is_litter(entry.name):
                litter.append(path)
            else:
                files[path] = what.st_size
    return Survey(files, tuple(folders), tuple(odd), tuple(litter))


def is_private(path: str) -> bool:
    """Whether `path` is the folder for what a person keeps, or below it, on some drive."""
    return folded(path.split("/")[0]) == PRIVATE_FOLDER


def _is_link(entry: os.DirEntry[str], what: os.stat_result) -> bool:
    # a junction of Windows, which says that it is a folder
    return entry.is_symlink() or getattr(what, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _is_passed_over(name: str) -> bool:
    """Whether a folder at the root is none of the copy's."""
    return folded(name) in (PRIVATE_FOLDER, *_FOLDERS_OF_SYSTEMS) or folded(name).startswith(".trash-")


def _is_litter(name: str) -> bool:
    return folded(name) in _FILES_OF_SYSTEMS or name.startswith("._")
