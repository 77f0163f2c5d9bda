"""The reader on a stick: nothing is written on the computer, and the stick may be called something else tomorrow."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foc_reader.core.building import build_pack

ROOT = Path(__file__).resolve().parents[1]
START = """
import sys
from dataclasses import replace
from pathlib import Path
from foc_reader.__main__ import open_window
application, window = open_window(None, None, ["foc-reader"])
session, status = window._session, window._status

def act():
    from PySide6.QtGui import QAction
    for what in sys.argv[1:]:
        if what == "keep":
            document = session.document("small", "arrest")
            window._keeper.keep(session.new_bookmark(document, document.entry.locator))
        elif what == "theme":
            window.findChild(QAction, "next_theme").trigger()
        else:
            session.use_library(session.find_library(Path(what)))
            name = session.locations.name_of(session.locations.library)
            window._keeper.keep_settings(replace(session.settings, library=name))
    window.close()

window.settled.connect(act)
application.exec()
print(len(session.notebook.listed()), session.settings.theme, session.locations.library, status.where_kept, sep="|")
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir prefix="xdg">fontconfig</cachedir>
<cachedir>~/.fontconfig</cachedir>
</fontconfig>
"""


class Computer:
    """Somebody else's, with a font that its lists of fonts do not know; all that is written on it is found again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")
        self.places = {name: folder / name.lower() for name in names}
        for place in self.places.values():
            place.mkdir(parents=True, mode=0o700)
        fonts = folder / "fonts"
        fonts.mkdir()
        self.before = ()
        for font in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:1]:
            shutil.copy(font, fonts)
        (folder / "fonts.conf").write_text(FONTS.format(fonts=fonts))
        self.before = self._files()

    def start(self, stick: Path, *acts: str) -> list[str]:
        """What the reader on `stick` says in the end: number of bookmarks, theme, library, where things are kept."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
        places = {name: str(place) for name, place in self.places.items()}
        ran = subprocess.run(
            [sys.executable, "-B", "-c", START, *acts],
            env={
                **kept,
                **places,
                "FONTCONFIG_FILE": str(self.folder / "fonts.conf"),
                "PYTHONPATH": str(stick),
                "QT_QPA_PLATFORM": "offscreen",
            },
            cwd=self.places["HOME"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip().split("|")

    @property
    def written(self) -> set[str]:
        return set(self._files()) - set(self.before)

    def _files(self):
        return tuple(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


@pytest.fixture
def computer(tmp_path):
    return Computer(tmp_path / "computer")


@pytest.fixture
def stick(tmp_path, small_sources):
    """A stick with the reader and a small library."""
    stick = tmp_path / "stick"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "foc_reader", stick / "foc_reader", ignore=unwanted)
    resources = ROOT / "build" / "resources"
    for name in ("app", "icons"):
        shutil.copytree(resources / name, stick / "foc_reader" / "resources" / name)
    build_pack(small_sources(tmp_path / "sources"), stick / "foc_reader" / "resources" / "library" / "small")
    (stick / "portable.txt").touch()
    return stick


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def test_looking_writes_nothing_at_all(stick, computer):
    before = files(stick)
    said = computer.start(stick)
    assert (said[0], said[3]) == ("0", "What you keep stays beside the program.")
    assert files(stick) == before
    assert computer.written == set()


def test_what_is_kept_lies_on_the_stick_only(stick, computer):
    before = files(stick)
    computer.start(stick, "keep", "theme")
    assert {name for name in files(stick) - before if not name.endswith((".bak", ".lock"))} == {
        "private/bookmarks.json",
        "private/settings.json",
    }
    assert computer.written == set()


def test_under_another_name_everything_is_found_again(stick, computer, tmp_path):
    shutil.copytree(stick / "foc_reader" / "resources" / "library", stick / "more packs")
    first = computer.start(stick, "keep", "theme", str(stick / "more packs"))
    assert first[2] == str(stick / "more packs")
    elsewhere = tmp_path / "E" / "ستیک"
    elsewhere.parent.mkdir()
    stick.rename(elsewhere)
    again = computer.start(elsewhere)
    assert again[:2] == ["1", first[1]]
    assert first[1] != "system"
    assert again[2] == str(elsewhere / "more packs")
    assert computer.written == set()


def test_where_the_stick_cannot_be_written_it_is_memory_and_never_the_computer(stick, computer):
    (stick / "private").write_text("a file in the way")
    said = computer.start(stick, "keep", "theme")
    assert (said[0], said[3]) == ("1", "What you keep is gone when this window closes.")
    assert computer.written == set()
    assert computer.start(stick)[0] == "0"


def test_the_same_reader_without_the_mark_keeps_things_in_the_home(stick, computer):
    """That what is written would be found."""
    (stick / "portable.txt").unlink()
    computer.start(stick, "keep")
    assert any(name.endswith("bookmarks.json") for name in computer.written)
    assert any("fontconfig" in name for name in computer.written)
