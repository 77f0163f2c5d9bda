"""The oldest C and C++ libraries that everything in a folder runs with.

In packaging: python -m linux.glibc_floor FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from linux import elf

FAMILIES = ("GLIBC", "GLIBCXX")


def floors(folder: Path) -> dict[str, tuple[tuple[int, ...], Path]]:
    """The highest version that is asked for, by family, and one file that asks for it."""
    found: dict[str, tuple[tuple[int, ...], Path]] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not elf.is_elf(path):
            continue
        for name in elf.read(path).versions:
            family, version = _parsed(name)
            if family in FAMILIES and version > found.get(family, ((), path))[0]:
                found[family] = (version, path)
    return found


def dotted(version: tuple[int, ...]) -> str:
    """`version` as people write it."""
    return ".".join(map(str, version))


def _parsed(name: str) -> tuple[str, tuple[int, ...]]:
    """("GLIBC", (2, 34)) of "GLIBC_2.34"; no family of a name that is no version."""
    match = re.fullmatch(r"([A-Z]+)_([0-9.]+)", name)
    return (match[1], tuple(map(int, match[2].split(".")))) if match else ("", ())


if __name__ == "__main__":
    for family, (version, path) in sorted(floors(Path(sys.argv[1])).items()):
        sys.stdout.write(f"{family} {dotted(version)} ({path.name})\n")
