"""How long a start took, for whoever measures programs: the window is shown, says when, and is closed."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from foc_reader.core.model import Answer
from foc_reader.ui.finder import Finder
from foc_reader.ui.main_window import MainWindow


def time_start(application: QApplication, window: MainWindow, query: str) -> int:
    """Print when `window` was painted and when it came to rest (seconds since 1970), and the memory it took then.

    With a `query`, that is asked for next, and it is printed when its answer was painted. The window is one that the
    event loop has yet to show. The exit status comes back.
    """
    said: list[str] = []

    def note(name: str) -> None:
        said.append(f"{name} {time.time():.4f}\n")

    def settled() -> None:
        note("settled")
        said.append(f"memory {_memory_mb():.1f}\n")
        box = window.findChild(QLineEdit, "search_edit")
        if query and box:
            box.insert(query)
        else:
            window.close()

    def painted() -> None:
        window.repaint()
        note("answered")
        window.close()

    def answered(answer: Answer) -> None:
        if answer.query == query:
            QTimer.singleShot(0, painted)  # its rows come first

    finder = window.findChild(Finder)
    if finder:
        finder.answered.connect(answered)
    window.first_painted.connect(lambda: note("painted"))
    window.settled.connect(settled)
    status = application.exec()
    if sys.stdout:
        sys.stdout.write("".join(said))
    return status


def _memory_mb() -> float:
    """What the process takes, its share of what it has together with others included; 0 where that is not known."""
    with suppress(OSError):
        for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
