"""The notebook in its file: two windows, failing disks, damaged files."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foc_reader
from foc_reader.core.errors import PlaceReadOnly, SaveFailed, StoredFileUnreadable
from foc_reader.core.model import Bookmark, Locator, Quote
from foc_reader.core.notebook.moments import Clock, microseconds, utc_now
from foc_reader.core.notebook.notebook import Notebook, make_tombstone
from foc_reader.core.notebook.store import NotebookStore, notebook_from_value, notebook_to_value
from foc_reader.core.storage import StoredFile

text = st.text(max_size=12)
locators = st.sampled_from(
    [Locator("foc", "a"), Locator("foc", "a", "0123456789ab"), Locator("foc", "b", "0123456789ab-2", 3, 9)]
)
live = st.builds(
    Bookmark,
    id=st.uuids().map(str),
    locator=locators,
    quote=st.builds(Quote, text, text, text),
    name=text,
    note=text,
    tags=st.lists(text, max_size=3).map(tuple),
    title=text,
    created=st.just("2026-11-21T10:00:00Z"),
    changed=st.just(microseconds(utc_now())),
)
tombstones = st.builds(make_tombstone, st.uuids().map(str), st.just(""), st.just(microseconds(utc_now())))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "bookmarks.json"


def fail(number: int) -> Any:
    def call(*_args: object, **_options: object) -> None:
        raise OSError(number, "made to fail")

    return call


@given(st.lists(live | tombstones, max_size=4))
def test_what_is_kept_is_read_back(bookmarks: list[Bookmark]) -> None:
    notebook = Notebook({bookmark.id: bookmark for bookmark in bookmarks})
    value = json.loads(json.dumps(notebook_to_value(notebook)))
    assert notebook_from_value(value) == notebook


def test_a_saved_bookmark_is_there_in_the_next_session(path: Path, bookmark: Bookmark, clock: Clock) -> None:
    saved = NotebookStore(path).save(Notebook().with_bookmark(bookmark, clock))
    assert NotebookStore(path).load() == saved
    assert saved.listed()[0].note == bookmark.note


def test_nothing_is_made_before_something_is_kept(path: Path) -> None:
    assert NotebookStore(path).load() == Notebook()
    assert not path.parent.exists()


def test_without_a_place_everything_stays_in_memory(bookmark: Bookmark, clock: Clock) -> None:
    store = NotebookStore(None)
    notebook = store.load().with_bookmark(bookmark, clock)
    assert store.save(notebook) == notebook
    assert not store.is_kept


def test_two_windows_keep_what_each_of_them_saved(path: Path, bookmark: Bookmark, clock: Clock) -> None:
    one, two = NotebookStore(path), NotebookStore(path)
    first, second = one.load(), two.load()
    one.save(first.with_bookmark(bookmark, clock))
    merged = two.save(second.with_bookmark(replace(bookmark, id="other"), clock))
    assert set(merged.bookmarks) == {bookmark.id, "other"}
    assert NotebookStore(path).load() == merged


def test_a_bookmark_deleted_in_one_window_is_not_brought_back_by_the_other(
    path: Path, bookmark: Bookmark, clock: Clock
) -> None:
    one, two = NotebookStore(path), NotebookStore(path)
    both = one.save(Notebook().with_bookmark(bookmark, clock))
    one.save(both.without(bookmark.id, clock))
    assert two.save(both).listed() == ()


def test_two_programs_that_save_at_once_lose_no_bookmark(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from foc_reader.core.model import Bookmark, Locator, Quote\n"
        "from foc_reader.core.notebook.store import NotebookStore\n"
        "store = NotebookStore(Path(sys.argv[1]))\n"
        "notebook = store.load()\n"
        "for number in range(40):\n"
        "    bookmark = Bookmark(sys.argv[2] + str(number), Locator('foc', 'a'), Quote('q'), 'name')\n"
        "    notebook = notebook.with_bookmark(bookmark)\n"
        "    store.save(notebook)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(foc_reader.__file__).parents[1])}
    programs = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], env=environment) for name in ("a", "b")
    ]
    assert [program.wait() for program in programs] == [0, 0]
    assert set(NotebookStore(path).load().bookmarks) == {name + str(number) for name in "ab" for number in range(40)}


@pytest.mark.parametrize("name", ["mkdir", "open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failed_save_harms_neither_memory_nor_file(
    path: Path, bookmark: Bookmark, clock: Clock, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    store = NotebookStore(path)
    before = store.save(Notebook().with_bookmark(bookmark, clock))
    notebook = before.with_bookmark(replace(bookmark, id="other"), clock)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail(number))
        if name == "mkdir":  # the folder is there: nothing to fail at
            assert store.save(notebook) == notebook
            return
        with pytest.raises(SaveFailed):
            store.save(notebook)
    assert not store.is_kept
    assert set(notebook.bookmarks) == {bookmark.id, "other"}
    assert NotebookStore(path).load() in (before, notebook)
    assert store.save(notebook) == notebook
    assert store.is_kept


def test_that_a_place_may_only_be_read_is_said_once(
    path: Path, bookmark: Bookmark, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, notebook = NotebookStore(path), Notebook().with_bookmark(bookmark, clock)
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", fail(errno.EROFS))
        with pytest.raises(PlaceReadOnly):
            store.save(notebook)
        assert store.save(notebook) == notebook
        assert not store.is_kept
    assert store.save(notebook) == notebook  # the switch on the stick was moved
    assert store.is_kept
    assert NotebookStore(path).load() == notebook


def test_a_full_disk_is_said_each_time(
    path: Path, bookmark: Bookmark, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, notebook = NotebookStore(path), Notebook().with_bookmark(bookmark, clock)
    monkeypatch.setattr(os, "write", fail(errno.ENOSPC))
    for _attempt in range(2):
        with pytest.raises(SaveFailed, match="the disk is full"):
            store.save(notebook)


def test_a_file_cut_in_half_gives_the_bookmarks_of_one_save_before(
    path: Path, bookmark: Bookmark, clock: Clock
) -> None:
    first = NotebookStore(path).save(Notebook().with_bookmark(bookmark, clock))
    NotebookStore(path).save(first.with_bookmark(replace(bookmark, id="other"), clock))
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 20):
        path.write_bytes(whole[:length])
        store = NotebookStore(path)
        assert store.load() == first
        assert store.warning.startswith("The last save of your bookmarks is damaged.")


def test_a_window_that_still_has_the_bookmarks_heals_a_damaged_file(
    path: Path, bookmark: Bookmark, clock: Clock
) -> None:
    store = NotebookStore(path)
    first = store.save(Notebook().with_bookmark(bookmark, clock))
    second = store.save(first.with_bookmark(replace(bookmark, id="other"), clock))
    path.write_bytes(path.read_bytes()[:100])
    assert store.save(second) == second
    assert NotebookStore(path).load() == second


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"bookmarks": {}},
        {"bookmarks": [3]},
        {"bookmarks": [{"id": "x", "created": "", "changed": ""}]},
        {"bookmarks": [{"id": "", "created": "", "changed": "2026-01-01T00:00:00.000000Z", "deleted": True}]},
        {
            "bookmarks": [
                {"id": "x", "created": "", "changed": "2026-01-01T00:00:00.000000Z", "tags": [], "locator": "?"}
            ]
        },
    ],
)
def test_a_file_that_says_something_else_is_never_written_over(
    path: Path, bookmark: Bookmark, clock: Clock, value: Any
) -> None:
    StoredFile(path, "foc-reader bookmarks", 1).write(value)
    before = path.read_bytes()
    store = NotebookStore(path)
    with pytest.raises(StoredFileUnreadable):
        store.load()
    with pytest.raises(StoredFileUnreadable):
        store.save(Notebook().with_bookmark(bookmark, clock))
    assert path.read_bytes() == before
    assert not store.is_kept


def test_what_is_deleted_is_in_neither_version_of_the_file(path: Path, bookmark: Bookmark, clock: Clock) -> None:
    store = NotebookStore(path)
    other = replace(bookmark, id="other", name="Stays", note="")
    notebook = store.save(Notebook().with_bookmark(bookmark, clock).with_bookmark(other, clock))
    notebook = store.save(notebook.without(bookmark.id, clock))
    previous = path.with_name(path.name + ".bak")
    for file in (path, previous):
        assert b"Ask for it in writing" not in file.read_bytes()
        assert b"Stays" in file.read_bytes()
    path.write_bytes(b"torn")
    assert NotebookStore(path).load() == notebook


def test_a_deletion_is_saved_even_where_the_version_before_cannot_be_renewed(
    path: Path, bookmark: Bookmark, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = NotebookStore(path)
    notebook = store.save(store.save(Notebook().with_bookmark(bookmark, clock)).with_bookmark(bookmark, clock))

    def refuse(*_args: object) -> None:
        raise OSError(errno.EIO, "made to fail")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        notebook = store.save(notebook.without(bookmark.id, clock))
    assert store.is_kept
    assert NotebookStore(path).load() == notebook
