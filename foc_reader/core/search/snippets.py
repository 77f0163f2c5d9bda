"""The excerpt of a passage that shows what answers a query.

Knows nothing of the index and imports no Whoosh.
"""

from __future__ import annotations

from collections.abc import Sequence

from foc_reader.core.model import Passage, Snippet, Span
from foc_reader.core.search.marking import Edges, Mark, marks, merged, sought
from foc_reader.core.values import dataclass

__all__ = ["ELLIPSIS", "SNIPPET_LENGTH", "Excerpt", "make_excerpt", "marks", "passage_text"]

SNIPPET_LENGTH = 200  # characters, about two lines of the list of results
_SHORT_REST = 8  # what is left of a text is shown too when it is no longer than this
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a hit shows of its passage, and where in the document that is."""

    snippet: Snippet
    pid: str = ""  # of the block that holds most of the words; empty in a passage without blocks
    start: int = 0  # of the first mark in that block; start == end: none in it
    end: int = 0


def passage_text(passage: Passage) -> str:
    """The text that snippets of `passage` are cut from: its blocks, with a blank between."""
    return " ".join(passage.texts)


def make_excerpt(passage: Passage, words: Sequence[str]) -> Excerpt:
    """The excerpt of `passage` around the closest stand of `words`; its beginning where none of them occurs."""
    texts = passage.texts
    if not texts:
        return Excerpt(Snippet(""))
    reading = sought(tuple(words), passage.entry.language).read(texts)
    found = sorted(reading.marks)
    best, begin, in_best = _best_block(texts, found)
    snippet = _cut(" ".join(texts), reading.edges, found, in_best)
    pid = passage.pids[best]
    if not in_best:
        return Excerpt(snippet, pid)
    (start, end), *_ = merged(in_best)
    return Excerpt(snippet, pid, start - begin, end - begin)


def _best_block(texts: Sequence[str], found: Sequence[Mark]) -> tuple[int, int, Sequence[Mark]]:
    """(number of the text that holds most different words, the first of such; where it begins, its marks)."""
    best: tuple[int, int, Sequence[Mark]] = (0, 0, ())
    most = begin = after = 0
    for number, text in enumerate(texts):
        if after == len(found):
            break
        end, first = begin + len(text) + 1, after
        while after < len(found) and found[after][0] < end:
            after += 1
        if after > first:
            within = found[first:after]
            different = len({word for _, _, word in within})
            if different > most:
                most, best = different, (number, begin, within)
        begin = end
    return best


def _cut(text: str, edges: Edges, found: Sequence[Mark], around: Sequence[Mark]) -> Snippet:
    """The piece of `text` around the closest of the marks `around`, cut between words, with all marks in it."""
    first, last = _closest(around)
    start = max(0, min(first - (SNIPPET_LENGTH - (last - first)) // 3, len(text) - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, len(text))
    start, end = _between_words(text, edges, start, end)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    places = merged([mark for mark in found if mark[0] < end and mark[1] > start])
    spans = [Span(max(first, start) + shift, min(last, end) + shift) for first, last in places]
    return Snippet(before + text[start:end] + after, tuple(spans))


def _closest(found: Sequence[Mark]) -> tuple[int, int]:
    """Where the stretch of a snippet's length starts and ends that holds most words, and of those most often.

    `found` is in order.
    """
    best, stretch = (0, 0), (0, 0)
    inside: dict[int, int] = {}  # of each word, the marks from `first` up to `after`
    after = 0
    for first, (start, _, leaving) in enumerate(found):
        if 0 < first < after == len(found):
            break  # what is left was in the stretch before, too
        furthest = start + SNIPPET_LENGTH
        while after < len(found) and (after == first or found[after][1] <= furthest):
            number = found[after][2]
            inside[number] = inside.get(number, 0) + 1
            after += 1
        rank = (len(inside), after - first)
        if rank > best:
            best, stretch = rank, (start, min(found[after - 1][1], furthest))
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
    return stretch


def _between_words(text: str, edges: Edges, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inward to the edge of a word, or left where one word fills it all."""
    later = edges.start_from(start) if start > 0 else 0
    earlier = edges.end_before(end) if end < len(text) else end
    if start > 0 and later < end:
        start = later
    if end < len(text) and earlier > start:
        end = earlier
    if len(text) - end <= _SHORT_REST:
        end = len(text)
    return (0 if start <= _SHORT_REST else start), end
