"""The row of tabs over the text, shown while there is more than one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.ui.icons import Icons
from foc_reader.ui.plain_tip import plain_tip
from foc_reader.ui.tabs import Tab
from foc_reader.ui.theme import Theme

_NARROWEST, _WIDEST = 16, 28  # letters


class TabBar(QTabBar):
    """Shows the tabs it is given; tells what is wanted of them."""

    tab_chosen = Signal(int)
    close_wanted = Signal(int)
    tab_moved = Signal(int, int)
    left = Signal()  # Esc

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text_tabs")
        self.setAccessibleName(self.tr("Tabs"))
        self.setDrawBase(False)  # Fusion draws a white line there, at night too
        self.setExpanding(False)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self._icons: Icons | None = None
        self._is_filling = False
        self._pressed = -1  # the tab on which the middle button went down
        self.currentChanged.connect(self._tell_choice)
        self.tabMoved.connect(self.tab_moved)
        self.hide()

    def show_tabs(self, tabs: Sequence[Tab], at: int) -> None:
        """Show `tabs`, the one at `at` in front; one alone needs no row."""
        self._is_filling = True
        wanted = [tab.number for tab in tabs]
        for place in range(self.count() - 1, -1, -1):
            if self.tabData(place) not in wanted:
                self.removeTab(place)
        for place, tab in enumerate(tabs):
            if place >= self.count() or self.tabData(place) != tab.number:
                self.insertTab(place, "")
                self.setTabData(place, tab.number)
                self.setTabButton(place, QTabBar.ButtonPosition.RightSide, self._close_button(tab.number))
            self._title(place, tab.title or self.tr("Start page"))
        self.setCurrentIndex(at)
        self._is_filling = False
        self.setVisible(len(tabs) > 1)

    def set_theme(self, theme: Theme) -> None:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sides = "7px 10px 5px 4px" if is_mirrored else "7px 4px 5px 10px"
        self.setStyleSheet(
            f"QTabBar#text_tabs {{ background: {theme.chrome}; }}"
            f"QTabBar#text_tabs::tab {{ padding: {sides}; border-right: 1px solid {theme.rule}; }}"
            f"QTabBar#text_tabs::tab:selected {{ background: {theme.paper}; }}"
            f"QTabBar#text_tabs::scroller {{ width: {3 * self.fontMetrics().height()}px; }}"
            f"QTabBar#text_tabs QToolButton {{ background: {theme.chrome}; padding: 0; }}"
            f"QTabBar#text_tabs QToolButton {{ border: 1px solid {theme.edge}; border-radius: 4px; }}"
            f"QTabBar#text_tabs #tab_close {{ background: transparent; border: 0; border-radius: 4px; padding: 2px; }}"
            f"QTabBar#text_tabs #tab_close:hover {{ background: {theme.selected}; }}"
        )

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        for place in range(self.count()):
            self._draw(self.tabButton(place, QTabBar.ButtonPosition.RightSide))

    # Qt

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        size = super().tabSizeHint(index)
        letter = self.fontMetrics().averageCharWidth()
        return QSize(min(max(size.width(), letter * _NARROWEST), letter * _WIDEST), size.height())

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * _NARROWEST, super().minimumTabSizeHint(index).height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pressed = self.tabAt(event.position().toPoint())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0 and place == self._pressed:
                self.close_wanted.emit(place)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.close_wanted.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex() if by_key else self.tabAt(event.pos())
        if place < 0:
            return
        number = self.tabData(place)
        menu = QMenu(self)
        menu.addAction(self.tr("Close tab"), lambda: self._close(number))
        menu.addAction(self.tr("Close the other tabs"), lambda: self._close_others(number)).setEnabled(self.count() > 1)
        menu.addSeparator()
        menu.addAction(self.tr("Move tab back"), lambda: self._move(number, -1)).setEnabled(place > 0)
        last = self.count() - 1
        menu.addAction(self.tr("Move tab forward"), lambda: self._move(number, 1)).setEnabled(place < last)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.tabRect(place).bottomLeft() + QPoint(8, 0)) if by_key else event.globalPos())

    # private

    def _title(self, place: int, title: str) -> None:
        shown = isolated(title).replace("&", "&&")  # Qt underlines the letter after a single one
        if self.tabText(place) == shown:
            return
        self.setTabText(place, shown)
        self.setTabToolTip(place, plain_tip(title))
        self.setAccessibleTabName(place, title)
        button = self.tabButton(place, QTabBar.ButtonPosition.RightSide)
        button.setAccessibleName(self.tr("Close {title}").format(title=isolated(title)))

    def _close_button(self, number: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("tab_close")
        self._draw(button)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete on a tab, and Ctrl+W, do the same
        button.setToolTip(self.tr("Close tab"))
        button.clicked.connect(lambda: self._close(number))
        return button

    def _draw(self, button: QWidget) -> None:
        if self._icons and isinstance(button, QToolButton):
            side = self._icons.side * 4 // 5
            button.setIcon(self._icons.icon("close", side))
            button.setIconSize(QSize(side, side))

    def _close(self, number: int) -> None:
        for place in range(self.count()):
            if self.tabData(place) == number:
                self.close_wanted.emit(place)
                return

    def _move(self, number: int, by: int) -> None:
        place = next((place for place in range(self.count()) if self.tabData(place) == number), -1)
        if place >= 0 and 0 <= place + by < self.count():
            self.moveTab(place, place + by)

    def _close_others(self, number: int) -> None:
        for other in [self.tabData(place) for place in range(self.count())]:
            if other != number:
                self._close(other)

    @Slot(int)
    def _tell_choice(self, place: int) -> None:
        if not self._is_filling:
            self.tab_chosen.emit(place)
