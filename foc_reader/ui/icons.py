"""Our own line drawings as icons, in the text colour of the theme, mirrored where they point."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from foc_reader.ui.theme import Theme

SIZE = 20  # the grid the icons are drawn on, in px
_POINTING = {"back", "forward", "folded", "pane"}
_MAY_REST = {"back", "forward"}  # there may be nowhere to go


class Icons:
    """The icons of one theme, `percent` of SIZE. `drawings`: SVG text by name, drawn with `currentColor`."""

    def __init__(self, drawings: Mapping[str, str], theme: Theme, percent: int = 100) -> None:
        self._drawings, self._theme = drawings, theme
        self.side = SIZE * percent // 100  # px
        self._made: dict[tuple[str, int], QIcon] = {}

    def icon(self, name: str, side: int = 0) -> QIcon:
        """The drawing `name`, `side` px wide, 0: as the interface's size asks; empty where there is none."""
        side = side or self.side
        if (name, side) not in self._made:
            self._made[name, side] = self._make(name, side)
        return self._made[name, side]

    def _make(self, name: str, side: int) -> QIcon:
        drawing = self._drawings.get(name)
        if drawing is None:
            return QIcon()
        made = QIcon()
        if name in _POINTING and QGuiApplication.isRightToLeft():
            drawing = drawing.replace("<path", f'<path transform="translate({SIZE} 0) scale(-1 1)"')
        colours = {self._theme.text: [QIcon.Mode.Normal]}
        # Qt would wash the drawing out on a selected row
        colours.setdefault(self._theme.selected_text, []).append(QIcon.Mode.Selected)
        if name in _MAY_REST:
            colours[self._theme.edge] = [QIcon.Mode.Disabled]
        for colour, modes in colours.items():
            for scale in {1, math.ceil(max(screen.devicePixelRatio() for screen in QGuiApplication.screens()))}:
                pixmap = _pixmap(drawing.replace("currentColor", colour), side, scale)
                for mode in modes:
                    made.addPixmap(pixmap, mode)
        return made


def app_icon(drawing: str) -> QIcon:
    """The program's own icon, in the sizes in which systems show it."""
    made = QIcon()
    for side in (16, 32, 64, 128):
        made.addPixmap(_pixmap(drawing, side, 1))
    return made


def _pixmap(drawing: str, side: int, scale: int) -> QPixmap:
    """Drawn by Qt's reader of SVG pictures, which costs less at the start than its classes for SVG do."""
    dots = side * scale
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace("<svg ", f'<svg width="{dots}" height="{dots}" ').encode(), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap
