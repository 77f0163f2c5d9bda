"""What of a Whoosh schema decides how an index is written and read."""

from __future__ import annotations

from foc_reader.core.search.codec.engine import (
    ID,
    NUMERIC,
    Column,
    FieldType,
    NumericColumn,
    Schema,
    typecode_max,
    typecode_min,
)


class WORDS(ID):  # type: ignore[misc]
    """A field of which the dictionary alone is kept: which words it has, and how many documents hold each."""


def describe(schema: Schema) -> dict[str, dict[str, object]]:
    """A JSON value; two schemas that give the same can read each other's index."""
    return {name: _describe_field(field) for name, field in schema.items()}


def has_words(field: FieldType) -> bool:
    """Whether a field can be searched in."""
    return bool(field.indexed and field.format)


def has_postings(field: FieldType) -> bool:
    """Whether a field keeps which documents hold its words."""
    return has_words(field) and not isinstance(field, WORDS)


def has_positions(field: FieldType) -> bool:
    """Whether a field keeps where its words stand."""
    return has_words(field) and bool(field.format.supports("positions"))


def binary_fields(schema: Schema) -> list[str]:
    """The fields whose terms are not text."""
    return [name for name, field in schema.items() if isinstance(field, NUMERIC)]


def is_numeric_column(column: Column) -> bool:
    """Whether a column's values are numbers; they are texts otherwise."""
    return isinstance(column, NumericColumn)


def fits_column(column: Column, value: object) -> bool:
    """Whether a column of this kind can hold the value."""
    if not is_numeric_column(column):
        return type(value) is str
    code = column._typecode
    if code in "fd":
        return type(value) in (int, float)
    return type(value) is int and typecode_min[code] <= value <= typecode_max[code]


def _describe_field(field: FieldType) -> dict[str, object]:
    return {
        "type": type(field).__name__,
        "has_words": has_words(field),
        "has_positions": has_positions(field),
        "is_scorable": bool(field.scorable),
        "is_stored": bool(field.stored),
        "column": type(field.column_type).__name__ if field.column_type else "",
    }
