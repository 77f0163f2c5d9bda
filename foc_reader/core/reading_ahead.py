"""Has the system remember the files of a program on a stick: it lives on, and can say so, when that is pulled out.

Code is read when it is first run, and a system that cannot read it any more ends the program at once: with what a start
had read, the window was gone with the next thing that was done in it. What was read once stays in the system's memory
as long as there is room, and is not counted as the program's.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from pathlib import Path

from foc_reader.core.locations import portable_root, program_folder

STEP_BYTES = 1 << 20  # a stick reads that in a twentieth of a second


class ReadingAhead:
    """Reads the program's own files, once, a piece at a time; nothing where the program lies on no stick."""

    def __init__(self) -> None:
        self._is_begun = False
        self._left: deque[tuple[Path, int]] = deque()  # a file, and where its next piece begins

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to read."""
        return self._is_begun and not self._left

    def step(self) -> bool:
        """Read the next piece; False once there is none, or the stick has gone."""
        try:
            if not self._is_begun:
                self._is_begun = True
                self._left += [(path, 0) for path in _own_files()]
            if self._left:
                self._read_on()
        except OSError:
            self._left.clear()
        return not self.is_over

    def _read_on(self) -> None:
        path, at = self._left.popleft()
        with path.open("rb", buffering=0) as file:
            file.seek(at)
            if file.readinto(bytearray(STEP_BYTES)) == STEP_BYTES:
                self._left.appendleft((path, at + STEP_BYTES))


def _own_files() -> list[Path]:
    """Windows remembers programs in another way than files, and would have nothing of it."""
    folder = program_folder()
    if folder is None or sys.platform == "win32" or portable_root() is None:
        return []
    return sorted(Path(above, name) for above, _, names in os.walk(folder) for name in names)
