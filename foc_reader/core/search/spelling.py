"""Which words of a query may be misspelled, and what stands in the library that they may be meant for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from math import inf, log
from typing import NamedTuple

from foc_reader.core.cancel import CancelToken
from foc_reader.core.search.distance import shared_ends
from foc_reader.core.search.fields import TEXT_FIELD, WORD_FIELD
from foc_reader.core.search.pack_index import LibraryWords
from foc_reader.core.search.stemming import stem
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.search.vocabulary import Near

_PER_DIFFERENCE = 5.0  # a letter apart counts as much as being in 150 times as many documents
_BLANK = 0.9  # a blank left out, or put in, as a difference
_SHORTEST_LATIN, _SHORTEST = 4, 3  # letters of a word that is looked at; others write no short vowels, or syllables
_TWO_DIFFERENCES_FROM = 6  # letters: in shorter words two are half of it
_SHORTEST_RARE = 5  # letters of a word that stands in the library, and may yet be a slip
_RARE = 3  # documents
_MUCH_COMMONER, _COMMONER = 20, 3  # times, that what is meant must be than a word of the library, or a stem
_ARTICLES = (("\u0620", "\u06ff", "ال"), ("\u05d0", "\u05ea", "ה"))  # of Arabic, of Hebrew: script, article
_SHARED = 2  # letters
_COMMONEST = 30  # one in so many documents holds a word, if it is one of the commoner ones
_MOST_WEIGHED = 8  # words nearby whose passages are counted
MOST_OPTIONS = 3  # for each word


class Option(NamedTuple):
    """What a piece of a query may be meant for."""

    score: float
    forms: tuple[str, ...]  # folded words, a blank between them


class Spelling:
    """Asks the open library about words, folded. Holds while it stays open."""

    def __init__(self, words: LibraryWords, token: CancelToken) -> None:
        self._words, self._token = words, token

    def is_known(self, form: str, is_beginning: bool = False) -> bool:
        """Whether the library holds it as it is written, or words that begin so."""
        if self._words.holding(WORD_FIELD, form):
            return True
        return is_beginning and bool(self._words.beginnings(WORD_FIELD, form, 1, self._token))

    def may_be_wrong(self, form: str, is_beginning: bool) -> bool:
        """Whether it is worth looking for another word: it is unknown, or very rare."""
        if not _is_worth_a_look(form):
            return False
        documents = self._words.holding(WORD_FIELD, form)
        if is_beginning and any(self._words.beginnings(WORD_FIELD, form, 2, self._token)[documents > 0 :]):
            return False  # it goes on to be another
        return documents == 0 or (documents <= _RARE and len(form) >= _SHORTEST_RARE)

    def options(self, form: str) -> list[Option]:
        """What it may be meant for, the likeliest first: words that would find much more."""
        is_known = self.is_known(form)
        most = 2 if len(form) >= _TWO_DIFFERENCES_FROM and not is_known else 1
        found = heapq.nlargest(_MOST_WEIGHED, self._near(form, most))
        held = self._terms(form)
        least = max(held.values(), default=0) * (_MUCH_COMMONER if is_known else _COMMONER)
        kept = [
            option
            for option in found
            if self._finds_more(option.forms[0], held, least)
            or (not is_known and _differs_inside(form, option.forms[0]))
        ]
        if not is_known:
            kept += self._parted(form)
        return heapq.nlargest(MOST_OPTIONS, kept)

    def joined(self, first: str, second: str) -> Option | None:
        """Two words as one; None where the library does not have it."""
        form = first + second
        documents = self._words.holding(WORD_FIELD, form)
        return Option(log(1 + documents) - _PER_DIFFERENCE * _BLANK, (form,)) if documents else None

    def _near(self, form: str, most: int) -> list[Option]:
        """Words spelled nearly so. No further is looked than something better may be."""
        words = self._words.near_words
        words.fill(self._token)
        found: dict[str, Option] = {}
        for differences, is_rare in ((1, False), (2, False), (1, True), (2, True)):
            best = max((option.score for option in found.values()), default=-inf)
            documents = 1 if is_rare else self._words.documents / _COMMONEST
            if differences <= most and best < log(1 + documents) - _PER_DIFFERENCE * differences:
                for sought in (form, *_with_article(form)):
                    for near in words.near(sought, differences, is_rare):
                        found.setdefault(near.form, Option(_score(near), (near.form,)))
        return list(found.values())

    def _parted(self, form: str) -> Iterator[Option]:
        """It as two words of the library."""
        documents, total = self._words.near_words.documents, self._words.documents
        for at in range(1, len(form)):
            first, second = form[:at], form[at:]
            if min(len(first), len(second)) > 1 or first in STOP_WORDS:
                one = documents(first)
                other = documents(second) if one else 0
                if other:
                    score = log(1 + one) + log(1 + other) - log(1 + total) - _PER_DIFFERENCE * _BLANK
                    yield Option(score, (first, second))

    def _terms(self, form: str) -> dict[str, int]:
        """Its stems in the languages of the library, with the passages that hold each."""
        terms = {stem(form, language) for language in self._words.languages or ("",)}
        return {term: held for term in terms if (held := self._words.holding(TEXT_FIELD, term))}

    def _finds_more(self, form: str, held: dict[str, int], least: int) -> bool:
        """Whether it finds what the terms `held` do not, at least so many passages of it."""
        return max((count for term, count in self._terms(form).items() if term not in held), default=0) > least


def _is_worth_a_look(form: str) -> bool:
    """Whether it is no number, and long enough to be told from others."""
    shortest = _SHORTEST_LATIN if form.isascii() else _SHORTEST
    return len(form) >= shortest and (form.isalpha() or not any(map(str.isdecimal, form)))


def _with_article(form: str) -> Iterator[str]:
    """It as one word with the article, where that is usual: many a word stands nowhere without."""
    for first, last, article in _ARTICLES:
        if first <= form[0] <= last and not form.startswith(article):
            yield article + form


def _differs_inside(form: str, other: str) -> bool:
    """Whether beginnings and endings are the same: then the two are no forms of one word, though stems may agree."""
    return min(shared_ends(form, other)) >= _SHARED


def _score(near: Near) -> float:
    return log(1 + near.documents) - _PER_DIFFERENCE * near.cost
