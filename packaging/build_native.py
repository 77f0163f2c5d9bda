"""Freezes the reader on the system where it is run, for computers that we do not have: build_native.py FOLDER.

A second way to programs for Windows and macOS, of which .github/workflows makes use; what is handed to people is what
./foc build makes. Nothing is trimmed, and nothing is signed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import freezing

RESOURCES = Path(__file__).resolve().parents[1] / "build" / "resources"


def main() -> int:
    """Make the folder, with both programs and the library in it; 0 once it is there."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(sys.argv[1])
    freezing.freeze(folder, finder="")  # ours asks for what Windows has not
    shutil.copytree(RESOURCES, folder / "resources")
    sys.stdout.write(f"{folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
