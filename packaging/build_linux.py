"""Makes build/linux: the reader for any Linux on a 64-bit PC, with all it needs, Python included. Run by ./foc build.

start-linux.sh   what a person starts
linux/           both programs, their libraries and drawings; in share/ what a desktop wants where it is installed
library/         the bundled packs
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import freezing
from linux import desktop_files, glibc_floor, icu_data, trimming

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "build" / "resources"
OUT = ROOT / "build" / "linux"
GLIBC_FLOOR = (2, 34)  # that of Qt: Debian 12, Ubuntu 22.04, Fedora 35, RHEL 9
SIZE_LIMIT = 120_000_000  # bytes


class BuildFailed(Exception):
    """What was built is not as it must be."""


def main() -> int:
    """Build the folder and say how large it is; 0 if it is as it must be."""
    if sys.platform != "linux":
        sys.stderr.write("The Linux folder can only be built on Linux.\n")
        return 2
    OUT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="linux-", dir=OUT.parent) as made:
        fresh = Path(made, "fresh")
        fresh.mkdir()
        try:
            build(fresh)
            check(fresh)
        except BuildFailed as failure:
            sys.stderr.write(f"The Linux folder is not as it must be: {failure}\n")
            return 1
        if OUT.exists():
            OUT.rename(Path(made, "old"))
        fresh.rename(OUT)
    sys.stdout.write(f"{OUT}: {_described(OUT / 'linux')}\n")
    return 0


def build(folder: Path) -> None:
    """Put everything into `folder`."""
    linux = folder / "linux"
    freezing.freeze(linux)
    trimming.trim(linux, languages=frozenset())
    trimming.add_helpers(linux)
    freezing.normalise(linux)
    icu_data.shrink(next((linux / trimming.QT / "lib").glob("libicudata.so.*")))
    shutil.copytree(RESOURCES, linux / "resources", ignore=lambda _folder, _names: {"library"})
    shutil.copytree(RESOURCES / "library", folder / "library")
    shutil.copyfile(ROOT / "packaging" / "linux" / "start-linux.sh", folder / "start-linux.sh")
    desktop_files.add(linux / "share")
    _set_modes(folder)


def check(folder: Path) -> None:
    """Raises BuildFailed unless `folder` fits on any stick, and its programs on any Linux that is not too old."""
    links = [path for path in folder.rglob("*") if path.is_symlink()]
    if links:
        raise BuildFailed(f"{links[0].name} is a link, which a stick cannot hold")
    floors = glibc_floor.floors(folder / "linux")
    version, asking = floors["GLIBC"]
    if version > GLIBC_FLOOR:
        raise BuildFailed(f"{asking.name} needs glibc {glibc_floor.dotted(version)}")
    size, _count = size_of(folder / "linux")
    if size > SIZE_LIMIT:
        raise BuildFailed(f"it has {size:,} bytes; {SIZE_LIMIT:,} are the most")


def size_of(folder: Path) -> tuple[int, int]:
    """How many bytes all files below `folder` have together, and how many files there are."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def _described(folder: Path) -> str:
    size, count = size_of(folder)
    floors = glibc_floor.floors(folder)
    needs = ", ".join(f"{family} {glibc_floor.dotted(version)}" for family, (version, _) in sorted(floors.items()))
    return f"{size / 1e6:.1f} MB in {count} files; needs {needs}"


def _set_modes(folder: Path) -> None:
    """What may be started, and by whom, whatever this computer's habits are."""
    programs = {folder / "start-linux.sh", *(folder / "linux" / name for name in freezing.PROGRAMS)}
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


if __name__ == "__main__":
    sys.exit(main())
