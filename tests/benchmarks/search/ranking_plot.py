"""Draws what ranking.py measured: each measure as bars from 0 to 1, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tests.benchmarks.search.measures import Quality

_COLOURS = ("#1b6ca8", "#b0b7bd")  # ours first
_WIDTH, _LEFT, _TOP = 720, 130, 50
_BAR, _GAP = 18, 14


def draw(title: str, found: Mapping[str, Quality]) -> str:
    """One picture: a group of bars for each measure, in it a bar for each engine of `found`."""
    measures = next(iter(found.values())).figures()
    step = _BAR * len(found) + _GAP
    height = _TOP + step * len(measures) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-size="13">',
        "<style>text { font-family: sans-serif }</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>',
        f'<text x="16" y="28" font-size="16">{escape(title)}</text>',
    ]
    for number, measure in enumerate(measures):
        y = _TOP + step * number
        parts.append(f'<text x="{_LEFT - 10}" y="{y + step / 2 - 3:.1f}" text-anchor="end">{escape(measure)}</text>')
        for place, quality in enumerate(found.values()):
            value = quality.figures()[measure]
            width, top = value * (_WIDTH - _LEFT - 70), y + _BAR * place
            colour = _COLOURS[place % len(_COLOURS)]
            parts.append(f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR - 2}" fill="{colour}"/>')
            parts.append(f'<text x="{_LEFT + width + 8:.1f}" y="{top + 13}">{value:.3f}</text>')
    for place, name in enumerate(found):
        x, y = _LEFT + 150 * place, height - 26
        parts.append(f'<rect x="{x}" y="{y}" width="14" height="14" fill="{_COLOURS[place % len(_COLOURS)]}"/>')
        parts.append(f'<text x="{x + 20}" y="{y + 12}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])
