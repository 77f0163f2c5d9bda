"""Colours and type: Qt's Fusion style with our palette on every part of the window (LOOK.md, "Colours" and "Type")."""

from __future__ import annotations

import re
import sys

from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette

from foc_reader.core.values import dataclass
from foc_reader.ui.late_qt import Qt

# One family by system, where that is missing the system's own choice: each further name takes Qt 4 ms at the start
INTERFACE_FAMILIES = {"win32": ["Segoe UI"], "darwin": ["Helvetica Neue"]}.get(sys.platform, ["Noto Sans"])
TEXT_FAMILIES = {"win32": ["Georgia"], "darwin": ["Georgia"]}.get(sys.platform, ["Noto Serif"])
INTERFACE_POINTS = 10.0
_USUAL_PIXELS = 13  # the same on the usual screen
TEXT_POINTS = 12.0


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; each is a hex text as Qt and style sheets read it."""

    name: str
    paper: str  # ground of the text being read
    side: str  # ground of the left pane
    chrome: str  # ground of toolbar, menus, status bar
    text: str
    muted: str
    accent: str
    rule: str  # separating lines only
    edge: str  # edges of what one can press or type into
    mark: str  # ground of a found word
    mark_text: str
    selected: str  # ground of a selected row; everything on it is in one colour:
    selected_text: str


LIGHT = Theme(
    name="light",
    paper="#FCFBF8",
    side="#F3F1EB",
    chrome="#F7F5F0",
    text="#1E2226",
    muted="#464D58",
    accent="#084C72",
    rule="#DCD8CE",
    edge="#857F72",
    mark="#FFE28A",
    mark_text="#1E2226",
    selected="#E3EEF5",
    selected_text="#1E2226",
)
SEPIA = Theme(
    name="sepia",
    paper="#F5ECD7",
    side="#EADFC6",
    chrome="#EFE4CB",
    text="#32271A",
    muted="#4A3C2A",
    accent="#6B340C",
    rule="#D8C9A8",
    edge="#86734F",
    mark="#F2C766",
    mark_text="#32271A",
    selected="#E2D2AE",
    selected_text="#32271A",
)
NIGHT = Theme(
    name="night",
    paper="#15181C",
    side="#1B1F24",
    chrome="#181C20",
    text="#D9DEE4",
    muted="#B6BFC9",
    accent="#86C5EC",
    rule="#2E343B",
    edge="#6E7984",
    mark="#574208",
    mark_text="#FFF4CC",
    selected="#222C35",
    selected_text="#D9DEE4",
)
THEMES = {theme.name: theme for theme in (LIGHT, SEPIA, NIGHT)}
CHOICES = ("system", *THEMES)  # in the order Ctrl+Shift+D walks through


def theme_for(choice: str, asked: str) -> Theme:
    """The theme that a setting stands for, on a system that asks for `asked`: see `system_asks`."""
    if asked == "contrast":  # its own colours win over every choice
        from foc_reader.ui.forced_colours import system_theme

        return system_theme()
    return THEMES.get(choice) or (NIGHT if asked == "dark" else LIGHT)


def system_shows(own: QPalette) -> str:
    """What its `own` palette tells of the system: "light" or "dark"."""
    ground, text = own.color(QPalette.ColorRole.Window), own.color(QPalette.ColorRole.WindowText)
    return "dark" if ground.lightness() < text.lightness() else "light"


def system_asks() -> str:
    """What the system asks of every program: "light", "dark", or "contrast" where it forces colours of its own.

    Not before the first paint: the answer is one of Qt's enums (`late_qt`).
    """
    hints = QGuiApplication.styleHints()  # held: PySide6 6.11.3 drops the next object together with this one
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def next_choice(choice: str) -> str:
    """The theme after `choice`, round and round."""
    return CHOICES[(CHOICES.index(choice) + 1) % len(CHOICES)] if choice in CHOICES else CHOICES[0]


def interface_font(points: float) -> QFont:
    """The font of everything but the text being read."""
    font = QFont()
    font.setFamilies(INTERFACE_FAMILIES)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(points)
    return font


def letters_unit() -> float:
    """How large the letters of the interface are: 1 for the usual ones. A window's own font lags behind a change."""
    return QFontInfo(QGuiApplication.font()).pixelSize() / _USUAL_PIXELS


def palette(theme: Theme) -> QPalette:
    """Every role of Qt's palette in the colours of `theme`."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.chrome,
        role.WindowText: theme.text,
        role.Base: theme.paper,
        role.AlternateBase: theme.side,
        role.Text: theme.text,
        role.Button: theme.chrome,
        role.ButtonText: theme.text,
        role.BrightText: theme.text,
        role.ToolTipBase: theme.side,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selected,
        role.HighlightedText: theme.selected_text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.paper,
        role.Midlight: theme.rule,
        role.Mid: theme.edge,
        role.Dark: theme.edge,
        role.Shadow: theme.rule,
    }
    made = QPalette()
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.edge))
    return made


def style_sheet(theme: Theme, percent: int = 100, more: str = "") -> str:
    """The window's own parts and `more` rules, `percent` of their usual size.

    Focus is 2 px of accent on all that takes the keyboard.
    """
    sheet = _sheet(theme) + more
    if percent == 100:
        return sheet
    return re.sub(r"\b([0-9]+)px", lambda length: f"{round(int(length[1]) * percent / 100)}px", sheet)


def _sheet(theme: Theme) -> str:
    # in the system's own colours a selected row's ground is a strong one, on which icons would vanish
    hover = theme.selected if theme.selected_text == theme.text else theme.chrome
    return f"""
QMainWindow, QDialog {{ background: {theme.chrome}; }}
QMenuBar {{ background: {theme.chrome}; color: {theme.text}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.selected}; color: {theme.selected_text}; }}
QMenu {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.selected}; color: {theme.selected_text}; }}
QMenu::item:disabled {{ color: {theme.edge}; }}
QMenu::separator {{ height: 1px; background: {theme.rule}; margin: 4px 8px; }}
QToolBar {{ background: {theme.chrome}; border: 0; border-bottom: 1px solid {theme.rule};
  padding: 5px 6px; spacing: 4px; }}
QToolButton {{ color: {theme.text}; padding: 5px 8px; border: 2px solid transparent; border-radius: 6px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:disabled {{ color: {theme.edge}; }}
QToolButton#left_pane_button:checked {{ background: {hover}; border: 2px solid {theme.text}; }}
QToolButton#left_pane_button:checked:focus {{ border-color: {theme.accent}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge};
  border-radius: 8px; padding: 6px 8px; selection-background-color: {theme.mark};
  selection-color: {theme.mark_text}; placeholder-text-color: {theme.muted}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 5px 7px; }}
QPushButton {{ background: {theme.chrome}; color: {theme.text}; border: 1px solid {theme.edge}; border-radius: 6px;
  padding: 5px 12px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:default {{ border-color: {theme.accent}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {theme.edge}; border-color: {theme.rule}; }}
QWidget#left_pane {{ background: {theme.side}; }}
QWidget#left_pane[over="true"] {{ border: 1px solid {theme.edge}; }}
QTreeView, QListView {{ background: {theme.side}; color: {theme.text}; border: 2px solid transparent; outline: 0; }}
QTreeView {{ show-decoration-selected: 0; }}
QDialog QListView {{ background: {theme.paper}; border: 1px solid {theme.edge}; border-radius: 6px; }}
QDialog QListView:focus {{ border: 2px solid {theme.accent}; }}
QDialog QListView::item {{ padding: 4px 6px; }}
QDialog QListView::item:selected {{ background: {theme.selected}; color: {theme.selected_text}; }}
QProgressBar {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge}; border-radius: 6px;
  text-align: center; padding: 1px; }}
QProgressBar::chunk {{ background: {theme.mark}; border-radius: 4px; }}
QScrollArea {{ border: 2px solid transparent; }}
QTreeView:focus, QListView:focus, QTextEdit:focus, QScrollArea:focus {{ border-color: {theme.accent}; }}
QTreeView::item, QListView#outline_list::item {{ padding: 5px 4px; border-radius: 5px; }}
QTreeView::item:hover, QListView#outline_list::item:hover {{ background: {hover}; }}
QListView#outline_list::item:selected {{ background: {theme.selected}; color: {theme.selected_text}; }}
QTreeView::item:selected {{ background: transparent; color: {theme.selected_text}; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 9px 12px 7px; border: 0;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.accent}; padding: 7px 10px 7px; border-radius: 4px; }}
QSplitter::handle {{ background: {theme.rule}; }}
QTextEdit {{ background: {theme.paper}; color: {theme.text}; border: 2px solid transparent;
  selection-background-color: {theme.accent}; selection-color: {theme.paper}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; }}
QScrollBar::handle {{ background: {theme.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {theme.chrome}; color: {theme.muted}; border-top: 1px solid {theme.rule}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {theme.muted}; padding: 2px 10px; }}
QStatusBar QLabel#status_message {{ background: {theme.chrome}; color: {theme.text}; padding: 4px 10px; }}
QLabel#quiet {{ color: {theme.muted}; padding: 8px 12px 6px 12px; }}
QWidget#results_page QLabel#quiet {{ padding: 3px 12px; }}
QLabel#empty_place {{ color: {theme.text}; padding: 24px 18px; }}
QWidget#offers_page QLabel#empty_place {{ padding: 14px 0 8px 0; }}
ChoiceButton {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge}; border-radius: 8px; }}
ChoiceButton:hover {{ background: {hover}; }}
ChoiceButton:checked {{ background: {hover}; border: 2px solid {theme.text}; }}
ChoiceButton:focus {{ border: 2px solid {theme.accent}; }}
Chip, QPushButton#did_you_mean {{ background: {theme.paper}; border-radius: 8px; padding: 0; text-align: left; }}
Chip:hover, QPushButton#did_you_mean:hover {{ background: {hover}; }}
Chip:focus, QPushButton#did_you_mean:focus {{ border: 2px solid {theme.accent}; padding: 0; }}
QWidget#results_page, QScrollArea#offers, QWidget#offers_page {{ background: {theme.side}; }}
QLabel#offers_heading {{ color: {theme.muted}; padding: 14px 0 4px 0; }}
QLabel#offers_text {{ color: {theme.muted}; padding: 0 0 8px 0; }}
QLabel#offers_sign {{ color: {theme.text}; padding: 2px 0 0 0; }}
QPushButton#offer {{ background: {theme.paper}; padding: 0; text-align: left; }}
QPushButton#offer:hover {{ background: {hover}; }}
QPushButton#query_help {{ padding: 2px 8px; border-radius: 10px; }}
QPushButton#query_help:checked {{ background: {hover}; border: 2px solid {theme.text}; padding: 1px 7px; }}
QPushButton#query_help:focus {{ border: 2px solid {theme.accent}; padding: 1px 7px; }}
QWidget#filters QPushButton {{ padding: 2px 10px; border-radius: 8px; }}
QWidget#filters QPushButton:focus {{ padding: 1px 9px; }}
QPushButton#step_out {{ background: {hover}; border: 2px solid {theme.text}; padding: 1px 9px; }}
QMenu#scope_choices, ChoiceMenu {{ menu-scrollable: 1; }}
QFrame#message_bar {{ background: {theme.selected}; border: 0; border-bottom: 1px solid {theme.edge}; }}
QLabel#note_heading {{ color: {theme.text}; padding: 4px; font-weight: 600; }}
QFrame#note_card {{ background: {theme.paper}; border: 0; border-top: 1px solid {theme.edge}; }}
QScrollArea#message_scroll, QScrollArea#about_scroll {{ background: transparent; border: 0; }}
QFrame#message_bar QLabel {{ color: {theme.selected_text}; }}
"""
