"""Stored files: whatever fails, what was kept before or what was kept last is read afterwards."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import foc_reader
from foc_reader.core.errors import PlaceReadOnly, SaveFailed, StoredFileNewer, StoredFileUnreadable
from foc_reader.core.storage import StoredFile, write_file

KIND = "test"
OLDER, OLD, NEW = {"kept": "older"}, {"kept": ["old"] * 40}, {"kept": ["new"] * 60}


class Crash(BaseException):
    """The computer stops here."""


class System:
    """Stands before the operating system, counts the calls that a save makes, and lets the `fails_at`-th one fail."""

    CALLS = ("open", "write", "fsync", "close", "replace", "unlink", "mkdir", "stat", "fstat")

    def __init__(self, fails_at: int, error: BaseException, lasts: bool) -> None:
        self.fails_at = fails_at
        self.error = error
        self.lasts = lasts  # every later call fails as well
        self.calls = 0
        self.handles: dict[int, Path] = {}  # open
        self.unsynced: set[Path] = set()  # written, and maybe not on the disk

    @property
    def has_failed(self) -> bool:
        return self.calls >= self.fails_at

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in self.CALLS:
            patch.setattr(os, name, self._wrap(name, getattr(os, name)))
        patch.setattr(io, "open", self._wrap("io.open", io.open))

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.calls += 1
            fails = self.has_failed if self.lasts else self.calls == self.fails_at
            if name == "close":
                real(*args)  # a handle whose close fails is closed all the same
                self.handles.pop(args[0], None)
            if fails:
                raise self.error
            outcome = None if name == "close" else real(*args, **options)
            self._note(name, args, outcome)
            return outcome

        return call

    def _note(self, name: str, args: tuple[Any, ...], outcome: Any) -> None:
        if name == "open":
            self.handles[outcome] = Path(args[0])
        elif name == "write":
            self.unsynced.add(self.handles[args[0]])
        elif name == "fsync":
            self.unsynced.discard(self.handles[args[0]])
        elif name == "replace" and Path(args[0]) in self.unsynced:
            self.unsynced.discard(Path(args[0]))
            self.unsynced.add(Path(args[1]))

    def power_off(self, keeps: float) -> None:
        """Close what the dead program had open; of what was not on the disk only a part is left."""
        for handle in list(self.handles):
            os.close(handle)
        for path in self.unsynced:
            if path.exists():
                os.truncate(path, int(path.stat().st_size * keeps))


def stored_file(folder: Path) -> StoredFile:
    return StoredFile(folder / "data" / "kept.json", KIND, 1)


def never_saved(folder: Path) -> Any:
    return None


def saved_twice(folder: Path) -> Any:
    for value in (OLDER, OLD):
        stored_file(folder).write(value)
    return OLD


def stopped_before_renaming(folder: Path) -> Any:
    """The state after a crash: x.new is whole and the newest."""
    saved_twice(folder)
    stored_file(folder).write({"kept": "newest"})
    file = folder / "data" / "kept.json"
    file.rename(file.with_name("kept.json.new"))
    file.with_name("kept.json.bak").rename(file)
    return {"kept": "newest"}


def damaged_main(folder: Path) -> Any:
    saved_twice(folder)
    (folder / "data" / "kept.json").write_bytes(b'{"kind": "te')
    return OLDER


BEGINNINGS = (never_saved, saved_twice, stopped_before_renaming, damaged_main)


def failing_saves(folder: Path, begin: Callable[[Path], Any], error: BaseException, lasts: bool) -> Iterator[Any]:
    """For each step of a save: a folder where exactly that step failed, what it held before, and what was raised."""
    for step in count(1):
        place = folder / f"{error.__class__.__name__}-{step}"
        place.mkdir()
        before = begin(place)
        system, raised = System(step, error, lasts), None
        file = stored_file(place)
        with pytest.MonkeyPatch.context() as patch:
            system.install(patch)
            try:
                file.write(NEW)
            except (Exception, Crash) as caught:  # noqa: BLE001 - the tests judge what it was
                raised = caught
        if not system.has_failed:
            return
        yield place, before, raised, system


@pytest.mark.parametrize("begin", BEGINNINGS)
@pytest.mark.parametrize("lasts", [False, True])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_step_of_a_save_that_fails_leaves_old_or_new(
    tmp_path: Path, begin: Callable[[Path], Any], lasts: bool, number: int
) -> None:
    steps = 0
    for place, before, raised, _system in failing_saves(tmp_path, begin, OSError(number, "made to fail"), lasts):
        steps += 1
        after = stored_file(place).read()
        assert raised is None or isinstance(raised, SaveFailed)
        assert after == NEW if raised is None else after in (before, NEW)
        stored_file(place).write(NEW)
        assert stored_file(place).read() == NEW
        assert {path.name for path in (place / "data").iterdir()} <= {"kept.json", "kept.json.bak"}
    assert steps > 10


@pytest.mark.parametrize("begin", BEGINNINGS)
@pytest.mark.parametrize("keeps", [0.0, 0.5, 1.0])
def test_a_crash_at_any_step_of_a_save_leaves_old_or_new(
    tmp_path: Path, begin: Callable[[Path], Any], keeps: float
) -> None:
    steps = 0
    for place, before, raised, system in failing_saves(tmp_path, begin, Crash(), lasts=True):
        steps += 1
        system.power_off(keeps)
        assert isinstance(raised, Crash)
        assert stored_file(place).read() in (before, NEW)
        stored_file(place).write(NEW)
        assert stored_file(place).read() == NEW
    assert steps > 10


@pytest.mark.parametrize("renamed", [(), (0,), (1,), (0, 1)])
@pytest.mark.parametrize("new_survives", [True, False])
def test_renames_that_reach_the_disk_in_any_order_leave_old_or_new(
    tmp_path: Path, renamed: tuple[int, ...], new_survives: bool
) -> None:
    stopped_before_renaming(tmp_path)
    main = tmp_path / "data" / "kept.json"
    new, previous = main.with_name("kept.json.new"), main.with_name("kept.json.bak")
    if not new_survives:
        new.unlink()
    for number in renamed:
        source, target = ((main, previous), (new, main))[number]
        if source.exists():
            source.replace(target)
    assert stored_file(tmp_path).read() == ({"kept": "newest"} if new_survives else OLD)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "this place may only be read"),
        (errno.EACCES, "this place may only be read"),
        (errno.EIO, "the stick was pulled out or is damaged"),
        (errno.EMFILE, "this place could not be written to"),
    ],
)
def test_a_failed_save_says_why_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(*_args: object) -> int:
        raise OSError(number, "made to fail")

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(SaveFailed) as caught:
        stored_file(tmp_path).write(NEW)
    assert str(caught.value) == f"Not saved: {words}. It is still here while this window is open."
    assert isinstance(caught.value, PlaceReadOnly) == ("only be read" in words)


def test_a_system_that_takes_only_a_few_bytes_at_a_time_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, data[:7]))
    stored_file(tmp_path).write(NEW)
    assert stored_file(tmp_path).read() == NEW


def test_a_stick_that_keeps_something_else_than_was_written_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_file(tmp_path).write(OLD)
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, bytes(data).replace(b"new", b"nev")))
    with pytest.raises(SaveFailed, match="damaged"):
        stored_file(tmp_path).write(NEW)
    assert stored_file(tmp_path).read() == OLD


def test_a_file_system_that_cannot_sync_a_folder_is_saved_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open = os.open

    def open_files_only(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "made to fail")
        return real_open(path, flags, mode)

    monkeypatch.setattr(os, "open", open_files_only)
    stored_file(tmp_path).write(NEW)
    assert stored_file(tmp_path).read() == NEW


def test_a_folder_that_is_really_a_file_is_a_failed_save(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(SaveFailed, match=r"^Not saved: its folder cannot be made"):
        stored_file(tmp_path).write(NEW)
    assert stored_file(tmp_path).read() is None


def test_a_folder_in_a_file_is_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SaveFailed, match=r"^Not saved: its folder cannot be made"):
        StoredFile(tmp_path / "file" / "data" / "x.json", "test", 1).write(NEW)


def test_a_stick_pulled_out_before_the_folder_is_made_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENODEV, "made to fail")

    monkeypatch.setattr(os, "mkdir", fail)
    with pytest.raises(SaveFailed, match="the stick was pulled out or is damaged"):
        stored_file(tmp_path).write(NEW)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert stored_file(tmp_path).read() is None
    assert list(tmp_path.iterdir()) == []


def test_at_rest_there_is_the_file_and_the_version_before(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"kept.json", "kept.json.bak"}


def test_what_is_stored_is_for_its_owner_only(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "data", *(tmp_path / "data").iterdir()))


def test_a_value_that_is_stored_already_is_not_written_again(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    before = (tmp_path / "data" / "kept.json").stat()
    stored_file(tmp_path).write(OLD)
    assert (tmp_path / "data" / "kept.json").stat() == before


def test_a_file_cut_at_any_length_gives_the_version_before(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    path = tmp_path / "data" / "kept.json"
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):  # the last byte is a line's end, and holds nothing
        path.write_bytes(whole[:length])
        file = stored_file(tmp_path)
        assert file.read() == OLDER
        assert file.is_previous


def test_no_changed_byte_goes_unnoticed(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    path = tmp_path / "data" / "kept.json"
    whole = path.read_bytes()
    for place in range(0, len(whole) - 1, 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert stored_file(tmp_path).read() == OLDER


def test_after_damage_the_next_save_keeps_the_sound_version_before(tmp_path: Path) -> None:
    damaged_main(tmp_path)
    stored_file(tmp_path).write(NEW)
    (tmp_path / "data" / "kept.json").write_bytes(b"damaged again")
    assert stored_file(tmp_path).read() == OLDER


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'"value"', b"\xff" * 9, b"[" * 5000, b'{"saved":' + b"9" * 5000]
)
def test_files_that_do_not_verify_are_never_written_over(tmp_path: Path, content: bytes) -> None:
    file = stored_file(tmp_path)
    file.path.parent.mkdir()
    for path in (file.path, file.path.with_name("kept.json.bak")):
        path.write_bytes(content)
    with pytest.raises(StoredFileUnreadable):
        file.read()
    with pytest.raises(StoredFileUnreadable):
        file.write(NEW)
    assert {path.name: path.read_bytes() for path in file.path.parent.iterdir()} == {
        "kept.json": content,
        "kept.json.bak": content,
    }


def test_a_first_save_that_never_finished_is_nothing(tmp_path: Path) -> None:
    file = stored_file(tmp_path)
    file.path.parent.mkdir()
    file.path.with_name("kept.json.new").write_bytes(b'{"kind": "te')
    assert file.read() is None
    file.write(NEW)
    assert file.read() == NEW


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    newer = StoredFile(tmp_path / "data" / "kept.json", KIND, 2)
    newer.write(NEW)
    before = newer.path.read_bytes()
    for act in (stored_file(tmp_path).read, lambda: stored_file(tmp_path).write(OLD)):
        with pytest.raises(StoredFileNewer, match="newer version of this program"):
            act()
    assert newer.path.read_bytes() == before


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    with pytest.raises(StoredFileUnreadable):
        StoredFile(tmp_path / "data" / "kept.json", "something else", 1).read()


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    file = stored_file(tmp_path)
    file.path.parent.mkdir()
    with file.path.open("wb") as huge:
        huge.truncate(40 * 1024 * 1024)
    with pytest.raises(StoredFileUnreadable):
        file.read()


def test_more_than_the_limit_is_not_written(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    with pytest.raises(SaveFailed, match="more to keep"):
        stored_file(tmp_path).write("x" * (33 * 1024 * 1024))
    assert stored_file(tmp_path).read() == OLD


def test_a_link_planted_in_the_place_of_the_next_version_is_not_followed(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    (tmp_path / "data" / "kept.json.new").symlink_to(elsewhere)
    stored_file(tmp_path).write(NEW)
    assert elsewhere.read_text() == "not ours"
    assert stored_file(tmp_path).read() == NEW


def test_a_program_that_dies_during_a_save_does_not_lock_the_others_out(tmp_path: Path) -> None:
    saved_twice(tmp_path)
    script = (
        "import os, sys; from pathlib import Path; from foc_reader.core.storage import StoredFile\n"
        f"StoredFile(Path(sys.argv[1]), {KIND!r}, 1).update(lambda value: os._exit(9))"
    )
    path = tmp_path / "data" / "kept.json"
    assert run_python(script, path).wait() == 9
    assert path.with_name("kept.json.lock").exists()
    stored_file(tmp_path).write(NEW)
    assert not path.with_name("kept.json.lock").exists()


def test_a_lock_that_cannot_be_removed_does_not_undo_a_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_unlink = os.unlink

    def keep_locks(path: Path) -> None:
        if path.suffix == ".lock":
            raise OSError(errno.EIO, "made to fail")
        real_unlink(path)

    monkeypatch.setattr(os, "unlink", keep_locks)
    for value in (OLD, NEW):
        stored_file(tmp_path).write(value)
        assert stored_file(tmp_path).read() == value


def test_two_programs_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from foc_reader.core.storage import StoredFile\n"
        f"file = StoredFile(Path(sys.argv[1]), {KIND!r}, 1)\n"
        "for number in range(40):\n"
        "    file.update(lambda value: [*(value or []), sys.argv[2] + str(number)])\n"
    )
    path = tmp_path / "data" / "kept.json"
    programs = [run_python(script, path, name) for name in "ab"]
    assert [program.wait() for program in programs] == [0, 0]
    kept = stored_file(tmp_path).read()
    assert isinstance(kept, list)
    assert sorted(kept) == sorted(name + str(number) for name in "ab" for number in range(40))
    assert {item.name for item in path.parent.iterdir()} == {"kept.json", "kept.json.bak"}


def test_a_lock_that_was_removed_while_it_was_opened_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_twice(tmp_path)
    lock = tmp_path / "data" / "kept.json.lock"
    real_open = os.open
    opened: list[int] = []
    seen: list[bool] = []

    def open_too_late(path: Path, flags: int, mode: int = 0o777) -> int:
        handle = real_open(path, flags, mode)
        if path == lock and not opened:
            opened.append(handle)
            lock.unlink()  # what its last holder does when done
        return handle

    def change(_value: object) -> Any:
        seen.append(lock.exists())
        return NEW

    monkeypatch.setattr(os, "open", open_too_late)
    stored_file(tmp_path).update(change)
    assert seen == [True]


def test_a_file_the_person_chose_holds_what_was_written(tmp_path: Path) -> None:
    chosen = tmp_path / "mine.json"
    for data in (b"first", b"second"):
        write_file(chosen, data)
        assert chosen.read_bytes() == data
    assert list(tmp_path.iterdir()) == [chosen]


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
def test_a_file_the_person_chose_is_as_before_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    chosen = tmp_path / "mine.json"
    chosen.write_bytes(b"before")

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "made to fail")

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        with pytest.raises(SaveFailed, match="the disk is full"):
            write_file(chosen, b"after")
    assert chosen.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [chosen]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="the folder it should go to is not there"):
        write_file(tmp_path / "nowhere" / "mine.json", b"")


texts = st.text(st.characters(), max_size=20)  # halves of characters included
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8)


@settings(max_examples=60)
@given(st.lists(values, min_size=1, max_size=3))
def test_what_is_written_is_read_back(kept: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for value in kept:
            stored_file(Path(folder)).write(value)
            assert stored_file(Path(folder)).read() == value


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_no_content_makes_reading_fail_with_anything_but_our_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.json"
        path.write_bytes(content)
        with pytest.raises(StoredFileUnreadable):
            StoredFile(path, KIND, 1).read()


def run_python(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    root = str(Path(foc_reader.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], env={**os.environ, "PYTHONPATH": root}
    )
