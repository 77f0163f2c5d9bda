"""Documents found by their titles alone: at once, without an index, and while it is being opened."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, partial

from foc_reader.core.model import BEST_FIRST, FORMS, Answer, DocumentEntry, Filters, Hit, Snippet
from foc_reader.core.search.analysis import fold, is_dense, matches
from foc_reader.core.search.query import Item, Understood, understand
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.values import dataclass, replace

_NO_FILTERS = Filters()
_fold_marks = partial(re.sub, "[\u0300-\u036f]", "")


class TitleList:
    """The documents of a library by their titles, which are folded once: at each letter typed all are looked through.

    Any thread may ask.
    """

    def __init__(self, entries: Iterable[DocumentEntry]) -> None:
        self._entries = tuple(entries)

    @cached_property
    def _titles(self) -> list[str]:
        return [_folded(entry.title) for entry in self._entries]

    def holding(self, query: str, filters: Filters = _NO_FILTERS) -> list[DocumentEntry]:
        """Those within `filters` whose titles answer `query`, be it that its words only begin words of the title.

        What can be read comes before what points to it, then titles that begin with the query; else the order stays.
        What is typed as a sign is heeded as in a search.
        """
        from foc_reader.core.search.scope import rule_of

        entries, titles = self._entries, self._titles
        found: list[int] | None = None
        for understood in map(understand, (*filters.within, query)):
            found = self._answering(understood, found)
        is_let_through = rule_of(filters)
        start = _folded(" ".join(group[0].text for group in understood.groups))
        found = [number for number in found or () if is_let_through(entries[number])]
        found.sort(key=lambda number: (FORMS.index(entries[number].form), not titles[number].startswith(start)))
        return [entries[number] for number in found]

    def warm_up(self) -> None:
        """Do now what the first query would have to wait for: 45 ms for 10,000 titles."""
        self.holding("title")

    def near(self, query: str, most: int) -> list[DocumentEntry]:
        """Those whose titles hold the most of the query's words, at least half of them; at most `most`."""
        words = [_Sought.of(item) for item in _single(understand(query))]
        held = Counter(number for word in words for number in word.held_by(self._titles))
        near = sorted(number for number, words_held in held.items() if words_held * 2 >= len(words))
        near.sort(key=held.__getitem__, reverse=True)
        return [self._entries[number] for number in near[:most]]

    def _answering(self, understood: Understood, numbers: Sequence[int] | None) -> list[int]:
        """Those of `numbers`, None: of all, whose titles answer a query."""
        if not understood.groups:
            return []
        titles, found = self._titles, numbers
        for group in understood.groups:
            found = _held_by_any([_Sought.of(item) for item in group], titles, found)
        unwanted = [_Sought.of(item, is_whole=not item.is_beginning) for item in understood.without]
        left_out = set(_held_by_any(unwanted, titles, found))
        return [n for n in found or () if n not in left_out and understood.allows(self._entries[n])]


def title_hit(entry: DocumentEntry) -> Hit:
    """A document that was found by its title."""
    return Hit(entry.locator, entry, "", 0.0, Snippet(""))


def with_titles(answer: Answer, titled: Sequence[DocumentEntry], limit: int, order: str) -> Answer:
    """`answer` with documents found by their titles: the best first after the hits that hold all words, else among."""
    if not titled:
        return answer
    whole = [hit for hit in answer.hits if hit.holds_all]
    rest = [hit for hit in answer.hits if not hit.holds_all]
    if order == BEST_FIRST:
        whole += map(title_hit, titled[:limit])
    else:
        from foc_reader.core.search.ordering import key_of

        key = key_of(order)
        whole += map(title_hit, heapq.nsmallest(limit, titled, key=key))
        whole.sort(key=lambda hit: key(hit.entry))
    return replace(
        answer,
        hits=(*whole, *rest)[:limit],
        total=answer.total + len(titled),
        documents=answer.documents + len(titled),
        fallback="" if answer.fallback == "some words" else answer.fallback,  # these titles hold all of them
    )


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words that a folded title must hold side by side."""

    longest: str  # of them: most titles do without it, which is found out at once
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, item: Item, is_whole: bool = False) -> _Sought:
        """The words of `item`, each at the beginning of a word; `is_whole`: nothing may follow the last.

        Scripts without blanks have no such beginnings: there any place will do.
        """
        sought = [match for match in matches(item.text) if is_dense(match) or fold(match.group()) in item.forms]
        forms = [_folded(match.group()) for match in sought]
        edges = ["" if is_dense(match) else r"(?<!\w)" for match in sought]
        parts = [edge + re.escape(form) for edge, form in zip(edges, forms, strict=True)]
        ending = r"(?!\w)" if is_whole else ""
        return cls(max(forms, key=len, default=""), re.compile(r"\w*\W+".join(parts) + ending))

    def held_by(self, titles: Sequence[str], numbers: Sequence[int] | None = None) -> list[int]:
        """Which of these titles, None: of all, hold them."""
        longest, search = self.longest, self.pattern.search
        if numbers is None:
            numbers = [number for number, title in enumerate(titles) if longest in title]
        return [number for number in numbers if longest in titles[number] and search(titles[number])]


def _held_by_any(group: Iterable[_Sought], titles: Sequence[str], numbers: Sequence[int] | None) -> list[int]:
    """Which of these titles, None: of all, hold one of the group; rising."""
    found = [sought.held_by(titles, numbers) for sought in group]
    return found[0] if len(found) == 1 else sorted(set().union(*found))


def _single(understood: Understood) -> list[Item]:
    """The words that were typed to be found, each by itself, less those that stand in every title."""
    typed = " ".join(item.text for group in understood.groups for item in group)
    items = [item for group in understand(typed).groups for item in group]
    return [item for item in items if not STOP_WORDS.issuperset(item.forms)] or items


def _folded(text: str) -> str:
    """`text` in small letters without accents. Quicker than the index folds: every title is, for each letter typed."""
    if text.isascii():
        return text.lower()
    return _fold_marks(unicodedata.normalize("NFKD", text).casefold())
