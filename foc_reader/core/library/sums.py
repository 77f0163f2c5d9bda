"""SHA256SUMS: the list of a pack's files that `sha256sum -c` reads too."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import PackDamaged

SUMS_NAME = "SHA256SUMS"
SIGNATURE_NAME = "SHA256SUMS.minisig"

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]{1,200})")
_CHUNK_BYTES = 1 << 20
MAX_SUMS_BYTES = 10_000_000


def write_sums(folder: Path) -> None:
    """Write the list of all files of the pack, sorted by their paths."""
    lines = [f"{hash_file(folder / name)}  {name}\n" for name in sorted(_files(folder))]
    (folder / SUMS_NAME).write_bytes("".join(lines).encode())


def hash_file(path: Path, token: CancelToken | None = None) -> str:
    """SHA-256 of a file's bytes. Raises OSError, Cancelled."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if token:
                token.check()
            digest.update(chunk)
    return digest.hexdigest()


def parse_sums(text: str) -> dict[str, str] | None:
    """The checksum of each file by its path, as `text` lists them; None if it is no such list."""
    matches = [_LINE.fullmatch(line) for line in text.splitlines()]
    sums = {match.group(2): match.group(1) for match in matches if match}
    return sums if len(sums) == len(matches) else None  # a line that is none, or a path that stands there twice


def check_sums(folder: Path, token: CancelToken) -> Iterator[PackDamaged]:
    """What is missing, changed, or not on the list. Raises Cancelled."""
    try:
        with (folder / SUMS_NAME).open("rb") as file:
            text = file.read(MAX_SUMS_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        yield PackDamaged(folder, SUMS_NAME, "cannot be read")
        return
    sums = parse_sums(text)
    if sums is None:
        yield PackDamaged(folder, SUMS_NAME, "is not a list of checksums")
        return
    files = set(_files(folder))
    for name in sorted(files | set(sums)):
        token.check()
        if name not in sums:
            yield PackDamaged(folder, name, "is not on the list of its files")
        elif name not in files:
            yield PackDamaged(folder, name, "is missing")
        elif not _has_sum(folder / name, sums[name], token):
            yield PackDamaged(folder, name, "was changed or is damaged")


def _has_sum(path: Path, wanted: str, token: CancelToken) -> bool:
    try:
        return not path.is_symlink() and hash_file(path, token) == wanted
    except OSError:
        return False


def _files(folder: Path) -> Iterator[str]:
    """The path of every file in the pack, with `/`, save the list itself and its signature."""
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name).relative_to(folder).as_posix()
            if path not in (SUMS_NAME, SIGNATURE_NAME):
                yield path
