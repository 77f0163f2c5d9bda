"""What a worn stick, a bad cable or a broken copy makes of the bytes of a file."""

from __future__ import annotations

import random


def flipped(data: bytes, draw: random.Random) -> bytes:
    """`data` with some bytes changed, as a worn stick or a bad cable leaves it."""
    changed = bytearray(data)
    at, kind = draw.randrange(len(data)), draw.random()
    if kind < 0.4:
        changed[at] ^= 1 << draw.randrange(8)
    elif kind < 0.6:
        end = min(len(data), at + draw.choice((2, 4, 8, 512)))
        changed[at:end] = draw.choice((b"\0", b"\xff", b"\x80")) * (end - at)
    elif kind < 0.8:
        end = min(len(data), at + draw.randint(1, 40))
        changed[at:end] = draw.randbytes(end - at)
    else:
        other = draw.randrange(len(data))
        size = min(draw.randint(1, 100), len(data) - max(at, other))
        changed[at : at + size] = data[other : other + size]
    return bytes(changed)


def cut(data: bytes, draw: random.Random) -> bytes:
    """`data` longer or shorter."""
    at = draw.randrange(len(data))
    return draw.choice((data[:at], data[at:], b"", data + data[:at], data[:at] + draw.randbytes(5) + data[at:]))
