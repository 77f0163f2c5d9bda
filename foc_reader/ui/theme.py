"""Colours and type: Qt's Fusion style with our palette on every part of the window (LOOK.md, "Colours" and "Type")."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from foc_reader.core.values import dataclass

INTERFACE_FAMILIES = ["Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "sans-serif"]
TEXT_FAMILIES = ["Noto Serif", "Georgia", "DejaVu Serif", "serif"]
INTERFACE_POINTS = 10.0
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
    selected: str  # ground of a selected row; everything on it is in the text colour


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
)
THEMES = {theme.name: theme for theme in (LIGHT, SEPIA, NIGHT)}
CHOICES = ("system", *THEMES)  # in the order Ctrl+Shift+D walks through


def theme_for(choice: str) -> Theme:
    """The theme that a setting stands for; "system" follows the system's light or dark."""
    if choice in THEMES:
        return THEMES[choice]
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return NIGHT if is_dark else LIGHT


def next_choice(choice: str) -> str:
    """The theme after `choice`, round and round."""
    return CHOICES[(CHOICES.index(choice) + 1) % len(CHOICES)] if choice in CHOICES else CHOICES[0]


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
        role.HighlightedText: theme.text,
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


def style_sheet(theme: Theme) -> str:
    """The window's own parts. Focus is 2 px of accent on everything that takes the keyboard."""
    return f"""
QMainWindow, QDialog {{ background: {theme.chrome}; }}
QMenuBar {{ background: {theme.chrome}; color: {theme.text}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {theme.selected}; }}
QMenu {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {theme.selected}; }}
QMenu::item:disabled {{ color: {theme.edge}; }}
QMenu::separator {{ height: 1px; background: {theme.rule}; margin: 4px 8px; }}
QToolBar {{ background: {theme.chrome}; border: 0; border-bottom: 1px solid {theme.rule};
  padding: 5px 6px; spacing: 4px; }}
QToolBar QToolButton {{ color: {theme.text}; padding: 5px 8px; border: 2px solid transparent; border-radius: 6px; }}
QToolBar QToolButton:hover {{ background: {theme.selected}; }}
QToolBar QToolButton:disabled {{ color: {theme.edge}; }}
QToolBar QToolButton:focus {{ border-color: {theme.accent}; }}
QToolBar QToolButton::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit {{ background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.edge};
  border-radius: 8px; padding: 6px 8px; placeholder-text-color: {theme.muted};
  selection-background-color: {theme.mark};
  selection-color: {theme.mark_text}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 5px 7px; }}
QPushButton {{ background: {theme.chrome}; color: {theme.text}; border: 1px solid {theme.edge}; border-radius: 6px;
  padding: 5px 12px; }}
QPushButton:hover {{ background: {theme.selected}; }}
QPushButton:default {{ border-color: {theme.accent}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {theme.edge}; border-color: {theme.rule}; }}
QWidget#left_pane {{ background: {theme.side}; }}
QTreeView, QListView {{ background: {theme.side}; color: {theme.text}; border: 2px solid transparent; outline: 0; }}
QTreeView {{ show-decoration-selected: 0; }}
QTreeView:focus, QListView:focus {{ border-color: {theme.accent}; }}
QTreeView::item, QListView#outline_list::item {{ padding: 5px 4px; border-radius: 5px; }}
QTreeView::item:hover, QListView#outline_list::item:hover {{ background: {theme.selected}; }}
QListView#outline_list::item:selected {{ background: {theme.selected}; color: {theme.text}; }}
QTreeView::item:selected {{ background: transparent; color: {theme.text}; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; padding: 9px 12px 7px; border: 0;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.accent}; padding: 7px 10px 7px; border-radius: 4px; }}
QSplitter::handle {{ background: {theme.rule}; }}
QTextBrowser#reading_pane {{ background: {theme.paper}; color: {theme.text}; border: 2px solid transparent;
  selection-background-color: {theme.accent}; selection-color: {theme.paper}; }}
QTextBrowser#reading_pane:focus {{ border-color: {theme.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; }}
QScrollBar::handle {{ background: {theme.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {theme.chrome}; color: {theme.muted}; border-top: 1px solid {theme.rule}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {theme.muted}; padding: 2px 10px; }}
QLabel#quiet {{ color: {theme.muted}; padding: 8px 12px 6px 12px; }}
QLabel#empty_place {{ color: {theme.text}; padding: 24px 18px; }}
QFrame#message_bar {{ background: {theme.selected}; border: 0; border-bottom: 1px solid {theme.edge}; }}
QFrame#message_bar QLabel {{ color: {theme.text}; }}
"""


def document_style(theme: Theme, points: float) -> str:
    """Qt's style sheet for the page being read, whose text is `points` high; everything else keeps its proportion."""

    def size(share: float) -> str:
        return f"font-size: {points * share:.1f}pt"  # Qt knows pt and px here, not em

    interface = f"font-family: {_families(INTERFACE_FAMILIES)}"
    heading = f"{interface}; font-weight: 600; color: {theme.text}"
    return f"""
body {{ color: {theme.text}; }}
p, li {{ line-height: 135%; margin-top: 0; margin-bottom: 12px; }}
ul, ol {{ margin-top: 0; margin-bottom: 4px; }}
h1 {{ {heading}; {size(22 / 12)}; line-height: 115%; margin-top: 4px; margin-bottom: 10px; }}
h2 {{ {heading}; {size(15 / 12)}; line-height: 120%; margin-top: 30px; margin-bottom: 8px; }}
h3, h4, h5, h6 {{ {heading}; {size(12.5 / 12)}; line-height: 120%; margin-top: 20px; margin-bottom: 6px; }}
p.kicker {{ {interface}; {size(9.5 / 12)}; color: {theme.accent}; letter-spacing: 1px; margin-bottom: 6px; }}
p.meta {{ {interface}; {size(9.5 / 12)}; color: {theme.muted}; margin-bottom: 18px; }}
p.more {{ {interface}; {size(10 / 12)}; margin-top: 24px; }}
p.note {{ {size(11 / 12)}; }}
table.quote {{ margin-top: 4px; margin-bottom: 12px; }}
td.quote {{ border-left: 3px solid {theme.edge}; padding: 2px 0 0 16px; }}
td.quote-rtl {{ border-right: 3px solid {theme.edge}; padding: 2px 16px 0 0; }}
p.quote {{ margin-bottom: 4px; }}
pre {{ font-family: monospace; {size(10.5 / 12)}; }}
a {{ color: {theme.accent}; text-decoration: none; }}
table.rows {{ margin-top: 4px; margin-bottom: 14px; }}
table.rows td {{ border-bottom: 1px solid {theme.rule}; padding: 6px 14px 6px 0; }}
"""


def _families(families: list[str]) -> str:
    return ", ".join(f"'{family}'" for family in families)
