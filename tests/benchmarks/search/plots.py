"""Draws what compare.py measured: for each size the time of each shape of query, ours and the peers', as SVG.

python tests/benchmarks/search/plots.py FIGURES.json FOLDER
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from compare import NAMES, SHAPES

COLOURS = {"ours": "#1b6ca8", "sqlite": "#b0b7bd", "tantivy": "#8a949c", "xapian": "#69737b"}
LOWEST, HIGHEST = 0.05, 200.0  # ms, on a scale where each step is ten times the one before
WIDTH, HEIGHT, LEFT, BOTTOM = 980, 420, 60, 70
BAR = 18


def main() -> None:
    figures, folder = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    for size, found in figures["sizes"].items():
        title = f"{int(size):,} sections: CPU ms of a query, p50, with a line up to p95"
        (folder / f"time-{size}.svg").write_text(draw(title, found["ask"]), encoding="utf-8")


def draw(title: str, asked: dict[str, dict]) -> str:
    """One picture: a group of bars for each shape."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="13">',
        "<style>text { font-family: sans-serif }</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="24" font-size="16">{title}</text>',
    ]
    for power in range(-1, 3):
        y = _height(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    step = (WIDTH - LEFT - 10) / len(SHAPES)
    for number, (shape, name) in enumerate(SHAPES.items()):
        start = LEFT + step * number + (step - BAR * len(asked)) / 2
        for place, engine in enumerate(asked):
            if shape in asked[engine]:
                parts += _bar(start + BAR * place, COLOURS[engine], asked[engine][shape])
        middle = LEFT + step * (number + 0.5)
        parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{name}</text>')
    for place, engine in enumerate(asked):
        x = LEFT + 150 * place
        parts.append(f'<rect x="{x}" y="{HEIGHT - 30}" width="14" height="14" fill="{COLOURS[engine]}"/>')
        parts.append(f'<text x="{x + 20}" y="{HEIGHT - 18}">{NAMES[engine]}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _bar(x: float, colour: str, row: dict[str, float]) -> list[str]:
    top, end, middle = _height(row["p50"]), _height(row["p95"]), x + BAR / 2
    return [
        f'<rect x="{x + 1:.1f}" y="{top:.1f}" width="{BAR - 2}" height="{HEIGHT - BOTTOM - top:.1f}" fill="{colour}"/>',
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="{top:.1f}" y2="{end:.1f}" stroke="{colour}" stroke-width="2"/>',
    ]


def _height(ms: float) -> float:
    """How far down a time stands."""
    share = math.log10(min(max(ms, LOWEST), HIGHEST) / LOWEST) / math.log10(HIGHEST / LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - 40)


if __name__ == "__main__":
    main()
