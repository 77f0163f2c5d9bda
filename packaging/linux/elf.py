"""Reads what Linux programs and libraries (64-bit ELF, little-endian) say about what they need."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_LOAD, _DYNAMIC = 1, 2  # kinds of segments
_NEEDED, _STRINGS, _VERSIONS, _VERSION_COUNT = 1, 5, 0x6FFFFFFE, 0x6FFFFFFF  # kinds of dynamic entries


@dataclass(frozen=True)
class Elf:
    """What one file asks of the system."""

    needed: tuple[str, ...]  # names of libraries
    versions: frozenset[str]  # of symbols in them: "GLIBC_2.34"


def is_elf(path: Path) -> bool:
    """Whether `path` is a program or library for Linux."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read(path: Path) -> Elf:
    """What the file of `path`, for which `is_elf` holds, needs."""
    data = path.read_bytes()
    segments = list(_segments(data))
    entries = list(_dynamic_entries(data, segments))
    by_kind = dict(entries)
    if _STRINGS not in by_kind:
        return Elf((), frozenset())
    strings = _offset(by_kind[_STRINGS], segments)
    needed = tuple(_text(data, strings + value) for kind, value in entries if kind == _NEEDED)
    if _VERSIONS not in by_kind:
        return Elf(needed, frozenset())
    start, count = _offset(by_kind[_VERSIONS], segments), by_kind[_VERSION_COUNT]
    return Elf(needed, frozenset(_text(data, strings + name) for name in _version_names(data, start, count)))


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Kind, place in the file, address and size of each."""
    start, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _flags, offset, address, _physical, length = struct.unpack_from("<IIQQQQ", data, start + number * size)
        yield kind, offset, address, length


def _dynamic_entries(data: bytes, segments: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    for kind, offset, _address, length in segments:
        if kind == _DYNAMIC:
            yield from struct.iter_unpack("<QQ", data[offset : offset + length])


def _offset(address: int, segments: list[tuple[int, int, int, int]]) -> int:
    """Where in the file that lies which is loaded at `address`."""
    for kind, offset, start, length in segments:
        if kind == _LOAD and start <= address < start + length:
            return offset + address - start
    raise ValueError(f"nothing is loaded at {address:#x}")


def _version_names(data: bytes, start: int, count: int) -> Iterator[int]:
    """Where in the strings the names of the versions stand."""
    for _ in range(count):
        _version, several, _file, first, following = struct.unpack_from("<HHIII", data, start)
        place = start + first
        for _ in range(several):
            _hash, _flags, _other, name, further = struct.unpack_from("<IHHII", data, place)
            yield name
            place += further
        start += following


def _text(data: bytes, start: int) -> str:
    return data[start : data.index(b"\0", start)].decode("ascii")
