"""A copy of the checkout to build and start things in, without what was built or installed in the real one."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "build", "dist", "tests")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own, in a folder with a name that scripts trip over."""
    folder = tmp_path / "FOC Reader’s “überall”"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    return folder
