"""The line at the top of the text stays there while the text is laid out anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from foc_reader.ui.tabs import Line

if TYPE_CHECKING:
    from foc_reader.ui.reading_pane import ReadingPane


class Anchor:
    """Remembers the line as long as nobody scrolls: taken anew at each step of a pulled edge, it would wander."""

    def __init__(self, text: ReadingPane) -> None:
        self._text, self._bar = text, text.verticalScrollBar()
        self._line: Line | None = None
        self._at = 0  # where the page was scrolled to for it

    @contextmanager
    def held(self, growth: float) -> Iterator[None]:
        """What happens in here may change the lay-out; `growth` is that of the letters."""
        if self._line is None or self._bar.value() != self._at:
            self._line = self._text.top_line()
        line = self._line
        yield
        if line:
            line = line._replace(above=round(line.above * growth))
            self._text.stand_at(line)
        self._line, self._at = line, self._bar.value()
