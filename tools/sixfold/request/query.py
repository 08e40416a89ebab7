"""Fields of a request -> parameters of the query, by the definition's forms or else by the fields' names. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sixfold.contract import Carrier
from sixfold.definition import HttpRule
from sixfold.frozen import frozen
from sixfold.request.parameters import Part, entries, pairs
from sixfold.request.plain import url_text
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

_OF_ANY_KIND = "google.protobuf.Value"


@frozen
class JoinedValue:
    """Several values in one parameter, with the texts between them, which are ready for a URL."""

    parts: tuple[Part, ...]
    shape: ClassVar[str] = "joined"


QueryValue = ScalarValue | JoinedValue


def query_of(rule: HttpRule, message: MessageValue) -> tuple[tuple[str, QueryValue], ...]:
    """Return the parameters of a query, their names ready for a URL."""
    part = _query_part(rule, message)
    if not rule.forms:
        return _transcoded(part, "")
    found = (pair for field in part.fields for pair in pairs(rule.forms[field.name.text], field.value))
    return tuple((name, _value(parts)) for name, parts in found)


def form_of(rule: HttpRule, body: MessageValue | MapValue) -> tuple[tuple[str, QueryValue], ...]:
    """Return the names, ready for a URL, and values of a form."""
    found = (pair for name, value in entries(body) for pair in pairs(rule.part(name), value))
    return tuple((name, _value(parts)) for name, parts in found)


def unfit_for_query(rule: HttpRule, message: MessageValue) -> tuple[tuple[str, str], ...]:
    """Return the paths of what a rule without forms puts into the query, which cannot say it, and why."""
    if rule.forms:
        return ()
    part = _query_part(rule, message)
    return tuple((path, "which holds single values and lists of them; leave it out") for path in _unfit(part, ""))


def _query_part(rule: HttpRule, message: MessageValue) -> MessageValue:
    """Return what of a message the query carries: of one without forms what neither path nor body has."""
    if rule.forms:
        mine = {name for name, form in rule.forms.items() if form.carrier is Carrier.QUERY}
        return MessageValue(message.type, tuple(field for field in message.fields if field.name.text in mine))
    if rule.body == "*":
        return MessageValue(message.type, ())
    return message.without({*rule.parameters, rule.body})


def _value(parts: tuple[Part, ...]) -> QueryValue:
    only = parts[0]
    return _single(only) if len(parts) == 1 and isinstance(only, ScalarValue) else JoinedValue(parts)


def _single(value: ScalarValue) -> ScalarValue:
    if value.kind in (ScalarKind.ENUM, ScalarKind.FLOAT, ScalarKind.DOUBLE) and not value.variable:
        # One way to write it, in every language.
        return ScalarValue(ScalarKind.TEXT, url_text(value))
    return value


def _transcoded(value: Value, name: str) -> tuple[tuple[str, ScalarValue], ...]:
    match value:
        case ScalarValue():
            return ((name, _single(value)),)
        case ListValue(items=items):
            return tuple(pair for item in items for pair in _transcoded(item, name))
        case MessageValue(json=None, fields=fields):
            return tuple(pair for field in fields for pair in _transcoded(field.value, _joined(name, field)))
        case MessageValue(json=replacement) if replacement is not None:
            return _transcoded(replacement, name)
    raise AssertionError(f"'{name}' is unfit for a query")


def _unfit(value: Value, name: str) -> Iterator[str]:
    match value:
        case MessageValue(json=None, fields=fields) if fields or not name:
            for field in fields:
                yield from _unfit(field.value, _joined(name, field))
        case ListValue(items=items) if all(map(_is_single, items)):
            pass
        case _ if not _is_single(value):
            yield name


def _is_single(value: Value) -> bool:
    """Say whether JSON writes the value as one text, number or boolean, and its field has no choice of these."""
    if isinstance(value, MessageValue) and value.type.full_name == _OF_ANY_KIND:
        return False  # in a query, 1 and "1" are the same
    plain = value.json if isinstance(value, MessageValue) else value
    return isinstance(plain, ScalarValue) and plain.kind is not ScalarKind.NULL


def _joined(name: str, field: FieldValue) -> str:
    return f"{name}.{field.name}" if name else field.name.text
