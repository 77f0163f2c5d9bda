"""What “did you mean” suggests, apart from how it is found: windows need no index for it."""

from __future__ import annotations

from foc_reader.core.model import Span
from foc_reader.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query, how much it finds, and where it differs from what was asked."""

    query: str
    passages: int
    documents: int
    changes: tuple[Span, ...]  # in `query`, in order
