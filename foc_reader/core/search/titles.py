"""Documents found by their titles alone: at once, without an index, and while it is being opened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial

from foc_reader.core.model import BEST_FIRST, FORMS, Answer, DocumentEntry, Filters, Hit, Snippet
from foc_reader.core.search.analysis import fold, is_dense, matches
from foc_reader.core.search.query import Item, Understood, understand
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.values import dataclass, replace

_fold_marks = partial(re.sub, "[\u0300-\u036f]", "")


def titles_holding(query: str, entries: Iterable[DocumentEntry]) -> list[DocumentEntry]:
    """Those of `entries` whose titles answer `query`, be it that its words only begin words of the title.

    What can be read comes before what points to it, then titles that begin with the query; else the order stays. What
    is typed as a sign is heeded as in a search.
    """
    understood = understand(query)
    sought = [[_Sought.of(item) for item in group] for group in understood.groups]
    if not sought:
        return []
    unwanted = [[_Sought.of(item, is_whole=not item.is_beginning) for item in understood.without]]
    found = []
    for entry in entries:
        title = _folded(entry.title)
        if _answers(title, sought) and not _answers(title, unwanted) and understood.allows(entry):
            found.append((title, entry))
    start = _folded(" ".join(group[0].text for group in understood.groups))
    found.sort(key=lambda pair: (FORMS.index(pair[1].form), not pair[0].startswith(start)))
    return [entry for _, entry in found]


def titles_near(query: str, entries: Iterable[DocumentEntry], most: int) -> list[DocumentEntry]:
    """Those whose titles hold the most of the query's words, at least half of them; at most `most`."""
    words = [[_Sought.of(item)] for item in _single(understand(query))]
    near = []
    for entry in entries:
        title = _folded(entry.title)
        held = sum(1 for word in words if _answers(title, [word]))
        if held and held * 2 >= len(words):
            near.append((held, entry))
    near.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in near[:most]]


def title_hits(query: str, filters: Filters, entries: Iterable[DocumentEntry]) -> tuple[Hit, ...]:
    """The same within `filters`, as hits."""
    from foc_reader.core.search.scope import rule_of

    found = list(filter(rule_of(filters), entries))
    for one in (*filters.within, query):
        found = titles_holding(one, found)
    return tuple(map(title_hit, found))


def title_hit(entry: DocumentEntry) -> Hit:
    """A document that was found by its title."""
    return Hit(entry.locator, entry, "", 0.0, Snippet(""))


def with_titles(answer: Answer, titled: Sequence[Hit], limit: int, order: str) -> Answer:
    """`answer` with documents found by their titles: the best first after the hits that hold all words, else among."""
    if not titled:
        return answer
    whole = [*(hit for hit in answer.hits if hit.holds_all), *titled]
    rest = [hit for hit in answer.hits if not hit.holds_all]
    if order != BEST_FIRST:
        from foc_reader.core.search.ordering import key_of

        key = key_of(order)
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


def _answers(title: str, sought: Iterable[Iterable[_Sought]]) -> bool:
    """Whether a folded title holds one of each group."""
    for group in sought:
        for item in group:
            if item.longest in title and item.pattern.search(title):
                break
        else:
            return False
    return True


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
