"""Our own line drawings as icons, in the text colour of the theme, mirrored where they point."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from foc_reader.ui.theme import Theme

SIZE = 20  # the grid the icons are drawn on, in px
_POINTING = {"back", "forward"}


class Icons:
    """The icons of one theme. `drawings`: SVG text by name, drawn with `currentColor`."""

    def __init__(self, drawings: Mapping[str, str], theme: Theme) -> None:
        self._drawings, self._theme = drawings, theme
        self._made: dict[tuple[str, int], QIcon] = {}

    def icon(self, name: str, side: int = SIZE) -> QIcon:
        """The drawing `name`, `side` px wide; empty where there is none."""
        if (name, side) not in self._made:
            self._made[name, side] = self._make(name, side)
        return self._made[name, side]

    def _make(self, name: str, side: int) -> QIcon:
        drawing = self._drawings.get(name)
        if drawing is None:
            return QIcon()
        made = QIcon()
        if name in _POINTING and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            drawing = drawing.replace("<path", f'<path transform="translate({SIZE} 0) scale(-1 1)"')
        modes = {QIcon.Mode.Normal: self._theme.text}
        if name in _POINTING:  # there may be nowhere to go
            modes[QIcon.Mode.Disabled] = self._theme.edge
        for mode, colour in modes.items():
            for scale in {1, math.ceil(max(screen.devicePixelRatio() for screen in QGuiApplication.screens()))}:
                pixmap = _pixmap(drawing.replace("currentColor", colour), side, scale)
                made.addPixmap(pixmap, mode)
                if mode is QIcon.Mode.Normal:
                    made.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt makes one, paler than the text beside it
        return made


def _pixmap(drawing: str, side: int, scale: int) -> QPixmap:
    """Drawn by Qt's reader of SVG pictures, which costs less at the start than its classes for SVG do."""
    dots = side * scale
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace("<svg ", f'<svg width="{dots}" height="{dots}" ').encode(), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap
