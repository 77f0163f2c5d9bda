"""Frozen dataclasses, made in a third of the usual time; everything else about them is as usual.

The standard decorator writes and compiles six methods for each class, which takes 0.8 ms. Here the classes share the
code of all but `__init__`: 0.25 ms. Some fifty are made before the window is at rest.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # type checkers know what that one means

    from _typeshed import DataclassInstance
else:

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """A decorator: the class as `dataclasses.dataclass` makes it. `frozen`, always true, says so to its reader."""
        if not frozen:
            raise TypeError("A value is frozen.")
        return lambda cls: _made(cls, slots)


def _made(cls: type, slots: bool) -> type:
    # gathers the fields and, with slots, makes the class again
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    values_of = attrgetter(*(field.name for field in fields if field.compare))

    def is_equal(self: object, other: object) -> bool:
        same: bool = NotImplemented
        if other.__class__ is self.__class__:
            same = values_of(self) == values_of(other)
        return same

    made.__init__ = _init_when_needed(made, fields)
    made.__eq__ = is_equal
    made.__hash__ = lambda self: hash(values_of(self))
    made.__repr__ = _repr
    made.__reduce__ = _reduce
    made.__setattr__ = _refuse_to_set
    made.__delattr__ = _refuse_to_delete
    return made  # type: ignore[no-any-return]


def _init_when_needed(made: type, fields: tuple[dataclasses.Field[Any], ...]) -> object:
    """An `__init__` that puts the real one in its place: half of the classes have no value before the window rests."""

    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807
        real = _init_of(fields)
        setattr(made, "__init__", real)  # noqa: B010 - type checkers do not like it said plainly
        real(self, *values, **named)

    return __init__


def _init_of(fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """`__init__`, the one method whose code is the class's own."""
    known: dict[str, object] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    parameters, lines = [], []
    for field in fields:
        name = value = field.name
        if field.default is not dataclasses.MISSING:
            known[f"_{name}"] = field.default
            parameters.append(f"{name}=_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_{name}"] = field.default_factory
            parameters.append(f"{name}=_missing")
            value = f"_{name}() if {name} is _missing else {name}"
        else:
            parameters.append(name)
        lines.append(f" _set(self, {name!r}, {value})\n")
    exec(f"def __init__(self, {', '.join(parameters)}):\n{''.join(lines)}", known)
    return known["__init__"]  # type: ignore[return-value]


def _repr(self: DataclassInstance) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _reduce(self: DataclassInstance) -> tuple[type, tuple[object, ...]]:
    """How it is copied: by making it again, as a frozen one takes no attributes."""
    return self.__class__, tuple(getattr(self, field.name) for field in dataclasses.fields(self))


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
