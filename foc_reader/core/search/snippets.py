"""Which characters of a text answer a query, and the excerpt of a passage that shows them.

Knows nothing of the index and imports no Whoosh: the window marks the words of an open document with it.

What is sought comes as `Answer.words`, each a text of folded terms: "surveil" a stem, "freed*" the beginning of a
word, "human right" stems that must stand side by side, "human righ*" the same with the last one still being typed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from foc_reader.core.model import Block, Passage, Snippet, Span
from foc_reader.core.search import analysis
from foc_reader.core.search.stemming import stem
from foc_reader.core.values import dataclass

SNIPPET_LENGTH = 200  # characters, about two lines of the list of results
_SHORT_REST = 8  # what is left of a text is shown too when it is no longer than this
ELLIPSIS = "…"
_MOST_KNOWN = 20_000  # different words of texts remembered for one query


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a hit shows of its passage, and where in the document that is."""

    snippet: Snippet
    pid: str = ""  # of the block that holds most of the words; empty in a passage without blocks
    start: int = 0  # of the first mark in that block; start == end: none in it
    end: int = 0


def marks(text: str, words: Sequence[str], language: str) -> tuple[Span, ...]:
    """The places in `text` that answer `words`, in order and apart from one another. Cheap; any thread may call it."""
    return _merged(_read(text, _sought(tuple(words), language)).marks)


def passage_text(passage: Passage) -> str:
    """The text that snippets of `passage` are cut from: its blocks, with a blank between."""
    return " ".join(block.text for block in passage.blocks)


def make_excerpt(passage: Passage, words: Sequence[str]) -> Excerpt:
    """The excerpt of `passage` around the closest stand of `words`; its beginning where none of them occurs."""
    sought = _sought(tuple(words), passage.entry.language)
    readings = [_read(block.text, sought) for block in passage.blocks]
    best = max(range(len(readings)), key=lambda number: readings[number].variety, default=-1)
    if best < 0:
        return Excerpt(Snippet(""))
    first_marks = _merged(readings[best].marks)[:1]
    whole = _joined(passage.blocks, readings)
    offset = sum(len(block.text) + 1 for block in passage.blocks[:best])
    snippet = _cut(passage_text(passage), whole, [mark.moved(offset) for mark in readings[best].marks])
    first = first_marks[0] if first_marks else Span(0, 0)
    return Excerpt(snippet, passage.blocks[best].pid, first.start, first.end)


class _Mark(NamedTuple):
    start: int
    end: int
    number: int  # of the word it answers

    def moved(self, by: int) -> _Mark:
        return _Mark(self.start + by, self.end + by, self.number)


class _Reading(NamedTuple):
    """A text, read for what is sought."""

    marks: list[_Mark]
    words: list[_Placed]  # in order

    @property
    def variety(self) -> int:
        """How many different words of the query it holds."""
        return len({mark.number for mark in self.marks})


class _Joined(NamedTuple):
    """The readings of a passage's blocks, in places of its text."""

    marks: list[_Mark]
    starts: list[int]  # of words, rising
    ends: list[int]


class _Known(NamedTuple):
    """A word of a text, looked at once."""

    form: str  # empty: it is none
    term: str
    number: int | None  # of what it answers


class _Sought:
    """The words of a query, and what was found out about the words of texts."""

    def __init__(self, words: tuple[str, ...], language: str) -> None:
        self._language = language
        self._terms: dict[str, int] = {}
        self._beginnings: list[tuple[str, int]] = []
        self.sequences: list[tuple[list[str], int]] = []
        for number, word in enumerate(words):
            parts = word.split()
            if len(parts) > 1:
                self.sequences.append((parts, number))
            elif parts and parts[0].endswith("*"):
                self._beginnings.append((parts[0][:-1], number))
            elif parts:
                self._terms[parts[0]] = number
        self._known: dict[str, _Known] = {}

    def look_at(self, word: str) -> _Known:
        """What a word as it stands in a text is to this query."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            form = analysis.fold(word)
            term = stem(form, self._language)
            known = self._known[word] = _Known(form, term, self.answered(form, term))
        return known

    def answered(self, form: str, term: str) -> int | None:
        """Which of the single words and beginnings a word answers."""
        number = self._terms.get(term)
        if number is None and form:
            number = next((number for start, number in self._beginnings if form.startswith(start)), None)
        return number


@lru_cache(maxsize=16)
def _sought(words: tuple[str, ...], language: str) -> _Sought:
    return _Sought(words, language)


class _Placed(NamedTuple):
    start: int
    end: int
    form: str
    term: str


def _read(text: str, sought: _Sought) -> _Reading:
    """All marks of `text`, those of words before those of sequences; they may overlap."""
    found: list[_Mark] = []
    in_order: list[_Placed] = []
    for match in analysis.matches(text):
        if analysis.is_dense(match):
            for word in analysis.words_of_run(match):
                number = sought.answered(word.form, word.form)
                if number is not None:
                    found.append(_Mark(word.start, word.end, number))
                if word.kind == "pair":
                    in_order.append(_Placed(word.start, word.end, word.form, word.form))
        else:
            form, term, number = sought.look_at(match.group())
            start, end = match.span()
            if number is not None:
                found.append(_Mark(start, end, number))
            if form:
                in_order.append(_Placed(start, end, form, term))
    found += _compounds(text, in_order, sought)
    for parts, number in sought.sequences:
        found += _sequences(in_order, parts, number)
    return _Reading(found, in_order)


def _compounds(text: str, in_order: Sequence[_Placed], sought: _Sought) -> Iterator[_Mark]:
    """A mark for each compound that answers when it is written as one word."""
    at = 0
    while at < len(in_order):
        last = at
        while last + 1 < len(in_order) and analysis.is_joined(text, in_order[last].end, in_order[last + 1].start):
            last += 1
        if last > at:
            number = sought.look_at("".join(word.form for word in in_order[at : last + 1])).number
            if number is not None:
                yield _Mark(in_order[at].start, in_order[last].end, number)
        at = last + 1


def _sequences(in_order: Sequence[_Placed], parts: Sequence[str], number: int) -> Iterator[_Mark]:
    """A mark for each word of each place where `parts` stand side by side."""
    *whole, last = parts
    for at in range(len(in_order) - len(whole)):
        if in_order[at].term != whole[0]:
            continue
        run = in_order[at : at + len(parts)]
        ending = run[-1]
        ends_well = ending.form.startswith(last[:-1]) if last.endswith("*") else ending.term == last
        if ends_well and [word.term for word in run[:-1]] == whole:
            yield from (_Mark(word.start, word.end, number) for word in run)


def _merged(found: Iterable[_Mark]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end, _ in sorted(found):
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def _joined(blocks: Sequence[Block], readings: Sequence[_Reading]) -> _Joined:
    """The readings of all blocks as one of the passage's text."""
    joined = _Joined([], [], [])
    offset = 0
    for block, reading in zip(blocks, readings, strict=True):
        joined.marks.extend(mark.moved(offset) for mark in reading.marks)
        joined.starts.extend(word.start + offset for word in reading.words)
        joined.ends.extend(word.end + offset for word in reading.words)
        offset += len(block.text) + 1
    return joined


def _cut(text: str, whole: _Joined, around: Sequence[_Mark]) -> Snippet:
    """The piece of `text` around the closest of the marks `around`, cut between words, with all marks in it."""
    first, last = _closest(sorted(around))
    start = max(0, min(first - (SNIPPET_LENGTH - (last - first)) // 3, len(text) - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, len(text))
    start, end = _between_words(text, whole, start, end)
    spans = (Span(max(mark.start, start), min(mark.end, end)) for mark in _merged(whole.marks))
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    return Snippet(
        before + text[start:end] + after,
        tuple(Span(span.start + shift, span.end + shift) for span in spans if span.start < span.end),
    )


def _closest(found: Sequence[_Mark]) -> tuple[int, int]:
    """Where the stretch of a snippet's length starts and ends that holds most words, and of those most often."""
    best, stretch = (0, 0), (0, 0)
    inside: Counter[int] = Counter()  # of each word, the marks from `first` up to `after`
    after = 0
    for first, mark in enumerate(found):
        while after < len(found) and (after == first or found[after].end <= mark.start + SNIPPET_LENGTH):
            inside[found[after].number] += 1
            after += 1
        rank = (len(inside), after - first)
        if rank > best:
            best, stretch = rank, (mark.start, min(found[after - 1].end, mark.start + SNIPPET_LENGTH))
        inside[mark.number] -= 1
        if not inside[mark.number]:
            del inside[mark.number]
    return stretch


def _between_words(text: str, whole: _Joined, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inward to the edge of a word, or left where one word fills it all."""
    later, earlier = bisect_left(whole.starts, start), bisect_right(whole.ends, end) - 1
    if start > 0 and later < len(whole.starts) and whole.starts[later] < end:
        start = whole.starts[later]
    if end < len(text) and earlier >= 0 and whole.ends[earlier] > start:
        end = whole.ends[earlier]
    if len(text) - end <= _SHORT_REST:
        end = len(text)
    return (0 if start <= _SHORT_REST else start), end
