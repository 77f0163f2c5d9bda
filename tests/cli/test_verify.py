"""foc-reader-cli verify: what it prints about a copy, and how it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import foc_reader
from foc_reader.cli.__main__ import main
from tests.sticks import Signer, list_files, make_stick

PACKAGE = Path(foc_reader.__file__).parent


@pytest.fixture
def stick(tmp_path):
    return make_stick(tmp_path / "stick", Signer())


@pytest.fixture
def verify(capfd):
    def run(*words):
        status = main(["verify", *map(str, words)])
        out, complaint = capfd.readouterr()
        return status, out, complaint

    return run


def test_a_sound_copy_ends_with_0_and_words_to_compare(verify, stick):
    status, out, complaint = verify(stick)
    assert (status, complaint) == (0, "")
    assert "All 11 files are as the list says" in out
    assert "No program can vouch for itself" in out
    assert out.count("The list of files:\n    ") == 1
    assert f"The key {'01' * 8}:\n    " in out


def test_a_changed_file_ends_with_1_and_its_name(verify, stick):
    (stick / "linux/foc-reader").write_bytes(b"something else")
    status, out, complaint = verify(stick)
    assert (status, complaint) == (1, "changed: linux/foc-reader\n")
    assert out.startswith("1 file is not as it should be: do not use this copy. 1 changed.\n")


def test_a_trusted_copy_or_key_is_a_standard(verify, stick, tmp_path):
    other = make_stick(tmp_path / "other", Signer(2))
    (tmp_path / "key").write_text(Signer(2).public)
    assert verify(other)[0] == 0
    assert verify(other, "--by", stick)[0] == 1
    assert verify(other, "--key", tmp_path / "key")[0] == 0
    assert verify(stick, "--key", tmp_path / "key")[0] == 1


def test_what_is_no_copy_ends_with_1_and_a_sentence(verify, tmp_path):
    status, out, complaint = verify(tmp_path)
    assert (status, out) == (1, "")
    assert "holds no list of its files" in complaint


def test_names_that_would_turn_the_line_round_are_shown_plain(verify, stick):
    (stick / "linux/\u202egpj.exe\n").touch()
    assert "\u202e" not in verify(stick)[2]


def test_a_program_knows_the_stick_it_was_started_from_and_its_key(tmp_path):
    program = make_program(tmp_path / "one", Signer())
    own, same, other = (
        started_from(program, "verify", folder)
        for folder in (program, make_stick(tmp_path / "two", Signer()), make_stick(tmp_path / "three", Signer(2)))
    )
    assert own.returncode == 0 and "This program lies on the copy that it checked." in own.stdout
    assert same.returncode == 0 and "signed with the key of this program" in same.stdout
    assert other.returncode == 1 and "not signed with the key of this program" in other.stdout


def make_program(root, signer):
    """A stick that holds the program itself, as its Python files."""
    make_stick(root)
    shutil.copytree(PACKAGE, root / "foc_reader", ignore=shutil.ignore_patterns("__pycache__", "resources"))
    (root / "foc-release.pub").write_text(signer.public)
    list_files(root, signer)
    return root


def started_from(root, *words):
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-m", "foc_reader.cli", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", cwd=root)
