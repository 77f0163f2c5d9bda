"""Searches that are kept: in the notebook's file, out to other programs and in again, and on pages to read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.errors import StoredFileNewer
from foc_reader.core.model import ORDERS, Bookmark, Locator, Quote
from foc_reader.core.notebook.annotations import from_annotations, to_annotations
from foc_reader.core.notebook.as_html import to_html
from foc_reader.core.notebook.as_markdown import to_markdown
from foc_reader.core.notebook.collected import collect
from foc_reader.core.notebook.notebook import Notebook
from foc_reader.core.notebook.searches import (
    NOWHERE,
    described,
    kept_search,
    make_search_bookmark,
    search_from_value,
    search_to_value,
)
from foc_reader.core.notebook.shelf import Choice, Shelf
from foc_reader.core.notebook.store import KIND, NotebookStore
from foc_reader.core.saved_search import FILTERS, SavedSearch
from foc_reader.core.session import Session
from foc_reader.core.storage import StoredFile

FULL = SavedSearch(
    "internet shutdown",
    "collection",
    Locator("foc", "tallinn"),
    (("language", ("en", "fr")), ("year", ("2014",))),
    ("surveillance ",),
    "date",
)
words = st.text(min_size=1, max_size=12).filter(str.strip)
chosen = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
places = st.one_of(
    st.tuples(st.just("library"), st.none()),
    st.tuples(st.sampled_from(["collection", "document"]), st.builds(Locator, st.just("foc"), st.just("a-1"))),
)
searches = st.builds(
    lambda query, place, filters, within, order: SavedSearch(
        query, place[0], place[1], tuple((name, filters[name]) for name in FILTERS if name in filters), within, order
    ),
    words,
    places,
    st.dictionaries(st.sampled_from(FILTERS), chosen),
    st.lists(words, max_size=2).map(tuple),
    st.sampled_from(ORDERS),
)


def _passage(name: str = "a passage") -> Bookmark:
    return Bookmark(
        "id-1",
        Locator("foc", "a", "0123456789ab"),
        Quote("words"),
        name,
        title="A title",
        created="2026-11-21T10:00:00Z",
        changed="2026-11-21T10:00:00.000000Z",
    )


@given(searches)
def test_what_is_written_is_read_back(search):
    assert search_from_value(json.loads(json.dumps(search_to_value(search)))) == search


@given(searches)
def test_what_leaves_as_an_annotation_comes_in_again(search):
    kept = make_search_bookmark(search, "Guides")
    imported = from_annotations(to_annotations([kept]), "file")
    assert imported.left_out == 0
    (found,) = imported.bookmarks
    assert (found.search, found.name.strip(), found.title) == (search, kept.name.strip(), "Guides")
    assert (found.id, found.locator) == (kept.id, NOWHERE)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {},
        {"query": ""},
        {"query": " "},
        {"query": 5},
        {"query": "x" * 10_001},
        {"query": "x", "scope": "everywhere"},
        {"query": "x", "scope": "document"},
        {"query": "x", "scope": "library", "place": "foc/a"},
        {"query": "x", "scope": "document", "place": "../a b"},
        {"query": "x", "filters": []},
        {"query": "x", "filters": {"colour": ["red"]}},
        {"query": "x", "filters": {"year": "2014"}},
        {"query": "x", "filters": {"year": [2014]}},
        {"query": "x", "within": "y"},
        {"query": "x", "within": ["y"] * 1001},
        {"query": "x", "order": "random"},
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_searched_for_is_refused(value):
    with pytest.raises(ValueError, match=r"."):
        search_from_value(value)


def test_a_search_is_kept_in_the_file_beside_passages(tmp_path):
    path = tmp_path / "bookmarks.json"
    kept = make_search_bookmark(FULL, "Statements")
    saved = NotebookStore(path).save(Notebook().with_bookmark(kept).with_bookmark(_passage()))
    read = NotebookStore(path).load()
    assert read == saved and {bookmark.search for bookmark in read.listed()} == {FULL, None}


def test_a_file_of_before_is_read_and_one_with_searches_is_not_misread_by_a_reader_of_before(tmp_path):
    path = tmp_path / "bookmarks.json"
    NotebookStore(path).save(Notebook().with_bookmark(_passage()))
    before = StoredFile(path, KIND, 1)
    value = StoredFile(path, KIND, 2).read()
    path.unlink()
    before.write(value)
    read = NotebookStore(path).load()
    assert [bookmark.name for bookmark in read.listed()] == ["a passage"]
    NotebookStore(path).save(read.with_bookmark(make_search_bookmark(FULL)))
    with pytest.raises(StoredFileNewer):
        before.read()


def test_a_deleted_search_leaves_nothing_of_it_and_can_be_brought_back():
    kept = make_search_bookmark(FULL)
    notebook = Notebook().with_bookmark(kept)
    deleted = notebook.without(kept.id)
    assert deleted.listed() == () and deleted.bookmarks[kept.id].search is None
    assert deleted.restored(kept).listed()[0].search == FULL


def test_two_windows_merge_searches_as_they_merge_passages():
    kept = make_search_bookmark(FULL)
    ours, theirs = Notebook().with_bookmark(kept), Notebook().with_bookmark(_passage())
    assert {bookmark.id for bookmark in ours.merged(theirs).listed()} == {kept.id, "id-1"}


def test_a_search_stands_for_no_place():
    notebook = Notebook().with_bookmark(make_search_bookmark(FULL))
    assert notebook.at(Locator("foc", "tallinn")) is None and notebook.at(NOWHERE) is None


def test_the_search_that_is_kept_already_is_known(tmp_path):
    kept = make_search_bookmark(FULL)
    other = make_search_bookmark(SavedSearch("internet shutdown"))
    assert kept_search([other, kept], FULL) is kept and kept_search([other], FULL) is None


def test_a_search_is_never_lost(session: Session):
    assert session.places([make_search_bookmark(FULL)]) == {}


def test_searches_are_filtered_by_what_they_search_for():
    shelf = Shelf(str.casefold)
    kept = make_search_bookmark(FULL)
    shelf.fill([kept, _passage()], "place")
    while not shelf.work(10):
        pass
    assert shelf.chosen(Choice("shutdown")) == (kept,)
    assert shelf.chosen(Choice("surveillance")) == (kept,)
    assert len(shelf.chosen(Choice())) == 2


def test_pages_to_read_have_searches_in_a_chapter_of_their_own_at_the_end():
    collected = collect([make_search_bookmark(FULL, "Statements"), _passage()], {}, {})
    markdown, html = to_markdown(collected), to_html(collected)
    assert markdown.index("## A title") < markdown.index("## Searches") < markdown.index("### internet shutdown")
    for page in (markdown.replace("\\", ""), html):
        assert "Search for: internet shutdown" in page and "in the collection of foc/tallinn" in page
        assert "language: en, fr" in page and "newest first" in page
    assert html.count("<h2") == 2 and "None" not in html


def test_a_search_is_described_whole():
    assert described(FULL) == (
        "Search for: internet shutdown · in the collection of foc/tallinn · language: en, fr · year: 2014 · "
        "within what is found for: surveillance · newest first"
    )
    assert described(SavedSearch("x", "document", Locator("foc", "a"))) == "Search for: x · in foc/a"


def test_a_damaged_search_in_a_file_of_annotations_is_left_out():
    whole = json.loads(to_annotations([make_search_bookmark(FULL), _passage()]))
    whole["first"]["items"][0]["target"]["selector"]["value"] = "{"
    imported = from_annotations(json.dumps(whole), "file")
    assert imported.left_out == 1 and [bookmark.name for bookmark in imported.bookmarks] == ["a passage"]
