"""Every state of the window that one should look at, by name, in the order of the page that shows them."""

from __future__ import annotations

from tests.pictures import states_of_keeping, states_of_reading, states_of_searching
from tests.pictures.state import State

STATES: dict[str, State] = {**states_of_reading.STATES, **states_of_searching.STATES, **states_of_keeping.STATES}
