"""What stands above and below the text gives way where little room is left: the text is to stay readable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from foc_reader.ui.theme import letters_unit

_TEXT_NEEDS = 110  # px at the usual size of the interface: five lines
_MOST_FOR_TEXT = 0.35  # of the room: with large letters in a small window, no more
_AS_HIGH_AS_IT_LIKES = 16777215  # px, Qt's QWIDGETSIZE_MAX


class GivingWay(QObject):
    """Folds the bars one has not turned to for longest; they come back with the room, or with the keyboard.

    A folded bar has no height, and is open for everybody who asks.
    """

    def __init__(self, text: QWidget, side: QWidget, parent: QObject) -> None:
        """`side` may lie over the text, and is to have room for itself then."""
        super().__init__(parent)
        self._text, self._side = text, side
        text.setMinimumHeight(1)  # Qt would hold against the bars what its scroll bar would like
        self._bars: list[QWidget] = []  # the one that came last first
        half = text.parentWidget()
        assert half is not None
        self._half = half
        for watched in (half, side):
            watched.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def add(self, bar: QWidget) -> None:
        """Let `bar`, which stands above or below the text, give way."""
        self._bars.insert(0, bar)
        bar.resize(self._half.width(), bar.height())  # how high it is to be follows from that
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if watched is self._half:
            if kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self._fit()
        elif watched is self._side:
            if kind in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
                self._fit()
        elif kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self._turn_to(watched)
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        for bar in self._bars:
            if now is not None and bar.isAncestorOf(now):
                self._turn_to(bar)
                return

    def _turn_to(self, bar: QWidget) -> None:
        if self._bars[0] is not bar:
            self._bars.remove(bar)
            self._bars.insert(0, bar)
        self._fit()

    def _fit(self) -> None:
        whole = self._half.height()
        kept = min(_TEXT_NEEDS * letters_unit(), _MOST_FOR_TEXT * whole) + self._height_of_others()
        if self._side.isVisible() and self._side.property("over"):
            kept = max(kept, self._side.minimumSizeHint().height())
        room = whole - kept
        has_one = False
        for bar in self._bars:
            if bar.isHidden():
                continue
            least, wanted = self._heights_of(bar)
            is_shown = least <= room or not has_one  # there is always room for the one that came last
            has_one = True
            height = (_AS_HIGH_AS_IT_LIKES if wanted <= room else max(least, int(room))) if is_shown else 0
            room -= min(height, wanted)
            if bar.maximumHeight() != height:
                bar.setMaximumHeight(height)

    def _heights_of(self, bar: QWidget) -> tuple[int, int]:
        """The least that it needs, and what it would like, folded or not."""
        layout = bar.layout()
        return (
            layout.totalMinimumSize().height() if layout else bar.minimumSizeHint().height(),
            layout.totalSizeHint().height() if layout else bar.sizeHint().height(),
        )

    def _height_of_others(self) -> int:
        """Of what never gives way: the tabs."""
        parts = [part for part in self._half.children() if isinstance(part, QWidget) and not part.isHidden()]
        fixed = [part for part in parts if part not in self._bars and part is not self._text]
        return sum(part.sizeHint().height() for part in fixed)
