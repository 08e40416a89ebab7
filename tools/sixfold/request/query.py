"""Fields of a request -> parameters of the query, where the definition declares how each of them is written. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sixfold.contract import ObjectStyle, QueryParameter
from sixfold.definition import HttpRule
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value


def declared_pairs(rule: HttpRule, message: MessageValue) -> Iterator[tuple[str, ScalarValue]]:
    """Yield the parameters of a query, their names ready for a URL."""
    for field in message.fields:
        yield from _pairs(rule.query[field.name.text], field.value)


def undeclared(rule: HttpRule, message: MessageValue) -> Iterator[tuple[str, str]]:
    """Yield the fields of which no parameter can be made as the definition declares it, each with what is wrong."""
    for field in message.fields:
        if wrong := _wrong(rule.query[field.name.text], field):
            yield field.name.text, wrong


def _pairs(parameter: QueryParameter, value: Value) -> Iterator[tuple[str, ScalarValue]]:
    if isinstance(value, ScalarValue):
        yield quote(parameter.name, safe=""), value
    elif isinstance(value, ListValue):
        yield from ((quote(parameter.name, safe=""), item) for item in value.items if isinstance(item, ScalarValue))
    else:
        for key, item in _entries(value):
            name = f"{parameter.name}[{key}]" if parameter.style is ObjectStyle.DEEP else key
            if isinstance(item, ScalarValue):
                yield quote(name, safe=""), item


def _entries(value: MessageValue | MapValue) -> list[tuple[str, Value]]:
    if isinstance(value, MapValue):
        return [(str(key.value), item) for key, item in value.entries]
    return [(field.name.text, field.value) for field in value.fields]


def _wrong(parameter: QueryParameter, field: FieldValue) -> str:
    value = field.value
    if isinstance(value, ListValue):
        if not value.items:
            return "where an empty list is sent as no parameter at all; leave it out"
        if parameter.delimiter and len(value.items) > 1:
            between = f"in one parameter, with '{parameter.delimiter}' between them"
            return f"all items of the list {between}, which snippets do not write; give one item"
        inner = list(value.items)
    elif isinstance(value, ScalarValue):
        inner = [value]
    else:
        if parameter.style is ObjectStyle.FORM and parameter.delimiter:
            return "an object in one parameter, which snippets do not write; leave it out"
        inner = [item for _, item in _entries(value)]
    if all(isinstance(item, ScalarValue) and item.kind is not ScalarKind.NULL for item in inner):
        return ""
    return "which holds single values, lists of them and objects of them; leave it out"
