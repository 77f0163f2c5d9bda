"""A writer makes a whole index or none, and leaves nothing else behind."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, TEXT, Schema
from whoosh.query import Phrase, Term

from foc_reader.core.errors import IndexDamaged, IndexMissing
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.codec.schema import WORDS

Build = Callable[..., FlatIndex]


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_finished_index_holds_its_five_files_only(tmp_path: Path, build: Build, documents: list[dict]) -> None:
    build(tmp_path / "index", documents[:50], held=300)

    assert names_in(tmp_path / "index") == set(FlatIndex.FILES)


def test_cancel_removes_what_was_written(tmp_path: Path, schema: Schema, documents: list[dict]) -> None:
    (tmp_path / "other").write_text("somebody else's")
    writer = FlatIndex(tmp_path, schema).writer(held=300)
    for document in documents[:50]:
        writer.add_document(**document)
    assert "run-0-0.part" in names_in(tmp_path)

    writer.cancel()
    writer.cancel()

    assert names_in(tmp_path) == {"other"}


def test_an_error_while_adding_leaves_no_index(tmp_path: Path, schema: Schema) -> None:
    index = FlatIndex(tmp_path, schema)

    with pytest.raises(ValueError, match="no field is called nowhere"), index.writer() as writer:
        writer.add_document(text="kal")
        writer.add_document(nowhere="kal")

    assert names_in(tmp_path) == set()
    with pytest.raises(IndexMissing):
        index.searcher()


def test_a_writer_that_refused_a_document_writes_no_more(tmp_path: Path, schema: Schema) -> None:
    writer = FlatIndex(tmp_path, schema).writer()
    with pytest.raises(ValueError, match="too long"):
        writer.add_document(text="kal", title="x" * (1 << 20))

    with pytest.raises(ValueError, match="closed"):
        writer.add_document(text="ken")
    with pytest.raises(ValueError, match="closed"):
        writer.commit()
    assert names_in(tmp_path) == set()


@pytest.mark.parametrize("value", [5, b"kal", {"kal": 1}])
def test_a_text_field_takes_text_or_words(tmp_path: Path, schema: Schema, value: object) -> None:
    with pytest.raises(ValueError, match="takes a text or words"), FlatIndex(tmp_path, schema).writer() as writer:
        writer.add_document(text=value)


def test_a_row_too_long_to_be_one_is_refused(tmp_path: Path, schema: Schema) -> None:
    with pytest.raises(ValueError, match="too long"), FlatIndex(tmp_path, schema).writer() as writer:
        writer.add_document(title="x" * (1 << 20))


@pytest.mark.parametrize(("module", "function"), [(os, "fsync"), (os, "replace"), (io, "open")])
@pytest.mark.parametrize("call", [1, 2, 4, 5, 20])
def test_a_full_drive_leaves_a_whole_index_or_none(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    build: Build,
    documents: list[dict],
    module: ModuleType,
    function: str,
    call: int,
) -> None:
    real, calls = getattr(module, function), []

    def fail(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        if len(calls) == call:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **named)

    monkeypatch.setattr(module, function, fail)
    folder = tmp_path / "index"
    try:
        index = build(folder, documents[:30], held=300)
    except OSError:
        assert names_in(folder) == set()
    else:
        monkeypatch.undo()
        index.verify()


def test_building_anew_replaces_the_old_index_from_the_start(
    tmp_path: Path, build: Build, documents: list[dict]
) -> None:
    index = build(tmp_path / "index", documents[:30])

    writer = index.writer()
    with pytest.raises(IndexMissing):
        index.searcher()
    writer.add_document(text="unheard")
    writer.commit()

    with index.searcher() as searcher:
        assert searcher.doc_count_all() == 1
        assert searcher.top(Term("text", "unheard"), 5).matching == [0]


def test_an_index_of_nothing_can_be_searched(tmp_path: Path, build: Build) -> None:
    index = build(tmp_path / "index", [])
    index.verify()

    with index.searcher() as searcher:
        assert searcher.top(Term("text", "kal"), 5).items == ()
        assert list(searcher.terms.scan("text")) == []


def test_a_gap_takes_a_position(tmp_path: Path, build: Build, splitting_schema: Schema) -> None:
    index = build(tmp_path / "index", [{"text": ["one", None, "two"]}, {"text": ["one", "two"]}], splitting_schema)

    with index.searcher() as searcher:
        assert searcher.top(Phrase("text", ["one", "two"]), 5).matching == [1]
        assert searcher.top(Phrase("text", ["one", None, "two"]), 5).matching == [0]
        assert searcher.top(Phrase("text", [None, "two"]), 5).matching == [0, 1]
        assert [searcher.doc_field_length(docnum, "text") for docnum in (0, 1)] == [2, 2]


def test_any_character_and_any_length_can_be_a_word(tmp_path: Path, build: Build, splitting_schema: Schema) -> None:
    words = ["a\nb", "\0", "", "x" * 70_000, "x" * 70_000 + "y", "\U0001f600"]
    index = build(tmp_path / "index", [{"text": words}], splitting_schema)

    with index.searcher() as searcher:
        for word in words:
            assert searcher.top(Term("text", word), 5).matching == [0]
        assert [term.decode() for term, _ in searcher.terms.scan("text")] == sorted(words, key=str.encode)


def test_a_stored_value_stands_in_for_the_indexed_one(tmp_path: Path, build: Build, schema: Schema) -> None:
    index = build(tmp_path / "index", [{"note": ["kal"], "_stored_note": "Kal!", "lang": "en"}, {"note": "ken"}])

    with index.searcher() as searcher:
        assert searcher.stored_fields(0) == {"note": "Kal!"}
        assert searcher.stored_fields(1) == {"note": "ken"}
        assert searcher.top(Term("note", "kal"), 5).matching == [0]


def test_a_term_given_twice_in_one_document_counts_twice(tmp_path: Path, build: Build) -> None:
    index = build(tmp_path / "index", [{"year": [1999, 1999]}, {"text": "kal"}])

    with index.searcher() as searcher:
        assert searcher.top(Term("year", 1999), 5).matching == [0]


def test_numbers_that_differ_nearly_everywhere_are_kept_as_they_are(tmp_path: Path) -> None:
    schema = Schema(at=COLUMN(NumericColumn("Q")), few=COLUMN(NumericColumn("I")))
    values = [7**number for number in range(18)]
    writer = FlatIndex(tmp_path, schema).writer()
    for value in values:
        writer.add_document(at=value, few=9_999_999)
    writer.commit()
    with FlatIndex(tmp_path, schema).searcher() as searcher:
        assert [searcher.rows.number("at", docnum) for docnum in range(len(values))] == values
        assert searcher.rows.numbers("at") == values
        column = searcher.column("at")
        assert [column.values[code] for code in column.codes] == values
        assert searcher.rows.number("few", 0) == 9_999_999  # one for all, which is kept as a list of values


@given(st.lists(st.integers(0, 2**40) | st.sampled_from([0, 700, 9_000]), min_size=1, max_size=300))
def test_numbers_are_read_back_one_and_all_whatever_form_they_are_kept_in(values: list[int]) -> None:
    with TemporaryDirectory() as folder:
        schema = Schema(at=COLUMN(NumericColumn("Q")))
        writer = FlatIndex(Path(folder), schema).writer()
        for value in values:
            writer.add_document(at=value)
        writer.commit()
        with FlatIndex(Path(folder), schema).searcher() as searcher:
            assert searcher.rows.numbers("at") == values
            assert [searcher.rows.number("at", docnum) for docnum in range(len(values))] == values


def test_a_document_without_a_number_is_damage(tmp_path: Path) -> None:
    schema = Schema(at=COLUMN(NumericColumn("Q")), few=COLUMN(NumericColumn("I")), text=TEXT())
    writer = FlatIndex(tmp_path, schema).writer()
    for number in range(9):
        writer.add_document(at=7**number, few=9_999_999)
    writer.add_document(text="none")
    writer.commit()
    with FlatIndex(tmp_path, schema).searcher() as searcher:
        for name in ("at", "few", "unheard of"):
            with pytest.raises(IndexDamaged):
                searcher.rows.number(name, 9)
            with pytest.raises(IndexDamaged):
                searcher.rows.numbers(name)


def test_a_field_of_words_keeps_only_how_many_hold_each(tmp_path: Path) -> None:
    schema = Schema(word=WORDS(), text=TEXT())
    writer = FlatIndex(tmp_path, schema).writer()
    for words in ["ab", "cd"], ["cd"]:
        writer.add_document(word=words, text="one")
    writer.commit()
    with FlatIndex(tmp_path, schema).searcher() as searcher:
        assert list(searcher.terms.scan("word")) == [(b"ab", 1), (b"cd", 2)]
        assert searcher.top(Term("word", "cd"), 5).matching == []
