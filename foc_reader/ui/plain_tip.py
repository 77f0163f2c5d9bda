"""A document's words in a tooltip."""

from __future__ import annotations

from foc_reader.core.isolating import contained


def plain_tip(text: str) -> str:
    """`text`, a line of its own for each line, letter by letter: Qt reads what looks like markup, pictures included."""
    import html

    lines = [html.escape(contained(line)) for line in text.split("\n")]
    return f"<qt>{'<br>'.join(lines)}</qt>"
