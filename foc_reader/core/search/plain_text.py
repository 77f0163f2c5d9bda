"""Plain texts, whose words are runs of ASCII letters and digits, in a form that C searches: blanks for the rest.

So a passage takes 10 us where a word at a time it would take 200.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property

from foc_reader.core.search import analysis

_BLANK = b" "
_LETTERS = bytes(code if code in b"abcdefghijklmnopqrstuvwxyz0123456789" else _BLANK[0] for code in range(256))
_FLAT = bytes(range(256)).lower().translate(_LETTERS)
_FLAT_WITH_HYPHENS = _FLAT[: ord("-")] + b"-" + _FLAT[ord("-") + 1 :]
_WORD = re.compile("[a-z0-9]+")
_WORD_BEGINS = re.compile(b"[^ ]")
_COMPOUND = re.compile(b"[a-z0-9]+(?:-[a-z0-9]+)+")
_NEXT_WORD = re.compile("[^a-z0-9\0]*([a-z0-9]+)")
_BETWEEN = "\0"  # two texts, and around them all: no text holds it, and no phrase reaches over it

Beginnings = tuple[bytes, ...]  # of words


def beginnings_of(forms: set[str]) -> Beginnings:
    """Those of `forms` with which a word of a plain text can begin, none of them the beginning of another."""
    plain = sorted(form for form in forms if _WORD.fullmatch(form))
    return tuple(form.encode() for form in plain if not any(form.startswith(other) for other in plain if other != form))


class PlainText:
    """Some texts as one, with a blank between. Knows where its words are, in places of that text."""

    def __init__(self, joined: str) -> None:
        self._joined = joined  # begins with _BETWEEN, so that each place in it is one more than in the text
        self._flat = joined.encode("ascii", "replace").translate(_FLAT)

    @classmethod
    def of(cls, texts: Sequence[str]) -> PlainText | None:
        """None where they are not plain."""
        joined = _BETWEEN.join(("", *texts, ""))
        return cls(joined) if analysis.is_plain(joined) else None

    @cached_property
    def _lowered(self) -> str:
        return self._joined.lower()

    def words(self, beginning: bytes) -> Iterator[tuple[int, int, bytes]]:
        """(start, end, word in small letters) of each word that begins so."""
        flat, sought = self._flat, _BLANK + beginning
        start = flat.find(sought)
        while start >= 0:
            end = flat.index(_BLANK, start + 1)
            yield start, end - 1, flat[start + 1 : end]
            start = flat.find(sought, end)

    def compounds(self, beginnings: Beginnings) -> Iterator[tuple[int, int, bytes]]:
        """The same of each compound with hyphens that begins so when it is written as one word, as it is given."""
        joined = self._joined
        for other in () if joined.isascii() else analysis.OTHER_HYPHENS:
            joined = joined.replace(other, "-")
        if "-" not in joined:
            return
        flat = joined.encode("ascii", "replace").translate(_FLAT_WITH_HYPHENS)
        hyphen = flat.find(b"-")
        while hyphen >= 0:
            start, end = flat.rfind(_BLANK, 0, hyphen) + 1, flat.index(_BLANK, hyphen)
            whole = flat[start:end].replace(b"-", b"")
            if any(map(whole.count, beginnings)):
                for match in _COMPOUND.finditer(flat, start, end):
                    word = match.group().replace(b"-", b"")
                    if word.startswith(beginnings):
                        yield match.start() - 1, match.end() - 1, word
            hyphen = flat.find(b"-", end)

    def word_after(self, end: int) -> tuple[int, int, str] | None:
        """The first word from there on in the same one of the texts."""
        match = _NEXT_WORD.match(self._lowered, end + 1)
        return (match.start(1) - 1, match.end(1) - 1, match[1]) if match else None

    def start_from(self, at: int) -> int:
        """The first place from `at` on where a word begins; beyond the text where none does."""
        flat = self._flat
        begin = at if flat[at] == _BLANK[0] else flat.find(_BLANK, at + 1)
        match = _WORD_BEGINS.search(flat, begin)
        return match.start() - 1 if match else sys.maxsize

    def end_before(self, at: int) -> int:
        """The last place up to `at` where a word ends; 0 where none does."""
        return max(0, len(self._flat[: self._flat.rfind(_BLANK, 0, at + 2)].rstrip(_BLANK)) - 1)
