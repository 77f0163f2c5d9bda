"""Cuts text that would take too many lines, with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from foc_reader.ui.pieces import from_qt

_ELLIPSIS = "\u2026"
_JOINER = "\u200d"  # Qt puts it between an Arabic letter that goes on and the ellipsis
_NARROWEST = 2  # px: no letter is narrower, on the average
_MORE_THAN_FITS = 300  # letters that are looked at for the last line


def shortened(text: str, lines: int, width: float, font: QFont) -> str:
    """As much of `text` as so many lines of `width` px hold, with an ellipsis where that is not all of it."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text[: lines * int(width) // _NARROWEST], font)
    layout.setTextOption(option)
    layout.beginLayout()
    last = 0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        last = line.textStart()
    is_whole = not layout.createLine().isValid()
    layout.endLayout()
    if is_whole:
        return text
    begin = from_qt(text, last)
    rest = text[begin : begin + _MORE_THAN_FITS] + _ELLIPSIS
    cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    kept = cut.removesuffix(_ELLIPSIS).removesuffix(f" {_JOINER}").rstrip(" ")
    return text[:begin] + kept + _ELLIPSIS
