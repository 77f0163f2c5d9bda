"""What a start does without until the window is at rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QTextBrowser

import foc_reader
from foc_reader.ui import late_qt
from foc_reader.ui.settling import Settling
from foc_reader.ui.theme import system_shows

STARTED = """
import sys
from pathlib import Path
from foc_reader.__main__ import open_window
application, window = open_window(Path(sys.argv[1]), Path(sys.argv[2]), ["foc-reader"])
import PySide6.QtCore
def at_rest():
    assert "Qt" not in vars(PySide6.QtCore), "Qt's enums were made"
    assert "dataclasses" not in sys.modules
    assert not [name for name in sys.modules if "sharing" in name or name.startswith(("nacl", "foc_reader.ui.copy"))]
    assert sys.getswitchinterval() < 0.001, "a key waits long for a thread that searches"
window.ready.connect(at_rest)
window.settled.connect(application.quit)
application.exec()
assert "Qt" in vars(PySide6.QtCore)
window.close()
"""


@pytest.mark.parametrize("words", [[], ["-reverse"]])
def test_until_the_window_is_at_rest_qts_enums_are_not_made(small_pack, tmp_path, words):
    program = STARTED.replace('["foc-reader"]', f'["foc-reader", *{words}]')
    ran = subprocess.run(
        [sys.executable, "-c", program, str(small_pack), str(tmp_path / "kept")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=Path(foc_reader.__file__).parents[1],
    )
    assert ran.returncode == 0, ran.stderr
    assert "Error" not in ran.stderr


def test_the_numbers_of_qts_values_are_theirs():
    role = Qt.ItemDataRole
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == late_qt.SCROLL_BAR_ALWAYS_OFF
    assert Qt.ContextMenuPolicy.PreventContextMenu.value == late_qt.PREVENT_CONTEXT_MENU
    assert Qt.FocusPolicy.TabFocus.value == late_qt.TAB_FOCUS
    assert Qt.TextFormat.PlainText.value == late_qt.PLAIN_TEXT
    assert Qt.ShortcutContext.WidgetShortcut.value == late_qt.WIDGET_SHORTCUT
    assert Qt.ToolButtonStyle.ToolButtonIconOnly.value == late_qt.ICON_ONLY
    assert Qt.ToolButtonStyle.ToolButtonTextBesideIcon.value == late_qt.TEXT_BESIDE_ICON
    assert (role.DisplayRole, role.DecorationRole) == (late_qt.DISPLAY_ROLE, late_qt.DECORATION_ROLE)
    assert (role.ToolTipRole, role.ForegroundRole) == (late_qt.TOOL_TIP_ROLE, late_qt.FOREGROUND_ROLE)
    assert role.AccessibleTextRole == late_qt.ACCESSIBLE_TEXT_ROLE
    assert (role.SizeHintRole, role.UserRole) == (late_qt.SIZE_HINT_ROLE, late_qt.USER_ROLE)


def test_what_is_set_by_its_number_is_set(hands):
    assert hands.text.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    bar = hands.window._actions._bar
    assert bar.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert bar.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
    assert bar.widgetForAction(hands.window._actions.back).focusPolicy() is Qt.FocusPolicy.TabFocus
    assert hands.window._actions.later.left.delete.shortcutContext() is Qt.ShortcutContext.WidgetShortcut
    assert hands.window._status._kept.textFormat() is Qt.TextFormat.PlainText


def test_the_late_name_gives_qts_own_values():
    assert late_qt.Qt.Key is Qt.Key
    with pytest.raises(AttributeError):
        _ = late_qt.Qt.NoSuchName


@pytest.mark.parametrize(("ground", "text", "shown"), [("#efefef", "#000000", "light"), ("#202020", "#ffffff", "dark")])
def test_the_systems_own_colours_tell_at_first_whether_it_is_dark(qapp, ground, text, shown):
    own = QPalette(QGuiApplication.palette())
    own.setColor(QPalette.ColorRole.Window, ground)
    own.setColor(QPalette.ColorRole.WindowText, text)
    assert system_shows(own) == shown


def test_what_can_wait_is_done_one_thing_a_turn_and_can_be_left(qtbot):
    done = []
    owner = QTextBrowser()
    qtbot.addWidget(owner)
    settling = Settling(
        [lambda: done.append(1), lambda: (done.append(2), settling.end()), lambda: done.append(3)], owner
    )
    settling.begin()
    assert done == []
    qtbot.waitUntil(lambda: done == [1, 2])
    settling.begin()  # too late
    whole = Settling([lambda: done.append(4), lambda: done.append(5)], owner)
    with qtbot.waitSignal(whole.ended):
        whole.begin()
    assert done == [1, 2, 4, 5]
