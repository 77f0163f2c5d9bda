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
        self._made: dict[str, QIcon] = {}

    def icon(self, name: str) -> QIcon:
        """The drawing `name`; empty where there is none."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> QIcon:
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
                made.addPixmap(_pixmap(drawing.replace("currentColor", colour), scale), mode)
        return made


def _pixmap(drawing: str, scale: int) -> QPixmap:
    """Drawn by Qt's reader of SVG pictures, which costs less at the start than its classes for SVG do."""
    side = SIZE * scale
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace("<svg ", f'<svg width="{side}" height="{side}" ').encode(), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap
