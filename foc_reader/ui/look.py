"""Theme and text size: chosen, kept, and given to every part of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from foc_reader.core.notebook.settings import Settings
from foc_reader.ui.icons import Icons
from foc_reader.ui.theme import Theme, next_choice, palette, style_sheet, theme_for

TEXT_STEPS = (60, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # per cent


class Themed(Protocol):
    """A part that draws in the colours of a theme itself."""

    def set_theme(self, theme: Theme) -> None: ...


class WithIcons(Protocol):
    """A part that shows icons."""

    def set_icons(self, icons: Icons) -> None: ...


class Text(Protocol):
    """The page being read."""

    def set_look(self, theme: Theme, percent: int) -> None: ...


class Look(QObject):
    """Knows the chosen look; `settings` reads it, `keep` remembers a change."""

    text_percent_changed = Signal(int)
    theme_changed = Signal(str)  # the choice: "system" or a theme's name

    def __init__(
        self,
        drawings: Mapping[str, str],
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._drawings, self._settings, self._keep, self._window = drawings, settings, keep, window
        self._themed: list[Themed] = []
        self._with_icons: Sequence[WithIcons] = ()
        self._text: Text | None = None
        self.icons = Icons(drawings, self.theme)
        window.setStyleSheet(style_sheet(self.theme))  # before there are parts, which would each be worked over again
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        return theme_for(self._settings().theme)

    def dress(self, text: Text, with_icons: Sequence[WithIcons]) -> None:
        """Give these parts the look, now and whenever it changes."""
        self._text, self._with_icons = text, with_icons
        self._apply()

    @Slot(object)
    def dress_also(self, part: Themed) -> None:
        """The same for a part that was made later."""
        self._themed.append(part)
        part.set_theme(self.theme)

    def choose_theme(self, choice: str) -> None:
        if choice != self._settings().theme:
            self._keep(replace(self._settings(), theme=choice))
            self._apply()

    def next_theme(self) -> None:
        self.choose_theme(next_choice(self._settings().theme))

    @Slot(int)
    def step_text(self, step: int) -> None:
        """Larger (1) or smaller (-1) text, by one of TEXT_STEPS."""
        percent = self._settings().text_percent
        if step > 0:
            self.set_text_percent(min((size for size in TEXT_STEPS if size > percent), default=percent))
        else:
            self.set_text_percent(max((size for size in TEXT_STEPS if size < percent), default=percent))

    def set_text_percent(self, percent: int) -> None:
        if percent != self._settings().text_percent:
            self._keep(replace(self._settings(), text_percent=percent))
            if self._text:
                self._text.set_look(self.theme, percent)
            self.text_percent_changed.emit(percent)

    @Slot()
    def _follow_system(self) -> None:
        if self._settings().theme == "system":
            self._apply()

    def _apply(self) -> None:
        theme = self.theme
        if QApplication.palette() != palette(theme):
            QApplication.setPalette(palette(theme))
        if self._window.styleSheet() != style_sheet(theme):
            self._window.setStyleSheet(style_sheet(theme))
            self.icons = Icons(self._drawings, theme)
        for part in self._with_icons:
            part.set_icons(self.icons)
        for coloured in self._themed:
            coloured.set_theme(theme)
        if self._text:
            self._text.set_look(theme, self._settings().text_percent)
        self.theme_changed.emit(self._settings().theme)
