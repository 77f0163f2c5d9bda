"""Adds the fonts that lie beside the program on a stick, for the scripts that this computer has no good font for.

Begun once the window rests: nobody waits for it. One file after the other is read away from the window's thread; to
add it takes some 10 ms.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTextEdit, QWidget

from foc_reader.core.cancel import CancelToken
from foc_reader.core.locations import Locations
from foc_reader.ui.background import BackgroundRunner, Report
from foc_reader.ui.script_fonts import ADDED_FONTS, TEXT_FONTS, TITLE_FONTS


class AddedFonts(QObject):
    """Those of `locations`, for `window`."""

    def __init__(self, locations: Locations, window: QWidget) -> None:
        super().__init__(window)
        self._locations, self._window = locations, window
        self._runner = BackgroundRunner("fonts", self)
        self._left = list(dict.fromkeys(name for script in _lacking() for name in ADDED_FONTS[script]))
        self._has_added = False
        QApplication.instance().aboutToQuit.connect(self._runner.stop)  # type: ignore[union-attr]

    def begin(self) -> None:
        """Read and add them, one after the other."""
        if not self._left:
            if self._has_added:
                self._show_again()
            return
        name = self._left.pop(0)

        def work(token: CancelToken, report: Report) -> bytes:
            return self._locations.read_font(name)

        self._runner.submit(work, self._add, lambda error: self.begin())

    def _add(self, font: bytes) -> None:
        if font and QFontDatabase.addApplicationFontFromData(font) != -1:
            self._has_added = True
        QTimer.singleShot(0, self.begin)

    def _show_again(self) -> None:
        """Lay out anew what was laid out with signs for letters that are missing."""
        for text in self._window.findChildren(QTextEdit):
            document = text.document()
            document.markContentsDirty(0, document.characterCount())
        for view in self._window.findChildren(QAbstractItemView):
            view.doItemsLayout()
        self._window.update()


def _lacking() -> list[str]:
    """The scripts for which this computer has none of the fonts that we know."""
    return [
        script
        for script in ADDED_FONTS
        if not any(map(QFontDatabase.hasFamily, (*TEXT_FONTS.get(script, ()), *TITLE_FONTS.get(script, ()))))
    ]
