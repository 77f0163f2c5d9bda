"""More like this: the words that tell a text from the rest of the library, as a plan to look for."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from foc_reader.core.model import DocumentEntry
from foc_reader.core.search import analysis
from foc_reader.core.search.codec.engine import Or, Term
from foc_reader.core.search.codec.weighting import Statistics
from foc_reader.core.search.fields import TEXT_FIELD
from foc_reader.core.search.pack_index import LibraryWords
from foc_reader.core.search.stemming import stem
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.search.wording import Plan

_MOST_TERMS = 30  # of a text; more of them find nothing better
_TITLE_WEIGHT = 2
_MOST_CHARACTERS = 200_000  # of a text that are looked at


def plan_like(entry: DocumentEntry, texts: Sequence[str], words: LibraryWords) -> Plan | None:
    """What to look up for more like these texts of a document; None where no word of them stands anywhere else."""
    weights = _weights(_counted(entry.title, texts, entry.language), words)
    if not weights:
        return None
    heaviest = max(weights.values())
    terms = [Term(TEXT_FIELD, term, boost=weight / heaviest) for term, weight in weights.items()]
    return Plan(Or(terms), None, (), None, (), words=tuple(weights), terms=len(terms), leaves_out=entry)


def _counted(title: str, texts: Iterable[str], language: str) -> Counter[str]:
    """How often each term stands in them."""
    counts: Counter[str] = Counter()
    left = _MOST_CHARACTERS
    for text, weight in ((title, _TITLE_WEIGHT), *((text, 1) for text in texts)):
        for word in analysis.words(text[: max(left, 0)]):
            if word.kind == "single" or len(word.form) < 2 or word.form in STOP_WORDS or word.form.isdecimal():
                continue
            counts[stem(word.form, language) if word.kind == "word" else word.form] += weight
        left -= len(text)
    return counts


def _weights(counts: Mapping[str, int], words: LibraryWords) -> dict[str, float]:
    """The most telling terms: those that are often here and seldom elsewhere."""
    statistics: Statistics = words.statistics
    told = {}
    for term, count in counts.items():
        if words.holding(TEXT_FIELD, term) > 1:  # else it stands here alone
            told[term] = (1 + log(count)) * statistics.idf(TEXT_FIELD, term.encode())
    best = heapq.nlargest(_MOST_TERMS, told, key=lambda term: (told[term], term))
    return {term: told[term] for term in best}
