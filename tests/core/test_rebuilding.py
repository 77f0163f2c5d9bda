"""A bad index is built again by a process of its own, into the private folder, whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foc_reader.core import rebuilding
from foc_reader.core.building import build_pack
from foc_reader.core.cancel import Cancelled, CancelToken
from foc_reader.core.errors import DocumentMissing, IndexDamaged, IndexIncomplete, RebuildFailed
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.core.storage import StoredFile
from tests.core.processes import processes_of


@pytest.fixture
def pack(small_pack, tmp_path) -> Path:
    """A pack whose index lacks a file."""
    folder = tmp_path / "library" / "small"
    shutil.copytree(small_pack, folder)
    (folder / "index" / "terms").unlink()
    return folder


@pytest.fixture
def open_it(pack, tmp_path):
    opened = []

    def open_it(library=pack.parent, data=tmp_path / "kept"):
        opened.append(Session.open(Locations.find(library, data)))
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


def rebuild(session, pack_id="small"):
    steps = []
    session.indexes.rebuild(pack_id, CancelToken(), steps.append)
    return [step.done for step in steps]


def verdict_of(session):
    return session.indexes.start_check().run(CancelToken())


def finds(session, word="warrant"):
    answer = session.search(f"{word} ")
    return [] if answer.fallback == "titles" else sorted({hit.entry.id for hit in answer.hits})


def everything_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_after_a_rebuild_the_text_is_found_and_the_pack_is_as_it_was(open_it, pack, tmp_path):
    before = everything_in(pack)
    session = open_it()
    (problem,) = session.open_search()
    assert isinstance(problem, IndexDamaged) and finds(session) == []
    assert rebuild(session) == [1, 2, 3]
    assert session.open_search() == ()
    assert finds(session) == ["arabic", "arrest", "phones"]
    assert everything_in(pack) == before
    assert verdict_of(session).is_sound


def test_the_index_built_here_is_used_by_every_later_session(open_it):
    rebuild(open_it())
    later = open_it()
    assert later.open_search() == ()
    assert finds(later) == ["arabic", "arrest", "phones"]


def test_the_same_index_comes_out_as_was_built_with_the_library(open_it, small_pack, tmp_path):
    rebuild(open_it())
    (made,) = (tmp_path / "kept" / "indexes" / "small").glob("made-*")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in (small_pack / "index").iterdir()
    }


def test_an_index_missing_altogether_is_built(open_it, pack):
    shutil.rmtree(pack / "index")
    session = open_it()
    rebuild(session)
    assert session.open_search() == ()
    assert finds(session, "lawyer") == ["arrest"]


def test_an_index_found_damaged_only_while_searching_gives_way_to_the_one_built_here(open_it, pack, small_pack):
    shutil.copy(small_pack / "index" / "terms", pack / "index" / "terms")
    postings = pack / "index" / "postings"
    postings.write_bytes(bytes(postings.stat().st_size))
    session = open_it()
    assert session.open_search() == ()
    assert finds(session) == [] and session.search_problems
    rebuild(session)
    assert session.open_search() == ()
    assert finds(session) == ["arabic", "arrest", "phones"] and not session.search_problems


def test_damaged_documents_are_left_out_and_the_others_found(open_it, pack):
    text = pack / "documents" / "text.jsonl"
    sound = text.read_bytes()
    text.write_bytes(sound.replace(b"Ask for the warrant", b"Ask for the worrant"))
    session = open_it()
    rebuild(session)
    assert session.open_search() == ()
    assert finds(session) == ["arabic", "phones"]
    assert [found.entry.id for found in verdict_of(session).damaged] == ["arrest"]
    assert verdict_of(session).indexes == ()
    text.write_bytes(sound)
    ((_, problem),) = verdict_of(open_it()).indexes
    assert isinstance(problem, IndexIncomplete)


def test_an_index_built_for_another_edition_of_the_pack_is_not_used(
    open_it, pack, small_sources, arrest_text, tmp_path
):
    rebuild(open_it())
    build_pack(small_sources(tmp_path / "source", arrest=arrest_text.replace("slowly", "quickly")), pack)
    shutil.rmtree(pack / "index")
    session = open_it()
    assert len(session.open_search()) == 1
    assert finds(session) == []


@pytest.mark.parametrize("name", ["toc.json", "terms", "postings", "docs"])
def test_a_private_index_is_trusted_no_more_than_a_strangers(open_it, tmp_path, name):
    rebuild(open_it())
    (made,) = (tmp_path / "kept" / "indexes" / "small").glob("made-*")
    path = made / name
    path.write_bytes(bytes(path.stat().st_size))
    session = open_it()
    session.open_search()
    assert finds(session) == []
    assert session.search_problems
    assert verdict_of(session).indexes
    rebuild(session)  # and it can be built once more
    assert session.open_search() == () and finds(session) == ["arabic", "arrest", "phones"]


def test_a_whole_private_index_under_another_name_is_not_used(open_it, pack, tmp_path):
    """What `made.json` does not vouch for, by the sum of its table of contents, is no index."""
    rebuild(open_it())
    (made,) = (tmp_path / "kept" / "indexes" / "small").glob("made-*")
    source = tmp_path / "source"
    source.mkdir()
    (source / "pack.yaml").write_text("id: small\ntitle: Small\npublisher: The tests\nlicence: CC0\n")
    for name in ("arabic", "arrest", "phones"):
        (source / f"{name}.md").write_text(f"---\nid: {name}\ntitle: {name}\npublisher: x\n---\n\nSomething warrant.\n")
    build_pack(source, tmp_path / "other")
    shutil.rmtree(made)
    shutil.copytree(tmp_path / "other" / "index", made)
    session = open_it()
    session.open_search()
    assert finds(session) == []


@pytest.mark.parametrize("change", ["cut", "forged", "elsewhere"])
def test_what_vouches_for_a_private_index_must_verify(open_it, tmp_path, change):
    rebuild(open_it())
    vouches = tmp_path / "kept" / "indexes" / "small" / "made.json"
    if change == "cut":
        vouches.write_bytes(vouches.read_bytes()[:100])
    elif change == "forged":
        vouches.write_text(vouches.read_text().replace('"edition": "', '"edition": "0'))
    else:
        value = StoredFile(vouches, "foc-reader search index", 1).read()
        StoredFile(vouches, "foc-reader search index", 1).write({**value, "folder": "../../library/small/index"})
        vouches.with_name("made.json.bak").unlink()
    session = open_it()
    assert len(session.open_search()) == 1
    rebuild(session)
    assert session.open_search() == ()


def test_a_second_build_removes_what_the_first_left(open_it, tmp_path):
    rebuild(open_it())
    first = set((tmp_path / "kept" / "indexes" / "small").glob("made-*"))
    rebuild(open_it())
    second = set((tmp_path / "kept" / "indexes" / "small").glob("made-*"))
    assert len(first) == len(second) == 1 and first != second


def test_once_the_packs_own_index_is_sound_again_the_private_one_is_removed(open_it, pack, small_pack, tmp_path):
    session = open_it()
    rebuild(session)
    session.open_search()
    assert verdict_of(session).replaceable == frozenset()
    shutil.copy(small_pack / "index" / "terms", pack / "index" / "terms")
    verdict = verdict_of(session)
    assert verdict.is_sound and verdict.replaceable == {"small"}
    assert session.forget_rebuilt(verdict.replaceable) == ()
    assert finds(session) == ["arabic", "arrest", "phones"]
    assert not (tmp_path / "kept" / "indexes").exists()


def _begin_and_cancel(session) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        session.indexes.rebuild("small", token, lambda progress: token.cancel())


def test_a_cancelled_build_leaves_nothing_and_no_process(open_it, tmp_path):
    _begin_and_cancel(open_it())
    assert not (tmp_path / "kept").exists()
    if sys.platform == "linux":
        assert processes_of(tmp_path / "kept") == []


@pytest.fixture
def helped(in_others):
    """Two others help with a pack of any size."""
    in_others("--rebuild-index", "from foc_reader.core import indexing\nindexing.usual_workers = lambda pack: 2\n")


def test_a_rebuild_with_help_gives_the_same_index(open_it, small_pack, tmp_path, helped):
    assert rebuild(open_it())[-1] == 3
    (made,) = (tmp_path / "kept" / "indexes" / "small").glob("made-*")
    assert everything_in(made).keys() == {made / path.name for path in (small_pack / "index").iterdir()}
    assert all(path.read_bytes() == (small_pack / "index" / path.name).read_bytes() for path in made.iterdir())


def test_a_cancelled_build_with_help_leaves_nothing_and_no_process(open_it, tmp_path, pack, helped):
    _begin_and_cancel(open_it())
    assert not (tmp_path / "kept").exists()
    if sys.platform == "linux":
        assert processes_of(pack) == []


def test_a_cancelled_build_leaves_the_index_built_before(open_it, tmp_path):
    session = open_it()
    rebuild(session)
    before = everything_in(tmp_path / "kept")
    _begin_and_cancel(session)
    assert everything_in(tmp_path / "kept") == before


@pytest.fixture
def failing_child(in_others):
    """Makes the system fail in the other process: the n-th `os.fsync` there raises what was asked for."""

    def fail(error, call=1):
        code = f"""
            import os
            real, calls = os.fsync, []
            def fsync(handle):
                calls.append(handle)
                if len(calls) >= {call}:
                    {error}
                real(handle)
            os.fsync = fsync
        """
        in_others("--rebuild-index", code)

    return fail


@pytest.mark.parametrize("call", [1, 3, 5])
def test_with_a_full_disk_the_build_says_so_and_leaves_nothing(open_it, tmp_path, failing_child, call):
    failing_child(f"raise OSError({errno.ENOSPC}, 'No space left on device')", call)
    with pytest.raises(RebuildFailed, match="could not be built: the disk is full"):
        rebuild(open_it())
    assert not (tmp_path / "kept").exists()


def test_a_process_that_dies_is_told_and_leaves_nothing(open_it, tmp_path, failing_child):
    failing_child("os._exit(9)", call=2)
    with pytest.raises(RebuildFailed, match="ended too early"):
        rebuild(open_it())
    assert not (tmp_path / "kept").exists()


def test_when_the_reader_is_gone_the_process_stops_and_removes_what_it_made(pack, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "foc_reader", rebuilding.REBUILD, str(pack), str(out)],
        cwd=Path(rebuilding.__file__).parents[2],
        stdout=writing,
        check=False,
    )
    os.close(writing)
    assert ended.returncode == 1
    assert not out.exists()


def test_with_nowhere_to_keep_it_that_is_said(pack):
    locations = Locations(Path(), pack.parent, None, is_portable=True)
    with pytest.raises(RebuildFailed, match="there is no place where it could be kept"):
        rebuild(Session.open(locations))


def test_a_private_folder_that_may_only_be_read_is_said(open_it, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    session = open_it()
    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(RebuildFailed, match="may only be read"):
        rebuild(session)
    assert not (tmp_path / "kept").exists()


def test_a_pack_that_may_only_be_read_is_enough_to_build_from(open_it, pack):
    paths = [pack, *pack.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        session = open_it()
        rebuild(session)
        assert session.open_search() == () and finds(session)
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_pack_that_is_not_there_is_missing(open_it):
    with pytest.raises(DocumentMissing):
        rebuild(open_it(), "gone")


def test_of_two_packs_only_the_bad_index_is_replaced(open_it, pack, small_sources, tmp_path):
    source = small_sources(tmp_path / "source")
    (source / "pack.yaml").write_text((source / "pack.yaml").read_text().replace("id: small", "id: other"))
    build_pack(source, pack.parent / "other")
    session = open_it()
    rebuild(session)
    assert session.open_search() == ()
    answer = session.search("warrant ")
    assert {hit.entry.pack_id for hit in answer.hits} == {"small", "other"}
    assert [path.name for path in (tmp_path / "kept" / "indexes").iterdir()] == ["small"]


def test_no_data_of_the_kept_index_is_a_pickle(open_it, tmp_path):
    rebuild(open_it())
    vouches = tmp_path / "kept" / "indexes" / "small" / "made.json"
    assert set(json.loads(vouches.read_text())["value"]["files"]) == {"toc.json", "terms", "postings", "docs", "stored"}
