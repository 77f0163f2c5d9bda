"""What can wait until one could be reading: done then, one thing a turn, so that no key waits for more than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_IDLE_MS = 20


class Settling(QObject):
    """Does `things` in their order, each time it is begun."""

    ended = Signal()

    def __init__(self, things: Sequence[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._things, self._next = things, 0
        self._is_over = False
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._do_next)

    @Slot()
    def begin(self) -> None:
        """From the first, in a moment."""
        self._next = 0
        if not self._is_over:
            self._turn.start(_IDLE_MS)

    def end(self) -> None:
        """Leave what is not done, and begin no more: the window closes."""
        self._is_over = True
        self._turn.stop()

    @Slot()
    def _do_next(self) -> None:
        thing = self._things[self._next]
        self._next += 1
        is_last = self._next == len(self._things)
        if not is_last:
            self._turn.start(0)  # before the thing, which may stop all
        thing()
        if is_last:
            self.ended.emit()
