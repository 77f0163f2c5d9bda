"""Reads what programs and libraries for 64-bit Windows (PE32+) say about what they need."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_FOR_64_BITS, _AMD64 = 0x20B, 0x8664
_IMPORTS, _SIGNATURE, _LATE_IMPORTS = 1, 4, 13  # numbers of tables
_VERSION = re.compile("FileVersion\0".encode("utf-16-le") + rb"(?:\0\0)*((?:[0-9.]\0)+)")

Section = tuple[int, int, int]  # address, size, place in the file


@dataclass(frozen=True)
class Pe:
    """What one file asks of the system."""

    needed: tuple[str, ...]  # names of libraries, in small letters
    is_signed: bool  # it brings a signature; whether that is good is another question


class NotForWindows(ValueError):
    """The file is no program or library for 64-bit Windows."""


def is_pe(data: bytes) -> bool:
    """Whether `data` is a program or library for 64-bit Windows."""
    try:
        _tables(data)
    except NotForWindows:
        return False
    return True


def read(data: bytes) -> Pe:
    """What the program or library `data` says. Raises NotForWindows."""
    tables, sections = _tables(data)
    names = [
        *_names(data, sections, tables[_IMPORTS], entry_size=20, name_at=12),
        *_names(data, sections, tables[_LATE_IMPORTS], entry_size=32, name_at=4),
    ]
    return Pe(tuple(dict.fromkeys(names)), tables[_SIGNATURE] > 0)


def version(data: bytes) -> str:
    """The version that the program or library `data` says of itself: "3.13.2"; empty if it says none."""
    found = _VERSION.search(data)
    return found[1].decode("utf-16-le") if found else ""


def _tables(data: bytes) -> tuple[list[int], list[Section]]:
    """Where each table begins, 0 for one that there is not, and the sections that the file is loaded by."""
    try:
        if data[:2] != b"MZ":
            raise NotForWindows("it is no program")
        (start,) = struct.unpack_from("<I", data, 0x3C)
        mark, machine, count, size = struct.unpack_from("<4sHH12xH", data, start)
        (kind,) = struct.unpack_from("<H", data, start + 24)
        if (mark, machine, kind) != (b"PE\0\0", _AMD64, _FOR_64_BITS):
            raise NotForWindows("it is a program for another system")
        (table_count,) = struct.unpack_from("<I", data, start + 132)
        entries = struct.iter_unpack("<II", data[start + 136 : start + 136 + 8 * min(table_count, 16)])
        tables = [place if length else 0 for place, length in entries]
        sections = [_section(data, start + 24 + size + 40 * number) for number in range(count)]
    except struct.error as error:
        raise NotForWindows("it is cut short") from error
    return tables + [0] * (16 - len(tables)), sections


def _section(data: bytes, start: int) -> Section:
    size, address, length, place = struct.unpack_from("<IIII", data, start + 8)
    return address, max(size, length), place


def _names(data: bytes, sections: list[Section], table: int, *, entry_size: int, name_at: int) -> Iterator[str]:
    """The names of libraries in a table, which ends with an empty entry."""
    if not table:
        return
    place = _offset(table, sections)
    while any(entry := data[place : place + entry_size]):
        name = _offset(struct.unpack_from("<I", entry, name_at)[0], sections)
        yield data[name : data.index(b"\0", name)].decode("ascii").lower()
        place += entry_size


def _offset(address: int, sections: list[Section]) -> int:
    """Where in the file that lies which is loaded at `address`."""
    for start, size, place in sections:
        if start <= address < start + size:
            return place + address - start
    raise NotForWindows(f"nothing is loaded at {address:#x}")
