"""Signs as the program minisign does: https://jedisct1.github.io/minisign/ describes its files."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from nacl.pwhash import scrypt
from nacl.signing import SigningKey

from foc_reader.core.sharing.minisign import PublicKey

_OF_CONTENT, _OF_HASH = b"Ed", b"ED"
_PROTECTED, _OPEN = b"Sc", b"\0\0"
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "


class KeyUnusable(Exception):
    """No key can be read, or the passphrase is not the one of this key."""


@dataclass(frozen=True)
class SecretKey:
    """What signs."""

    id: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """Its public half, which tells its signatures from others."""
        return PublicKey(self.id, bytes(SigningKey(self.seed).verify_key))

    @property
    def name(self) -> str:
        """The number by which minisign calls it."""
        return self.public.name

    def public_text(self) -> str:
        """The public half, as a file."""
        return f"{_UNTRUSTED}minisign public key {self.name}\n{_encoded(self.public.data)}\n"

    def sign(self, content: bytes, comment: str) -> str:
        """The signature of `content` and of `comment`, which is one line; as a file."""
        key = SigningKey(self.seed)
        signature = key.sign(hashlib.blake2b(content).digest()).signature
        of_comment = key.sign(signature + comment.encode()).signature
        lines = (
            f"{_UNTRUSTED}signature by minisign public key {self.name}",
            _encoded(_OF_HASH + self.id + signature),
            f"{_TRUSTED}{comment}",
            _encoded(of_comment),
        )
        return "".join(f"{line}\n" for line in lines)


def read_secret_key(text: str, ask_passphrase: Callable[[], str]) -> SecretKey:
    """The key in `text`, a file that `minisign -G` made; the passphrase is asked for if it has one.

    Raises KeyUnusable.
    """
    data = _decoded(text)
    if len(data) != 158 or data[:2] != _OF_CONTENT or data[4:6] != b"B2":
        raise KeyUnusable("The file holds no secret key of minisign.")
    kind, salt, hidden = data[2:4], data[6:38], data[54:]
    if kind == _PROTECTED:
        operations, memory = (int.from_bytes(data[start : start + 8], "little") for start in (38, 46))
        stream = scrypt.kdf(len(hidden), ask_passphrase().encode(), salt, operations, memory)
        hidden = bytes(one ^ other for one, other in zip(hidden, stream, strict=True))
    elif kind != _OPEN:
        raise KeyUnusable("The secret key is protected in a way that is not known.")
    key_id, seed, public = hidden[:8], hidden[8:40], hidden[40:72]
    if bytes(SigningKey(seed).verify_key) != public:
        raise KeyUnusable("The passphrase is not that of the key, or the file is damaged.")
    return SecretKey(key_id, seed)


def _decoded(text: str) -> bytes:
    """What the one line that is no comment stands for; nothing if it is not Base64."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith(_UNTRUSTED)]
    try:
        return b64decode(lines[0], validate=True) if len(lines) == 1 else b""
    except ValueError:
        return b""


def _encoded(data: bytes) -> str:
    return b64encode(data).decode("ascii")
