"""What a person types finds the other forms and spellings of it, in many scripts."""

from __future__ import annotations

import pytest

TEXTS = {
    "en": "Governments protect the freedom of expression online.",
    "ar": "تحترم الحكومات حُقوق الإنسان وحرية التعبير.",
    "fa": "دولت‌ها به آزادی بیان و کتاب‌ها احترام می‌گذارند.",
    "zh": "各国政府应当保护网络自由和人权第20条。",
    "ja": "政府はインターネットの自由を守る。",
    "th": "รัฐบาลต้องคุ้มครองสิทธิมนุษยชนและเสรีภาพ",
    "my": "လူ့အခွင့်အရေးများကို အစိုးရများက ကာကွယ်ရမည်။",
    "km": "រដ្ឋាភិបាលត្រូវការពារសិទ្ធិមនុស្ស។",
    "hi": "सरकारें मानवाधिकारों और स्वतंत्रता की रक्षा करती हैं।",
    "ru": "Правительства защищают свободу выражения мнений.",
    "tr": "IĞDIR'da ifade özgürlüğü ve insan hakları korunur.",
    "fr": "Les États protègent la liberté d'expression et les droits de l'homme.",
    "ko": "정부는 인터넷 자유를 보호한다.",
    "el": "Οι κυβερνήσεις προστατεύουν την ελευθερία.",
}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("government ", "en"),
        ("PROTECTING ", "en"),
        ("حكومة ", "ar"),
        ("الحقوق ", "ar"),
        ("الانسان ", "ar"),
        ("ازادي ", "fa"),
        ("كتاب ", "fa"),
        ("网络自由 ", "zh"),
        ("络自", "zh"),
        ("网", "zh"),
        ("人权第20条", "zh"),
        ("インターネット", "ja"),
        ("ﾈｯﾄ", "ja"),
        ("自由を守る ", "ja"),
        ("สิทธิมนุษยชน", "th"),
        ("มนุษย", "th"),
        ("เสร", "th"),
        ("အခွင့်အရေး", "my"),
        ("សិទ្ធិ\u200bមនុស្ស", "km"),
        ("मानवाधिकार ", "hi"),
        ("स्वतंत्रता ", "hi"),
        ("свободой ", "ru"),
        ("ПРАВИТЕЛЬСТВО ", "ru"),
        ("ığdır ", "tr"),
        ("özgürlük ", "tr"),
        ("ozgurluk ", "tr"),
        ("liberte ", "fr"),
        ("libertés ", "fr"),
        ("homme ", "fr"),
        ("l’homme ", "fr"),
        ("인터넷", "ko"),
        ("ΕΛΕΥΘΕΡΙΑ ", "el"),
    ],
)
def test_a_word_is_found_in_its_language(every_language, query: str, language: str) -> None:
    assert every_language.found(query)[:1] == [language]


@pytest.mark.parametrize("query", ["由自 ", "ネイ", "यधि"])
def test_characters_in_another_order_are_not_found(every_language, query: str) -> None:
    assert every_language.found(query) == []


@pytest.mark.parametrize(
    ("query", "marked"), [("网络自由", "网络自由"), ("حكومة ", "الحكومات"), ("liberte", "liberté")]
)
def test_what_is_found_is_marked(every_language, query: str, marked: str) -> None:
    snippet = every_language.search(query).hits[0].snippet
    assert [snippet.text[span.start : span.end] for span in snippet.marks] == [marked]


@pytest.fixture
def every_language(shelf):
    for language, text in TEXTS.items():
        shelf.put(language, text, language=language)
    return shelf
