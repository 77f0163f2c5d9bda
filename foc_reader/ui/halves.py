"""The left pane beside the text, with an edge between them that can be pulled; in a narrow window, over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from foc_reader.ui.theme import letters_unit

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_PAUSE_MS = 400
_MOST_OVER = 0.85  # of the width: what one came from stays in sight
_LEAST_TEXT = 320  # px beside the pane, for letters of the usual size: lines of a few words
_MOVES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize, QEvent.Type.Move)


class Halves(QSplitter):
    """Tells the left pane's width once pulling pauses."""

    width_chosen = Signal(int)  # px

    def __init__(self, left: QWidget, text: QWidget, left_width: int, whole_width: int, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._left, self._width = left, left_width
        self._is_over = False
        self._above: QWidget | None = None
        self.setHandleWidth(1)
        for number, half in enumerate((left, text)):
            self.addWidget(half)
            self.setCollapsible(number, False)
        self.setStretchFactor(1, 1)
        self.setSizes([left_width, whole_width - left_width])
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.splitterMoved.connect(self._pause.start)

    @property
    def is_over(self) -> bool:
        """Whether the left pane lies over the text instead of beside it."""
        return self._is_over

    def set_over(self, is_over: bool) -> None:
        """Lay the left pane over the text, closed at first, or put it beside it again."""
        if is_over == self._is_over:
            return
        self.settle()
        self._is_over = is_over
        self._left.setProperty("over", is_over)
        edge = round(letters_unit()) if is_over else 0
        self._left.setContentsMargins(edge, edge, edge, edge)
        if is_over:
            self._left.setParent(self.window())  # hides it
            self._cover()
        else:
            self.insertWidget(0, self._left)
            self.setStretchFactor(0, 0)
            self.setCollapsible(0, False)
            self.setSizes([self._width, self.width() - self._width])
        self._left.style().unpolish(self._left)
        self._left.style().polish(self._left)

    def show_left(self, is_open: bool) -> None:
        """Show or hide the left pane; on top where it lies over the text."""
        if is_open and self._is_over:
            self._cover()
            self._left.raise_()
        self._left.setVisible(is_open)

    @property
    def left_widths(self) -> tuple[int, int]:
        """How narrow and how wide the left pane can be now, in px."""
        least = self._left.minimumSizeHint().width()
        if self._is_over:
            return least, int(self.width() * _MOST_OVER)
        return least, max(least, self.width() - self.handleWidth() - round(_LEAST_TEXT * letters_unit()))

    def set_left_width(self, width: int) -> None:
        """Make the left pane so wide, as far as there is room; told once that pauses."""
        if self._is_over:
            self._width = round(width / letters_unit())
            self._cover()
        else:
            self.setSizes([width, self.width() - self.handleWidth() - width])
        self._pause.start()

    def begin_below(self, above: QWidget) -> None:
        """Lay the left pane below `above`, a part of the text's half, as long as that is shown."""
        self._above = above
        above.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self._is_over and event.type() in _MOVES:
            self._cover()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Tell the width now, if it was changed and not told yet."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_over:
            self._cover()

    def _cover(self) -> None:
        """At the start side, as high as the text, but for what is said above it."""
        needed = max(self._left.minimumSizeHint().width(), int(self._width * letters_unit()))
        width = min(needed, int(self.width() * _MOST_OVER))
        corner = self.mapTo(self.window(), self.rect().topLeft())
        start = corner.x() + (self.width() - width if self.isRightToLeft() else 0)
        top = 0
        if self._above and not self._above.isHidden():
            top = self._above.mapTo(self, QPoint(0, self._above.height())).y()
        height = self.height() - top
        if top:  # where little room is left, it goes on below the window's edge: squeezed, nothing could be read
            height = max(height, self._left.minimumSizeHint().height())
        self._left.setGeometry(start, corner.y() + top, width, height)

    @Slot()
    def _tell(self) -> None:
        if not self._is_over:
            self._width = self.sizes()[0]
        self.width_chosen.emit(self._width)
