"""Once the window is closed nothing on the stick is in use, and the process ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import foc_reader

PACKAGE = Path(foc_reader.__file__).parent

READER = """
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from foc_reader.__main__ import open_window
from foc_reader.core.model import Locator

STICK = sys.argv[1]


def in_use():
    links = [Path(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
    opened = [os.readlink(link) for link in links if link.is_symlink()]
    mapped = [line.split(maxsplit=5)[-1] for line in Path("/proc/self/maps").read_text().splitlines()]
    return [path for path in (*opened, *mapped, os.getcwd()) if path.startswith(STICK)]


def read():
    reader.page_changed.connect(search)
    window.open_locator(Locator("small", "arrest"))


def search():
    reader.page_changed.disconnect(search)
    window._finder.answered.connect(close)
    QTest.keyClicks(window.findChild(QLineEdit, "search_edit"), "warrant")


def close():
    window._finder.answered.disconnect(close)
    print("while it is open:", in_use())
    window._care._checking.begin()
    window.close()


application, window = open_window(None, None, ["foc-reader"])
reader = window._reader
print("portable:", window._session.locations.is_portable)
window.settled.connect(read)
status = application.exec()
print("once it is closed:", in_use())
sys.exit(status)
"""


def test_a_closed_window_uses_nothing_on_the_stick_and_its_process_ends(small_pack, tmp_path):
    stick = tmp_path / "stick"
    shutil.copytree(PACKAGE, stick / "foc_reader", ignore=shutil.ignore_patterns("__pycache__", "resources"))
    shutil.copytree(small_pack, stick / "build" / "resources" / "library" / "small")
    (stick / "portable.txt").touch()
    environment = {**os.environ, "PYTHONPATH": str(stick), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-P", "-c", READER, str(stick)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, cwd=tmp_path)
    said = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert done.returncode == 0, done.stderr
    assert said["portable"] == "True"
    assert "small/index/" in said["while it is open"]  # else this would prove nothing
    assert said["once it is closed"] == "[]"
