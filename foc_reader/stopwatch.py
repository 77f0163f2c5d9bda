"""How long a start took, for whoever measures programs: the window is shown, says when, and is closed."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from foc_reader.ui.main_window import MainWindow


def time_start(application: QApplication, window: MainWindow) -> int:
    """Print when `window` was painted and when it came to rest (seconds since 1970), and the memory it took then.

    The window is one that the event loop has yet to show. The exit status comes back.
    """
    said: list[str] = []

    def settled() -> None:
        said.append(f"settled {time.time():.4f}\n")
        said.append(f"memory {_memory_mb():.1f}\n")
        window.close()

    window.first_painted.connect(lambda: said.append(f"painted {time.time():.4f}\n"))
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
