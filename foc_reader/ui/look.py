"""Theme, text and sizes: chosen, kept, and given to every part of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from foc_reader.core.notebook.settings import Settings
from foc_reader.core.values import replace
from foc_reader.ui.icons import Icons, app_icon
from foc_reader.ui.page_style import LETTERS, Typesetting
from foc_reader.ui.theme import (
    INTERFACE_POINTS,
    TEXT_POINTS,
    Theme,
    interface_font,
    next_choice,
    palette,
    style_sheet,
    system_asks,
    theme_for,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

TEXT_STEPS = (60, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # per cent


class Themed(Protocol):
    """A part that draws in the colours of a theme itself."""

    def set_theme(self, theme: Theme) -> None: ...


class WithIcons(Protocol):
    """A part that shows icons."""

    def set_icons(self, icons: Icons) -> None: ...


class Text(Protocol):
    """The page being read."""

    def set_look(self, theme: Theme, typesetting: Typesetting) -> None: ...


class Look(QObject):
    """Knows the chosen look; `settings` reads it, `keep` remembers a change."""

    text_percent_changed = Signal(int)
    theme_changed = Signal(str)  # the choice: "system" or a theme's name
    interface_resized = Signal()

    def __init__(
        self,
        drawings: Mapping[str, str],
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
        window: QWidget,
        asked: Callable[[], str] = system_asks,
    ) -> None:
        """`asked` says what the system asks for; at first its own colours tell."""
        super().__init__(window)
        self._drawings, self._settings, self._keep, self._window = drawings, settings, keep, window
        self._asked, self._system = asked, str(_at_start("system_shows") or "light")
        self._themed: list[Themed] = []
        self._with_icons: list[WithIcons] = []
        self._text: Text | None = None
        self._filled: list[QMenu] = []
        self._points = cast(float, _at_start("interface_points") or INTERFACE_POINTS)
        self._set_font()
        self._theme = self._now()
        self.icons = self._make_icons()
        # before there are parts, which would each be worked over again
        window.setStyleSheet(style_sheet(self._theme, settings().interface_percent))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)

    @property
    def theme(self) -> Theme:
        """The colours that are shown."""
        return self._theme

    @property
    def settings(self) -> Settings:
        return self._settings()

    def dress(self, text: Text, with_icons: Sequence[WithIcons]) -> None:
        """Give these parts the look, now and whenever it changes."""
        later = [part for part in self._with_icons if part not in with_icons]
        self._text, self._with_icons = text, [*with_icons, *later]
        self._apply()

    @Slot(object)
    def dress_also(self, part: Themed) -> None:
        """The same for a part that was made later."""
        self._themed.append(part)
        part.set_theme(self.theme)

    def give_icons(self, part: WithIcons) -> None:
        """The icons for a part that was made later."""
        self._with_icons.append(part)
        part.set_icons(self.icons)

    def offer_choices(self, menus: Sequence[QMenu]) -> None:
        """Put what is chosen by numbers into each of `menus` when it is first opened."""
        for menu in menus:
            menu.aboutToShow.connect(lambda menu=menu: self._fill(menu))

    def choose_theme(self, choice: str) -> None:
        self._change(theme=choice)

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
            self._change(text_percent=percent)
            self.text_percent_changed.emit(percent)

    def set_line_spacing(self, percent: int) -> None:
        """The height of a line, in per cent of the font's own."""
        self._change(line_spacing=percent)

    def set_text_width(self, width: str) -> None:
        """How long a line may become: a name out of LETTERS."""
        self._change(text_width=width)

    def set_interface_percent(self, percent: int) -> None:
        """The size of everything but the text."""
        if percent != self._settings().interface_percent:
            self._change(interface_percent=percent)
            self.interface_resized.emit()

    def show_app_icon(self, drawing: str) -> None:
        """Give the window the program's own icon; none where its drawing could not be read."""
        if drawing:
            self._window.setWindowIcon(app_icon(drawing))

    @Slot()
    def follow_system(self) -> None:
        """Ask the system again, and do as it asks."""
        before, self._system = self._system, self._asked()
        if self._system != before:
            self._apply()

    def keep(self, **changes: str | int) -> bool:
        """Remember settings; whether any is another than before comes back."""
        before = self._settings()
        after = replace(before, **changes)  # type: ignore[arg-type]  # each caller gives the right kind
        if after != before:
            self._keep(after)
        return after != before

    # private

    def _change(self, **changes: str | int) -> None:
        if self.keep(**changes):
            self._apply()

    def _now(self) -> Theme:
        return theme_for(self._settings().theme, self._system)

    def _set_font(self) -> None:
        font = interface_font(self._points * self._settings().interface_percent / 100)
        if QApplication.font().pointSizeF() != font.pointSizeF():
            QApplication.setFont(font)

    def _make_icons(self) -> Icons:
        return Icons(self._drawings, self._theme, self._settings().interface_percent)

    def _apply(self) -> None:
        theme = self._theme = self._now()
        self._set_font()
        if QApplication.palette() != palette(theme):
            QApplication.setPalette(palette(theme))
        percent = self._settings().interface_percent
        sheet = style_sheet(theme, percent, self._signs(percent))
        if self._window.styleSheet() != sheet:
            self._window.setStyleSheet(sheet)
            self.icons = self._make_icons()
        for part in self._with_icons:
            part.set_icons(self.icons)
        for coloured in self._themed:
            coloured.set_theme(theme)
        if self._text:
            self._text.set_look(theme, self._typesetting())
        self.theme_changed.emit(self._settings().theme)

    def _signs(self, percent: int) -> str:
        """Rules for what Qt draws too small in a larger interface."""
        if percent == 100:
            return ""
        from foc_reader.ui.signs import signs_sheet

        return signs_sheet(self._drawings, self._theme, percent)

    def _typesetting(self) -> Typesetting:
        settings = self._settings()
        points = self._points / INTERFACE_POINTS * TEXT_POINTS * settings.text_percent / 100
        pixels = points * self._window.logicalDpiY() / 72
        return Typesetting(points, pixels, settings.line_spacing, LETTERS[settings.text_width])

    def _fill(self, menu: QMenu) -> None:
        if menu in self._filled:
            return
        self._filled.append(menu)
        from foc_reader.ui.comfort import add_choices

        add_choices(menu, self)


def _at_start(name: str) -> object:
    """What was found out when the application was made: application.py. None where somebody else has made it."""
    application = QApplication.instance()
    return application.property(name) if application else None
