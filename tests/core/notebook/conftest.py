"""Clocks, documents and bookmarks for the tests of the notebook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from foc_reader.core.model import Block, Bookmark, Document, DocumentEntry, Locator
from foc_reader.core.notebook.bookmarking import make_bookmark

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PIDS = ("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc")
TEXTS = ("Rights on arrest", "Everyone has the right to be told why, in a language they understand.", "x" * 1000)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    ticks = count()
    return lambda: START + timedelta(seconds=next(ticks))


@pytest.fixture
def document() -> Document:
    blocks = tuple(Block(pid, "paragraph", text, text) for pid, text in zip(PIDS, TEXTS, strict=True))
    return Document(DocumentEntry("foc", "rights", "Your rights"), blocks)


@pytest.fixture
def bookmark(document: Document, clock: Callable[[], datetime]) -> Bookmark:
    locator = Locator("foc", "rights", PIDS[1], 0, 8)
    return make_bookmark(document, locator, "Told why", "Ask for it in writing.", ("arrest", "language"), clock)
