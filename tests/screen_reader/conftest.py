"""The reader in a real window, as a screen reader sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen_reader.listening import ScreenReader, desktop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(small_pack) -> Path:
    """What the reader shows; a module may have another."""
    return small_pack


@pytest.fixture
def screen_reader(tmp_path, library) -> Iterator[ScreenReader]:
    """A screen reader beside the reader, which shows `library`."""
    with desktop(tmp_path / "home") as (reader, start):
        places = ("--library", str(library), "--data-dir", str(tmp_path / "kept"))
        start(sys.executable, "-B", "-m", "foc_reader", *places, more={"PYTHONPATH": str(ROOT)})
        reader.wait_for(reader.is_in_front, "the window has the keyboard")
        yield reader
