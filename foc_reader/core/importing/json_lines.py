"""A file with one document a line, as judged collections have it: read a line at a time, whatever its size.

A line is a JSON object with `id` and `text`, and where they are known `title`, `language` and `date`; what else it
holds is left aside. The text is plain: an empty line parts two paragraphs.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from foc_reader.core.blocks import Draft, make_blocks
from foc_reader.core.errors import BlockRefused, SourceUnreadable
from foc_reader.core.importing.drafts import cut_draft, directed, draft_text
from foc_reader.core.importing.front_matter import (
    MAX_SOURCE_BYTES,
    MAX_VALUE_CHARACTERS,
    Fields,
    one_line,
    read_date,
    read_direction,
    read_language,
)
from foc_reader.core.model import Document, DocumentEntry, PackInfo, is_id

_NO_ID_SIGN = re.compile(r"[^a-z0-9._-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # signs that are taken out: nothing may be left
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")


def read_json_lines_info(path: Path) -> PackInfo:
    """What the pack of such a file is called: as the file. Raises SourceUnreadable where that gives no id."""
    made = _NO_ID_SIGN.sub("-", path.stem.lower()).strip("-._")[:80]
    if not is_id(made):
        raise SourceUnreadable(path, "its name has no letter of a to z and no digit in it, and names the library")
    return PackInfo(made, one_line(path.stem) or made)


def read_json_lines(path: Path, pack_id: str) -> Iterator[Document]:
    """The documents of the file in order, each as its line is read. One without a word has a warning and no blocks.

    Raises SourceUnreadable for the first line that cannot be used, and for a second one with the same id.
    """
    lines: dict[str, int] = {}  # by the id in the pack
    for number, data in _lines(path):
        document = _document(path, number, data, pack_id)
        first = lines.setdefault(document.entry.id, number)
        if first != number:
            given = document.entry.given_id
            raise SourceUnreadable(path, f"line {number}: its id “{given[:80]}” is that of line {first} too")
        yield document


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not empty, with its number."""
    try:
        with path.open("rb") as file:
            number = 0
            while data := file.readline(MAX_SOURCE_BYTES + 1):
                number += 1
                if len(data) > MAX_SOURCE_BYTES:
                    raise SourceUnreadable(path, f"line {number} is longer than 20 MB")
                data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
                if data.strip():
                    yield number, data
    except OSError as error:
        raise SourceUnreadable(path, f"it cannot be read ({error.strerror})") from error


def _document(path: Path, number: int, data: bytes, pack_id: str) -> Document:
    fields = _fields(path, number, data)
    with _at_line(path, number):
        given = _id_field(path, fields)
        text = _plain_field(path, fields, "text")
        title = one_line(_plain_field(path, fields, "title", ""))[:MAX_VALUE_CHARACTERS].strip()
        language = read_language(path, _plain_field(path, fields, "language", "").strip() or "en")
        entry = DocumentEntry(
            pack_id,
            _made_id(given),
            title or given,
            language,
            read_direction(path, {}, language),
            date=read_date(path, {"date": _plain_field(path, fields, "date", "").strip()}, "date"),
            source_id="" if is_id(given) else given,
        )
        drafts = _drafts(text, entry.direction) or _drafts(title, entry.direction)
        try:
            blocks = make_blocks(drafts)
        except BlockRefused as error:
            raise SourceUnreadable(path, f"a piece of it cannot be kept, because {error.reason}") from error
    return Document(entry, blocks, warnings=() if blocks else (f"Line {number} holds no text and was left out.",))


def _fields(path: Path, number: int, data: bytes) -> Fields:
    try:
        fields = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path, f"line {number} is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(path, f"line {number} is not JSON") from error
    if not isinstance(fields, dict):
        raise SourceUnreadable(path, f"line {number} does not hold names with values in braces")
    return fields


@contextmanager
def _at_line(path: Path, number: int) -> Iterator[None]:
    """Says which line it was."""
    try:
        yield
    except SourceUnreadable as error:
        raise SourceUnreadable(path, f"line {number}: {error.reason}") from error


def _id_field(path: Path, fields: Fields) -> str:
    """The id as it is given, be it as a number."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        raise SourceUnreadable(path, "it has no id")
    if not isinstance(value, str) or len(value) > MAX_VALUE_CHARACTERS:
        raise SourceUnreadable(path, f"its id is neither a number nor a text of at most {MAX_VALUE_CHARACTERS} letters")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value) or not value.strip():
        raise SourceUnreadable(path, "its id holds signs that cannot be seen")
    return value


def _plain_field(path: Path, fields: Fields, name: str, default: str | None = None) -> str:
    """One value as it stands, without halves of letters; null is as good as missing."""
    value = fields.get(name)
    if value is None:
        value = default
    if value is None:
        raise SourceUnreadable(path, f"it has no {name}")
    if not isinstance(value, str):
        raise SourceUnreadable(path, f"its {name} is not a text")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _made_id(given: str) -> str:
    """`given` itself where it can be an id here; else one that is made of what it has in letters, and of its hash."""
    if is_id(given):
        return given
    digest = hashlib.blake2b(given.encode(), digest_size=6).hexdigest()
    letters = _NO_ID_SIGN.sub("-", given.lower()).strip("-._")[:60]
    return f"{letters}-{digest}" if letters else digest


def _drafts(text: str, direction: str) -> list[Draft]:
    """The paragraphs of a plain text."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH_END.split(text))
    drafts = [Draft("paragraph", escape(part, quote=False)) for part in paragraphs if part]
    cut = [directed(piece, direction) for draft in drafts for piece in cut_draft(draft)]
    is_plain = text.isascii() and not _CONTROL.search(text)
    return cut if is_plain else [draft for draft in cut if draft_text(draft).strip()]
