"""Building an index: the same each time, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import DocumentUnreadable, IndexDamaged, IndexOutdated
from foc_reader.core.search.building import build, verify
from foc_reader.core.search.codec.index import FlatIndex
from foc_reader.core.search.fields import ANALYSIS
from foc_reader.core.search.schema import make_schema


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_passages_give_the_same_bytes(statements, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    statements.build()
    build(iter(list(statements.passages.values())), other)
    assert contents(statements.folder) == contents(other) != {}


def test_a_library_without_passages_has_an_index_too(shelf) -> None:
    assert shelf.search("anything").hits == ()
    verify(shelf.folder)


def test_nothing_stays_of_a_build_that_fails(statements) -> None:
    def passages():
        yield from list(statements.passages.values())[:2]
        raise DocumentUnreadable("a document", "it is damaged")

    with pytest.raises(DocumentUnreadable):
        build(passages(), statements.folder)
    assert contents(statements.folder) == {}


def test_nothing_stays_of_a_build_that_is_cancelled(statements) -> None:
    token, done = CancelToken(), []

    def progress(count: int) -> None:
        done.append(count)
        if count == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        build(statements.passages.values(), statements.folder, progress=progress, token=token)
    assert done == [1, 2]
    assert contents(statements.folder) == {}


def test_a_changed_byte_is_found(statements) -> None:
    statements.build()
    verify(statements.folder)
    for path in statements.folder.iterdir():
        if path.suffix != ".json" and path.stat().st_size:  # the table of contents itself is in the pack's checksums
            whole = path.read_bytes()
            path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
            with pytest.raises(IndexDamaged):
                verify(statements.folder)
            path.write_bytes(whole)
    verify(statements.folder)


def test_an_index_whose_words_were_made_by_other_rules_is_outdated(shelf) -> None:
    FlatIndex(shelf.folder, make_schema(), ANALYSIS + " and another").writer().commit()
    with pytest.raises(IndexOutdated):
        verify(shelf.folder)


def test_the_index_holds_no_sentence_of_the_text(statements) -> None:
    statements.build()
    assert not any(b"Mass surveillance threatens" in data for data in contents(statements.folder).values())
