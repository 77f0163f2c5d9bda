"""A small button that opens a list of choices: what it stands for, what is chosen, and a sign that there is a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPen
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_SIGN_SHARE = 0.55  # of the letters' height: how wide the sign is


class ChoiceButton(QToolButton):
    """Drawn by ourselves, so that a long text is cut before the sign, and both change sides in a mirrored window."""

    def __init__(self, name: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)  # inside the search box there is another one
        self._shows_words = True

    def set_words_shown(self, shown: bool) -> None:
        """Without words only icon and sign are left; the name stays for screen readers."""
        if shown != self._shows_words:
            self._shows_words = shown
            self.updateGeometry()
            self.update()

    @property
    def worded_width(self) -> int:
        """px, with its words."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        return self._bare_width + text

    @property
    def _gap(self) -> int:
        return self.fontMetrics().height() // 3

    @property
    def _sign_width(self) -> int:
        return int(self.fontMetrics().height() * _SIGN_SHARE)

    @property
    def _bare_width(self) -> int:
        icon = 0 if self.icon().isNull() else self._icon_side + self._gap
        return icon + self._sign_width + self._gap + 2 * self._side_room

    @property
    def _icon_side(self) -> int:
        return int(self.fontMetrics().height() * 0.95)

    @property
    def _side_room(self) -> int:
        return self.fontMetrics().height() // 2

    def sizeHint(self) -> QSize:
        width = self.worded_width if self._shows_words else self._bare_width
        return QSize(width, int(self.fontMetrics().height() * 1.45))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._bare_width + self._sign_width, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_  # the style's own sign for a menu
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(self._side_room, 0, -self._side_room, 0)
        start = inside.left()
        if not self.icon().isNull():
            side = self._icon_side
            place = QRect(start, inside.center().y() - side // 2 + 1, side, side)
            self.icon().paint(painter, self._mirrored(place))
            start = place.right() + 1 + self._gap
        text_end = inside.right() - self._sign_width - self._gap
        if self._shows_words:
            place = self._mirrored(QRect(start, 0, text_end - start + 2, self.height()))
            shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
            painter.setPen(option.palette.buttonText().color())
            alignment = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.drawText(place, alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        self._draw_sign(painter, QRect(inside.right() - self._sign_width, 0, self._sign_width, self.height()))

    def _draw_sign(self, painter: QStylePainter, place: QRect) -> None:
        """An angle that points down."""
        painter.setPen(QPen(painter.pen().color(), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        centre = QPointF(self._mirrored(place).center()) + QPointF(0.5, 0.5)
        reach = place.width() / 2.6
        tip = centre + QPointF(0, reach / 2)
        painter.drawLines([QLineF(centre + QPointF(side * reach, -reach / 2), tip) for side in (-1, 1)])

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class ChoiceMenu(QMenu):
    """Stays open while several choices are ticked: by click or Space. Enter ticks and closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint()) is not None):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._tick(True):
            super().keyPressEvent(event)

    def _tick(self, is_meant: bool) -> bool:
        """Change the choice one stands on; False where that is none."""
        action = self.activeAction()
        if not is_meant or action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True
