"""“Did you mean”: offered for words that the library does not have, in its own words, and only where that finds."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.model import Filters
from foc_reader.core.search.distance import distance
from foc_reader.core.search.room import SearchRoom
from foc_reader.core.search.suggestion import Suggestion
from foc_reader.core.search.vocabulary import Vocabulary


def suggestion(shelf, query: str, filters: Filters | None = None) -> Suggestion | None:
    answer = shelf.search(query, filters)
    return shelf.room.suggest(answer, filters or Filters(), CancelToken())


def meant(shelf, query: str, filters: Filters | None = None) -> str:
    """The query that is suggested; empty: none."""
    found = suggestion(shelf, query, filters)
    return found.query if found else ""


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("survellance ", "surveillance "),
        ("surveilance ", "surveillance "),  # finds the same by its stem, and is no form of the word
        ("jurnalists", "journalists"),
        ("jorunalits ", "journalists "),  # one letter exchanged, one left out
        ("shutdnwos ", "shutdowns "),
        ("humen rights ", "human rights "),
        ("human rihgts ", "human rights "),
        ("humen rihgts onlien ", "human rights online "),
        ("Suvreillance ", "Surveillance "),
        ("SUVREILLANCE ", "SURVEILLANCE "),
        ('"humen rights"', '"human rights"'),
        ("title:privcy ", "title:privacy "),
        ("journalists -fnud ", "journalists -fund "),
        ("zzzz OR surveilllance ", "zzzz OR surveillance "),
        ("surveilllance lang:en year:2014", "surveillance lang:en year:2014"),
        ("mass-surveilllance ", "mass-surveillance "),
        ("the rigths of jurnalists ", "the rights of journalists "),
    ],
)
def test_the_misspelled_word_alone_is_replaced(statements, query: str, wanted: str) -> None:
    assert meant(statements, query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("humanrights ", "human rights "),
        ("massurveillance humanrights", "massurveillance human rights"),
        ("-humanrights journalists ", '-"human rights" journalists '),
        ("journalists OR humanrights ", 'journalists OR "human rights" '),
        ("sur veillance ", "surveillance "),
        ("on line rights ", "online rights "),
        ("journ alists of the fund", "journalists of the fund"),
    ],
)
def test_words_run_together_are_parted_and_a_word_split_is_joined(statements, query: str, wanted: str) -> None:
    assert meant(statements, query) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "surveillance ",
        "human rights ",
        "journalist ",
        "surv",
        "xylophone ",
        "20/9 ",
        "A/RES/68/168",
        "a",
        "",
        "OR -",
        "year:2014",
    ],
)
def test_nothing_is_suggested_where_nothing_is_wrong_or_nothing_is_near(statements, query: str) -> None:
    assert suggestion(statements, query) is None


def test_a_suggestion_says_what_it_finds_and_where_it_differs(statements) -> None:
    found = suggestion(statements, "the humen rihgts ")
    assert found is not None
    assert [found.query[span.start : span.end] for span in found.changes] == ["human", "rights"]
    answer = statements.search(found.query)
    assert (found.passages, found.documents) == (answer.total, answer.documents) != (0, 0)


def test_another_form_of_a_known_word_is_no_slip(shelf) -> None:
    shelf.put("a", "Правительства защищают свободу слова.", language="ru")
    assert meant(shelf, "правительствами ") == ""
    assert shelf.found("правительствами ") == ["a"]


def test_only_what_the_filters_leave_is_suggested(statements) -> None:
    assert meant(statements, "surveilllance ", Filters(years=frozenset({"2014"}))) == "surveillance "
    assert meant(statements, "surveilllance ", Filters(years=frozenset({"2017"}))) == ""


def test_a_word_that_fits_its_neighbours_is_taken_before_a_commoner_one(shelf) -> None:
    for number in range(6):
        shelf.put(f"m{number}", "The matter of the meeting.")
    shelf.put("w", "Running water.", "The waiter came.")
    assert meant(shelf, "running wather ") == "running water "


def test_a_very_rare_word_is_doubted_beside_a_common_neighbour(shelf) -> None:
    shelf.put("slip", "The goverment said so.")
    for number in range(30):
        shelf.put(f"d{number}", "The government said nothing.")
    shelf.put("rare", "A governor.")
    assert meant(shelf, "goverment ") == "government "
    assert meant(shelf, "government ") == ""
    assert meant(shelf, "governor ") == ""  # two letters away


def test_a_word_still_being_typed_is_not_doubted(statements) -> None:
    assert meant(statements, "surve") == ""
    assert meant(statements, "survi") == ""
    assert meant(statements, "survellance") == "surveillance"


def test_where_the_best_passages_hold_other_forms_it_is_written_as_it_is_sought(shelf) -> None:
    shelf.put("ru1", "Журналисты, журналисты, журналисты.", title="О свободе", section="Права", language="ru")
    shelf.put("ru2", "Защита всех журналистов и их семей.", title="О правах", section="Защита", language="ru")
    assert meant(shelf, "журналистав ") == "журналистов "


def test_it_is_written_as_the_texts_write_it(shelf) -> None:
    shelf.put("fr", "La liberté d'expression, l'accès et les LIBERTÉS.", language="fr")
    shelf.put("ar", "حُرّية التعبير حقّ، وحرية الصحافة", language="ar")
    shelf.put("fa", "دولت‌ها به کتاب‌ها احترام می‌گذارند.", language="fa")
    shelf.put("de", "Die Straßen sind frei.", language="de")
    assert meant(shelf, "libretés ") == "libertés "
    assert meant(shelf, "dexpression ") == "d'expression "
    assert meant(shelf, "Strasen ") == "Straßen "
    assert meant(shelf, "می گذارند ") == "می‌گذارند "
    assert meant(shelf, "التعبيير ") == "التعبير "


def test_what_was_typed_besides_keeps_every_character(shelf) -> None:
    shelf.put("fa", "دولت‌ها به کتاب‌ها احترام می‌گذارند.", language="fa")
    assert meant(shelf, "«کتاب‌ها»  احتررام") == "«کتاب‌ها»  احترام"


LANGUAGES = Path(__file__).with_name("test_languages.py")


@pytest.fixture
def languages(shelf):
    """One document in each of 22 languages."""
    spec = importlib.util.spec_from_file_location("texts_of_languages", LANGUAGES)
    texts = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(texts)
    for language, text in texts.TEXTS.items():
        shelf.put(language, text, language=language)
    return shelf


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("الحكومت ", "الحكومات "),
        ("حكمومات ", "الحكومات "),  # without its article, which is never left out in the text
        ("دولتتها ", "دولت‌ها "),
        ("صحافيو ", "صحافیوں "),
        ("העתונאים ", "העיתונאים "),
        ("правитльства ", "правительства "),
        ("Держви ", "Держави "),
        ("gobirnos ", "gobiernos "),
        ("Meinungsfreheiten ", "Meinungsfreiheiten "),
        ("인터냇에서 ", "인터넷에서 "),
        ("κιβερνησεις ", "κυβερνήσεις "),
        ("सरकरें ", "सरकारें "),
        ("स्वतंतरता ", "स्वतंत्रता "),
        ("መብቶት ", "መብቶች "),
        # without blanks between words: a wrong character, wrong marks, one too few
        ("网络自油", "网络自由"),
        ("各国政腐", "各国政府"),
        ("政付は", "政府は"),
        ("インタネット", "インターネット"),
        ("สิทธมนุษยชน", "สิทธิมนุษยชน"),
        ("รัฐบานต้อง", "รัฐบาลต้อง"),
        ("ສິດທິມນຸດ", "ສິດທິມະນຸດ"),
        ("လူ့အခွင့်အရေများ", "လူ့အခွင့်အရေးများ"),
        ("အစိုးများက", "အစိုးရများက"),
        ("សិទ្ធមនុស្ស", "សិទ្ធិមនុស្ស"),
    ],
)
def test_each_script_has_its_slips(languages, query: str, wanted: str) -> None:
    found = suggestion(languages, query)
    assert found is not None
    assert found.query == wanted
    assert found.documents == len({hit.entry for hit in languages.search(wanted).hits}) > 0


def test_of_a_text_without_a_known_word_the_first_words_are_looked_at(statements) -> None:
    unknown = "qwrtzu asdfgh yxcvbn plokij mnbvcx uztrew hgfdsa poiuzt "
    assert meant(statements, unknown[7:] + "surveilllance ") == unknown[7:] + "surveillance "
    assert meant(statements, unknown + "surveilllance ") == ""


def test_two_packs_make_one_suggestion(new_shelf) -> None:
    one, two = new_shelf("one"), new_shelf("two")
    one.put("a", "Encryption matters.")
    for number in range(3):
        two.put(f"b{number}", "Encrypting matters, and so does inscription.")
    one.build(), two.build()
    with SearchRoom.open([one.pack, two.pack]) as room:
        answer = room.search("encription matters ", Filters(), CancelToken())
        found = room.suggest(answer, Filters(), CancelToken())
    assert found is not None
    assert (found.query, found.documents) == ("encryption matters ", 4)


def test_a_cancelled_look_stops_and_goes_on_where_it_was() -> None:
    words = ((f"word{number:05}".translate(str.maketrans("0123456789", "abcdefghij")), 2) for number in range(5000))
    vocabulary, stopped = Vocabulary(words), CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        vocabulary.fill(stopped)
    vocabulary.fill(CancelToken())
    assert {near.form for near in vocabulary.near("wordaabcx", 1, is_rare=False)} == {
        f"wordaabc{c}" for c in "abcdefghij"
    }
    assert vocabulary.documents("wordaaaaa") == 2  # the very first


@pytest.mark.parametrize(
    ("typed", "word", "most", "cost"),
    [
        ("rights", "rights", 2, 0.0),
        ("rihgts", "rights", 1, 0.8),
        ("righs", "rights", 1, 1.0),
        ("rightts", "rights", 1, 0.7),
        ("ights", "rights", 1, 1.4),
        ("raghts", "rights", 1, 0.7),
        ("rkghts", "rights", 1, 1.0),
        ("agoverment", "government", 2, 2.4),
    ],
)
def test_likely_slips_cost_less(typed: str, word: str, most: int, cost: float) -> None:
    assert distance(typed, word, most) == pytest.approx(cost)
    assert distance(typed, word, most - 1) is None or cost == 0.0


def test_korean_words_are_found_though_their_letters_stand_in_another_order_than_their_syllables() -> None:
    words = [("가漢", 3), ("각", 5), ("것", 2)]
    vocabulary = Vocabulary(iter(words))
    vocabulary.fill(CancelToken())
    assert [vocabulary.documents(word) for word, _ in words] == [3, 5, 2]
    assert vocabulary.documents("곳") == 0
