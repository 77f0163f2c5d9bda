"""The pages of a dialog that asks, works and tells: one is seen, and can be scrolled where letters are large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Pages(QScrollArea):
    """Shows one of `pages`, at first the first."""

    def __init__(self, pages: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        column = QVBoxLayout(inside)  # which, unlike a stack, is only as high as what is seen
        column.setContentsMargins(0, 0, 0, 0)
        for page in pages:
            column.addWidget(page)
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._take_keyboard)
        self.turn_to(self._pages[0])

    @property
    def current(self) -> QWidget:
        return self._current

    def turn_to(self, page: QWidget) -> None:
        self._current = page
        for other in self._pages:
            other.setVisible(other is page)
        self.setAccessibleName(self.window().windowTitle())
        self.verticalScrollBar().setValue(0)

    @Slot(int, int)
    def _take_keyboard(self, least: int, most: int) -> None:
        """Only where there is something to scroll is it a place for Tab."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most > least else Qt.FocusPolicy.NoFocus)
