"""The tests of core run with PySide6 blocked."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True)
def _without_qt(monkeypatch):
    """Whatever a test makes core do, importing PySide6 is an ImportError; tests/cli blocks it for all imports."""
    monkeypatch.setitem(sys.modules, "PySide6", None)
