"""Values out of JSON that a stranger may have written: each is checked before it is believed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import cast

Fields = Mapping[str, object]

MAX_NUMBER = 2**53 - 1  # what every JSON reader keeps exactly
MAX_LINE_CHARACTERS = 1_000


class Misfit(Exception):
    """A value is not what it should be. `str()` says which; the caller says of what and for whom."""


def read_fields(data: bytes) -> Fields:
    """The JSON object in `data`. Raises Misfit."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Misfit("it is not JSON") from error
    return as_fields(fields)


def as_fields(value: object) -> Fields:
    """`value` as an object of JSON. Raises Misfit."""
    if not isinstance(value, dict):
        raise Misfit("it does not hold names with values")
    return cast(Fields, value)


def write_line(fields: Fields) -> bytes:
    """`fields` as one line of JSON, the same bytes each time."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def text_of(fields: Fields, name: str, default: str | None = None, limit: int = MAX_LINE_CHARACTERS) -> str:
    """A text without control characters, unless it may be longer than a line. Raises Misfit."""
    value = fields.get(name, default)
    # the usual case without another call: each start reads some ten texts of each document
    if isinstance(value, str) and len(value) <= limit and value.isprintable():
        return value
    return _text(value, name, limit)


def number_of(fields: Fields, name: str, default: int | None = None) -> int:
    """A whole number from 0. Raises Misfit."""
    value = fields.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_NUMBER:
        raise Misfit(f"its {name} is not a whole number")
    return value


def list_of(fields: Fields, name: str) -> list[object]:
    """A list, empty where it is missing. Raises Misfit."""
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise Misfit(f"its {name} is not a list")
    return value


def texts_of(fields: Fields, name: str, limit: int = MAX_LINE_CHARACTERS) -> tuple[str, ...]:
    """A list of texts. Raises Misfit."""
    return tuple([_text(value, name, limit) for value in list_of(fields, name)])


def _text(value: object, name: str, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise Misfit(f"its {name} is not a text, or too long")
    refused = ("Cc", "Cs") if limit <= MAX_LINE_CHARACTERS else ("Cs",)
    if not value.isprintable() and any(unicodedata.category(sign) in refused for sign in value):
        raise Misfit(f"its {name} holds signs that no text holds")
    return value
