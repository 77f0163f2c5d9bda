"""A checksum as words that no language has, and any voice can say: to compare two copies aloud, or on paper."""

from __future__ import annotations

import hashlib

WORDS = 8
BITS = 16 * WORDS  # that another list has the same words by chance or by trying: 1 in 2 to the power of these

# Each word is consonant, vowel, consonant, vowel, consonant: 4 + 2 + 4 + 2 + 4 bits. No c, q, x or y, whose sounds
# differ from tongue to tongue; no e, which some say as i; w rather than v, where h stands for itself
_CONSONANTS = "bdfghjklmnprstwz"
_VOWELS = "aiou"


def fingerprint(data: bytes) -> tuple[str, ...]:
    """The words of `data`: always WORDS of them, made from the first BITS bits of its SHA-256."""
    digest = hashlib.sha256(data).digest()
    return tuple(_word(int.from_bytes(digest[at : at + 2])) for at in range(0, 2 * WORDS, 2))


def _word(number: int) -> str:
    return "".join(
        (
            _CONSONANTS[number >> 12],
            _VOWELS[number >> 10 & 3],
            _CONSONANTS[number >> 6 & 15],
            _VOWELS[number >> 4 & 3],
            _CONSONANTS[number & 15],
        )
    )
