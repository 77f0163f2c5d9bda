"""How long the window's thread is held with 10,000 documents: opened, filtered, expanded, scrolled, searched.

    python tests/benchmarks/large_library.py [DOCUMENTS]

Prints, for each thing a person does, the longest spell in which the window answers nothing: the CPU time of its thread
in ms, and how long it took by the clock, which on a busy machine is longer. Judges nothing; the bar is 50. Three
libraries: one flat collection, collections ten deep, a collection for each document. Offscreen unless a display is
named.
"""

from __future__ import annotations

import gc
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from foc_reader.core.blocks import make_pids
from foc_reader.core.library.writing import write_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Block, Document, DocumentEntry, PackInfo
from foc_reader.core.session import Session

QUIET_BEATS = 25  # between two things a person does, at the least
SHAPES: dict[str, Callable[[int], tuple[str, ...]]] = {
    "flat": lambda number: ("All of them",),
    "deep": lambda number: tuple(f"Level {level}, {number % 7**level}" for level in range(10)),
    "one each": lambda number: (f"Collection {number}",),
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from foc_reader.ui.application import make_application

    application = make_application(["foc-reader"])
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder) / "pack", shape, count)
            began = time.perf_counter()
            gc.disable()  # as a start does
            session = Session.open(Locations.find(Path(folder) / "pack", Path(folder) / "kept"))
            opened = time.perf_counter()
            print(f"{shape}, {count} documents: read in {1000 * (opened - began):.0f} ms")  # noqa: T201
            _use(application, session)


def _write(folder: Path, shape: str, count: int) -> None:
    def document(number: int) -> Document:
        title = f"Joint Statement {number} on the Use and Export of Surveillance Technology"
        text = f"The text of number {number}."
        date = "" if number % 5 == 0 else str(1990 + number % 35)
        entry = DocumentEntry("large", f"d{number}", title, collection=SHAPES[shape](number), date=date)
        return Document(entry, (Block(make_pids([text])[0], "paragraph", text, text),))

    write_pack(PackInfo("large", "A large library"), [document(number) for number in range(count)], folder)


def _use(application, session: Session) -> None:
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QTreeView

    from foc_reader.ui.main_window import MainWindow

    beats: list[tuple[float, float]] = []
    began = _moment()
    window = MainWindow(session)
    window.ready.connect(gc.freeze)
    window.ready.connect(gc.enable)
    beat = QTimer(window, interval=0)
    beat.timeout.connect(lambda: beats.append(_moment()))
    window.show()
    window.first_painted.connect(beat.start)
    loop = QEventLoop()
    window.first_painted.connect(loop.quit)
    loop.exec()
    _print("made and painted", [(began, _moment())])
    tree = window.findChild(QTreeView, "library_tree")
    line = window.findChild(QLineEdit, "library_filter")
    model = tree.model()

    def rest() -> None:
        """Until nothing is left to do."""
        page, loop, first = window._tree, QEventLoop(), len(beats)

        def look() -> None:
            is_busy = window._search_runner.is_busy or window._library_runner.is_busy
            if len(beats) > first + QUIET_BEATS and model.is_whole and not page._next.isActive() and not is_busy:
                loop.quit()

        looking = beat.timeout.connect(look)
        loop.exec()
        beat.timeout.disconnect(looking)

    def steps() -> Iterator[tuple[str, Callable[[], None]]]:
        top = model.index(0, 0)
        first = model.index(0, 0, top)
        yield "what follows the first paint", lambda: None
        yield "close the library", lambda: tree.setExpanded(top, False)
        yield "open the library", lambda: tree.setExpanded(top, True)
        yield "open a collection", lambda: tree.setExpanded(first, True)
        yield "to the end", lambda: QTest.keyClick(tree, Qt.Key.Key_End)
        yield "a page up", lambda: QTest.keyClick(tree, Qt.Key.Key_PageUp)
        yield "to the top", lambda: QTest.keyClick(tree, Qt.Key.Key_Home)
        yield "scroll far", lambda: tree.verticalScrollBar().setValue(tree.verticalScrollBar().maximum() // 2)
        yield "a page down", lambda: QTest.keyClick(tree, Qt.Key.Key_PageDown)
        for letter in "surv":
            yield f"filter: {letter}", lambda letter=letter: QTest.keyClicks(line, letter)
        yield "filter: 9999", lambda: QTest.keyClicks(line, " 9999")
        yield "into the tree, and open", lambda: [QTest.keyClick(line, Qt.Key.Key_Return)]
        yield "nothing found", lambda: QTest.keyClicks(line, "x")
        yield "filter cleared", lambda: QTest.keyClick(line, Qt.Key.Key_Escape)
        yield "narrower pane", lambda: window.resize(900, 600)
        yield "another theme", window._look.next_theme
        yield "search", lambda: QTest.keyClicks(window.findChild(QLineEdit, "search_edit"), "surveillance")

    for name, act in steps():
        del beats[:-1]
        act()
        rest()
        _print(name, list(itertools.pairwise(beats)))
    window.close()
    window.deleteLater()


def _moment() -> tuple[float, float]:
    """Seconds of CPU of this thread, and by the clock."""
    return time.thread_time(), time.perf_counter()


def _print(name: str, spells: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    worst = (max(1000 * (later[kind] - earlier[kind]) for earlier, later in spells) for kind in (0, 1))
    print("  {:34}{:8.1f}   by the clock{:8.1f}".format(name, *worst))  # noqa: T201


if __name__ == "__main__":
    main()
