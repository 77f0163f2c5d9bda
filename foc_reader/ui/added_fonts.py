"""Adds the fonts that lie beside the program on a stick, for the scripts that this computer has no good font for.

Begun once the window rests: nobody waits for it. The files are read away from the window's thread, and added all in one
turn: Qt forgets what it knows of the letters on the screen with the first one only, so that between two of them nothing
may be drawn. That takes some 40 ms for all.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
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
        self.is_over = False
        self._runner = BackgroundRunner("fonts", self)
        QApplication.instance().aboutToQuit.connect(self._runner.stop)  # type: ignore[union-attr]

    def begin(self) -> None:
        """Read what this computer lacks, and add it."""
        names = dict.fromkeys(name for script in _lacking() for name in ADDED_FONTS[script])

        def work(token: CancelToken, report: Report) -> list[bytes]:
            return [font for font in map(self._locations.read_font, names) if font]

        self._runner.submit(work, self._add, lambda error: self._add([]))

    def _add(self, fonts: list[bytes]) -> None:
        if fonts:
            for font in fonts:
                QFontDatabase.addApplicationFontFromData(font)
            self._lay_out_again()
        self.is_over = True

    def _lay_out_again(self) -> None:
        """What was laid out with signs for letters that were missing."""
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
