"""Neither files nor addresses that a document names are opened; the window's thread reads no file."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel

from foc_reader.core.library.tree import TreeNode
from foc_reader.core.model import Block, Bookmark, DocumentEntry, Locator, Page, Quote, Snippet, Span
from foc_reader.ui.bookmark_dialog import BookmarkDialog
from foc_reader.ui.card_list import CardList, CardModel
from foc_reader.ui.cards import Card
from foc_reader.ui.library_model import LibraryModel
from foc_reader.ui.outline import OutlineModel
from foc_reader.ui.reading_pane import ReadingPane

_IN_OPEN = 0x20  # linux/inotify.h


class _Opens:
    """Counts how often a file is opened by anyone, through Linux's inotify."""

    def __init__(self, path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._libc.inotify_add_watch(self._handle, os.fsencode(path), _IN_OPEN) > 0

    def count(self) -> int:
        try:
            events = os.read(self._handle, 65536)
        except BlockingIOError:
            return 0
        return len(events) // struct.calcsize("iIII")

    def close(self) -> None:
        os.close(self._handle)


@pytest.fixture
def bait(tmp_path):
    """A picture file, and a watch on who opens it."""
    if not sys.platform.startswith("linux"):
        pytest.fail("these tests watch files with inotify: run them on Linux")
    path = tmp_path / "bait.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    opens = _Opens(path)
    yield path, opens
    opens.close()


def test_the_watch_sees_an_open(bait):
    path, opens = bait
    path.read_bytes()
    assert opens.count() == 1


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='{url}'>",
        "<img src='{path}'>",
        "<p style='background-image: url({path})'>x</p>",
        "<body background='{path}'><p>x</p></body>",
        "<table background='{path}'><tr><td background='{url}'>x</td></tr></table>",
        "<ul style='list-style-image: url({path})'><li>x</li></ul>",
        "<link rel='stylesheet' href='{path}'><p>x</p>",
        "<style>@import url({path}); p {{ background: url({path}) }}</style><p>x</p>",
        "<a href='{url}'><img src='file:{path}'></a>",
    ],
)
def test_the_pane_opens_no_file_that_markup_names(qtbot, bait, markup):
    """Should such markup ever get through both walls, the pane itself is the third."""
    path, opens = bait
    pane = ReadingPane()
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    html = markup.format(path=path, url=QUrl.fromLocalFile(str(path)).toString())
    pane.show_page(Page(html, ()))
    pane.grab()
    pane.anchorClicked.emit(QUrl.fromLocalFile(str(path)))
    assert opens.count() == 0


def _markup(path) -> str:
    return f'<img src="{path}"> <b>bold</b>'


@pytest.mark.parametrize("role", [Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole])
def test_no_list_reads_a_documents_words_as_markup(qtbot, bait, role):
    """A tooltip that looks like markup would be read as such, pictures included."""
    path, opens = bait
    heading = Block("0" * 12, "heading", "x", _markup(path), 2)
    entry = DocumentEntry("p", "d", _markup(path))
    outline, cards, library = OutlineModel(), CardModel(), LibraryModel()
    outline.set_headings([heading])
    cards.set_rows([(Card(_markup(path), _markup(path), Snippet(_markup(path))), 1)])
    library.set_tree([TreeNode(entry.title, [entry])])
    for model in (outline, cards, library):
        label = QLabel(str(model.index(0, 0).data(role)))
        qtbot.addWidget(label)
        if role == Qt.ItemDataRole.DisplayRole:
            label.setTextFormat(Qt.TextFormat.PlainText)  # a list draws letters, a tooltip is a label
        label.show()
        label.grab()
        assert "bold" in label.text()
    assert opens.count() == 0


def test_a_card_draws_markup_as_letters(qtbot, bait):
    path, opens = bait
    view = CardList("any")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.set_rows([(Card(_markup(path), _markup(path), Snippet(_markup(path), (Span(0, 4),))), 1)])
    view.show()
    view.grab()
    assert opens.count() == 0


def test_the_question_for_a_bookmark_shows_markup_as_letters(qtbot, bait):
    path, opens = bait
    bookmark = Bookmark("id", Locator("p", "d"), Quote(_markup(path)), _markup(path))
    dialog = BookmarkDialog(bookmark)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grab()
    assert opens.count() == 0


def test_no_label_guesses_whether_its_text_is_markup(hands):
    hands.search("warrant")
    hands.press("query_help")
    hands.open_document("arrest")
    hands.keep("A name")
    assert hands.names() == ["A name"]
    hands.window._messages.say("A sentence")
    labels = [label for label in hands.window.findChildren(QLabel) if label.parent() is not None]
    assert len(labels) > 5
    guessing = [label for label in labels if label.textFormat() is Qt.TextFormat.AutoText and label.text()]
    assert [label.text() for label in guessing] == []


def test_the_windows_thread_opens_no_file_while_one_reads_and_searches(hands, qtbot):
    """The first time round may import; the second time must not touch the disk on the window's thread."""
    opened: list[str] = []
    watching = threading.Event()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and watching.is_set() and threading.current_thread() is threading.main_thread():
            opened.append(str(arguments[0]))

    def use() -> None:
        for title in ("arrest", "Phones"):
            hands.open_document(title)
        hands.search("warrant")
        with qtbot.waitSignal(hands.window._reader.page_changed):
            hands.key(Qt.Key.Key_Return, widget=hands.box)
        hands.key(Qt.Key.Key_F3, widget=hands.window)
        hands.keep()
        hands.settle()

    sys.addaudithook(watch)  # cannot be taken away again: it looks only while `watching`
    use()
    watching.set()
    use()
    watching.clear()
    assert opened == []
