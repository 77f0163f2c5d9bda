"""Moments as text that sorts by time, so that the newer of two versions can be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime  # 2 ms: imported where a moment is made or read, which the start does not do

Clock: TypeAlias = "Callable[[], datetime]"

# years from 9000 on are refused, so that there is always a later moment to write
_MOMENT = r"[0-8][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z"


def utc_now() -> datetime:
    """The computer's clock, in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def seconds(moment: datetime) -> str:
    """`moment` in whole seconds: "2026-11-21T10:00:00Z"."""
    return _in_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def microseconds(moment: datetime) -> str:
    """`moment` to the microsecond: "2026-11-21T10:00:00.000000Z"."""
    return _in_utc(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")


def microseconds_after(earlier: str, moment: datetime) -> str:
    """`moment`, or if that is not later than `earlier` (clocks go backwards), the next microsecond after it."""
    from datetime import datetime, timedelta

    stamp = microseconds(moment)
    if stamp > earlier:
        return stamp
    return microseconds(datetime.fromisoformat(earlier) + timedelta(microseconds=1))


def is_moment(text: str) -> bool:
    """Whether `text` is a moment as this module writes them."""
    if not re.fullmatch(_MOMENT, text):
        return False
    from datetime import datetime

    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _in_utc(moment: datetime) -> datetime:
    from datetime import UTC

    return moment.astimezone(UTC)
