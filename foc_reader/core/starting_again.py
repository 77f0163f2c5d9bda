"""How this program starts itself once more, for work that would hold up the window."""

from __future__ import annotations

import sys
from pathlib import Path

from foc_reader.core.locations import is_python


def starting_again(*words: str) -> list[str]:
    """The command line of another process of the reader, with `words` as its arguments."""
    if not getattr(sys, "frozen", False):
        # -P: nothing is taken from the folder one happens to be in
        return [sys.executable, "-B", "-P", "-m", "foc_reader", *words]
    # the command line's own program knows none of these words
    program = Path(sys.executable)
    if is_python(program):
        script = program.parents[1] / "app" / "foc-reader.pyc"
        return [str(program), "-X", "utf8", "-B", str(script), *words]
    reader = program.with_name("foc-reader" + program.suffix)
    return [*_loader(), str(reader), *words]


def _loader() -> list[str]:
    """The system's loader, if it was asked to start us: from a stick that lets no program start by itself."""
    try:
        running = Path("/proc/self/exe").readlink()
    except OSError:  # not Linux
        return []
    return [str(running)] if running.name.startswith("ld-") else []
