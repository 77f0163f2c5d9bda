"""The left pane beside the text, with an edge between them that can be pulled."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

_PAUSE_MS = 400


class Halves(QSplitter):
    """Tells the left pane's width once pulling pauses."""

    width_chosen = Signal(int)  # px

    def __init__(self, left: QWidget, text: QWidget, left_width: int, whole_width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHandleWidth(1)
        for number, half in enumerate((left, text)):
            self.addWidget(half)
            self.setCollapsible(number, False)
        self.setStretchFactor(1, 1)
        self.setSizes([left_width, whole_width - left_width])
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.splitterMoved.connect(self._pause.start)

    def settle(self) -> None:
        """Tell the width now, if it was changed and not told yet."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self.width_chosen.emit(self.sizes()[0])
