"""The left pane: library, results and bookmarks as pages chosen by words, the outline below them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget


class LeftPane(QWidget):
    """Holds the three pages and the outline; knows nothing of what they show."""

    def __init__(self, library: QWidget, results: QWidget, bookmarks: QWidget, outline: QWidget) -> None:
        super().__init__()
        self.setObjectName("left_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._library, self._results, self._bookmarks = library, results, bookmarks
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("left_tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setAccessibleName(self.tr("Pages of the left pane"))
        self._tabs.tabBar().setExpanding(False)
        self._tabs.tabBar().setDrawBase(False)  # Fusion draws a white line there, at night too
        self._tabs.addTab(library, self.tr("Library"))
        self._tabs.addTab(results, self.tr("Results"))
        self._tabs.addTab(bookmarks, self.tr("Bookmarks"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._tabs, 3)
        rows.addWidget(outline, 1)

    @property
    def page(self) -> QWidget:
        """The page in front."""
        return self._tabs.currentWidget()

    def take_focus(self) -> bool:
        """Put the keyboard on the words that choose a page."""
        self._tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_page(self, page: QWidget) -> None:
        self._tabs.setCurrentWidget(page)

    def show_count(self, count: int | None) -> None:
        """How many results there are, on their tab; None: none asked for."""
        words = self.tr("Results")
        self._tabs.setTabText(self._tabs.indexOf(self._results), words if count is None else f"{words} {count}")
