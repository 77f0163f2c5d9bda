"""Our window against a bare one of the same parts, in turns: time to the first paint and to rest, memory, busy spells.

    python tests/benchmarks/window.py [RUNS]

Prints medians, the median of the ratios pair by pair, and the ratio of the quickest runs; judges nothing. Offscreen
unless a display is named. The bars are 1.3 for the first paint, 1.4 for rest, 100 MB, and 50 ms for the longest spell
in which the window's thread answers nothing while one types.
"""

from __future__ import annotations

import compileall
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BEAT_MS = 1  # how often the window's thread is asked whether it still answers
TYPED = "surveillance technology and the right to privacy"
KEY_MS = 60  # between two keys of a quick typist


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else modules are compiled again at each start
    compileall.compile_dir(ROOT / "foc_reader", quiet=1)
    figures: dict[str, list[list[float]]] = {"bare": [], "ours": []}
    for _ in range(runs + 1):
        for kind, rows in figures.items():
            rows.append(_measure(kind))
    for rows in figures.values():
        del rows[0]  # the first round warms the disk up
    print(f"{runs} runs of each in turns, medians")  # noqa: T201
    print(f"{'':28}{'bare':>10}{'ours':>10}{'ratio':>8}{'of quickest':>14}")  # noqa: T201
    for number, name in enumerate(("to first paint, ms", "to rest, ms", "CPU to rest, ms", "memory at rest, MB PSS")):
        bare, ours = ([row[number] for row in figures[kind]] for kind in ("bare", "ours"))
        ratios = [one / other for one, other in zip(ours, bare, strict=True)]
        medians = [statistics.median(values) for values in (bare, ours, ratios)]
        quickest = min(ours) / min(bare)
        print(f"{name:28}{medians[0]:10.1f}{medians[1]:10.1f}{medians[2]:8.2f}{quickest:14.2f}")  # noqa: T201
    spells = [row[4] for row in figures["ours"]]
    print(f"longest busy spell while typing, ms: median {statistics.median(spells):.1f}, most {max(spells):.1f}")  # noqa: T201


def _measure(kind: str) -> list[float]:
    """Milliseconds to paint and to rest, CPU milliseconds to rest, MB at rest, milliseconds of the longest spell."""
    with tempfile.TemporaryDirectory() as data:
        began = time.time()
        ran = subprocess.run(
            [sys.executable, "-P", __file__, "--one", kind, data, repr(began)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=60,
        )
    return [float(value) for value in ran.stdout.split()[-5:]]


def _one(kind: str, data: str, began: float) -> None:
    """The measured process: shows one kind of window, prints the figures, ends."""
    moments: list[float] = []

    def painted() -> None:
        moments.append(1000 * (time.time() - began))

    def at_rest() -> None:
        moments.extend((1000 * (time.time() - began), 1000 * time.process_time(), _memory_mb()))

    if kind == "bare":
        from bare_window import show_bare_window

        longest = show_bare_window(painted, at_rest)
    else:
        longest = _show_ours(Path(data), painted, at_rest)
    print(*moments, longest)  # noqa: T201


def _show_ours(data: Path, painted, at_rest) -> float:
    """Our window on the bundled library: shown, at rest, then typed into; the longest busy spell in ms comes back."""
    from foc_reader.__main__ import open_window

    application, window = open_window(None, data, ["foc-reader"])
    window.first_painted.connect(painted)
    from PySide6.QtCore import QTimer

    beats: list[float] = []
    left = list(TYPED)
    beat = QTimer(window, interval=BEAT_MS)  # so short a one is precise
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    keys = QTimer(window, interval=KEY_MS)

    def press() -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, Qt  # not before rest: late_qt.py
        from PySide6.QtGui import QKeyEvent

        if left:
            letter = left.pop(0)
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(window._search_bar, key)
        elif not window._search_runner.is_busy and not window._search_bar._pause.isActive():
            keys.stop()
            application.quit()

    def rest() -> None:
        at_rest()
        beat.start()
        keys.start()

    keys.timeout.connect(press)
    window.ready.connect(lambda: QTimer.singleShot(0, rest))
    application.exec()
    window.close()
    return 1000 * max(later - earlier for earlier, later in itertools.pairwise(beats))


def _memory_mb() -> float:
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.path.insert(0, str(Path(__file__).parent))
        _one(sys.argv[2], sys.argv[3], float(sys.argv[4]))
    else:
        main()
