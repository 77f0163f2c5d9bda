"""What leaves the toolbar where there is no room for all of it: the box one searches in never does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolBar, QToolButton

_BOX_NEEDS = 180  # px for letters of the usual size: for its signs, for the choice of where to search, and a word


class ToolbarRoom:
    """Takes `leaving` from `bar`, the first of them first; all of them are in the menus, too."""

    def __init__(self, bar: QToolBar, leaving: Sequence[QAction]) -> None:
        self._bar, self._leaving = bar, leaving
        self._box = next(iter(bar.findChildren(QLineEdit)))
        self._order = bar.actions()
        self._unit = 0.0
        self._widths: dict[QAction, int] = {}  # px that each takes, in letters of that unit
        self._gone: list[QAction] = []

    def fit(self, width: int, unit: float) -> None:
        """Leave on the bar what `width` px have room for, in letters as large as `unit`."""
        if unit != self._unit:
            self._take_out([])
            self._unit = unit
            row = self._bar.layout()
            between = row.spacing() if row else 0
            widgets = {action: self._bar.widgetForAction(action) for action in self._leaving}
            self._widths = {action: widget.sizeHint().width() + between for action, widget in widgets.items()}
        box = max(0, round(_BOX_NEEDS * unit) - self._box.sizeHint().width())
        needed = self._bar.sizeHint().width() + box + sum(self._widths[action] for action in self._gone)
        gone = []
        for action in self._leaving:
            if needed > width:
                gone.append(action)
                needed -= self._widths[action]
        if gone != self._gone:
            self._take_out(gone)

    def _take_out(self, gone: list[QAction]) -> None:
        """Take these out, and put back what was out and is not among them."""
        for action in gone:
            self._bar.removeAction(action)
        for number, action in reversed(list(enumerate(self._order))):
            if action in self._gone and action not in gone:
                there = self._bar.actions()
                after = [follows for follows in self._order[number:] if follows in there]
                if after:
                    self._bar.insertAction(after[0], action)
                else:
                    self._bar.addAction(action)
                button = self._bar.widgetForAction(action)
                if isinstance(button, QToolButton):
                    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._gone = gone
