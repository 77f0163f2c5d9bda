"""Rows of a list that read like small cards: a title, a line of facts, an excerpt with its words marked."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.core.model import Snippet
from foc_reader.core.values import dataclass
from foc_reader.ui.late_qt import USER_ROLE, Qt
from foc_reader.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFont, QPainter, QTextDocument
    from PySide6.QtWidgets import QStyleOptionViewItem

    from foc_reader.ui.card_heights import CardHeights
    from foc_reader.ui.icons import Icons

CARD = USER_ROLE + 1  # the role under which a model gives a row's Card
NO_EXCERPT = Snippet("")
TITLE_LINES, FACTS_LINES = 2, 5  # LOOK.md, "Parts": they wrap before they are cut; the tooltip has the whole
_FACTS_SIZE = 0.87
_LETTER = 0.75  # px that a letter is wide, at the least, for each point of its size: with more, a title is tried first
KEPT_LAYOUTS = 200
_SIGN_SHARE = 1.4  # px for each point of the letters: how large a sign is
_OUTSIDE, _INSIDE = 4, 8  # px around the fill, and from the fill to the text
_AROUND = 2 * (_OUTSIDE + _INSIDE)
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What a row shows; a divider has only a title."""

    title: str
    facts: str = ""  # one line or two
    excerpt: Snippet = NO_EXCERPT
    is_divider: bool = False
    sign: str = ""  # the name of an icon before the title

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        return ". ".join(part for part in (self.title, *self.facts.split("\n"), self.excerpt.text) if part)


class CardDelegate(QStyledItemDelegate):
    """Draws the `Card` of each row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._icons: Icons | None = None
        self._heights: CardHeights | None = None
        self._layouts: OrderedDict[tuple[object, ...], QTextDocument] = OrderedDict()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._layouts.clear()

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self._layouts.clear()

    def set_heights(self, heights: CardHeights) -> None:
        """Where the list that is drawn keeps the heights of its rows."""
        self._heights = heights

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CARD)
        if card is None:
            return
        # the first import of these takes 10 ms, which the first paint of the window can do without
        from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QPen
        from PySide6.QtWidgets import QStyle

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(_OUTSIDE, 2, -_OUTSIDE, -2)
        state = option.state
        if state & QStyle.StateFlag.State_Selected and not card.is_divider:
            painter.setBrush(QColor(self._theme.selected))
            focused = state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(QColor(self._theme.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, 6, 6)
        if card.is_divider and index.row():
            painter.setPen(QColor(self._theme.rule))
            painter.drawLine(area.topLeft(), area.topRight())
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        view = option.widget
        # as wide as it was measured: a list without a scroll bar draws its rows wider
        width = (card_width(view) if isinstance(view, QListView) else option.rect.width()) - _AROUND
        layout = self._layout(card, width, option.font, option.direction, is_selected)
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        start = area.right() + 1 - _INSIDE - width if is_mirrored else area.left() + _INSIDE
        painter.translate(start, area.top() + _INSIDE // 2)
        context = QAbstractTextDocumentLayout.PaintContext()
        colours = QPalette(option.palette)
        colours.setColor(QPalette.ColorRole.Text, QColor(self._theme.text))
        context.palette = colours
        layout.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._heights.size(index.row()) if self._heights else super().sizeHint(option, index)

    def measured(self, card: Card, view: QListView) -> QSize:
        """The size of `card` in `view`."""
        width = card_width(view)
        layout = self._layout(card, width - _AROUND, view.font(), view.layoutDirection(), False)
        return QSize(width, int(layout.size().height()) + _INSIDE + 6)

    def _layout(
        self, card: Card, width: int, font: QFont, direction: Qt.LayoutDirection, is_selected: bool
    ) -> QTextDocument:
        key = card, width, font.toString(), is_selected  # what a layout depends on, but for the theme
        layout = self._layouts.get(key)
        if layout is None:
            from PySide6.QtGui import QTextDocument

            layout = QTextDocument(self)
            layout.setUndoRedoEnabled(False)
            layout.setDocumentMargin(_MARGIN)
            layout.setDefaultFont(font)
            layout.setDefaultStyleSheet(_card_style(self._theme, font.pointSizeF(), is_selected))
            if card.sign and self._icons:
                self._add_sign(layout, card.sign)
            room = width - 2 * _MARGIN - (2 * _SIGN_SHARE * font.pointSizeF() if card.sign else 0)
            is_long = len(card.title) * font.pointSizeF() * _LETTER > TITLE_LINES * room
            layout.setHtml(_card_html(_held(card, room, font) if is_long else card, direction))
            layout.setTextWidth(width)
            if not is_long and _has_more_lines(layout, card):
                layout.setHtml(_card_html(_held(card, room, font), direction))
            self._layouts[key] = layout
            while len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)[1].deleteLater()
        self._layouts.move_to_end(key)
        return layout

    def _add_sign(self, layout: QTextDocument, sign: str) -> None:
        """The picture that the markup asks for by its name."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QTextDocument

        if self._icons:
            side = layout.defaultFont().pointSizeF() * _SIGN_SHARE
            drawing = self._icons.icon(sign, round(side)).pixmap(round(side), round(side))
            layout.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"sign:{sign}"), drawing)


def card_width(view: QListView) -> int:
    """px of a card in `view`, the same with and without a scroll bar.

    If it were wider without one, a list whose end is just out of view would be laid out for ever.
    """
    return max(160, view.width() - 2 * view.frameWidth() - view.verticalScrollBar().sizeHint().width())


def _has_more_lines(layout: QTextDocument, card: Card) -> bool:
    """Whether title or facts take more lines than they have."""
    if card.is_divider:
        return False
    layout.size()  # lays it out, which is to be done anyway
    block = layout.firstBlock()
    if card.title and block.layout().lineCount() > TITLE_LINES:
        return True
    facts = block.next() if card.title else block
    return bool(card.facts) and facts.layout().lineCount() > FACTS_LINES


def _held(card: Card, width: float, font: QFont) -> Card:
    """`card` with no more of title and facts than their lines hold."""
    from PySide6.QtGui import QFont

    from foc_reader.core.isolating import contained
    from foc_reader.core.values import replace
    from foc_reader.ui.shortening import shortened

    bold, small = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(font.pointSizeF() * _FACTS_SIZE)
    title = card.title[: int(width)]  # more letters do not fit, and it may be a whole text
    title = shortened(" ".join(contained(title).split()), TITLE_LINES, width, bold)
    facts = shortened(card.facts.replace("\n", "\u2028"), FACTS_LINES, width, small).replace("\u2028", "\n")
    return replace(card, title=title, facts=facts)


def _card_style(theme: Theme, points: float, is_selected: bool) -> str:
    text = theme.selected_text if is_selected else theme.text
    quiet = text if is_selected else theme.muted  # muted falls below 7:1 on a selected row
    return f"""
p {{ margin-top: 0; margin-bottom: 2px; }}
.title {{ font-weight: 600; color: {text}; }}
.facts {{ font-size: {points * _FACTS_SIZE:.1f}pt; color: {quiet}; }}
.excerpt {{ font-size: {points * 0.97:.1f}pt; color: {text}; }}
.divider {{ font-size: {points * 0.9:.1f}pt; color: {theme.muted}; }}
.mark {{ background-color: {theme.mark}; color: {theme.mark_text}; }}
"""


def _card_html(card: Card, direction: Qt.LayoutDirection) -> str:
    import html  # 3 ms, which the first paint can do without

    side = "rtl" if direction is Qt.LayoutDirection.RightToLeft else "ltr"
    if card.is_divider:
        return f'<p dir="{side}" class="divider">{html.escape(card.title)}</p>'
    lines = []
    if card.title:
        sign = f'<img src="sign:{card.sign}">&nbsp;' if card.sign else ""
        lines.append(f'<p dir="{side}" class="title">{sign}{html.escape(isolated(card.title))}</p>')
    if card.facts:
        lines.append(f'<p dir="{side}" class="facts">{html.escape(card.facts).replace(chr(10), "<br>")}</p>')
    if card.excerpt.text:
        lines.append(f'<p dir="{side}" class="excerpt">{_marked(card.excerpt)}</p>')
    return "".join(lines)


def _marked(snippet: Snippet) -> str:
    import html

    parts, at = [], 0
    for span in snippet.marks:
        parts.append(html.escape(snippet.text[at : span.start]))
        parts.append(f'<span class="mark">{html.escape(snippet.text[span.start : span.end])}</span>')
        at = span.end
    parts.append(html.escape(snippet.text[at:]))
    return "\u2068" + "".join(parts) + "\u2069"
