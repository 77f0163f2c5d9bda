"""Small signs grow with the interface, where Qt draws them at one size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QWidget

from foc_reader.ui.icons import Icons
from foc_reader.ui.sign_line import SignLine
from foc_reader.ui.theme import LIGHT


@pytest.fixture
def grown(hands, qapp):
    """Gives what is measured at the usual size, and at 200 per cent."""
    font = qapp.font()

    def measure(what) -> tuple[int, int]:
        found = []
        for percent in (100, 200):
            hands.window._look.set_interface_percent(percent)
            hands.window.resize(1366, 768)
            hands.window._actions.left_pane.setChecked(True)
            found.append(what())
        return found[0], found[1]

    yield measure
    qapp.setFont(font)


def _height_drawn(picture: QImage, place: QRect) -> int:
    """How high that is which differs there from the ground in the corner of `place`."""
    ground = picture.pixelColor(place.topLeft())
    rows = [
        y
        for y in range(place.top(), place.bottom() + 1)
        if any(_apart(picture.pixelColor(x, y), ground) for x in range(place.left(), place.right() + 1))
    ]
    return rows[-1] - rows[0] + 1 if rows else 0


def _apart(one, other) -> bool:
    return abs(one.lightness() - other.lightness()) > 60


def _shown(menu: QMenu) -> QImage:
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    return menu.grab().toImage()


def test_the_tick_of_a_menu_grows(hands, grown):
    hands.window._look.choose_theme("light")
    menu = hands.window._actions._themes.menu()
    chosen = next(action for action in menu.actions() if action.isChecked())

    def height() -> int:
        picture, row = _shown(menu), menu.actionGeometry(chosen)
        return _height_drawn(picture, QRect(row.left() + 2, row.top() + 2, row.height() * 2 // 3, row.height() - 4))

    usual, large = grown(height)
    assert usual > 0
    assert large >= 1.7 * usual


def test_the_arrow_of_a_submenu_grows(hands, grown):
    menu = hands.window._actions._sizes.menu()
    menu.aboutToShow.emit()

    def height() -> int:
        action = next(action for action in menu.actions() if action.menu())
        picture, row = _shown(menu), menu.actionGeometry(action)
        side = row.height() * 3 // 4
        return _height_drawn(picture, QRect(row.right() - side, row.top() + 2, side - 2, row.height() - 4))

    usual, large = grown(height)
    assert usual > 0
    assert large >= 1.7 * usual


def test_the_arrow_of_a_row_of_the_tree_grows(hands, grown):
    def height() -> int:
        row = hands.tree.visualRect(hands.tree.model().index(0, 0))
        place = QRect(0, row.top(), hands.tree.indentation(), row.height()).adjusted(4, 3, -4, -3)
        picture = hands.tree.viewport().grab(place).toImage()
        return _height_drawn(picture, picture.rect())

    hands.tree.setCurrentIndex(hands.tree.model().index(1, 0))
    usual, large = grown(height)
    assert usual > 0
    assert large > usual


def test_the_signs_in_the_search_box_grow_and_cover_no_letter(hands, grown):
    hands.bot.keyClicks(hands.box, "warrant")

    def heights() -> int:
        signs = [sign for sign in hands.box.findChildren(QAbstractButton) if sign.isVisible()]
        assert {sign.objectName() for sign in signs} == {"search_sign", "clear_line"}
        hands.box.setCursorPosition(0)
        letters = hands.box.cursorRect().center().x()
        hands.box.setCursorPosition(7)
        last = hands.box.cursorRect().center().x()
        for sign in signs:
            assert hands.box.rect().contains(sign.geometry())
            assert not (sign.geometry().right() >= letters and sign.geometry().left() <= last)
        return min(sign.height() for sign in signs)

    usual, large = grown(heights)
    assert large >= 1.9 * usual


def test_the_cross_empties_the_line_and_goes(hands):
    hands.bot.keyClicks(hands.box, "warrant")
    cross = hands.box.findChild(QAbstractButton, "clear_line")
    assert cross.isVisible()
    assert cross.accessibleName() == cross.toolTip() == "Clear the search"
    hands.bot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert hands.box.text() == ""
    assert not cross.isVisible()
    assert hands.window.focusWidget() is hands.box


def test_the_sign_in_the_search_box_opens_the_first_result(hands):
    hands.search("warrant")
    with hands.bot.waitSignal(hands.window._reader.page_changed):
        hands.bot.mouseClick(hands.box.findChild(QAbstractButton, "search_sign"), Qt.MouseButton.LeftButton)
    assert hands.standing_on().casefold() == "warrant"


def test_mirrored_the_cross_stands_at_the_left(qtbot, hands):
    line = SignLine("Clear", hands.window)
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line.resize(300, 40)
    line.add_sign("sign", "Sign").setIcon(Icons(hands.window._session.icons, LIGHT).icon("search"))
    line.show()
    line.setText("warrant")
    line.resize(320, 40)
    places = {sign.objectName(): sign.geometry() for sign in line.findChildren(QAbstractButton)}
    assert places["clear_line"].right() < 60
    assert places["sign"].left() > 260
    assert line.textMargins().left() > 0
    assert line.textMargins().right() > 0


@pytest.mark.parametrize("name", ["library_filter", "bookmark_filter"])
def test_a_line_that_filters_has_a_cross(hands, name):
    assert hands.bookmarks is not None
    line = hands.window.findChild(QLineEdit, name)
    page = 0 if name == "library_filter" else 2
    hands.window.findChild(QWidget, "left_tabs").setCurrentIndex(page)
    line.setText("a")
    cross = line.findChild(QAbstractButton, "clear_line")
    assert cross.isVisibleTo(line)
    hands.bot.mouseClick(cross, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert line.text() == ""
