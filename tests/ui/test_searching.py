"""Typing, answers, and walking through what was found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Answer
from foc_reader.core.session import Session
from foc_reader.ui.cards import CARD

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing_a_word_lists_where_it_occurs(hands):
    hands.search("warrant")
    assert {title for title in hands.titles() if title} == {"Rights on arrest", "Phones and the law", "حرية التعبير"}


def test_the_words_of_a_row_are_marked(hands):
    hands.search("warrant")
    snippet = hands.hits.model().index(0, 0).data(CARD).excerpt
    assert {snippet.text[mark.start : mark.end].casefold() for mark in snippet.marks} == {"warrant"}


def test_the_last_word_matches_as_a_beginning_until_a_blank_ends_it(hands):
    hands.search("monit")
    assert "Phones and the law" in hands.titles()
    hands.search("monit ")
    assert hands.titles() == []


def test_one_letter_is_not_searched_for(hands, qtbot):
    hands.search("warrant")
    hands.box.clear()
    qtbot.keyClicks(hands.box, "w")
    qtbot.waitUntil(lambda: hands.window._searching.answer is None)


def test_enter_opens_the_first_hit_with_every_match_marked(hands, qtbot):
    hands.to_front()
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    assert hands.text.hasFocus()
    assert {word.casefold() for word in hands.marked()} == {"warrant"}


def test_enter_right_after_the_last_letter_opens_the_hit_of_the_whole_word(hands, qtbot):
    qtbot.keyClicks(hands.box, "monitoring")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    assert hands.marked() == ["monitoring"]


def test_f3_while_a_result_is_on_its_way_skips_none(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        for _ in range(3):
            hands.key(Qt.Key.Key_F3, widget=hands.text)
    hands.settle()
    assert hands.window._reader.shown.opened.document.entry.title == hands.titles()[0]


def test_f3_walks_through_the_matches_and_on_into_the_next_result(hands, qtbot):
    hands.search("warrant")
    titles = [title for title in hands.titles() if title]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    opened = [hands.window._reader.shown.opened.document.entry.title]
    for _ in range(6):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
        hands.settle()
        opened.append(hands.window._reader.shown.opened.document.entry.title)
        assert hands.standing_on().casefold() == "warrant"
    assert list(dict.fromkeys(opened)) == titles
    hands.key(Qt.Key.Key_F3, SHIFT, hands.window)
    hands.settle()
    assert hands.standing_on().casefold() == "warrant"


def test_down_leads_from_the_box_into_the_results_and_enter_opens(hands, qtbot):
    hands.window.activateWindow()
    hands.search("warrant")
    hands.key(Qt.Key.Key_Down, widget=hands.box)
    assert hands.hits.hasFocus()
    hands.key(Qt.Key.Key_Down, widget=hands.hits)
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.hits)


def test_nothing_found_says_so(hands):
    hands.search("xylophone ")
    label = next(label for label in hands.window.findChildren(QLabel, "empty_place") if label.isVisible())
    assert "Nothing found for" in label.text() and "xylophone" in label.text()


def test_the_newest_query_wins_when_answers_arrive_late(hands, qtbot):
    shown = []
    hands.window._finder.answered.connect(lambda answer: shown.append(answer.query))
    for query in ("warrant", "lawyer", "monitoring"):
        hands.window._finder.ask(query)
    qtbot.waitUntil(lambda: not hands.window._search_runner.is_busy)
    assert shown == ["monitoring"]


def test_an_answer_that_was_already_on_its_way_is_dropped(hands, qtbot):
    finder, shown = hands.window._finder, []
    finder.answered.connect(lambda answer: shown.append(answer.query))
    finder.ask("warrant")
    finder._job.token.cancel()  # as a newer query would, while this one is under way
    qtbot.waitUntil(lambda: not hands.window._search_runner.is_busy)
    assert shown == []


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "?!… — ()",
        '"',
        '""',
        "-",
        "OR",
        "title:",
        "year:..",
        "lang:",
        "\u202e\u200f\u2067",
        "a\0b",
        "*" * 50,
    ],
    ids=lambda query: ascii(query[:12]),
)
def test_no_text_a_person_types_is_an_error(hands, query):
    hands.window._finder.ask(query)
    hands.bot.waitUntil(lambda: isinstance(hands.window._finder.answer, Answer))
    assert hands.said() == ""
    hands.search("warrant")
    assert "Rights on arrest" in hands.titles()


def test_closing_while_searching_ends_the_work(open_window, session, qtbot):
    hands = open_window(session)
    hands.window._finder.ask("warrant")
    hands.window.close()
    assert not hands.window.isVisible()


def test_f3_after_a_new_query_goes_into_its_results(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    hands.search("monitoring")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
    assert hands.standing_on() == "monitoring"


def test_a_query_typed_before_the_index_is_open_is_answered_from_it(open_window, session, qtbot):
    hands = open_window(session, wait=False)
    qtbot.keyClicks(hands.box, "monitoring")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    assert hands.marked() == ["monitoring"]


def test_typing_and_closing_at_once_is_quiet(hands, qtbot):
    qtbot.keyClicks(hands.box, "warr")
    hands.window.close()
    hands.window._search_bar._announce()  # the pause after typing ends when the window is gone
    assert not hands.window.isVisible()


def test_f3_comes_to_an_end_where_a_title_stands_for_many_passages(open_window, tmp_path, qtbot):
    """Passages that only their document's title matches are asked for and not shown: asking for more must end."""
    source = tmp_path / "source"
    source.mkdir()
    text = "\n\n".join(f"## Part {part}\n\nNothing of the kind in part {part}." for part in range(150))
    front = "---\nid: long\ntitle: The zebra report\n---\n\n"
    (source / "long.md").write_text(f"{front}A zebra is seen.\n\n{text}\n", encoding="utf-8")
    build_pack(source, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.search("zebra")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    with qtbot.waitSignal(hands.window._walk.ended):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
    assert not hands.window._finder.has_more


@pytest.mark.parametrize("by", [1, -1])
def test_past_the_last_match_of_the_last_result_it_says_so_and_goes_on_from_the_first(hands, qtbot, by):
    hands.search("warrant")
    walked = Qt.KeyboardModifier.NoModifier if by > 0 else Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    reader, stood = hands.window._reader, []
    for _ in range(20):
        stood.append((reader.shown.opened.document.entry.id, reader.match_number))
        before = hands.window.statusBar().currentMessage()
        hands.key(Qt.Key.Key_F3, walked, hands.window)
        hands.settle()
        said = hands.window.statusBar().currentMessage()
        if said != before:
            break
    assert said == (
        "That was the last match. This is the first." if by > 0 else "That was the first match. This is the last."
    )
    assert hands.standing_on() == "warrant"
    here = (reader.shown.opened.document.entry.id, reader.match_number)
    assert here == stood[0] if by > 0 else here[0] != stood[0][0]


def test_where_nothing_is_marked_f3_says_how_to_come_by_matches(hands):
    hands.open_document("Phones")
    hands.key(Qt.Key.Key_F3, widget=hands.window)
    assert hands.window.statusBar().currentMessage() == "There are no matches to step through. Search for words first."


def test_in_a_document_that_is_no_result_any_more_f3_goes_round_in_it(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    count = len(hands.window._reader.shown.opened.matches)
    assert count > 1
    hands.box.clear()
    hands.bot.waitUntil(lambda: hands.window._finder.answer is None)
    for _ in range(count):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
    assert hands.window._reader.match_number == 1
    assert "This is the first" in hands.window.statusBar().currentMessage()


@pytest.fixture
def two_libraries(open_window, small_sources, tmp_path):
    """A window on two packs with documents of the same ids."""
    for name in ("one", "two"):
        sources = small_sources(tmp_path / name)
        words = (sources / "pack.yaml").read_text(encoding="utf-8")
        (sources / "pack.yaml").write_text(words.replace("id: small", f"id: {name}"), encoding="utf-8")
        build_pack(sources, tmp_path / "library" / name)
    return open_window(Session.open(Locations.find(tmp_path / "library", tmp_path / "kept")))


def test_f3_goes_on_from_one_library_into_another_and_back(two_libraries, qtbot):
    """Two packs may hold documents of the same ids: the next result is one of the other pack all the same."""
    hands = two_libraries
    hands.search("lawyer")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)

    def here() -> tuple[str, str]:
        entry = hands.window._reader.shown.opened.document.entry
        return entry.pack_id, entry.id

    first = here()
    assert hands.window._reader.match_number == 1
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
    second = here()
    assert {first, second} == {("one", "arrest"), ("two", "arrest")}
    assert hands.standing_on() == "lawyer" and hands.window._searching.page.current_hit.entry.pack_id == second[0]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_F3, SHIFT, hands.window)
    assert here() == first


def test_f3_comes_by_every_result_of_two_libraries_once(two_libraries, qtbot):
    hands = two_libraries
    hands.search("warrant")
    listed = list(dict.fromkeys((hit.entry.pack_id, hit.entry.id) for hit in hands.window._searching.answer.hits))
    assert len(listed) == 6
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    walked = []
    while "last match" not in hands.window.statusBar().currentMessage():
        entry = hands.window._reader.shown.opened.document.entry
        walked.append((entry.pack_id, entry.id))
        hands.key(Qt.Key.Key_F3, widget=hands.window)
        hands.settle()
    assert list(dict.fromkeys(walked)) == listed
