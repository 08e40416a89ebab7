"""Messages that JSON writes in a form of their own (Timestamp, Duration, Struct …): a spec writes them the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from google.protobuf.descriptor import Descriptor
from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from sixfold.definition import map_types
from sixfold.errors import Place
from sixfold.names import Name
from sixfold.request.scalars import scalar_value, type_name
from sixfold.source import Node, Scalar, Sequence, Table
from sixfold.value import FieldValue, Kind, ListValue, MapValue, MessageValue, ScalarValue, Value

_NOWHERE = Place("")
_FORMS = {
    "google.protobuf.Timestamp": "a time like '2026-01-31T12:00:00Z'",
    "google.protobuf.Duration": "a duration like '1.5s'",
    "google.protobuf.FieldMask": "field paths like 'a,b.c'",
    "google.protobuf.Struct": "a mapping",
    "google.protobuf.Value": "any value",
    "google.protobuf.ListValue": "a list",
    **{
        f"google.protobuf.{name}Value": "one value"
        for name in ("Bool", "Bytes", "Double", "Float", "Int32", "Int64", "String", "UInt32", "UInt64")
    },
}


def is_well_known(descriptor: Descriptor) -> bool:
    """Say whether JSON writes this message in a form of its own."""
    return descriptor.full_name in _FORMS


def well_known_value(descriptor: Descriptor, node: Node, refuse: Callable[[str], None]) -> MessageValue | None:
    """Return the message with its fields and its JSON form, or None after refusing the node."""
    json = _json(node)
    message: Message = GetMessageClass(descriptor)()
    try:
        ParseDict(cast("dict[str, Any]", _plain(node)), message)
    except (ParseError, TypeError, ValueError, OverflowError):
        refuse(f"expected {_FORMS[descriptor.full_name]}, the JSON form of {descriptor.full_name}")
        return None
    return MessageValue(type_name(descriptor), _fields(message), json)


def _plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [_plain(item) for item in items]
        case Table(entries=entries):
            return {key: _plain(item) for key, item in entries.items()}


def _json(node: Node) -> Value:
    match node:
        case Scalar(value=None):
            return ScalarValue(Kind.NULL, None)
        case Scalar(value=bool() as value):
            return ScalarValue(Kind.BOOLEAN, value)
        case Scalar(value=int() | float() as value):
            return ScalarValue(Kind.DOUBLE, float(value))
        case Scalar(value=value):
            return ScalarValue(Kind.TEXT, value)
        case Sequence(items=items):
            return ListValue(tuple(_json(item) for item in items))
        case Table(entries=entries, keys=keys):
            return MapValue(tuple((ScalarValue(Kind.TEXT, key), _json(entries[key])) for key in keys if key in entries))


def _fields(message: Message) -> tuple[FieldValue, ...]:
    """Return the set fields of a message as a tree."""
    found = []
    for descriptor, value in message.ListFields():
        name = Name(descriptor.name)
        types = map_types(descriptor)
        if types:
            entries = tuple((_value(types[0], key), _value(types[1], value[key])) for key in sorted(value))
            found.append(FieldValue(name, MapValue(entries)))  # type: ignore[arg-type]  # a map's key is a scalar
        elif descriptor.is_repeated:
            found.append(FieldValue(name, ListValue(tuple(_value(descriptor, item) for item in value))))
        else:
            found.append(FieldValue(name, _value(descriptor, value)))
    return tuple(found)


def _value(descriptor: object, value: object) -> Value:
    if isinstance(value, Message):
        return MessageValue(type_name(value.DESCRIPTOR), _fields(value))
    enum = descriptor.enum_type  # type: ignore[attr-defined]  # FieldDescriptor, whose stub hides it from a map's entry
    if enum is not None:
        value = enum.values_by_number[value].name
    scalar = scalar_value(descriptor, Scalar(_NOWHERE, "", value), lambda _: None)  # type: ignore[arg-type]
    assert scalar is not None, "protobuf gave a value that its own type refuses"  # noqa: S101 - cannot be a user's doing
    return scalar
