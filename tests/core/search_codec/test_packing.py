"""What is packed is unpacked again, and nothing else is."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foc_reader.core.search.codec.packing import (
    BYTES,
    HALVES,
    LONGS,
    MARKED,
    NOTHING,
    ONES,
    SHORTS,
    from_bytes,
    gaps,
    pack,
    to_bytes,
    unpack,
)

numbers = st.one_of(
    st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=50),
    st.lists(st.integers(0, 300), min_size=1, max_size=200),
    st.lists(st.one_of(st.integers(0, 255), st.integers(0, 255), st.integers(250, 2**20)), min_size=1, max_size=200),
    st.lists(st.just(1), min_size=1, max_size=20),
)


@given(numbers, st.binary(max_size=5), st.binary(max_size=5), st.booleans())
@settings(max_examples=150)
def test_unpack_gives_back_what_was_packed_wherever_it_stands(
    values: list[int], before: bytes, after: bytes, may_vanish: bool
) -> None:
    form, data = pack(values, may_vanish)

    found, end = unpack(form, before + data + after, len(before), len(values))

    assert list(found) == values
    assert end == len(before) + len(data)


@given(numbers)
@settings(max_examples=100)
def test_a_list_cut_short_is_refused(values: list[int]) -> None:
    form, data = pack(values)
    if data:
        with pytest.raises((ValueError, IndexError)):
            unpack(form, data[:-1], 0, len(values))


@given(st.integers(0, 7), st.binary(max_size=60), st.integers(0, 5), st.integers(0, 2**40))
@settings(max_examples=200)
def test_unpack_of_anything_gives_as_many_numbers_as_asked_for_or_refuses(
    form: int, data: bytes, at: int, count: int
) -> None:
    if form == ONES:
        count %= 1000  # its callers bound it
    try:
        values, end = unpack(form, data, at, count)
    except (ValueError, IndexError):
        return
    assert len(values) == count
    assert end <= max(at, len(data))


@pytest.mark.parametrize(
    ("values", "form"),
    [
        ([1, 1, 1], ONES),
        ([1, 2, 255], BYTES),
        ([256, 65535], SHORTS),
        ([65536, 2**32 - 1], LONGS),
        ([30] * 100 + [100_000], MARKED),
        ([3] * 100 + [100_000], HALVES),
    ],
)
def test_each_list_takes_its_smallest_form(values: list[int], form: int) -> None:
    assert pack(values)[0] == form


def test_a_list_whose_count_is_not_bounded_never_vanishes() -> None:
    assert pack([1, 1, 1], may_vanish=False) == (BYTES, b"\1\1\1")


@given(numbers)
@settings(max_examples=100)
def test_a_list_that_holds_a_nought_is_refused_where_none_can_be(values: list[int]) -> None:
    form, data = pack(values)
    if 0 in values:
        with pytest.raises(ValueError, match="lower"):
            unpack(form, data, 0, len(values), least=1)
    else:
        assert list(unpack(form, data, 0, len(values), least=1)[0]) == values


def test_no_list_is_not_an_empty_list() -> None:
    with pytest.raises(ValueError, match="unknown form"):
        unpack(NOTHING, b"", 0, 1)


@given(st.lists(st.integers(0, 2**31), max_size=30).map(sorted))
def test_gaps_add_up_to_the_numbers(values: list[int]) -> None:
    assert list(accumulate(gaps(values))) == values


@pytest.mark.parametrize(("code", "data"), [("H", b"\1\2"), ("I", b"\1\2\0\0"), ("Q", b"\1\2\0\0\0\0\0\0")])
def test_numbers_are_written_lowest_byte_first(code: str, data: bytes) -> None:
    assert to_bytes(code, [0x201]) == data
    assert list(from_bytes(code, data)) == [0x201]
