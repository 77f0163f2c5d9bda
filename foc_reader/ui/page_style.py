"""How the page being read is set: the style sheet Qt reads with it."""

from __future__ import annotations

from collections.abc import Iterable

from foc_reader.core.values import dataclass
from foc_reader.ui.theme import INTERFACE_FAMILIES, TEXT_FAMILIES, TEXT_POINTS, Theme

LETTERS = {"narrow": 60, "usual": 68, "wide": 75}  # in a line, of the font in use: LOOK.md, "Type"
_LATIN_LINE = 1.36  # of the size of the letters: Noto Serif's own


@dataclass(frozen=True, slots=True)
class Typesetting:
    """What the person chose for the text being read."""

    points: float = TEXT_POINTS
    pixels: float = 16  # the same on the screen
    spacing: int = 135  # per cent of the font's own line
    letters: int = LETTERS["usual"]


def document_style(theme: Theme, typesetting: Typesetting, scripts: Iterable[str] = ()) -> str:
    """Qt's style sheet for a page in `scripts`, names out of LINE_FACTORS; everything keeps its proportion to the text.

    Only the scripts that are there get rules: Qt tries every rule on every paragraph.
    """
    points, spacing = typesetting.points, typesetting.spacing

    def size(share: float) -> str:
        return f"font-size: {points * share:.1f}pt"  # Qt knows pt and px here, not em

    interface = f"font-family: {_listed(INTERFACE_FAMILIES)}"
    heading = f"{interface}; font-weight: 600; color: {theme.text}"
    tight = max(115, spacing - 20)  # titles of two lines hold together
    return f"""
body {{ color: {theme.text}; }}
p, li {{ line-height: {spacing}%; margin-top: 0; margin-bottom: {points:.0f}px; }}
ul, ol {{ margin-top: 0; margin-bottom: 4px; }}
h1 {{ {heading}; {size(22 / 12)}; line-height: {tight}%; margin-top: 4px; margin-bottom: 10px; }}
h2 {{ {heading}; {size(15 / 12)}; line-height: {tight}%; margin-top: 30px; margin-bottom: 8px; }}
h3, h4, h5, h6 {{ {heading}; {size(12.5 / 12)}; line-height: {tight}%; margin-top: 20px; margin-bottom: 6px; }}
p.kicker {{ {interface}; {size(9.5 / 12)}; color: {theme.accent}; margin-bottom: 6px; }}
p.capitals {{ letter-spacing: 1px; }}
p.meta {{ {interface}; {size(9.5 / 12)}; color: {theme.muted}; margin-bottom: 18px; }}
p.more {{ {interface}; {size(10 / 12)}; margin-top: 24px; }}
p.note {{ {size(11 / 12)}; }}
table.quote {{ margin-top: 12px; margin-bottom: 16px; }}
td.quote {{ border-left: 3px solid {theme.edge}; padding: 2px 0 0 16px; }}
td.quote-rtl {{ border-right: 3px solid {theme.edge}; padding: 2px 16px 0 0; }}
p.quote {{ margin-bottom: 4px; }}
pre {{ font-family: monospace; {size(10.5 / 12)}; }}
a {{ color: {theme.accent}; text-decoration: none; }}
a.term {{ color: {theme.text}; }}
p.mentioned {{ {interface}; {size(9.5 / 12)}; color: {theme.muted}; margin-top: 36px; margin-bottom: 6px; }}
td.card {{ background-color: {theme.side}; border: 1px solid {theme.edge}; padding: 24px 28px 14px 28px; }}
table.facts {{ margin-bottom: 10px; }}
td.label {{ {interface}; {size(9.5 / 12)}; color: {theme.muted}; padding: 8px 24px 6px 0; }}
p.absent {{ {interface}; {size(10 / 12)}; color: {theme.muted}; margin-top: 18px; }}
table.rows {{ margin-top: 8px; margin-bottom: 18px; }}
td, th {{ padding: 6px 14px 6px 0; }}
td.under {{ border-top: 1px solid {theme.rule}; }}
{"".join(_script_style(script, typesetting) for script in scripts)}"""


def _script_style(script: str, typesetting: Typesetting) -> str:
    """The lines and letters of paragraphs in one script.

    In px a line's height is the least that Qt gives it: fonts with tall lines of their own are not pulled apart, those
    with low ones, in which the marks of one line run into the next, are.
    """
    from foc_reader.core.reading.scripts import LINE_FACTORS
    from foc_reader.ui.script_fonts import SIZES, TEXT_FONTS, TITLE_FONTS

    points = typesetting.points * SIZES.get(script, 1)
    line = typesetting.pixels * SIZES.get(script, 1) * LINE_FACTORS[script] * _LATIN_LINE
    text = f"font-family: {_listed([*TEXT_FONTS.get(script, ()), *TEXT_FAMILIES])}; font-size: {points:.1f}pt"
    titles = f"font-family: {_listed([*TITLE_FONTS.get(script, ()), *INTERFACE_FAMILIES])}"
    spacing = typesetting.spacing / 100
    rules = [f"p.{script}, li.{script}, td.{script}, th.{script} {{ {text}; line-height: {line * spacing:.0f}px; }}"]
    for level, share in ((1, 22 / 12), (2, 15 / 12), (3, 12.5 / 12)):
        rules.append(f"h{level}.{script} {{ {titles}; line-height: {line * share * min(spacing, 1.35):.0f}px; }}")
    return "\n".join(rules)


def _listed(families: Iterable[str]) -> str:
    return ", ".join(f"'{family}'" for family in families)
