#!/usr/bin/env python3
"""Tries the frozen window on a drive that can be taken out, as a person does: copying, checking, mending, pulling out.

    sudo .venv/bin/python packaging/trials/frozen_window.py

After ./foc build stick. Needs root, what the tests need (./foc test installs it), and the packages exfat-fuse,
exfatprogs and psmisc. Ends with 0 if the window did all of it and said what it was doing; if each time it was quit its
processes had ended, and the drive could be taken out at once; and if nothing but what was asked for was written.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from trials.copies import expect, is_sound, make_image, put_in, run, say  # noqa: E402

from tests.screen_reader.listening import ScreenReader, desktop  # noqa: E402

STICK = ROOT / "build" / "stick" / "FOC Reader"
MEGABYTES = 400
PATIENCE_S = 10
Start = Callable[..., "subprocess.Popen[bytes]"]


def main() -> int:
    """Try it all; 0 if it went as it should."""
    if not is_sound(STICK):
        say("There is no sound copy in build/stick: make it with ./foc build stick")
        return 2
    with tempfile.TemporaryDirectory(prefix="try-window-", dir=ROOT / "build") as folder:
        work = Path(folder)
        image = make_image(work / "stick.img", "exfat", MEGABYTES)
        with put_in(image, "exfat") as drive:
            subprocess.run(["cp", "-r", STICK, drive], check=True)
        for trial in (try_checking_and_copying, try_quitting_in_the_midst, try_mending, try_pulling_out):
            trial(work, image)
    say("As it should be.")
    return 0


def try_checking_and_copying(work: Path, image: Path) -> None:
    """The copy that the window was started from is checked, and passed on to another place."""
    (work / "given").mkdir()
    with window_on(work, image) as window:
        window.check()
        window.hear("are as the list says; none is missing, and none was added.")
        window.close_dialog()
        window.copy_to(work / "given")
        window.hear("The copy is complete")
        window.quit()
    expect(is_sound(work / "given" / "FOC Reader"), "what the frozen window copied is sound")
    say("checked, and copied")


def try_quitting_in_the_midst(work: Path, image: Path) -> None:
    """A copy that is being made is stopped by quitting, and goes on the next time."""
    (work / "half").mkdir()
    with window_on(work, image) as window:
        window.copy_to(work / "half")
        window.hear("Leave the drive in.")
        window.quit()
    expect(not is_sound(work / "half" / "FOC Reader"), "a copy that was quit is not called sound")
    with window_on(work, image) as window:
        window.copy_to(work / "half", "A copy was begun there.")
        window.hear("The copy is complete")
        window.quit()
    expect(is_sound(work / "half" / "FOC Reader"), "and can be finished")
    say("quit while it copied, and gone on with")


def try_mending(work: Path, image: Path) -> None:
    """An index that is damaged is built again by processes of the frozen program, beside the bookmarks."""
    with put_in(image, "exfat") as drive:
        index = next((drive / "FOC Reader" / "library").glob("*/index/postings"))
        index.write_bytes(bytes(64) + index.read_bytes()[64:])
    with window_on(work, image) as window:
        window.hear("is damaged. Documents can be read and found by their titles.")
        window.press_button("Build the index again")
        window.hear("can be searched again.")
        window.search("surveillance")
        window.quit()
    with put_in(image, "exfat") as drive:
        kept = [path for path in (drive / "FOC Reader" / "private").rglob("*") if path.is_file()]
        expect(any(path.name == "postings" for path in kept), "the new index is kept on the stick")
    say("an index built again")


def try_pulling_out(work: Path, image: Path) -> None:
    """What is asked for after the drive has gone is answered with a sentence, where the program can live on."""
    with window_on(work, image) as window:
        window.search("surveillance")
        window.reader.press("Return")
        window.wait_for_rest()
        window.search("encryption")
        window.pull_out()
        window.reader.press("Return")
        window.hear("put the stick back")
        window.reader.press("d", "Control")
        window.press_button("Keep")
        window.hear("Not saved")
        window.reader.press("q", "Control")
        window.press_button("Close the window anyway")
        window.ends()
    say("pulled out")


class Window:
    """The frozen reader's, on a drive of its own."""

    def __init__(self, reader: ScreenReader, process: subprocess.Popen[bytes], drive: Path, home: Path) -> None:
        self.reader, self._process, self._drive, self._home = reader, process, drive, home
        reader.wait_for(reader.is_in_front, "the window has the keyboard")

    def check(self) -> None:
        self._choose("Check this copy…")
        self.reader.wait_for(lambda: self._shows("The copy that this program was started from"), "it knows its copy")
        self.press_button("Check")

    def copy_to(self, folder: Path, said: str = "It goes into the folder") -> None:
        self._choose("Make a copy for someone…")
        self.press_button("Another folder…")
        self.reader.wait_for(lambda: self._has("file chooser", "dialog", name="Choose where the copy goes"), "a dialog")
        self.reader.type(str(folder))
        self.reader.press("Return")
        self.reader.wait_for(lambda: self._shows(said), f"it says: {said}")
        self.press_button("Copy")

    def search(self, words: str) -> None:
        self.reader.forget()
        self.reader.press("k", "Control")
        self.reader.type(words)
        self.hear("passages in")

    def close_dialog(self) -> None:
        self.press_button("Close")

    def press_button(self, name: str) -> None:
        """Once it can be pressed."""

        def is_pressed() -> bool:
            for thing in self.reader.things():
                if thing.role == "push button" and thing.name == name and {"showing", "focusable"} <= thing.states:
                    self.reader.use(thing)
                    return True
            return False

        self.reader.wait_for(is_pressed, f"“{name}” can be pressed")

    def hear(self, words: str) -> None:
        self.reader.hear("Announcement", words)

    def wait_for_rest(self) -> None:
        """Until the program has read all of its own files."""
        folder = self._drive / "FOC Reader" / "linux"
        files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]

        def is_read() -> bool:
            told = run("fincore", "--noheadings", "--bytes", "--output", "RES,SIZE", *files)
            return all(int(held) >= int(size) for held, size in map(str.split, told.splitlines()))

        self.reader.wait_for(is_read, "the program has read all of itself")

    def pull_out(self) -> None:
        """As far as the system can tell: what reads the drive is gone."""
        pids = subprocess.run(["pgrep", "-f", f"exfat-fuse.*{self._drive}"], capture_output=True, text=True).stdout
        for pid in pids.split():
            os.kill(int(pid), 9)

    def quit(self) -> None:
        """By the key for it."""
        self.reader.press("q", "Control")
        self.ends()

    def ends(self) -> None:
        """The program has ended, with all that it started: nobody uses the drive, and nothing is left elsewhere."""
        status = self._process.wait(PATIENCE_S)
        expect(status == 0, f"it ends as it should: {status}")
        users = subprocess.run(["fuser", "--mount", self._drive], capture_output=True, text=True).stdout.split()
        expect(not users, f"nobody uses the drive any more: {users}")
        left = list(self._home.iterdir())
        expect(not left, f"nothing is left on the computer: {left}")

    def _choose(self, entry: str) -> None:
        self.reader.wait_for(lambda: self._has("menu item", name=entry), f"the menus have “{entry}”")
        self.reader.use(next(thing for thing in self.reader.things() if thing.name == entry))

    def _has(self, *roles: str, name: str) -> bool:
        return any(thing.role in roles and thing.name == name for thing in self.reader.things())

    def _shows(self, words: str) -> bool:
        return any(words in thing.name for thing in self.reader.things() if "showing" in thing.states)


@contextmanager
def window_on(work: Path, image: Path) -> Iterator[Window]:
    """The window, started from the drive."""
    with tempfile.TemporaryDirectory(prefix="person-", dir=work) as folder:
        home = Path(folder, "home")  # apart from what the desktop's own programs write
        home.mkdir(mode=0o700)
        places = {"HOME": home, "TMPDIR": home, "XDG_RUNTIME_DIR": home}
        places |= {f"XDG_{name}_HOME": home / name.lower() for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        more = {name: str(place) for name, place in places.items()}
        with put_in(image, "exfat") as drive, desktop(Path(folder, "desktop")) as (reader, start):
            yield Window(reader, start("sh", f"{drive}/FOC Reader/start-linux.sh", more=more), drive, home)


if __name__ == "__main__":
    sys.exit(main())
