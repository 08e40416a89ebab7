"""One YAML value or variable -> a typed scalar, checked against the definition's field."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from dataclasses import replace

from sixfold.definition import Enumeration, Field, FieldKind
from sixfold.document import Scalar, describe
from sixfold.frozen import frozen
from sixfold.names import did_you_mean, listing
from sixfold.value import ScalarKind, ScalarValue
from sixfold.wire import single

_INTEGERS = {
    FieldKind.INT32: (ScalarKind.INTEGER, -(2**31), 2**31 - 1),
    FieldKind.UINT32: (ScalarKind.INTEGER, 0, 2**32 - 1),
    FieldKind.INT64: (ScalarKind.LONG, -(2**63), 2**63 - 1),
    FieldKind.UINT64: (ScalarKind.LONG, 0, 2**64 - 1),
    # Of JSON's numbers those that every language reads as they are written.
    FieldKind.INTEGER: (ScalarKind.INTEGER, -(2**53 - 1), 2**53 - 1),
}
_LARGEST_FLOAT = 3.4028234663852886e38
_NULL = "google.protobuf.NullValue"
_NOT_FINITE = {
    "NaN": math.nan,
    ".nan": math.nan,
    "Infinity": math.inf,
    ".inf": math.inf,
    "-Infinity": -math.inf,
    "-.inf": -math.inf,
}
"""The texts that stand for numbers: as JSON writes them, and as YAML does."""

NO_NEGATIVE_ZERO = "JavaScript's JSON has no negative zero, so write 0"

Refuse = Callable[[str], None]


@frozen
class _Given:
    """What a spec gives for a field: the value itself, or the example of a variable; and how to refuse it."""

    value: object
    shown: str
    variable: str | None
    refuse: Refuse


def plain_text(text: str) -> str | None:
    """Return a text that stands for itself, ``$$`` at its start being a dollar; None where it names a variable."""
    if text.startswith("$$"):
        return text[1:]
    return None if text.startswith("$") else text


def scalar_value(field: Field, node: Scalar, refuse: Refuse, variable: str | None = None) -> ScalarValue | None:
    """Return the value of a field that is no message, or None after refusing it.

    :param node: the value itself, or the example of the variable that stands for it.
    :param refuse: notes a problem at the place of use.
    """
    shown = describe(node) + (f" of variable {variable}" if variable else "")
    given = _Given(node.value, shown, variable, refuse)
    kind = field.kind
    if kind in _INTEGERS:
        return _integer(field, given)
    if kind in (FieldKind.FLOAT, FieldKind.DOUBLE):
        return _floating(field, given)
    if kind is FieldKind.NUMBER:
        return _number(field, given)
    if field.enum is not None:
        return _enum(field.enum, given)
    if kind is FieldKind.BYTES:
        return _bytes(given)
    if kind is FieldKind.BOOLEAN:
        if isinstance(node.value, bool):
            return ScalarValue(ScalarKind.BOOLEAN, node.value, variable)
        refuse(f"expected true or false, got {shown}")
    elif isinstance(node.value, str):
        return ScalarValue(ScalarKind.TEXT, node.value, variable)
    else:
        refuse(f"expected text, got {shown}; write it in quotes")
    return None


def _integer(field: Field, given: _Given) -> ScalarValue | None:
    kind, least, most = _INTEGERS[field.kind]
    value = given.value
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return ScalarValue(kind, value, given.variable)
    given.refuse(f"expected a whole number from {least} to {most}, got {given.shown}")
    return None


def _floating(field: Field, given: _Given) -> ScalarValue | None:
    kind = ScalarKind.FLOAT if field.kind is FieldKind.FLOAT else ScalarKind.DOUBLE
    value = given.value
    special = _NOT_FINITE.get(value) if isinstance(value, str) else None
    if special is not None and not given.variable:
        return ScalarValue(kind, special)
    if special is not None:
        given.refuse(f"expected a finite number, got {given.shown}; write it here instead of the variable")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        given.refuse(f"expected a number, got {given.shown}")
    elif is_negative_zero(value):
        given.refuse(f"expected another number, got {given.shown}; {NO_NEGATIVE_ZERO}")
    elif (number := _fitting(value, kind)) is None:
        given.refuse(f"expected a number that fits the field, got {given.shown}")
    else:
        return ScalarValue(kind, number, given.variable)
    return None


def _number(field: Field, given: _Given) -> ScalarValue | None:
    """Return a number of JSON: whole where it is written so, and never one of those that JSON has no words for."""
    if isinstance(given.value, int):
        return _integer(replace(field, kind=FieldKind.INTEGER), given)
    if isinstance(given.value, str):
        given.refuse(f"expected a number, got {given.shown}")
        return None
    return _floating(field, given)


def _fitting(value: float, kind: ScalarKind) -> float | None:
    """Return a number as the field holds it; None where it is too large, or so small that 0 would be left."""
    try:
        number = float(value)
    except OverflowError:
        return None
    nearest = single(number) if kind is ScalarKind.FLOAT else number
    if not math.isfinite(nearest) or (nearest == 0 and number != 0):
        return None
    # What rounds to the largest number is often written as more than it, which not every reader takes.
    return nearest if abs(nearest) < abs(number) and abs(nearest) == _LARGEST_FLOAT else number


def is_negative_zero(number: float) -> bool:
    """Say whether a number is the zero below zero."""
    return number == 0 and math.copysign(1, number) < 0


def _enum(enum: Enumeration, given: _Given) -> ScalarValue | None:
    names = list(enum.numbers)
    value = given.value
    if given.variable:
        given.refuse(f"expected a name of enum {enum.name}, got the variable {given.variable}; write the name itself")
    elif value is None and enum.full_name == _NULL:
        return ScalarValue(ScalarKind.ENUM, names[0], None, enum.type, 0)
    elif not isinstance(value, str):
        named = enum.names.get(value) if isinstance(value, int) and not isinstance(value, bool) else None
        hint = f"; write '{named}'" if named else ""
        given.refuse(f"expected a name of enum {enum.name}, got {given.shown}{hint}")
    elif value not in names:
        given.refuse(f"enum {enum.name} has no value '{value}'{did_you_mean(value, names)} (values: {listing(names)})")
    else:
        return ScalarValue(ScalarKind.ENUM, value, None, enum.type, enum.numbers[value])
    return None


def _bytes(given: _Given) -> ScalarValue | None:
    if isinstance(given.value, bytes):
        return ScalarValue(ScalarKind.BYTES, given.value, given.variable)
    if isinstance(given.value, str):
        try:
            return ScalarValue(ScalarKind.BYTES, base64.b64decode(given.value, validate=True), given.variable)
        except ValueError:
            pass
    given.refuse(f"expected bytes as base64 text, got {given.shown}")
    return None
