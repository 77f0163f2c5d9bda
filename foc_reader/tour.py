"""The tour: the whole reader tried out as a person would, with a picture of each state; the smoke test of every build.

It uses a real session, window and index, a data folder of its own that it removes, real key events, and waits for
what a person would see. Each step prints a line; the first that does not show what it should ends the tour.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    SignalInstance,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTabBar, QTextBrowser, QTreeView, QWidget

from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.core.starting_again import starting_again
from foc_reader.ui.application import make_application, show_window
from foc_reader.ui.main_window import MainWindow

DEADLINE_MS = 20_000  # a slow stick in an old computer
QUERY = "surveillance"
NAME = "Kept on the tour"
Part = TypeVar("Part", bound=QWidget)


class TourFailed(Exception):
    """A step that did not show what it should."""


def take_tour(folder: Path, library: Path | None, words: Sequence[str]) -> int:
    """Run all steps, pictures into `folder`; 0 when each showed what it should, else 1."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data = Path(tempfile.mkdtemp(prefix="tour-data-", dir=folder))
    except OSError as error:
        _say(f"FAILED no pictures can be put into {folder}: {error.strerror}")
        return 1
    try:
        status = _run(_first_visit, folder, library, data, words)
        if status == 0:
            status = _second_process(folder, library, data, words)
    finally:
        shutil.rmtree(data)
    _say("The tour is complete." if status == 0 else "The tour ended early.")
    return status


def take_tour_again(folder: Path, library: Path | None, data: Path, words: Sequence[str]) -> int:
    """The second process: what the first one kept is found."""
    return _run(_second_visit, folder, library, data, words)


def _second_process(folder: Path, library: Path | None, data: Path, words: Sequence[str]) -> int:
    places = ["--tour-again", str(folder), "--data-dir", str(data)]
    if library:
        places += ["--library", str(library)]
    found = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}  # wherever one stands
    return subprocess.run(starting_again(*places, *words[1:]), env=found, check=False).returncode


def _run(
    steps: Callable[[Tour], Iterator[str]], folder: Path, library: Path | None, data: Path, words: Sequence[str]
) -> int:
    qInstallMessageHandler(_pass_on)
    application = make_application(words, is_portable=True)  # it leaves nothing but its pictures
    window = show_window(application, Session.open(Locations.find(library, data)))
    tour = Tour(window, folder)
    status = 0
    try:
        for done in steps(tour):
            _say(f"ok     {done}")
    except TourFailed as failure:
        tour.picture("failed")
        _say(f"FAILED {failure}")
        status = 1
    window.close()
    qInstallMessageHandler(None)
    return status


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Print what Qt says, but not what a platform without a screen cannot do: nobody asked it to."""
    if sys.stderr and not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{qFormatLogMessage(kind, context, message)}\n")


def _first_visit(tour: Tour) -> Iterator[str]:
    tree = tour.part(QTreeView, "library_tree")
    text = tour.part(QTextBrowser, "reading_pane")
    box = tour.part(QLineEdit, "search_edit")
    documents = _document_rows(tree)
    tour.expect(len(documents) >= 2, "the library lists two documents", f"{len(documents)} are listed")
    tour.picture("library")
    yield f"the library is open: {len(documents)} documents"

    for number, index in enumerate(documents[:2], 1):
        title = _plain(str(index.data())).partition(" · ")[2]
        tree.setFocus()
        tree.setCurrentIndex(index)
        before = text.toPlainText()  # it may name the document, too

        def is_shown(title: str = title, before: str = before) -> bool:
            now = text.toPlainText()
            return now != before and title.casefold() in now.casefold()

        tour.press(tree, Qt.Key.Key_Return)
        tour.wait(text.textChanged, is_shown, f"“{title}” is shown")
        tour.picture(f"document-{number}")
        yield f"opened: {title}"

    tour.use("search")
    tour.expect(box.hasFocus() or not box.isActiveWindow(), "the key for searching leads to the box", "it does not")
    tour.type(box, QUERY)
    pages = tour.part(QTabBar, "left_tabs")
    tour.wait(pages.currentChanged, lambda: pages.currentIndex() == 1, "results come to the front while one types")
    hits = tour.part(QListView, "hit_list")
    tour.wait(  # titles come first; the tab counts the passages once they are there, too
        hits.model().modelReset,
        lambda: any(map(str.isdigit, pages.tabText(1))) and any(QUERY in row.casefold() for row in _spoken(hits)),
        f"“{QUERY}” is found",
    )
    tour.picture("results")
    yield f"searched: “{QUERY}” gives {hits.model().rowCount()} rows"

    tour.press(box, Qt.Key.Key_Return)
    tour.wait(text.textChanged, lambda: bool(text.extraSelections()), "the words are marked in the document")
    places = [_standing_on(text)]
    for _ in range(3):
        tour.use("next_match")
        places.append(_standing_on(text))
    tour.expect(len(set(places)) == 4, "F3 walks from match to match", f"it stood at {places}")
    tour.expect(QUERY in _under(text).casefold(), "F3 stands on a found word", f"it stands on “{_under(text)}”")
    tour.picture("match")
    yield f"walked through {len(text.extraSelections())} marked words"

    tour.use("bookmark")
    name = tour.part(QLineEdit, "bookmark_name")
    name.selectAll()
    tour.type(name, NAME)
    tour.picture("bookmark-question")
    tour.press(name, Qt.Key.Key_Return)
    tour.use("show_bookmarks")
    kept = tour.part(QListView, "bookmark_list")
    tour.wait(kept.model().modelReset, lambda: _texts(kept) == [NAME], "the bookmark is listed")
    tour.picture("bookmarks")
    yield f"kept: {NAME}"


def _second_visit(tour: Tour) -> Iterator[str]:
    tour.use("show_bookmarks")
    kept = tour.part(QListView, "bookmark_list")
    text = tour.part(QTextBrowser, "reading_pane")
    tour.wait(kept.model().modelReset, lambda: _texts(kept) == [NAME], "a second process lists the bookmark")
    tour.press(kept, Qt.Key.Key_Return)
    tour.wait(text.textChanged, lambda: QUERY in _under(text), "the bookmark opens its passage, which is marked")
    for theme in ("light", "sepia", "night"):
        tour.use("next_theme")
        tour.picture(f"found-again-{theme}")
    yield "a second process found the bookmark and opened it"


class Tour:
    """A person's hands and eyes on one window."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        ready: list[bool] = []
        window.settled.connect(lambda: ready.append(True))
        self.wait(window.settled, lambda: bool(ready) and window.isVisible(), "the window is shown, its search ready")

    def part(self, kind: type[Part], name: str) -> Part:
        """The widget of that name."""
        found = self._window.findChild(kind, name)
        if found is None:
            raise TourFailed(f"the window has no “{name}”")
        return found

    def press(self, widget: QWidget, key: Qt.Key, text: str = "") -> None:
        """Press and release a key on `widget`."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def type(self, widget: QWidget, text: str) -> None:
        """Type `text` a key at a time."""
        for letter in text:
            self.press(widget, Qt.Key(ord(letter.upper())), letter)

    def use(self, name: str) -> None:
        """Do what the key of the action `name` does; a widget that keeps the key for itself is an error."""
        action = self._window.findChild(QAction, name)
        self.expect(action is not None and action.isEnabled(), f"“{name}” can be done", "it cannot")
        assert action is not None
        combination = action.shortcut()[0]  # type: ignore[index]  # PySide6's stubs leave it out
        focus = QApplication.focusWidget()
        if focus:
            asked = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers())
            asked.ignore()
            QCoreApplication.sendEvent(focus, asked)
            self.expect(not asked.isAccepted(), f"the key of “{name}” is free", f"{focus.objectName()} takes it")
        action.trigger()

    def wait(self, signal: SignalInstance, is_so: Callable[[], bool], claim: str) -> None:
        """Look each time `signal` has come, until `is_so`; TourFailed after the deadline."""
        loop = QEventLoop()

        def look() -> None:
            if is_so():
                loop.quit()

        # queued: after everything else that hears the signal has done its part
        connection = signal.connect(look, Qt.ConnectionType.QueuedConnection)
        deadline = QTimer(singleShot=True, interval=DEADLINE_MS)
        deadline.timeout.connect(loop.quit)
        deadline.start()
        if not is_so():
            loop.exec()
        QObject.disconnect(connection)
        if not is_so():
            raise TourFailed(f"{claim}: not after {DEADLINE_MS // 1000} seconds")

    def expect(self, is_so: bool, claim: str, instead: str) -> None:
        """TourFailed unless `is_so`."""
        if not is_so:
            raise TourFailed(f"{claim}: {instead}")

    def picture(self, name: str) -> None:
        """The window as it looks now, with what stands in front of it."""
        QCoreApplication.processEvents()
        number = len(list(self._folder.glob("*.png"))) + 1
        shown = QApplication.activeModalWidget() or self._window
        if not shown.grab().save(str(self._folder / f"{number:02}-{name}.png")):
            raise TourFailed(f"the picture “{name}” could not be written to {self._folder}")


def _document_rows(tree: QTreeView) -> list[QModelIndex]:
    """Every row that has nothing below it, from the top down."""
    model, found, waiting = tree.model(), [], [QModelIndex()]
    while waiting:
        index = waiting.pop()
        rows = model.rowCount(index)
        if index.isValid() and not rows:
            found.append(index)
        waiting += [model.index(row, 0, index) for row in reversed(range(rows))]
    return found


def _standing_on(text: QTextBrowser) -> int:
    return text.textCursor().position()


def _under(text: QTextBrowser) -> str:
    """The marked word that the cursor stands at the start of."""
    position = _standing_on(text)
    for selection in text.extraSelections():
        cursor = selection.cursor
        if cursor.selectionStart() == position:
            return str(cursor.selectedText())
    return ""


def _texts(view: QListView) -> list[str]:
    return _rows(view, Qt.ItemDataRole.DisplayRole)


def _spoken(view: QListView) -> list[str]:
    """Each row as a screen reader says it: the title, where it is, and the excerpt."""
    return _rows(view, Qt.ItemDataRole.AccessibleTextRole)


def _rows(view: QListView, role: Qt.ItemDataRole) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _say(line: str) -> None:
    if sys.stdout:  # None in a windowed program
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
