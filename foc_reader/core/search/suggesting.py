"""“Did you mean”: a query with its misspelled words replaced by words of the library, where that finds more."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, product

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import FocReaderError
from foc_reader.core.model import Answer, Passage, Span
from foc_reader.core.search import analysis
from foc_reader.core.search.doubts import Doubt, doubts
from foc_reader.core.search.pack_index import LibraryWords
from foc_reader.core.search.query import Understood
from foc_reader.core.search.ranking import Ranked
from foc_reader.core.search.spelling import Option
from foc_reader.core.search.suggestion import Suggestion

MOST_DOUBTS = 4  # words of a query that are replaced, the first ones
MOST_TRIED = 4  # queries that are tried, the likeliest first
_MOST_READ = 3  # passages in which it is looked up how a word is written

Find = Callable[[str], tuple[Answer, Sequence[Ranked]]]
_Changes = Sequence[tuple[Span, str]]  # places in a query, in order, and what goes there


def suggest(
    understood: Understood, answer: Answer, library: LibraryWords, find: Find, token: CancelToken
) -> Suggestion | None:
    """What may be meant instead of the query that gave `answer`; None where nothing better is known.

    `find` answers a query within the same filters. Raises IndexDamaged, Cancelled.
    """
    holds_all = any(hit.holds_all for hit in answer.hits)
    doubted = list(islice(doubts(understood, library, holds_all, token), MOST_DOUBTS))
    if not doubted:
        return None
    places = [understood.typed(doubt.place) for doubt in doubted]
    is_surely_better = not all(doubt.is_known for doubt in doubted)
    best: Suggestion | None = None
    for options in _likeliest(doubted):
        token.check()
        chosen = [(doubt, option.forms) for doubt, option in zip(doubted, options, strict=True)]
        changes = [(place, doubt.text(forms)) for place, (doubt, forms) in zip(places, chosen, strict=True)]
        found, ranked = find(_rewritten(answer.query, changes)[0])
        is_better = is_surely_better or found.total > answer.total
        if ranked and is_better and (best is None or ranked[0].holds_all):
            passages = _Passages(ranked)
            changes = [
                (place, _as_typed(answer.query[place.start : place.end], _written(doubt, forms, passages)))
                for place, (doubt, forms) in zip(places, chosen, strict=True)
            ]
            query, changed = _rewritten(answer.query, changes)
            best = Suggestion(query, found.total, found.documents, changed)
            if ranked[0].holds_all:
                break
    return best


def _likeliest(doubted: Sequence[Doubt]) -> list[tuple[Option, ...]]:
    """One option for each doubt: the likeliest combinations, best first."""
    return heapq.nlargest(
        MOST_TRIED,
        product(*(doubt.options for doubt in doubted)),
        key=lambda options: sum(option.score for option in options),
    )


def _rewritten(query: str, changes: _Changes) -> tuple[str, tuple[Span, ...]]:
    """`query` with `changes` made, and where they are in it."""
    made, places, end = "", [], 0
    for place, text in changes:
        made += query[end : place.start]
        places.append(Span(len(made), len(made) + len(text)))
        made += text
        end = place.end
    return made + query[end:], tuple(places)


class _Passages:
    """The first ones of an answer that can be read; each is read once, when it is first looked at."""

    def __init__(self, ranked: Sequence[Ranked]) -> None:
        self._ranked, self._read = ranked[:_MOST_READ], dict[int, Passage]()

    def __iter__(self) -> Iterator[Passage]:
        for number, found in enumerate(self._ranked):
            if number not in self._read:
                place = found.pack.place(found.passage)
                try:
                    self._read[number] = found.pack.pack.passage(place)
                except FocReaderError:
                    continue
            yield self._read[number]


def _written(doubt: Doubt, forms: Sequence[str], passages: Iterable[Passage]) -> str:
    """Folded forms as they are written in `passages`, most often; as they are where they do not occur."""
    if doubt.is_run:
        return _run_as_written(tuple(forms), passages)
    whole = _most_often(forms, passages) if len(forms) > 1 else ""
    return doubt.text([whole] if whole else [_most_often([form], passages) or form for form in forms])


def _most_often(forms: Sequence[str], passages: Iterable[Passage]) -> str:
    """Words that follow one another as the first passage that holds them writes them, most often; empty: none does."""
    sought = " ".join(forms)
    for passage in passages:
        seen: Counter[str] = Counter()
        whole = "\n".join(_texts(passage))
        for text in [whole] if analysis.is_plain(whole) else _texts(passage):
            if analysis.is_plain(text):  # then it is written as it is folded
                seen[sought] += _times(sought, text.lower())
            else:
                seen.update(_places(forms, text))
        for written, times in seen.most_common(1):
            if times:
                return written
    return ""


def _times(sought: str, text: str) -> int:
    """How often words stand in a text. A pattern would take a tenth of a suggestion to be made."""
    times, at = 0, text.find(sought)
    while at >= 0:
        end = at + len(sought)
        times += not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
        at = text.find(sought, at + 1)
    return times


def _places(forms: Sequence[str], text: str) -> Iterator[str]:
    """Each place in `text` where these words follow one another, in small letters."""
    before: list[re.Match[str]] = []
    for match in analysis.matches(text):
        before = [*before, match][-len(forms) :]
        if analysis.fold(match.group()) == forms[-1] and [analysis.fold(one.group()) for one in before] == [*forms]:
            yield " ".join(text[before[0].start() : match.end()].lower().split())


def _run_as_written(characters: tuple[str, ...], passages: Iterable[Passage]) -> str:
    """A run as it is written where it stands first."""
    count = len(characters)
    for text in chain.from_iterable(map(_texts, passages)):
        for match in filter(analysis.is_dense, analysis.matches(text)):
            units = analysis.units_of(text, *match.span())
            for at in range(len(units) - count + 1):
                if tuple(unit.form for unit in units[at : at + count]) == characters:
                    return text[units[at].start : units[at + count - 1].end]
    return "".join(characters)


def _texts(passage: Passage) -> Iterator[str]:
    yield from (passage.entry.title, passage.section, *passage.texts)


def _as_typed(typed: str, text: str) -> str:
    """`text` with a capital where there was one."""
    if typed[:1].isupper():
        return text.upper() if len(typed) > 1 and typed.isupper() else text[:1].upper() + text[1:]
    return text
