"""Which script a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.reading.scripts import LINE_FACTORS, script_of


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("Rights on arrest", "en", ""),
        ("Свобода выражения мнений", "ru", ""),
        ("Liberté d’expression", "fr", ""),
        ("حرية الرأي والتعبير", "ar", "arab"),
        ("آزادی عقیده و بیان", "fa", "arab"),
        ("آزادیِ رائے", "ur", "aran"),
        ("آزادیِ رائے", "ur-Arab", "arab"),
        ("အခွင့်အရေး", "my", "mymr"),
        ("अभिव्यक्ति की स्वतन्त्रता", "hi", "deva"),
        ("សេរីភាព", "km", "khmr"),
        ("เสรีภาพ", "th", "thai"),
        ("ເສລີພາບ", "lo", "laoo"),
        ("རང་དབང", "bo", "tibt"),
        ("言论自由", "zh", "hans"),
        ("言論自由", "zh-Hant", "hant"),
        ("言論の自由", "en", "jpan"),
        ("표현의 자유", "ko", "hang"),
    ],
)
def test_a_text_is_known_by_its_letters(text, language, script):
    assert script_of(text, language) == script


def test_the_letters_count_and_not_the_language():
    assert script_of("The Arabic text follows.", "ar") == ""
    assert script_of("حرية الرأي", "en") == "arab"


def test_a_foreign_word_does_not_make_a_script():
    assert script_of("The word حرية means freedom in a language of many countries.", "en") == ""
    assert script_of("حرية الرأي والتعبير (Freedom Online Coalition) حق لكل شخص", "ar") == "arab"


@given(st.text(), st.text())
def test_every_text_has_a_script_that_has_a_line_height(text, language):
    assert script_of(text, language) in ("", *LINE_FACTORS)
