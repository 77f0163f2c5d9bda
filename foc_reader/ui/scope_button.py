"""Where the search box searches: the whole library, or the collection or the document that is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from foc_reader.core.isolating import isolated
from foc_reader.ui.choice_button import ChoiceButton
from foc_reader.ui.icons import Icons
from foc_reader.ui.limits import COLLECTION, DOCUMENT, LIBRARY, Limits

_LONGEST_NAME = 60  # letters of a title in the menu


class ScopeButton(ChoiceButton):
    """Stands in the search box as soon as something is open."""

    scope_chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        menu = QMenu(parent)
        menu.setObjectName("scope_choices")
        super().__init__("scope", menu, parent)
        self._icons, self._limits = icons, Limits()
        menu.aboutToShow.connect(self._fill)

    def set_icons(self, icons: Icons) -> None:
        self._icons = icons
        self.setIcon(icons.icon(self._limits.scope))

    def show_limits(self, limits: Limits) -> None:
        self._limits = limits
        words = scope_words(limits.scope)
        self.setText(words)
        self.setIcon(self._icons.icon(limits.scope))
        self.setToolTip(self.tr("Where to search: {scope}").format(scope=words))
        self.setAccessibleName(self.tr("Where to search: {scope}").format(scope=words))
        self.setAccessibleDescription(self._name_of(limits.scope))
        self.updateGeometry()
        self.update()

    def _fill(self) -> None:
        """The choices, with the names of what “this” is."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for scope in self._limits.scopes:
            name = self._name_of(scope)
            words = scope_words(scope)
            text = self.tr("{scope}: {name}").format(scope=words, name=isolated(_cut(name))) if name else words
            action = QAction(text.replace("&", "&&"), menu)  # an icon would stand in the place of the tick
            action.setObjectName(f"scope_{scope}")
            action.setCheckable(True)
            action.setChecked(scope == self._limits.scope)
            action.triggered.connect(lambda checked=False, scope=scope: self.scope_chosen.emit(scope))
            group.addAction(action)
            menu.addAction(action)

    def _name_of(self, scope: str) -> str:
        """What “this” is, by its name; empty for the whole library."""
        entry = self._limits.anchor if scope == self._limits.scope else self._limits.open_entry
        if entry is None or scope == LIBRARY:
            return ""
        return entry.title if scope == DOCUMENT else " / ".join(entry.collection)


def scope_words(scope: str) -> str:
    translate = QCoreApplication.translate
    words = {
        LIBRARY: translate("scope", "Whole library"),
        COLLECTION: translate("scope", "This collection"),
        DOCUMENT: translate("scope", "This document"),
    }
    return words[scope]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
