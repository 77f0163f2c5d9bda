"""What surrounds a document in its pack: which others lead to it, and which of its words a glossary explains.

Apart from the model, as no start of the program needs it.
"""

from __future__ import annotations

import re

from foc_reader.core.errors import BlockRefused
from foc_reader.core.inline import PID
from foc_reader.core.model import FORMS, Document, Locator, is_id
from foc_reader.core.values import dataclass

MAX_MENTIONS = 200
MAX_TERMS = 20_000
MAX_MEANING_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document of the pack that leads here, by a link or by a word that this one explains."""

    locator: Locator  # of the first block there that does
    title: str  # of that document
    form: str  # of that document


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a document's text that a glossary entry of the same pack explains."""

    document_id: str  # of the entry
    pid: str
    start: int  # characters into the block's text
    end: int
    meaning: str  # plain text, at most MAX_MEANING_CHARACTERS


def check_context(document: Document) -> None:
    """Raises BlockRefused unless mentions name places of the pack, and terms stand in order in the document's words."""
    mentions, terms = document.mentioned_by, document.terms
    if len(mentions) > MAX_MENTIONS or len(terms) > MAX_TERMS:
        raise BlockRefused("too much is said to mention it, or to be explained in it")
    for mention in mentions:
        place = mention.locator
        is_place = is_id(place.document_id) and re.fullmatch(PID, place.pid) and not place.start and not place.end
        if not is_place or place.pack_id != document.entry.pack_id or not mention.title or mention.form not in FORMS:
            raise BlockRefused("what is said to mention it cannot be")
    places = {block.pid: (number, len(block.text)) for number, block in enumerate(document.blocks)} if terms else {}
    last = (0, 0)
    for term in terms:
        number, length = places.get(term.pid, (-1, 0))
        if (number, term.start) < last or not term.start < term.end <= length:
            raise BlockRefused("a word that is to be explained does not stand in it")
        if not is_id(term.document_id) or not 0 < len(term.meaning) <= MAX_MEANING_CHARACTERS:
            raise BlockRefused("a word in it is explained by nothing, or at too great a length")
        last = (number, term.end)
