"""The icon of a program for macOS: one file with a picture for each size, as Apple's iconutil makes it."""

from __future__ import annotations

import struct

from drawing import drawn

# By kind: pixels. Those of the second row are drawn for screens of twice as many points.
SIDES = {
    **{b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512},
    **{b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024},
}


def icon(drawing: bytes) -> bytes:
    """The file, from `drawing`, an SVG."""
    pictures = {side: drawn(drawing, side) for side in set(SIDES.values())}
    content = b"".join(
        struct.pack(">4sI", kind, 8 + len(pictures[side])) + pictures[side] for kind, side in SIDES.items()
    )
    return struct.pack(">4sI", b"icns", 8 + len(content)) + content
