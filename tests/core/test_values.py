"""Our frozen dataclasses are like the standard ones in all that can be seen of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from foc_reader.core.values import dataclass, field, replace


@dataclass(frozen=True)
class Ours:
    """A value."""

    name: str
    places: tuple[int, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    aside: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str
    places: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True)
class Standard:
    """A value."""

    name: str
    places: tuple[int, ...] = ()
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    aside: object = dataclasses.field(default=None, repr=False, compare=False)


def _told(standard: dataclasses.Field) -> tuple:
    """What a field says of itself."""
    return standard.name, standard.type, standard.default, standard.default_factory, standard.repr, standard.compare


def test_it_reads_like_the_standard_one():
    assert repr(Ours("a", (1,))) == repr(Standard("a", (1,))).replace("Standard", "Ours")
    assert dataclasses.asdict(Ours("a", (1,), {"b": 2})) == dataclasses.asdict(Standard("a", (1,), {"b": 2}))
    assert Ours.__match_args__ == Standard.__match_args__
    assert [_told(each) for each in dataclasses.fields(Ours)] == [_told(each) for each in dataclasses.fields(Standard)]


@pytest.mark.parametrize("kind", [Ours, Slotted])
def test_equal_values_are_equal_and_count_once(kind):
    assert kind("a", (1,)) == kind("a", places=(1,)) != kind("a", (2,))
    assert kind("a") != ("a", ())
    assert hash(Slotted("a")) == hash(Slotted("a"))
    assert len({Slotted("a"), Slotted("a"), Slotted("b")}) == 2


def test_values_of_two_classes_differ():
    assert Ours("a") != Slotted("a")
    assert Ours("a") != Standard("a")


def test_a_field_that_is_not_compared_is_not():
    assert Ours("a", aside=1) == Ours("a", aside=2)


def test_each_value_gets_its_own_default_from_a_factory():
    assert Ours("a").counts == {}
    assert Ours("a").counts is not Ours("a").counts


@pytest.mark.parametrize("kind", [Ours, Slotted])
def test_a_value_cannot_be_changed(kind):
    value = kind("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        del value.name
    with pytest.raises(dataclasses.FrozenInstanceError, match="new"):
        value.new = 1
    assert value == kind("a")


@pytest.mark.parametrize("kind", [Ours, Slotted])
def test_a_value_can_be_copied_and_replaced(kind):
    value = kind("a", (1,))
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert replace(value, name="b") == dataclasses.replace(value, name="b") == kind("b", (1,))


@pytest.mark.parametrize("arguments", [(), ("a", (), {}, None, 1)])
def test_missing_and_surplus_arguments_are_refused(arguments):
    with pytest.raises(TypeError, match="__init__"):
        Ours(*arguments)
