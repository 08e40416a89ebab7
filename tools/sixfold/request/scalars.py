"""One YAML value or variable -> a typed scalar, checked against the definition's field."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

from sixfold.names import did_you_mean, listing
from sixfold.source import Scalar, describe
from sixfold.value import Kind, ScalarValue, TypeName

_INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32: (Kind.INTEGER, -(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (Kind.INTEGER, 0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_INT64: (Kind.LONG, -(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (Kind.LONG, 0, 2**64 - 1),
}
_LARGEST_FLOAT = 3.4028234663852886e38

Refuse = Callable[[str], None]


def type_name(descriptor: object) -> TypeName:
    """Return the names of a message's or enum's descriptor."""
    package = str(descriptor.file.package)  # type: ignore[attr-defined]  # Descriptor and EnumDescriptor share no base
    full_name = str(descriptor.full_name)  # type: ignore[attr-defined]
    module = str(descriptor.file.name).rpartition("/")[2].removesuffix(".proto")  # type: ignore[attr-defined]
    return TypeName(full_name.removeprefix(f"{package}." if package else ""), package, module)


def scalar_value(
    field: FieldDescriptor, node: Scalar, refuse: Refuse, variable: str | None = None
) -> ScalarValue | None:
    """Return the value of a field that is no message, or None after refusing it.

    :param node: the value itself, or the example of the variable that stands for it.
    :param refuse: notes a problem at the place of use.
    """
    value = node.value
    shown = describe(node) + (f" of variable {variable}" if variable else "")
    kind = field.cpp_type
    if kind in _INTEGERS:
        number, least, most = _INTEGERS[kind]
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return ScalarValue(number, value, variable)
        refuse(f"expected a whole number from {least} to {most}, got {shown}")
    elif kind in (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE):
        return _floating(field, value, shown, refuse, variable)
    elif kind == FieldDescriptor.CPPTYPE_BOOL:
        if isinstance(value, bool):
            return ScalarValue(Kind.BOOLEAN, value, variable)
        refuse(f"expected true or false, got {shown}")
    elif field.enum_type is not None:
        return _enum(field.enum_type, value, shown, refuse, variable)
    elif field.type == FieldDescriptor.TYPE_BYTES:
        return _bytes(value, shown, refuse, variable)
    elif isinstance(value, str):
        return ScalarValue(Kind.TEXT, value, variable)
    else:
        refuse(f"expected text, got {shown}; write it in quotes")
    return None


def _floating(
    field: FieldDescriptor, value: object, shown: str, refuse: Refuse, variable: str | None
) -> ScalarValue | None:
    single = field.cpp_type == FieldDescriptor.CPPTYPE_FLOAT
    if isinstance(value, int | float) and not isinstance(value, bool):
        if math.isfinite(value) and (not single or abs(value) <= _LARGEST_FLOAT):
            return ScalarValue(Kind.FLOAT if single else Kind.DOUBLE, float(value), variable)
        refuse(f"expected a number that fits the field, got {shown}")
    else:
        refuse(f"expected a number, got {shown}")
    return None


def _enum(enum: EnumDescriptor, value: object, shown: str, refuse: Refuse, variable: str | None) -> ScalarValue | None:
    names = list(enum.values_by_name)
    if variable:
        refuse(f"expected a name of enum {enum.name}, got the variable {variable}; write the name itself")
    elif not isinstance(value, str):
        refuse(f"expected a name of enum {enum.name}, got {shown}")
    elif value not in names:
        refuse(f"enum {enum.name} has no value '{value}'{did_you_mean(value, names)} (values: {listing(names)})")
    else:
        return ScalarValue(Kind.ENUM, value, None, type_name(enum), enum.values_by_name[value].number)
    return None


def _bytes(value: object, shown: str, refuse: Refuse, variable: str | None) -> ScalarValue | None:
    if isinstance(value, bytes):
        return ScalarValue(Kind.BYTES, value, variable)
    if isinstance(value, str):
        try:
            return ScalarValue(Kind.BYTES, base64.b64decode(value, validate=True), variable)
        except (binascii.Error, ValueError):
            pass
    refuse(f"expected bytes as base64 text, got {shown}")
    return None
