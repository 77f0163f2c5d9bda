"""foc-reader-cli copy: what it prints, and how it ends."""

from __future__ import annotations

import os
import signal

import pytest

from foc_reader.cli.__main__ import main
from tests.sticks import Signer, contents, make_stick


@pytest.fixture
def stick(tmp_path):
    return make_stick(tmp_path / "stick", Signer())


@pytest.fixture
def drive(tmp_path):
    (tmp_path / "drive").mkdir()
    return tmp_path / "drive"


@pytest.fixture
def copy(capfd):
    def run(*words):
        status = main(["copy", *map(str, words)])
        out, complaint = capfd.readouterr()
        return status, out, complaint

    return run


def test_a_copy_is_made_and_said_to_be_complete(copy, stick, drive):
    status, out, complaint = copy(drive, "--from", stick)
    assert (status, complaint) == (0, "")
    assert out.startswith(f"11 files, 1 MB, from {stick}.\n")
    assert f"The copy in {drive / 'FOC Reader'} is complete: 11 files, 1 MB.\n" in out
    assert "Safe to remove" in out
    assert contents(drive / "FOC Reader") == contents(stick)
    assert main(["verify", str(drive / "FOC Reader"), "--by", str(stick)]) == 0


def test_another_edition_is_replaced_when_asked(copy, stick, drive, tmp_path):
    copy(drive, "--from", make_stick(tmp_path / "older", Signer(), **{"start-linux.sh": b"old"}))
    status, _, complaint = copy(drive, "--from", stick)
    assert status == 1 and "another edition lies there" in complaint
    assert copy(drive, "--from", stick, "--replace")[0] == 0


def test_without_a_target_it_says_what_would_be_copied_and_where_to(copy, small_pack):
    status, out, _ = copy("--library", small_pack)
    assert status == 0
    assert "Only the library can be copied" in out
    assert "Drives that can be taken out:" in out or "There is no drive that can be taken out." in out


def test_the_library_alone_can_be_copied_and_opened(copy, small_pack, drive, capfd):
    assert copy(drive, "--library", small_pack)[0] == 0
    assert main(["documents", "--library", str(drive / "FOC Reader library")]) == 0
    assert "Rights on arrest" in capfd.readouterr().out


def test_ctrl_c_stops_a_copy_where_it_can_go_on(copy, stick, drive, monkeypatch):
    settle, count = os.fsync, iter(range(100))

    def settle_and_interrupt(handle):
        settle(handle)
        if next(count) == 9:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", settle_and_interrupt)
        status, _, complaint = copy(drive, "--from", stick)
    assert status == 130 and "goes on where it stopped" in complaint
    assert main(["verify", str(drive / "FOC Reader")]) == 1
    assert copy(drive, "--from", stick)[0] == 0
    assert main(["verify", str(drive / "FOC Reader")]) == 0
