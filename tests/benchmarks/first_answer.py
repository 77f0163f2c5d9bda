"""From a new process to the first answer on the screen, beside the first paint of a bare window, in turns.

    python tests/benchmarks/first_answer.py [--runs 9] [--library FOLDER] [--query "surveillance technology"]

Three persons: one has the query in the box as soon as the window is painted, as nobody can; one types it from then on,
a key each 60 ms; one types when the window has come to rest. Prints medians and the most of: the first paint of a bare
window and of ours, by the clock from the start of the process; the answer on the screen, from there and from the last
key; and the answer to a second query of the same kind, for which nothing has to be loaded any more. What a search needs
(Whoosh with it) must not be loaded before the first paint: the command says so where it is. Judges nothing else.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KEY_MS = 60
SECOND = "freedom online "
PERSONS = {"at once": "in the box at the first paint", "typed": "typed from the first paint", "rest": "typed at rest"}


def main() -> None:
    wanted = _arguments()
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else modules are compiled again at each start
    compileall.compile_dir(ROOT / "foc_reader", quiet=1)
    kinds = ("bare", *PERSONS)
    runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    for _ in range(wanted.runs + 1):
        for kind, found in runs.items():
            found.append(_measure(kind, wanted))
    for found in runs.values():
        del found[0]  # the first round warms the disk up
    print(f"{wanted.runs} runs of each in turns; ms by the clock: median, most")  # noqa: T201
    _print("first paint, bare window", [run["painted"] for run in runs["bare"]])
    _print("first paint, ours", [run["painted"] for person in PERSONS for run in runs[person]])
    for person, words in PERSONS.items():
        _print(f"answer on the screen, {words}", [run["answered"] for run in runs[person]])
        _print("  from the last key", [run["waited"] for run in runs[person]])
        _print("  the second query, from its last key", [run["second"] for run in runs[person]])
    if any(run["loaded"] for person in PERSONS for run in runs[person]):
        print("Whoosh was loaded before the first paint.")  # noqa: T201


def _print(name: str, values: list[float]) -> None:
    print(f"{name:60}{statistics.median(values):9.1f}{max(values):9.1f}")  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--library", default="", help="a folder of packs, or one pack; without it the bundled one")
    parser.add_argument("--query", default="surveillance technology")
    return parser.parse_args()


def _measure(kind: str, wanted: argparse.Namespace) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as data:
        began = time.time()
        ran = subprocess.run(
            [sys.executable, "-P", __file__, "--one", kind, wanted.library, data, wanted.query, repr(began)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=120,
        )
    return json.loads(ran.stdout.splitlines()[-1])


def _one(kind: str, library: str, data: str, query: str, began: float) -> None:
    """The measured process: prints its moments, in ms since `began`."""
    moments: dict[str, float] = {}

    def note(name: str) -> None:
        moments[name] = 1000 * (time.time() - began)

    if kind == "bare":
        from bare_window import show_bare_window

        show_bare_window(lambda: note("painted"), lambda: None)
    else:
        _use(kind, library, data, query, note, moments)
    print(json.dumps(moments))  # noqa: T201


def _use(kind: str, library: str, data: str, query: str, note, moments: dict[str, float]) -> None:
    from foc_reader.__main__ import open_window

    application, window = open_window(Path(library) if library else None, Path(data), ["foc-reader"])
    from PySide6.QtCore import QTimer

    asked = [query, SECOND]
    left: list[str] = []

    def type_next() -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, Qt  # not before it is needed: late_qt.py
        from PySide6.QtGui import QKeyEvent

        letter = left.pop(0)
        code = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
        key = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(window._search_bar, key)
        note("last key")
        if left:
            QTimer.singleShot(KEY_MS, type_next)

    def begin() -> None:
        if kind == "at once" and len(asked) == 2:
            note("last key")
            window._search_bar.search_for(query)
        else:
            window._search_bar.clear()
            left[:] = asked[0]
            type_next()

    def painted() -> None:
        note("painted")
        moments["loaded"] = float("whoosh" in sys.modules)
        if kind != "rest":
            QTimer.singleShot(0, begin)

    def listed() -> None:
        """The answer is in the list, and has been painted: what paints comes before what waits for nothing."""
        note("listed")
        if len(asked) == 2:
            moments["answered"] = moments["listed"]
            moments["waited"] = moments["listed"] - moments["last key"]
            del asked[0]
            QTimer.singleShot(1000, begin)
        else:
            moments["second"] = moments["listed"] - moments["last key"]
            application.quit()

    def answered(answer) -> None:
        if answer.query == asked[0]:
            window._searching.page.repaint()
            QTimer.singleShot(0, listed)

    window.first_painted.connect(painted)
    if kind == "rest":
        window.settled.connect(lambda: QTimer.singleShot(500, begin))
    window._finder.answered.connect(answered)
    application.exec()
    window.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.path.insert(0, str(HERE))
        _one(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5], float(sys.argv[6]))
    else:
        main()
