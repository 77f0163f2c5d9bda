"""A page of words and buttons in place of a list: where nothing is typed, where nothing was found, and for help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from foc_reader.core.values import dataclass
from foc_reader.ui.theme import LIGHT, Theme
from foc_reader.ui.window_side import window_side

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_AROUND, _BETWEEN, _APART = 10, 2, 7  # px inside a button; between its lines; below it


@dataclass(frozen=True)
class Said:
    """Words: `style` is "large", "heading", "text" or "sign" (an example in a line of its own)."""

    words: str
    style: str = "text"


@dataclass(frozen=True)
class Offer:
    """A button, and the value it stands for."""

    title: str
    facts: str
    value: object


class Offers(QScrollArea):
    """Shows what it is given, from the top down."""

    taken = Signal(object)  # the value of an Offer
    taken_beside = Signal(object)  # the same, in a new tab if it is something to read
    left = Signal()  # Esc
    left_upwards = Signal()  # Up on the first button

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parts: tuple[Said | Offer, ...] = ()
        super().__init__(parent)
        self.setObjectName("offers")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = LIGHT
        self.buttons: list[OfferButton] = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self.buttons:
            button.set_theme(theme)

    def show_parts(self, parts: Sequence[Said | Offer]) -> None:
        """Show just these; what is there already stays, with the keyboard where it was."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        self.buttons = []
        page = QWidget(self)
        page.setObjectName("offers_page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(14, 0, 14, 16)
        rows.setSpacing(0)
        for part in parts:
            rows.addWidget(self._label(part, page) if isinstance(part, Said) else self._button(part, page))
            if isinstance(part, Offer):
                rows.addSpacing(_APART)
        rows.addStretch(1)
        self.setWidget(page)  # the one before is deleted

    def take_focus(self) -> bool:
        """Put the keyboard on the first button; False where there is none."""
        if not self.buttons:
            return False
        self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange) and self._parts:
            parts, self._parts = self._parts, ()
            self.show_parts(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        at = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), -1)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and at <= 0:
            self.left_upwards.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            following = at + (1 if key == Qt.Key.Key_Down else -1)
            if following < len(self.buttons):
                self.buttons[following].setFocus(Qt.FocusReason.TabFocusReason)
                self.ensureWidgetVisible(self.buttons[following])
        else:
            super().keyPressEvent(event)

    def _label(self, said: Said, page: QWidget) -> QLabel:
        names = {"large": "empty_place", "heading": "offers_heading", "text": "offers_text", "sign": "offers_sign"}
        label = QLabel(said.words, page)
        label.setObjectName(names[said.style])
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(window_side(self) | Qt.AlignmentFlag.AlignTop)
        font = QFont(self.font())
        sizes = {"large": 1.45, "heading": 0.9, "text": 1.0, "sign": 1.0}
        font.setPointSizeF(font.pointSizeF() * sizes[said.style])
        font.setWeight(QFont.Weight.DemiBold if said.style in ("large", "sign") else QFont.Weight.Normal)
        label.setFont(font)
        return label

    def _button(self, offer: Offer, page: QWidget) -> OfferButton:
        button = OfferButton(offer, page)
        button.set_theme(self._theme)
        button.clicked.connect(lambda checked=False: self.taken.emit(offer.value))
        button.beside_wanted.connect(lambda: self.taken_beside.emit(offer.value))
        self.buttons.append(button)
        return button


class OfferButton(QPushButton):
    """A button of two lines or more: what it does, and what one should know of it."""

    beside_wanted = Signal()  # Ctrl+Enter, middle click, Ctrl and click

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self.setAutoDefault(False)
        self._offer, self._theme = offer, LIGHT
        self.setAccessibleName(". ".join(part for part in (offer.title, offer.facts) if part))
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def offer(self) -> Offer:
        return self._offer

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return sum(part.height for part in self._lines(width)) + 2 * _AROUND - 2

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, self.fontMetrics().height() + 2 * _AROUND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.beside_wanted.emit()
            else:
                self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # QPushButton would look for a neighbour itself
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        from foc_reader.ui.new_tab import asks_for_tab

        if not asks_for_tab(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        from foc_reader.ui.new_tab import asks_for_tab

        if asks_for_tab(event) and self.rect().contains(event.position().toPoint()):
            self.beside_wanted.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        top = _AROUND - 1
        for part in self._lines(self.width()):
            painter.setPen(QColor(self._theme.muted if part.is_quiet and not self.underMouse() else self._theme.text))
            part.draw(painter, QRect(_AROUND, top, self.width() - 2 * _AROUND, part.height))
            top += part.height

    def _lines(self, width: int) -> list[_Lines]:
        inside = max(40, width - 2 * _AROUND)
        quiet = QFont(self.font())
        quiet.setPointSizeF(quiet.pointSizeF() * 0.87)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        parts = ((self._offer.title, bold, False), (self._offer.facts, quiet, True))
        return [
            _Lines(words, font, inside, self.layoutDirection(), is_quiet) for words, font, is_quiet in parts if words
        ]


class _Lines:
    """Words broken into lines of a width."""

    def __init__(self, words: str, font: QFont, width: int, direction: Qt.LayoutDirection, is_quiet: bool) -> None:
        self.is_quiet = is_quiet
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
        )
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(words, font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        height = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(line.position().__class__(0, height))
            height += line.height()
        self._layout.endLayout()
        self.height = int(height) + _BETWEEN

    def draw(self, painter: QStylePainter, place: QRect) -> None:
        self._layout.draw(painter, place.topLeft())
