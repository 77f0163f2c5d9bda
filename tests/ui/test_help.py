"""What F1 and the menu Help show, and full screen."""

from __future__ import annotations

import sys
from base64 import b64encode

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton

from foc_reader import __version__
from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session
from foc_reader.ui.actions import Actions


def _texts(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def _help_menu(hands) -> QMenu:
    return hands.window.menuBar().actions()[-1].menu()


def test_f1_shows_every_key_and_how_to_begin(hands):
    hands.key(Qt.Key.Key_F1, widget=hands.window)
    dialog = hands.wait_for(QDialog, "keys_dialog")
    texts = _texts(dialog)
    assert any(text.startswith("Search: type in the box") for text in texts)
    for action in hands.window.findChild(Actions).everything():
        assert action.text() in texts
    assert any("Ctrl+Shift+T" in text for text in texts)
    hands.bot.mouseClick(dialog.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_f1_answers_after_tab_came_by_what_a_search_put_away(hands):
    _ = hands.window._searching.page  # with examples to click, until something is listed
    hands.key(Qt.Key.Key_Tab, widget=hands.box)
    hands.search("warrant")
    hands.key(Qt.Key.Key_F1, widget=hands.window)
    assert "Ctrl+Shift+T" in _texts(hands.wait_for(QDialog, "keys_dialog"))


def test_about_says_version_licence_and_what_it_is_made_with(hands):
    next(action for action in _help_menu(hands).actions() if action.objectName() == "show_about").trigger()
    dialog = hands.wait_for(QDialog, "about_dialog")
    said = "\n".join(_texts(dialog))
    for words in (__version__, "GNU General Public License", "Whoosh", "PySide6"):
        assert words in said
    hands.key(Qt.Key.Key_Escape, widget=dialog)
    assert not dialog.isVisible()


def test_about_calls_a_program_that_nobody_signed_a_development_build(hands):
    _about_says(hands, "development build: nobody has signed it")


def test_about_names_the_key_of_a_signed_copy_and_vouches_for_nothing(hands, tmp_path, monkeypatch):
    (tmp_path / "linux").mkdir()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "linux" / "foc-reader"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (tmp_path / "portable.txt").touch()
    key = b64encode(b"Ed" + bytes(range(1, 9)) + bytes(32)).decode()
    (tmp_path / "foc-release.pub").write_text(f"untrusted comment: minisign public key\n{key}\n")
    _about_says(hands, "says that it is signed with the key 0807060504030201")


def _about_says(hands, words):
    next(action for action in _help_menu(hands).actions() if action.objectName() == "show_about").trigger()
    label = hands.wait_for(QDialog, "about_dialog").findChild(QLabel, "about_signed")
    hands.bot.waitUntil(lambda: words in label.text())


def test_only_one_help_window_is_open(hands):
    for name in ("show_about", "show_keys", "show_about"):
        next(action for action in _help_menu(hands).actions() if action.objectName() == name).trigger()
    shown = [
        widget.objectName()
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible() and widget.parent() is hands.window
    ]
    assert shown == ["about_dialog"]


def test_the_library_on_the_reader_is_in_the_help_menu_where_it_exists(hands, open_window, tmp_path, qtbot):
    names = {action.text() for action in _help_menu(hands).actions()}
    assert not names & {"Using this reader safely", "About this library"}
    source = tmp_path / "source"
    source.mkdir()
    (source / "pack.yaml").write_text("id: foc\ntitle: Bundled\nlicence: CC0\n", encoding="utf-8")
    page = "---\nid: using-safely\ntitle: Safely\n---\n\nBe careful.\n"
    (source / "using-safely.md").write_text(page, encoding="utf-8")
    build_pack(source, tmp_path / "pack")
    bundled = open_window(Session.open(Locations.find(tmp_path / "pack", tmp_path / "kept-2")))
    found = {action.text(): action for action in _help_menu(bundled).actions()}
    assert "About this library" not in found
    with qtbot.waitSignal(bundled.window._reader.page_changed):
        found["Using this reader safely"].trigger()
    assert "Be careful." in bundled.text.toPlainText()


def test_esc_in_the_text_leaves_full_screen(hands):
    hands.key(Qt.Key.Key_F11, widget=hands.window)
    assert hands.window.isFullScreen()
    assert hands.box.isVisible()
    hands.key(Qt.Key.Key_Escape, widget=hands.text)
    assert not hands.window.isFullScreen()
    assert not hands.window.findChild(Actions).full_screen.isChecked()


def test_f11_leaves_full_screen_and_the_window_is_as_large_as_before(hands):
    hands.window.showMaximized()
    for _ in range(2):
        hands.key(Qt.Key.Key_F11, widget=hands.window)
    assert hands.window.isMaximized() and not hands.window.isFullScreen()
