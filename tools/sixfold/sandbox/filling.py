"""An answer with nothing in it -> one that a program can go on with: elements in its lists, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from google.protobuf.message import Message

_DEEPEST = 4
"""How many messages stand in each other at most."""


def fill(answer: Message, request: Message | None) -> None:
    """Put one element into each list of messages of an answer, and what the request names under the same name.

    What is set already stays as it is, and stands inside of elements, too: each of them says that all went well.
    """
    alone = {
        field.message_type.full_name: value
        for field, value in answer.ListFields()
        if field.message_type is not None and not field.is_repeated
    }
    _add(answer, request, alone, frozenset())


def _add(message: Message, request: Message | None, known: Mapping[str, Message], above: frozenset[str]) -> None:
    inside = above | {message.DESCRIPTOR.full_name}
    for field in message.DESCRIPTOR.fields:
        if _is_set(message, field.name) or (request is not None and _take(message, field.name, request)):
            continue
        inner = field.message_type
        if inner is None or field.containing_oneof is not None or inner.GetOptions().map_entry:
            continue
        value = getattr(message, field.name)
        if inner.full_name in known and not field.is_repeated:
            value.CopyFrom(known[inner.full_name])
        elif inner.full_name not in inside and len(inside) < _DEEPEST and not inner.full_name.startswith("google."):
            if field.is_repeated:
                value = value.add()
            else:
                value.SetInParent()
            _add(value, None, known, inside)


def _is_set(message: Message, name: str) -> bool:
    return any(found.name == name for found, _ in message.ListFields())


def _take(message: Message, name: str, request: Message) -> bool:
    """Take over what the request has in a field of this name and type."""
    asked, field = (found.DESCRIPTOR.fields_by_name.get(name) for found in (request, message))
    if asked is None or field is None or not _is_set(request, name):
        return False
    if (asked.type, asked.is_repeated) != (field.type, field.is_repeated):
        return False
    for one, other in ((asked.message_type, field.message_type), (asked.enum_type, field.enum_type)):
        if one is not None and other is not None and one.full_name != other.full_name:
            return False
    value = getattr(request, name)
    if field.is_repeated:
        getattr(message, name).MergeFrom(value)
    elif field.message_type is not None:
        getattr(message, name).CopyFrom(value)
    else:
        setattr(message, name, value)
    return True
