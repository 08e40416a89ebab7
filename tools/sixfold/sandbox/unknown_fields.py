"""What a request holds that its message type does not: in protobuf's binary form and in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from sixfold.definition import map_types

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class MalformedError(Exception):
    """The request cannot be read as its message type; the text says what and where."""


def in_message(message: Message, path: str = "") -> Iterator[str]:
    """Yield the paths of a decoded message's unknown fields, numbers as ``annotations[0].data.#7``."""
    unknown = UnknownFieldSet(message)
    for index in range(len(unknown)):
        yield f"{path}#{unknown[index].field_number}"
    for field, value in message.ListFields():
        entry = map_types(field)
        if field.message_type is None or (entry and entry[1].message_type is None):
            continue
        if entry:
            for key in value:
                yield from in_message(value[key], f"{path}{field.name}[{key!r}].")
        elif field.is_repeated:
            for index, item in enumerate(value):
                yield from in_message(item, f"{path}{field.name}[{index}].")
        else:
            yield from in_message(value, f"{path}{field.name}.")


def split_json(value: Json, message: Descriptor, unknown: list[str], path: str = "") -> Json:
    """Return the JSON form of a message without what the message does not know, fields by the definition's names.

    :param unknown: gets the paths of what was left out, names as written.
    :raises MalformedError: when one field is given by both of its JSON names.
    """
    # The well-known types have JSON forms of their own, which hold no field names.
    if not isinstance(value, dict) or message.file.package == "google.protobuf":
        return value
    known: dict[str, Json] = {}
    for name, item in value.items():
        field = json_field(message, name)
        if field is None:
            unknown.append(f"{path}{name}")
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


def _split_field(value: Json, field: FieldDescriptor, unknown: list[str], path: str) -> Json:
    entry = map_types(field)
    nested = (entry[1] if entry else field).message_type
    if nested is None:
        return value
    if entry and isinstance(value, dict):
        return {key: split_json(item, nested, unknown, f"{path}[{key!r}].") for key, item in value.items()}
    if field.is_repeated and isinstance(value, list):
        return [split_json(item, nested, unknown, f"{path}[{index}].") for index, item in enumerate(value)]
    return split_json(value, nested, unknown, f"{path}.")
