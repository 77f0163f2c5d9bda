"""The notebook as a value: changes, undo, and what two windows make of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.errors import BadLocator
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.moments import Clock, is_moment, microseconds, microseconds_after, seconds
from foc_reader.core.notebook.notebook import Notebook, make_tombstone

moments = st.datetimes(datetime(1, 1, 2), datetime(8999, 1, 1), timezones=st.just(UTC))
stamps = st.sampled_from([microseconds(datetime(2026, 1, day, tzinfo=UTC)) for day in (1, 2)])
short = st.sampled_from(["", "a", "b"])
live = st.builds(
    Bookmark,
    id=st.sampled_from("xyz"),
    locator=st.builds(Locator, st.just("foc"), st.sampled_from(["one", "two"])),
    quote=st.builds(Quote, short),
    name=short,
    tags=st.lists(short, max_size=2).map(tuple),
    created=stamps,
    changed=stamps,
)
tombstones = st.builds(make_tombstone, st.sampled_from("xyz"), stamps, stamps)
notebooks = st.lists(live | tombstones, max_size=4).map(lambda items: Notebook({item.id: item for item in items}))


@given(notebooks, notebooks)
def test_merging_does_not_depend_on_who_comes_first(one: Notebook, two: Notebook) -> None:
    assert one.merged(two) == two.merged(one)


@given(notebooks, notebooks, notebooks)
def test_merging_does_not_depend_on_the_order_of_three(one: Notebook, two: Notebook, three: Notebook) -> None:
    assert one.merged(two).merged(three) == one.merged(two.merged(three))


@given(notebooks, notebooks)
def test_merging_again_changes_nothing(one: Notebook, two: Notebook) -> None:
    merged = one.merged(two)
    assert merged.merged(merged) == merged.merged(one) == merged.merged(two) == merged


@given(notebooks, notebooks)
def test_merging_loses_no_id_and_makes_up_no_version(one: Notebook, two: Notebook) -> None:
    merged = one.merged(two).bookmarks
    assert set(merged) == {*one.bookmarks, *two.bookmarks}
    assert all(bookmark in (one.bookmarks.get(key), two.bookmarks.get(key)) for key, bookmark in merged.items())


@given(notebooks, live, moments)
def test_a_change_is_later_than_what_it_replaces_whatever_the_clock_says(
    notebook: Notebook, bookmark: Bookmark, now: datetime
) -> None:
    changed = notebook.with_bookmark(bookmark, lambda: now)
    assert changed.merged(notebook) == changed
    deleted = changed.without(bookmark.id, lambda: now)
    assert deleted.merged(changed) == deleted


@given(moments, moments)
def test_later_moments_are_greater_texts(one: datetime, two: datetime) -> None:
    assert (microseconds(one) < microseconds(two)) == (one < two)
    assert microseconds_after(microseconds(one), two) > microseconds(one)
    assert is_moment(microseconds(one))
    assert is_moment(seconds(one))


@pytest.mark.parametrize("text", ["", "2026", "2026-13-01T00:00:00Z", "9999-01-01T00:00:00Z", "2026-01-01T00:00:00"])
def test_other_texts_are_no_moments(text: str) -> None:
    assert not is_moment(text)


def test_a_bookmark_is_listed_newest_first(bookmark: Bookmark, clock: Clock) -> None:
    newer = replace(bookmark, id="newer", created=seconds(clock() + timedelta(days=1)))
    notebook = Notebook().with_bookmark(newer, clock).with_bookmark(bookmark, clock)
    assert [item.id for item in notebook.listed()] == ["newer", bookmark.id]


def test_a_changed_name_keeps_its_place_in_the_list(bookmark: Bookmark, clock: Clock) -> None:
    newer = replace(bookmark, id="newer", created=seconds(clock() + timedelta(days=1)))
    notebook = Notebook().with_bookmark(newer, clock).with_bookmark(bookmark, clock)
    renamed = notebook.with_bookmark(replace(bookmark, name="Another name"), clock)
    assert [item.name for item in renamed.listed()] == ["Told why", "Another name"]


def test_a_deleted_bookmark_leaves_nothing_of_what_it_said(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock).without(bookmark.id, clock)
    assert notebook.listed() == ()
    left = notebook.bookmarks[bookmark.id]
    assert left == make_tombstone(bookmark.id, bookmark.created, left.changed)
    assert "rights" not in repr(left)


def test_deleting_twice_or_what_is_not_there_changes_nothing(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    deleted = notebook.without(bookmark.id, clock)
    assert deleted.without(bookmark.id, clock) == deleted
    assert notebook.without("unknown", clock) == notebook


def test_undo_brings_a_deleted_bookmark_back_for_every_window(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    deleted = notebook.without(bookmark.id, clock)
    restored = deleted.restored(notebook.bookmarks[bookmark.id], clock).merged(deleted)
    assert [replace(item, changed="") for item in restored.listed()] == [replace(bookmark, changed="")]


def test_an_older_notebook_stays_as_it_was(bookmark: Bookmark, clock: Clock) -> None:
    empty = Notebook()
    empty.with_bookmark(bookmark, clock)
    assert empty == Notebook()


def test_a_bookmark_is_found_by_its_block(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    kept = notebook.bookmarks[bookmark.id]
    assert notebook.at(replace(bookmark.locator, start=3, end=5)) == kept
    assert notebook.at(replace(bookmark.locator, pid="")) is None
    assert notebook.without(bookmark.id, clock).at(bookmark.locator) is None


def test_of_two_bookmarks_of_one_block_the_newest_is_found(bookmark: Bookmark, clock: Clock) -> None:
    older = replace(bookmark, id="older", created="2020-01-01T00:00:00Z")
    newer = replace(bookmark, id="newer", created="2021-01-01T00:00:00Z")
    one, other = Notebook(), Notebook()
    for each in (older, newer):
        one = one.with_bookmark(each, clock)
    for each in (newer, older):
        other = other.with_bookmark(each, clock)
    for notebook in (one, other):
        found = notebook.at(bookmark.locator)
        assert found is not None and found.id == "newer"
        assert [each.id for each in notebook.listed()] == ["newer", "older"]


def test_a_notebook_is_put_in_order_once_and_is_the_same_value_before_and_after(
    bookmark: Bookmark, clock: Clock
) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    untouched = Notebook(notebook.bookmarks)
    assert notebook.listed() is notebook.listed()
    notebook.at(bookmark.locator)
    assert notebook == untouched
    assert repr(notebook) == repr(untouched)
    assert copy(notebook) == untouched
    assert notebook.without(bookmark.id, clock).listed() == ()


def test_a_locator_that_could_not_be_read_back_is_refused(bookmark: Bookmark) -> None:
    with pytest.raises(BadLocator):
        Notebook().with_bookmark(replace(bookmark, locator=Locator("No such/name", "x")))


def test_taking_in_a_file_brings_back_what_was_deleted_since(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    exported = notebook.listed()
    back = notebook.without(bookmark.id, clock).with_imported(exported, clock)
    assert [item.note for item in back.listed()] == [bookmark.note]


def test_taking_in_an_old_file_does_not_undo_newer_changes(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock)
    exported = notebook.listed()
    renamed = notebook.with_bookmark(replace(bookmark, name="Renamed since"), clock)
    assert renamed.with_imported(exported, clock) == renamed


def test_taking_in_a_file_twice_is_as_once(bookmark: Bookmark, clock: Callable[[], datetime]) -> None:
    once = Notebook().with_imported([bookmark], clock)
    assert once.with_imported([bookmark], clock) == once
    assert len(once.listed()) == 1


def test_what_knows_nothing_newer_changes_nothing(bookmark: Bookmark, clock: Clock) -> None:
    before = Notebook().with_bookmark(bookmark, clock)
    notebook = before.without(bookmark.id, clock)
    assert notebook.merged(before) is notebook
    assert notebook.merged(notebook) is notebook
    assert before.merged(notebook) == notebook
