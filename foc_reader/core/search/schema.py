"""The fields of an index, and the row that a passage becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add
from typing import NamedTuple

from foc_reader.core.model import Passage
from foc_reader.core.search import analysis
from foc_reader.core.search.codec.engine import COLUMN, TEXT, NumericColumn, Schema
from foc_reader.core.search.codec.schema import WORDS
from foc_reader.core.search.fields import (
    DOCUMENT_COLUMN,
    PLACE_COLUMN,
    SIZE_COLUMN,
    TEXT_FIELD,
    TITLE_FIELD,
    WORD_FIELD,
)
from foc_reader.core.search.stemming import Stems, stem

# nDCG@10 over four judged collections is best with a title's words counted three times (SEARCH.md, Ranking).
_TITLE_WEIGHT = 3
_MOST_STEMS = 100_000  # words whose stems are remembered

Words = list[str | None]  # None: a gap, over which no phrase reaches


def make_schema() -> Schema:
    """The schema of every index; the index describes it, and one with other fields is refused."""
    return Schema(
        **{
            TEXT_FIELD: TEXT(),
            TITLE_FIELD: TEXT(),
            WORD_FIELD: WORDS(),
            DOCUMENT_COLUMN: COLUMN(NumericColumn("I")),
            PLACE_COLUMN: COLUMN(NumericColumn("Q")),
            SIZE_COLUMN: COLUMN(NumericColumn("I")),
        }
    )


def rows(passages: Iterator[Passage]) -> Iterator[dict[str, object]]:
    """The fields of each passage, in order; passages of one document are expected to follow one another."""
    document, seen = -1, set[str]()
    stems: dict[str, Stems] = {}
    for passage in passages:
        language = passage.entry.language
        if passage.place.document != document:
            document, seen = passage.place.document, set()
            title = _terms(passage.entry.title, language)
            if sum(map(len, stems.values())) > _MOST_STEMS:
                stems.clear()
            if language not in stems:
                stems[language] = Stems(language)
                stems[language][analysis.TEXT_END] = None
        yield _row(passage, title, stems[language], seen)


class _Terms(NamedTuple):
    """What the index keeps of a text."""

    in_order: Words
    singles: Words  # Han characters by themselves, and compounds written as one; each followed by a gap
    forms: set[str]  # its words as they are written, folded


def _terms(text: str, language: str) -> _Terms:
    forms = analysis.plain_forms(text)
    if forms is None:
        return _terms_of_any(text, language)
    found = _Terms([*[stem(form, language) for form in forms], None], [], set(forms))
    for compound in analysis.plain_compounds(text):
        _add_compound(found, compound, language)
    return found


def _terms_of_any(text: str, language: str) -> _Terms:
    """The same, a word at a time."""
    found = _Terms([], [], set())
    compound: list[str] = []  # the words that hyphens join to the one before
    end = -2
    for match in analysis.matches(text):
        if bare := analysis.bare_run(match) if analysis.is_dense(match) else "":
            found.in_order.extend(map(add, bare, bare[1:]))
            for character in analysis.han_in(bare):
                found.singles.extend((character, None))
        elif analysis.is_dense(match):
            for word in analysis.words_of_run(match):
                if word.kind == "pair":
                    found.in_order.append(word.form)
                else:
                    found.singles.extend((word.form, None))
        elif form := analysis.fold(match.group()):
            found.in_order.append(stem(form, language))
            found.forms.add(form)
            if not analysis.is_joined(text, end, match.start()):
                _add_compound(found, compound, language)
                compound = []
            compound.append(form)
            end = match.end()
    _add_compound(found, compound, language)
    found.in_order.append(None)
    return found


def _add_compound(found: _Terms, words: list[str], language: str) -> None:
    """A compound also as one word, as others write it: "cyber-security" is found by "cybersecurity"."""
    if len(words) > 1 and all(map(str.isalpha, words)):
        whole = "".join(words)[: analysis.LONGEST_WORD]
        found.singles.extend((stem(whole, language), None))
        found.forms.add(whole)


def _row(passage: Passage, title: _Terms, stems: Stems, seen: set[str]) -> dict[str, object]:
    """The fields of one passage; `seen` holds the words its document had so far, and from now on its own."""
    place = passage.place
    text = _terms_of_all(_texts(passage), passage.entry.language, stems)
    new = (title.forms | text.forms) - seen
    seen |= new
    return {
        TEXT_FIELD: title.in_order * _TITLE_WEIGHT + text.in_order + title.singles * _TITLE_WEIGHT + text.singles,
        TITLE_FIELD: title.in_order + title.singles,
        WORD_FIELD: new,
        DOCUMENT_COLUMN: place.document,
        PLACE_COLUMN: place.at,
        SIZE_COLUMN: place.size,
    }


def _terms_of_all(texts: Sequence[str], language: str, stems: Stems) -> _Terms:
    """Those of some texts together: at once where all are plain, as most are."""
    plain = analysis.plain_forms_of(texts)
    found = _Terms([], [], set())
    if plain is None:
        for part in [_terms(text, language) for text in texts]:
            found.in_order.extend(part.in_order)
            found.singles.extend(part.singles)
            found.forms.update(part.forms)
        return found
    joined, forms = plain
    found.in_order.extend(map(stems.__getitem__, forms))
    found.forms.update(forms)
    found.forms.discard(analysis.TEXT_END)
    for compound in analysis.plain_compounds(joined):
        _add_compound(found, compound, language)
    return found


def _texts(passage: Passage) -> tuple[str, ...]:
    """Its blocks' texts, and the section's heading where that is none of them."""
    texts = passage.texts
    return texts if passage.section in ("", *texts) else (passage.section, *texts)
