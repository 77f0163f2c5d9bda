"""The drives that can be taken out of this computer, and what is known about a drive. Asks nothing but the system."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from foc_reader.core.values import dataclass

FAT_LIMIT = (1 << 32) - 1  # bytes: the largest file that FAT32 holds
_FATS = frozenset(("vfat", "msdos", "fat", "fat32"))
_USUAL_BLOCK = 32_768  # bytes, of FAT32 and exFAT on a stick of 32 GB


@dataclass(frozen=True)
class Drive:
    """A drive that can be taken out, as it is now."""

    folder: Path  # where its files are
    name: str  # what a person knows it by
    free: int  # bytes
    size: int  # bytes
    is_read_only: bool = False


def removable_drives() -> tuple[Drive, ...]:
    """Those that can be read, by their places. One without a medium in it is not among them."""
    drives = []
    for folder, name, is_read_only in sorted(_removable()):
        try:
            usage = shutil.disk_usage(folder)
        except OSError:
            continue
        drives.append(Drive(folder, name, usage.free, usage.total, is_read_only))
    return tuple(drives)


def file_limit(folder: Path) -> int:
    """The size in bytes of the largest file that can be put there, where that is known; else 0."""
    return FAT_LIMIT if _file_system(folder) in _FATS else 0


def block_size(folder: Path) -> int:
    """The bytes that even the smallest file takes there."""
    if sys.platform == "win32":  # which has no such question
        return _USUAL_BLOCK
    try:
        return os.statvfs(folder).f_bsize or _USUAL_BLOCK
    except OSError:
        return _USUAL_BLOCK


def is_read_only(folder: Path) -> bool:
    """Whether the system says that nothing can be written there."""
    if sys.platform == "win32":  # which has no such question
        return False
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def is_read_by_a_program(folder: Path) -> bool:
    """Whether a program stands between the system and that drive, which may remember what it has written."""
    return _file_system(folder).startswith("fuse")


if sys.platform == "win32":
    import ctypes

    _REMOVABLE = 2

    def _removable() -> Iterator[tuple[Path, str, bool]]:
        kernel = ctypes.windll.kernel32
        present = kernel.GetLogicalDrives()
        for number in range(26):
            root = f"{chr(ord('A') + number)}:\\"
            if present >> number & 1 and kernel.GetDriveTypeW(root) == _REMOVABLE:
                label = _volume(root)[0]
                yield Path(root), f"{label} ({root[:2]})" if label else root[:2], False

    def _file_system(folder: Path) -> str:
        return _volume(folder.absolute().anchor)[1].casefold()

    def _volume(root: str) -> tuple[str, str]:
        """The name and the file system of a drive; empty where it has none."""
        label, system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        ctypes.windll.kernel32.GetVolumeInformationW(root, label, 261, None, None, None, system, 261)
        return label.value, system.value

elif sys.platform == "darwin":

    def _removable() -> Iterator[tuple[Path, str, bool]]:
        """What is put in appears there, beside network drives and the system's own, which is a link."""
        for folder in Path("/Volumes").iterdir():
            if folder.is_dir() and not folder.is_symlink() and os.path.ismount(folder):
                yield folder, folder.name, bool(os.statvfs(folder).f_flag & os.ST_RDONLY)

    def _file_system(folder: Path) -> str:
        return ""  # no call of Python tells

else:
    _MOUNTS, _DEVICES = Path("/proc/self/mountinfo"), Path("/sys/dev/block")
    # not one from which the system itself was started
    _WHERE_DESKTOPS_PUT_THEM = (Path("/media"), Path("/run/media"), Path("/mnt"))

    @dataclass(frozen=True)
    class _Mount:
        """A line of mountinfo, of which proc(5) tells."""

        folder: Path
        device: str  # major:minor
        system: str
        source: str
        is_read_only: bool

    def _removable() -> Iterator[tuple[Path, str, bool]]:
        seen = set()
        for mount in _mounts():
            is_put_in = any(mount.folder.is_relative_to(place) for place in _WHERE_DESKTOPS_PUT_THEM)
            if is_put_in and mount.device not in seen and _can_be_taken_out(mount):
                seen.add(mount.device)
                yield mount.folder, mount.folder.name, mount.is_read_only

    def _can_be_taken_out(mount: _Mount) -> bool:
        device = _DEVICES / mount.device
        if not device.exists():  # a drive read by a program has a device only by its name
            name = mount.source.rpartition("/")[2]
            device = Path("/sys/class/block") / name
        disk = device.resolve()
        if not (disk / "removable").is_file():  # a part of a disk
            disk = disk.parent
        try:
            is_removable = (disk / "removable").read_text().strip() == "1"
        except OSError:
            return False
        # larger sticks and disks in a case of their own say that they stay, and hang on the same bus
        return is_removable or "/usb" in str(disk)

    def _file_system(folder: Path) -> str:
        place = folder.resolve()
        above = [mount for mount in _mounts() if place.is_relative_to(mount.folder)]
        # the deepest, and of several over one place the last, which is the one that is seen
        return max(reversed(above), key=lambda mount: len(mount.folder.parts)).system if above else ""

    def _mounts() -> list[_Mount]:
        try:
            lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return []
        return [mount for line in lines if (mount := _parsed(line))]

    def _parsed(line: str) -> _Mount | None:
        before, _, after = line.partition(" - ")
        parts, rest = before.split(" "), after.split(" ")
        if len(parts) < 6 or len(rest) < 3:
            return None
        folder = Path(_plain(parts[4]))
        is_read_only = "ro" in parts[5].split(",") or "ro" in rest[2].split(",")
        return _Mount(folder, parts[2], rest[0], _plain(rest[1]), is_read_only)

    def _plain(text: str) -> str:
        """Blanks and the like are written as octal numbers there."""
        for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
            text = text.replace(code, sign)
        return text
