"""Several documents at once: opening, closing, bringing back, walking, and each one's place."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QToolButton

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.model import Locator
from foc_reader.core.session import Session

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ARREST, PHONES, ARABIC = (Locator("small", name) for name in ("arrest", "phones", "arabic"))


def _bar(hands) -> QTabBar:
    return hands.window.findChild(QTabBar, "text_tabs")


def _titles(hands) -> list[str]:
    bar = _bar(hands)
    return [bar.tabText(number).strip("\u2068\u2069") for number in range(bar.count())]


def _page(hands) -> str:
    return hands.text.toPlainText()


def _scroll(hands, value: int) -> None:
    """Pull the scroll bar to `value`, once the page is laid out so far."""
    bar = hands.text.verticalScrollBar()
    hands.bot.waitUntil(lambda: bar.maximum() > value)
    bar.setValue(value)


def _act(hands, key, modifier=CTRL) -> None:
    hands.key(key, modifier, hands.window)
    hands.settle()


@pytest.fixture
def three(hands):
    """Phones in front, two more tabs behind it."""
    hands.open_document("Phones")
    hands.window._centre.open_in_new_tab(ARREST)
    hands.window._centre.open_in_new_tab(ARABIC)
    return hands


@pytest.fixture
def long_pages(open_window, tmp_path, small_sources):
    text = "\n\n".join(f"Paragraph {number}. " + "Many words stand here in a row. " * 20 for number in range(60))
    front = "---\nid: {0}\ntitle: {0}\n---\n\n"
    sources = small_sources(tmp_path / "source")
    for name in ("annex", "basis"):
        (sources / f"{name}.md").write_text(front.format(name) + text + "\n", encoding="utf-8")
    build_pack(sources, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.open_document("annex")
    return hands


def test_one_document_needs_no_tabs(hands):
    hands.open_document("Phones")
    assert _bar(hands) is None


def test_a_new_tab_opens_behind_and_does_not_move_what_one_reads(three):
    assert _titles(three) == ["Phones and the law", "Rights on arrest", "حرية التعبير"]
    assert _bar(three).isVisible()
    assert _bar(three).currentIndex() == 0
    assert "Keep it locked." in _page(three)


def test_a_click_on_a_tab_shows_its_document(three, qtbot):
    with qtbot.waitSignal(three.window._reader.page_changed):
        qtbot.mouseClick(_bar(three), Qt.MouseButton.LeftButton, pos=_bar(three).tabRect(1).center())
    assert "Nobody may be held" in _page(three)


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Tab, CTRL), (Qt.Key.Key_PageDown, CTRL)], ids=["tab", "page"])
def test_keys_walk_through_the_tabs_round_and_round(three, keys):
    shown = []
    for _ in range(3):
        _act(three, *keys)
        shown.append(_bar(three).currentIndex())
    assert shown == [1, 2, 0]
    _act(three, Qt.Key.Key_PageUp)
    assert _bar(three).currentIndex() == 2
    assert "لكل شخص" in _page(three)


def test_ctrl_t_brings_an_empty_tab_to_the_front(hands):
    hands.open_document("Phones")
    _act(hands, Qt.Key.Key_T)
    assert _titles(hands) == ["Phones and the law", "Start page"]
    assert "FOC Reader" in _page(hands) and "Keep it locked." not in _page(hands)
    hands.open_document("arrest")
    assert _titles(hands) == ["Phones and the law", "Rights on arrest"]


def test_ctrl_w_closes_and_ctrl_shift_t_brings_back_where_it_stood(three):
    _act(three, Qt.Key.Key_Tab)
    _act(three, Qt.Key.Key_W)
    assert _titles(three) == ["Phones and the law", "حرية التعبير"]
    assert "لكل شخص" in _page(three)
    _act(three, Qt.Key.Key_T, CTRL | SHIFT)
    assert _titles(three) == ["Phones and the law", "Rights on arrest", "حرية التعبير"]
    assert "Nobody may be held" in _page(three)


def test_closing_the_last_tab_leaves_the_start_page_in_the_window(hands):
    hands.open_document("Phones")
    _act(hands, Qt.Key.Key_W)
    assert hands.window.isVisible()
    assert "FOC Reader" in _page(hands)
    _act(hands, Qt.Key.Key_W)
    assert hands.window.isVisible()
    _act(hands, Qt.Key.Key_T, CTRL | SHIFT)
    assert "Keep it locked." in _page(hands)


def test_the_row_goes_when_one_tab_is_left(three):
    _act(three, Qt.Key.Key_W)
    _act(three, Qt.Key.Key_W)
    assert not _bar(three).isVisible()
    assert "لكل شخص" in _page(three)


def test_a_middle_click_on_a_tab_closes_it(three, qtbot):
    qtbot.mouseClick(_bar(three), Qt.MouseButton.MiddleButton, pos=_bar(three).tabRect(1).center())
    assert _titles(three) == ["Phones and the law", "حرية التعبير"]
    assert "Keep it locked." in _page(three)


def test_the_cross_on_a_tab_says_what_it_closes_and_closes_it(three, qtbot):
    cross = _bar(three).tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert isinstance(cross, QToolButton)
    assert cross.accessibleName() == "Close \u2068Rights on arrest\u2069"
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert _titles(three) == ["Phones and the law", "حرية التعبير"]


def test_delete_on_a_tab_closes_it_and_esc_goes_to_the_text(three):
    three.window.activateWindow()
    _bar(three).setFocus()
    three.key(Qt.Key.Key_Delete, widget=_bar(three))
    three.settle()
    assert _titles(three) == ["Rights on arrest", "حرية التعبير"]
    three.key(Qt.Key.Key_Escape, widget=_bar(three))
    assert three.text.hasFocus()


def test_tabs_can_be_moved_and_keep_what_they_show(three):
    _bar(three).moveTab(0, 2)
    assert _titles(three) == ["Rights on arrest", "حرية التعبير", "Phones and the law"]
    assert _bar(three).currentIndex() == 2
    _act(three, Qt.Key.Key_Tab)
    assert "Nobody may be held" in _page(three)


def test_a_tab_is_moved_with_the_keyboard_alone(three, qtbot):
    bar = _bar(three)
    three.window.activateWindow()
    bar.setFocus()

    def take(words: str) -> None:
        QApplication.sendEvent(bar, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
        menu = next(menu for menu in bar.findChildren(QMenu) if menu.isVisible())
        for _ in menu.actions():
            if menu.activeAction() and menu.activeAction().text() == words:
                break
            qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    take("Move tab forward")
    assert _titles(three) == ["Rights on arrest", "Phones and the law", "حرية التعبير"]
    assert bar.currentIndex() == 1 and "Keep it locked." in _page(three)
    take("Move tab back")
    assert _titles(three) == ["Phones and the law", "Rights on arrest", "حرية التعبير"]
    _act(three, Qt.Key.Key_Tab)
    assert "Nobody may be held" in _page(three), "what it shows has moved with it"


def test_each_tab_keeps_its_place_to_the_pixel(long_pages):
    hands, bar = long_pages, long_pages.text.verticalScrollBar()
    _scroll(hands, 777)
    hands.window._centre.open_in_new_tab(Locator("small", "basis"))
    _act(hands, Qt.Key.Key_Tab)
    _scroll(hands, 2345)
    for _ in range(3):
        _act(hands, Qt.Key.Key_Tab)
        assert bar.value() == 777
        _act(hands, Qt.Key.Key_Tab)
        assert bar.value() == 2345


def test_two_tabs_of_one_document_keep_two_places(long_pages):
    hands, bar = long_pages, long_pages.text.verticalScrollBar()
    hands.window._centre.open_in_new_tab(Locator("small", "annex"))
    _scroll(hands, 500)
    _act(hands, Qt.Key.Key_Tab)
    _scroll(hands, 3000)
    _act(hands, Qt.Key.Key_Tab)
    assert bar.value() == 500
    _act(hands, Qt.Key.Key_Tab)
    assert bar.value() == 3000


def test_back_returns_to_the_place_to_the_pixel(long_pages):
    hands, bar = long_pages, long_pages.text.verticalScrollBar()
    _scroll(hands, 1234)
    hands.open_document("basis")
    _act(hands, Qt.Key.Key_Left, ALT)
    assert bar.value() == 1234


def test_a_closed_tab_comes_back_at_its_place(long_pages):
    hands, bar = long_pages, long_pages.text.verticalScrollBar()
    _scroll(hands, 1500)
    _act(hands, Qt.Key.Key_W)
    hands.open_document("Phones")
    _act(hands, Qt.Key.Key_T, CTRL | SHIFT)
    assert bar.value() == 1500


def test_the_words_that_are_marked_belong_to_their_tab(hands, qtbot):
    hands.search("warrant")
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    _act(hands, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier)
    marked, here = hands.marked(), hands.window._reader.match_number
    assert here == 2
    hands.window._centre.open_in_new_tab(ARABIC)
    _act(hands, Qt.Key.Key_Tab)
    assert hands.marked() == []
    _act(hands, Qt.Key.Key_Tab)
    assert hands.marked() == marked
    assert hands.window._reader.match_number == here


def test_each_tab_has_a_history_of_its_own(three):
    _act(three, Qt.Key.Key_Tab)
    three.open_document("Phones")
    _act(three, Qt.Key.Key_Tab)
    assert not three.window._actions.back.isEnabled()
    _act(three, Qt.Key.Key_PageUp)
    assert three.window._actions.back.isEnabled()
    _act(three, Qt.Key.Key_Left, ALT)
    assert "Nobody may be held" in _page(three)
    assert _titles(three)[1] == "Rights on arrest"


def test_back_from_the_first_document_is_the_start_page(hands):
    hands.open_document("Phones")
    _act(hands, Qt.Key.Key_Left, ALT)
    assert "FOC Reader" in _page(hands)
    _act(hands, Qt.Key.Key_Right, ALT)
    assert "Keep it locked." in _page(hands)


def _link(hands, words: str) -> QPoint:
    """Where on the page the link with `words` is."""
    cursor = QTextCursor(hands.text.document().find(words))
    cursor.setPosition(cursor.selectionStart() + 2)
    return hands.text.cursorRect(cursor).center()


@pytest.mark.parametrize(
    "how", [(Qt.MouseButton.MiddleButton,), (Qt.MouseButton.LeftButton, CTRL)], ids=["middle", "ctrl"]
)
def test_a_link_opens_in_a_new_tab(hands, qtbot, how):
    hands.open_document("arrest")
    qtbot.mouseClick(hands.text.viewport(), *how, pos=_link(hands, "the law on phones"))
    assert _titles(hands) == ["Rights on arrest", "Phones and the law"]
    assert "Nobody may be held" in _page(hands)


def test_ctrl_enter_on_a_link_opens_it_in_a_new_tab(hands):
    hands.open_document("arrest")
    hands.text.setFocus()
    hands.key(Qt.Key.Key_Tab, widget=hands.text)
    hands.key(Qt.Key.Key_Return, CTRL, hands.text)
    assert _titles(hands) == ["Rights on arrest", "Phones and the law"]


def test_a_link_to_nowhere_opens_no_tab_that_stays_empty(hands):
    hands.open_document("arrest")
    hands.text.new_tab_wanted.emit("ext:0")
    assert "https://example.org/arrest" in hands.said()
    assert _bar(hands) is None


def test_a_tab_that_cannot_be_shown_says_so_and_the_others_stay(open_window, damaged_pack, tmp_path):
    hands = open_window(Session.open(Locations.find(damaged_pack, tmp_path / "kept")))
    hands.open_document("Phones")
    hands.window._centre.open_in_new_tab(ARREST)
    _act(hands, Qt.Key.Key_Tab)
    assert "“Rights on arrest” cannot be shown" in hands.said()
    assert "Keep it locked." not in _page(hands)
    assert _titles(hands) == ["Phones and the law", "Rights on arrest"]
    _act(hands, Qt.Key.Key_Tab)
    assert "Keep it locked." in _page(hands)


def test_a_title_is_shown_letter_by_letter_and_whole_in_the_tooltip(open_window, small_sources, tmp_path):
    title = "Law & <b>order</b>: " + "a very long title " * 6
    small = small_sources(tmp_path / "source")
    (small / "odd.md").write_text(f"---\nid: odd\ntitle: '{title.strip()}'\n---\n\nText.\n", encoding="utf-8")
    build_pack(small, tmp_path / "pack")
    hands = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept")))
    hands.open_document("Phones")
    hands.window._centre.open_in_new_tab(Locator("small", "odd"))
    bar = _bar(hands)
    assert "Law && <b>order</b>" in bar.tabText(1)  # Qt shows && as &
    assert "Law &amp; &lt;b&gt;order" in bar.tabToolTip(1)
    assert bar.accessibleTabName(1) == title.strip()
    assert bar.tabRect(1).width() < hands.text.width() // 2
    assert "order" not in hands.window.windowTitle()


def test_many_tabs_scroll_and_the_one_in_front_is_in_view(hands):
    hands.open_document("Phones")
    for _ in range(25):
        hands.window._centre.open_in_new_tab(ARREST)
    hands.window._reader.choose_tab(25)
    hands.settle()
    bar = _bar(hands)
    assert bar.width() <= hands.text.width() + 2
    assert bar.rect().intersects(bar.tabRect(25))
    assert len(hands.window._reader._known) <= 4


def test_changing_tabs_while_a_document_is_on_its_way_ends_with_the_last_choice(three):
    for at in (1, 2, 1, 0, 2, 1):
        three.window._reader.choose_tab(at)
    three.settle()
    assert "Nobody may be held" in _page(three)
    _act(three, Qt.Key.Key_PageUp)
    assert "Keep it locked." in _page(three)


@pytest.fixture
def slow_stick(hands):
    """Keeps the library thread waiting until it is let go on, as a slow stick does."""
    held = Event()
    hands.window._library_runner.submit(lambda token, report: held.wait(), lambda _: None, _raise)
    yield held
    held.set()


def _raise(error):
    raise error


def _ask_for(hands, title: str) -> None:
    """Enter on a row of the tree; nothing is waited for."""
    hands.tree.setFocus()
    hands.tree.setCurrentIndex(hands.tree_index(title))
    hands.key(Qt.Key.Key_Return, widget=hands.tree)


def test_a_document_on_its_way_finishes_in_its_tab_while_another_tab_is_in_front(hands, slow_stick):
    _ask_for(hands, "Phones")
    hands.key(Qt.Key.Key_T, CTRL, hands.window)
    assert _titles(hands) == ["Phones and the law", "Start page"]
    slow_stick.set()
    hands.settle()
    assert "FOC Reader" in _page(hands), "it does not push itself to the front"
    _act(hands, Qt.Key.Key_Tab)
    assert "Keep it locked." in _page(hands)
    _act(hands, Qt.Key.Key_Left, ALT)
    assert "FOC Reader" in _page(hands), "it was a step of that tab's history"


def test_coming_back_to_a_tab_before_its_document_has_come_waits_for_it(hands, slow_stick):
    _ask_for(hands, "Phones")
    for _ in range(3):
        hands.key(Qt.Key.Key_T, CTRL, hands.window)
    for _ in range(5):
        hands.key(Qt.Key.Key_Tab, CTRL, hands.window)
    assert hands.window._reader.tab_at == 0
    slow_stick.set()
    hands.settle()
    assert "Keep it locked." in _page(hands)
    assert _titles(hands)[0] == "Phones and the law"


def test_what_one_read_before_stays_as_it_stood_where_a_document_finishes_behind(long_pages):
    hands, held = long_pages, Event()
    _scroll(hands, 700)
    hands.window._library_runner.submit(lambda token, report: held.wait(), lambda _: None, _raise)
    _ask_for(hands, "Phones")
    hands.key(Qt.Key.Key_T, CTRL, hands.window)
    held.set()
    hands.settle()
    _act(hands, Qt.Key.Key_Tab)
    assert "Keep it locked." in _page(hands)
    _act(hands, Qt.Key.Key_Left, ALT)
    assert hands.text.verticalScrollBar().value() == 700


def test_a_tab_closed_before_its_document_has_come_brings_it_back(hands, slow_stick):
    _ask_for(hands, "Phones")
    hands.key(Qt.Key.Key_W, CTRL, hands.window)
    slow_stick.set()
    hands.settle()
    assert "FOC Reader" in _page(hands)
    _act(hands, Qt.Key.Key_T, CTRL | SHIFT)
    assert "Keep it locked." in _page(hands)


def test_f3_in_another_tab_goes_on_from_the_document_one_sees(hands, qtbot):
    hands.search("warrant")
    titles = [title for title in hands.titles() if title]
    with qtbot.waitSignal(hands.window._reader.page_changed):
        hands.key(Qt.Key.Key_Return, widget=hands.box)
    answer = hands.window._finder.answer
    last = answer.hits[-1]
    hands.window._centre.open_in_new_tab(last.locator, answer.words)
    _act(hands, Qt.Key.Key_Tab)
    assert hands.window._reader.shown.opened.document.entry.title == titles[-1]
    with qtbot.waitSignal(hands.window._walk.ended):
        hands.key(Qt.Key.Key_F3, widget=hands.window)
    hands.settle()
    assert hands.window._reader.shown.opened.document.entry.title == titles[0], "on from the first result"


def test_the_tab_row_can_be_reached_with_the_keyboard(three):
    three.window.activateWindow()
    three.text.setFocus()
    for _ in range(60):
        three.key(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is _bar(three):
            break
    assert _bar(three).hasFocus()
