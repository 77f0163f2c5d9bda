"""The gallery as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(__file__).with_name("gallery.py")


@pytest.fixture(scope="session")
def make_pictures():
    """Runs the gallery with its pictures in a folder."""

    def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(GALLERY), str(folder), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run
