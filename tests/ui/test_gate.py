"""A search stands still while the window shows something."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from foc_reader.core.cancel import Cancelled
from foc_reader.ui.gate import Gate


@pytest.fixture
def gate(qapp):
    parent = QObject()
    yield Gate(parent, most_s=60)
    parent.deleteLater()


def test_work_waits_at_a_closed_gate_and_goes_on_when_it_opens(gate):
    token, events, waits = gate.token(), [], threading.Event()

    def work() -> None:
        token.check()
        events.append("before")
        waits.set()
        went_on.wait(60)
        token.check()
        events.append("after")

    went_on = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    waits.wait(60)
    gate.close()
    went_on.set()
    events.append("shown")
    gate.open()
    thread.join(60)
    assert events == ["before", "shown", "after"]


def test_the_gate_opens_by_itself_when_the_window_has_nothing_left_to_do(gate, qtbot):
    token, went_by = gate.token(), threading.Event()
    gate.close()
    thread = threading.Thread(target=lambda: (token.check(), went_by.set()))
    thread.start()
    qtbot.waitUntil(went_by.is_set)
    thread.join(60)


def test_work_that_is_cancelled_at_the_gate_ends(gate):
    token = gate.token()
    token.cancel()
    gate.close()
    gate.open()
    with pytest.raises(Cancelled):
        token.check()


def test_a_window_that_never_opens_the_gate_holds_no_work_up_for_good(qapp):
    parent = QObject()
    gate = Gate(parent, most_s=0.01)
    gate.close()
    gate.token().check()
    parent.deleteLater()


def test_searching_goes_by_the_gate(shelf):
    shelf.search("heron")
    assert type(shelf.window._search_runner.make_token()) is type(shelf.window._finder._gate.token())
    shelf.search("river")
    assert "Charter of the river" in shelf.titles()
