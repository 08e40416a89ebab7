"""A class's annotations -> a class of plain data that cannot change: as dataclasses make it, in a tenth of the time.

``dataclasses`` compiles six methods for each class as soon as it is imported. Here these are functions that know its
fields, and its initializer alone is compiled: when the first object is made. A leaf.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from typing import Any, TypeVar, cast, dataclass_transform

Kind = TypeVar("Kind")

_ORDER: dict[str, Callable[[Any, Any], object]] = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(kind: type[Kind]) -> type[Kind]:
    """Make a class of data that cannot change, as ``dataclasses.dataclass(frozen=True)`` does.

    Its objects are to ``dataclasses`` like any others. Methods that the class has itself stay.
    """
    return _frozen(kind, order=False)


@dataclass_transform(frozen_default=True, order_default=True, field_specifiers=(dataclasses.field,))
def ordered(kind: type[Kind]) -> type[Kind]:
    """Make a class of data that cannot change, whose objects are sorted by their fields."""
    return _frozen(kind, order=True)


def _frozen(kind: type[Kind], *, order: bool) -> type[Kind]:
    # Of a class without one, dataclasses would write one, of its signature.
    kind.__doc__ = kind.__doc__ or kind.__name__
    own = vars(kind)
    made = cast("type[Kind]", dataclasses.dataclass(init=False, repr=False, eq=False)(kind))
    fields = _fields(made)
    compared = _values(field.name for field in fields if field.compare)
    hashed = _values(field.name for field in fields if (field.compare if field.hash is None else field.hash))
    methods = {
        "__init__": _first_initializer(made),
        "__repr__": _repr,
        "__eq__": lambda mine, other: compared(mine) == compared(other) if _are_alike(mine, other) else NotImplemented,
        "__hash__": lambda mine: hash(hashed(mine)),
        **_refusing(made, {field.name for field in fields}),
        **(_order(compared) if order else {}),
    }
    for name, method in methods.items():
        # Python puts no hash into a class that has a comparison of its own.
        if own.get(name) is None:
            setattr(made, name, method)
    return made


def _fields(kind: type[Any]) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


def _values(names: Iterable[str]) -> Callable[[object], tuple[object, ...]]:
    """Return what gives the values of some fields."""
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            return lambda mine: (getattr(mine, name),)
        case several:
            return attrgetter(*several)


def _are_alike(mine: object, other: object) -> bool:
    return mine.__class__ is other.__class__


def _order(compared: Callable[[object], tuple[object, ...]]) -> dict[str, Callable[..., object]]:
    def by(holds: Callable[[Any, Any], object]) -> Callable[[object, object], object]:
        return lambda mine, other: holds(compared(mine), compared(other)) if _are_alike(mine, other) else NotImplemented

    return {name: by(holds) for name, holds in _ORDER.items()}


def _refusing(kind: type[Any], names: set[str]) -> dict[str, Callable[..., object]]:
    """Return what sets and deletes no field; a further attribute of a class that builds on one it does."""

    def __setattr__(mine: object, name: str, value: object) -> None:  # noqa: N807 - as messages of errors name it
        if type(mine) is kind or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(kind, mine).__setattr__(name, value)

    def __delattr__(mine: object, name: str) -> None:  # noqa: N807 - see above
        if type(mine) is kind or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(kind, mine).__delattr__(name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


@recursive_repr()
def _repr(mine: object) -> str:
    shown = (f"{field.name}={getattr(mine, field.name)!r}" for field in _fields(mine.__class__) if field.repr)
    return f"{mine.__class__.__qualname__}({', '.join(shown)})"


def _first_initializer(kind: type[Any]) -> Callable[..., None]:
    """Return what puts the initializer of a class in its own place, and calls that."""

    def __init__(mine: object, *values: object, **named: object) -> None:  # noqa: N807 - as messages name it
        if vars(kind)["__init__"] is __init__:
            setattr(kind, "__init__", _initializer(kind))  # noqa: B010 - mypy holds that nobody does this
        vars(kind)["__init__"](mine, *values, **named)

    return __init__


def _initializer(kind: type[Any]) -> Callable[..., None]:
    known: dict[str, Any] = {"__name__": kind.__module__, "set_": object.__setattr__, "MISSING": MISSING}
    parameters, lines = ["self"], []
    for field in _fields(kind):
        name, value = field.name, field.name
        if field.default_factory is not MISSING:
            known[f"make_{name}"] = field.default_factory
            parameters.append(f"{name}=MISSING")
            value = f"make_{name}() if {name} is MISSING else {name}"
        elif field.default is not MISSING:
            known[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        else:
            parameters.append(name)
        lines.append(f"    set_(self, {name!r}, {value})")
    text = f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or ["    pass"])
    exec(text, known)  # noqa: S102 - of the names of fields, which are ours
    return cast("Callable[..., None]", known["__init__"])
