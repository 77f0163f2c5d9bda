"""What the reader needs of others on macOS: packages made for it, each against its hash, and what of them is wanted."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import fetching
from freezing import PARTS_OF_QT, compiled
from macos import mach_o
from macos.mach_o import ARCHITECTURES

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements-build.txt"
PACKAGES = ("cffi", "freeze-core", "nh3", "pynacl", "pyside6-essentials", "pystemmer", "shiboken6")
FOR_ONE = ("cffi", "pystemmer")  # of these there is a package for each kind of processor
MACOS = (13, 0)  # the oldest for which PySide6 is made, as the name of its package says
QT = Path("PySide6", "Qt")
PLUGINS = (
    "imageformats/libqgif.dylib",
    "imageformats/libqico.dylib",
    "imageformats/libqjpeg.dylib",
    "imageformats/libqsvg.dylib",
    "imageformats/libqwebp.dylib",
    "platforms/libqcocoa.dylib",
    "platforms/libqoffscreen.dylib",
)


class PartsMissing(Exception):
    """The packages for macOS hold something else than was expected."""


def fetch(folder: Path) -> None:
    """Put the packages into a folder for each architecture, below `folder`. Raises FetchFailed."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    for architecture, wanted in (("arm64", PACKAGES), ("x86_64", FOR_ONE)):
        platform = f"macosx_{MACOS[0]}_{MACOS[1]}_{architecture}"
        for wheel in fetching.wheels(platform, python, PINS, wanted):
            with zipfile.ZipFile(wheel) as opened:
                opened.extractall(folder / architecture)


def put_together(fetched: Path, frozen: Path, lib: Path) -> None:
    """Fill the folder `lib` with what lies beside the programs: as in the folder `frozen` for Linux, but for macOS.

    Every file that holds code for a processor is the one of its package, to the byte. Raises PartsMissing.
    """
    packages = fetched / "arm64"
    lib.mkdir()
    for name in ("library.zip", "library.dat", "modules"):
        shutil.copyfile(frozen / "lib" / name, lib / name)
    _copy(packages / "freeze_core" / "bases" / "lib" / "Python", lib / "Python")
    for name in _modules_in(frozen / "lib"):
        _bring_module(name, fetched, lib)
    for module in sorted((frozen / "lib").glob("*/*.pyc")):
        source = module.relative_to(frozen / "lib").with_suffix(".py")
        if (packages / source).is_file():  # else one of cx_Freeze's own, to look for faults
            (lib / source).parent.mkdir(exist_ok=True)
            code = compiled((packages / source).read_bytes(), source.as_posix())
            (lib / source).with_suffix(".pyc").write_bytes(code)
    wanted = {Path("PySide6", f"{part}.abi3.so") for part in PARTS_OF_QT} | {Path("shiboken6", "Shiboken.abi3.so")}
    wanted |= {QT / "plugins" / name for name in PLUGINS}
    for path in _with_what_they_need(packages, wanted):
        _copy(packages / path, lib / path)
        for resources in _resources_of(packages, path):
            shutil.copytree(packages / resources, lib / resources)


def starter(fetched: Path) -> Path:
    """What starts a frozen program, whatever that is called."""
    (found,) = (fetched / "arm64" / "freeze_core" / "bases").glob("console-*-darwin")
    return found


def _modules_in(lib: Path) -> list[str]:
    """The names of the compiled modules for Linux that lie in `lib` itself: those in packages with dots."""
    found = (re.fullmatch(r"(.+?)\.(?:cpython-\d+-.+|abi3)\.so", path.name) for path in lib.iterdir())
    return sorted(match[1] for match in found if match)


def _bring_module(name: str, fetched: Path, lib: Path) -> None:
    """Put the module into `lib`; one that is not for all processors, into a folder for each."""
    below, brought = Path(*name.split(".")), set[str]()
    for architecture in ARCHITECTURES.values():
        places = (fetched / architecture / "freeze_core" / "lib", fetched / architecture)
        for path in (found for place in places for found in place.glob(f"{below}.*.so")):
            processors = set(mach_o.read(path))
            folder = lib if len(processors) > 1 else lib / architecture
            _copy(path, folder / f"{name}{path.name.removeprefix(below.name)}")
            brought |= processors
    if brought != set(ARCHITECTURES.values()):
        raise PartsMissing(f"the packages for macOS do not hold {name} for every processor")


def _with_what_they_need(packages: Path, wanted: Iterable[Path]) -> list[Path]:
    """The files of Qt and its bindings in `wanted`, and those that they load, be it by way of others."""
    known, left = set(), list(wanted)
    while left:
        path = left.pop()
        if path in known:
            continue
        known.add(path)
        needed = {name for one in mach_o.read(packages / path).values() for name in one.needed}
        for name in (name.removeprefix("@rpath/") for name in needed if name.startswith("@rpath/")):
            places = (path.parent, Path("PySide6"), Path("shiboken6"), QT / "lib")
            found = [place / name for place in places if (packages / place / name).is_file()]
            if not found:
                raise PartsMissing(f"{path} needs {name}, which the packages do not hold")
            left.append(found[0])
    return sorted(known)


def _resources_of(packages: Path, path: Path) -> Iterator[Path]:
    """What belongs to a library that is a framework, which tells Qt where it lies."""
    framework = next((above for above in path.parents if above.suffix == ".framework"), None)
    if framework:
        places = (framework / "Resources", path.parent / "Resources")
        yield from (place for place in places if (packages / place).is_dir())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
