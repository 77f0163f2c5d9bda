"""The command line of another process of the same reader."""

import sys
from pathlib import Path

import pytest

from foc_reader.core.starting_again import starting_again


@pytest.fixture
def frozen(monkeypatch):
    """As the frozen command line, started by itself."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/media/stick/linux/foc-reader-cli")
    monkeypatch.setattr(Path, "readlink", lambda _path: Path("/media/stick/linux/foc-reader-cli"))


def test_from_its_python_files_it_is_python_that_is_started():
    assert starting_again("--tour", "x") == [sys.executable, "-B", "-P", "-m", "foc_reader", "--tour", "x"]


def test_a_frozen_program_starts_the_reader_beside_it(frozen):
    assert starting_again("--tour", "x") == ["/media/stick/linux/foc-reader", "--tour", "x"]


def test_what_was_started_by_the_systems_loader_starts_again_by_it(frozen, monkeypatch):
    loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
    monkeypatch.setattr(Path, "readlink", lambda _path: Path(loader))
    assert starting_again("--tour", "x") == [loader, "/media/stick/linux/foc-reader", "--tour", "x"]


def test_where_the_system_does_not_say_what_runs_the_program_starts_by_itself(frozen, monkeypatch):
    def refuse(_path):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "readlink", refuse)
    monkeypatch.setattr(sys, "executable", "/media/stick/windows/foc-reader.exe")
    assert starting_again() == ["/media/stick/windows/foc-reader.exe"]


@pytest.mark.parametrize("name", ["pythonw", "python"])
def test_on_windows_it_is_python_that_starts_the_reader_with_its_modules(frozen, monkeypatch, name):
    monkeypatch.setattr(sys, "executable", f"/media/stick/windows/runtime/{name}.exe")
    program, *options, script, word = starting_again("--tour")
    assert program == f"/media/stick/windows/runtime/{name}.exe"
    assert (options, script, word) == (["-X", "utf8", "-B"], "/media/stick/windows/app/foc-reader.pyc", "--tour")
