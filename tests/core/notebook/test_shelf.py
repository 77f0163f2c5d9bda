"""Bookmarks in order and filtered: any words, any order, and little work at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.settings import BOOKMARK_ORDERS
from foc_reader.core.notebook.shelf import Choice, Shelf, fold

PID = "0123456789ab"


def kept(name: str, **changes: Any) -> Bookmark:
    usual = Bookmark(name, Locator("foc", "a", PID), Quote("the quoted words"), name, title="Alpha")
    return replace(usual, **{"created": "2026-11-21T10:00:00Z", "changed": "2026-11-21T10:00:00.000000Z", **changes})


def shelf_of(bookmarks: Sequence[Bookmark], order: str = "newest", **facts: Any) -> Shelf:
    shelf = Shelf(str.casefold)
    shelf.fill(bookmarks, order, **facts)
    assert shelf.work(len(bookmarks))
    return shelf


def names(shelf: Shelf, choice: Choice = Choice()) -> list[str]:  # noqa: B008 - a value
    return [bookmark.name for bookmark in shelf.chosen(choice)]


@pytest.mark.parametrize("typed", ["bell", "QUOTED bell", "étage", "etage", "Alpha law", "كتاب", "ﬁne"])
def test_all_words_typed_are_looked_for_in_all_that_was_kept(typed):
    one = kept("Bell", note="Two Étages, fine", tags=("law", "كِتاب"))
    other = kept("Other", quote=Quote("nothing"), title="")
    assert names(shelf_of([one, other]), Choice(typed)) == ["Bell"]


def test_a_word_that_stands_nowhere_leaves_nothing():
    assert names(shelf_of([kept("One")]), Choice("one two")) == []


def test_tags_are_any_of_those_chosen_and_counted_as_if_none_were():
    shelf = shelf_of([kept("a", tags=("law",)), kept("b", tags=("law", "home")), kept("c", tags=("sea",)), kept("d")])
    choice = Choice(tags=frozenset({"home", "sea"}))
    assert names(shelf, choice) == ["c", "b"]
    assert shelf.tags(choice) == (("home", 1), ("law", 2), ("sea", 1))
    assert shelf.tags(replace(choice, words="zzz")) == (("home", 0), ("law", 0), ("sea", 0))


def test_lost_ones_are_chosen_and_counted():
    shelf = shelf_of([kept("a", tags=("law",)), kept("b"), kept("c")], lost={"a", "c"})
    assert names(shelf, Choice(only_lost=True)) == ["c", "a"]
    assert shelf.count_lost(Choice(tags=frozenset({"law"}))) == 1
    assert shelf.count_lost(Choice("b")) == 0


def test_newest_first():
    old, new = kept("old", created="2025"), kept("new", created="2026")
    assert names(shelf_of([old, new])) == ["new", "old"]


def test_by_name_as_it_is_collated():
    assert names(shelf_of([kept("b"), kept("C"), kept("a")], "name")) == ["a", "b", "C"]


def test_by_place_within_a_document_with_lost_ones_at_its_end():
    later, lost, first = kept("later"), kept("lost"), kept("first")
    other = kept("other", locator=Locator("foc", "b"), title="Beta")
    shelf = shelf_of([other, later, lost, first], "place", places={"later": (7, 0), "first": (2, 4)}, lost={"lost"})
    assert names(shelf) == ["first", "later", "lost", "other"]


def test_by_date_of_the_document_with_undated_ones_last():
    dates = {("foc", "a"): "2014-10", ("foc", "b"): "2014", ("foc", "c"): "2017-05-01"}
    bookmarks = [kept(name, locator=Locator("foc", name)) for name in ("a", "b", "c", "d")]
    assert names(shelf_of(bookmarks, "date", dates=dates)) == ["c", "a", "b", "d"]


words = st.text(alphabet="aäAb \u0628\u0650", max_size=4)


def kept_with_id(name: str, id: str, **changes: Any) -> Bookmark:
    return replace(kept(name, **changes), id=id)


bookmarks = st.lists(
    st.builds(
        kept_with_id, words, st.uuids().map(str), note=words, tags=st.lists(words, max_size=2, unique=True).map(tuple)
    ),
    max_size=8,
)


@given(bookmarks, words, st.sampled_from(BOOKMARK_ORDERS), st.sampled_from(BOOKMARK_ORDERS), st.integers(1, 3))
def test_no_bookmark_is_lost_or_doubled_whatever_changes_and_however_little_is_done_at_once(
    kept, typed, first, second, most
):
    shelf = Shelf(str.casefold)
    shelf.fill(kept[1:], first)
    shelf.work(most)  # and the next change comes before all is done
    shelf.fill(kept[: len(kept) - 1], first)
    shelf.work(most)
    shelf.fill(kept, second)
    turns = 1
    while not shelf.work(most):
        turns += 1
    assert turns <= len(kept) // most + 1
    assert list(shelf.chosen(Choice())) == list(shelf_of(kept, second).chosen(Choice()))
    assert sorted(bookmark.id for bookmark in shelf.chosen(Choice())) == sorted(bookmark.id for bookmark in kept)
    found = {bookmark.id for bookmark in shelf.chosen(Choice(typed))}
    for bookmark in kept:
        text = fold("\n".join((bookmark.name, bookmark.note, bookmark.quote.exact, bookmark.title, *bookmark.tags)))
        assert (bookmark.id in found) == all(word in text for word in fold(typed).split())


def test_what_did_not_change_is_not_put_in_order_again():
    collated: list[str] = []

    def collate(text: str) -> str:
        collated.append(text)
        return text

    shelf = Shelf(collate)
    several = [kept(str(number)) for number in range(100)]
    shelf.fill(several, "name")
    shelf.work(100)
    collated.clear()
    shelf.fill([*several[1:], kept("new")], "name")
    assert shelf.work(1)
    assert collated == ["new"]
