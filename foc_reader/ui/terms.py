"""Words that the library explains, under a dotted line in the text's own colour: they do not shout like links."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from foc_reader.ui.theme import Theme


def underline_terms(document: QTextDocument, theme: Theme) -> None:
    """Draw the line under every anchor `term:N`. Qt's style sheets know no dotted one."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    look.setUnderlineColor(QColor(theme.text))
    cursor = QTextCursor(document)
    places = _places(document)
    cursor.beginEditBlock()
    for start, end in places:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
    cursor.endEditBlock()


def _places(document: QTextDocument) -> list[tuple[int, int]]:
    places = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            if fragment.charFormat().anchorHref().startswith("term:"):
                places.append((fragment.position(), fragment.position() + fragment.length()))
            at += 1
        block = block.next()
    return places
