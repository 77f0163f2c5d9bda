"""Reads what programs and libraries for macOS (64-bit Mach-O, for one kind of processor or several) need."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = {0x01000007: "x86_64", 0x0100000C: "arm64"}
_FOR_SEVERAL, _FOR_ONE = b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"
_HEAD = 32  # bytes before the first command
# Kinds of commands
_ASKED_BEFORE_START = 0x80000000
_LIBRARIES = (0xC, 0x18 | _ASKED_BEFORE_START, 0x1F | _ASKED_BEFORE_START)  # needed, if there, and handed on
_FOLDER, _SIGNATURE = 0x1C | _ASKED_BEFORE_START, 0x1D
_BUILT_FOR, _OLDEST = 0x32, 0x24  # the second, and older, says it in another place


@dataclass(frozen=True)
class MachO:
    """What a file asks of the system, on one kind of processor."""

    architecture: str
    needed: tuple[str, ...]  # libraries, by path
    folders: tuple[str, ...]  # where those are looked for whose path begins with @rpath
    oldest: tuple[int, int]  # version of macOS; (0, 0) where the file does not say
    is_signed: bool


def is_mach_o(path: Path) -> bool:
    """Whether `path` is a program or library for macOS."""
    with path.open("rb") as file:
        start = file.read(8)
    # a class file of Java begins the same, and then has a larger number
    return start[:4] == _FOR_ONE or (start[:4] == _FOR_SEVERAL and 0 < int.from_bytes(start[4:], "big") < 20)


def read(path: Path) -> dict[str, MachO]:
    """What the file of `path`, for which `is_mach_o` holds, needs, by architecture. Raises ValueError."""
    data = path.read_bytes()
    try:
        found = [_read_one(data, start) for start in _starts(data)]
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is cut off") from error
    return {one.architecture: one for one in found}


def _starts(data: bytes) -> Iterator[int]:
    if data[:4] == _FOR_ONE:
        yield 0
        return
    (count,) = struct.unpack_from(">I", data, 4)
    for number in range(count):
        _kind, _model, start, _size, _alignment = struct.unpack_from(">5I", data, 8 + 20 * number)
        yield start


def _read_one(data: bytes, start: int) -> MachO:
    magic, kind, _model, _type, count, _size, _flags = struct.unpack_from("<4s6I", data, start)
    if magic != _FOR_ONE or kind not in ARCHITECTURES:
        raise ValueError(f"it is for another processor, {kind:#x}")
    needed, folders, oldest, is_signed = [], [], (0, 0), False
    for command, place in _commands(data, start + _HEAD, count):
        if command in _LIBRARIES:
            needed.append(_text(data, place))
        elif command == _FOLDER:
            folders.append(_text(data, place))
        elif command == _SIGNATURE:
            is_signed = True
        elif command in (_BUILT_FOR, _OLDEST):
            (version,) = struct.unpack_from("<I", data, place + (12 if command == _BUILT_FOR else 8))
            oldest = (version >> 16, version >> 8 & 255)
    return MachO(ARCHITECTURES[kind], tuple(needed), tuple(folders), oldest, is_signed)


def _commands(data: bytes, place: int, count: int) -> Iterator[tuple[int, int]]:
    """Kind and place of each."""
    for _ in range(count):
        command, size = struct.unpack_from("<2I", data, place)
        if size < 8:
            raise ValueError("it is damaged")
        yield command, place
        place += size


def _text(data: bytes, command: int) -> str:
    """The text of a command, which says where it begins and takes the rest."""
    size, offset = struct.unpack_from("<2I", data, command + 4)
    return data[command + offset : command + size].partition(b"\0")[0].decode()
