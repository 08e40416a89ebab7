"""What a request holds that its message type does not: in protobuf's binary form and in JSON."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import cast

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from sixfold.json_value import Json, JsonObject
from sixfold.sandbox.json_text import MOST, MalformedError, short

MOST_PATHS = 100
"""How many unknown fields of one request are told."""


class Unknown:
    """Collects the paths of fields that a request type does not have: the first ones, and whether there are more."""

    def __init__(self) -> None:
        """Start with none."""
        self._paths: list[str] = []

    def add(self, path: str) -> None:
        """Note one."""
        if len(self._paths) < MOST_PATHS:
            self._paths.append(path)
        elif len(self._paths) == MOST_PATHS:
            self._paths.append("… and more")

    @property
    def paths(self) -> tuple[str, ...]:
        """What was noted, in its order."""
        return tuple(self._paths)


def in_message(message: Message) -> tuple[str, ...]:
    """Return the paths of a decoded message's unknown fields, numbers as ``annotations[0].data.#7``.

    :raises MalformedError: when it holds more messages than JSON may hold values.
    """
    found = Unknown()
    _walk(message, "", found, itertools.count(1))
    return found.paths


def _walk(message: Message, path: str, found: Unknown, counter: Iterator[int]) -> None:
    if next(counter) > MOST:
        raise MalformedError(f"expected a request of at most {MOST} messages")
    unknown = UnknownFieldSet(message)
    for index in range(min(len(unknown), MOST_PATHS + 1)):
        found.add(f"{path}#{unknown[index].field_number}")
    for field, value in message.ListFields():
        entry = _map_types(field)
        if field.message_type is None or (entry and entry[1].message_type is None):
            continue
        if entry:
            for key in value:
                _walk(value[key], f"{path}{field.name}[{_key(key)}].", found, counter)
        elif field.is_repeated:
            for index, item in enumerate(value):
                _walk(item, f"{path}{field.name}[{index}].", found, counter)
        else:
            _walk(value, f"{path}{field.name}.", found, counter)


def split_json(value: Json, message: Descriptor, unknown: Unknown, path: str = "") -> Json:
    """Return the JSON form of a message without what the message does not know, fields by the definition's names.

    :param unknown: gets the paths of what was left out, names as written.
    :raises MalformedError: when one field is given by both of its JSON names.
    """
    # The well-known types have JSON forms of their own, which hold no field names.
    if not isinstance(value, dict) or message.file.package == "google.protobuf":
        return value
    known: JsonObject = {}
    for name, item in value.items():
        field = json_field(message, name)
        if field is None:
            unknown.add(f"{path}{short(name)}")
            continue
        if field.name in known:
            raise MalformedError(f"{path}{field.name} is given twice, as '{field.name}' and '{field.json_name}'")
        known[field.name] = _split_field(item, field, unknown, f"{path}{name}")
    return cast("Json", known)


def json_field(message: Descriptor, name: str) -> FieldDescriptor | None:
    """Return the field with this name in JSON: the definition's own, or its lowerCamelCase form."""
    if name in message.fields_by_name:
        return message.fields_by_name[name]
    return next((field for field in message.fields if field.json_name == name), None)


def _split_field(value: Json, field: FieldDescriptor, unknown: Unknown, path: str) -> Json:
    entry = _map_types(field)
    nested = (entry[1] if entry else field).message_type
    if nested is None:
        return value
    if entry and isinstance(value, dict):
        return {key: split_json(item, nested, unknown, f"{path}[{_key(key)}].") for key, item in value.items()}
    if field.is_repeated and isinstance(value, list):
        return [split_json(item, nested, unknown, f"{path}[{index}].") for index, item in enumerate(value)]
    return split_json(value, nested, unknown, f"{path}.")


def _key(key: object) -> str:
    return repr(short(key) if isinstance(key, str) else key)


def _map_types(field: FieldDescriptor) -> tuple[FieldDescriptor, FieldDescriptor] | None:
    """Return the key and value fields of a map field, or None for any other field."""
    entry = field.message_type
    if entry is None or not entry.GetOptions().map_entry:
        return None
    return entry.fields_by_name["key"], entry.fields_by_name["value"]
