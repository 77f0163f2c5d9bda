"""Which characters of a text answer a query. Knows nothing of the index and imports no Whoosh.

What is sought comes as `Answer.words`, each a text of folded terms: "surveil" a stem, "freed*" the beginning of a
word, "human right" stems that must stand side by side, "human righ*" the same with the last one still being typed.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from foc_reader.core.model import Span
from foc_reader.core.search import analysis
from foc_reader.core.search.plain_text import Beginnings, PlainText, beginnings_of
from foc_reader.core.search.stemming import kept_beginnings, stem

_MOST_KNOWN = 20_000  # different words of texts remembered for one query


# Where a word stands that answers one that is sought: (start, end, number of the word it answers). No class of its own:
# a passage has five of them, and making them would take a tenth of the time.
Mark = tuple[int, int, int]


class Edges(Protocol):
    """Where the words of a text begin and end."""

    def start_from(self, at: int) -> int:
        """The first place from `at` on where a word begins; beyond the text where none does."""
        ...

    def end_before(self, at: int) -> int:
        """The last place up to `at` where a word ends; 0 where none does."""
        ...


class Reading(NamedTuple):
    """Texts read for what is sought, in places of the one text that they are with a blank between."""

    marks: list[Mark]  # may overlap
    edges: Edges


def marks(text: str, words: Sequence[str], language: str) -> tuple[Span, ...]:
    """The places in `text` that answer `words`, in order and apart from one another. Cheap; any thread may call it."""
    found = sorted(sought(tuple(words), language).read([text]).marks)
    return tuple([Span(start, end) for start, end in merged(found)])


def merged(found: Sequence[Mark]) -> list[tuple[int, int]]:
    """(start, end) of those places, which are in order, with each character once."""
    places: list[tuple[int, int]] = []
    last = 0
    for start, end, _ in found:
        if start < last:
            last = max(end, last)
            places[-1] = places[-1][0], last
        else:
            places.append((start, end))
            last = end
    return places


@lru_cache(maxsize=16)
def sought(words: tuple[str, ...], language: str) -> Sought:
    """`words`, to be found in texts of a language."""
    return Sought(words, language)


class _Known(NamedTuple):
    """A word of a text, looked at once."""

    form: str  # empty: it is none
    term: str
    number: int | None  # of what it answers


class _Placed(NamedTuple):
    start: int
    end: int
    form: str
    term: str


class Sought:
    """The words of a query, and what was found out about the words of texts."""

    def __init__(self, words: tuple[str, ...], language: str) -> None:
        self._language = language
        self._terms: dict[str, int] = {}
        self._beginnings: list[tuple[str, int]] = []
        self._sequences: list[tuple[list[str], int]] = []
        for number, word in enumerate(words):
            parts = word.split()
            if len(parts) > 1:
                self._sequences.append((parts, number))
            elif parts and parts[0].endswith("*"):
                self._beginnings.append((parts[0][:-1], number))
            elif parts:
                self._terms[parts[0]] = number
        self._known: dict[str, _Known] = {}
        self._known_plain: dict[bytes, _Known] = {}
        self._plain_beginnings = self._beginnings_in_plain_texts()

    def read(self, texts: Sequence[str]) -> Reading:
        """All marks in `texts`; no sequence reaches from one into the next."""
        plain = PlainText.of(texts) if self._plain_beginnings is not None else None
        if plain and self._plain_beginnings is not None:
            return Reading(self._plain_marks(plain, self._plain_beginnings), plain)
        found: list[Mark] = []
        edges = _ListedEdges([], [])
        offsets = accumulate((len(text) + 1 for text in texts), initial=0)
        for text, offset in zip(texts, offsets, strict=False):
            placed: list[_Placed] = []
            found += ((start + offset, end + offset, number) for start, end, number in self._marks(text, placed))
            edges.starts.extend(word.start + offset for word in placed)
            edges.ends.extend(word.end + offset for word in placed)
        return Reading(found, edges)

    def _beginnings_in_plain_texts(self) -> Beginnings | None:
        """How the words begin that can answer; None: that cannot be told."""
        terms = [*self._terms, *(parts[0] for parts, _ in self._sequences)]
        found = {form for form, _ in self._beginnings}
        for term in terms:
            kept = kept_beginnings(term, self._language)
            if kept is None:
                return None
            found.update(kept)
        return beginnings_of(found)

    def _plain_marks(self, text: PlainText, beginnings: Beginnings) -> list[Mark]:
        known, sequences = self._known_plain, self._sequences
        found = []
        for beginning in beginnings:
            for start, end, word in text.words(beginning):
                form, term, number = known.get(word) or self._look_at_plain(word)
                if number is not None:
                    found.append((start, end, number))
                for parts, of_parts in sequences:
                    if parts[0] == term:
                        found += self._plain_sequence(text, _Placed(start, end, form, term), parts, of_parts)
        for start, end, word in text.compounds(beginnings):
            _, _, number = known.get(word) or self._look_at_plain(word)
            if number is not None:
                found.append((start, end, number))
        return found

    def _compounds(self, text: str, in_order: Sequence[_Placed]) -> Iterator[Mark]:
        """A mark for each compound that answers when it is written as one word."""
        at = 0
        while at < len(in_order):
            last = at
            while last + 1 < len(in_order) and analysis.is_joined(text, in_order[last].end, in_order[last + 1].start):
                last += 1
            if last > at:
                number = self._look_at("".join(word.form for word in in_order[at : last + 1])).number
                if number is not None:
                    yield in_order[at].start, in_order[last].end, number
            at = last + 1

    def _plain_sequence(self, text: PlainText, first: _Placed, parts: Sequence[str], number: int) -> Iterator[Mark]:
        """A mark for each word of the sequence `parts` that begins with the word `first`; none where it is another."""
        run = [first]
        while len(run) < len(parts):
            following = text.word_after(run[-1].end)
            if following is None:
                return
            start, end, word = following
            known = self._look_at(word)
            run.append(_Placed(start, end, known.form, known.term))
        if _is_sequence(run, parts):
            yield from ((word.start, word.end, number) for word in run)

    def _marks(self, text: str, in_order: list[_Placed]) -> list[Mark]:
        """All marks of `text`, those of words before those of sequences; its words are added to `in_order`."""
        found: list[Mark] = []
        for match in analysis.matches(text):
            if analysis.is_dense(match):
                for word in analysis.words_of_run(match):
                    number = self._answered(word.form, word.form)
                    if number is not None:
                        found.append((word.start, word.end, number))
                    if word.kind == "pair":
                        in_order.append(_Placed(word.start, word.end, word.form, word.form))
            else:
                form, term, number = self._look_at(match.group())
                start, end = match.span()
                if number is not None:
                    found.append((start, end, number))
                if form:
                    in_order.append(_Placed(start, end, form, term))
        found += self._compounds(text, in_order)
        for parts, number in self._sequences:
            for at in range(len(in_order) - len(parts) + 1):
                if in_order[at].term == parts[0]:
                    run = in_order[at : at + len(parts)]
                    if _is_sequence(run, parts):
                        found += ((word.start, word.end, number) for word in run)
        return found

    def _look_at_plain(self, word: bytes) -> _Known:
        """The same of a word of a plain text."""
        if len(self._known_plain) >= _MOST_KNOWN:
            self._known_plain.clear()
        known = self._known_plain[word] = self._look_at(word.decode())
        return known

    def _look_at(self, word: str) -> _Known:
        """What a word as it stands in a text is to this query."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            form = analysis.fold(word)
            term = stem(form, self._language)
            known = self._known[word] = _Known(form, term, self._answered(form, term))
        return known

    def _answered(self, form: str, term: str) -> int | None:
        """Which of the single words and beginnings a word answers."""
        number = self._terms.get(term)
        if number is None and form:
            number = next((number for start, number in self._beginnings if form.startswith(start)), None)
        return number


def _is_sequence(run: Sequence[_Placed], parts: Sequence[str]) -> bool:
    """Whether as many words are those of `parts`, of which the last may end with a star."""
    *whole, last = parts
    ending = run[-1]
    ends_well = ending.form.startswith(last[:-1]) if last.endswith("*") else ending.term == last
    return ends_well and [word.term for word in run[:-1]] == whole


class _ListedEdges(NamedTuple):
    """The edges of words that were read one by one."""

    starts: list[int]  # rising, as the ends do
    ends: list[int]

    def start_from(self, at: int) -> int:
        number = bisect_left(self.starts, at)
        return self.starts[number] if number < len(self.starts) else sys.maxsize

    def end_before(self, at: int) -> int:
        number = bisect_right(self.ends, at)
        return self.ends[number - 1] if number else 0
