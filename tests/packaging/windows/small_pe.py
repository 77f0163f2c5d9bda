"""Writes the smallest files that are libraries for Windows, with what they need."""

import struct
from collections.abc import Sequence

PAGE = 4096


def small_pe(
    needed: Sequence[str] = (),
    late: Sequence[str] = (),
    is_signed: bool = False,
    version: str = "",
    machine: int = 0x8664,
) -> bytes:
    """A library that needs others, at once or late; `is_signed`: it says so, and holds no signature."""
    start = 0x200  # of the one section, in the file; it is loaded a page further on

    def placed(content: bytes) -> int:
        nonlocal body
        place = PAGE + len(body)
        body += content
        return place

    body = b""
    names = {name: placed(name.encode() + b"\0") for name in (*needed, *late)}
    imports = b"".join(struct.pack("<IIIII", 1, 0, 0, names[name], 1) for name in needed) + bytes(20)
    imports_at = placed(imports) if needed else 0
    late_imports = b"".join(struct.pack("<II24x", 1, names[name]) for name in late) + bytes(32)
    late_at = placed(late_imports) if late else 0
    if version:
        placed("FileVersion\0\0".encode("utf-16-le") + f"{version}\0".encode("utf-16-le"))
    tables = [(0, 0)] * 16
    tables[1] = (imports_at, len(imports) if needed else 0)
    tables[4] = (start + len(body), 8 if is_signed else 0)
    tables[13] = (late_at, len(late_imports) if late else 0)
    optional = struct.pack("<H106xI", 0x20B, 16) + b"".join(struct.pack("<II", *table) for table in tables)
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    head += struct.pack("<4sHH12xHH", b"PE\0\0", machine, 1, len(optional), 0x2022) + optional
    head += struct.pack("<8sIIII16x", b".rdata", len(body), PAGE, len(body), start)
    return head.ljust(start, b"\0") + body
