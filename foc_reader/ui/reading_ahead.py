"""Reads the program's own files ahead, on a stick, while nobody waits for anything: core/reading_ahead.py says why."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from foc_reader.core.reading_ahead import ReadingAhead
from foc_reader.ui.background import BackgroundRunner

_PATIENCE_MS = 5_000  # a person who has just started the program goes first
_PAUSE_MS = 50  # between two pieces: the stick is there for documents, too


class AheadOfPulling(QObject):
    """Does it once, with a thread of its own."""

    ended = Signal()

    def __init__(self, parent: QObject, patience_ms: int = _PATIENCE_MS) -> None:
        super().__init__(parent)
        self._files = ReadingAhead()
        self._runner = BackgroundRunner("reading ahead", self)
        self._pause = QTimer(self, singleShot=True, interval=patience_ms)
        self._pause.timeout.connect(self._go_on)
        QApplication.instance().aboutToQuit.connect(self._runner.stop)  # type: ignore[union-attr]

    def begin(self) -> None:
        """In a while."""
        self._pause.start()

    @Slot()
    def _go_on(self) -> None:
        self._runner.submit(lambda token, report: self._files.step(), self._take, _raise)

    def _take(self, is_more: bool) -> None:
        if is_more:
            self._pause.start(_PAUSE_MS)
        else:
            self.ended.emit()


def _raise(error: Exception) -> None:
    raise error
