"""What Python runs on Windows, as far as it does the same elsewhere."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from windows import reader

SECOND_WAY = str(Path(reader.__file__).with_name("second_way.py"))


class Ended(BaseException):
    """In place of the end of the process."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """What the second way starts, and with which environment."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(SetErrorMode=lambda mode: None))
    monkeypatch.setattr(subprocess, "Popen", lambda words, env: calls.append((words, env)))
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(os.path, "dirname", lambda path: path.rpartition("\\")[0])
    monkeypatch.setenv("PYTHONHOME", "C:\\Python")
    monkeypatch.setenv("QT_PLUGIN_PATH", "C:\\Qt")
    return calls


def test_python_under_the_name_of_the_reader_starts_the_reader_by_the_usual_python(started, monkeypatch):
    monkeypatch.setattr(sys, "executable", "E:\\stick\\windows\\runtime\\FOC Reader.exe")
    with pytest.raises(Ended):
        runpy.run_path(SECOND_WAY)
    ((words, environment),) = started
    assert words[0] == "E:\\stick\\windows\\runtime\\pythonw.exe"
    assert words[1:] == ["-X", "utf8", "-B", "E:\\stick\\windows\\app\\foc-reader.pyc"]
    assert "PATH" in environment and not {"PYTHONHOME", "QT_PLUGIN_PATH"} & environment.keys()


def test_python_under_its_own_name_starts_nothing(started, monkeypatch):
    monkeypatch.setattr(sys, "executable", "E:\\stick\\windows\\runtime\\pythonw.exe")
    runpy.run_path(SECOND_WAY)
    assert started == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("DLL load failed while importing QtCore: module not found"), "Windows 10, version 1809"),
        (FileNotFoundError(2, "No such file", "E:\\windows\\app\\modules"), "copy the whole folder again"),
        (ModuleNotFoundError("No module named 'nh3'"), "copy the whole folder again"),
        (ZeroDivisionError("division"), "ZeroDivisionError: division"),
    ],
)
def test_what_came_in_the_way_of_a_start_is_told(error, said):
    assert said in reader.sentence_for(error)


def test_without_its_modules_the_reader_says_so_and_its_launcher_need_not(capsys):
    assert reader.main() == reader.TOLD
    assert "A file is missing or damaged" in capsys.readouterr().err
