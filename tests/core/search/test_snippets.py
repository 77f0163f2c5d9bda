"""Which characters are marked, and the excerpt that shows them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

import foc_reader
from foc_reader.core.model import DocumentEntry, Passage, PassagePlace
from foc_reader.core.search.marking import Sought
from foc_reader.core.search.snippets import ELLIPSIS, SNIPPET_LENGTH, make_excerpt, marks, passage_text
from foc_reader.core.search.stemming import _SNOWBALL, kept_beginnings, stem


def marked(text: str, *words: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in marks(text, words, language)]


def passage(*texts: str, language: str = "en") -> Passage:
    pids = tuple(f"{number:012x}" for number in range(len(texts)))
    return Passage(DocumentEntry("p", "d", "T", language=language), PassagePlace(0, 0, 0), "", pids, texts)


def test_a_word_is_marked_in_all_its_inflections() -> None:
    assert marked("Surveilling, surveillance; surveyed", "surveil") == ["Surveilling", "surveillance"]


def test_the_last_word_typed_marks_what_begins_so() -> None:
    assert marked("Privacy of private life, deprived", "priv*") == ["Privacy", "private"]


def test_a_phrase_is_marked_only_where_it_stands_together() -> None:
    text = "Human rights are rights of human beings: human rights."
    assert marked(text, "human right") == ["Human", "rights", "human", "rights"]
    assert marked(text, "human bein*") == ["human", "beings"]


def test_neighbouring_pairs_are_one_mark() -> None:
    assert marked("保护网络自由。", "网络", "络自", "自由", language="zh") == ["网络自由"]
    assert marked("保护网络。", "网", language="zh") == ["网"]


def test_marks_know_the_language_of_the_text() -> None:
    assert marked("Свободы и свобода", "свобод", language="ru") == ["Свободы", "свобода"]


def test_a_long_passage_is_cut_between_words_around_the_marks() -> None:
    text = "word " * 200 + "mass surveillance of journalists " + "word " * 200
    snippet = make_excerpt(passage(text), ["surveil", "journalist"]).snippet
    assert snippet.text.startswith(ELLIPSIS + "word ")
    assert snippet.text.endswith(" word" + ELLIPSIS)
    assert [snippet.text[span.start : span.end] for span in snippet.marks] == ["surveillance", "journalists"]
    assert SNIPPET_LENGTH - 20 < len(snippet.text) <= SNIPPET_LENGTH + 2


def test_the_closest_stand_of_the_words_is_shown() -> None:
    text = "A right. " + "word " * 100 + "The right to privacy. " + "word " * 100
    assert "right to privacy" in make_excerpt(passage(text), ["right", "privaci"]).snippet.text


def test_a_short_passage_is_shown_whole() -> None:
    assert make_excerpt(passage("A right.", "A wrong."), ["wrong"]).snippet.text == "A right. A wrong."


def test_the_best_block_is_the_one_with_most_words() -> None:
    excerpt = make_excerpt(passage("Human, human.", "Human rights.", "Rights."), ["human", "right"])
    assert (excerpt.pid, excerpt.start, excerpt.end) == ("000000000001", 0, 5)


def test_a_passage_without_the_words_shows_its_beginning() -> None:
    excerpt = make_excerpt(passage("Nothing here."), ["right"])
    assert (excerpt.snippet.text, excerpt.snippet.marks) == ("Nothing here.", ())
    assert (excerpt.pid, excerpt.start, excerpt.end) == ("000000000000", 0, 0)


def test_a_passage_without_blocks_shows_nothing() -> None:
    assert make_excerpt(passage(), ["right"]).snippet.text == ""


TEXTS = st.lists(
    st.text(max_size=40) | st.text(alphabet="ab网ก\u0301 .", min_size=100, max_size=500), min_size=1, max_size=4
)


@given(TEXTS, st.lists(st.sampled_from(["a", "ab", "b*", "a b", "a b*", "网网", "网"]), max_size=4))
def test_a_snippet_without_its_ellipses_occurs_in_its_passage(texts: list[str], words: list[str]) -> None:
    found = passage(*texts)
    snippet = make_excerpt(found, words).snippet
    assert snippet.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in passage_text(found)
    assert len(snippet.text) <= SNIPPET_LENGTH + 20


@given(TEXTS, st.lists(st.sampled_from(["a", "ab", "b*", "a b", "网网", "网"]), min_size=1, max_size=4))
def test_marks_are_inside_in_order_and_apart(texts: list[str], words: list[str]) -> None:
    excerpt = make_excerpt(passage(*texts), words)
    for text, spans in [(excerpt.snippet.text, excerpt.snippet.marks)] + [(t, marks(t, words, "en")) for t in texts]:
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(TEXTS)
def test_the_locator_of_a_hit_is_a_mark_in_its_block(texts: list[str]) -> None:
    excerpt = make_excerpt(passage(*texts), ["a", "网网"])
    text = texts[int(excerpt.pid, 16)]
    first = marks(text, ["a", "网网"], "en")[:1]
    assert [(excerpt.start, excerpt.end)] == ([(span.start, span.end) for span in first] or [(0, 0)])


PLAIN = st.text(alphabet="abdeginrstuy AIT.,’“-‑\n0", max_size=300)
SOUGHT = st.lists(
    st.sampled_from(
        ["a", "be", "tie", "ab", "abb", "sure", "ing*", "b*", "a tie", "be ru*", "ru in tie", "ti", "網", "é"]
    ),
    max_size=5,
)


@given(st.lists(PLAIN, min_size=1, max_size=4), SOUGHT, st.sampled_from(["en", "fr", "xx", "ar"]))
def test_a_plain_text_read_the_quick_way_gives_the_same_marks_and_edges(texts, words, language) -> None:
    quick, thorough = Sought(tuple(words), language), Sought(tuple(words), language)
    thorough._plain_beginnings = None
    one, other = quick.read(texts), thorough.read(texts)
    assert sorted(one.marks) == sorted(other.marks)
    for at in range(sum(map(len, texts)) + len(texts)):
        assert (one.edges.start_from(at), one.edges.end_before(at)) == (
            other.edges.start_from(at),
            other.edges.end_before(at),
        )


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0", min_size=1, max_size=12), st.sampled_from(sorted(_SNOWBALL)))
@example("cxielo", "eo")
def test_a_word_begins_as_its_stem_says(form: str, language: str) -> None:
    beginnings = kept_beginnings(stem(form, language), language)
    assert beginnings is None or form.startswith(beginnings)


def test_marking_and_importing_the_room_take_no_whoosh() -> None:
    code = (
        "import sys, foc_reader.core.search, foc_reader.core.search.snippets as s; s.marks('Rights', ['right'], 'en');"
        "assert 'whoosh' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(foc_reader.__file__).parents[1])
