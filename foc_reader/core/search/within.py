"""Finding what is typed within one document: any run of letters, folded as the search folds them."""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterator

from foc_reader.core.cancel import CancelToken
from foc_reader.core.model import Document, Locator
from foc_reader.core.search.analysis import INVISIBLE, fold
from foc_reader.core.values import dataclass

MOST_FOUND = 10_000  # places of one search: a single letter stands in a long document half a million times


@dataclass(frozen=True, slots=True)
class Found:
    """Where it stands, in the order of the document."""

    places: tuple[Locator, ...] = ()
    is_cut: bool = False  # there are more than MOST_FOUND


class Within:
    """The text of a document, made ready once for all that is typed."""

    def __init__(self, document: Document, is_exact: bool, token: CancelToken) -> None:
        """`is_exact`: capitals and accents count. Takes 0.3 s for 5 MB. Raises Cancelled."""
        self.document, self.is_exact = document, is_exact
        self._numbers = {block.pid: number for number, block in enumerate(document.blocks)}
        self._folding = _Exact() if is_exact else _Folding()
        self._texts: list[str] = []
        for block in document.blocks:
            token.check()
            self._texts.append(block.text.translate(self._folding))

    def find(self, typed: str, token: CancelToken) -> Found:
        """Every place where `typed` stands, within one block each and apart from one another. Raises Cancelled."""
        sought = " ".join(unicodedata.normalize("NFC", typed).split()).translate(self._folding)
        if not sought:
            return Found()
        places: list[Locator] = []
        entry = self.document.entry
        for block, folded in zip(self.document.blocks, self._texts, strict=True):
            token.check()
            if sought not in folded:
                continue
            for start, end in self._spans(block.text, folded, sought):
                if len(places) == MOST_FOUND:
                    return Found(tuple(places), is_cut=True)
                places.append(Locator(entry.pack_id, entry.id, block.pid, start, end))
        return Found(tuple(places))

    def first_from(self, found: Found, pid: str, start: int) -> int:
        """The number of the first place that begins at character `start` of the block `pid`, or later."""

        def order(place: Locator) -> tuple[int, int]:
            return self._numbers[place.pid], place.start

        return bisect.bisect_left(found.places, (self._numbers.get(pid, 0), start), key=order)

    def _spans(self, text: str, folded: str, sought: str) -> Iterator[tuple[int, int]]:
        """Where `sought` stands in `text`, which became `folded`."""
        came_from = range(len(text)) if self._is_one_to_one(text) else self._sources(text)
        at, end = folded.find(sought), 0
        while at >= 0:
            last = at + len(sought) - 1
            if came_from[at] >= end:  # else it is another half of what one character became
                end = came_from[last] + 1
                while end < len(text) and not text[end].translate(self._folding):
                    end += 1  # marks and joiners that folding leaves out belong to the letter before them
                yield came_from[at], end
            at = folded.find(sought, last + 1)

    def _is_one_to_one(self, text: str) -> bool:
        """Whether every character stays one: then nothing moves, and counting characters would take seconds."""
        return text.isascii() or all(len(self._folding[ord(character)]) == 1 for character in set(text))

    def _sources(self, text: str) -> list[int]:
        """Of each character after folding, the number of the one it came from."""
        return [number for number, character in enumerate(text) for _ in character.translate(self._folding)]


# What a keyboard has for what is printed
_TYPED = {**dict.fromkeys("‘’‚ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "…": "..."}


class _Folding(dict[int, str]):
    """What each character becomes; filled as characters turn up, so that `translate` runs at its full speed."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "\u00a0\n":
            folded = " "
        elif character in _UNSEEN or (unicodedata.category(character) == "Mn" and code < 0x370):
            folded = ""
        else:
            folded = _TYPED.get(character) or fold(character)
            if not folded and not unicodedata.category(character).startswith("M"):
                folded = character.casefold()
        self[code] = folded
        return folded


class _Exact(dict[int, str]):
    """Letters stay as they are; what cannot be seen does not count here either."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = folded = " " if character in "\u00a0\n" else "" if character in _UNSEEN else character
        return folded


def _unseen() -> frozenset[str]:
    import re

    parts = re.findall("(.)(?:-(.))?", INVISIBLE)
    return frozenset(chr(code) for first, last in parts for code in range(ord(first), ord(last or first) + 1))


_UNSEEN = _unseen()
