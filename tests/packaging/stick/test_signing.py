"""Signatures as minisign makes them."""

import hashlib
from base64 import b64decode, b64encode

import pytest
from nacl.exceptions import BadSignatureError
from nacl.pwhash import scrypt
from nacl.signing import SigningKey, VerifyKey
from stick import signing

SEED = bytes(range(32))
PASSPHRASE = "correct horse"


def secret_key(passphrase: str = "", operations: int = 32768, memory: int = 16_777_216) -> str:
    """A file as `minisign -G` writes it, with a cheap protection."""
    hidden = b"\x01\x02\x03\x04\x05\x06\x07\x08" + SEED + bytes(SigningKey(SEED).verify_key) + bytes(32)
    salt, kind = bytes(32), b"\0\0"
    if passphrase:
        kind, salt = b"Sc", bytes(range(32))
        stream = scrypt.kdf(len(hidden), passphrase.encode(), salt, operations, memory)
        hidden = bytes(one ^ other for one, other in zip(hidden, stream, strict=True))
    limits = operations.to_bytes(8, "little") + memory.to_bytes(8, "little")
    data = b"Ed" + kind + b"B2" + salt + limits + hidden
    return f"untrusted comment: minisign encrypted secret key\n{b64encode(data).decode()}\n"


def never() -> str:
    raise AssertionError("no passphrase is needed")


def verify(public: str, content: bytes, signature: str) -> str:
    """What minisign does: the trusted comment comes back. Raises BadSignatureError."""
    key = b64decode(public.splitlines()[1])
    lines = signature.splitlines()
    data, comment, of_comment = b64decode(lines[1]), lines[2].removeprefix("trusted comment: "), b64decode(lines[3])
    assert (key[:2], data[:2], data[2:10]) == (b"Ed", b"ED", key[2:10])
    verifier = VerifyKey(key[10:])
    verifier.verify(hashlib.blake2b(content).digest(), data[10:])
    verifier.verify(data[10:] + comment.encode(), of_comment)
    return comment


def test_a_signature_is_that_of_its_content_and_comment():
    key = signing.read_secret_key(secret_key(), never)
    signature = key.sign(b"content", "foc-reader:1 files:2")
    assert verify(key.public_text(), b"content", signature) == "foc-reader:1 files:2"
    assert key.name == "0807060504030201"
    with pytest.raises(BadSignatureError):
        verify(key.public_text(), b"Content", signature)
    with pytest.raises(BadSignatureError):
        verify(key.public_text(), b"content", signature.replace("files:2", "files:3"))


def test_signing_twice_gives_the_same_bytes():
    key = signing.read_secret_key(secret_key(), never)
    assert key.sign(b"content", "comment") == key.sign(b"content", "comment")


def test_a_protected_key_opens_with_its_passphrase_only():
    text = secret_key(PASSPHRASE)
    assert signing.read_secret_key(text, lambda: PASSPHRASE) == signing.read_secret_key(secret_key(), never)
    with pytest.raises(signing.KeyUnusable, match="passphrase"):
        signing.read_secret_key(text, lambda: "wrong horse")


def test_a_damaged_key_is_refused():
    data = bytearray(b64decode(secret_key().splitlines()[1]))
    data[70] ^= 1
    with pytest.raises(signing.KeyUnusable, match="damaged"):
        signing.read_secret_key(b64encode(data).decode(), never)


@pytest.mark.parametrize("text", ["", "text", "untrusted comment: x\n\n", secret_key().replace("RW", "AA", 1)[:80]])
def test_a_file_that_holds_no_key_is_refused(text):
    with pytest.raises(signing.KeyUnusable, match="no secret key"):
        signing.read_secret_key(text, never)
