"""A request -> its shape: all that it is but the values that a reader changes, and the places of these in it.

Requests of one shape differ in the values of variables and in nothing else. What is never changed, the keys of maps,
enums and booleans belong to the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, cast

from sixfold.names import Name
from sixfold.request import Request, RequestVariable
from sixfold.snippet.unasked import Blank, Questions
from sixfold.value import MapValue, ScalarKind, ScalarValue, TypeName

Key = tuple[object, ...]
"""A shape as plain data. Parts of a request that are the definition's stand in it by their ids."""

Nodes = list[object]
"""The parts of a request that may hold a value, in the order in which they stand in it, values included."""

_CHANGED = frozenset(
    (ScalarKind.TEXT, ScalarKind.INTEGER, ScalarKind.LONG, ScalarKind.FLOAT, ScalarKind.DOUBLE, ScalarKind.BYTES)
)
_ROOMS = ("sixfold.request", "sixfold.value")
_TYPE_NAME = attrgetter("name", "package", "module", "folder")


def shape_of(request: Request) -> tuple[Key, Nodes]:
    """Return the shape of a request, and its parts, which have the same places in each request of this shape."""
    key: list[object] = []
    nodes: Nodes = []
    _add_all((request,), key, nodes)
    return tuple(key), nodes


def blank_of(request: Request, questions: Questions) -> Request:
    """Return a request of the same shape, in which stand-ins are for the values that a reader changes."""
    return cast("Request", _blank(request, questions))


def _add_all(values: Sequence[object], key: list[object], nodes: Nodes) -> None:
    """Add parts: texts and nothing are themselves, all else its class and what tells it from others of that class."""
    for value in values:
        if value is None or type(value) is str:
            key.append(value)
        else:
            _add(value, key, nodes)


def _add(value: Any, key: list[object], nodes: Nodes) -> None:  # noqa: ANN401 - whatever stands in a request
    kind: type = type(value)
    if kind is ScalarValue or kind is Blank:
        _add_scalar(value, key, nodes, is_changed=bool(value.variable))
    elif kind is tuple:
        key += (kind, len(value))
        _add_all(value, key, nodes)
    elif kind is TypeName:
        key.append(kind)
        key += _TYPE_NAME(value)
    elif kind is Name:
        key += (kind, value.text)
    elif names := _names(kind):
        key.append(kind)
        nodes.append(value)
        if kind is RequestVariable:
            key += (value.name, value.description)
            _add_scalar(value.example, key, nodes, is_changed=True)
        elif kind is MapValue:
            _add_map(value, key, nodes)
        else:
            _add_all(names(value), key, nodes)
    elif kind is float:
        key += (kind, repr(value))  # 0.0 and -0.0 are equal
    else:
        key += (kind, value if kind in (int, bytes) else id(value))


def _add_scalar(value: ScalarValue, key: list[object], nodes: Nodes, *, is_changed: bool) -> None:
    """Add a value: of one that a reader changes all but what it is."""
    nodes.append(value)
    key += (ScalarValue, id(value.kind), value.variable, value.number)
    if is_changed and value.kind in _CHANGED and value.type is None:
        key.append(Blank)
    else:
        _add_all((value.type, value.value), key, nodes)


def _add_map(value: MapValue, key: list[object], nodes: Nodes) -> None:
    key.append(len(value.entries))
    for name, item in value.entries:
        _add_scalar(name, key, nodes, is_changed=False)
        _add(item, key, nodes)


@cache
def _names(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what gives the fields of an object that is looked into; None for objects of other classes."""
    if not is_dataclass(kind) or not kind.__module__.startswith(_ROOMS):
        return None
    first, *more = (field.name for field in fields(kind))
    get = attrgetter(first, *more)
    return get if more else lambda value: (get(value),)


def _blank(value: Any, questions: Questions, *, is_changed: bool = False) -> object:  # noqa: ANN401 - see above
    kind: type = type(value)
    if kind is tuple:
        return tuple(_blank(item, questions) for item in value)
    if kind is ScalarValue:
        is_changed = (is_changed or bool(value.variable)) and value.kind in _CHANGED and value.type is None
        return Blank(value, questions) if is_changed else value
    if kind is MapValue:
        return MapValue(tuple((name, cast("Any", _blank(item, questions))) for name, item in value.entries))
    if not _names(kind) or kind is TypeName:
        return value
    made: object = object.__new__(kind)
    for field in fields(kind):
        inner = _blank(getattr(value, field.name), questions, is_changed=kind is RequestVariable)
        object.__setattr__(made, field.name, inner)
    return made
