"""The least that PySide6 needs for a tree, a text pane and a search bar: what our window is measured against."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QSplitter, QTextBrowser, QToolBar, QTreeView


class BareWindow(QMainWindow):
    """Filled with a few rows and a paragraph, in Qt's own style."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self.resize(1280, 800)
        self._painted: Callable[[], None] | None = painted
        model = QStandardItemModel(self)
        top = QStandardItem("Library")
        model.appendRow(top)
        for number in range(4):
            top.appendRow(QStandardItem(f"Document {number}"))
        tree = QTreeView(self)
        tree.setModel(model)
        tree.expandAll()
        text = QTextBrowser(self)
        text.setHtml("<h1>Title</h1>" + "<p>A paragraph of some words in a row.</p>" * 8)
        splitter = QSplitter(self)
        splitter.addWidget(tree)
        splitter.addWidget(text)
        self.setCentralWidget(splitter)
        bar = QToolBar(self)
        bar.addWidget(QLineEdit(self))
        self.addToolBar(bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._painted:
            QTimer.singleShot(0, self._painted)
            self._painted = None


def show_bare_window(painted: Callable[[], None], at_rest: Callable[[], None]) -> float:
    """Show it, call `painted` and `at_rest`, close it; 0.0 comes back, as nothing is typed."""
    application = QApplication(["bare"])

    def done() -> None:
        painted()
        QTimer.singleShot(0, rest)

    def rest() -> None:
        at_rest()
        application.quit()

    window = BareWindow(done)
    window.show()
    application.exec()
    return 0.0
