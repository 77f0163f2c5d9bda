"""What an index of ours holds, said without Whoosh, so that one can be opened before Whoosh is imported."""

from __future__ import annotations

from foc_reader.core.search.codec.contents import Described

ANALYSIS = "foc 2"  # to be raised with every change to folding, words or stems: older indexes are then outdated

TEXT_FIELD = "text"  # title, section and text of a passage, stemmed: what is ranked
TITLE_FIELD = "title"  # the title alone, stemmed, for `title:`
WORD_FIELD = "word"  # words as they are written, each once a document: beginnings and "did you mean"
DOCUMENT_COLUMN = "document"  # its number in the manifest, which knows language, collection, kind and year
PLACE_COLUMN = "place"  # where the pack keeps the passage: bytes into its text
SIZE_COLUMN = "size"  # bytes it takes there


def described() -> Described:
    """What `describe` says of `schema.make_schema()`; a test holds the two together."""
    return {
        TEXT_FIELD: _field("TEXT", has_words=True, has_positions=True, is_scorable=True),
        TITLE_FIELD: _field("TEXT", has_words=True, has_positions=True, is_scorable=True),
        WORD_FIELD: _field("WORDS", has_words=True),
        DOCUMENT_COLUMN: _field("COLUMN", column="NumericColumn"),
        PLACE_COLUMN: _field("COLUMN", column="NumericColumn"),
        SIZE_COLUMN: _field("COLUMN", column="NumericColumn"),
    }


def _field(
    type_name: str,
    *,
    has_words: bool = False,
    has_positions: bool = False,
    is_scorable: bool = False,
    column: str = "",
) -> dict[str, object]:
    return {
        "type": type_name,
        "has_words": has_words,
        "has_positions": has_positions,
        "is_scorable": is_scorable,
        "is_stored": False,
        "column": column,
    }
