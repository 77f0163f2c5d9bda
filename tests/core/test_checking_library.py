"""A look at the whole library names just what is damaged, in short steps."""

from __future__ import annotations

import json
import shutil

import pytest

from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import DocumentUnreadable, IndexDamaged, IndexMissing, IndexOutdated
from foc_reader.core.library import verdict as verdict_module
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session


@pytest.fixture
def library(small_pack, tmp_path):
    """A library of one pack, `small`, that may be damaged."""
    shutil.copytree(small_pack, tmp_path / "library" / "small")
    return tmp_path / "library"


@pytest.fixture
def open_it(library, tmp_path):
    opened = []

    def open_it():
        opened.append(Session.open(Locations.find(library, tmp_path / "kept")))
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


def check(session):
    return session.indexes.start_check().run(CancelToken())


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 0x20
    path.write_bytes(data)


def place_in_text(library, words):
    return (library / "small" / "documents" / "text.jsonl").read_bytes().index(words)


def test_a_sound_library_is_sound(open_it):
    verdict = check(open_it())
    assert verdict.is_sound
    assert verdict.documents == 3
    assert verdict.replaceable == frozenset()


def test_a_flipped_byte_is_one_damaged_document_and_the_others_open(library, open_it):
    flip(library / "small" / "documents" / "text.jsonl", place_in_text(library, b"Ask for the warrant"))
    session = open_it()
    (found,) = check(session).damaged
    assert (found.entry.id, found.reason) == ("arrest", "it was changed or is damaged")
    with pytest.raises(DocumentUnreadable):
        session.document("small", "arrest")
    assert session.document("small", "phones").blocks


def test_of_a_text_cut_short_the_documents_before_the_cut_are_sound(library, open_it):
    text = library / "small" / "documents" / "text.jsonl"
    text.write_bytes(text.read_bytes()[: -len(text.read_bytes()) // 4])
    session = open_it()
    (found,) = check(session).damaged
    assert found.entry.id == session.entries[-1].id
    assert found.reason == "a part of it is missing"


def test_without_the_text_file_every_document_is_named(library, open_it):
    (library / "small" / "documents" / "text.jsonl").unlink()
    assert [found.entry.id for found in check(open_it()).damaged] == ["arabic", "arrest", "phones"]


@pytest.mark.parametrize("name", ["toc.json", "terms", "postings", "docs"])
def test_a_flipped_byte_anywhere_in_the_index_is_found(library, open_it, name):
    path = library / "small" / "index" / name
    flip(path, path.stat().st_size // 2)
    verdict = check(open_it())
    assert verdict.damaged == ()
    ((pack_id, problem),) = verdict.indexes
    assert pack_id == "small" and isinstance(problem, IndexDamaged) and f"“{name}”" in str(problem)


def test_a_missing_file_of_the_index_is_named(library, open_it):
    (library / "small" / "index" / "terms").unlink()
    ((_, problem),) = check(open_it()).indexes
    assert str(problem).startswith("The search index of “small” is damaged: its file “terms” is missing.")


def test_an_index_that_the_manifest_does_not_name_either_is_missing(library, open_it):
    shutil.rmtree(library / "small" / "index")
    path = library / "small" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["index"] = {"format": "", "files": {}}
    path.write_text(json.dumps(manifest))
    ((_, problem),) = check(open_it()).indexes
    assert isinstance(problem, IndexMissing)


def test_a_whole_index_of_another_version_cannot_be_used(library, open_it):
    path = library / "small" / "manifest.json"
    path.write_text(path.read_text().replace('"flat 2"', '"flat 0"'))
    ((_, problem),) = check(open_it()).indexes
    assert isinstance(problem, IndexOutdated)


def test_of_two_packs_only_the_damaged_one_is_named(library, open_it, small_sources, tmp_path):
    source = small_sources(tmp_path / "source")
    (source / "pack.yaml").write_text((source / "pack.yaml").read_text().replace("id: small", "id: other"))
    build_pack(source, library / "other")
    flip(library / "other" / "documents" / "text.jsonl", 400)
    verdict = check(open_it())
    assert verdict.documents == 6
    assert {found.entry.pack_id for found in verdict.damaged} == {"other"}
    assert verdict.indexes == ()


def test_a_step_looks_at_a_bounded_piece(library, open_it, monkeypatch):
    monkeypatch.setattr(verdict_module, "STEP_BYTES", 300)
    checking = open_it().indexes.start_check()
    looked_at = []
    while checking.step():
        looked_at.append(checking.looked_at)
    assert looked_at[0] == 1 and looked_at == sorted(looked_at) and looked_at[-1] == 3
    index_bytes = sum(path.stat().st_size for path in (library / "small" / "index").iterdir())
    assert len(looked_at) >= index_bytes // 300  # files of the index come in pieces, too
    assert checking.verdict().is_sound


def test_a_step_looks_at_a_bounded_number_of_documents(open_it, monkeypatch):
    monkeypatch.setattr(verdict_module, "STEP_DOCUMENTS", 1)
    checking = open_it().indexes.start_check()
    assert checking.step() and checking.looked_at == 1
    assert checking.step() and checking.looked_at == 2


def test_a_check_that_nobody_waits_for_stops(open_it, monkeypatch):
    monkeypatch.setattr(verdict_module, "STEP_BYTES", 1)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        open_it().indexes.start_check().run(token)


def test_checking_writes_nothing(open_it, library, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    check(open_it())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
