"""The edge of the left pane for the keyboard: with it, the arrow keys make the pane wider or narrower."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QSlider, QWidget
from shiboken6 import Shiboken

from foc_reader.ui.halves import Halves
from foc_reader.ui.theme import letters_unit

_STEP, _PAGE = 16, 80  # px for letters of the usual size
_WIDE = 4
_SAID_MS = 8_000


class PaneEdge(QSlider):
    """Lies over the edge of `left` while it has the keyboard. Enter ends that, Esc also takes back what was changed."""

    def __init__(self, halves: Halves, left: QWidget) -> None:
        window = halves.window()
        assert isinstance(window, QMainWindow)
        super().__init__(Qt.Orientation.Horizontal, window)
        self.setObjectName("pane_edge")
        self.setAccessibleName(self.tr("Width of the left pane"))
        self.setAccessibleDescription(self.tr("Left and Right change the width. Enter keeps it, Esc takes it back."))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._halves, self._left, self._window = halves, left, window
        self._before = 0  # px
        self._came_from: QWidget | None = None
        self.hide()
        left.installEventFilter(self)
        self.valueChanged.connect(self._resize)

    def begin(self) -> None:
        """Take the keyboard; a second time, give it back."""
        if self.hasFocus():
            self._end()
            return
        self.setSingleStep(round(_STEP * letters_unit()))
        self.setPageStep(round(_PAGE * letters_unit()))
        self._before, self._came_from = self._left.width(), QApplication.focusWidget()
        self._follow()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.statusBar().showMessage(self.accessibleDescription(), _SAID_MS)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self._before)
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Accent))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self.isVisible() and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        elif self.isVisible() and event.type() == QEvent.Type.Hide:
            self._end()
        return super().eventFilter(watched, event)

    # private

    @Slot(int)
    def _resize(self, width: int) -> None:
        self._halves.set_left_width(width)
        self._follow()

    def _follow(self) -> None:
        """Lie over the edge, and stand for the width as it is."""
        blocker = QSignalBlocker(self)
        self.setRange(*self._halves.left_widths)
        self.setValue(self._left.width())
        blocker.unblock()
        side = 0 if self.isRightToLeft() else self._left.width()
        corner = self._left.mapTo(self._window, QPoint(side, 0))
        wide = round(_WIDE * letters_unit())
        self.setGeometry(corner.x() - wide // 2, corner.y(), wide, self._left.height())

    def _end(self) -> None:
        self._window.statusBar().clearMessage()
        before, self._came_from = self._came_from, None
        if before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()
        self.hide()
