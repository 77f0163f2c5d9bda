"""Whether everything for macOS in a folder finds what it needs: in that folder, or in the system."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from macos import mach_o
from macos.mach_o import ARCHITECTURES, MachO

_OF_SYSTEM = ("/System/Library/", "/usr/lib/")


def read_all(folder: Path) -> dict[Path, dict[str, MachO]]:
    """Every program and library below `folder`, by architecture; none of them is a link."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and mach_o.is_mach_o(path))
    return {path: mach_o.read(path) for path in paths}


def faults(files: dict[Path, dict[str, MachO]], programs: Path) -> list[str]:
    """A sentence for each of `files` that could not be loaded; those that are started lie in `programs`."""
    found = []
    for path, by_architecture in files.items():
        own = path.parent.name
        wanted = {own} if own in ARCHITECTURES.values() else set(ARCHITECTURES.values())
        if set(by_architecture) != wanted:
            found.append(f"{path.name} is for {', '.join(by_architecture)}")
        if "arm64" in by_architecture and not by_architecture["arm64"].is_signed:
            found.append(f"{path.name} is not signed, which these processors refuse")
        for one in by_architecture.values():
            for name in one.needed:
                places = list(_places(name, path, one, programs))
                if not name.startswith(_OF_SYSTEM) and not any(
                    one.architecture in files.get(place, ()) for place in places
                ):
                    found.append(f"{path.name} needs {name}, for {one.architecture}, which is not there")
    return list(dict.fromkeys(found))


def oldest(files: dict[Path, dict[str, MachO]]) -> dict[tuple[int, int], list[str]]:
    """By version of macOS, the files that say that they need it."""
    by_version: dict[tuple[int, int], list[str]] = {}
    for path, by_architecture in files.items():
        by_version.setdefault(max(one.oldest for one in by_architecture.values()), []).append(path.name)
    return dict(sorted(by_version.items()))


def _places(name: str, path: Path, one: MachO, programs: Path) -> Iterator[Path]:
    """Where the system looks for the library `name` that `path` needs, the folders of the program that began aside."""
    start, _, rest = name.partition("/")
    if start == "@rpath":
        for folder in one.folders:
            yield from _places(f"{folder.rstrip('/')}/{rest}", path, one, programs)
    elif start in ("@loader_path", "@executable_path"):
        beside = path.parent if start == "@loader_path" else programs
        yield Path(posixpath.normpath(beside / rest))
