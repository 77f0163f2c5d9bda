"""Whatever happens at whichever step of a copy: it is whole, or it says of itself that it is not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foc_reader.core.cancel import CancelToken
from foc_reader.core.errors import CopyIncomplete, CopyRefused, FocReaderError
from foc_reader.core.sharing.checking import check_copy
from foc_reader.core.sharing.copying import make_copy
from foc_reader.core.sharing.sources import find_source
from foc_reader.core.sharing.targets import plan_copy
from tests.sticks import Signer, contents, make_stick

# what asks the system to change something on the drive, or reads from it
CALLS = ("open", "write", "fsync", "mkdir", "unlink", "replace", "rmdir", "utime")


@pytest.fixture
def stick(tmp_path):
    small = {"linux/foc-reader": b"program", "windows/runtime/python313.dll": b"dll"}
    return make_stick(tmp_path / "stick", Signer(), **small)


@pytest.fixture
def older(tmp_path):
    return make_stick(tmp_path / "older", Signer(), **{"start-linux.sh": b"old", "old/x": b"old"})


def copy(stick, drive):
    return make_copy(plan_copy(find_source(stick), drive, CancelToken(), may_replace=True), CancelToken())


def is_sound(folder):
    try:
        return check_copy(folder, CancelToken()).is_sound
    except FocReaderError:
        return False


class Faults:
    """Makes the `count`-th of the CALLS fail with `number`, and all after it if the drive `stays_away`."""

    def __init__(self, monkeypatch, count, number, stays_away):
        self._count, self._number, self._stays_away = count, number, stays_away
        self.calls = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._failing(getattr(os, name), name == "write"))

    def _failing(self, call, is_write):
        def failing(*given, **named):
            self.calls += 1
            if self.calls == self._count or (self._stays_away and self.calls > self._count):
                if is_write:
                    call(given[0], given[1][: len(given[1]) // 2])  # a part of it got there
                raise OSError(self._number, os.strerror(self._number))
            return call(*given, **named)

        return failing


@pytest.mark.parametrize(
    ("number", "stays_away", "has_older"),
    [(errno.ENOSPC, False, True), (errno.EIO, False, True), (errno.EIO, True, True), (errno.EROFS, True, False)],
)
def test_a_copy_that_an_error_stopped_is_not_sound_and_can_be_finished(
    stick, older, tmp_path, number, stays_away, has_older
):
    count = step = 0
    while True:
        step += 1 + step // 12  # each of the first steps, and then some
        drive = tmp_path / f"drive-{step}"
        drive.mkdir()
        if has_older:
            copy(older, drive)
        with pytest.MonkeyPatch.context() as patched:
            faults = Faults(patched, step, number, stays_away)
            try:
                copy(stick, drive)
            except (CopyIncomplete, CopyRefused):
                count += 1
        folder = drive / "FOC Reader"
        assert not is_sound(folder) or contents(folder) in (contents(stick), contents(older))
        if not is_sound(folder):
            copy(stick, drive)
            assert contents(folder) == contents(stick)
        if faults.calls < step:
            assert count > 20
            return


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.core.sharing.test_faults_while_copying import CALLS, copy

def kill_at(count):
    calls = 0
    def killing(call, is_write):
        def counted(*given, **named):
            nonlocal calls
            calls += 1
            if calls == count:
                if is_write:
                    call(given[0], given[1][:len(given[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)
        return counted
    for name in CALLS:
        setattr(os, name, killing(getattr(os, name), name == "write"))

stick, older, drives = map(Path, sys.argv[1:])
status = step = 1
while status:
    drive = drives / str(step)
    drive.mkdir()
    copy(older, drive)
    child = os.fork()
    if not child:
        kill_at(step)
        copy(stick, drive)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    step += 1 + step // 20
"""


def test_a_copy_whose_program_was_killed_is_not_sound_and_can_be_finished(stick, older, tmp_path):
    drives = tmp_path / "drives"
    drives.mkdir()
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", KILLED, str(stick), str(older), str(drives)]
    subprocess.run(command, check=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    folders = [drive / "FOC Reader" for drive in sorted(drives.iterdir(), key=lambda one: int(one.name))]
    assert len(folders) > 20
    assert contents(folders[-1]) == contents(stick)  # that one was not killed
    states = set()
    for folder in folders:
        if is_sound(folder):
            assert contents(folder) in (contents(stick), contents(older))
            states.add("sound")
        else:
            assert folder.joinpath("INCOMPLETE.txt").exists() or folder.joinpath("INCOMPLETE.txt.new").exists()
            states.add("not finished")
            copy(stick, folder.parent)
            assert contents(folder) == contents(stick)
    assert states == {"sound", "not finished"}
