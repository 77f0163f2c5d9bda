"""Somebody who uses a window: finds its parts, presses keys, and waits for what they see."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QPainter, QPixmap, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QWidget,
)

from foc_reader.core.rebuilding import Progress
from foc_reader.core.session import Session
from foc_reader.ui.background import BackgroundRunner
from foc_reader.ui.main_window import MainWindow
from foc_reader.ui.mending import Mending

DEADLINE_MS = 20_000
LOOK_AGAIN_MS = 10
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
Part = TypeVar("Part", bound=QWidget)


class NotSeen(Exception):
    """What a person waited for did not come."""


class Person:
    """Has a window of `size` on `session`, not yet on the screen."""

    def __init__(self, session: Session, size: tuple[int, int]) -> None:
        self.window = MainWindow(session)
        self.window.resize(*size)
        self.window.move(0, 0)
        self._is_ready = False
        self._held: Event | None = None
        self._held_build = Event()
        self.window.settled.connect(self._note_ready)

    def start(self) -> None:
        """Show the window, and wait until its search is ready."""
        self.show()
        self.until(lambda: self._is_ready, "the search is ready")
        self.settle()

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()

    def hold_search(self) -> None:
        """Keep the thread that searches busy from now on, as a slow stick would."""
        self._held = held = Event()
        self.window._search_runner.submit(lambda token, report: held.wait(), lambda _: None, _raise)

    def hold_build(self) -> None:
        """Let what builds an index not begin: its other process ends at another time in each picture."""
        self._mending._builder = builder = BackgroundRunner("builder", self._mending)
        builder.submit(lambda token, report: self._held_build.wait(), lambda _: None, _raise)

    def build_so_far(self, done: int, count: int) -> None:
        """What one sees once the other process has done `done` of `count` documents."""
        self._mending._take_progress(Progress(done, count))

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Nothing can be written."""
        with patch("os.fsync", side_effect=OSError(errno.ENOSPC, "No space left on device")):
            yield
            self.settle()

    @contextmanager
    def stick_out(self) -> Iterator[None]:
        """The library is not where it was."""
        library = self.window._session.locations.library
        away = library.rename(library.with_name("away"))
        try:
            yield
        finally:
            away.rename(library)

    @property
    def _mending(self) -> Mending:
        return self.window._care._mending

    def leave(self) -> None:
        """Close the window, whatever it says about that."""
        self._held_build.set()
        if self._held:
            self._held.set()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window:
                widget.close()
        self.window._may_close = True
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # hands

    def part(self, kind: type[Part], name: str) -> Part:
        """The widget of that name, once it is there."""
        self.until(lambda: self.window.findChild(kind, name) is not None, f"the window has a part “{name}”")
        found = self.window.findChild(kind, name)
        assert found is not None
        return found

    def press(self, widget: QWidget, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NONE) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    def type(self, name: str, text: str) -> None:
        """Type `text` into the line of that name, in the place of what stands there."""
        line = self.part(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        for letter in text:
            self.press(line, Qt.Key.Key_unknown, letter)

    def use(self, action: str) -> None:
        """Do what a menu does."""
        found = self.window.findChild(QAction, action)
        if found is None or not found.isEnabled():
            raise NotSeen(f"“{action}” can be done")
        found.trigger()

    def open(self, title: str) -> None:
        """Open the document whose row in the tree holds `title`."""
        text, heard = self.text, []
        text.textChanged.connect(lambda: heard.append(True))
        self.ask_for(title)
        self.until(lambda: bool(heard) and title.casefold() in text.toPlainText().casefold(), f"“{title}” is shown")
        self.settle()

    def ask_for(self, title: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press Enter on the row of the tree that holds `title`."""
        self.use("show_library")
        tree = self.part(QTreeView, "library_tree")
        tree.setFocus()
        tree.setCurrentIndex(_row(tree, title))
        self.press(tree, Qt.Key.Key_Return, modifiers=modifiers)

    def open_in_new_tab(self, title: str) -> None:
        """With Ctrl+Enter on the row of the tree that holds `title`; what is read stays in front."""
        self.ask_for(title, CTRL)
        self.settle()

    def go_to_text(self) -> None:
        """With the mouse, as one who reads on."""
        self.text.setFocus(Qt.FocusReason.MouseFocusReason)

    def click(self, button: str) -> None:
        self.part(QPushButton, button).click()

    def click_words(self, words: str) -> None:
        """Click into the first `words` of the text."""
        cursor = self.text.document().find(words)
        if cursor.isNull():
            raise NotSeen(f"“{words}” stands in the text")
        middle = QTextCursor(self.text.document())
        middle.setPosition((cursor.selectionStart() + cursor.selectionEnd()) // 2)
        place = self.text.cursorRect(middle).center() + QPoint(2, 0)
        QTest.mouseClick(self.text.viewport(), Qt.MouseButton.LeftButton, NONE, place)

    def turn_to(self, page: str) -> None:
        """The page of the left pane whose tab begins with these words."""
        self.use("show_library")  # where the pane is closed for want of room
        tabs = self.part(QTabBar, "left_tabs")
        number = next(number for number in range(tabs.count()) if tabs.tabText(number).startswith(page))
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, NONE, tabs.tabRect(number).center())

    def open_menu(self, button: str) -> QMenu:
        """Open the menu of a button; a click would wait here until it is closed."""
        pressed = self.part(QAbstractButton, button)
        assert isinstance(pressed, QToolButton | QPushButton)
        menu = pressed.menu()
        assert menu is not None
        below = pressed.rect().bottomLeft() if not pressed.isRightToLeft() else pressed.rect().bottomRight()
        menu.popup(pressed.mapToGlobal(below))  # mirrored, its right edge comes to stand there
        return menu

    def open_menu_of(self, name: str) -> QMenu:
        """Press the menu key on the row one stands on in a list."""
        rows = self.part(QListView, name)
        place = rows.visualRect(rows.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, rows.viewport().mapToGlobal(place))
        QCoreApplication.sendEvent(rows.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, button: str, words: str) -> None:
        """Choose what holds `words` in the menu of a button."""
        menu = self.open_menu(button)
        found = next((action for action in menu.actions() if words in action.text()), None)
        if found is None:
            raise NotSeen(f"the menu “{button}” offers “{words}”")
        found.trigger()
        menu.close()

    def search(self, query: str) -> None:
        """Type `query`, and wait until its answer is listed."""
        self.type("search_edit", query)
        self.until(lambda: self._listed() == query, f"“{query}” is answered")
        self.until(lambda: self.window._finder.titles is not None, f"titles are looked through for “{query}”")
        self.settle()

    def keep(self, name: str) -> None:
        """Keep the place that is shown."""
        self.use("bookmark")
        self.type("bookmark_name", name)
        self.press(self.part(QLineEdit, "bookmark_name"), Qt.Key.Key_Return)
        self.until(lambda: self.window.findChild(QLineEdit, "bookmark_name") is None, "the question is answered")
        self.settle()

    # eyes

    @property
    def text(self) -> QTextBrowser:
        return self.part(QTextBrowser, "reading_pane")

    @property
    def box(self) -> QLineEdit:
        return self.part(QLineEdit, "search_edit")

    def said(self) -> str:
        """The sentence in the message bar."""
        return self.window._messages.sentence

    def rows(self, name: str) -> int:
        """How many rows a list has."""
        return self.part(QListView, name).model().rowCount()

    def until(self, is_so: Callable[[], bool], claim: str) -> None:
        """Let the window work until `is_so`. Raises NotSeen after the deadline."""
        loop = QEventLoop()
        look, deadline = QTimer(interval=LOOK_AGAIN_MS), QTimer(singleShot=True, interval=DEADLINE_MS)
        look.timeout.connect(lambda: loop.exit() if is_so() else None)
        deadline.timeout.connect(loop.quit)
        look.start()
        deadline.start()
        if not is_so():
            loop.exec()
        if not is_so():
            raise NotSeen(f"{claim}: not after {DEADLINE_MS // 1000} seconds")

    def settle(self) -> None:
        """Until nothing is being read or searched any more, and all is laid out."""
        runners = self.window.findChildren(BackgroundRunner)
        held = {"search"} if self._held else set()
        waited_for = [runner for runner in runners if runner.objectName() not in {*held, "builder"}]
        self.until(lambda: not any(runner.is_busy for runner in waited_for), "everything asked for is done")
        loop, deadline = QEventLoop(), QDeadlineTimer(DEADLINE_MS)
        while loop.processEvents():  # False: there was nothing to do
            if deadline.hasExpired():
                raise NotSeen("the window comes to rest")

    def picture(self) -> QPixmap:
        """The window, and in front of it what lies there."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible() and widget.window() is widget:
                place = widget.pos() - self.window.pos()
                painter.drawPixmap(place, widget.grab())
                painter.setPen(self.window.palette().mid().color())
                painter.drawRect(widget.rect().translated(place).adjusted(0, 0, -1, -1))
        painter.end()
        return picture

    def _listed(self) -> str | None:
        answer = self.window._searching.answer
        return answer.query if answer else None

    def _note_ready(self) -> None:
        self._is_ready = True


def _row(tree: QTreeView, title: str) -> QModelIndex:
    """The row whose text holds `title`."""
    model, waiting = tree.model(), [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if title in str(index.data()):
                return index
            waiting.append(index)
    raise NotSeen(f"the tree lists “{title}”")


def _raise(error: Exception) -> None:
    raise error
