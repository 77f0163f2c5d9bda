"""Ties the documents of a pack together: links that lead somewhere, who mentions whom, words that are explained."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from foc_reader.core.blocks import PID
from foc_reader.core.context import MAX_MEANING_CHARACTERS, MAX_MENTIONS, MAX_TERMS, Mention, Term
from foc_reader.core.model import FORMS, Block, Document
from foc_reader.core.reading.explaining import free_runs
from foc_reader.core.reading.page import MAX_TERMS_ON_PAGE
from foc_reader.core.reading.sections import sections_of
from foc_reader.core.values import replace

_LINK = re.compile(rf'<a href="(doc:([^/"]+)/([^/"#]+)(?:#({PID}))?)">(.*?)</a>', re.DOTALL)
_WORD = re.compile(r"\w+")
_NAMED = 20  # dead links of one document that are named one by one
_EXPLAINED_KINDS = ("paragraph", "item", "quote", "row", "note")


def tie(documents: Sequence[Document]) -> list[Document]:
    """The documents of one pack with their mentions and terms, and a warning for each link that leads nowhere.

    No word and no pid changes: of a dead link the words stay, without the link.
    """
    known = {document.entry.id for document in documents}
    glossary = Glossary(documents)
    tied = [_without_dead_links(document, known) for document in documents]
    tied = [replace(document, terms=tuple(glossary.terms_in(document))) for document in tied]
    mentions = _mentions(tied)
    return [replace(document, mentioned_by=mentions.get(document.entry.id, ())) for document in tied]


class _Spelling(NamedTuple):
    document_id: str
    language: str
    pattern: re.Pattern[str]


class _Found(NamedTuple):
    start: int
    end: int
    document_id: str


class Glossary:
    """The words that entries of the form "term" explain."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._meanings: dict[str, str] = {}
        self._spellings: dict[str, list[_Spelling]] = {}  # by the first word, folded
        for document in documents:
            meaning = next((block.text for block in document.blocks if block.kind == "paragraph"), "")
            if document.entry.form != "term" or not meaning:
                continue
            entry = document.entry
            self._meanings[entry.id] = _shortened(meaning)
            for written in document.spellings or (_as_in_a_sentence(entry.title),):
                if word := _WORD.match(written):
                    spelling = _Spelling(entry.id, _language(entry.language), _pattern(written))
                    self._spellings.setdefault(word.group().casefold(), []).append(spelling)

    def terms_in(self, document: Document) -> Iterator[Term]:
        """Each word of the document that another one explains, where it first stands in each section."""
        if not self._spellings:
            return
        count = 0
        for section in sections_of(document):
            seen = {document.entry.id}
            for block in document.blocks[section.first : section.last]:
                for found in self._found_in(block, document.entry.language):
                    is_one_too_many = len(seen) > MAX_TERMS_ON_PAGE or count == MAX_TERMS
                    if found.document_id in seen or is_one_too_many:
                        continue
                    seen.add(found.document_id)
                    count += 1
                    meaning = self._meanings[found.document_id]
                    yield Term(found.document_id, block.pid, found.start, found.end, meaning)

    def _found_in(self, block: Block, language: str) -> list[_Found]:
        """What stands in a block in order; where two of them overlap, the longer one."""
        if block.kind not in _EXPLAINED_KINDS or (block.kind == "row" and block.level):
            return []
        candidates = sorted(self._candidates(block.text, _language(block.lang or language)), key=_longest_first)
        if not candidates:
            return []
        room = [0] * len(block.text)  # for each character the number of the free run it is in; 0: in none, or taken
        for number, run in enumerate(free_runs(block.html), 1):
            room[run.start : run.end] = [number] * (run.end - run.start)
        taken: list[_Found] = []
        for found in candidates:
            # what overlaps a longer one that is taken has its first or its last character in it
            if room[found.start] and room[found.start] == room[found.end - 1]:
                room[found.start : found.end] = [0] * (found.end - found.start)
                taken.append(found)
        return sorted(taken)

    def _candidates(self, text: str, language: str) -> Iterator[_Found]:
        for word in _WORD.finditer(text):
            for spelling in self._spellings.get(word.group().casefold(), ()):
                match = spelling.pattern.match(text, word.start()) if spelling.language == language else None
                if match and _stands_alone(text, match.start(), match.end()):
                    yield _Found(match.start(), match.end(), spelling.document_id)


def _longest_first(found: _Found) -> tuple[int, int]:
    return found.start - found.end, found.start


def _as_in_a_sentence(title: str) -> str:
    """“Due diligence” with a small letter; a title with further capitals stays as it is."""
    return title.lower() if title[1:] == title[1:].lower() else title


def _pattern(written: str) -> re.Pattern[str]:
    """Small letters also match capitals; what holds a capital matches as it is written, or all in capitals."""
    words = r"\s+".join(map(re.escape, written.split()))
    if written == written.lower():
        return re.compile(words, re.IGNORECASE)
    capitals = r"\s+".join(map(re.escape, written.upper().split()))
    return re.compile(f"{words}|{capitals}")


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (_goes_on(text[start - 1 : start]) or _goes_on(text[end : end + 1]))


def _goes_on(sign: str) -> bool:
    """Whether a word goes on with this sign: a letter, a digit, or a mark that belongs to a letter."""
    return bool(sign) and (sign.isalnum() or unicodedata.category(sign)[0] == "M")


def _shortened(meaning: str) -> str:
    """One line, at most MAX_MEANING_CHARACTERS, cut between words."""
    line = " ".join(meaning.split())
    if len(line) <= MAX_MEANING_CHARACTERS:
        return line
    cut = line[: MAX_MEANING_CHARACTERS - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _language(tag: str) -> str:
    return tag.split("-")[0].lower()


def _without_dead_links(document: Document, known: set[str]) -> Document:
    """The document without links to documents that its pack does not hold, and with a warning for each of them.

    Whether another pack holds what is linked to there cannot be known here.
    """
    dead: dict[str, None] = {}

    def checked(match: re.Match[str]) -> str:
        address, pack_id, document_id, _, words = match.groups()
        if pack_id != document.entry.pack_id or document_id in known:
            return match.group()
        dead[address] = None
        return str(words)

    blocks = [
        replace(block, html=_LINK.sub(checked, block.html)) if "doc:" in block.html else block
        for block in document.blocks
    ]
    if not dead:
        return document
    named = [f"The link to “{address}” leads to no document of this library; its words are kept." for address in dead]
    if len(named) > _NAMED:
        named[_NAMED:] = [f"{len(named) - _NAMED} more links lead to no document; their words are kept."]
    return replace(document, blocks=tuple(blocks), warnings=(*document.warnings, *named))


def _mentions(documents: Sequence[Document]) -> dict[str, tuple[Mention, ...]]:
    """For each document that is mentioned: by which others, each once; texts first, else in the order of the pack.

    What is linked to is mentioned, and what explains a word of a text.
    """
    found: dict[str, list[Mention]] = {}
    for document in documents:
        entry = document.entry
        places: dict[str, str] = {}
        for block in document.blocks:
            for link in _LINK.finditer(block.html) if "doc:" in block.html else ():
                if link.group(2) == entry.pack_id:
                    places.setdefault(link.group(3), block.pid)
        for term in document.terms if entry.form == "text" else ():
            places.setdefault(term.document_id, term.pid)
        places.pop(entry.id, None)
        for target, pid in places.items():
            found.setdefault(target, []).append(Mention(replace(entry.locator, pid=pid), entry.title, entry.form))
    order = {form: number for number, form in enumerate(FORMS)}
    return {
        target: tuple(sorted(mentions, key=lambda mention: order[mention.form])[:MAX_MENTIONS])
        for target, mentions in found.items()
    }
