"""Messages that JSON writes in a form of their own (Timestamp, Struct, wrappers …): a spec writes them the same way."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from sixfold import wire
from sixfold.definition import Field, Message, descriptor
from sixfold.document import Node, Scalar, Sequence, Table, describe
from sixfold.errors import Place
from sixfold.names import Name
from sixfold.request.plain import plain_json
from sixfold.request.scalars import NO_NEGATIVE_ZERO, is_negative_zero, plain_text, scalar_value
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

Refuse = Callable[[Node, str], None]

_NOWHERE = Place("")
_ANY = "google.protobuf.Any"
_MASK = "google.protobuf.FieldMask"
_TEXTS = {
    "google.protobuf.Timestamp": "a time like '2026-01-31T12:00:00Z'",
    "google.protobuf.Duration": "a duration like '1.5s'",
    _MASK: "field paths like 'a,b.c'",
}
_FORMS = {
    **_TEXTS,
    _ANY: "a mapping with the message's type under '@type'",
    "google.protobuf.Struct": "a mapping",
    "google.protobuf.Value": "any value",
    "google.protobuf.ListValue": "a list",
}
_BEYOND_LONG = 2**63


def wrapper_value(message: Message, value: ScalarValue) -> MessageValue:
    """Return a wrapper around a value."""
    return MessageValue(message.type, (FieldValue(Name("value"), value),), value)


def is_well_known(message: Message) -> bool:
    """Say whether JSON writes this message, which is no wrapper, in a form of its own."""
    return message.full_name in _FORMS


def well_known_value(message: Message, node: Node, refuse: Refuse) -> MessageValue | None:
    """Return the message with its fields and its JSON form, or None after refusing the node or one below it."""
    json = _json(node, refuse)
    if json is None or _refuse_mask(message, node, refuse):
        return None
    try:
        read = wire.from_json(plain_json(json), descriptor(message))
        if message.full_name in _TEXTS:
            # One time or duration can be written in several ways: this is the one that every server reads.
            json = ScalarValue(ScalarKind.TEXT, str(wire.shown(read)))
    except ValueError as error:
        if "too deep" in str(error):
            refuse(node, "is nested too deep for protobuf's readers of JSON; write it with fewer levels")
            return None
        said = f"expected {_FORMS[message.full_name]}, the JSON form of {message.full_name}"
        refuse(node, f"{said}: {_any_problem(json, error)}" if message.full_name == _ANY else said)
        return None
    return MessageValue(message.type, _fields(message, read), json)


def free_value(node: Node, refuse: Refuse) -> Value | None:
    """Return YAML as the JSON that it stands for, of whatever kind; None after refusing some of it."""
    return _json(node, refuse)


def _any_problem(json: Value, error: Exception) -> str:
    """Say what is wrong with the JSON form of an ``Any``."""
    named = {key.value: item for key, item in json.entries} if isinstance(json, MapValue) else None
    if named is None:
        return "got none"
    if "@type" not in named:
        return "'@type' is missing; write it beside the message's own fields, as type.googleapis.com/package.Message"
    if not isinstance(plain_json(named["@type"]), str):
        return "'@type' is no text; write it as type.googleapis.com/package.Message"
    return " ".join(str(error).split())


def _refuse_mask(message: Message, node: Node, refuse: Refuse) -> bool:
    """Refuse a mask that names fields as the definition does: JSON would lose its underscores."""
    text = node.value if isinstance(node, Scalar) and message.full_name == _MASK else None
    if not isinstance(text, str) or "_" not in text:
        return False
    camel = re.sub("_([a-z])", lambda found: found[1].upper(), text)
    said = f"expected field paths in camelCase, the JSON form of {_MASK}, got '{text}'"
    # A name whose underscore is no letter's, or that has capitals of its own, cannot be written in that form.
    whole = "_" not in camel and not re.search("[A-Z]", text)
    refuse(node, f"{said}; write '{camel}'" if whole else f"{said}; that form has no such name, so leave it out")
    return True


def _json(node: Node, refuse: Refuse) -> Value | None:
    """Return YAML as the JSON that it stands for, or None after refusing some of it."""
    match node:
        case Scalar():
            return _json_scalar(node, refuse)
        case Sequence(items=nodes):
            items = [_json(item, refuse) for item in nodes]
            return None if None in items else ListValue(tuple(item for item in items if item is not None))
        case Table(entries=entries, keys=keys):
            pairs = [
                (_json_scalar(Scalar(keys[key], f"{node.path}.{key}", key), refuse), _json(item, refuse))
                for key, item in entries.items()
            ]
            found = tuple((key, item) for key, item in pairs if key is not None and item is not None)
            return MapValue(found) if len(found) == len(pairs) else None


def _json_scalar(node: Scalar, refuse: Refuse) -> ScalarValue | None:
    match node.value:
        case None:
            return ScalarValue(ScalarKind.NULL, None)
        case bool() as truth:
            return ScalarValue(ScalarKind.BOOLEAN, truth)
        case int() | float() as number if is_negative_zero(number):
            refuse(node, f"expected another number, got {describe(node)}; {NO_NEGATIVE_ZERO}")
        case int() | float() as number:
            if _is_double(number):
                whole = isinstance(number, int) and abs(number) < _BEYOND_LONG
                return (
                    ScalarValue(ScalarKind.INTEGER, number) if whole else ScalarValue(ScalarKind.DOUBLE, float(number))
                )
            refuse(node, f"expected a number that a double holds exactly, got {describe(node)}; write it as text")
        case ".nan" | ".inf" | "-.inf":
            refuse(
                node, f"JSON has no such number, got {describe(node)}; write another one, or 'NaN' if a text is meant"
            )
        case str() as text:
            plain = plain_text(text)
            if plain is not None:
                return ScalarValue(ScalarKind.TEXT, plain)
            refuse(node, f"no variable can stand here, got '{text}'; write a text that begins so with '$$'")
        case bytes():
            refuse(node, "expected a value that JSON has, got binary data; write it as base64 text")
    return None


def _is_double(number: float) -> bool:
    try:
        return math.isfinite(number) and float(number) == number
    except OverflowError:
        return False


def _fields(message: Message, read: wire.Message) -> tuple[FieldValue, ...]:
    """Return the set fields of a message that was read, as a tree."""
    found = []
    for set_field, value in read.ListFields():
        field = message.fields_by_name[set_field.name]
        tree: Value
        if field.entry:
            key, item = field.entry
            entries = ((_scalar(key, name), _value(item, value[name])) for name in sorted(value))
            tree = MapValue(tuple(entries))
        elif field.repeated:
            tree = ListValue(tuple(_value(field, item) for item in value))
        else:
            tree = _value(field, value)
        found.append(FieldValue(Name(field.name), tree))
    return tuple(found)


def _value(field: Field, value: Any) -> Value:  # noqa: ANN401 - a field's value
    if field.message is not None:
        return MessageValue(field.message.type, _fields(field.message, value))
    return _scalar(field, value if field.enum is None else field.enum.names[value])


def _scalar(field: Field, value: Any) -> ScalarValue:  # noqa: ANN401 - a field's value
    scalar = scalar_value(field, Scalar(_NOWHERE, "", value), lambda _: None)
    assert scalar is not None, "protobuf gave a value that its own type refuses"  # noqa: S101 - cannot be a user's doing
    return scalar
