"""The left pane: library, results and bookmarks as pages chosen by words, the outline below them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from foc_reader.ui.late_qt import Qt

LIBRARY, RESULTS, BOOKMARKS = "library", "results", "bookmarks"


class LeftPane(QFrame):
    """Holds the three pages; knows nothing of what they show. `make` has what makes each when it is first shown."""

    def __init__(self, make: Mapping[str, Callable[[], QWidget]]) -> None:
        super().__init__()
        self.setObjectName("left_pane")
        self._make, self._made = make, dict[str, QWidget]()
        self._names = (LIBRARY, RESULTS, BOOKMARKS)
        self._bar = QTabBar(self)
        self._bar.setObjectName("left_tabs")
        self._bar.setAccessibleName(self.tr("Pages of the left pane"))
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(False)  # the pane is as wide as its words need
        self._bar.setDrawBase(False)  # Fusion draws a white line there, at night too
        for words in (self.tr("Library"), self.tr("Results"), self.tr("Bookmarks")):
            self._bar.addTab(words)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._bar)
        self._bring(0)
        self._bar.currentChanged.connect(self._bring)

    @property
    def page(self) -> QWidget:
        """The page in front."""
        return self._made[self._names[self._bar.currentIndex()]]

    def take_focus(self) -> bool:
        """Put the keyboard on the words that choose a page."""
        self._bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_page(self, name: str) -> None:
        self._bar.setCurrentIndex(self._names.index(name))

    def show_count(self, count: int | None) -> None:
        """How many results there are, on their tab; None: none asked for."""
        words = self.tr("Results")
        self._bar.setTabText(self._names.index(RESULTS), words if count is None else f"{words} {count}")

    def add_below(self, widget: QWidget) -> None:
        """Give `widget` the lower quarter."""
        self._rows.addWidget(widget, 1)

    @Slot(int)
    def _bring(self, number: int) -> None:
        name = self._names[number]
        if name not in self._made:
            self._made[name] = self._make[name]()
            self._rows.insertWidget(1, self._made[name], 3)
        before = self.focusWidget()
        if before is not None and before.hasFocus() and before is not self._bar:
            self._bar.setFocus()  # else it goes to the text, and a pane that lies over the text closes
        for other, page in self._made.items():
            page.setVisible(other == name)
