"""Everything the program can do, as actions with their keys, in the menus and on the toolbar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton, QWidget, QWidgetAction

from foc_reader.core.values import dataclass
from foc_reader.ui.icons import Icons
from foc_reader.ui.late_qt import ICON_ONLY, PREVENT_CONTEXT_MENU, TAB_FOCUS, TEXT_BESIDE_ICON
from foc_reader.ui.theme import CHOICES

if TYPE_CHECKING:
    from foc_reader.ui.later_actions import LaterActions

COMMAND_KEY = "Cmd" if sys.platform == "darwin" else "Ctrl"  # Qt reads "Ctrl" as either
ENTER_KEY = "Return" if sys.platform == "darwin" else "Enter"  # what is written on it, and in every sentence of ours


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


@dataclass(frozen=True)
class Doing:
    """What each action does: the window gives its own methods."""

    search: Callable[[], None]
    copy: Callable[[], None]
    go: Callable[[int], None]
    step_match: Callable[[int], None]
    step_section: Callable[[int], None]
    step_pane: Callable[[int], None]
    bookmark: Callable[[], None]
    show_left_pane: Callable[[bool], None]
    step_text: Callable[[int], None]
    usual_size: Callable[[], None]
    choose_theme: Callable[[str], None]
    next_theme: Callable[[], None]
    full_screen: Callable[[bool], None]
    quit: Callable[[], object]
    later: Callable[[Callable[..., QAction]], LaterActions]  # makes those that the first paint does without


class Actions(QObject):
    """Makes the actions, fills the menu bar, and the toolbar around the search box."""

    def __init__(self, window: QMainWindow, doing: Doing) -> None:
        super().__init__(window)
        self._window, self._doing = window, doing
        self._is_kept, self._are_words_shown = False, True
        make = self._make
        self.search = make("search", _tr("Search the library"), doing.search, ["Ctrl+K", "Ctrl+L"])
        self.copy = make("copy", _tr("Copy"), doing.copy, ["Ctrl+C"])
        self.back = make("back", _tr("Back"), lambda: doing.go(-1), ["Alt+Left"])
        self.forward = make("forward", _tr("Forward"), lambda: doing.go(1), ["Alt+Right"])
        self.next_match = make("next_match", _tr("Next match"), lambda: doing.step_match(1), ["F3"])
        self.previous_match = make("previous_match", _tr("Previous match"), lambda: doing.step_match(-1), ["Shift+F3"])
        self.next_section = make("next_section", _tr("Next section"), lambda: doing.step_section(1), ["Alt+Down"])
        self.previous_section = make(
            "previous_section", _tr("Previous section"), lambda: doing.step_section(-1), ["Alt+Up"]
        )
        self.next_pane = make("next_pane", _tr("Next pane"), lambda: doing.step_pane(1), ["F6"])
        self.previous_pane = make("previous_pane", _tr("Previous pane"), lambda: doing.step_pane(-1), ["Shift+F6"])
        self.bookmark = make("bookmark", _tr("Bookmark"), doing.bookmark, ["Ctrl+D"])
        self.left_pane = make("left_pane", _tr("Left pane"), doing.show_left_pane, ["Ctrl+B", "F9"], is_choice=True)
        self.larger = make("larger", _tr("Larger text"), lambda: doing.step_text(1), ["Ctrl++", "Ctrl+="])
        self.smaller = make("smaller", _tr("Smaller text"), lambda: doing.step_text(-1), ["Ctrl+-"])
        self.usual_size = make("usual_size", _tr("Usual text size"), doing.usual_size, ["Ctrl+0"])
        self.sizes = [self.larger, self.smaller, self.usual_size]
        self.next_theme = make("next_theme", _tr("Next theme"), doing.next_theme, ["Ctrl+Shift+D"])
        self.full_screen = make("full_screen", _tr("Full screen"), doing.full_screen, ["F11"], is_choice=True)
        self.quit = make("quit", _tr("Quit"), doing.quit, ["Ctrl+Q"])
        self.themes = self._make_themes(doing.choose_theme)
        self.leaving: list[QAction] = []  # the toolbar where it is too narrow, the first first
        self._menus = self._make_menus()

    def fill_toolbar(self, search_bar: QWidget) -> QToolBar:
        """The one toolbar: back, forward, the search box, bookmark, text size, theme."""
        bar = QToolBar(_tr("Toolbar"), self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setProperty("toolButtonStyle", TEXT_BESIDE_ICON)
        bar.setProperty("contextMenuPolicy", PREVENT_CONTEXT_MENU)
        bar.addAction(self.back)
        bar.addAction(self.forward)
        _add_widget(bar, search_bar)
        bar.addAction(self.bookmark)
        self._sizes = self._menu_button(bar, "text_size", _tr("Text"), self.sizes)
        self._themes = self._menu_button(bar, "theme", _tr("Theme"), self.themes.actions())
        menus = [_add_widget(bar, button) for button in (self._sizes, self._themes)]
        self.leaving = [*reversed(menus), self.forward, self.bookmark, self.back]
        for part in bar.children():
            if isinstance(part, QToolButton):
                part.setProperty("focusPolicy", TAB_FOCUS)
        self._bar = bar
        return bar

    @property
    def toolbar(self) -> QToolBar:
        return self._bar

    @property
    def text_menus(self) -> tuple[QMenu, QMenu]:
        """Where the text's size is chosen: the menu View, and the one on the toolbar."""
        return self._menus[_tr("&View")], self._sizes.menu()

    def set_icons(self, icons: Icons) -> None:
        if self._bar.iconSize().width() != icons.side:
            self._bar.setIconSize(QSize(icons.side, icons.side))
            for button in (self._sizes, self._themes):
                button.setIconSize(self._bar.iconSize())
        self.back.setIcon(icons.icon("back"))
        self.forward.setIcon(icons.icon("forward"))
        self.bookmark.setIcon(icons.icon("bookmarked" if self._is_kept else "bookmark"))
        self._sizes.setIcon(icons.icon("text-size"))
        self._themes.setIcon(icons.icon("theme"))

    def set_bookmarked(self, is_kept: bool, icons: Icons) -> None:
        """Fill the star where the place one reads is kept."""
        if is_kept != self._is_kept:
            self._is_kept = is_kept
            self.bookmark.setIcon(icons.icon("bookmarked" if is_kept else "bookmark"))
            self.bookmark.setStatusTip(_tr("This passage is kept") if is_kept else "")

    def set_words_shown(self, shown: bool) -> None:
        """A narrow window has icons only; the words stay in tooltips and for screen readers."""
        if shown != self._are_words_shown:
            self._are_words_shown = shown
            for part in (self._bar, self._sizes, self._themes):
                part.setProperty("toolButtonStyle", TEXT_BESIDE_ICON if shown else ICON_ONLY)

    def show_history(self, can_go_back: bool, can_go_forward: bool) -> None:
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)

    def show_theme(self, choice: str) -> None:
        """Check the theme that is chosen."""
        for action in self.themes.actions():
            action.setChecked(action.data() == choice)

    def add_to_library(self, name: str, text: str, does: Callable[[], None], keys: Sequence[str]) -> QAction:
        """A further entry of the menu Library, made when the window is on the screen already."""
        action = self._make(name, text, does, keys)
        title = _tr("&Library")
        menu, actions = self._menus[title], self._titled[title]
        actions.append(action)
        if not menu.isEmpty():
            menu.addAction(action)
        return action

    @cached_property
    def later(self) -> LaterActions:
        """Those that are made once the window is on the screen."""
        return self._doing.later(self._make)

    def make_later(self) -> None:
        """Make those: from now on they have their keys."""
        _ = self.later

    def listed(self) -> dict[str, list[QAction]]:
        """The actions that have a key, by the menu they are in."""
        return {
            title.replace("&", ""): [action for action in actions if action and action.shortcuts()]
            for title, actions in self._titled.items()
        }

    def everything(self) -> list[QAction]:
        """All actions that have a key, in the order they were made."""
        return [action for action in self.findChildren(QAction) if action.shortcuts()]

    def _make(
        self, name: str, text: str, does: Callable[..., object], keys: Sequence[str], is_choice: bool = False
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts(list(keys))  # type: ignore[arg-type]  # Qt reads texts, too
        action.setCheckable(is_choice)
        shown = keys[0].replace("Ctrl", COMMAND_KEY) if keys else ""
        action.setToolTip(f"{text} ({shown})" if shown else text)
        if is_choice:
            action.toggled.connect(does)
        else:
            action.triggered.connect(lambda checked=False: does())
        self._window.addAction(action)
        return action

    def _make_themes(self, choose: Callable[[str], None]) -> QActionGroup:
        names = {"system": _tr("As the system"), "light": _tr("Light"), "sepia": _tr("Sepia"), "night": _tr("Night")}
        group = QActionGroup(self)
        for choice in CHOICES:
            action = group.addAction(names[choice])
            action.setObjectName(f"theme_{choice}")
            action.setCheckable(True)
            action.setData(choice)
        group.triggered.connect(lambda action: choose(str(action.data())))
        return group

    def _menu_button(self, bar: QToolBar, name: str, text: str, actions: list[QAction]) -> QToolButton:
        button = QToolButton(bar)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setProperty("toolButtonStyle", TEXT_BESIDE_ICON)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(actions)
        button.setMenu(menu)
        return button

    def fill_menus(self) -> None:
        """Fill every menu: some systems do not show one that is empty."""
        for title, menu in self._menus.items():
            _fill(menu, self._titled[title])
        self.later.left.fill()

    def _refresh(self) -> None:
        """One of them is about to be shown."""
        self.fill_menus()
        self.later.left.refresh()

    def _make_menus(self) -> dict[str, QMenu]:
        """The menus of the menu bar, by title: the first paint need not wait for what belongs in them."""
        menus, bar = {}, self._window.menuBar()
        for title in map(_tr, ("&File", "&Edit", "&View", "&Go", "&Bookmarks", "&Library", "&Help")):
            # not by addMenu(title): of a menu that Qt made PySide6 does not hear when it is gone
            menus[title] = QMenu(title, bar)
            bar.addMenu(menus[title])
            menus[title].aboutToShow.connect(self._refresh)
        return menus

    @cached_property
    def _titled(self) -> dict[str, list[QAction | None]]:
        """What stands in each menu; None is a line between groups."""
        later, left = self.later, self.later.left
        sizes_and_themes = [None, *self.sizes, None, self.next_theme, *self.themes.actions()]
        return {
            _tr("&File"): [later.new_tab, left.open_beside, later.close_tab, later.reopen_tab, None, self.quit],
            _tr("&Edit"): [
                *(self.copy, None, self.search, later.search_within, left.show_results, *later.orders, None),
                *(later.find, None),
                *(later.like_passage, later.like_document, None, later.caret),
            ],
            _tr("&View"): [self.left_pane, left.width, self.full_screen, *sizes_and_themes],
            _tr("&Go"): [
                *(self.back, self.forward, later.show_start, None),
                *(self.next_match, self.previous_match, None),
                *(self.next_section, self.previous_section, None),
                *(later.next_tab, later.previous_tab, None),
                *(self.next_pane, self.previous_pane),
            ],
            _tr("&Bookmarks"): [
                *(self.bookmark, later.keep_search, left.change, left.delete, left.undo_delete, None),
                *(left.show_bookmarks, left.order.menuAction(), None),
                *(left.export, left.take_in),
            ],
            _tr("&Library"): [left.show_library],
            _tr("&Help"): [later.show_keys, left.how_to_search, None, *later.help_documents, later.show_about],
        }


def _add_widget(bar: QToolBar, widget: QWidget) -> QAction:
    """Add it. Python makes the action: one that Qt makes can be taken for that of a window which is gone."""
    action = QWidgetAction(bar)
    action.setDefaultWidget(widget)
    bar.addAction(action)
    return action


def _fill(menu: QMenu, actions: Sequence[QAction | None]) -> None:
    """Put `actions` into `menu`, where it is still empty."""
    for action in actions if menu.isEmpty() else ():
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
