"""Bookmarks as annotations: out, in again, and in from elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foc_reader.core.errors import ImportUnreadable
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.annotations import from_annotations, to_annotations
from foc_reader.core.notebook.moments import Clock
from foc_reader.core.notebook.notebook import Notebook

text = st.text(max_size=12)
tag = text.map(str.strip).filter(bool)
pids = st.sampled_from(["0123456789ab", "0123456789ab-2"])
locators = st.builds(Locator, st.just("foc"), st.sampled_from(["a", "b.c_d-e"])) | st.builds(
    lambda pid, start, length: Locator("foc", "a", pid, start if length else 0, start + length if length else 0),
    pids,
    st.integers(0, 999),
    st.integers(0, 99),
)
bookmarks = st.builds(
    Bookmark,
    id=st.uuids().map(str),
    locator=locators,
    quote=st.builds(Quote, text, text, text),
    name=text.filter(bool),
    note=text,
    tags=st.lists(tag, max_size=3, unique=True).map(tuple),
    title=text,
    created=st.just("2026-11-21T10:00:00Z"),
    changed=st.just("2026-11-21T10:00:00.123456Z"),
)


def annotation(**changes: Any) -> dict[str, Any]:
    """A small annotation by another program."""
    whole = {"id": "http://example.org/anno1", "type": "Annotation", "target": "urn:x-foc-reader:foc/rights"}
    return {**whole, **changes}


@given(st.lists(bookmarks, max_size=3, unique_by=lambda bookmark: bookmark.id))
def test_what_goes_out_comes_in_again(kept: list[Bookmark]) -> None:
    imported = from_annotations(to_annotations(kept), "mine.json")
    assert imported.bookmarks == tuple(kept)
    assert imported.left_out == 0


def test_a_bookmark_is_a_web_annotation(bookmark: Bookmark) -> None:
    collection = json.loads(to_annotations([bookmark]))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 1)
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    [item] = page["items"]
    assert item == {
        "id": f"urn:uuid:{bookmark.id}",
        "type": "Annotation",
        "motivation": ["bookmarking", "commenting", "tagging"],
        "created": "2026-11-21T10:00:00Z",
        "modified": "2026-11-21T10:00:00.000000Z",
        "body": [
            {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
            for purpose, value in (
                ("describing", "Told why"),
                ("commenting", "Ask for it in writing."),
                ("tagging", "arrest"),
                ("tagging", "language"),
            )
        ],
        "target": {
            "type": "SpecificResource",
            "source": {"id": "urn:x-foc-reader:foc/rights", "type": "Text", "dc:title": "Your rights"},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "Everyone",
                    "prefix": "Rights on arrest\n",
                    "suffix": " has the right to be told why, i",
                },
                {
                    "type": "FragmentSelector",
                    "value": "bbbbbbbbbbbb",
                    "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 8},
                },
            ],
        },
    }


def test_deleted_bookmarks_do_not_go_out(bookmark: Bookmark, clock: Clock) -> None:
    notebook = Notebook().with_bookmark(bookmark, clock).without(bookmark.id, clock)
    assert from_annotations(to_annotations(notebook.bookmarks.values()), "mine.json").bookmarks == ()


def test_half_a_character_does_not_stop_the_way_out(bookmark: Bookmark) -> None:
    exported = to_annotations([replace(bookmark, note="a\ud800b")])
    assert from_annotations(exported.encode("utf-8").decode("utf-8"), "x").bookmarks[0].note == "a?b"


@pytest.mark.parametrize("wrap", [lambda item: item, lambda item: [item], lambda item: {"items": [item]}])
def test_an_annotation_comes_in_alone_in_a_list_or_on_a_page(wrap: Any) -> None:
    assert len(from_annotations(json.dumps(wrap(annotation())), "x").bookmarks) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"bodyValue": "Look here"},
        {"body": "Look here"},
        {"body": {"type": "TextualBody", "value": "Look here"}},
        {"body": [{"type": "TextualBody", "value": "Look here", "purpose": "questioning"}, {"id": "a picture"}]},
    ],
)
def test_what_another_program_wrote_to_it_becomes_the_note(body: dict[str, Any]) -> None:
    [bookmark] = from_annotations(json.dumps(annotation(**body, creator="someone")), "x").bookmarks
    assert bookmark.note == "Look here"
    assert bookmark.locator == Locator("foc", "rights")


@pytest.mark.parametrize("moment", ["yesterday", "9999-12-31T23:59:59Z", "2026-11-21T10:00:00+01:00", 5])
def test_a_time_that_cannot_be_compared_is_as_none(moment: Any) -> None:
    [bookmark] = from_annotations(json.dumps(annotation(created=moment, modified=moment)), "x").bookmarks
    assert (bookmark.created, bookmark.changed) == ("", "")


def test_an_annotation_from_elsewhere_has_the_same_id_each_time() -> None:
    texts = [json.dumps([annotation(**changes) for changes in ({}, {"id": None})])] * 2
    first, again = (from_annotations(text, "x").bookmarks for text in texts)
    assert first == again
    assert len({bookmark.id for bookmark in first}) == 2


def test_what_is_sound_comes_in_and_the_rest_is_counted(bookmark: Bookmark) -> None:
    bad = [
        3,
        {},
        annotation(target=None),
        annotation(target=[]),
        annotation(target="https://example.org/page"),
        annotation(target="urn:x-foc-reader:../../etc"),
        annotation(target={"source": "urn:x-foc-reader:foc/a", "selector": {"type": "FragmentSelector", "value": 7}}),
    ]
    sound = json.loads(to_annotations([bookmark]))["first"]["items"]
    imported = from_annotations(json.dumps({"items": [*bad, *sound]}), "x")
    assert imported.bookmarks == (bookmark,)
    assert imported.left_out == len(bad)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not a file of annotations"),
        ('{"items": [', "not a whole one"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 10_000, "not a file of annotations"),
        (" " * 16_000_001, "too large"),
        ("[" + "3," * 20_000 + "3]", "more than 20000"),
        ("[3]", "none of its annotations"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_one_clear_sentence(content: str, reason: str) -> None:
    with pytest.raises(ImportUnreadable, match=reason) as caught:
        from_annotations(content, "mine.json")
    assert str(caught.value).startswith("No bookmarks were taken from “mine.json”: ")


@pytest.mark.parametrize("content", ["3", "{}", '"text"', "null", '{"first": "elsewhere.json"}'])
def test_a_file_of_something_else_is_refused(content: str) -> None:
    with pytest.raises(ImportUnreadable, match="holds no annotations"):
        from_annotations(content, "x")


def test_an_empty_collection_is_no_error() -> None:
    assert from_annotations(to_annotations([]), "x").bookmarks == ()


def test_a_file_cut_off_anywhere_is_refused(bookmark: Bookmark) -> None:
    exported = to_annotations([bookmark]).rstrip()
    for length in range(0, len(exported), 25):
        with pytest.raises(ImportUnreadable):
            from_annotations(exported[:length], "x")


keys = st.sampled_from(["id", "target", "source", "selector", "type", "value", "body", "purpose", "refinedBy", "items"])
leaves = st.none() | st.integers() | text | st.sampled_from(["urn:x-foc-reader:foc/a", "FragmentSelector", "tagging"])
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=12)


@given(values)
def test_no_json_makes_the_way_in_fail_with_anything_but_our_error(value: Any) -> None:
    try:
        imported = from_annotations(json.dumps([value, annotation(target=value), annotation(body=value)]), "x")
    except ImportUnreadable:
        return
    assert imported.left_out + len(imported.bookmarks) <= 3
