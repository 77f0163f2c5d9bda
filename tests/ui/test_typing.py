"""Typing a search: what the window's thread does meanwhile, and in which order answers come."""

from __future__ import annotations

import io
import os
import sys
from functools import cache
from pathlib import Path
from types import FrameType

import pytest

import foc_reader

CODE = Path(foc_reader.__file__).parent
# reading documents, and searching in an index: of the search only what understands words may run with the window
DISK_AND_INDEX = [CODE / "core" / "library", CODE / "core" / "storage.py", CODE / "core" / "search"]
VALUES = {"info", "entries", "is_sound"}  # that are in memory
WORDS = {"query.py", "analysis.py", "stemming.py", "stopwords.py"}
READING = {io.open, os.open, os.read, os.stat, os.listdir, os.scandir}


class Watch:
    """Notes what the thread that begins it calls of these."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.calls = 0

    def __enter__(self) -> Watch:
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, called: object) -> None:
        self.calls += 1
        if event == "c_call":
            if called in READING or getattr(called, "__self__", None).__class__ in (io.FileIO, io.BufferedReader):
                self.seen.add(f"{called!r} in {frame.f_code.co_filename}")
        elif event == "call":
            code = frame.f_code
            if code.co_name not in VALUES and _is_watched(code.co_filename):
                self.seen.add(f"{code.co_filename}:{code.co_name}")


@cache
def _is_watched(filename: str) -> bool:
    path = Path(filename)
    return path.name not in WORDS and any(place in (path, *path.parents) for place in DISK_AND_INDEX)


@pytest.mark.parametrize("filtered", [False, True], ids=["plain", "filtered"])
def test_typing_asks_nothing_of_the_disk_or_the_index_on_the_windows_thread(shelf, menus, filtered):
    _type(shelf)  # what is needed is imported now
    if filtered:
        shelf.search("heron")
        menus.tick(shelf.window.findChild(object, "filter_kind"), "Report")
        shelf.bot.waitUntil(lambda: shelf.window._finder.answer is not None)
    with Watch() as watch:
        _type(shelf)
    assert watch.calls > 1000
    assert watch.seen == set()


def _type(hands) -> None:
    """A letter at a time, with an answer to each, then something that is not found."""
    for end in range(2, len("river heron") + 1):
        hands.search("river heron"[:end])
    hands.search("xylophone ")
    hands.bot.waitUntil(lambda: not hands.window._search_runner.is_busy and not hands.window._library_runner.is_busy)


def test_the_watch_sees_what_it_watches_for(shelf):
    with Watch() as watch:
        shelf.window._session.search("heron")
        Path(__file__).read_text(encoding="utf-8")
    assert any("ranking.py" in seen for seen in watch.seen)
    assert any("open" in seen for seen in watch.seen)


def test_answers_come_in_the_order_in_which_they_were_typed_and_none_is_late(shelf, qtbot):
    """Each is shown only while what it answers is still what is asked for."""
    typed, shown = "river heron", []
    finder = shelf.window._finder
    shelf.search("ri")
    finder.answered.connect(lambda answer: shown.append((answer.query, finder.asked.query)))
    finder.titled.connect(lambda titles: shown.append((titles.query, finder.asked.query)))
    for end in range(3, len(typed) + 1):
        finder.ask(typed[:end])  # without the pause that typing has: several are on their way at once
        if end % 3 == 0:
            qtbot.waitUntil(lambda: not shelf.window._search_runner.is_busy)
    qtbot.waitUntil(lambda: finder.answer is not None and finder.answer.query == typed)
    answered = [query for query, _ in shown]
    assert all(query == asked for query, asked in shown)
    assert answered == sorted(answered, key=len) and answered[-1] == typed


def test_what_is_listed_at_last_is_what_was_typed_at_last(shelf, qtbot):
    for word in ("heron", "river", "otter", "lake", "leaf"):
        shelf.box.clear()
        qtbot.keyClicks(shelf.box, word)
    qtbot.waitUntil(lambda: shelf.window._searching.answer is not None and not shelf.window._search_runner.is_busy)
    qtbot.waitUntil(lambda: shelf.window._searching.answer.query == "leaf")
    assert "Loose leaf" in shelf.titles()
