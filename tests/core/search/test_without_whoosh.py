"""What is said of an index without Whoosh is what Whoosh would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from foc_reader.core.search.codec.lengths import LENGTHS, length_code
from foc_reader.core.search.codec.schema import describe
from foc_reader.core.search.fields import described
from foc_reader.core.search.schema import make_schema


def test_the_description_of_our_fields_is_that_of_the_schema():
    assert described() == describe(make_schema())


def test_each_code_stands_for_the_length_it_has_in_whoosh():
    assert [LENGTHS[code] for code in range(256)] == [byte_to_length(code) for code in range(256)]


@given(st.integers(0, 120_000))
def test_each_length_has_the_code_it_has_in_whoosh(length):
    assert length_code(length) == length_to_byte(length)
