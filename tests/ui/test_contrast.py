"""Every pair of colours that the window and the page can show, read from the style sheets themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from foc_reader.core.model import Locator
from foc_reader.ui import theme as theme_module
from foc_reader.ui.cards import _card_style
from foc_reader.ui.forced_colours import theme_of
from foc_reader.ui.page_style import Typesetting, document_style
from foc_reader.ui.theme import THEMES, Theme, palette, style_sheet

TEXT, EDGE = 7.0, 3.0  # LOOK.md, "Colours"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
_TEXTS = {"color", "placeholder-text-color"}
_GROUNDS = {"background", "background-color"}
_EDGES = {"border", "border-color", "border-left", "border-right", "border-top", "border-bottom"}
# lines that only separate: they may be faint, as nothing is pressed or typed there
_SEPARATORS = {"QToolBar", "QTabWidget::pane", "QStatusBar", "QFrame#message_bar", "td.under"}
_SEPARATORS |= {"QFrame#find_bar", "QTabBar#text_tabs::tab"}
_LINES = {"QSplitter::handle", "QMenu::separator"}  # are nothing but a separating line
_HANDLES = {"QScrollBar::handle"}  # grounds without words, that must stand out themselves


def _luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rules(sheet: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Each rule of a style sheet: its selectors and the declarations that name a colour."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        declared = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        colours = {name.strip(): match[0] for name, value in declared.items() if (match := _COLOUR.search(value))}
        yield [selector.strip() for selector in selectors.split(",")], colours


def _is_on_fill(selector: str) -> bool:
    """Whether what it colours stands on the fill of selected rows, which the tree draws itself."""
    return "message_bar" in selector or "item:selected" in selector


def _faint_pairs(theme: Theme, sheet: str, grounds: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """What stands out too little: selector, property, colour, ground. A colour in an unknown property is one, too."""
    faint = []

    def need(least: float, selector: str, name: str, colour: str, on: tuple[str, ...]) -> None:
        faint.extend((selector, name, colour, ground) for ground in on if _contrast(colour, ground) < least)

    for selectors, colours in _rules(sheet):
        own = tuple(colours[name] for name in _GROUNDS if name in colours)
        for selector in selectors:
            is_off = ":disabled" in selector
            under = own or ((theme.selected,) if _is_on_fill(selector) else grounds)
            for name, colour in colours.items():
                if name in _TEXTS:
                    need(EDGE if is_off else TEXT, selector, name, colour, under)
                elif name == "selection-color":
                    need(TEXT, selector, name, colour, (colours["selection-background-color"],))
                elif name in _EDGES and not is_off and selector not in _SEPARATORS:
                    need(EDGE, selector, name, colour, own or grounds)
                elif name in _GROUNDS and selector in _HANDLES:
                    need(EDGE, selector, name, colour, grounds)
                elif name in _GROUNDS and selector not in _LINES and "color" not in colours:
                    on_it = theme.selected_text if colour == theme.selected else theme.text
                    need(TEXT, selector, "text on it", on_it, own)
                elif name not in _GROUNDS | _EDGES | {"selection-background-color"}:
                    faint.append((selector, name, colour, "not looked at by this test"))
    return faint


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_stands_out_from_its_ground(theme):
    pairs = list(itertools.product((theme.text, theme.muted, theme.accent), (theme.paper, theme.side, theme.chrome)))
    pairs += [(theme.mark_text, theme.mark), (theme.text, theme.selected), (theme.paper, theme.accent)]
    assert [(one, other) for one, other in pairs if _contrast(one, other) < TEXT] == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_edges_of_controls_can_be_seen(theme):
    grounds = (theme.paper, theme.chrome, theme.side)
    assert [ground for ground in grounds if _contrast(theme.edge, ground) < EDGE] == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_everything_in_the_window_stands_out_from_its_ground(theme):
    assert _faint_pairs(theme, style_sheet(theme), (theme.paper, theme.side, theme.chrome)) == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_everything_on_the_page_stands_out_from_its_ground(theme):
    sheet = document_style(theme, Typesetting(), ["arab", "hans"])
    assert _faint_pairs(theme, sheet, (theme.paper, theme.side)) == []  # an index card lies on `side`


# What parts draw themselves: the colours they take, on which grounds each stands, and how much it must stand out there.
# A ground has none of its own; `rule` only separates.
DRAWN: dict[str, dict[str, tuple[tuple[str, ...], float]]] = {
    "cards.py": {
        "text": (("side", "selected"), TEXT),
        "selected_text": (("selected",), TEXT),
        "muted": (("side",), TEXT),
        "mark_text": (("mark",), TEXT),
        "accent": (("side", "selected"), EDGE),
        "rule": ((), 0),
        "selected": ((), 0),
        "mark": ((), 0),
    },
    "icons.py": {
        "text": (("paper", "side", "chrome", "selected"), EDGE),
        "selected_text": (("selected",), EDGE),
        "edge": (("chrome",), EDGE),  # switched off
    },
    "link_focus.py": {"accent": (("paper", "side"), EDGE)},
    "marks.py": {"mark_text": (("mark",), TEXT), "mark": ((), 0)},
    "offers.py": {"text": (("paper", "side", "selected"), TEXT), "muted": (("paper", "side"), TEXT)},
    "reading_pane.py": {"rule": ((), 0)},  # in the place of a picture
    "scroll_marks.py": {"accent": (("paper",), EDGE), "text": (("paper",), EDGE), "paper": ((), 0)},
    "signs.py": {"text": (("paper", "side", "chrome", "selected"), EDGE)},
    "terms.py": {"text": (("paper", "side"), TEXT)},
}
SHEETS = {"theme.py", "page_style.py", "forced_colours.py"}  # read as a whole, above
OWN_SHEETS = {"find_bar.py", "tab_bar.py"}  # read from the parts, below


def test_every_colour_that_a_part_draws_with_is_looked_at():
    """Whoever draws with another colour adds it to DRAWN, with what it stands on."""
    used: dict[str, set[str]] = {}
    for path in Path(theme_module.__file__).parent.glob("*.py"):
        found = set(re.findall(r"\b_?theme\.([a-z_]+)\b(?!\()", path.read_text(encoding="utf-8")))
        colours = found & set(Theme.__dataclass_fields__) - {"name"}
        if colours and path.name not in SHEETS | OWN_SHEETS:
            used[path.name] = colours
    assert used == {name: set(colours) for name, colours in DRAWN.items()}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_what_a_part_draws_stands_out_from_what_it_stands_on(theme):
    faint = [
        (name, colour, ground)
        for name, colours in DRAWN.items()
        for colour, (grounds, least) in colours.items()
        for ground in grounds
        if _contrast(getattr(theme, colour), getattr(theme, ground)) < least
    ]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("is_selected", [False, True])
def test_everything_on_a_card_stands_out(theme, is_selected):
    sheet = _card_style(theme, 10, is_selected)
    assert _faint_pairs(theme, sheet, (theme.selected,) if is_selected else (theme.side, theme.paper)) == []


@pytest.mark.parametrize("name", THEMES)
def test_parts_with_a_sheet_of_their_own_stand_out(hands, name):
    hands.open_document("arrest")
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, hands.window)
    hands.window._centre.open_in_new_tab(Locator("small", "phones"))
    hands.window._look.choose_theme(name)
    theme = THEMES[name]
    own = {part.objectName(): part.styleSheet() for part in hands.window.findChildren(QWidget) if part.styleSheet()}
    coloured = {part: sheet for part, sheet in own.items() if _COLOUR.search(sheet)}
    assert {"find_bar", "text_tabs"} <= coloured.keys()
    for part, sheet in coloured.items():
        assert _faint_pairs(theme, sheet, (theme.chrome,)) == [], part


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_colours_that_parts_draw_themselves_stand_out(theme):
    grounds = (theme.paper, theme.side, theme.chrome)
    pairs = [(text, ground) for text in (theme.text, theme.muted, theme.accent) for ground in grounds]
    pairs += [(theme.mark_text, theme.mark), (theme.selected_text, theme.selected), (theme.text, theme.selected)]
    assert [pair for pair in pairs if _contrast(*pair) < TEXT] == []
    assert [ground for ground in (*grounds, theme.selected) if _contrast(theme.accent, ground) < EDGE] == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_what_the_style_draws_by_the_palette_stands_out(theme):
    role, colours = QPalette.ColorRole, palette(theme)
    pairs = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.BrightText, role.Window),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
    ]
    names = [(colours.color(text).name(), colours.color(ground).name()) for text, ground in pairs]
    assert [pair for pair in names if _contrast(*pair) < TEXT] == []


def test_a_faint_colour_in_a_sheet_is_found():
    theme = THEMES["light"]
    grounds = (theme.paper, theme.side, theme.chrome)
    assert _faint_pairs(theme, f"QLabel {{ color: {theme.edge}; }}", grounds)
    assert _faint_pairs(theme, f"QPushButton {{ border: 1px solid {theme.rule}; }}", grounds)
    assert _faint_pairs(theme, f"QTreeView {{ alternate-background-color: {theme.side}; }}", grounds)


def test_colours_that_the_system_forces_are_used_as_they_are():
    role, system = QPalette.ColorRole, QPalette()
    for key, colour in {
        role.Base: "#000000",
        role.Text: "#ffff00",
        role.Highlight: "#00ff00",
        role.HighlightedText: "#000000",
    }.items():
        system.setColor(key, QColor(colour))
    theme = theme_of(system)
    found = set(_COLOUR.findall(style_sheet(theme) + document_style(theme, Typesetting())))
    assert found <= {"#000000", "#ffff00", "#00ff00"}
    assert _faint_pairs(theme, style_sheet(theme), (theme.paper,)) == []


def test_the_words_in_the_empty_search_box_are_not_paler_than_the_theme_says(hands):
    hands.window._look.choose_theme("sepia")
    assert hands.box.palette().placeholderText().color().name().upper() == THEMES["sepia"].muted
