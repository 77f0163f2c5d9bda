"""What a misspelled run without blanks may be meant for: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

There are no words to compare, but the index knows which two characters stand side by side anywhere in the library. A
run with a pair that stands nowhere is mended one character at a time, until all of its pairs are known.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import pairwise
from math import log

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.analysis import units_of
from foc_reader.core.search.fields import TEXT_FIELD
from foc_reader.core.search.pack_index import LibraryWords
from foc_reader.core.search.spelling import MOST_OPTIONS, Option

MOST_FOLLOWING = 2_000  # pairs that are looked through for what may follow a character
LONGEST_RUN = 60  # characters of a run that is looked at
_MOST_MENDED = 12  # runs with one character mended that go on
_PER_DIFFERENCE = 5.0
_ONE_MORE, _OTHER, _OTHER_MARKS, _EXCHANGED = 1.0, 1.1, 0.7, 0.8  # differences: one more or less, another, ...

Run = tuple[str, ...]  # characters with their marks, folded


class RunSpelling:
    """Asks the open library about runs. Holds while it stays open."""

    def __init__(self, words: LibraryWords, token: CancelToken) -> None:
        self._words, self._token = words, token
        self._pairs: dict[str, list[tuple[str, str]]] = {}

    def options(self, run: Run) -> list[Option]:
        """What `run` may be meant for, the likeliest first; nothing where its pairs are all known."""
        if len(run) > LONGEST_RUN or not self._unknown(run):
            return []
        begun = [Option(0.0, run)]
        for _ in range(2):
            found = {mended.forms: mended for start in begun for mended in self._mended(start)}
            whole = [mended for mended in found.values() if not self._unknown(mended.forms)]
            if whole:
                return heapq.nlargest(MOST_OPTIONS, whole)
            begun = heapq.nlargest(_MOST_MENDED, found.values())
        return []

    def _mended(self, start: Option) -> Iterator[Option]:
        """`start` with one character changed, so that fewer of its pairs are unknown."""
        run = start.forms
        unknown = self._unknown(run)
        if not unknown:
            return
        first = unknown[0]
        for at, characters, cost in self._changed(run, first):
            self._token.check()
            if len(characters) > 1 and len(self._unknown(characters)) < len(unknown):
                around = pairwise(characters[max(0, at - 1) : at + 2])
                held = min((self._holding(*pair) for pair in around), default=0)
                yield Option(start.score + log(1 + held) - _PER_DIFFERENCE * cost, characters)

    def _changed(self, run: Run, first: int) -> Iterator[tuple[int, Run, float]]:
        """(where, `run` with a change there, what that costs): one of the two characters from `first` on is wrong."""
        for at in (first, first + 1):
            before, after = run[:at], run[at + 1 :]
            yield at, before + after, _ONE_MORE
            for character in self._fitting(before[-1:], after[:1], run[at]):
                marks_only = character[0] == run[at][0]
                yield at, (*before, character, *after), _OTHER_MARKS if marks_only else _OTHER
        second = first + 1
        yield first, (*run[:first], run[second], run[first], *run[second + 1 :]), _EXCHANGED
        for character in self._fitting(run[first : first + 1], run[second : second + 1], ""):
            yield second, (*run[:second], character, *run[second:]), _ONE_MORE

    def _fitting(self, before: Run, after: Run, instead: str) -> Iterator[str]:
        """The characters that stand between these two in the library; `instead` of one with the same letter first."""
        if before:
            for one, other in self._beginning(before[0]):
                if one == before[0] and other != instead and (not after or self._holding(other, after[0])):
                    yield other
        elif after and instead:
            for one, other in self._beginning(instead[0]):
                if other == after[0] and one != instead:
                    yield one

    def _beginning(self, start: str) -> list[tuple[str, str]]:
        """The pairs of the library that begin so."""
        if start not in self._pairs:
            found = []
            for term in self._words.terms(TEXT_FIELD, start, MOST_FOLLOWING):
                units = [unit.form for unit in units_of(term, 0, len(term))]
                if len(units) == 2:
                    found.append((units[0], units[1]))
            self._pairs[start] = found
        return self._pairs[start]

    def _unknown(self, run: Run) -> list[int]:
        """Where two characters stand side by side that do so nowhere in the library."""
        return [at for at, pair in enumerate(pairwise(run)) if not self._holding(*pair)]

    def _holding(self, one: str, other: str) -> int:
        return self._words.holding(TEXT_FIELD, one + other)


def characters_of(text: str) -> Run:
    """The characters of a run, folded."""
    return tuple(unit.form for unit in units_of(text, 0, len(text)))
