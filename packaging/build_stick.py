"""Makes a folder for a stick, with one library for the programs of all systems: build_stick.py OUT [--key FILE].

Run by ./foc build stick, after the part for Linux. That for Windows is taken in where it was built, as `build/windows`;
that for macOS, which nobody has tried, only where it is asked for: all that lies in them, but for a `library`.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import bill_of_materials
import build_macos
import build_windows
from build_linux import BuildFailed, size_of
from stick import fonts, names, texts
from stick.fonts import FontsMissing
from stick.signing import KeyUnusable, SecretKey, read_secret_key

from foc_reader import __version__

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
NAME = "FOC Reader"
SYSTEMS = ("linux", "windows")
SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.minisig", "foc-release.pub"
LARGEST_FILE = 4 * 1024**3 - 1  # bytes, in FAT32


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 if the folder was made whole."""
    parser = argparse.ArgumentParser(prog="./foc build stick", description="Make the folder that goes on a stick.")
    parser.add_argument("out", type=Path, nargs="?", default=BUILD / "stick", help="where the folder is put")
    parser.add_argument("--without-fonts", action="store_true", help="for a system that does not offer them")
    parser.add_argument("--with-untested-macos", action="store_true", help="add what ./foc build macos made")
    parser.add_argument("--key", type=Path, help="minisign's secret key, to sign it; else it is a development build")
    options = parser.parse_args(arguments)
    folder = options.out / NAME
    try:
        key = _read_key(options.key) if options.key else None
        if options.out == BUILD / "stick":
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        build(folder, key, has_fonts=not options.without_fonts, has_macos=options.with_untested_macos)
    except FileExistsError:
        sys.stderr.write(f"{folder} is there already. Remove it first, or name another place.\n")
        return 1
    except FontsMissing as missing:
        sys.stderr.write(f"The stick could not be made: {missing}. --without-fonts makes one without them.\n")
        return 1
    except (BuildFailed, KeyUnusable) as failure:
        sys.stderr.write(f"The stick could not be made: {failure}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"The stick could not be made: {error.filename or folder}: {error.strerror or error}.\n")
        return 1
    sys.stdout.writelines(described(folder))
    return 0


def build(folder: Path, key: SecretKey | None, has_fonts: bool, has_macos: bool = False) -> None:
    """Put everything into `folder`, which is empty. Raises BuildFailed, FontsMissing, OSError."""
    systems = [system for system in SYSTEMS if (BUILD / system).is_dir()]
    if "windows" in systems and build_windows.MADE_FROM.read_text(encoding="ascii") != build_windows.digest():
        raise BuildFailed("the part for Windows is of other sources than these; ./foc build windows makes it anew")
    for system in systems:
        _take_in(BUILD / system, folder)
    if has_macos:
        systems.append("macos")
        _take_in(BUILD / build_macos.NAME, folder)
    _add_library(BUILD / "resources" / "library", folder / "library")
    read_me = texts.read_me_first([*systems, "signed" if key else "unsigned"])
    (folder / texts.READ_ME).write_bytes(texts.for_all_systems(read_me))
    (folder / "portable.txt").write_bytes(texts.for_all_systems(texts.PORTABLE))
    of_fonts = fonts.add(folder / "fonts") if has_fonts else []
    windows = folder / "windows" if "windows" in systems else None
    parts = bill_of_materials.parts_of(folder / "linux", windows, of_fonts)
    bill_of_materials.write(folder / "licences", parts, __version__)
    if key:
        (folder / KEY).write_text(key.public_text(), encoding="ascii")
    seal(folder, key)


def seal(folder: Path, key: SecretKey | None) -> None:
    """List every file of `folder` with its checksum, and sign the list. Raises BuildFailed where a name cannot be."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    faults = names.faults(files)
    if faults:
        raise BuildFailed("; ".join(faults))
    for path in files.values():
        if path.is_symlink() or path.stat().st_size > LARGEST_FILE:
            raise BuildFailed(f"{path.name} is a link, or too large for a stick")
    lines = [f"{_sum_of(files[name])}  {name}\n" for name in sorted(files)]
    content = "".join(lines).encode()
    (folder / SUMS).write_bytes(content)
    if key:
        comment = f"foc-reader:{__version__} files:{len(lines)}"
        (folder / SIGNATURE).write_text(key.sign(content, comment), encoding="ascii")


def described(folder: Path) -> Iterator[str]:
    """What there is, and how large: a line for each part."""
    yield f"{folder}\n"
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_file(), path.name)):
        size, count = size_of(path) if path.is_dir() else (path.stat().st_size, 1)
        yield f"{size / 1e6:10.2f} MB {count:6} {path.name}\n"
    size, count = size_of(folder)
    yield f"{size / 1e6:10.2f} MB {count:6} in all\n"
    if not (folder / SIGNATURE).exists():
        yield "It is a development build, which nobody has signed: --key FILE signs it.\n"


def _read_key(path: Path) -> SecretKey:
    return read_secret_key(path.read_text(encoding="utf-8"), lambda: getpass.getpass("Passphrase of the key: "))


def _take_in(part: Path, folder: Path) -> None:
    for path in sorted(part.iterdir()):
        if path.name == "library":
            continue
        if (folder / path.name).exists():
            raise BuildFailed(f"two parts hold {path.name}")
        if path.is_dir():
            shutil.copytree(path, folder / path.name, symlinks=True)
        else:
            shutil.copy(path, folder / path.name)


def _add_library(library: Path, folder: Path) -> None:
    """The packs, each under a name that every stick takes. What lies in a pack has such names already."""
    folder.mkdir()
    taken: list[str] = []
    for pack in sorted(library.iterdir()):
        taken.append(names.settled(pack.name, taken))
        shutil.copytree(pack, folder / taken[-1])


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
