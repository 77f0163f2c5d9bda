"""Which characters of a text answer a query. Knows nothing of the index and imports no Whoosh.

What is sought comes as `Answer.words`, each a text of folded terms: "surveil" a stem, "freed*" the beginning of a
word, "human right" stems that must stand side by side, "human righ*" the same with the last one still being typed.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import add
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
        self._known_dense = _Answers(self._answered)
        self._plain_beginnings = self._beginnings_in_plain_texts()

    def read(self, texts: Sequence[str]) -> Reading:
        """All marks in `texts`; no sequence reaches from one into the next."""
        plain = PlainText.of(texts) if self._plain_beginnings is not None else None
        if plain and self._plain_beginnings is not None:
            return Reading(self._plain_marks(plain, self._plain_beginnings), plain)
        found: list[Mark] = []
        edges = _ListedEdges([], [])
        offset = 0
        for text in texts:
            words = _Words([], [], [], [])
            found += [(start + offset, end + offset, number) for start, end, number in self._marks(text, words)]
            edges.starts.extend(map(offset.__add__, words.starts))
            edges.ends.extend(map(offset.__add__, words.ends))
            offset += len(text) + 1
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

    def _compounds(self, text: str, words: _Words) -> Iterator[Mark]:
        """A mark for each compound that answers when it is written as one word."""
        joined = {number for hyphen in analysis.hyphens(text) if (number := words.joined_at(hyphen)) is not None}
        for first in joined:
            if first - 1 in joined:
                continue
            last = first + 1
            while last in joined:
                last += 1
            number = self._look_at("".join(words.forms[first : last + 1])).number
            if number is not None:
                yield words.starts[first], words.ends[last], number

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
        if _is_sequence([word.term for word in run], run[-1].form, parts):
            yield from ((word.start, word.end, number) for word in run)

    def _marks(self, text: str, words: _Words) -> list[Mark]:
        """All marks of `text`; its words are added to `words`."""
        found: list[Mark] = []
        for match in analysis.matches(text):
            start, end = match.span()
            if not analysis.is_dense(match):
                form, term, number = self._look_at(match.group())
                if number is not None:
                    found.append((start, end, number))
                if form:
                    words.add(start, end, form, term)
            elif bare := analysis.bare_run(match):
                found += self._dense_marks(bare, start, words)
            else:
                for word in analysis.words_of_run(match):
                    number = self._answered(word.form, word.form)
                    if number is not None:
                        found.append((word.start, word.end, number))
                    if word.kind == "pair":
                        words.add(word.start, word.end, word.form, word.form)
        found += self._compounds(text, words)
        for parts, number in self._sequences:
            for at in words.places_of(parts[0]):
                after = at + len(parts)
                if after <= len(words.terms) and _is_sequence(words.terms[at:after], words.forms[after - 1], parts):
                    found += [(*place, number) for place in words.places(at, after)]
        return found

    def _dense_marks(self, bare: str, start: int, words: _Words) -> Iterator[Mark]:
        """Those of a run without blanks, in which a word is each two neighbours, and a Chinese character by itself."""
        answers = self._known_dense
        if len(answers) >= _MOST_KNOWN:
            answers.clear()
        pairs = list(map(add, bare, bare[1:]))
        words.add_pairs(start, pairs)
        for at, number in enumerate(map(answers.__getitem__, pairs), start):
            if number is not None:
                yield at, at + 2, number
        for at, number in enumerate(map(answers.__getitem__, bare), start):
            if number is not None and analysis.is_han(bare[at - start]):
                yield at, at + 1, number

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


def _is_sequence(terms: Sequence[str], last_form: str, parts: Sequence[str]) -> bool:
    """Whether as many words are those of `parts`, of which the last may end with a star."""
    *whole, last = parts
    ends_well = last_form.startswith(last[:-1]) if last.endswith("*") else terms[-1] == last
    return ends_well and terms[:-1] == whole


class _Answers(dict[str, int | None]):
    """What two neighbours in a run without blanks, or one character, answer: each found out once."""

    def __init__(self, answered: Callable[[str, str], int | None]) -> None:
        self._answered = answered

    def __missing__(self, form: str) -> int | None:
        number = self[form] = self._answered(form, form)
        return number


class _Words(NamedTuple):
    """The words of a text in order."""

    starts: list[int]  # rising, as the ends do
    ends: list[int]
    forms: list[str]
    terms: list[str]

    def add(self, start: int, end: int, form: str, term: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.forms.append(form)
        self.terms.append(term)

    def add_pairs(self, start: int, pairs: Sequence[str]) -> None:
        """Those of a run, each of which begins one character after the one before."""
        self.starts.extend(range(start, start + len(pairs)))
        self.ends.extend(range(start + 2, start + 2 + len(pairs)))
        self.forms.extend(pairs)
        self.terms.extend(pairs)

    def joined_at(self, hyphen: int) -> int | None:
        """The number of the word that a hyphen at this place joins to the next one; None where it joins none."""
        number = bisect_left(self.ends, hyphen)
        is_joined = self.ends[number : number + 1] == [hyphen] and self.starts[number + 1 : number + 2] == [hyphen + 1]
        return number if is_joined else None

    def places_of(self, term: str) -> Iterator[int]:
        """The numbers of the words that are this one."""
        return (number for number, other in enumerate(self.terms) if other == term)

    def places(self, first: int, after: int) -> Iterator[tuple[int, int]]:
        """Where these words start and end."""
        return zip(self.starts[first:after], self.ends[first:after], strict=True)


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
