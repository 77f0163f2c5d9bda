"""The toolbar's button for the left pane, where that does not stand beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolBar, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from foc_reader.ui.icons import Icons


class PaneButton:
    """Stands before all others, and stays: nothing on the toolbar moves when the pane comes or goes."""

    def __init__(self, action: QAction, bar: QToolBar) -> None:
        self._action = action
        action.setIconVisibleInMenu(False)  # it would stand in the place of the tick
        bar.insertAction(bar.actions()[0], action)
        button = bar.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setObjectName("left_pane_button")
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_icons(self, icons: Icons) -> None:
        self._action.setIcon(icons.icon("pane"))
