"""How the person likes it: theme, spacing, width, sizes, full screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QTextBrowser, QToolBar

from foc_reader.core.notebook.settings import Settings
from foc_reader.core.session import Session
from foc_reader.ui.look import Look
from foc_reader.ui.theme import LIGHT, NIGHT, SEPIA


@pytest.fixture
def usual_interface(qapp):
    """What belongs to the application is put back after the test."""
    font, palette = qapp.font(), qapp.palette()
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)


def _choose(hands, setting: str, value: object) -> None:
    """By the menu View, as its submenu shows it."""
    view = hands.window._actions.text_menus[0]
    view.aboutToShow.emit()
    submenu = view.findChild(QMenu, setting)
    submenu.aboutToShow.emit()
    submenu.findChild(QAction, f"{setting}_{value}").trigger()


def _pitch(text: QTextBrowser) -> float:
    """From the first line of the first long paragraph to its second, in px."""
    block = text.document().begin()
    while block.layout().lineCount() < 2:
        block = block.next()
    return block.layout().lineAt(1).y() - block.layout().lineAt(0).y()


@pytest.fixture
def long_hands(open_window, small_sources, tmp_path):
    """A window with a long document open."""
    from foc_reader.core.building import build_pack
    from foc_reader.core.locations import Locations

    text = "\n\n".join(f"Paragraph {number}. " + "A sentence that is long enough. " * 12 for number in range(60))
    arrest = f"---\nid: arrest\ntitle: Rights on arrest\nkind: Guide\n---\n\nThe warrant.\n\n{text}\n"
    build_pack(small_sources(tmp_path / "sources", arrest=arrest), tmp_path / "pack")
    session = Session.open(Locations.find(library=tmp_path / "pack", data_dir=tmp_path / "kept"))
    hands = open_window(session)
    hands.open_document("arrest")
    yield hands
    session.close()


def test_line_spacing_is_chosen_in_the_menu_and_kept(long_hands):
    before = _pitch(long_hands.text)
    _choose(long_hands, "line_spacing", 200)
    assert _pitch(long_hands.text) == pytest.approx(before * 2 / 1.35, rel=0.05)
    long_hands.settle()
    session = long_hands.window._session
    assert Session.open(session.locations).settings.line_spacing == 200


@pytest.mark.parametrize(("width", "letters"), [("narrow", 60), ("usual", 68), ("wide", 75)])
def test_lines_are_as_long_as_was_chosen(long_hands, width, letters):
    _choose(long_hands, "text_width", "wide" if width == "usual" else "usual")
    _choose(long_hands, "text_width", width)
    margins = long_hands.text.document().rootFrame().frameFormat()
    column = long_hands.text.viewport().width() - margins.leftMargin() - margins.rightMargin()
    letter = QFontMetricsF(long_hands.text.document().defaultFont()).horizontalAdvance("n")
    assert column / letter == pytest.approx(letters, abs=0.5)


@pytest.mark.parametrize(("setting", "value"), [("line_spacing", 200), ("text_width", "narrow")])
def test_the_place_being_read_stays(long_hands, setting, value):
    bar = long_hands.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = long_hands.text.top_place()
    _choose(long_hands, setting, value)
    assert long_hands.text.top_place() == before


@pytest.mark.parametrize("at", [0, 20, 154, 300, 3000])
def test_another_theme_moves_nothing(long_hands, at):
    bar = long_hands.text.verticalScrollBar()
    bar.setValue(at)
    for theme in ("night", "sepia", "light"):
        long_hands.window._look.choose_theme(theme)
        assert bar.value() == at


def test_the_line_being_read_stays_at_the_top_when_the_text_grows(long_hands):
    bar = long_hands.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = long_hands.text.top_line()
    long_hands.window._look.set_text_percent(200)
    after = long_hands.text.top_line()
    assert after.pid == before.pid
    assert after.start <= before.start < after.start + 75  # in a line of 68 letters
    assert abs(after.above - 2 * before.above) <= 40


def test_the_line_being_read_stays_at_the_top_while_an_edge_of_the_window_is_pulled(long_hands):
    window, bar = long_hands.window, long_hands.text.verticalScrollBar()
    long_hands.text.viewport().setFocus()
    bar.setValue(bar.maximum() // 2)
    before = long_hands.text.top_line()
    for width in (*range(window.width(), 820, -37), *range(820, window.width(), 41), window.width()):
        window.resize(width, window.height())
        now = long_hands.text.top_line()
        assert now.pid == before.pid
        assert now.start <= before.start < now.start + 75  # it stands in the line at the top
    assert long_hands.text.top_line() == before


def test_the_menu_shows_what_is_chosen(hands):
    _choose(hands, "line_spacing", 150)
    submenu = hands.window._actions.text_menus[0].findChild(QMenu, "line_spacing")
    submenu.aboutToShow.emit()
    assert [action.data() for action in submenu.actions() if action.isChecked()] == [150]


def test_the_menu_on_the_toolbar_has_spacing_and_width_too(hands):
    menu = hands.window._actions.text_menus[1]
    menu.aboutToShow.emit()
    assert {action.menu().objectName() for action in menu.actions() if action.menu()} == {"line_spacing", "text_width"}


def test_the_interface_grows_at_once_and_the_text_does_not(hands, usual_interface):
    hands.open_document("arrest")
    bar = hands.window.findChild(QToolBar, "toolbar")
    letters, icons, height = hands.tree.fontMetrics().height(), bar.iconSize().width(), bar.height()
    text = hands.text.document().defaultFont().pointSizeF()
    _choose(hands, "interface_percent", 200)
    hands.bot.waitUntil(lambda: bar.height() > 1.5 * height)
    assert hands.tree.fontMetrics().height() == pytest.approx(2 * letters, rel=0.1)
    assert bar.iconSize().width() == 2 * icons
    assert hands.text.document().defaultFont().pointSizeF() == text
    hands.settle()
    assert Session.open(hands.window._session.locations).settings.interface_percent == 200
    _choose(hands, "interface_percent", 100)
    assert hands.tree.fontMetrics().height() == letters


class System:
    """Stands in for the computer's own setting, which nothing on the offscreen platform can change."""

    def __init__(self, qtbot, theme: str) -> None:
        self.asked = "light"
        self.settings = replace(Settings(), theme=theme)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.look = Look({}, lambda: self.settings, self._keep, self.window, lambda: self.asked)
        self.look.dress(None, ())

    def _keep(self, settings: Settings) -> None:
        self.settings = settings

    def change(self, asked: str) -> None:
        self.asked = asked
        QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Unknown)

    def paper(self) -> str:
        return QApplication.palette().color(QPalette.ColorRole.Base).name().upper()


def test_as_the_system_follows_when_the_system_changes(qtbot, usual_interface):
    system = System(qtbot, "system")
    assert system.paper() == LIGHT.paper
    system.change("dark")
    assert system.paper() == NIGHT.paper
    assert NIGHT.paper in system.window.styleSheet()
    system.change("light")
    assert system.paper() == LIGHT.paper


def test_a_chosen_theme_stays_when_the_system_changes(qtbot, usual_interface):
    system = System(qtbot, "sepia")
    system.change("dark")
    assert system.paper() == SEPIA.paper


def test_high_contrast_of_the_system_wins_over_a_chosen_theme(qtbot, qapp, usual_interface):
    qapp.setPalette(QPalette())
    own = QApplication.palette().color(QPalette.ColorRole.Base).name().upper()
    system = System(qtbot, "night")
    assert system.paper() == NIGHT.paper
    system.change("contrast")
    assert system.paper() == own
    system.look.next_theme()
    assert system.paper() == own
    system.change("light")
    assert system.paper() == LIGHT.paper  # after night comes "system"


def test_f11_fills_the_screen_and_esc_in_the_text_ends_it(hands):
    hands.open_document("arrest")
    hands.key(Qt.Key.Key_F11, widget=hands.window)
    assert hands.window.isFullScreen()
    assert hands.window._actions.full_screen.isChecked()
    hands.text.setFocus()
    hands.key(Qt.Key.Key_Escape, widget=hands.text)
    assert not hands.window.isFullScreen()
    assert not hands.window._actions.full_screen.isChecked()


def test_esc_in_the_search_box_does_not_end_full_screen(hands):
    hands.key(Qt.Key.Key_F11, widget=hands.window)
    hands.key(Qt.Key.Key_Escape, widget=hands.box)
    assert hands.window.isFullScreen()


def test_a_maximised_window_is_so_again_after_full_screen(hands):
    hands.window.showMaximized()
    hands.window._actions.full_screen.trigger()
    hands.window._actions.full_screen.trigger()
    assert hands.window.isMaximized()
