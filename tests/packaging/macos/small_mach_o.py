"""Writes the smallest files that are libraries for macOS, with what they need."""

import struct
from collections.abc import Sequence

ARM, INTEL = 0x0100000C, 0x01000007


def small_mach_o(
    needed: Sequence[str] = (),
    folders: Sequence[str] = (),
    oldest: tuple[int, int] = (13, 0),
    is_signed: bool = True,
    kind: int = ARM,
    weak: Sequence[str] = (),
) -> bytes:
    """A library for one kind of processor."""
    version = oldest[0] << 16 | oldest[1] << 8
    commands = [struct.pack("<6I", 0x32, 24, 1, version, version, 0)]
    if kind == INTEL:  # the older way to say it
        commands = [struct.pack("<4I", 0x24, 16, version, version)]
    commands += [_with_text(0xC, struct.pack("<3I", 2, 0, 0), name) for name in needed]
    commands += [_with_text(0x80000018, struct.pack("<3I", 2, 0, 0), name) for name in weak]
    commands += [_with_text(0x8000001C, b"", folder) for folder in folders]
    commands += [struct.pack("<4I", 0x1D, 16, 0, 0)] * is_signed
    content = b"".join(commands)
    head = struct.pack("<4s6I", b"\xcf\xfa\xed\xfe", kind, 0, 6, len(commands), len(content), 0)
    return head + bytes(4) + content


def for_both(**needs) -> bytes:
    """A library for both kinds, which needs the same on each."""
    parts = [(kind, small_mach_o(kind=kind, **needs)) for kind in (INTEL, ARM)]
    head, body, place = struct.pack(">2I", 0xCAFEBABE, len(parts)), b"", 4096
    for kind, part in parts:
        head += struct.pack(">5I", kind, 0, place + len(body), len(part), 12)
        body += part.ljust(-(-len(part) // 4096) * 4096, b"\0")
    return head.ljust(4096, b"\0") + body


def _with_text(kind: int, numbers: bytes, text: str) -> bytes:
    content = text.encode() + b"\0"
    place = 12 + len(numbers)
    size = -(-(place + len(content)) // 8) * 8
    return (struct.pack("<3I", kind, size, place) + numbers + content).ljust(size, b"\0")
