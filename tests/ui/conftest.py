"""A real window on the small library, and hands to use it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton, QTabBar, QTextBrowser, QTreeView

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.application import make_application
from foc_reader.ui.main_window import MainWindow
from tests.ui.rows import rows_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_cls():
    """The product's own way to make the application."""

    def make(arguments):
        return make_application(["foc-reader"])

    return make


class Picker:
    """Stands in for the system's file dialog: answers with `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def to_write(self, title, name, chosen, kinds=()):
        self.kinds = kinds
        chosen(self.path)

    def to_read(self, title, chosen):
        chosen(self.path)

    def to_choose_folder(self, title, chosen):
        chosen(self.path)


@pytest.fixture
def picker(tmp_path) -> Picker:
    return Picker(tmp_path / "carried" / "bookmarks.json")


class Hands:
    """What a person does with a window, and what they see in it."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window, self.bot = window, qtbot
        self.text = window.findChild(QTextBrowser, "reading_pane")
        self.box = window.findChild(QLineEdit, "search_edit")
        self.tree = window.findChild(QTreeView, "library_tree")

    @property
    def hits(self):
        """The list of results, which one has to turn to first where nothing was searched yet."""
        if self.window.findChild(QListView, "hit_list") is None:
            self.window.findChild(QTabBar, "left_tabs").setCurrentIndex(1)
        return self.window.findChild(QListView, "hit_list")

    @property
    def bookmarks(self):
        """The list of bookmarks, which one has to turn to first."""
        if self.window.findChild(QListView, "bookmark_list") is None:
            self.window.findChild(QTabBar, "left_tabs").setCurrentIndex(2)
        return self.window.findChild(QListView, "bookmark_list")

    @property
    def outline(self):
        """The headings of the document, once one with headings was open."""
        return self.window.findChild(QListView, "outline_list")

    def to_front(self) -> None:
        """Make the window the one that the keyboard is in."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        if widget is self.window and QApplication.activeWindow() is not self.window:
            self.to_front()
        self.bot.keyClick(widget or QApplication.focusWidget() or self.window, key, modifier)

    def open_document(self, title: str) -> None:
        """By the tree, with the keyboard."""
        index = self.tree_index(title)
        self.tree.setFocus()
        self.tree.setCurrentIndex(index)
        with self.bot.waitSignal(self.window._reader.page_changed):
            self.key(Qt.Key.Key_Return, widget=self.tree)

    def tree_index(self, title: str) -> QModelIndex:
        """The row of the tree whose text holds `title`."""
        return next(index for index in rows_of(self.tree.model()) if title in index.data())

    def tree_texts(self) -> list[str]:
        """Every row of the tree, from the top down, without the marks of direction."""
        return [index.data().replace("\u2068", "").replace("\u2069", "") for index in rows_of(self.tree.model())]

    def search(self, query: str) -> None:
        """Type, and wait until the answer to just this is shown."""
        self.box.clear()
        self.bot.keyClicks(self.box, query)
        self.bot.waitUntil(
            lambda: self.window._searching.answer is not None and self.window._searching.answer.query == query
        )

    def titles(self) -> list[str]:
        """What the rows of the results say."""
        return _texts(self.hits)

    def names(self) -> list[str]:
        """What the rows of the bookmarks say."""
        return _texts(self.bookmarks)

    def marked(self) -> list[str]:
        """The words that are marked in the text."""
        return [selection.cursor.selectedText() for selection in self.text.extraSelections()]

    def standing_on(self) -> str:
        """The word that is marked as the one that one stands on."""
        return next((s.cursor.selectedText() for s in self.text.extraSelections() if s.format.fontUnderline()), "")

    def keep(self, name: str = "") -> None:
        """Ctrl+D, a name, Enter."""
        self.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, self.window)
        self.give_name(name)

    def give_name(self, name: str = "") -> None:
        """A name for what is being kept, where it shall have another; Enter."""
        field = self.wait_for(QLineEdit, "bookmark_name")
        dialog = field.window()
        if name:
            field.selectAll()
            self.bot.keyClicks(field, name)
        with self.bot.waitSignal(dialog.destroyed):
            self.key(Qt.Key.Key_Return, widget=field)
        self.settle()

    def wait_for(self, kind, name):
        self.bot.waitUntil(lambda: self.window.findChild(kind, name) is not None)
        return self.window.findChild(kind, name)

    def tab_to(self, last: str) -> list[str]:
        """Press Tab until the keyboard is on `last`; the names of what it came by."""
        names: list[str] = []
        while not names or names[-1] != last:
            self.key(Qt.Key.Key_Tab)
            names.append(QApplication.focusWidget().objectName())
            assert len(names) < 20
        return names

    def settle(self) -> None:
        """Until everything asked of the library thread is done."""
        self.bot.waitUntil(lambda: not self.window._library_runner.is_busy)

    def said(self) -> str:
        """The sentence in the message bar."""
        return self.window._messages.sentence

    def in_library_menu(self):
        """What the menu Library offers, by its words."""
        menus = {action.text(): action.menu() for action in self.window.menuBar().actions()}
        return {action.text(): action for action in menus["&Library"].actions() if action.isVisible()}

    def press(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        assert button.isVisible()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def _texts(view) -> list[str]:
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def open_window(qtbot, qapp, session):
    """Opens windows on sessions; each is closed, and its threads ended, after the test: before `session` is."""
    opened = []

    def open_it(session: Session, picker=None, wait=True) -> Hands:
        window = MainWindow(session, picker)
        opened.append(window)
        if wait:
            with qtbot.waitSignal(window.settled, timeout=20_000):
                window.show()
        else:
            window.show()
        return Hands(window, qtbot)

    yield open_it
    for window in opened:
        window._may_close = True  # also with bookmarks that a test kept from being saved
        window.close()
        window.deleteLater()


@pytest.fixture
def hands(session, open_window) -> Hands:  # so that the window is closed before its session
    return open_window(session)


SHELF = """\
---
id: {id}
title: {title}
language: {language}
date: {year}
kind: {kind}
collection: {collection}
publisher: The tests
---

{text}
"""

_SHELF = [
    (
        "charter",
        "Charter of the river",
        "en",
        "2014",
        "Statement",
        "Waters/Rivers",
        "The river is free. A heron lives.",
    ),
    ("report", "Report on the river", "en", "2015", "Report", "Waters/Rivers", "The river rose. Nobody saw a heron."),
    ("lake", "The lake", "en", "2015", "Report", "Waters", "A river flows into the lake, and a heron stands there."),
    ("fleuve", "Le fleuve", "fr", "2016", "Report", "Waters/Rivers", "Le fleuve et son river heron."),
    ("hill", "The hill & the dale", "en", "2014", "Guide", "Land", "No river, but a heron. Many otters."),
    ("loose", "Loose leaf", "en", "2017", "Guide", "", "A leaf without a shelf: river heron otter."),
]


@pytest.fixture(scope="session")
def shelf_pack(tmp_path_factory) -> Path:
    """A library with something to choose in every filter: each of six documents holds “river” and “heron”."""
    folder = tmp_path_factory.mktemp("shelf")
    source = folder / "source"
    source.mkdir()
    probe = "probe:\n  query: heron\n  document: charter\n"
    (source / "pack.yaml").write_text(f"id: shelf\ntitle: Shelf\npublisher: The tests\nlicence: CC0\n{probe}")
    for id, title, language, year, kind, collection, text in _SHELF:
        words = SHELF.format(
            id=id, title=title, language=language, year=year, kind=kind, collection=collection, text=text
        )
        (source / f"{id}.md").write_text(words.replace("collection: \n", ""), encoding="utf-8")
    build_pack(source, folder / "pack")
    return folder / "pack"


@pytest.fixture
def shelf(open_window, shelf_pack, tmp_path) -> Hands:
    """A window on that library."""
    session = Session.open(Locations.find(library=shelf_pack, data_dir=tmp_path / "kept"))
    return open_window(session)


@pytest.fixture(scope="session")
def pack_of():
    """Makes a pack of one document: `pack_of(folder, title, text)`."""

    def make(folder: Path, title: str, text: str) -> Path:
        (folder / "source").mkdir()
        (folder / "source" / "one.md").write_text(f"---\nid: one\ntitle: {title}\n---\n\n{text}\n", encoding="utf-8")
        build_pack(folder / "source", folder / "pack")
        return folder / "pack"

    return make


class MenuHands:
    """Opens the list of a button with the keyboard, and chooses in it."""

    def __init__(self, qtbot) -> None:
        self._bot = qtbot

    def texts(self, button) -> list[str]:
        """What the list says."""
        found: list[str] = []
        self._during(button, lambda menu: found.extend(action.text() for action in menu.actions()))
        return [text.replace("\u2068", "").replace("\u2069", "") for text in found]

    def tick(self, button, *labels: str) -> None:
        """Tick each with Space, then close the list with Esc."""

        def tick_each(menu) -> None:
            for label in labels:
                self._go_to(menu, label, Qt.Key.Key_Space)

        self._during(button, tick_each)

    def take(self, button, label: str) -> None:
        """Take one with Enter."""
        self._during(button, lambda menu: self._go_to(menu, label, Qt.Key.Key_Return))

    def _go_to(self, menu, label: str, key) -> None:
        for _ in menu.actions():
            self._bot.keyClick(menu, Qt.Key.Key_Down)
            if label in menu.activeAction().text():
                self._bot.keyClick(menu, key)
                return
        raise AssertionError(f"no {label} in {[action.text() for action in menu.actions()]}")

    def _during(self, button, act) -> None:
        """Open the list, which keeps everything else waiting, and act while it is open."""
        assert button.isVisible()

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if menu is None:
                return
            timer.stop()
            try:
                act(menu)
            finally:
                menu.close()

        timer = QTimer(button, interval=5)
        timer.timeout.connect(look)
        timer.start()
        self._bot.keyClick(button, Qt.Key.Key_Return)


@pytest.fixture
def menus(qtbot) -> MenuHands:
    return MenuHands(qtbot)


@pytest.fixture
def announced(monkeypatch) -> list[str]:
    """What screen readers are given to say."""
    said: list[str] = []
    given = QAccessible.updateAccessibility

    def hear(event) -> None:
        if event.type() is QAccessible.Event.Announcement:
            said.append(event.message().replace("\u2068", "").replace("\u2069", ""))
        given(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said
