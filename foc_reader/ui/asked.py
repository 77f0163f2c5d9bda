"""What was asked for, and what came of it: to be shown again as it was."""

from __future__ import annotations

from foc_reader.core.model import Answer, Hit, Locator
from foc_reader.core.values import dataclass
from foc_reader.ui.limits import Limits
from foc_reader.ui.titles import Titles


@dataclass(frozen=True)
class Like:
    """What one wants more like: a passage, or without words its whole document."""

    locator: Locator
    title: str  # of the document
    words: str = ""  # of the passage, the first of them


@dataclass(frozen=True)
class Asked:
    """A query, or what one wanted more like, with its answer as far as it has come."""

    query: str
    limits: Limits | None
    like: Like | None
    order: str
    answer: Answer | None
    titles: Titles | None
    most: int  # hits asked for
    chosen: Hit | None = None  # the row one stood on
