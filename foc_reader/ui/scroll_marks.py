"""Where on the page the marked words are, drawn along its scroll bar."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QScrollBar, QWidget

from foc_reader.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QTextDocument

    from foc_reader.ui.pieces import Placed
    from foc_reader.ui.reading_pane import Place

_TURN_S = 0.006  # for which the window's thread is held at a time
_HEIGHT, _CURRENT_HEIGHT = 1 / 6, 1 / 3  # of the bar's width: how high a mark is, and the one that one stands on
_BESIDE = 1 / 6  # the same on either side of a mark; the one that one stands on is as wide as the bar


class ScrollMarks(QWidget):
    """Lies over the scroll bar of a text, and lets the mouse through."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self.setObjectName("scroll_marks")
        self.setAccessibleName(self.tr("Where the matches are"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bar, self._theme = bar, LIGHT
        self._shares: frozenset[float] = frozenset()  # how far down the page each mark is, from 0 to 1
        self._current: float | None = None
        self._turns: Iterator[None] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._work)
        bar.installEventFilter(self)
        self.setGeometry(bar.rect())
        self.show()

    @property
    def shares(self) -> tuple[float, ...]:
        """How far down the page each mark is drawn, from 0 to 1, in order."""
        return tuple(sorted(self._shares))

    @property
    def current(self) -> float | None:
        """The same of the one that one stands on."""
        return self._current

    @property
    def is_ready(self) -> bool:
        """Whether all marks are drawn where they are now."""
        return not self._next.isActive()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_places(
        self, document: QTextDocument, placed: Placed | None, places: Sequence[Place], current: Place | None
    ) -> None:
        """Draw these, in short turns: laying a long page out to its end takes a while."""
        self._turns = self._find(document, placed, places, current)
        self._next.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._bar.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        marks = [self._mark(share, _HEIGHT, _BESIDE) for share in self._shares]
        if self._current is not None:
            marks.append(self._mark(self._current, _CURRENT_HEIGHT, 0))
        for mark in marks:  # first the grounds, so that none is drawn over another mark
            painter.fillRect(mark.adjusted(0, -1, 0, 1), QColor(self._theme.paper))
        for mark in marks:
            painter.fillRect(mark, QColor(self._theme.accent))
        if self._current is not None:
            painter.fillRect(marks[-1], QColor(self._theme.text))

    def _mark(self, share: float, height_share: float, beside_share: float) -> QRect:
        height, beside = max(2, round(self.width() * height_share)), round(self.width() * beside_share)
        return QRect(beside, round(share * (self.height() - height)), self.width() - 2 * beside, height)

    @Slot()
    def _work(self) -> None:
        until = time.perf_counter() + _TURN_S
        for _ in self._turns:
            if time.perf_counter() > until:
                self._next.start()
                return
        self.update()

    def _find(
        self, document: QTextDocument, placed: Placed | None, places: Sequence[Place], current: Place | None
    ) -> Iterator[None]:
        """Where each place is: a step for each block of the text that holds some."""
        offsets: dict[str, list[int]] = {}
        for place in places:
            offsets.setdefault(place.pid, []).append(place.start)
        tops: set[float] = set()
        for pid, starts in offsets.items():
            tops.update(_tops(document, placed, pid, starts))
            yield
        here = _tops(document, placed, current.pid, [current.start]) if current else ()
        whole = max(1, self._bar.maximum() + self._bar.pageStep())
        fineness = max(1, self.height())  # no two marks on one line of the screen
        self._shares = frozenset(round(top / whole * fineness) / fineness for top in tops)
        self._current = next((top / whole for top in here), None)


def _tops(document: QTextDocument, placed: Placed | None, pid: str, starts: Sequence[int]) -> Iterator[float]:
    """px from the top of the page to each of these characters of a block; within a paragraph by their share of it."""
    layout = document.documentLayout()
    pieces = placed.pieces_of(pid) if placed else ()
    for number, (begin, piece) in enumerate(pieces):
        end = pieces[number + 1][1].start if number + 1 < len(pieces) else None
        inside = [start for start in starts if start >= piece.start and (end is None or start < end)]
        if not inside:
            continue
        area = layout.blockBoundingRect(document.findBlock(begin))
        length = max(1, len(piece.text))
        for start in inside:
            yield area.top() + area.height() * min(1.0, (start - piece.start) / length)
