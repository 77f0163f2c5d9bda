"""How a piece of work is told that nobody waits for it any more."""

from __future__ import annotations


class Cancelled(Exception):
    """Raised inside work whose token was cancelled. Not an error: nobody is told."""


class CancelToken:
    """One for each piece of work; once cancelled it stays so. Any thread may call it."""

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def check(self) -> None:
        """Raises Cancelled once the token is cancelled."""
        if self.is_cancelled:
            raise Cancelled
