"""What is known of a query before the texts are searched."""

from __future__ import annotations

from foc_reader.core.model import Hit
from foc_reader.core.values import dataclass


@dataclass(frozen=True)
class Titles:
    """Documents found by their titles."""

    query: str
    hits: tuple[Hit, ...] = ()  # the first of them
    total: int = 0
    nearest: tuple[Hit, ...] = ()  # where there are none: titles that hold most of the words, in the whole library
