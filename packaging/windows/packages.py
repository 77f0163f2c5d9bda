"""What of the packages for Windows is taken along, and where it lies: only what the reader asks for.

Packages that hold a library lie as they are, compiled; the modules of all others are put into one file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import freezing
from windows import pe

# Pictures, and drawings of the window's signs. Windows itself for everything else; no OpenGL.
PLUGINS = (
    "iconengines/qsvgicon.dll",
    "imageformats/qgif.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "imageformats/qwebp.dll",
    "platforms/qwindows.dll",
)
# What is only asked for where packages are made, a second reader of YAML, what draws up Qt's own descriptions
_LEFT_OUT = re.compile(r"(cffi|pycparser|_yaml)/|yaml/(_yaml|cyaml)\.|PySide6/(scripts|support/generate)|.*/tests?/")
# Whose makers sign no libraries
_UNSIGNED = re.compile(r"(nacl|nh3)/|(Stemmer|_cffi_backend)\.")
# Of Microsoft's compiler: once, where Windows looks first, which is beside Python
_OF_COMPILER = re.compile(r"(msvcp|vcruntime|concrt)140.*\.dll")


@dataclass(frozen=True)
class Packages:
    """What is taken along, by its path below the folder that it lies in."""

    site: Mapping[str, bytes]  # libraries, and the compiled modules beside them
    modules: Mapping[str, bytes]  # all other modules, compiled
    beside_python: Mapping[str, bytes]  # libraries
    unsigned: Mapping[str, str] = field(
        default_factory=dict
    )  # libraries that nobody signed, and the wheels they are of


def chosen(wheels: Iterable[Path], known: Mapping[str, bytes]) -> Packages:
    """What the reader needs of `wheels`, and what that needs; `known` is what lies beside Python already."""
    files, origin = _files(wheels)
    libraries = {name: files[name] for name in _needed(files)}
    beside = {name.rpartition("/")[2]: data for name, data in libraries.items() if _OF_COMPILER.fullmatch(_last(name))}
    site = {name: data for name, data in libraries.items() if not _OF_COMPILER.fullmatch(_last(name))}
    unsigned = {name: origin[name] for name, data in site.items() if _is_unsigned(name, data)}
    on_disk = {name.partition("/")[0] for name in site}
    modules: dict[str, bytes] = {}
    for name, data in files.items():
        if name.endswith(".py"):
            of = site if name.partition("/")[0] in on_disk else modules
            of[f"{name}c"] = freezing.compiled(data, name)
    return Packages(site, modules, dict(_newer(beside, known)), unsigned)


def _files(wheels: Iterable[Path]) -> tuple[dict[str, bytes], dict[str, str]]:
    """What could be of use in `wheels`, and of which wheel each is."""
    files, origin = {}, {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            for name in opened.namelist():
                if name.endswith((".py", ".pyd", ".dll")) and not _LEFT_OUT.match(name):
                    files[name], origin[name] = opened.read(name), wheel.name
    return files, origin


def _needed(files: Mapping[str, bytes]) -> set[str]:
    """The libraries that the reader asks for by name, and those that these need."""
    asked = {f"PySide6/{part}.pyd" for part in freezing.PARTS_OF_QT} | {f"PySide6/plugins/{name}" for name in PLUGINS}
    asked |= {name for name in files if name.endswith(".pyd") and not name.startswith("PySide6/")}
    by_name = {_last(name).lower(): name for name in sorted(files, reverse=True) if name.endswith(".dll")}
    wanted, waiting = set(), sorted(asked)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += [by_name[each] for each in pe.read(files[name]).needed if each in by_name]
    return wanted


def _is_unsigned(name: str, data: bytes) -> bool:
    """Whether that is a library without a signature, and nothing else was to be expected."""
    return bool(_UNSIGNED.match(name)) and pe.is_pe(data) and not pe.read(data).is_signed


def _newer(found: Mapping[str, bytes], known: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Of libraries that come twice, the newer: they serve older programs, too, but no younger ones."""
    for name, data in found.items():
        if name not in known or _version(data) > _version(known[name]):
            yield name, data


def _version(library: bytes) -> list[int]:
    return [int(number) for number in pe.version(library).split(".") if number]


def _last(name: str) -> str:
    return name.rpartition("/")[2]
