"""Signatures as the program minisign makes them: https://jedisct1.github.io/minisign/ describes their two files."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from foc_reader.core.values import dataclass

_COMMENT, _TRUSTED_COMMENT = "untrusted comment: ", "trusted comment: "
_OF_CONTENT, _OF_HASH = b"Ed", b"ED"  # what the signature is of: the older form, and the one of today
_ID_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 8, 32, 64


@dataclass(frozen=True)
class PublicKey:
    """Whose signatures it tells from others."""

    id: bytes
    key: bytes

    @property
    def name(self) -> str:
        """The number by which minisign calls it."""
        return _name(self.id)

    @property
    def data(self) -> bytes:
        """All of it: what a fingerprint is made from."""
        return _OF_CONTENT + self.id + self.key

    @classmethod
    def parse(cls, text: str) -> PublicKey | None:
        """The key in `text`: a file of minisign, or its second line alone. None if it is neither."""
        lines = [line for line in text.split("\n") if line and not line.startswith(_COMMENT)]
        data = _decoded(lines[0].rstrip("\r")) if len(lines) == 1 else b""
        if data[:2] != _OF_CONTENT or len(data) != 2 + _ID_BYTES + _KEY_BYTES:
            return None
        return cls(data[2:10], data[10:])


@dataclass(frozen=True)
class Signature:
    """What stands in a `.minisig` file."""

    is_of_hash: bool
    key_id: bytes
    signature: bytes
    comment: str  # its maker's; true only if the signature is
    comment_signature: bytes
    unsigned_comment: str = ""

    @classmethod
    def parse(cls, text: str) -> Signature | None:
        """The signature in `text`; None if there is none."""
        plain = text.replace("\r\n", "\n")
        if text not in (plain, plain.replace("\n", "\r\n")) or not plain.endswith("\n"):
            return None
        lines = plain[:-1].split("\n")
        if len(lines) != 4 or not lines[0].startswith(_COMMENT) or not lines[2].startswith(_TRUSTED_COMMENT):
            return None
        data, comment_signature = _decoded(lines[1]), _decoded(lines[3])
        has_size = len(data) == 2 + _ID_BYTES + _SIGNATURE_BYTES and len(comment_signature) == _SIGNATURE_BYTES
        if not has_size or data[:2] not in (_OF_CONTENT, _OF_HASH):
            return None
        comment, unsigned = lines[2].removeprefix(_TRUSTED_COMMENT), lines[0].removeprefix(_COMMENT)
        return cls(data[:2] == _OF_HASH, data[2:10], data[10:], comment, comment_signature, unsigned)

    @property
    def holds_nothing_unsigned(self) -> bool:
        """Whether the one line that a signature does not cover is as minisign, or our build, writes it."""
        usual = ("signature from minisign secret key", f"signature by minisign public key {_name(self.key_id)}")
        return self.unsigned_comment in usual

    def is_by(self, key: PublicKey, content: bytes) -> bool:
        """Whether the owner of `key` signed `content`, and the comment beside it."""
        from nacl.exceptions import BadSignatureError  # with its library 20 ms, and of no use to a start
        from nacl.signing import VerifyKey

        signed = hashlib.blake2b(content).digest() if self.is_of_hash else content
        try:
            VerifyKey(key.key).verify(signed, self.signature)
            VerifyKey(key.key).verify(self.signature + self.comment.encode(), self.comment_signature)
        except BadSignatureError:
            return False
        return self.key_id == key.id


def _name(key_id: bytes) -> str:
    return f"{int.from_bytes(key_id, 'little'):016X}"


def _decoded(line: str) -> bytes:
    """What `line` stands for; nothing if it is not Base64, or not in the one way in which that is written."""
    try:
        data = b64decode(line, validate=True)
    except (NotBase64, ValueError):
        return b""
    return data if b64encode(data).decode() == line else b""
