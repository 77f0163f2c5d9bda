"""Signatures of minisign, and the words of a fingerprint."""

from __future__ import annotations

from base64 import b64decode, b64encode

from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.sharing.fingerprint import WORDS, fingerprint
from foc_reader.core.sharing.minisign import PublicKey, Signature

# made by the program minisign 0.11; the last is of its older form
LIST = b"a list of files\n"
KEY = """\
untrusted comment: minisign public key 9F843BECAF59D2C0
RWTA0lmv7DuEn6sraxEEEqe1VDMEO7W5f8hdVeWFseaESMFTJs9t2ezA
"""
SIGNED = """\
untrusted comment: signature from minisign secret key
RUTA0lmv7DuEn1T/JFCCAj/uoiRUkMYCxBTEcyxcXK0FPsmzPRduSvKIqEYViZKSqoTiMNCxfvtyJau+EQSKIJey65e/wtsJNQU=
trusted comment: foc-reader 0.1
oN7hlyqtl0p2DiZYh1Xnbg+6RaWKlj4MYHGsuw5XYyoyleZjt1SiizWXGFHMOYzyLWsmJ3wxqjsZAZx3nLRzDQ==
"""
SIGNED_THE_OLDER_WAY = """\
untrusted comment: signature from minisign secret key
RWTA0lmv7DuEn31/+gEB4BMG7n3PthI8jjCJRTL3vyMnqiIjtK2c27SAIkexfxZjrfLe7FJ1iQ5QsLO7zCXBhTC4GykuJpTwXwE=
trusted comment: foc-reader 0.1
8aHYmIZ8wHNcPFQiw3zLlD34PCHEm/Cm0ysPKNuWtjOMLpOI74ngd68BOEWwLUc59g9oluf86eoHxJZnSM6KCA==
"""


def test_what_minisign_signed_is_good_in_both_forms():
    key = PublicKey.parse(KEY)
    assert key.name == "9F843BECAF59D2C0"
    for text in (SIGNED, SIGNED_THE_OLDER_WAY, SIGNED.replace("\n", "\r\n")):
        signature = Signature.parse(text)
        assert signature.is_by(key, LIST)
        assert signature.comment == "foc-reader 0.1"


def test_the_line_of_a_key_alone_is_that_key():
    assert PublicKey.parse(KEY.splitlines()[1]) == PublicKey.parse(KEY)


def test_a_changed_list_or_comment_is_not_signed():
    key = PublicKey.parse(KEY)
    assert not Signature.parse(SIGNED).is_by(key, LIST + b"\n")
    assert not Signature.parse(SIGNED.replace("foc-reader 0.1", "foc-reader 0.2")).is_by(key, LIST)
    assert not Signature.parse(SIGNED_THE_OLDER_WAY.replace("0.1", "0.2")).is_by(key, LIST)


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_no_changed_byte_of_a_signature_or_key_is_accepted(place, change):
    lines = SIGNED.splitlines()
    for number in (1, 3):
        changed = [*lines[:number], _changed(lines[number], place, change), *lines[number + 1 :]]
        signature = Signature.parse("\n".join(changed))
        assert signature is None or not signature.is_by(PublicKey.parse(KEY), LIST)
    key = PublicKey.parse(_changed(KEY.splitlines()[1], place, change))
    assert key is None or not Signature.parse(SIGNED).is_by(key, LIST)


@given(st.integers(0, len(SIGNED) - 1), st.characters())
def test_no_changed_letter_of_a_signature_is_accepted(place, letter):
    signature = Signature.parse(SIGNED[:place] + letter + SIGNED[place + 1 :])
    is_accepted = signature is not None and signature.is_by(PublicKey.parse(KEY), LIST)
    assert (is_accepted and signature.holds_nothing_unsigned) == (letter == SIGNED[place])


@given(st.text())
def test_any_text_is_a_key_or_a_signature_or_is_not(text):
    PublicKey.parse(text)
    Signature.parse(text)
    Signature.parse(f"untrusted comment: {text}\n{text}\ntrusted comment: {text}\n{text}\n")


def test_a_fingerprint_is_eight_words_that_can_be_said():
    # SHA-256 of nothing begins with e3b0, and 14, 0, 14, 3, 0 are w, a, w, u, b
    words = ("wawub", "sidaf", "nogus", "dubih", "norur", "zigam", "nojoz", "rohoh")
    assert fingerprint(b"") == words
    assert len(fingerprint(LIST)) == WORDS


@given(st.binary(), st.binary())
def test_words_differ_where_contents_do(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def _changed(line: str, place: int, change: int) -> str:
    data = bytearray(b64decode(line))
    data[place % len(data)] ^= change
    return b64encode(data).decode()
