"""The excerpt of a passage that shows what answers a query.

Knows nothing of the index and imports no Whoosh.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from foc_reader.core.model import Passage, Snippet, Span
from foc_reader.core.search.marking import Mark, Reading, marks, merged, sought
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
    return " ".join([block.text for block in passage.blocks])


def make_excerpt(passage: Passage, words: Sequence[str]) -> Excerpt:
    """The excerpt of `passage` around the closest stand of `words`; its beginning where none of them occurs."""
    texts = [block.text for block in passage.blocks]
    if not texts:
        return Excerpt(Snippet(""))
    reading = sought(tuple(words), passage.entry.language).read(texts)
    begins = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    best, in_best = _best_block(reading.marks, begins)
    snippet = _cut(" ".join(texts), reading, in_best)
    pid = passage.blocks[best].pid
    if not in_best:
        return Excerpt(snippet, pid)
    first = merged(in_best)[0]
    return Excerpt(snippet, pid, first.start - begins[best], first.end - begins[best])


def _best_block(found: Sequence[Mark], begins: Sequence[int]) -> tuple[int, list[Mark]]:
    """(number of the block that holds most different words, the first of such, its marks)."""
    blocks: dict[int, list[Mark]] = {}
    for mark in found:
        blocks.setdefault(bisect_right(begins, mark.start) - 1, []).append(mark)
    if not blocks:
        return 0, []
    best = min(blocks, key=lambda block: (-len({mark.number for mark in blocks[block]}), block))
    return best, blocks[best]


def _cut(text: str, whole: Reading, around: Sequence[Mark]) -> Snippet:
    """The piece of `text` around the closest of the marks `around`, cut between words, with all marks in it."""
    first, last = _closest(sorted(around))
    start = max(0, min(first - (SNIPPET_LENGTH - (last - first)) // 3, len(text) - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, len(text))
    start, end = _between_words(text, whole, start, end)
    within = (mark for mark in whole.marks if mark.start < end and mark.end > start)
    spans = (Span(max(mark.start, start), min(mark.end, end)) for mark in merged(within))
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shift = len(before) - start
    return Snippet(
        before + text[start:end] + after,
        tuple([Span(span.start + shift, span.end + shift) for span in spans if span.start < span.end]),
    )


def _closest(found: Sequence[Mark]) -> tuple[int, int]:
    """Where the stretch of a snippet's length starts and ends that holds most words, and of those most often."""
    if len(found) == 1:
        return found[0].start, min(found[0].end, found[0].start + SNIPPET_LENGTH)
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


def _between_words(text: str, whole: Reading, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inward to the edge of a word, or left where one word fills it all."""
    later, earlier = whole.edges.start_from(start), whole.edges.end_before(end)
    if start > 0 and later < end:
        start = later
    if end < len(text) and earlier > start:
        end = earlier
    if len(text) - end <= _SHORT_REST:
        end = len(text)
    return (0 if start <= _SHORT_REST else start), end
