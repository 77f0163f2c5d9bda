"""Work on other threads stands still while the window shows something.

Only one thread at a time can use Python. The window needs it for each row that it lays out and draws, and would wait
for it each time as long as a search is running: what takes 15 ms by itself then takes 100.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer

from foc_reader.core.cancel import CancelToken

_SHOWN_MS = 15  # from the change of a list until its first rows are drawn
_MOST_S = 0.05  # that a thread stands still, whatever the window does


class Gate(QObject):
    """Makes the tokens of work that stops at it."""

    def __init__(self, parent: QObject, most_s: float = _MOST_S) -> None:
        super().__init__(parent)
        self._most_s = most_s
        self._is_open = threading.Event()
        self._is_open.set()
        self._shown = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._shown.timeout.connect(self.open)

    def close(self) -> None:
        """For as long as it takes to show what has changed."""
        self._is_open.clear()
        self._shown.start()

    def open(self) -> None:
        self._is_open.set()

    def token(self) -> CancelToken:
        """One for a piece of work, which stands still in each `check` while the gate is closed."""
        return _Stopping(self._is_open, self._most_s)


class _Stopping(CancelToken):
    def __init__(self, is_open: threading.Event, most_s: float) -> None:
        super().__init__()
        self._is_open, self._most_s = is_open, most_s

    def check(self) -> None:
        if not self._is_open.is_set():
            self._is_open.wait(self._most_s)
        super().check()
