"""What the frozen program says where the computer lacks what it needs."""

import sys

import frozen_reader
import pytest

from foc_reader import __main__ as reader


@pytest.fixture(autouse=True)
def double_clicked(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["foc-reader"])


def fails_with(monkeypatch, error: Exception) -> None:
    def main() -> int:
        raise error

    monkeypatch.setattr(reader, "main", main)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "lacks libEGL.so.1"),
        ("/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by libQt6Core.so.6)", "too old"),
        ("/usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by libQt6Core.so.6)", "too old"),
    ],
)
def test_what_the_system_lacks_is_a_sentence(monkeypatch, capsys, reason, said):
    fails_with(monkeypatch, ImportError(reason))
    assert frozen_reader.main() == 1
    assert said in capsys.readouterr().err


def test_any_other_error_is_a_bug_and_stays_one(monkeypatch):
    fails_with(monkeypatch, ImportError("No module named 'PySide6.QtSvg'"))
    with pytest.raises(ImportError, match="QtSvg"):
        frozen_reader.main()


def test_the_status_of_the_reader_is_that_of_the_program(monkeypatch):
    monkeypatch.setattr(reader, "main", lambda: 7)
    assert frozen_reader.main() == 7
