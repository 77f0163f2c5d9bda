"""Words of any script, folded, each at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.search import analysis
from foc_reader.core.search.analysis import LONGEST_WORD, fold, words
from foc_reader.core.search.stemming import stem


def forms(text: str, kind: str = "") -> list[str]:
    return [word.form for word in words(text) if not kind or word.kind == kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liberté", "LIBERTE"),
        ("ISTANBUL", "istanbul"),
        ("İstanbul", "istanbul"),
        ("ısı", "ISI"),
        ("straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("σοφός", "ΣΟΦΟΣ"),
        ("أحمد", "احمد"),
        ("إسلام", "اسلام"),
        ("حُرِّيَّة", "حرية"),
        ("حـــرية", "حرية"),
        ("حكومة", "حكومه"),
        ("آزادی", "ازادي"),
        ("كتاب", "کتاب"),
        ("می\u200cخواهم", "میخواهم"),
        ("sur\u00adveillance", "surveillance"),
        ("ｆｒｅｅ", "free"),
        ("۲۰۱۴", "2014"),
        ("٢٠١٤", "2014"),
        ("cafe\u0301", "café"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिंदी"),
        ("ज़मीन", "जमीन"),
        ("हाँ", "हां"),
        ("ሐሳብ", "ሀሳብ"),
        ("ኃይል", "ሀይል"),
        ("ፀሐይ", "ጸሃይ"),
    ],
)
def test_spellings_of_a_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_cyrillic_keeps_its_short_i() -> None:
    assert fold("Май") == "май"


def test_vowel_signs_and_marks_stay_with_their_word() -> None:
    assert forms("किताबें में") == ["किताबें", "में"]
    assert forms("naïve cafe\u0301") == ["naive", "cafe"]


def test_words_are_parted_at_anything_that_is_no_letter() -> None:
    assert " ".join(forms("A/RES/68/167, 20/8; info@example.org_x")) == "a res 68 167 20 8 info example org x"


def test_a_run_without_blanks_gives_pairs_and_single_han_characters() -> None:
    assert forms("网络自由", "pair") == ["网络", "络自", "自由"]
    assert forms("网络自由", "single") == ["网", "络", "自", "由"]
    assert forms("สิทธิ", "pair") == ["สิท", "ทธิ"]
    assert forms("สิทธิ", "single") == []


def test_a_run_of_one_character_is_a_word_of_its_own() -> None:
    assert [(word.form, word.kind) for word in words("第20条")] == [("第", "pair"), ("20", "word"), ("条", "pair")]


def test_halfwidth_kana_are_the_same_as_full_ones() -> None:
    assert forms("ｶﾞｷﾞ") == forms("ガギ")


def test_a_zero_width_space_hides_nothing_in_khmer() -> None:
    assert forms("សិទ្ធិ\u200bមនុស្ស") == forms("សិទ្ធិមនុស្ស")


def test_a_word_without_end_is_cut() -> None:
    assert [len(form) for form in forms("a" * 10_000 + " " + "é" * 10_000)] == [LONGEST_WORD, LONGEST_WORD]


@given(st.text())
def test_words_are_places_in_the_text_in_order(text: str) -> None:
    found = [word for word in words(text) if word.kind != "single"]
    assert all(0 <= word.start < word.end <= len(text) and word.form for word in words(text))
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text())
def test_forms_hold_letters_marks_and_digits_only(text: str) -> None:
    assert not any(character.isspace() or character in '*"\n\0' for form in forms(text) for character in form)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert [fold(word.form) for word in words(text) if word.kind == "word"] == forms(text, "word")


@pytest.mark.parametrize(
    ("language", "inflected"),
    [
        ("en", ["government", "governments", "Government's"[:10]]),
        ("fr", ["liberté", "libertés"]),
        ("es", ["gobierno", "gobiernos"]),
        ("es", ["libertad", "libertades"]),
        ("ru", ["свобода", "свободы", "свободой"]),
        ("ar", ["حقوق", "الحقوق", "والحقوق"]),
        ("fa", ["کتاب", "كتاب", "کتاب‌ها"]),
        ("tr", ["özgürlük", "ÖZGÜRLÜĞÜ", "özgürlükler"]),
        ("de", ["Freiheit", "Freiheiten"]),
        ("hi", ["अधिकार", "अधिकारों"]),
        ("hi", ["सम्बन्ध", "संबंध", "संबंधों"]),
        ("ar", ["مدني", "المدنية", "والمدنيين"]),
        ("am", ["መብት", "መብቶች", "መብቱ", "የመብት", "ለመብቶች", "መብቶችን", "መብታችን", "ከመብቶቹ", "መብትና"]),
        ("am", ["ሰላም", "የሰላም", "ሰላምን", "ስለሰላም"]),
        ("am", ["ዓለም", "አለም", "የዓለም"]),
        ("he", ["ממשלה", "הממשלה", "ממשלות", "שהממשלה", "בממשלה"]),
        ("he", ["חופש", "לחופש", "והחופש"]),
        ("ko", ["사람", "사람들", "사람들을", "사람은"]),
        ("ko", ["보호", "보호한다", "보호하는", "보호를"]),
        ("uk", ["катування", "катувань", "катуванням"]),
        ("uk", ["право", "права", "правами", "правам"]),
        ("und", ["حقوق", "والحقوق"]),
        ("en", ["право", "права", "правами"]),
    ],
)
def test_inflections_share_a_stem(language: str, inflected: list[str]) -> None:
    assert len({stem(fold(word), language) for word in inflected}) == 1


def test_an_unknown_language_leaves_words_as_they_are() -> None:
    assert stem("rights", "xx") == stem("rights", "") == "rights"
    assert stem("rights", "en-GB") == stem("rights", "EN") == "right"


@given(st.text(alphabet="网络自由々〇龍かがガーｶﾞกา制ကើក\u0301\u200b", min_size=1, max_size=12))
def test_a_run_of_bare_characters_has_the_words_of_any_run(text: str) -> None:
    for match in filter(analysis.is_dense, analysis.matches(text)):
        bare = analysis.bare_run(match)
        if bare:
            words = list(analysis.words_of_run(match))
            pairs = [(at, at + 2, bare[at - match.start() :][:2]) for at in range(match.start(), match.end() - 1)]
            assert [(word.start, word.end, word.form) for word in words if word.kind == "pair"] == pairs
            assert [word.form for word in words if word.kind == "single"] == list(analysis.han_in(bare))


def test_a_run_with_marks_is_not_bare() -> None:
    runs = [match for text in ("ทำได้", "ｶﾞｶﾞ", "网") for match in analysis.matches(text)]
    assert [analysis.bare_run(match) for match in runs] == ["", "", ""]
    assert [analysis.bare_run(match) for match in analysis.matches("网络")] == ["网络"]
