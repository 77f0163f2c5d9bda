"""Assembles what should be the reader for macOS, on another system: build_macos.py [OUT]. Run by ./foc build macos.

Nobody has started it: its folder and its program say "untested", and a text beside it says what is to be tried.

FOC Reader (untested).app/  both programs, their libraries, drawings, licences
library/                    the bundled packs
"""

from __future__ import annotations

import argparse
import plistlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import bill_of_materials
import freezing
from build_linux import BuildFailed, size_of
from fetching import FetchFailed
from macos import needs, parts
from macos.icon import icon
from macos.parts import MACOS, PartsMissing
from stick import names

from foc_reader import __version__

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "build" / "resources"
NAME = "macos-untested"
BUNDLE = "FOC Reader (untested).app"
READ_ME = "READ ME - macOS, untested.txt"
SIZE_LIMIT = 150_000_000  # bytes; all code is there for two kinds of processors


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the folder and say how large it is; 0 if it is as far as can be seen as it must be."""
    parser = argparse.ArgumentParser(prog="./foc build macos", description="Assemble the reader for macOS, untested.")
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "build", help=f"where the folder {NAME} is put")
    out: Path = parser.parse_args(arguments).out / NAME
    if sys.platform != "linux":
        sys.stderr.write("The parts for macOS are put together on Linux; on a Mac, see .github/workflows.\n")
        return 2
    if out.exists() and out.parent != ROOT / "build":
        sys.stderr.write(f"{out} is there already. Remove it first, or name another place.\n")
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="macos-", dir=out.parent) as made:
        fresh, work = Path(made, "fresh"), Path(made, "work")
        fresh.mkdir()
        work.mkdir()
        try:
            build(fresh, work)
            check(fresh)
        except (BuildFailed, FetchFailed, PartsMissing) as failure:
            sys.stderr.write(f"The folder for macOS could not be made: {failure}\n")
            return 1
        shutil.rmtree(out, ignore_errors=True)
        fresh.rename(out)
    sys.stdout.write(f"{out}: {described(out)}\nNobody has started it yet: see “{READ_ME}”.\n")
    return 0


def build(folder: Path, work: Path) -> None:
    """Put everything into `folder`; what it is made of, into `work`. Raises FetchFailed, PartsMissing."""
    contents = folder / BUNDLE / "Contents"
    programs, resources = contents / "MacOS", contents / "Resources"
    programs.mkdir(parents=True)
    parts.fetch(work)
    freezing.freeze(work / "frozen")
    freezing.normalise(work / "frozen")
    parts.put_together(work, work / "frozen", programs / "lib")
    for name in freezing.PROGRAMS:
        shutil.copyfile(parts.starter(work), programs / name)
    shutil.copytree(RESOURCES, resources, ignore=lambda _folder, _names: {"library"})
    (resources / "FOC Reader.icns").write_bytes(icon((RESOURCES / "app" / "icon.svg").read_bytes()))
    (contents / "Info.plist").write_bytes(about())
    (contents / "PkgInfo").write_bytes(b"APPL????")
    delivered = bill_of_materials.parts_of_macos(programs / "lib" / "Python")
    bill_of_materials.write(resources / "licences", delivered, __version__)
    shutil.copytree(RESOURCES / "library", folder / "library")
    shutil.copyfile(ROOT / "packaging" / "macos" / "untested.txt", folder / READ_ME)
    for path in folder.rglob("*"):
        is_started = path.parent == programs and path.name in freezing.PROGRAMS
        path.chmod(0o755 if path.is_dir() or is_started else 0o644)


def about() -> bytes:
    """What the system is told of the program, before it starts."""
    return plistlib.dumps(
        {
            "CFBundleDevelopmentRegion": "en",
            "CFBundleDisplayName": "FOC Reader",
            "CFBundleExecutable": "foc-reader",
            "CFBundleIconFile": "FOC Reader.icns",
            "CFBundleIdentifier": "local.foc-reader.reader",  # as in packaging/linux: nobody's domain
            "CFBundleInfoDictionaryVersion": "6.0",
            "CFBundleName": "FOC Reader",
            "CFBundlePackageType": "APPL",
            "CFBundleShortVersionString": __version__,
            "CFBundleVersion": __version__,
            "LSApplicationCategoryType": "public.app-category.reference",
            "LSMinimumSystemVersion": ".".join(map(str, MACOS)),
            "NSHighResolutionCapable": True,
            "NSPrincipalClass": "NSApplication",
        }
    )


def check(folder: Path) -> None:
    """Raises BuildFailed unless `folder` fits on any stick, and everything in it finds what it needs."""
    paths = list(folder.rglob("*"))
    links = [path.name for path in paths if path.is_symlink()]
    if links:
        raise BuildFailed(f"{links[0]} is a link, which a stick cannot hold")
    found = names.faults(path.relative_to(folder).as_posix() for path in paths)
    found += needs.faults(needs.read_all(folder), folder / BUNDLE / "Contents" / "MacOS")
    if found:
        raise BuildFailed("; ".join(found))
    size, _count = size_of(folder / BUNDLE)
    if size > SIZE_LIMIT:
        raise BuildFailed(f"it has {size:,} bytes; {SIZE_LIMIT:,} are the most")


def described(folder: Path) -> str:
    """How large it is, and for which systems its files say that they were made."""
    size, count = size_of(folder / BUNDLE)
    versions = needs.oldest(needs.read_all(folder))
    said = ", ".join(f"{major}.{minor} ({len(files)})" for (major, minor), files in versions.items())
    return f"{size / 1e6:.1f} MB in {count} files; these are made for macOS {said} and newer"


if __name__ == "__main__":
    sys.exit(main())
