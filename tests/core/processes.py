"""Which processes there are."""

from __future__ import annotations

import subprocess
from pathlib import Path


def processes_of(path: Path) -> list[int]:
    """The numbers of those with `path` among their arguments."""
    found = subprocess.run(["pgrep", "-f", str(path)], check=False, capture_output=True)
    return [int(number) for number in found.stdout.split()]
