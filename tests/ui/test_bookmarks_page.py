"""The list of bookmarks: filtered, sorted, its states, and ten thousand of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton

from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.notebook.notebook import Notebook
from foc_reader.core.session import Session
from foc_reader.ui import bookmarks_page
from foc_reader.ui.arranging import A_TURN, Arranging
from foc_reader.ui.cards import CARD

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEPT = (
    # name, document, part of its text, tags, note
    ("Éclair", "phones", "Use a long code.", ("home", "law"), ""),
    ("article 10", "arrest", "Write down names and times.", ("law",), ""),
    ("Article 2", "arrest", "Nobody may be held", (), "Ask Amal about it"),
    ("حق", "arabic", "لكل شخص", ("قانون",), ""),
    ("Gone", "arrest", "words that nobody wrote", ("law",), ""),
)


@pytest.fixture
def keep(session):
    """Puts bookmarks into the session before its window opens; the first is the oldest."""

    def keep(session=session, kept=KEPT):
        bookmarks = {}
        for number, (name, document_id, words, tags, note) in enumerate(kept):
            document = session.document("small", document_id)
            pid = next((block.pid for block in document.blocks if block.text.startswith(words)), document.blocks[0].pid)
            bookmark = session.new_bookmark(document, Locator("small", document_id, pid))
            if words not in document.blocks[0].text and not bookmark.quote.exact.startswith(words):
                lost = replace(bookmark.locator, pid="0123456789ab")
                bookmark = replace(bookmark, locator=lost, quote=replace(bookmark.quote, exact=words))
            created = f"2026-11-21T10:00:{number:02d}Z"
            named = replace(bookmark, id=f"id-{number}", name=name, tags=tags, note=note, created=created)
            bookmarks[named.id] = named
        session.notebook = Notebook(bookmarks)
        return session

    return keep


@pytest.fixture
def page(open_window, keep):
    """The hands of a window that stands on the page of five bookmarks."""
    hands = open_window(keep())
    hands.settle()
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    assert hands.bookmarks.hasFocus()
    return hands


def count(hands) -> str:
    """What the line above the list says."""
    labels = hands.window._bookmarking.page.findChildren(QLabel, "quiet")
    return labels[0].text() if labels[0].isVisible() else ""


def empty(hands) -> str:
    label = hands.window._bookmarking.page.findChild(QLabel, "empty_place")
    return label.text() if label.isVisible() else ""


def type_filter(hands, words, expected) -> None:
    line = hands.window.findChild(QLineEdit, "bookmark_filter")
    line.clear()
    hands.bot.keyClicks(line, words)
    hands.bot.waitUntil(lambda: hands.names() == expected)


def open_menu(hands, button, menu) -> dict[str, QAction]:
    """Open the menu of a button with the keyboard; its lines by their words."""
    found = hands.window.findChild(QMenu, menu)
    found.popup(hands.window.findChild(QToolButton, button).mapToGlobal(hands.window.rect().topLeft()))
    return {action.text(): action for action in found.actions() if action.text()}


def check(hands, menu, line) -> None:
    """Walk to a line of an open menu with the keyboard, and press Space."""
    found = hands.window.findChild(QMenu, menu)
    found.setActiveAction(next(action for action in found.actions() if line in action.text()))
    hands.key(Qt.Key.Key_Space, widget=found)


def test_typed_words_leave_those_that_hold_them_all_and_the_count_says_how_many(page):
    assert count(page) == "5 bookmarks"
    type_filter(page, "LAW eclair", ["Éclair"])
    assert count(page) == "1 of 5 bookmarks"
    type_filter(page, "amal", ["Article 2"])
    type_filter(page, "long code", ["Éclair"])
    type_filter(page, "rights on arrest names", ["article 10"])


def test_where_nothing_matches_it_is_said_and_one_press_shows_all_again(page):
    type_filter(page, "zebra", [])
    assert empty(page) == "None of the 5 bookmarks fits."
    assert not page.bookmarks.isVisible()
    page.press("bookmark_show_all")
    assert len(page.names()) == 5
    assert page.window.findChild(QLineEdit, "bookmark_filter").text() == ""
    assert empty(page) == ""


def test_the_keyboard_goes_from_the_line_into_the_list_and_back(page):
    page.key(Qt.Key.Key_Up, widget=page.bookmarks)
    line = page.window.findChild(QLineEdit, "bookmark_filter")
    assert line.hasFocus()
    page.bot.keyClicks(line, "article")
    page.key(Qt.Key.Key_Return, widget=line)  # without waiting for the pause
    assert page.bookmarks.hasFocus()
    assert page.names() == ["Article 2", "article 10"]
    page.key(Qt.Key.Key_Up, widget=page.bookmarks)
    page.key(Qt.Key.Key_Escape, widget=line)
    page.bot.waitUntil(lambda: len(page.names()) == 5)
    page.key(Qt.Key.Key_Escape, widget=line)
    assert page.text.hasFocus()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("Newest first", ["Gone", "حق", "Article 2", "article 10", "Éclair"]),
        ("By name", ["Article 2", "article 10", "Éclair", "Gone", "حق"]),
        ("By document and place", ["Éclair", "Article 2", "article 10", "Gone", "حق"]),
        ("By date of the document", ["Éclair", "حق", "Article 2", "article 10", "Gone"]),
    ],
)
def test_they_are_sorted_as_chosen(page, order, expected):
    open_menu(page, "bookmark_order", "bookmark_order_menu")[order].trigger()
    assert page.names() == expected
    assert page.window.findChild(QToolButton, "bookmark_order").text().startswith(order)


def test_the_order_is_kept_and_the_filter_is_not(open_window, page, locations, keep):
    open_menu(page, "bookmark_order", "bookmark_order_menu")["By name"].trigger()
    type_filter(page, "amal", ["Article 2"])
    page.settle()
    page.window.close()
    again = open_window(keep(Session.open(locations)))
    assert again.names() == ["Article 2", "article 10", "Éclair", "Gone", "حق"]
    assert again.window.findChild(QLineEdit, "bookmark_filter").text() == ""


def test_tags_with_counts_are_chosen_in_a_menu_that_stays_open(page):
    lines = open_menu(page, "bookmark_tag_choice", "bookmark_tag_menu")
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in lines]
    assert plain == ["home (1)", "law (3)", "قانون (1)", "Lost (1)"]
    check(page, "bookmark_tag_menu", "home")
    assert page.window.findChild(QMenu, "bookmark_tag_menu").isVisible()
    check(page, "bookmark_tag_menu", "قانون")
    assert page.names() == ["حق", "Éclair"]
    assert count(page) == "2 of 5 bookmarks"
    button = page.window.findChild(QToolButton, "bookmark_tag_choice")
    assert "home" in button.text()
    assert button.isChecked()
    check(page, "bookmark_tag_menu", "home")
    assert page.names() == ["حق"]
    page.window.findChild(QMenu, "bookmark_tag_menu").close()


def test_counts_of_tags_follow_what_is_typed(page):
    type_filter(page, "arrest", ["Gone", "Article 2", "article 10"])
    lines = open_menu(page, "bookmark_tag_choice", "bookmark_tag_menu")
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in lines]
    assert plain == ["home (0)", "law (2)", "قانون (0)", "Lost (1)"]
    page.window.findChild(QMenu, "bookmark_tag_menu").close()


def test_lost_ones_say_so_and_can_be_listed_alone(page):
    open_menu(page, "bookmark_tag_choice", "bookmark_tag_menu")
    check(page, "bookmark_tag_menu", "Lost")
    page.window.findChild(QMenu, "bookmark_tag_menu").close()
    assert page.names() == ["Gone"]
    spoken = page.bookmarks.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "the library no longer has this passage" in spoken
    facts = page.bookmarks.model().index(0, 0).data(CARD).facts.split("\n")
    assert facts[0] == "\u2068Lost: the library no longer has this passage\u2069"  # alone: it often wraps
    assert "Rights on arrest" in facts[1]
    page.key(Qt.Key.Key_Delete, widget=page.bookmarks)
    assert len(page.names()) == 4  # there is none left to choose, so all are shown


def test_with_nothing_kept_there_is_nothing_to_filter(hands):
    hands.key(Qt.Key.Key_B, CTRL | SHIFT, hands.window)
    assert hands.bookmarks is not None
    assert empty(hands).startswith("Nothing kept yet")
    for name in ("bookmark_filter", "bookmark_order", "bookmark_tag_choice"):
        assert not hands.window.findChild(QLineEdit if name == "bookmark_filter" else QToolButton, name).isVisible()


def test_without_tags_and_lost_ones_there_is_no_menu_for_them(open_window, keep):
    hands = open_window(keep(kept=(("One", "phones", "Use a long code.", (), ""),)))
    assert hands.names() == ["One"]
    hands.settle()
    assert not hands.window.findChild(QToolButton, "bookmark_tag_choice").isVisible()


def test_kept_in_memory_only_is_said_at_the_edge_of_the_window(open_window, keep, small_pack):
    session = Session.open(replace(Locations.find(library=small_pack), data=None))
    hands = open_window(keep(session))
    assert len(hands.names()) == 5
    kept = hands.window.findChild(QLabel, "kept_label")
    assert kept.isVisible()
    assert kept.text() == "What you keep is gone when this window closes."
    session.close()


def test_the_menu_of_a_row_offers_what_the_keys_do(page, qtbot):
    row = page.bookmarks.visualRect(page.bookmarks.model().index(4, 0)).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, row, page.bookmarks.viewport().mapToGlobal(row))
    QApplication.sendEvent(page.bookmarks.viewport(), asked)
    menu = page.wait_for(QMenu, "bookmark_menu")
    offered = {action.text(): action.shortcut().toString() for action in menu.actions() if action.text()}
    assert offered == {"Open": "Enter", "Open in a new tab": "Ctrl+Enter", "Change…": "F2", "Delete": "Del"}
    menu.close()
    menu.findChild(QAction, "bookmark_menu_delete").trigger()
    assert page.names() == ["Gone", "حق", "Article 2", "article 10"]


def test_ctrl_enter_and_a_middle_click_ask_for_a_tab_of_its_own(page, qtbot):
    with qtbot.waitSignal(page.window._bookmarking.new_tab_wanted) as asked:
        page.bookmarks.setCurrentIndex(page.bookmarks.model().index(4, 0))
        page.key(Qt.Key.Key_Return, CTRL, page.bookmarks)
    assert asked.args[0].document_id == "phones"
    row = page.bookmarks.visualRect(page.bookmarks.model().index(1, 0)).center()
    with qtbot.waitSignal(page.window._bookmarking.new_tab_wanted) as asked:
        qtbot.mouseClick(page.bookmarks.viewport(), Qt.MouseButton.MiddleButton, pos=row)
    assert asked.args[0].document_id == "arabic"


def test_the_row_one_stands_on_stays_when_the_order_changes(page):
    page.bookmarks.setCurrentIndex(page.bookmarks.model().index(3, 0))
    open_menu(page, "bookmark_order", "bookmark_order_menu")["By name"].trigger()
    assert page.bookmarks.currentIndex().data() == "article 10"


def test_the_number_left_is_announced(page, monkeypatch):
    from PySide6.QtGui import QAccessible

    said = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    type_filter(page, "amal", ["Article 2"])
    type_filter(page, "zebra", [])
    assert said[0] == "1 of 5 bookmarks"
    assert said[-1] == "None of the 5 bookmarks fits."


def test_ten_thousand_are_put_in_order_a_few_at_a_time_and_hardly_any_is_drawn(
    open_window, session, qtbot, monkeypatch
):
    document = session.document("small", "phones")
    first = session.new_bookmark(document, Locator("small", "phones", document.blocks[0].pid))
    session.notebook = Notebook(
        {str(n): replace(first, id=str(n), name=f"Name {n}", note="note " * 50) for n in range(10_000)}
    )
    hands = open_window(session)
    turns, made = [], [0]
    monkeypatch.setattr(Arranging, "_work", counted(Arranging._work, turns))
    monkeypatch.setattr(bookmarks_page, "_card", noted(bookmarks_page._card, made))
    hands.window._go_to_left("bookmarks")
    arranging = hands.window._bookmarking._arranging
    qtbot.waitUntil(lambda: arranging.is_ready and hands.bookmarks.model().rowCount() == 10_000, timeout=60_000)
    made_before = made[0]
    assert len(turns) >= 10_000 // A_TURN
    arranging.choose(replace(arranging.choice, words="name 9999"))
    assert hands.names() == ["Name 9999"]
    arranging.choose(replace(arranging.choice, words="name"))
    assert made[0] - made_before < 200  # most are never looked at
    turns.clear()
    hands.window._keeper.delete(hands.window._keeper.bookmarks[5000])
    assert len(turns) == 1 and arranging.is_ready  # the others stay in their places
    assert hands.bookmarks.model().rowCount() == 9_999


def counted(work, turns):
    def counting(arranging):
        turns.append(1)
        work(arranging)

    return counting


def noted(card, made):
    def noting(*bookmark_and_more):
        made[0] += 1
        return card(*bookmark_and_more)

    return noting


@pytest.mark.parametrize("theme", ["light", "sepia", "night"])
def test_every_state_has_a_picture(open_window, keep, session, theme, tmp_path):
    """Not compared: what is there must be drawn without a complaint of Qt, in each theme."""
    session.settings = replace(session.settings, theme=theme)
    hands = open_window(keep(session))
    hands.settle()
    hands.window._go_to_left("bookmarks")
    pictures = [hands.window.grab().toImage()]
    type_filter(hands, "zebra", [])
    pictures.append(hands.window.grab().toImage())
    hands.press("bookmark_show_all")
    for bookmark in hands.window._keeper.bookmarks:
        hands.window._keeper.delete(bookmark)
    pictures.append(hands.window.grab().toImage())
    assert len({picture.cacheKey() for picture in pictures}) == 3
    assert all(pictures[0] != other for other in pictures[1:])
