"""From the items of a query to terms of the index: forms in the library's languages, beginnings, bounded in number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from foc_reader.core.model import DocumentEntry
from foc_reader.core.search.analysis import Word, is_han
from foc_reader.core.search.codec.engine import And, NullQuery, Or, Phrase, Query, Term
from foc_reader.core.search.codec.weighting import idf
from foc_reader.core.search.fields import TEXT_FIELD, TITLE_FIELD, WORD_FIELD
from foc_reader.core.search.query import Item, Understood
from foc_reader.core.search.stemming import stem
from foc_reader.core.search.stopwords import STOP_WORDS
from foc_reader.core.values import dataclass

MOST_TERMS = 200  # of one query, whatever was typed; a five-word query in twelve languages has some 30
MOST_BEGINNINGS = 8  # how many words a beginning stands for: the most frequent ones
_MOST_FORMS = 24  # of one item
_MOST_TIERED = 3  # words: longer queries are not asked for all of their words (SEARCH.md, Ranking)
_FARTHEST = 3  # words from one to the next: "right to the privacy"
_MOST_NEIGHBOURS = 12  # pairs of one query
_NAME_SIGNS = frozenset("@.:_\\")  # of addresses, and of abbreviations such as "U.S."
_GUESS_WEIGHT = 0.5  # of a word that only begins as typed, against the word itself

Holding = Callable[[str, str], int]  # (field, term) -> passages in all open packs that hold it
Beginnings = Callable[[str, str, int], Sequence[str]]  # (field, prefix, most) -> the most frequent words that begin so


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look up. A query of None asks for nothing."""

    first: Query  # what stands first: all words of a short query, any of a long one
    rest: Query | None  # what stands below the divider: some of the words
    required: tuple[Query, ...]  # must hold as well, where `first` alone does not see to it
    forbidden: Query | None
    neighbours: tuple[Neighbours, ...]  # words that weigh more where they stand as they were typed
    words: tuple[str, ...]  # to mark: see snippets
    terms: int  # how many the queries have
    leaves_out: DocumentEntry | None = None  # a document that is not sought

    @property
    def pair(self) -> Sequence[Query]:
        """Two words, of which `first` asks for both and `rest` for either, where nothing else is asked for."""
        if self.rest is None or type(self.first) is not And or type(self.rest) is not Or:
            return ()
        words: Sequence[Query] = self.first.subqueries
        is_plain = len(words) == 2 and {type(word) for word in words} == {Term} and self.rest.subqueries == words
        return words if is_plain and not self.required and self.forbidden is None else ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two terms of the text that were typed one after the other, and how far apart: 1 for nothing between them."""

    first: str
    second: str
    distance: int


def make_plan(
    understood: Understood, languages: Sequence[str], holding: Holding, beginnings: Beginnings, passages: int
) -> Plan:
    """The plan for a query that has groups. `languages` are those of the open library, which has so many passages."""
    wording = _Wording(languages, holding, beginnings, passages)
    forbidden = [wording.read(item).strict for item in understood.without]  # first: never lost to the bound
    groups = [[wording.read(item) for item in group] for group in understood.groups]
    strict = [_either(found.strict for found in group) for group in groups]
    loose = [_either(found.loose for found in group) for group in groups]
    required = tuple(
        query for query, group in zip(strict, understood.groups, strict=True) if all(map(_is_binding, group))
    )
    is_tiered = len(groups) - len(required) <= _MOST_TIERED
    has_rest = is_tiered and len(required) < len(groups) and (len(groups) > 1 or loose != strict)
    words = (word for group in groups for found in group for word in found.words)
    return Plan(
        first=_all(strict) if is_tiered else _either(loose),
        rest=_either(loose) if has_rest else None,
        required=required if has_rest or not is_tiered else (),
        forbidden=_either(forbidden) if forbidden else None,
        neighbours=tuple(wording.neighbours(understood.groups)),
        words=tuple(dict.fromkeys(words)),
        terms=wording.used,
    )


def _is_binding(item: Item) -> bool:
    """Whether no passage may come without it, however long the query."""
    return item.is_quoted or item.is_title


def _is_compound(item: Item) -> bool:
    """Whether its words would mean something each by itself: no number, address or sign."""
    return all(form.isalpha() for form in item.forms) and _NAME_SIGNS.isdisjoint(item.text)


@dataclass(frozen=True, slots=True)
class _Worded:
    """An item in the terms of the index."""

    strict: Query
    loose: Query  # the same; of a compound or a run of characters without blanks: any part of it
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sequence:
    """Terms side by side."""

    terms: tuple[str, ...]
    is_guess: bool = False  # its last word only begins as typed


class _Wording:
    """Words items, and counts the terms that takes."""

    def __init__(self, languages: Sequence[str], holding: Holding, beginnings: Beginnings, passages: int) -> None:
        self._languages, self._passages = languages or ("",), passages
        self._holding, self._beginnings = cache(holding), beginnings
        self.used = 0

    def read(self, item: Item) -> _Worded:
        field = TITLE_FIELD if item.is_title else TEXT_FIELD
        found = self._bounded(field, self._sequences(item, field))
        weights = self._weights(field, found)
        strict = _either(_query(field, sequence, weight) for sequence, weight in zip(found, weights, strict=True))
        words = [" ".join(sequence.terms) for sequence in found]
        if item.is_beginning and found:
            words += [" ".join((*start, item.forms[-1] + "*")) for start in self._starts(item)]
        if len(item.words) > 1 and not _is_binding(item):
            if all(word.kind == "pair" for word in item.words):
                self.used += len(item.words)
                return _Worded(strict, _either(Term(field, form) for form in item.forms), item.forms)
            if _is_compound(item):
                parts = self._parts(item, field)
                return _Worded(strict, _either([*_beside(strict, parts), *parts]), (*words, *(t.text for t in parts)))
        return _Worded(strict, strict, () if item.is_title else tuple(words))

    def _weights(self, field: str, found: Sequence[_Sequence]) -> list[float]:
        """What makes all forms of a word as telling as the commonest of them.

        A form that is rare because it is another language's, or only begins as typed, would come first otherwise.
        """
        holding = [min(self._holding(field, term) for term in sequence.terms) for sequence in found]
        common = idf(self._passages, max(holding, default=0))
        weights = [common / idf(self._passages, held) if len(found) > 1 else 1.0 for held in holding]
        return [w * _GUESS_WEIGHT if found[number].is_guess else w for number, w in enumerate(weights)]

    def neighbours(self, groups: Sequence[Sequence[Item]]) -> Iterator[Neighbours]:
        """Those of a query, in each language; none of what was typed in quotes or for titles, which binds anyway."""
        plain = [group[0] for group in groups if len(group) == 1 and not _is_binding(group[0])]
        typed = [(item.at + number, word) for item in plain for number, word in enumerate(item.words)]
        for (at, first), (after, second) in islice(pairwise(typed), _MOST_NEIGHBOURS):
            if not 0 < after - at <= _FARTHEST or "pair" in (first.kind, second.kind):
                continue
            pairs = ((_term(first, language), _term(second, language)) for language in self._languages)
            for one, other in dict.fromkeys(pairs):
                if one != other and self._holding(TEXT_FIELD, one) and self._holding(TEXT_FIELD, other):
                    yield Neighbours(one, other, after - at)

    def _parts(self, item: Item, field: str) -> list[Query]:
        """The words of a compound, each by itself."""
        terms = dict.fromkeys(_term(word, language) for word in item.words for language in self._languages)
        held = [term for term in terms if term not in STOP_WORDS and self._holding(field, term)][:_MOST_FORMS]
        self.used += len(held)
        return [Term(field, term) for term in held]

    def _bounded(self, field: str, sequences: Iterable[_Sequence]) -> list[_Sequence]:
        """Those that the library may hold, as many as there is room for."""
        held = (found for found in sequences if all(self._holding(field, term) for term in found.terms))
        kept: dict[tuple[str, ...], _Sequence] = {}
        for sequence in islice(held, 4 * _MOST_FORMS):
            if len(kept) == _MOST_FORMS or self.used + len(sequence.terms) > MOST_TERMS:
                break
            if sequence.terms not in kept:
                kept[sequence.terms] = sequence
                self.used += len(sequence.terms)
        return list(kept.values())

    def _sequences(self, item: Item, field: str) -> Iterator[_Sequence]:
        """The item in each language, then as a compound written as one, then with its last word going on."""
        for language in self._languages:
            yield _Sequence(tuple(_term(word, language) for word in item.words))
        if "-" in item.text and not item.is_quoted and all(form.isalpha() for form in item.forms):
            joined = "".join(item.forms)
            yield from (_Sequence((stem(joined, language),)) for language in self._languages)
        if item.is_beginning:
            starts = self._starts(item)
            for ending in self._endings(item.words[-1], field):
                for language, start in zip(self._languages, starts, strict=True):
                    yield _Sequence((*start, _term(ending, language)), is_guess=True)

    def _starts(self, item: Item) -> list[tuple[str, ...]]:
        """All words of an item but the last, in each language."""
        return [tuple(_term(word, language) for word in item.words[:-1]) for language in self._languages]

    def _endings(self, word: Word, field: str) -> Iterator[Word]:
        """What a word still being typed may become, the most frequent first."""
        if word.kind == "pair" and is_han(word.form):
            return  # a Han character is whole as soon as it stands there
        where = WORD_FIELD if word.kind == "word" else field
        for form in self._beginnings(where, word.form, MOST_BEGINNINGS):
            yield word._replace(form=form)


def _term(word: Word, language: str) -> str:
    return stem(word.form, language) if word.kind == "word" else word.form


def _query(field: str, sequence: _Sequence, boost: float) -> Query:
    if len(sequence.terms) == 1:
        return Term(field, sequence.terms[0], boost=boost)
    return Phrase(field, list(sequence.terms), boost=boost)


def _beside(query: Query, words: Iterable[Query]) -> list[Query]:
    """What of an OR of terms and phrases finds something that none of `words` finds: no phrase that holds one."""
    found = {word.text for word in words}
    queries = query.subqueries if isinstance(query, Or) else [query]
    return [one for one in queries if type(one) is not Phrase or found.isdisjoint(one.words)]


def _either(queries: Iterable[Query]) -> Query:
    """Any of them, flat: an OR of terms is the quickest query there is."""
    flat: list[Query] = []
    for query in queries:
        flat += query.subqueries if isinstance(query, Or) else [query]
    flat = [query for query in flat if query is not NullQuery]
    if not flat:
        return NullQuery
    return flat[0] if len(flat) == 1 else Or(flat)


def _all(queries: Sequence[Query]) -> Query:
    if any(query is NullQuery for query in queries):
        return NullQuery
    return queries[0] if len(queries) == 1 else And(list(queries))
