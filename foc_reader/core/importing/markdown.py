"""Markdown with front matter becomes a Document; nothing that it names is ever opened."""

from __future__ import annotations

from pathlib import Path

from foc_reader.core.blocks import Draft, make_blocks
from foc_reader.core.errors import BlockRefused, SourceUnreadable
from foc_reader.core.importing.body import BodyReader
from foc_reader.core.importing.drafts import directed, draft_text
from foc_reader.core.importing.front_matter import (
    Fields,
    list_field,
    read_entry,
    read_text,
    split_front_matter,
    text_field,
)
from foc_reader.core.model import Document, DocumentEntry

_FIELDS = frozenset(
    (
        *("id", "title", "date", "date_end", "language", "direction", "kind", "collection"),
        *("source", "publisher", "licence", "tags", "form", "terms"),
    )
)


def read_source(path: Path, pack_id: str, language: str = "en") -> Document:
    """The document in a Markdown file; `language` where its front matter names none. Raises SourceUnreadable.

    An id that is not given is made from the file's name, a title from the first heading.
    """
    fields, text = split_front_matter(path, read_text(path))
    body = BodyReader(pack_id)
    try:
        drafts = body.read(text)
        entry = read_entry(path, fields, pack_id, language, _first_heading(drafts))
        blocks = make_blocks([directed(draft, entry.direction) for draft in drafts])
    except BlockRefused as error:
        raise SourceUnreadable(path, f"a piece of it cannot be kept, because {error.reason}") from error
    if not blocks:
        raise SourceUnreadable(path, "it holds no text")
    unknown = sorted(name for name in fields if name not in _FIELDS)
    return Document(
        entry,
        blocks,
        source=text_field(path, fields, "source"),
        publisher=text_field(path, fields, "publisher"),
        licence=text_field(path, fields, "licence"),
        tags=list_field(path, fields, "tags", ","),
        warnings=(*(f"“{name[:40]}” in the front matter is not known." for name in unknown), *body.warnings()),
        links=body.links.addresses,
        spellings=_read_spellings(path, fields, entry),
    )


def _read_spellings(path: Path, fields: Fields, entry: DocumentEntry) -> tuple[str, ...]:
    """How the word that a glossary entry explains is written in texts. Raises SourceUnreadable."""
    spellings = list_field(path, fields, "terms", ",")
    if spellings and entry.form != "term":
        raise SourceUnreadable(path, "it names terms, which only a document of the form “term” can explain")
    if not all(spelling[0].isalnum() for spelling in spellings):
        raise SourceUnreadable(path, "a term begins with a letter or a digit")
    return spellings


def _first_heading(drafts: list[Draft]) -> str:
    return next((draft_text(draft) for draft in drafts if draft.kind == "heading"), "")
