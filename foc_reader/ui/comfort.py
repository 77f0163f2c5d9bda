"""Menus for what is chosen once and then left: line spacing, width of the text, size of the interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from foc_reader.ui.look import Look

SPACINGS = (120, 135, 150, 175, 200)  # per cent of the font's own line; INTERACTION.md, "Layout": 1.2-2.0
INTERFACE_SIZES = (100, 115, 130, 150, 175, 200)  # per cent


def _tr(text: str) -> str:
    return QCoreApplication.translate("comfort", text)


def add_choices(menu: QMenu, look: Look) -> None:
    """Put the three menus into `menu`, after the actions for the text's size."""
    names = [action.objectName() for action in menu.actions()]
    following = menu.actions()[names.index("usual_size") + 1 :]
    before = following[0] if following else None
    locale = QLocale()
    spacings = {spacing: locale.toString(spacing / 100) for spacing in SPACINGS}
    widths = {"narrow": _tr("Narrow"), "usual": _tr("Usual"), "wide": _tr("Wide")}
    sizes = {size: _tr("{percent} %").format(percent=locale.toString(size)) for size in INTERFACE_SIZES}
    _add(menu, before, "line_spacing", _tr("Line spacing"), spacings, look.set_line_spacing, look)
    _add(menu, before, "text_width", _tr("Width of the text"), widths, look.set_text_width, look)
    if before:  # the menu on the toolbar is for the text alone
        menu.insertSeparator(before)
        _add(menu, before, "interface_percent", _tr("Interface size"), sizes, look.set_interface_percent, look)


def _add(
    menu: QMenu,
    before: QAction | None,
    setting: str,
    title: str,
    choices: Mapping[int, str] | Mapping[str, str],
    choose: Callable[..., None],
    look: Look,
) -> None:
    """One submenu, in which the value of `setting` is checked whenever it is opened."""
    submenu = QMenu(title, menu)
    submenu.setObjectName(setting)
    group = QActionGroup(submenu)
    for value, words in choices.items():
        action = group.addAction(words)
        action.setObjectName(f"{setting}_{value}")
        action.setCheckable(True)
        action.setData(value)
    submenu.addActions(group.actions())

    def show_choice() -> None:
        chosen = getattr(look.settings, setting)
        for action in group.actions():
            action.setChecked(action.data() == chosen)

    submenu.aboutToShow.connect(show_choice)
    group.triggered.connect(lambda action: choose(action.data()))
    menu.insertMenu(before, submenu)  # type: ignore[arg-type]  # None: at the end
