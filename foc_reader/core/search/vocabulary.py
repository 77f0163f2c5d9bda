"""The library's words held so that those spelled nearly like another are found in a millisecond."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.distance import distance

MOST_LOOKED_AT = 5_000  # words of one length that share a piece with what is typed
MOST_COMPARED = 500  # words compared letter by letter

_AFTER_LATIN, _HANGUL = "\u0370", "\uac00"
_AS_LETTERS = ord(_HANGUL) >> 8  # the script of words that are held letter by letter
_OFTEN = 1024  # words between two looks at the token


_Key = tuple[int, int, bool]  # script, length, whether a single document holds the word
_Piece = tuple[int, str]  # where it starts, and what it is


class Near(NamedTuple):
    """A word of the library that is spelled nearly like another."""

    form: str
    documents: int  # that hold it
    cost: float  # of the differences: see `distance`


class Vocabulary:
    """Filled once, then asked."""

    def __init__(self, words: Iterator[tuple[str, int]]) -> None:
        """`words`, in order, with how many documents hold each; they are taken by `fill`."""
        self._words: Iterator[tuple[str, int]] | None = words
        self._gathered: dict[_Key, tuple[list[str], array[int]]] = {}
        self._shelves: dict[_Key, _Shelf] = {}

    def fill(self, token: CancelToken) -> None:
        """Takes all words: 0.2 s for 150,000. Goes on where it was stopped. Raises Cancelled, IndexDamaged."""
        if self._words is None:
            return
        shelves: dict[_Key, tuple[list[str], array[int]]] = self._gathered
        for number, (form, documents) in enumerate(self._words):
            spelled = form if form < _HANGUL else _spelled(form)
            key = (0 if form < _AFTER_LATIN else _script(form)), len(spelled), documents == 1
            shelf = shelves.get(key)
            if shelf is None:
                shelf = shelves[key] = [], array("I")
            shelf[0].append(spelled)
            shelf[1].append(documents)
            if number % _OFTEN == 0:
                token.check()
        for key, (words, counts) in shelves.items():
            if key[0] == _AS_LETTERS:  # whose order is another one than that of syllables
                words, counts = _in_order(words, counts)
            self._shelves[key] = _Shelf("".join(words), counts, key[1])
        self._gathered, self._words = {}, None

    def documents(self, form: str) -> int:
        """How many documents hold just this word."""
        spelled = _spelled(form)
        keys = ((_script(form), len(spelled), is_rare) for is_rare in (False, True))
        return sum(self._shelves[key].documents(spelled) for key in keys if key in self._shelves)

    def near(self, form: str, most: int, is_rare: bool) -> list[Near]:
        """The words of the same script that differ from `form` by at most `most` letters, in no order.

        Those that stand in a single document, half of all words, are asked for apart: `is_rare`.
        """
        typed = _spelled(form)
        shelves = [
            shelf
            for length in range(max(1, len(typed) - most), len(typed) + most + 1)
            if (shelf := self._shelves.get((_script(form), length, is_rare)))
        ]
        found = _near(shelves, typed, most, _pieces(typed, most))
        if not found and most > 1:
            found = _near(shelves, typed, most, _exchanged_pieces(typed, most))
        return found


def _near(shelves: Iterable[_Shelf], typed: str, most: int, pieces: Sequence[_Piece]) -> list[Near]:
    """The words that differ from `typed` by at most `most` letters, of those that hold one of `pieces`."""
    found: list[Near] = []
    compared, letters = 0, {*typed}
    for shelf in shelves:
        for number in _alike(shelf, typed, most, pieces):
            if compared == MOST_COMPARED:
                return found
            word = shelf.word(number)
            if word == typed or len({*word} - letters) > most or not _has_letters_of(word, typed, most):
                continue
            compared += 1
            cost = distance(typed, word, most)
            if cost is not None:
                found.append(Near(unicodedata.normalize("NFKC", word), shelf.counts[number], cost))
    return found


def _alike(shelf: _Shelf, typed: str, most: int, pieces: Sequence[_Piece]) -> Iterator[int]:
    """The numbers of words that hold one of `pieces`; of two, also `typed` with the letters between them exchanged."""
    seen: set[int] = set()
    for start, piece in pieces:
        for number in islice(shelf.holding(piece, start, most), MOST_LOOKED_AT):
            if number not in seen:
                seen.add(number)
                yield number
    if len(pieces) == 2 and shelf.length == len(typed):  # of more pieces one is left whole by that
        place = shelf.number(_exchanged(typed, pieces[1][0]))
        if place is not None and place not in seen:
            yield place


def _in_order(words: Sequence[str], counts: Sequence[int]) -> tuple[list[str], array[int]]:
    order = sorted(range(len(words)), key=words.__getitem__)
    return [words[number] for number in order], array("I", map(counts.__getitem__, order))


class _Shelf:
    """The words of one script and one length in order, written one behind the other."""

    def __init__(self, text: str, counts: array[int], length: int) -> None:
        self._text, self.counts, self.length = text, counts, length

    def word(self, number: int) -> str:
        return self._text[number * self.length : (number + 1) * self.length]

    def number(self, word: str) -> int | None:
        """Where `word`, of this length, stands."""
        number = bisect_left(range(len(self.counts)), word, key=self.word)
        return number if self.word(number) == word else None

    def documents(self, word: str) -> int:
        number = self.number(word)
        return 0 if number is None else self.counts[number]

    def holding(self, piece: str, start: int, most: int) -> Iterator[int]:
        """The numbers of words that hold `piece` at most `most` letters away from `start`."""
        find, length = self._text.find, self.length
        last = length - len(piece)
        at = find(piece)
        while at >= 0:
            number, place = divmod(at, length)
            if place <= last and -most <= place - start <= most:
                yield number
            at = find(piece, at + 1)


def _script(form: str) -> int:
    """A number that words of one script have in common, most often no others."""
    return 0 if form < _AFTER_LATIN else ord(min(form[0], _HANGUL)) >> 8


def _spelled(form: str) -> str:
    """`form` letter by letter: a Korean syllable is two or three of them."""
    return form if form < _HANGUL else unicodedata.normalize("NFD", form)


def _pieces(typed: str, most: int) -> list[_Piece]:
    """Parts of `typed` with where they start, of which one at least is left whole by `most` differences.

    Two letters that are exchanged may lie in two parts, so there is one part more where they are not too short.
    """
    return [(start, typed[start:end]) for start, end in pairwise(_edges(typed, most)) if end > start]


def _exchanged_pieces(typed: str, most: int) -> list[_Piece]:
    """The same parts where the letters at the edge between two of them were exchanged, and are put right."""
    found: list[_Piece] = []
    edges = _edges(typed, most)
    for before, edge, after in zip(edges, edges[1:], edges[2:], strict=False):
        right = _exchanged(typed, edge)
        found += [(before, right[before:edge]), (edge, right[edge:after])]
    return found


def _edges(typed: str, most: int) -> list[int]:
    count = most + 1
    if len(typed) // (count + 1) >= 3:
        count += 1
    return [len(typed) * number // count for number in range(count + 1)]


def _exchanged(typed: str, at: int) -> str:
    """`typed` with the letter at `at`, which is not the first, before the one before it."""
    return typed[: at - 1] + typed[at] + typed[at - 1] + typed[at + 1 :]


def _has_letters_of(word: str, typed: str, most: int) -> bool:
    """Whether at most `most` letters of the one are not in the other: quickly told, and true of few."""
    left = word
    for letter in typed:
        left = left.replace(letter, "", 1)
    return len(left) <= most and len(typed) - (len(word) - len(left)) <= most
