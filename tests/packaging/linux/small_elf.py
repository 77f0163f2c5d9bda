"""Writes the smallest files that are libraries for Linux, with what they need."""

import struct
from collections.abc import Sequence

PAGE = 4096


def small_elf(needed: Sequence[str] = (), versions: Sequence[str] = (), data: bytes = b"") -> bytes:
    """A library that needs others and versions of symbols; `data`, a package of ICU, fills a segment of its own."""
    strings = b"\0"
    places = {}
    for text in (*needed, *versions, "libc.so.6"):
        places.setdefault(text, len(strings))
        strings += text.encode() + b"\0"
    head = 64 + 56 * 3
    # what is read only: the strings, the versions, the data from a page of its own on
    versions_at = (head + len(strings) + 7) // 8 * 8
    need = struct.pack("<HHIII", 1, len(versions), places["libc.so.6"], 16, 0)
    for number, name in enumerate(versions):
        following = 16 if number + 1 < len(versions) else 0
        need += struct.pack("<IHHII", 0, 0, 2 + number, places[name], following)
    readable = (strings.rjust(head + len(strings), b"\0")).ljust(versions_at, b"\0") + need
    readable = readable.ljust(PAGE, b"\0") + data
    dynamic = [(1, places[name]) for name in needed] + [(5, head)]
    dynamic += [(0x6FFFFFFE, versions_at), (0x6FFFFFFF, 1)] if versions else []
    table = b"".join(struct.pack("<QQ", *entry) for entry in [*dynamic, (0, 0)])
    start = len(readable)
    address = start + PAGE  # loaded a page further on
    segments = struct.pack("<IIQQQQQQ", 1, 4, 0, 0, 0, start, start, PAGE)
    for kind in (1, 2):
        segments += struct.pack("<IIQQQQQQ", kind, 6, start, address, address, len(table), len(table), 8)
    ident = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    header = ident + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 3, 0, 0, 0)
    return header + segments + readable[head:] + table
