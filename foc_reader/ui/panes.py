"""Where the keyboard goes: into the search box, the text, a page of the left pane, the message bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from foc_reader.ui.late_qt import Qt
from foc_reader.ui.left_pane import LeftPane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


class TakesFocus(Protocol):
    """A part that knows where in it the keyboard belongs; False when there is nothing to go to."""

    def take_focus(self) -> bool: ...


class Panes(QObject):
    """Moves the keyboard from pane to pane; the left pane opens when one goes into it."""

    def __init__(self, left: LeftPane, text: QWidget, search: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._left, self._text, self._search = left, text, search
        self._stops = [left, text, search]

    def add(self, stop: QWidget) -> None:
        """Let the keyboard go into `stop`, too, after all others."""
        self._stops.append(stop)

    def go_to_text(self) -> None:
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_search(self) -> None:
        self._enter(self._search)

    def go_to_left(self, page: str) -> None:
        """Bring `page` of the left pane to the front, with the keyboard in it."""
        self._left.show()
        self._left.show_page(page)
        self._enter(self._left)

    def step(self, by: int) -> None:
        """Into the next (1) or previous (-1) of left pane, text, search box and what was added, not what is hidden."""
        stops = [stop for stop in self._stops if stop.isVisible()]
        focus = QApplication.focusWidget()
        inside = (number for number, stop in enumerate(stops) if focus and (stop is focus or stop.isAncestorOf(focus)))
        self._enter(stops[(next(inside, 0) + by) % len(stops)])

    def put_in_order(self, beside: QLayout) -> None:
        """Let Tab go through the left pane, then through `beside` it, as they stand: many parts were made later."""
        from foc_reader.ui.tab_order import follow_the_eye

        left = self._left.layout()
        follow_the_eye([left, beside] if left else [beside])

    def _enter(self, stop: QWidget) -> None:
        part: object = self._left.page if stop is self._left else stop
        takes: TakesFocus | None = part if hasattr(part, "take_focus") else None
        if takes is not None and takes.take_focus():
            return
        if stop is self._left:
            self._left.take_focus()
        else:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
