"""Nothing is cut: every word that can be seen has the room it needs, in the smallest window and at 200 per cent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

from tests.pictures.cut import cut

SMALL, LARGE = (QSize(800, 500), 100), (QSize(1366, 768), 200)
ROOMS = pytest.mark.parametrize(("size", "percent"), [SMALL, LARGE], ids=["800x500", "1366x768 at 200"])


@pytest.fixture
def usual_interface(qapp):
    font = qapp.font()
    yield
    qapp.setFont(font)


@pytest.fixture
def roomy(hands, qapp, usual_interface):
    """Puts the window at a size, at a size of the interface; gives the hands."""

    def put(size: QSize, percent: int):
        hands.window._look.set_interface_percent(percent)
        hands.window.resize(size)
        hands.bot.waitUntil(lambda: hands.window.size() == size)
        return hands

    return put


def _assert_whole(hands) -> None:
    def is_whole() -> None:
        assert cut(hands.window) == []

    hands.bot.waitUntil(is_whole)


def _assert_whole_dialog(hands, dialog: QDialog) -> None:
    def is_whole() -> None:
        assert cut(dialog) == []

    hands.bot.waitUntil(is_whole)


@ROOMS
def test_nothing_is_cut_at_the_start(roomy, size, percent):
    _assert_whole(roomy(size, percent))


@ROOMS
def test_nothing_is_cut_in_a_document_with_an_outline(roomy, size, percent):
    hands = roomy(size, percent)
    hands.open_document("arrest")
    _assert_whole(hands)
    hands.window._actions.left_pane.setChecked(True)
    _assert_whole(hands)


@ROOMS
def test_nothing_is_cut_among_results(roomy, size, percent):
    hands = roomy(size, percent)
    hands.search("warrant")
    assert hands.hits.isVisible()
    _assert_whole(hands)
    hands.search("nothing like this")
    _assert_whole(hands)


@ROOMS
def test_nothing_is_cut_among_bookmarks(roomy, size, percent):
    hands = roomy(size, percent)
    hands.open_document("arrest")
    hands.keep("A name that is long enough to be cut where there is no room for it")
    hands.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, hands.window)
    assert hands.bookmarks.isVisible()
    _assert_whole(hands)


@ROOMS
def test_nothing_is_cut_while_something_is_said(roomy, size, percent):
    hands = roomy(size, percent)
    hands.window._messages.say("A sentence that is long. " * 4, "Copy the address", print)
    _assert_whole(hands)


@ROOMS
@pytest.mark.parametrize("name", ["bookmark", "show_keys"])
def test_no_dialog_is_larger_than_the_screen_or_cut(roomy, size, percent, name):
    hands = roomy(size, percent)
    hands.open_document("arrest")
    hands.window.findChild(QAction, name).trigger()
    dialog = hands.window.findChild(QDialog)
    hands.bot.waitUntil(dialog.isVisible)
    assert dialog.width() <= 1366
    assert dialog.height() <= 768
    _assert_whole_dialog(hands, dialog)
    dialog.close()


def test_words_leave_the_toolbar_then_the_outline_folds_then_the_left_pane_covers_the_text(hands):
    hands.open_document("arrest")
    states = []
    for width in (1280, 880, 840, 800):
        hands.window.resize(width, 700)
        bar = hands.window.findChild(QToolBar, "toolbar")
        with_words = bar.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        states.append((with_words, hands.outline.isVisible(), hands.window._narrow.is_over))
    assert states == [(True, True, False), (False, True, False), (False, False, False), (False, False, False)]


def test_a_large_interface_in_a_small_window_lays_the_left_pane_over_the_text(roomy):
    hands = roomy(*LARGE)
    assert not hands.tree.isVisible()
    hands.key(Qt.Key.Key_F9, widget=hands.window)
    assert hands.tree.isVisible()
    tree, text = (QRect(part.mapToGlobal(part.rect().topLeft()), part.size()) for part in (hands.tree, hands.text))
    assert tree.intersects(text)


@pytest.mark.parametrize("with_mouse", [True, False], ids=["mouse", "keyboard"])
def test_a_button_opens_and_closes_the_left_pane_over_the_text(roomy, with_mouse):
    hands = roomy(*LARGE)
    hands.window.activateWindow()
    button = hands.window.findChild(QToolButton, "left_pane_button")
    assert button.isVisible()
    assert not button.icon().isNull()
    assert "Left pane" in button.toolTip()
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Left pane"
    hands.box.setFocus()
    for _ in range(12):
        if button.hasFocus():
            break
        hands.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert button.hasFocus()
    for is_open in (True, False):
        if with_mouse:
            hands.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            hands.key(Qt.Key.Key_Space, widget=button)
        assert hands.tree.isVisible() == is_open
        assert button.isChecked() == is_open


SMALL_AND_LARGE = QSize(800, 500), 200


def test_ctrl_k_ends_in_a_box_one_can_type_in_where_everything_is_large_and_the_window_is_small(roomy):
    hands = roomy(*SMALL_AND_LARGE)
    hands.open_document("arrest")
    hands.text.setFocus()
    hands.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, hands.window)
    assert QApplication.focusWidget() is hands.box
    assert hands.box.isVisible()
    margins = hands.box.textMargins()
    room = hands.box.width() - margins.left() - margins.right()
    assert room >= hands.box.fontMetrics().horizontalAdvance("warrant")
    hands.bot.keyClicks(QApplication.focusWidget(), "warrant")
    hands.bot.waitUntil(lambda: bool(hands.titles()))


def test_what_leaves_a_narrow_toolbar_comes_back_with_the_room_and_takes_the_keyboard(roomy):
    hands = roomy(QSize(1366, 768), 100)
    whole = _buttons(hands)
    assert {"text_size", "theme", "Back", "Forward", "Bookmark"} <= set(whole)
    roomy(*SMALL_AND_LARGE)
    assert {"Back", "Bookmark", "left_pane_button"} <= set(_buttons(hands))
    assert not {"text_size", "theme"} & set(_buttons(hands))
    more = hands.window.findChild(QWidget, "qt_toolbar_ext_button")
    hands.bot.waitUntil(lambda: not more.isVisible())
    hands.window._look.set_interface_percent(300)
    assert not {"Back", "Forward", "Bookmark"} & set(_buttons(hands))
    assert hands.box.isVisible()
    hands.window._look.set_interface_percent(100)
    roomy(QSize(1366, 768), 100)
    assert [name for name in _buttons(hands) if name != "left_pane_button"] == whole
    bar = hands.window.findChild(QToolBar, "toolbar")
    for action in (hands.window._actions.back, hands.window._actions.bookmark):
        assert bar.widgetForAction(action).focusPolicy() == Qt.FocusPolicy.TabFocus


def _buttons(hands) -> list[str]:
    """The buttons on the toolbar that can be seen, in their order."""
    bar = hands.window.findChild(QToolBar, "toolbar")
    buttons = [button for button in bar.findChildren(QToolButton) if button.isVisible() and button.parent() is bar]
    shown = sorted(buttons, key=lambda button: button.x())
    return [button.objectName() or button.text() for button in shown if button.objectName() != "qt_toolbar_ext_button"]


def test_a_passing_message_is_read_whole_and_nothing_stands_over_it(roomy):
    hands = roomy(*SMALL_AND_LARGE)
    hands.open_document("arrest")
    status = hands.window._status
    low = status.height()
    place, kept = (hands.window.findChild(QLabel, name) for name in ("place_label", "kept_label"))
    assert place.isVisible()
    hands.key(Qt.Key.Key_F3, widget=hands.window)
    assert status.currentMessage().startswith("There are no matches")
    assert not kept.isVisible()
    assert status.fontMetrics().horizontalAdvance(status.currentMessage()) < status.width()
    status.show_progress("Building the search index again: 12 %")
    hands.settle()
    assert not place.isVisible()
    status.showMessage("A sentence that is long. " * 4)
    long = hands.window.findChild(QLabel, "status_message")
    hands.bot.waitUntil(lambda: status.height() > 1.5 * low)
    assert long.isVisible()
    assert long.height() >= long.heightForWidth(long.width())
    status.clearMessage()
    hands.bot.waitUntil(lambda: status.height() == low)
    assert place.isVisible()
    assert not long.isVisible()
    assert hands.window.findChild(QLabel, "progress_label").isVisible()


def test_a_left_pane_that_was_closed_beside_the_text_is_opened_by_a_button(hands):
    assert hands.window.findChild(QToolButton, "left_pane_button") is None
    hands.key(Qt.Key.Key_F9, widget=hands.window)
    assert not hands.tree.isVisible()
    hands.bot.mouseClick(hands.window.findChild(QToolButton, "left_pane_button"), Qt.MouseButton.LeftButton)
    assert hands.tree.isVisible()


@ROOMS
def test_the_help_with_searching_stands_on_the_line_of_the_number_of_results(roomy, size, percent):
    hands = roomy(size, percent)
    hands.search("warrant")
    words = hands.window.findChild(QWidget, "results_page").findChild(QLabel, "quiet")
    sign = hands.window.findChild(QPushButton, "query_help")
    assert "\n" not in words.text()
    hands.bot.waitUntil(lambda: words.width() > 100)
    assert abs(_middle_of_words(words) - _area(sign).center().y()) <= 0.02 * percent


def _middle_of_words(label: QLabel) -> int:
    picture = label.grab().toImage()
    ground = picture.pixelColor(0, 0)
    lines = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(0, picture.width(), 2))
    ]
    return label.mapToGlobal(label.rect().topLeft()).y() + (lines[0] + lines[-1]) // 2


def test_the_left_pane_over_the_text_closes_when_one_reads_on(roomy):
    hands = roomy(*LARGE)
    hands.window._actions.left_pane.setChecked(True)
    hands.open_document("arrest")
    hands.bot.waitUntil(lambda: not hands.tree.isVisible())
    hands.search("warrant")
    assert hands.hits.isVisible()
    hands.key(Qt.Key.Key_Return, widget=hands.box)
    hands.bot.waitUntil(lambda: not hands.hits.isVisible())


def _area(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(part.rect().topLeft()), part.size())


def test_the_left_pane_over_the_text_does_not_cover_what_is_said(roomy):
    hands = roomy(*LARGE)
    left, text = hands.window._left, hands.window.centralWidget()
    hands.window._actions.left_pane.setChecked(True)
    hands.window._messages.say("A sentence that is long. " * 4, "Copy the address", print)
    bar = hands.window.findChild(QWidget, "message_bar")
    hands.bot.waitUntil(lambda: _area(left).top() == _area(bar).bottom() + 1)
    assert _area(left).bottom() == _area(text).bottom()
    hands.window._actions.left_pane.setChecked(False)
    hands.window._messages.say("Short.")
    hands.window._actions.left_pane.setChecked(True)  # with the bar there already
    hands.bot.waitUntil(lambda: _area(left).top() == _area(bar).bottom() + 1)
    hands.press("message_close")
    assert _area(left) == _area(text).intersected(_area(left))
    assert _area(left).top() == _area(text).top()


def test_the_left_pane_over_the_text_stays_when_another_of_its_pages_is_clicked(roomy):
    hands = roomy(*LARGE)
    hands.window._actions.left_pane.setChecked(True)
    hands.tree.setFocus()
    pages = hands.window.findChild(QTabBar, "left_tabs")
    hands.bot.mouseClick(pages, Qt.MouseButton.LeftButton, pos=pages.tabRect(2).center())
    assert hands.window.findChild(QWidget, "bookmarks_page").isVisible()
    assert pages.hasFocus()


def test_what_was_made_ready_in_a_closed_left_pane_stays_hidden_when_it_opens(open_window, session):
    hands = open_window(session, wait=False)
    hands.window._actions.left_pane.setChecked(False)
    page = hands.wait_for(QWidget, "results_page")
    hands.window._actions.left_pane.setChecked(True)
    assert hands.tree.isVisible()
    assert not page.isVisible()


def test_the_left_pane_over_the_text_uncovers_the_find_bar(roomy):
    hands = roomy(QSize(800, 500), 200)
    hands.open_document("Rights on arrest")
    hands.search("warrant")
    assert hands.window.findChild(QWidget, "left_pane").isVisible()
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, hands.window)
    assert hands.window.findChild(QWidget, "find_bar").isVisible()
    assert not hands.window.findChild(QWidget, "left_pane").isVisible()


def test_with_room_again_the_left_pane_stands_where_it_was_and_nothing_was_kept(roomy):
    hands = roomy(*LARGE)
    hands.window._actions.left_pane.setChecked(True)
    hands.window._actions.left_pane.setChecked(False)
    roomy(QSize(1366, 768), 100)
    assert hands.tree.isVisible()
    assert not hands.window._narrow.is_over
    assert hands.window._session.settings.left_pane_is_open


def test_where_little_room_is_left_at_the_lower_edge_what_is_being_done_is_said_whole(hands):
    status = hands.window._status
    kept = hands.window.findChild(QLabel, "kept_label")
    assert kept.isVisible()
    hands.window.resize(800, 500)
    status.show_progress("Building the search index of the Coalition's library again: 12 % " * 2)
    assert not kept.isVisible()
    progress = hands.window.findChild(QLabel, "progress_label")
    hands.bot.waitUntil(lambda: progress.width() >= progress.sizeHint().width())
    assert hands.window.width() == 800
    status.show_progress("")
    assert kept.isVisible()
