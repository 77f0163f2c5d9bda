"""Where a copy goes: what lies there now, whether it fits, and what would be replaced. Changes nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import CopyRefused, CopyWouldReplace
from foc_reader.core.sharing.copies import (
    BESIDE_THE_LIST,
    INCOMPLETE_MARK,
    INCOMPLETE_MARK_NEW,
    is_marked_incomplete,
    read_list,
)
from foc_reader.core.sharing.drives import block_size, file_limit, is_read_only
from foc_reader.core.sharing.marking import marked_paths
from foc_reader.core.sharing.names import folded
from foc_reader.core.sharing.sources import Source
from foc_reader.core.sharing.surveying import Survey, survey
from foc_reader.core.values import dataclass

_ALWAYS_OURS = (*BESIDE_THE_LIST, INCOMPLETE_MARK, INCOMPLETE_MARK_NEW)
_RESERVE = 2_000_000  # bytes, for the list, the mark and what folders take
_NAMED = 3  # of files that are in the way


@dataclass(frozen=True)
class CopyPlan:
    """A copy that can be made."""

    source: Source
    folder: Path  # of the copy
    device: int  # the number of the drive
    known: frozenset[str]  # paths there that may be removed or replaced: they came with an earlier copy
    needed: int  # bytes, on the drive, besides what lies there already
    free: int  # bytes
    replaces: bool  # another edition, which is whole
    resumes: bool  # a copy that was begun


def plan_copy(source: Source, target: Path, token: CancelToken, may_replace: bool = False) -> CopyPlan:
    """How `source` is copied to the drive or folder `target`: into a folder of its own there.

    Or into `target` itself, if that is an earlier copy. Raises CopyRefused, CopyWouldReplace, Cancelled.
    """
    try:
        return _plan(source, target, token, may_replace)
    except OSError as error:
        raise CopyRefused(target, "it cannot be read") from error


def _plan(source: Source, target: Path, token: CancelToken, may_replace: bool) -> CopyPlan:
    folder = _folder_for(source, target)
    _check_apart(source, folder)
    found = survey(folder, token) if folder.exists() else Survey({}, (), (), ())
    known = _known(folder)
    _check_nothing_in_the_way(folder, found, known)
    _check_sizes(source, target)
    resumes = is_marked_incomplete(folder)
    replaces = not resumes and _is_of_another_edition(source, folder)
    if replaces and not may_replace:
        raise CopyWouldReplace(folder)
    needed, free = _needed(source, target, found), shutil.disk_usage(target).free
    if needed > free:
        missing = (needed - free + 999_999) // 1_000_000
        raise CopyRefused(target, f"the drive is too full: {missing} MB more are needed")
    return CopyPlan(source, folder, target.stat().st_dev, known, needed, free, replaces, resumes)


def _folder_for(source: Source, target: Path) -> Path:
    if not target.is_dir():
        raise CopyRefused(target, "there is no such folder or drive")
    is_copy = target.name == source.folder_name or is_marked_incomplete(target) or _is_ours(target)
    folder = target if is_copy else target / source.folder_name
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CopyRefused(folder, "something else than a folder has that name")
    if not os.access(folder if folder.exists() else target, os.W_OK) or is_read_only(target):
        raise CopyRefused(target, "this place may only be read")
    return folder


def _is_ours(folder: Path) -> bool:
    files = read_list(folder)
    return files is not None and files.is_ours


def _check_apart(source: Source, folder: Path) -> None:
    root, place = source.root.resolve(), folder.resolve()
    if place == root or place.is_relative_to(root) or root.is_relative_to(place):
        raise CopyRefused(folder, "that is where the files come from; choose another drive")


def _known(folder: Path) -> frozenset[str]:
    """What came there with an earlier copy."""
    files = read_list(folder)
    is_ours = files is not None and (files.is_ours or is_marked_incomplete(folder))
    listed = frozenset(files.sums) if files and is_ours else frozenset()
    return listed | marked_paths(folder)


def _check_nothing_in_the_way(folder: Path, found: Survey, known: Iterable[str]) -> None:
    is_copy = is_marked_incomplete(folder) or _is_ours(folder)
    ours = {folded(path) for path in (*known, *(_ALWAYS_OURS if is_copy else ()))}
    others = [path for path in found.files if folded(path) not in ours] + [path for path, _ in found.odd]
    if others and not is_copy:
        raise CopyRefused(
            folder, "a folder of that name is there, and is none of ours. Rename it, or choose another drive"
        )
    if others:
        named = ", ".join(f"“{path[:80]}”" for path in sorted(others)[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        raise CopyRefused(
            folder, f"files lie there that did not come with it: {named}{more}. Move them to another place"
        )


def _check_sizes(source: Source, target: Path) -> None:
    limit = file_limit(target)
    for path, size in source.sizes.items():
        if limit and size > limit:
            raise CopyRefused(target, f"“{path}” is larger than 4 GB, and drives with FAT32 hold no such file")


def _is_of_another_edition(source: Source, folder: Path) -> bool:
    files = read_list(folder)
    return files is not None and files.data != source.list.data


def _needed(source: Source, target: Path, found: Survey) -> int:
    block = block_size(target)
    there = sum(_in_blocks(size, block) for size in found.files.values())
    whole = sum(_in_blocks(size, block) for size in source.sizes.values())
    return max(0, whole - there) + _RESERVE


def _in_blocks(size: int, block: int) -> int:
    return -(-size // block) * block
