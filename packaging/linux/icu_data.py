"""Makes the library of Unicode data (libicudata) hold only what the reader asks of it: 4 MB instead of 32.

Of all that ICU can do, Qt uses four things: letters to capitals (whose tables are in another library), character sets,
names of time zones, and the order of words in each language. The reader uses the last. ICU answers that it has no data
to whoever asks for another, and Qt then does as if built without ICU.

The library is one read-only symbol of data and the few bytes that name it. The data is a table of contents, then its
items; the addresses of what follows must not change, its place in the file may, by whole pages.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_PAGE = 4096
_LOAD = 1
# order of words, character sets by name, and what each of them starts from
_WANTED = re.compile(r"icudt\d+l/(coll/.*|cnvalias\.icu|root\.res|res_index\.res|pool\.res)")


def shrink(path: Path) -> None:
    """Leave the items out that nobody asks for. Raises ValueError for a file that is not as it should be."""
    path.write_bytes(shrunk(path.read_bytes()))


def shrunk(library: bytes) -> bytes:
    """The same library with the wanted items only."""
    if library[: len(_MAGIC)] != _MAGIC:
        raise ValueError("no library for Linux")
    table, size, count = struct.unpack_from("<Q", library, 32)[0], *struct.unpack_from("<HH", library, 54)
    headers = [table + number * size for number in range(count)]
    start, end = _data_in(library, headers)
    data = _package(library[start:end])
    saved = (end - start - len(data)) // _PAGE * _PAGE
    head = bytearray(library[:start])
    for header in headers:
        kind, _flags, offset, _address, _physical, length = struct.unpack_from("<IIQQQQ", head, header)
        if offset >= end:
            struct.pack_into("<Q", head, header + 8, offset - saved)
        elif kind == _LOAD and offset + length >= end:
            struct.pack_into("<QQ", head, header + 32, length - saved, length - saved)
    # The names of sections are for people with a debugger, and would have to move, too
    struct.pack_into("<Q", head, 40, 0)
    struct.pack_into("<HH", head, 60, 0, 0)
    end_of_last = max(sum(struct.unpack_from("<QQQQ", library, header + 8)[::3]) for header in headers)
    return bytes(head) + data.ljust(end - start - saved, b"\0") + library[end:end_of_last]


def _data_in(library: bytes, headers: list[int]) -> tuple[int, int]:
    """Where the package of data begins and ends: with the segment it lies in."""
    mark = library.find(b"CmnD")
    if mark < 0:
        raise ValueError("no Unicode data")
    start = mark - 12  # its own header names its kind there
    for header in headers:
        kind, _flags, offset, _address, _physical, length = struct.unpack_from("<IIQQQQ", library, header)
        if kind == _LOAD and offset <= start < offset + length:
            return start, offset + length
    raise ValueError("no segment holds the Unicode data")


def _package(data: bytes) -> bytes:
    """The package of data, without the items that nobody asks for."""
    begin = struct.unpack_from("<H", data)[0]
    (count,) = struct.unpack_from("<I", data, begin)
    if not count:
        raise ValueError("the package of Unicode data is empty")
    places = [struct.unpack_from("<II", data, begin + 4 + 8 * number) for number in range(count)]
    ends = [place for _name, place in places[1:]] + [len(data) - begin]
    items = []
    for (name, place), end in zip(places, ends, strict=True):
        text = data[begin + name : data.index(b"\0", begin + name)]
        if _WANTED.fullmatch(text.decode("ascii")):
            items.append((text + b"\0", data[begin + place : begin + end]))
    if not items:
        raise ValueError("none of the Unicode data is known")
    names_at = 4 + 8 * len(items)
    place = _aligned(names_at + sum(len(text) for text, _item in items))
    table, names, contents = [struct.pack("<I", len(items))], b"", b""
    for text, item in items:
        table.append(struct.pack("<II", names_at + len(names), place + len(contents)))
        names += text
        contents += item.ljust(_aligned(len(item)), b"\0")
    return data[:begin] + (b"".join(table) + names).ljust(place, b"\0") + contents


def _aligned(size: int) -> int:
    return (size + 15) // 16 * 16
