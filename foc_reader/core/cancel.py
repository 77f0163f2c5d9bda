"""How a piece of work is told that nobody waits for it any more."""

from __future__ import annotations

import threading


class Cancelled(Exception):
    """Raised inside work whose token was cancelled. Not an error: nobody is told."""


class CancelToken:
    """One for each piece of work; once cancelled it stays so. Any thread may call it."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raises Cancelled once the token is cancelled."""
        if self._event.is_set():
            raise Cancelled
