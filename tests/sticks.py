"""A small stick, made by hand: a few files for each system, a library, the list of all, signed."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path

from nacl.signing import SigningKey

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.minisig", "foc-release.pub"
COMMENT = "foc-reader 0.1 seq:1"

FILES = {
    "READ ME FIRST.txt": b"Start it.\n",
    "FOC Reader.exe": b"MZ" + bytes(range(256)) * 9,
    "start-linux.sh": b"#!/bin/sh\n",
    "portable.txt": b"What is kept stays here.\n",
    "linux/foc-reader": b"\x7fELF" + b"program " * 700,
    "linux/lib/library.zip": b"PK" + b"\x00" * 4094,  # a block of a drive to the byte
    "windows/runtime/python313.dll": b"dll " * 300,
    "library/small/manifest.json": b'{"id": "small"}\n',
    "library/small/documents/one.json": b'{"text": "Every human being has the inherent right to life."}\n',
    "fonts/empty": b"",
}


class Signer:
    """Somebody with a key, who signs as minisign does."""

    def __init__(self, seed: int = 1) -> None:
        self._key = SigningKey(bytes([seed]) * 32)
        self._id = bytes([seed]) * 8

    @property
    def public(self) -> str:
        return f"untrusted comment: a key\n{_text(b'Ed' + self._id + bytes(self._key.verify_key))}\n"

    def sign(self, content: bytes, comment: str = COMMENT) -> str:
        signature = self._key.sign(hashlib.blake2b(content).digest()).signature
        of_comment = self._key.sign(signature + comment.encode()).signature
        said = f"untrusted comment: signature from minisign secret key\n{_text(b'ED' + self._id + signature)}\n"
        return f"{said}trusted comment: {comment}\n{_text(of_comment)}\n"


def make_stick(root: Path, signer: Signer | None = None, **changed: bytes) -> Path:
    """A stick in the new folder `root`, signed if there is a `signer`; its root comes back."""
    for path, data in {**FILES, **changed}.items():
        write(root / path, data)
    if signer:
        write(root / KEY, signer.public.encode())
    list_files(root, signer)
    return root


def list_files(root: Path, signer: Signer | None = None) -> None:
    """Write the list of what lies in `root` now, as `sha256sum` does, and sign it."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    listed = [path for path in paths if path not in (SUMS, SIGNATURE) and not path.startswith("private/")]
    sums = "".join(f"{hashlib.sha256((root / path).read_bytes()).hexdigest()}  {path}\n" for path in listed)
    write(root / SUMS, sums.encode())
    if signer:
        write(root / SIGNATURE, signer.sign(sums.encode()).encode())


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def contents(root: Path) -> dict[str, bytes]:
    """Every file below `root`."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _text(data: bytes) -> str:
    return b64encode(data).decode()
