"""What work in the background tells while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from foc_reader.ui.background import Report

_REPORT_S = 0.1  # between two reports


def now_and_then(report: Report) -> Callable[[object], None]:
    """`report`, a few times a second: there may be many small steps, and each would wake the window."""
    last = 0.0

    def tell(step: object) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_S:
            last = now
            report(step)

    return tell
