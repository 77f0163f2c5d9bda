"""The tabs over the text and where one has been in each: plain values and rules, no widgets, no documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from foc_reader.core.model import Locator

_LONGEST_HISTORY = 200  # visits of one tab
_MOST_CLOSED = 20  # tabs that can be brought back


class Line(NamedTuple):
    """A line of a page, and how far below the upper edge of the pane it stands."""

    pid: str
    start: int  # characters into the block's text
    above: int  # px


class Visit(NamedTuple):
    """A place that was opened. Without a locator it is the start page."""

    locator: Locator | None = None
    words: tuple[str, ...] = ()  # that are marked
    top: Line | None = None  # how the page stood when one left it; None: it was not left yet


class Tab:
    """Its history, and which visit of it is shown when the tab is in front."""

    def __init__(self, number: int, visit: Visit = Visit(), title: str = "") -> None:  # noqa: B008 - a frozen value
        self.number = number  # stays with it wherever it stands
        self.title = title  # of the document; empty: the start page
        self.visits = [visit]
        self.at = 0

    @property
    def visit(self) -> Visit:
        return self.visits[self.at]

    @property
    def was_used(self) -> bool:
        """Whether anything but the start page was shown in it."""
        return any(visit.locator for visit in self.visits)

    def can_go(self, step: int) -> bool:
        return 0 <= self.at + step < len(self.visits)

    def go(self, step: int) -> None:
        self.at += step

    def arrive(self, visit: Visit) -> None:
        """A new step of the history, in place of those one had gone back from."""
        self.visits = [*self.visits[: self.at + 1], visit][-_LONGEST_HISTORY:]
        self.at = len(self.visits) - 1

    def remember(self, visit: Visit) -> None:
        """What is shown, as it stands now."""
        self.visits[self.at] = visit

    def keep(self, is_there: Callable[[Visit], bool]) -> None:
        """Forget visits that are not there any more; the start page stands in for the one that is shown."""
        before = [visit for visit in self.visits[: self.at] if is_there(visit)]
        if is_there(self.visit):
            self.visits = [*before, *filter(is_there, self.visits[self.at :])]
        else:
            self.visits, self.title = [*before, Visit()], ""
        self.at = len(before)


class Tabs:
    """The tabs in their order, one of them in front, and those that were closed. There is always one."""

    def __init__(self) -> None:
        self._made = 1
        self._row = [Tab(1)]
        self._front = self._row[0]
        self._closed: list[tuple[int, Tab]] = []

    @property
    def row(self) -> tuple[Tab, ...]:
        return tuple(self._row)

    @property
    def front(self) -> Tab:
        return self._front

    @property
    def at(self) -> int:
        """Where the one in front stands."""
        return self._row.index(self._front)

    @property
    def can_reopen(self) -> bool:
        return bool(self._closed)

    def add(self, visit: Visit = Visit(), title: str = "") -> Tab:  # noqa: B008 - a frozen value
        """A tab after all others, behind the one in front."""
        self._made += 1
        tab = Tab(self._made, visit, title)
        self._row.append(tab)
        return tab

    def choose(self, at: int) -> None:
        """Bring the tab that stands at `at` to the front."""
        self._front = self._row[at]

    def neighbour(self, step: int) -> int:
        """Where the next (1) or previous (-1) tab stands, round and round."""
        return (self.at + step) % len(self._row)

    def move(self, old: int, new: int) -> None:
        self._row.insert(new, self._row.pop(old))

    def close(self, at: int) -> None:
        """Take a tab away; the one after it comes to the front, or a new one where it was the last."""
        tab = self._row.pop(at)
        if tab.was_used:
            self._closed = [*self._closed, (at, tab)][-_MOST_CLOSED:]
        if not self._row:
            self.add()
        if tab is self._front:
            self._front = self._row[min(at, len(self._row) - 1)]

    def keep(self, is_there: Callable[[Visit], bool]) -> None:
        """Forget what is not there any more."""
        for tab in self._row:
            tab.keep(is_there)
        self._closed = [(at, tab) for at, tab in self._closed if is_there(tab.visit)]
        for _, tab in self._closed:
            tab.keep(is_there)

    def reopen(self) -> None:
        """Bring the tab that was closed last back to where it stood, and to the front."""
        if not self._closed:
            return
        at, tab = self._closed.pop()
        if len(self._row) == 1 and not self._row[0].was_used:
            self._row.clear()  # nothing would be missed there
        self._row.insert(at, tab)
        self._front = tab
