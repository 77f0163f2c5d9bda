"""The words of a plain text, found the quick way, are those found one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.search import schema


@given(st.text(alphabet="abeIT19 -‑_.,’“éß網\u00ad", max_size=150), st.sampled_from(["en", "fr", "xx"]))
def test_the_quick_way_gives_the_same_words_in_the_same_order(text: str, language: str) -> None:
    assert schema._terms(text, language) == schema._terms_of_any(text, language)


def test_a_word_too_long_is_cut_the_quick_way_too() -> None:
    text = "one " + 70 * "a"
    assert schema._terms(text, "en") == schema._terms_of_any(text, "en")
