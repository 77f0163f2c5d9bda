"""Buttons side by side in as many lines as the pane is narrow: the filters, and what was understood of a query."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QWidget

_GAP, _SIDE = 6, 12  # px


def flow(row: QWidget, parts: Sequence[QWidget]) -> None:
    """Place those of `parts` that are shown in lines, from the window's side on, and make `row` as high as they are."""
    left, top, height = _SIDE, 0, 0
    for part in (part for part in parts if not part.isHidden()):
        size = part.sizeHint()
        width = min(size.width(), max(0, row.width() - 2 * _SIDE))
        if left > _SIDE and left + width > row.width() - _SIDE:
            left, top = _SIDE, top + height + _GAP
            height = 0
        place = QRect(left, top, width, size.height())
        part.setGeometry(QStyle.visualRect(row.layoutDirection(), row.rect(), place))
        left, height = left + width + _GAP, max(height, size.height())
    wanted = top + height + _GAP
    if row.minimumHeight() != wanted:
        row.setFixedHeight(wanted)
