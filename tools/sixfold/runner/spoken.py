"""What a call says, but for what no path and no query can say: whether a ``5`` there is a number or a text."""

from __future__ import annotations

import json

from sixfold.definition import Field, FieldKind, descriptor
from sixfold.json_value import Json
from sixfold.request import Request
from sixfold.wire import Message, from_json, shown


def as_spoken(request: Request, message: Message) -> Message:
    """Return what a call says with its path and query as texts, where their schemas leave the kind open.

    :param message: what was sent in the call, or what is expected of it.
    """
    if request.method.contract is None:
        return message
    fields, tree = request.method.request.fields_by_name, shown(message)
    open_ones = {name for name in tree if name != request.rule.body and name in fields}
    spoken = {name: _text(value, fields[name]) if name in open_ones else value for name, value in tree.items()}
    return from_json(spoken, descriptor(request.method.request))


def _text(value: Json, field: Field) -> Json:
    if isinstance(value, list):
        return [_text(item, field) for item in value]
    if isinstance(value, dict) and field.message is not None:
        inner = field.message.fields_by_name
        return {name: _text(item, inner[name]) if name in inner else item for name, item in value.items()}
    if field.kind is not FieldKind.ANY or value is None or isinstance(value, str | dict):
        return value
    # A struct holds each number as one with a fraction.
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value)
