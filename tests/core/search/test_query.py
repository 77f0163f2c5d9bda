"""What a typed query asks for; no text is an error."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foc_reader.core.model import DocumentEntry, Part
from foc_reader.core.search.query import MOST_WORDS, Understood, understand, without_part


def parts(query: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in understand(query).parts]


def word_count(understood: Understood) -> int:
    items = [item for group in understood.groups for item in group] + list(understood.without)
    return sum(len(item.words) for item in items)


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("human rights ", [("word", "human"), ("word", "rights")]),
        ("human rig", [("word", "human"), ("beginning", "rig")]),
        ("rig* human ", [("beginning", "rig"), ("word", "human")]),
        ('"human rights"', [("phrase", "human rights")]),
        ("“human rights” ", [("phrase", "human rights")]),
        ("rights -privacy ", [("word", "rights"), ("without", "privacy")]),
        ('rights -"mass surveillance"', [("word", "rights"), ("without", "mass surveillance")]),
        ("privacy OR secrecy law ", [("either", "privacy OR secrecy"), ("word", "law")]),
        ("title:privacy ", [("title", "privacy")]),
        ("TITLE:privacy ", [("title", "privacy")]),
        ('title:"on privacy"', [("title", "on privacy")]),
        ("lang:FR vie ", [("word", "vie"), ("language", "fr")]),
        ("year:2014 ", [("year", "2014")]),
        ("year:2014..2017", [("year", "2014..2017")]),
        ("year:..2017", [("year", "..2017")]),
        ("year:2014-2017", [("year", "2014..2017")]),
        ("year:2014–", [("year", "2014..")]),
        ("title:stat* ", [("title", "stat")]),
        ("-title:privacy rights ", [("word", "rights"), ("without", "privacy")]),
        ('"a b" OR c OR title:d ', [("either", "a b OR c OR d")]),
        ("「人权」 －法 自由＊ ", [("phrase", "人权"), ("beginning", "自由"), ("without", "法")]),
        ("lang：fr year：2014 x ", [("word", "x"), ("language", "fr"), ("year", "2014")]),
        ("(human rights) ", [("word", "human"), ("word", "rights")]),
        ("20/8 ", [("word", "20/8")]),
        ("l'homme ", [("word", "l'homme")]),
        ("rights. ", [("word", "rights")]),
    ],
)
def test_signs_mean_what_the_help_says(query: str, understood: list[tuple[str, str]]) -> None:
    assert parts(query) == understood
    assert not understand(query).is_plain


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ('"human rights', [("word", "human"), ("beginning", "rights")]),
        ("OR rights ", [("word", "rights")]),
        ("rights OR", [("word", "rights")]),
        ("-privacy ", [("word", "privacy")]),
        ("year:soon ", [("word", "year soon")]),
        ("year:20142015 ", [("word", "year 20142015")]),
        ("lang:12 ", [("word", "lang 12")]),
        ("-lang:fr x ", [("word", "lang fr"), ("word", "x")]),
    ],
)
def test_what_does_not_parse_is_read_as_plain_words(query: str, understood: list[tuple[str, str]]) -> None:
    assert parts(query) == understood
    assert understand(query).is_plain


def test_words_typed_without_a_blank_stand_together() -> None:
    (group,) = understand("A/RES/68/167 ").groups
    assert group[0].forms == ("a", "res", "68", "167")


def test_an_elided_article_asks_for_its_word_alone() -> None:
    assert [group[0].forms for group in understand("l'homme don't O'Brien ").groups] == [
        ("homme",),
        ("don",),
        ("o", "brien"),
    ]


def test_stop_words_are_left_aside_unless_there_is_nothing_else() -> None:
    assert parts("the right to privacy ") == [("word", "right"), ("word", "privacy")]
    assert parts("to be ") == [("word", "to"), ("word", "be")]
    assert parts('"to be"') == [("phrase", "to be")]


@pytest.mark.parametrize(
    "query", ["", "  \n", ",;:!?-*()", '"', '""', "- -- ---", "\0", "\u200f\u200e\u202b", "\ud800"]
)
def test_a_query_without_a_word_asks_for_nothing(query: str) -> None:
    assert understand(query).is_empty


def test_marks_of_direction_are_not_part_of_a_word() -> None:
    assert parts("\u200fhuman\u202c rig\u200f") == parts("human rig")


def test_numbers_of_any_script_make_a_year() -> None:
    assert understand("year:٢٠١٤").years == understand("year:2014").years


def test_years_hold_both_their_ends() -> None:
    understood = understand("year:2014..2016")
    dates = ["2013", "2014-10", "2016-12-31", "2017", ""]
    assert [understood.allows(DocumentEntry("p", "d", "", date=date)) for date in dates] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_language_allows_its_varieties() -> None:
    entry = DocumentEntry("p", "d", "", language="pt-BR")
    assert understand("lang:pt").allows(entry)
    assert understand("lang:pt-br").allows(entry)
    assert not understand("lang:pt-pt").allows(entry)


@pytest.mark.parametrize("unit", ["a ", "网", "-x ", "y* ", '"q" ', "OR z ", "title:t ", "1/", "e\u0301", "lang:fr "])
def test_a_query_of_ten_thousand_characters_is_bounded(unit: str) -> None:
    understood = understand(unit * (10_000 // len(unit)))
    assert word_count(understood) <= MOST_WORDS


@pytest.mark.parametrize(
    ("query", "number", "left"),
    [
        ("human rights ", 0, "rights "),
        ("human rights ", 1, "human "),
        ("human rights", 1, "human "),
        ('"human rights" -river expres*', 2, '"human rights" expres*'),
        ('"human rights" -river expres*', 0, "-river expres*"),
        ("privacy OR secrecy law ", 0, "law "),
        ("x lang:fr y lang:FR z ", 3, "x y z "),
        ("x year:2014..2017 y ", 2, "x y "),
        ('wall"two three"four', 1, "wall four"),
        ("می‌شود کتاب‌ها", 1, "می‌شود "),
        ("\u200fhuman\u202c -rig\u200fhts x", 2, "\u200fhuman\u202c x"),
        ("alone", 0, ""),
    ],
)
def test_a_part_is_taken_out_and_the_rest_stays_as_typed(query: str, number: int, left: str) -> None:
    assert without_part(query, understand(query).parts[number]) == left


@example('"0 ')
@given(st.text() | st.text(alphabet="ab -\"*:OR.20titlelangyear\u200f网\u0301/'"))
def test_taking_out_every_part_comes_to_an_end(query: str) -> None:
    while understand(query).parts:
        shorter = without_part(query, understand(query).parts[0])
        assert len(shorter) < len(query)
        query = shorter


@given(st.text() | st.text(alphabet="ab -\"*:OR.20titlelangyear\u200f网\u0301/'"))
@example("OR -")
@example('-"')
@example("a OR -b")
def test_no_text_is_an_error(query: str) -> None:
    understood = understand(query)
    assert word_count(understood) <= MOST_WORDS
    assert all(isinstance(part, Part) and part.text for part in understood.parts)
