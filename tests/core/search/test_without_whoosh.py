"""What is said of an index without Whoosh is what Whoosh would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from foc_reader.core.search.codec.lengths import LENGTHS, length_code
from foc_reader.core.search.codec.schema import describe, fits_column
from foc_reader.core.search.fields import DOCUMENT_COLUMN, described, is_document_number
from foc_reader.core.search.schema import make_schema


def test_the_description_of_our_fields_is_that_of_the_schema():
    assert described() == describe(make_schema())


def test_a_document_number_is_what_the_schemas_column_takes():
    column = make_schema()[DOCUMENT_COLUMN].column_type
    for value in (0, 1, 2**32 - 1, 2**32, -1, True, 1.0, "1", None, [1]):
        assert is_document_number(value) == fits_column(column, value)


def test_each_code_stands_for_the_length_it_has_in_whoosh():
    assert [LENGTHS[code] for code in range(256)] == [byte_to_length(code) for code in range(256)]


@given(st.integers(0, 120_000))
def test_each_length_has_the_code_it_has_in_whoosh(length):
    assert length_code(length) == length_to_byte(length)
