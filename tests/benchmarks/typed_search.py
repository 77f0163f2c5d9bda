"""How long the window's thread is held while one types a search, with 100,000 sections in the library.

    python tests/benchmarks/typed_search.py [--sections 100000] [--runs 5] [--query TEXT] [--key-ms 60 250]

Each run is a process of its own: the window comes to rest, the library has been looked through, then the query is typed
a key at a time. Prints, for each letter, the longest spell in which the window's thread answers nothing: the CPU time
of that thread, and how long it took by the clock, which on a busy machine is longer; then the time from the last letter
to the answer on the screen. A quick typist is faster than the pause after which a search begins, a slow one has an
answer to every letter. Judges nothing; the bar is 50 ms. The sections are those of search/corpus.py, kept in
build/cache. Offscreen unless a display is named.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BEAT_MS = 1  # how often the window's thread is asked whether it still answers
REST_MS = 400  # after the last answer


def main() -> None:
    wanted = _arguments()
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else modules are compiled again at each start
    os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(HERE / "search")))
    sys.path[:0] = [str(ROOT), str(HERE / "search")]
    compileall.compile_dir(ROOT / "foc_reader", quiet=1)
    library = _library(wanted.sections)
    for key_ms in wanted.key_ms:
        runs = [_measure(library, wanted.query, key_ms) for _ in range(wanted.runs)]
        print(f"{wanted.sections} sections, {key_ms} ms between two keys; CPU ms, ms by the clock: median, most")  # noqa: T201
        for number, letter in enumerate(wanted.query):
            _print(repr(letter), [run["spells"][number] for run in runs])
        _print("worst of a run", [[max(spell[kind] for spell in run["spells"]) for kind in (0, 1)] for run in runs])
        answered = [run["answered_ms"] for run in runs]
        print(f"  last letter to answer, by the clock{statistics.median(answered):9.1f}{max(answered):9.1f}")  # noqa: T201


def _print(name: str, spells: list[list[float]]) -> None:
    figures = [(statistics.median(values), max(values)) for values in zip(*spells, strict=True)]
    print(f"  {name:34}" + "  ".join(f"{median:9.1f}{most:9.1f}" for median, most in figures))  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sections", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--query", default="internet shutdown")
    parser.add_argument("--key-ms", type=int, nargs="+", default=[60, 250])
    return parser.parse_args()


def _library(sections: int) -> Path:
    """A pack of that many sections with its index: made once, as long as the index can be used."""
    import corpus

    from foc_reader.core.library.writing import finish_pack
    from foc_reader.core.locations import Locations
    from foc_reader.core.search.building import INDEX_FORMAT, build
    from foc_reader.core.session import Session

    folder = ROOT / f"build/cache/window-{sections}"
    if folder.exists():
        session = Session.open(Locations.find(folder, folder.parent / "nothing-kept"))
        is_sound = not session.problems and not session.open_search()
        session.close()
        if is_sound:
            return folder
        shutil.rmtree(folder)
    pack = corpus.make_pack(sections) / "pack"
    work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    shutil.copytree(pack, work / "pack")
    from foc_reader.core.library.pack import Pack

    opened = Pack.open(work / "pack")
    build(opened.listed_passages(), opened.index_folder)
    finish_pack(work / "pack", INDEX_FORMAT)
    (work / "pack").rename(folder)
    work.rmdir()
    return folder


def _measure(library: Path, query: str, key_ms: int) -> dict:
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-P", __file__, "--one", str(library), data, query, str(key_ms)]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=240)
    return json.loads(ran.stdout.splitlines()[-1])


def _one(library: str, data: str, query: str, key_ms: int) -> None:
    """The measured process."""
    from foc_reader.__main__ import open_window

    application, window = open_window(Path(library), Path(data), ["foc-reader"])
    from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent

    beats: list[tuple[float, float]] = []
    pressed: list[int] = []  # how many beats there were when each key was pressed
    moments: list[float] = []  # of the last key, and of its answer
    left = list(query)
    beat = QTimer(window, interval=BEAT_MS)  # so short a one is precise
    beat.timeout.connect(lambda: beats.append((time.thread_time(), time.perf_counter())))
    keys = QTimer(window, interval=key_ms)

    def press() -> None:
        if not left:
            keys.stop()
            return
        letter = left.pop(0)
        pressed.append(len(beats))
        moments[:] = [time.perf_counter()]
        code = Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window._search_bar, QKeyEvent(kind, code, Qt.KeyboardModifier(0), letter))

    def answered(answer) -> None:
        if answer.query == query:
            QTimer.singleShot(0, lambda: moments.append(time.perf_counter()))
            QTimer.singleShot(REST_MS, application.quit)

    def begin_at_rest() -> None:
        if window._library_runner.is_busy or window._search_runner.is_busy:
            QTimer.singleShot(100, begin_at_rest)
            return
        window._finder.answered.connect(answered)
        beat.start()
        keys.start()

    keys.timeout.connect(press)
    window.settled.connect(lambda: QTimer.singleShot(1500, begin_at_rest))
    application.exec()
    beat.stop()
    window.close()
    spells = []
    for number, first in enumerate(pressed):
        last = pressed[number + 1] if number + 1 < len(pressed) else len(beats)
        pairs = list(itertools.pairwise(beats[max(0, first - 1) : last + 1]))
        spells.append([max((1000 * (b[kind] - a[kind]) for a, b in pairs), default=0.0) for kind in (0, 1)])
    print(json.dumps({"spells": spells, "answered_ms": 1000 * (moments[1] - moments[0])}))  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(*sys.argv[2:5], int(sys.argv[5]))
    else:
        main()
