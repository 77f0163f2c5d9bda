"""Four queries that find something in this library, made from its own words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from foc_reader.core.model import DocumentEntry, PackInfo
from foc_reader.core.values import dataclass

_SHORTEST = 4  # letters of a word worth showing
_BEGINNING = 6  # letters


def _tr(text: str) -> str:
    return QCoreApplication.translate("examples", text)


@dataclass(frozen=True)
class Example:
    """A query, and which sign it shows."""

    kind: str  # "word", "phrase", "title", "year", "beginning"
    query: str


def meaning_of(example: Example) -> str:
    """What the query of an example finds, in a few words."""
    meanings = {
        "word": _tr("A word"),
        "phrase": _tr("Words side by side"),
        "title": _tr("A word in the title"),
        "year": _tr("A word, in documents of these years"),
        "beginning": _tr("Words that begin like this"),
    }
    return meanings[example.kind]


def examples(info: PackInfo, entries: Sequence[DocumentEntry]) -> tuple[Example, ...]:
    """At most four, each true: built on the query that the pack itself is tried with, and on a title.

    `entries` are the pack's. Scripts without blanks between words give fewer.
    """
    entry = next((entry for entry in entries if entry.id == info.probe_document), None) or next(iter(entries), None)
    if entry is None:
        return ()
    words = entry.title.split()
    made = []
    if info.probe_query:
        made.append(Example("word", info.probe_query))
    phrase = next((f"{one} {two}" for one, two in pairwise(words) if _is_plain(one) and _is_plain(two)), "")
    if phrase:
        made.append(Example("phrase", f'"{phrase}"'))
    longest = max(filter(_is_plain, words), key=len, default="")
    if longest:
        made.append(Example("title", f"title:{longest.casefold()}"))
    if entry.year.isdecimal() and info.probe_query:
        years = [other.year for other in entries if other.year.isdecimal() and entry.year <= other.year]
        last = min(max(years), str(int(entry.year) + 3))
        span = entry.year if last == entry.year else f"{entry.year}..{last}"
        made.append(Example("year", f"year:{span} {info.probe_query}"))
    elif longest:
        made.append(Example("beginning", f"{longest.casefold()[:_BEGINNING]}*"))
    return tuple(made[:4])


def _is_plain(word: str) -> bool:
    return word.isalpha() and len(word) >= _SHORTEST
