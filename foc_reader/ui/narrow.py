"""What gives way when the window is narrow: words on the toolbar, then the outline, then the left pane's own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from foc_reader.ui.actions import Actions
from foc_reader.ui.halves import Halves
from foc_reader.ui.late_qt import Qt
from foc_reader.ui.look import Look
from foc_reader.ui.panes import Panes
from foc_reader.ui.theme import letters_unit

if TYPE_CHECKING:
    from foc_reader.ui.outline import Outline
    from foc_reader.ui.pane_button import PaneButton
    from foc_reader.ui.pane_edge import PaneEdge
    from foc_reader.ui.toolbar_room import ToolbarRoom

# px at the usual size of the interface; they grow with it
WORDS_NEED = 900
OUTLINE_NEEDS = 860, 480
BESIDE_NEEDS = 760
TOOLBAR_NEEDS = 640


class Narrow(QObject):
    """Fits the parts to the window. The left pane over the text closes when one goes on reading."""

    def __init__(
        self, actions: Actions, left: QWidget, halves: Halves, panes: Panes, text: QWidget, look: Look
    ) -> None:
        super().__init__(halves)
        self._actions, self._left, self._halves, self._text = actions, left, halves, text
        self._panes, self._look = panes, look
        self._outline: Outline | None = None
        self._is_folded = False
        self._was_open = True  # the left pane, when there was room beside it
        halves.width_chosen.connect(lambda width: look.keep(left_pane_width=width))
        look.interface_resized.connect(lambda: self.fit(halves.window()))
        self._edge: PaneEdge | None = None  # made when it is first asked for
        self._toolbar: ToolbarRoom | None = None  # made when it is first too narrow
        self._button: PaneButton | None = None  # made when the pane is first out of the way
        left.setVisible(look.settings.left_pane_is_open)

    @property
    def is_over(self) -> bool:
        """Whether the left pane lies over the text."""
        return self._halves.is_over

    def add_outline(self, outline: Outline) -> None:
        """The outline, once there is one."""
        self._outline = outline
        outline.set_folded(self._is_folded)

    def fit(self, window: QWidget) -> None:
        """Call when the window's size or the interface's has changed."""
        unit = letters_unit()
        width, height = window.width() / unit, window.height() / unit
        self._actions.set_words_shown(width >= WORDS_NEED)
        if width < TOOLBAR_NEEDS and self._toolbar is None:
            from foc_reader.ui.toolbar_room import ToolbarRoom

            self._toolbar = ToolbarRoom(self._actions.toolbar, self._actions.leaving)
        is_folded = width < OUTLINE_NEEDS[0] or height < OUTLINE_NEEDS[1]
        if is_folded != self._is_folded:  # what a person folds by hand stays until the window changes its kind
            self._is_folded = is_folded
            if self._outline:
                self._outline.set_folded(is_folded)
        if (width < BESIDE_NEEDS) != self._halves.is_over:
            self._change_place(width < BESIDE_NEEDS)
        if self._toolbar:  # last: the button for the left pane may have come
            self._toolbar.fit(window.width(), unit)

    def show_left(self, is_open: bool) -> None:
        """Show or hide the left pane; kept where it has a place of its own."""
        self._halves.show_left(is_open)
        if not is_open:
            self._offer_button()
        if not self.is_over:
            self._look.keep(left_pane_is_open=is_open)
        if not is_open:
            self._panes.go_to_text()

    def change_width(self) -> None:
        """Let the arrow keys change how wide the left pane is."""
        from foc_reader.ui.pane_edge import PaneEdge

        self._actions.left_pane.setChecked(True)
        if self._edge is None:
            self._edge = PaneEdge(self._halves, self._left)
        self._edge.begin()

    def fill_screen(self, is_full: bool) -> None:
        """Give the window the whole screen, or the place and size it had."""
        window, full = self._halves.window(), Qt.WindowState.WindowFullScreen
        window.setWindowState(window.windowState() | full if is_full else window.windowState() & ~full)

    @Slot()
    def open_left(self) -> None:
        """Show the left pane if it lies over the text and is closed: there is something to be seen in it."""
        if self.is_over:
            self._actions.left_pane.setChecked(True)

    @Slot()
    def close_left(self) -> None:
        """Uncover the text; where the pane has a place of its own it stays."""
        if self.is_over and self._actions.left_pane.isChecked():
            self._actions.left_pane.setChecked(False)

    def _offer_button(self) -> None:
        if self._button is None:
            from foc_reader.ui.pane_button import PaneButton

            self._button = PaneButton(self._actions.left_pane, self._actions.toolbar)
            self._look.give_icons(self._button)

    def _change_place(self, is_over: bool) -> None:
        if is_over:
            self._offer_button()
            self._was_open = self._actions.left_pane.isChecked()
            self._halves.set_over(True)
            self._actions.left_pane.setChecked(False)
            _application().focusChanged.connect(self._follow_focus)
        else:
            _application().focusChanged.disconnect(self._follow_focus)
            self._actions.left_pane.setChecked(self._was_open)
            self._halves.set_over(False)
            self._left.setVisible(self._was_open)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        beneath = self._text.parentWidget()  # with the tabs, the find bar and what is said
        if beneath is not None and now is not None and beneath.isAncestorOf(now):
            self.close_left()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
