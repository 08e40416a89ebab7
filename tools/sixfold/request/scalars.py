"""One YAML value or variable -> a typed scalar, checked against the definition's field."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

from sixfold.names import did_you_mean, listing
from sixfold.node import Scalar, describe
from sixfold.value import Kind, ScalarValue, TypeName

_INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32: (Kind.INTEGER, -(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (Kind.INTEGER, 0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_INT64: (Kind.LONG, -(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (Kind.LONG, 0, 2**64 - 1),
}
_LARGEST_FLOAT = 3.4028234663852886e38

Refuse = Callable[[str], None]


@dataclass(frozen=True)
class _Given:
    """What a spec gives for a field: the value itself, or the example of a variable; and how to refuse it."""

    value: object
    shown: str
    variable: str | None
    refuse: Refuse


def type_name(descriptor: object) -> TypeName:
    """Return the names of a message's or enum's descriptor."""
    package = str(descriptor.file.package)  # type: ignore[attr-defined]  # Descriptor and EnumDescriptor share no base
    full_name = str(descriptor.full_name)  # type: ignore[attr-defined]
    folder, _, file = str(descriptor.file.name).rpartition("/")  # type: ignore[attr-defined]
    # Protobuf's generator for Python does the same to a file's name.
    module = file.removesuffix(".proto").replace("-", "_")
    return TypeName(full_name.removeprefix(f"{package}." if package else ""), package, module, folder)


def plain_text(text: str) -> str | None:
    """Return a text that stands for itself, ``$$`` at its start being a dollar; None where it names a variable."""
    if text.startswith("$$"):
        return text[1:]
    return None if text.startswith("$") else text


def scalar_value(
    field: FieldDescriptor, node: Scalar, refuse: Refuse, variable: str | None = None
) -> ScalarValue | None:
    """Return the value of a field that is no message, or None after refusing it.

    :param node: the value itself, or the example of the variable that stands for it.
    :param refuse: notes a problem at the place of use.
    """
    shown = describe(node) + (f" of variable {variable}" if variable else "")
    given = _Given(node.value, shown, variable, refuse)
    kind = field.cpp_type
    if kind in _INTEGERS:
        return _integer(field, given)
    if kind in (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE):
        return _floating(field, given)
    if field.enum_type is not None:
        return _enum(field.enum_type, given)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return _bytes(given)
    if kind == FieldDescriptor.CPPTYPE_BOOL:
        if isinstance(node.value, bool):
            return ScalarValue(Kind.BOOLEAN, node.value, variable)
        refuse(f"expected true or false, got {shown}")
    elif isinstance(node.value, str):
        return ScalarValue(Kind.TEXT, node.value, variable)
    else:
        refuse(f"expected text, got {shown}; write it in quotes")
    return None


def _integer(field: FieldDescriptor, given: _Given) -> ScalarValue | None:
    kind, least, most = _INTEGERS[field.cpp_type]
    value = given.value
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return ScalarValue(kind, value, given.variable)
    given.refuse(f"expected a whole number from {least} to {most}, got {given.shown}")
    return None


def _floating(field: FieldDescriptor, given: _Given) -> ScalarValue | None:
    single = field.cpp_type == FieldDescriptor.CPPTYPE_FLOAT
    largest = _LARGEST_FLOAT if single else sys.float_info.max
    value = given.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        given.refuse(f"expected a number, got {given.shown}")
    elif abs(value) <= largest:
        return ScalarValue(Kind.FLOAT if single else Kind.DOUBLE, float(value), given.variable)
    else:
        given.refuse(f"expected a number that fits the field, got {given.shown}")
    return None


def _enum(enum: EnumDescriptor, given: _Given) -> ScalarValue | None:
    names = list(enum.values_by_name)
    value = given.value
    if given.variable:
        given.refuse(f"expected a name of enum {enum.name}, got the variable {given.variable}; write the name itself")
    elif not isinstance(value, str):
        given.refuse(f"expected a name of enum {enum.name}, got {given.shown}")
    elif value not in names:
        given.refuse(f"enum {enum.name} has no value '{value}'{did_you_mean(value, names)} (values: {listing(names)})")
    else:
        return ScalarValue(Kind.ENUM, value, None, type_name(enum), enum.values_by_name[value].number)
    return None


def _bytes(given: _Given) -> ScalarValue | None:
    if isinstance(given.value, bytes):
        return ScalarValue(Kind.BYTES, given.value, given.variable)
    if isinstance(given.value, str):
        try:
            return ScalarValue(Kind.BYTES, base64.b64decode(given.value, validate=True), given.variable)
        except ValueError:
            pass
    given.refuse(f"expected bytes as base64 text, got {given.shown}")
    return None
