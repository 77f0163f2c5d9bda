"""Tab goes where the eye goes: through each column from the top down, whenever its parts were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_the_eye(columns: list[QLayout]) -> None:
    """Let Tab go through the parts of `columns` as they stand; within a part it goes as before."""
    stops = [stop for column in columns for part in _parts(column) for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _parts(column: QLayout) -> Iterator[QWidget]:
    for number in range(column.count()):
        item = column.itemAt(number)
        part = item.widget() if item else None
        if part is not None:
            yield part


def _stops(part: QWidget) -> list[QWidget]:
    """What of `part` the keyboard comes to with Tab, in the order in which it does."""
    found: list[QWidget] = []
    at: QWidget | None = part
    while at is not None:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and (at is part or part.isAncestorOf(at)):
            found.append(at)
        at = _after(at)
        if at is part:
            break
    return found


def _after(stop: QWidget) -> QWidget | None:
    """What follows `stop` for Tab.

    PySide6 takes it for a child of `stop`, and where that is deleted, for gone with all that belongs to it: it is told
    whose child it is, which changes nothing for Qt.
    """
    following: QWidget | None = stop.nextInFocusChain()
    if following is not None:
        following.setParent(following.parentWidget())
    return following
