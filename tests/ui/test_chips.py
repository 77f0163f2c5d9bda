"""What was understood of a query, as chips that take their part out of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _chips(hands) -> dict[str, QPushButton]:
    """Those that are shown, by their words, in order."""
    chips = [chip for chip in hands.window.findChildren(QPushButton, "chip") if chip.isVisible()]
    return {_plain(chip.words.shown): chip for chip in chips}


def _wait_for(hands, chips: list[str]) -> None:
    hands.bot.waitUntil(lambda: list(_chips(hands)) == chips)


@pytest.mark.parametrize(
    ("query", "shown", "said"),
    [
        ('"a heron" river ', ["“a heron”", "river"], ["Side by side: a heron", "Word: river"]),
        ("heron -river ", ["heron", "without river"], ["Word: heron", "Without: river"]),
        ("-river heron ", ["without river", "heron"], ["Without: river", "Word: heron"]),
        ("heron OR otter OR leaf ", ["heron or otter or leaf"], ["One of: heron or otter or leaf"]),
        ("her*", ["her…"], ["Beginning with: her"]),
        ("river hero", ["river", "hero"], ["Word: river", "Word: hero"]),
        ("title:river ", ["in titles: river"], ["In titles: river"]),
        ("heron lang:fr ", ["heron", "in français"], ["Word: heron", "Language: français"]),
        ("heron year:2014..2015 ", ["heron", "2014 to 2015"], ["Word: heron", "Year: 2014 to 2015"]),
        ("year:2015.. ", ["from 2015"], ["Year: from 2015"]),
        ("year:..2015 ", ["until 2015"], ["Year: until 2015"]),
        ("year:2015 ", ["2015"], ["Year: 2015"]),
    ],
)
def test_each_part_has_a_chip_in_words(shelf, query, shown, said):
    shelf.search(query)
    assert list(_chips(shelf)) == shown
    assert [_plain(chip.accessibleName()) for chip in _chips(shelf).values()] == said


def test_chips_stay_where_they_were_needed_before_they_were_prepared(shelf):
    shelf.search("heron river ")
    shelf.window._searching.page.prepare()
    assert list(_chips(shelf)) == ["heron", "river"]


@pytest.mark.parametrize("query", ["heron", "heron ", "the heron of the ", " ".join(f"heron{c}" for c in "abcdefgh")])
def test_a_single_word_and_a_sentence_need_none(shelf, query):
    shelf.search(query)
    assert not _chips(shelf)


def test_a_sentence_keeps_the_chips_of_its_signs(shelf):
    shelf.search("one river two herons three otters four hills -leaf ")
    assert list(_chips(shelf)) == ["without leaf"]


def test_there_are_never_more_than_a_few_lines_of_them(shelf):
    shelf.search(" ".join(f'"heron {c}"' for c in "abcdefghijklmnopqrst"))
    assert len(_chips(shelf)) == 12


@pytest.mark.parametrize(
    "key", [None, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]
)
def test_a_chip_takes_its_part_out_of_the_query(shelf, key):
    shelf.search('"a heron" -dale river ')
    chip = _chips(shelf)["without dale"]
    if key is None:
        shelf.bot.mouseClick(chip, Qt.MouseButton.LeftButton)
    else:
        chip.setFocus()
        shelf.key(key, widget=chip)
    assert shelf.box.text() == '"a heron" river '
    _wait_for(shelf, ["“a heron”", "river"])
    assert shelf.window._searching.answer.query == '"a heron" river '


def test_one_after_the_other_goes_by_keyboard_and_the_last_leads_to_the_box(shelf, qapp):
    shelf.search("heron -dale year:2014 lang:en ")
    shelf.to_front()
    _chips(shelf)["without dale"].setFocus()
    shelf.key(Qt.Key.Key_Delete)
    _wait_for(shelf, ["heron", "2014", "in English"])
    assert qapp.focusWidget() is _chips(shelf)["2014"]
    shelf.key(Qt.Key.Key_Right)
    shelf.key(Qt.Key.Key_Delete)
    _wait_for(shelf, ["heron", "2014"])
    assert qapp.focusWidget() is _chips(shelf)["2014"]
    shelf.key(Qt.Key.Key_Delete)
    _wait_for(shelf, [])
    assert shelf.box.text() == "heron "
    assert qapp.focusWidget() is shelf.box


def test_tab_comes_by_the_chips_before_the_filters(shelf, qapp):
    shelf.search("heron ")
    shelf.search("heron -dale ")
    shelf.to_front()
    shelf.window.findChild(QPushButton, "query_help").setFocus()
    names = shelf.tab_to("hit_list")
    assert len(names) < 13
    filters = [f"filter_{name}" for name in ("language", "collection", "kind", "year")]
    assert [name for name in names if name == "chip" or name in filters] == ["chip", "chip", *filters]


def test_esc_on_a_chip_leaves_the_results(shelf, qapp):
    shelf.open_document("Charter")
    shelf.search("heron -dale ")
    shelf.to_front()
    _chips(shelf)["heron"].setFocus()
    shelf.key(Qt.Key.Key_Escape)
    assert qapp.focusWidget() is shelf.text


def test_what_is_typed_between_stays_as_it_was_typed(shelf):
    shelf.search("the heron, and  -dale «a river» ")
    shelf.bot.mouseClick(_chips(shelf)["without dale"], Qt.MouseButton.LeftButton)
    assert shelf.box.text() == "the heron, and  «a river» "


def test_chips_are_used_again_for_the_next_query(shelf):
    shelf.search("heron -dale year:2014 ")
    made = shelf.window.findChildren(QPushButton, "chip")
    shelf.search("river heron ")
    assert shelf.window.findChildren(QPushButton, "chip") == made
    assert list(_chips(shelf)) == ["river", "heron"]


def test_where_nothing_is_found_the_chips_say_what_was_looked_for(shelf):
    shelf.search('"heron river otter" -leaf ')
    assert list(_chips(shelf)) == ["“heron river otter”", "without leaf"]


def test_where_the_window_has_few_lines_only_signs_have_chips(shelf):
    shelf.window.resize(800, 500)
    shelf.search("heron river ")
    assert list(_chips(shelf)) == ["heron", "river"]
    shelf.window._look.set_interface_percent(200)
    shelf.search("heron river -dale ")
    assert list(_chips(shelf)) == ["without dale"]
    shelf.search("herron river -dale ")
    shelf.bot.waitUntil(lambda: shelf.window.findChild(QPushButton, "did_you_mean") is not None)
    shelf.bot.waitUntil(lambda: not _chips(shelf))


def test_they_go_with_the_query(shelf):
    shelf.search("heron -dale ")
    shelf.box.clear()
    shelf.bot.waitUntil(lambda: shelf.window._searching.answer is None)
    assert not _chips(shelf)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2], ids=str)
def test_chips_begin_where_lines_begin_and_stay_within_the_pane(shelf, direction):
    shelf.search('heron -dale "a very long phrase that no narrow pane can hold in a single line of it" ')
    row = shelf.window.findChild(QWidget, "understood_chips")
    row.setLayoutDirection(direction)
    first, second, long = _chips(shelf).values()
    assert (first.x() < second.x()) is (direction is Qt.LayoutDirection.LeftToRight)
    assert row.rect().contains(long.geometry()) and long.y() > first.y()
    assert not long.grab().isNull()


def test_an_ampersand_on_a_chip_is_no_key(shelf):
    shelf.search("heron R&D ")
    assert list(_chips(shelf)) == ["heron", "R&D"]
    assert all(not chip.text() and chip.shortcut().isEmpty() for chip in _chips(shelf).values())
