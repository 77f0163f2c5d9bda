"""The tabs' own rules, without a window: each keeps its place whatever one does."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from foc_reader.core.model import Locator
from foc_reader.ui.tabs import Line, Tab, Tabs, Visit

places = st.integers(0, 9).map(lambda number: Locator("p", f"d{number}"))


class TabsAreKept(RuleBasedStateMachine):
    """Beside the tabs stands what a person would remember of them: lists of what was opened, and where it stood."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = Tabs()
        self.known: dict[int, tuple[list[Visit], int]] = {1: ([Visit()], 0)}
        self.order = [1]
        self.front = 1
        self.closed: list[tuple[int, int]] = []

    def _remember(self, tab: Tab, visit: Visit) -> None:
        visits, at = self.known[tab.number]
        tab.remember(visit)
        visits[at] = visit

    @rule(place=places, above=st.integers(-20, 0))
    def read_on_and_open_another_place(self, place: Locator, above: int) -> None:
        tab = self.tabs.front
        visits, at = self.known[tab.number]
        if visits[at].locator:
            self._remember(tab, visits[at]._replace(top=Line("0" * 12, 3, above)))
        tab.arrive(Visit(place))
        self.known[tab.number] = ([*visits[: at + 1], Visit(place)], at + 1)

    @rule(step=st.sampled_from([-1, 1]))
    def back_or_forward(self, step: int) -> None:
        visits, at = self.known[self.front]
        can_go = 0 <= at + step < len(visits)
        assert self.tabs.front.can_go(step) == can_go
        if can_go:
            self.tabs.front.go(step)
            self.known[self.front] = (visits, at + step)

    @rule(place=places)
    def open_behind(self, place: Locator) -> None:
        tab = self.tabs.add(Visit(place), "A title")
        self.known[tab.number] = ([Visit(place)], 0)
        self.order.append(tab.number)

    @rule()
    def open_an_empty_one(self) -> None:
        tab = self.tabs.add()
        self.tabs.choose(len(self.tabs.row) - 1)
        self.known[tab.number] = ([Visit()], 0)
        self.order.append(tab.number)
        self.front = tab.number

    @rule(data=st.data())
    def switch(self, data) -> None:
        at = data.draw(st.integers(0, len(self.order) - 1))
        self.tabs.choose(at)
        self.front = self.order[at]

    @rule(step=st.sampled_from([-1, 1]))
    def walk(self, step: int) -> None:
        at = (self.order.index(self.front) + step) % len(self.order)
        assert self.tabs.neighbour(step) == at
        self.tabs.choose(at)
        self.front = self.order[at]

    @rule(data=st.data())
    def move(self, data) -> None:
        places = st.integers(0, len(self.order) - 1)
        old, new = data.draw(places), data.draw(places)
        self.tabs.move(old, new)
        self.order.insert(new, self.order.pop(old))

    @rule(data=st.data())
    def close(self, data) -> None:
        at = data.draw(st.integers(0, len(self.order) - 1))
        number = self.order.pop(at)
        self.tabs.close(at)
        if any(visit.locator for visit in self.known[number][0]):
            self.closed.append((at, number))
        if not self.order:
            fresh = self.tabs.front.number
            assert fresh not in self.known
            self.known[fresh] = ([Visit()], 0)
            self.order.append(fresh)
        if number == self.front:
            self.front = self.order[min(at, len(self.order) - 1)]

    @precondition(lambda self: not self.closed)
    @rule()
    def reopen_nothing(self) -> None:
        before = self.tabs.row
        self.tabs.reopen()
        assert self.tabs.row == before

    @precondition(lambda self: self.closed)
    @rule()
    def reopen(self) -> None:
        at, number = self.closed.pop()
        is_blank = len(self.order) == 1 and not any(visit.locator for visit in self.known[self.order[0]][0])
        self.tabs.reopen()
        if is_blank:
            self.order.clear()
        self.order.insert(at, number)
        self.front = number

    @invariant()
    def each_tab_is_where_it_was_left(self) -> None:
        assert [tab.number for tab in self.tabs.row] == self.order
        assert self.tabs.front.number == self.front == self.order[self.tabs.at]
        for tab in self.tabs.row:
            assert (tab.visits, tab.at) == self.known[tab.number]


TabsAreKept.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
test_each_tab_keeps_its_place = TabsAreKept.TestCase


def test_a_history_is_bounded():
    tab = Tab(1)
    for number in range(500):
        tab.arrive(Visit(Locator("p", f"d{number}")))
    assert len(tab.visits) == 200
    assert tab.visit.locator == Locator("p", "d499")


def test_only_the_newest_closed_tabs_come_back():
    tabs = Tabs()
    for number in range(50):
        tabs.add(Visit(Locator("p", f"d{number}")))
    while len(tabs.row) > 1:
        tabs.close(1)
    count = 0
    while tabs.can_reopen:
        tabs.reopen()
        count += 1
    assert count == 20


def test_what_another_library_does_not_have_is_forgotten_and_the_rest_stays():
    tabs = Tabs()
    gone, there = (Locator("p", name) for name in ("gone", "there"))
    for place in (there, gone, there):
        tabs.front.arrive(Visit(place))
    tabs.add(Visit(gone), "Gone")
    tabs.add(Visit(gone))
    tabs.close(2)
    tabs.keep(lambda visit: visit.locator != gone)
    assert [visit.locator for visit in tabs.front.visits] == [None, there, there]
    assert tabs.front.visit == Visit(there)
    assert (tabs.row[1].visits, tabs.row[1].title) == ([Visit()], "")
    assert not tabs.can_reopen
