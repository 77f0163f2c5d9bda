"""Which characters of a text answer a query. Knows nothing of the index and imports no Whoosh.

What is sought comes as `Answer.words`, each a text of folded terms: "surveil" a stem, "freed*" the beginning of a
word, "human right" stems that must stand side by side, "human righ*" the same with the last one still being typed.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from foc_reader.core.model import Span
from foc_reader.core.search import analysis
from foc_reader.core.search.stemming import kept_beginnings, stem

_MOST_KNOWN = 20_000  # different words of texts remembered for one query

# A text is plain when its words are runs of ASCII letters and digits. Then only words that begin as one that is
# sought are looked at, which for a passage takes 20 us instead of 200.
_PLAIN_WORD = re.compile("[a-z0-9]+")
_NEXT_PLAIN_WORD = re.compile("[^a-z0-9\0]*([a-z0-9]+)")
_PLAIN_COMPOUND = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")
_OTHER_HYPHENS = "‐‑"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_BETWEEN = "\0"  # two blocks, while they are read: no text holds it, and no phrase reaches over it


class Mark(NamedTuple):
    """Where a word stands that answers one that is sought."""

    start: int
    end: int
    number: int  # of the word it answers


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
    return merged(sought(tuple(words), language).read([text]).marks)


def merged(found: Iterable[Mark]) -> tuple[Span, ...]:
    """Those places in order, each character once."""
    spans: list[Span] = []
    for start, end, _ in sorted(found):
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


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
        self._plain_beginnings = self._beginnings_in_plain_texts()

    def read(self, texts: Sequence[str]) -> Reading:
        """All marks in `texts`; no sequence reaches from one into the next."""
        joined = _BETWEEN.join(texts)
        if self._plain_beginnings is not None and analysis.is_plain(joined):
            lowered = joined.lower()
            for hyphen in () if lowered.isascii() else _OTHER_HYPHENS:
                lowered = lowered.replace(hyphen, "-")
            return Reading(self._plain_marks(lowered, self._plain_beginnings), _PlainEdges(lowered))
        found: list[Mark] = []
        edges = _ListedEdges([], [])
        offsets = accumulate((len(text) + 1 for text in texts), initial=0)
        for text, offset in zip(texts, offsets, strict=False):
            placed: list[_Placed] = []
            found += (Mark(start + offset, end + offset, number) for start, end, number in self._marks(text, placed))
            edges.starts.extend(word.start + offset for word in placed)
            edges.ends.extend(word.end + offset for word in placed)
        return Reading(found, edges)

    def _beginnings_in_plain_texts(self) -> list[str] | None:
        """How the words begin that can answer, none of these the beginning of another; None: that cannot be told."""
        terms = [*self._terms, *(parts[0] for parts, _ in self._sequences)]
        found = {form for form, _ in self._beginnings}
        for term in terms:
            kept = kept_beginnings(term, self._language)
            if kept is None:
                return None
            found.update(kept)
        plain = sorted(form for form in found if _PLAIN_WORD.fullmatch(form))
        return [form for form in plain if not any(form.startswith(other) for other in plain if other != form)]

    def _plain_marks(self, lowered: str, beginnings: Sequence[str]) -> list[Mark]:
        found = list(self._plain_compounds(lowered, tuple(beginnings)))
        for beginning in beginnings:
            end = 0
            while (start := lowered.find(beginning, end)) >= 0:
                word = _PLAIN_WORD.match(lowered, start)
                assert word is not None  # the beginning is one
                end = word.end()
                if start and lowered[start - 1] in _PLAIN:
                    continue  # it stands within a word
                known = self._look_at(word.group())
                if known.number is not None:
                    found.append(Mark(start, end, known.number))
                for parts, number in self._sequences:
                    if parts[0] == known.term:
                        found += self._plain_sequence(
                            lowered, _Placed(start, end, known.form, known.term), parts, number
                        )
        return found

    def _plain_compounds(self, lowered: str, beginnings: tuple[str, ...]) -> Iterator[Mark]:
        end = 0
        while (hyphen := lowered.find("-", end)) >= 0:
            start, end = hyphen, hyphen + 1
            while start and lowered[start - 1] in _PLAIN:
                start -= 1
            compound = _PLAIN_COMPOUND.match(lowered, start)
            if compound:
                end = compound.end()
                word = compound.group().replace("-", "")
                number = self._look_at(word).number if word.startswith(beginnings) else None
                if number is not None:
                    yield Mark(start, end, number)

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
                    yield Mark(in_order[at].start, in_order[last].end, number)
            at = last + 1

    def _plain_sequence(self, lowered: str, first: _Placed, parts: Sequence[str], number: int) -> Iterator[Mark]:
        """A mark for each word of the sequence `parts` that begins with the word `first`; none where it is another."""
        run = [first]
        while len(run) < len(parts):
            following = _NEXT_PLAIN_WORD.match(lowered, run[-1].end)
            if following is None:
                return
            known = self._look_at(following[1])
            run.append(_Placed(*following.span(1), known.form, known.term))
        if _is_sequence(run, parts):
            yield from (Mark(word.start, word.end, number) for word in run)

    def _marks(self, text: str, in_order: list[_Placed]) -> list[Mark]:
        """All marks of `text`, those of words before those of sequences; its words are added to `in_order`."""
        found: list[Mark] = []
        for match in analysis.matches(text):
            if analysis.is_dense(match):
                for word in analysis.words_of_run(match):
                    number = self._answered(word.form, word.form)
                    if number is not None:
                        found.append(Mark(word.start, word.end, number))
                    if word.kind == "pair":
                        in_order.append(_Placed(word.start, word.end, word.form, word.form))
            else:
                form, term, number = self._look_at(match.group())
                start, end = match.span()
                if number is not None:
                    found.append(Mark(start, end, number))
                if form:
                    in_order.append(_Placed(start, end, form, term))
        found += self._compounds(text, in_order)
        for parts, number in self._sequences:
            for at in range(len(in_order) - len(parts) + 1):
                if in_order[at].term == parts[0]:
                    run = in_order[at : at + len(parts)]
                    if _is_sequence(run, parts):
                        found += (Mark(word.start, word.end, number) for word in run)
        return found

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


class _PlainEdges:
    """The edges of words in a plain text, found where they are asked for."""

    def __init__(self, lowered: str) -> None:
        self._lowered = lowered

    def start_from(self, at: int) -> int:
        word = _PLAIN_WORD.search(self._lowered, at)
        if word and word.start() == at and at and self._lowered[at - 1] in _PLAIN:
            word = _PLAIN_WORD.search(self._lowered, word.end())
        return word.start() if word else sys.maxsize

    def end_before(self, at: int) -> int:
        text = self._lowered
        if at < len(text) and text[at] in _PLAIN:
            while at and text[at - 1] in _PLAIN:
                at -= 1
        while at and text[at - 1] not in _PLAIN:
            at -= 1
        return at
