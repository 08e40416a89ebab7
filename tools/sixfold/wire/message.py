"""Protobuf messages as data: read from JSON, compared, and shown, whatever is in them. A leaf.

The library alone does each of these by a pool of its own, takes no two NaN for the same, compares what an ``Any`` holds
by its bytes (of which maps have several), and raises for what it cannot show.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from typing import Any, cast

from google.protobuf import json_format, text_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import ParseError
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass

from sixfold.json_value import Json, JsonObject

__all__ = ["Message", "from_json", "same", "shown", "single"]

_ANY = "google.protobuf.Any"
_DEEPEST = 100
"""How deep messages may stand in each other for the library, which starts anew in each ``Any``."""

_STRUCT = "google.protobuf.Struct"
_FLOAT_VALUE = "google.protobuf.FloatValue"


def from_json(json: Json, descriptor: Descriptor) -> Message:
    """Read a message from its JSON form, types of an ``Any`` included.

    :raises ValueError: when it is none, with the reason.
    """
    message: Message = GetMessageClass(descriptor)()
    # Of some messages the form is no mapping, which the library's types do not say.
    form = cast("JsonObject", _rounded(json, descriptor))
    try:
        json_format.ParseDict(form, message, descriptor_pool=descriptor.file.pool)
    except (ParseError, AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        # The others are what the library says where a value is of a kind that it did not look for.
        raise ValueError(str(error) or type(error).__name__) from error
    return canonical(message)


def same(one: Message, other: Message) -> bool:
    """Say whether two messages mean the same."""
    if one.DESCRIPTOR.full_name != other.DESCRIPTOR.full_name:
        return False
    first, second = (canonical(message).SerializeToString(deterministic=True) for message in (one, other))
    return first == second


def shown(message: Message) -> JsonObject:
    """Return a message in its JSON form, fields by the definition's names; as text where one has no such form."""
    try:
        pool: Any = message.DESCRIPTOR.file.pool  # of one of two classes that say the same
        return json_format.MessageToDict(message, preserving_proto_field_name=True, descriptor_pool=pool)
    except (json_format.Error, AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError):
        return {field.name: _text(field, value) for field, value in message.ListFields()}


def single(number: float) -> float:
    """Return the number of 32 bits that is nearest, infinite where it is beyond all of them."""
    try:
        nearest: float = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return math.copysign(math.inf, number)
    return nearest


def canonical(message: Message) -> Message:
    """Return a copy that holds the one NaN, and of each ``Any`` the one form of its bytes."""
    copy = type(message)()
    copy.CopyFrom(message)
    _settle(copy)
    return copy


def _rounded(json: Json, message: Descriptor) -> Json:
    """Return the JSON form of a message, no number of 32 bits larger than the largest only because it was not rounded.

    Most writers of JSON, the library's own too, write the largest as 3.4028235e38, which the library's reader refuses.
    """
    if message.full_name == _STRUCT:
        return json
    if message.full_name == _FLOAT_VALUE:
        return _rounded_number(json)
    if not isinstance(json, dict):
        return json
    fields = {**{field.json_name: field for field in message.fields}, **message.fields_by_name}
    return {name: _rounded_field(item, fields[name]) if name in fields else item for name, item in json.items()}


def _rounded_field(json: Json, field: FieldDescriptor) -> Json:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        value = field.message_type.fields_by_name["value"]
        return {key: _rounded_field(item, value) for key, item in json.items()} if isinstance(json, dict) else json
    if isinstance(json, list):
        return [_rounded_field(item, field) for item in json] if field.is_repeated else json
    if field.message_type is not None:
        return _rounded(json, field.message_type)
    return _rounded_number(json) if field.cpp_type == FieldDescriptor.CPPTYPE_FLOAT else json


def _rounded_number(json: Json) -> Json:
    nearest = single(json) if isinstance(json, float) else math.inf
    return nearest if math.isfinite(nearest) else json


def _settle(message: Message, depth: int = 0) -> None:
    if depth > _DEEPEST:
        return
    for field, value in message.ListFields():
        for holder, key, item in _items(message, field, value):
            if isinstance(item, Message):
                _settle(item, depth + 1)
            elif isinstance(item, float) and math.isnan(item):
                if holder is message:
                    setattr(message, str(key), math.nan)
                else:
                    holder[key] = math.nan
    if message.DESCRIPTOR.full_name == _ANY:
        _settle_any(message, depth)


def _items(message: Message, field: FieldDescriptor, value: Any) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401 - a field's value
    """Yield each message and number of a field, with what holds it and its key there."""
    if isinstance(value, Mapping):
        yield from ((value, key, value[key]) for key in list(value))
    elif field.is_repeated:
        yield from ((value, index, item) for index, item in enumerate(value))
    else:
        yield message, field.name, value


def _settle_any(message: Any, depth: int) -> None:  # noqa: ANN401 - a class made at run time
    try:
        found = message.DESCRIPTOR.file.pool.FindMessageTypeByName(message.type_url.rpartition("/")[2])
        inner = GetMessageClass(found).FromString(message.value)
    except (KeyError, DecodeError):
        return  # of a type that nobody here knows, its bytes are all there is
    _settle(inner, depth + 1)
    message.value = inner.SerializeToString(deterministic=True)


def _text(field: FieldDescriptor, value: Any) -> str:  # noqa: ANN401 - a field's value
    if not isinstance(value, Message):
        return str(value) if field.is_repeated else repr(value)
    try:
        return text_format.MessageToString(value, as_one_line=True)
    except RecursionError:
        return f"{value.ByteSize()} bytes, nested too deep to be shown"
