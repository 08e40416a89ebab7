"""The REST form of a request, by its ``google.api.http`` rule: verb, path, query, JSON body."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, assert_never
from urllib.parse import quote, unquote

from sixfold.definition import HttpRule
from sixfold.json_value import Json
from sixfold.marks import Composed, Encoding, Piece
from sixfold.request.json_parts import json_parts
from sixfold.request.query import declared_pairs, undeclared
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value
from sixfold.wire import Parameter

NULL = "google.protobuf.NullValue"
"""The enum of one value, which JSON writes as null."""

_OF_ANY_KIND = "google.protobuf.Value"


@dataclass(frozen=True)
class SegmentsValue:
    """A value that is several segments of a path: a snippet percent-encodes each, and leaves the slashes."""

    value: ScalarValue
    shape: ClassVar[str] = "segments"


@dataclass(frozen=True)
class RestForm:
    """One HTTP request.

    ``path`` alternates between text that is ready for a URL and values that a snippet percent-encodes: whole, or each
    segment of the ``value`` where the shape is ``segments``. ``query`` likewise holds values by name; ``body`` is as
    JSON has it, and None where the rule has none.
    """

    verb: str
    host: str
    path: tuple[str | ScalarValue | SegmentsValue, ...]
    query: tuple[tuple[str, ScalarValue], ...]
    body: Value | None

    @property
    def url(self) -> Composed:
        """The whole URL with the example values in it, percent-encoded."""
        path = "".join(part if isinstance(part, str) else _marked_part(part) for part in self.path)
        query = "&".join(f"{name}={_marked_part(value)}" for name, value in self.query)
        return Composed(f"https://{self.host}{path}" + (f"?{query}" if query else ""))

    @property
    def named_query(self) -> tuple[tuple[str, ScalarValue], ...]:
        """The query with its names as they are, for a library that percent-encodes names, too."""
        return tuple((unquote(name), value) for name, value in self.query)

    @property
    def body_text(self) -> Composed:
        """The JSON body with the example values in it, indented by two spaces."""
        if self.body is None:
            return Composed("")
        return Composed(json.dumps(plain_json(_marked(self.body)), ensure_ascii=False, indent=2))

    @property
    def body_parts(self) -> tuple[str | ScalarValue, ...]:
        """The JSON body as texts and the values that a program has to write between them; enums are text."""
        return json_parts(self.body) if self.body else ()


def rest_form(host: str, rule: HttpRule, message: MessageValue) -> RestForm:
    """Apply a rule to a message in which every path parameter is set."""
    path: list[str | ScalarValue | SegmentsValue] = []
    for piece in rule.template.pieces:
        value = message.at(piece.field) if isinstance(piece, Parameter) else None
        if isinstance(piece, str):
            path.append(quote(piece, safe="/:"))
        elif isinstance(value, ScalarValue) and value.variable:
            path.append(value if piece.single else SegmentsValue(value))
        elif isinstance(value, ScalarValue):
            path.append(piece.encoded(url_text(value)))
    part = _query_part(rule, message)
    if rule.query:
        query = tuple(pair for name, value in declared_pairs(rule, part) for pair in _query(value, name))
    else:
        query = _query(part, "")
    body = _body(rule, message)
    return RestForm(rule.verb, host, tuple(path), query, _json_form(body) if body else None)


def _body(rule: HttpRule, message: MessageValue) -> Value | None:
    if rule.body == "*":
        return message.without(set(rule.parameters))
    body = message.at(rule.body) if rule.body else None
    if not isinstance(body, MessageValue):
        return body
    inside = f"{rule.body}."
    return body.without({path.removeprefix(inside) for path in rule.parameters if path.startswith(inside)})


def unfit_for_query(rule: HttpRule, message: MessageValue) -> tuple[tuple[str, str], ...]:
    """Return the paths of the fields that the rule puts into the query, which cannot say their values, and why."""
    part = _query_part(rule, message)
    if rule.query:
        return tuple(undeclared(rule, part))
    return tuple((path, "which holds single values and lists of them; leave it out") for path in _unfit(part, ""))


def _query_part(rule: HttpRule, message: MessageValue) -> MessageValue:
    """Return what of a message is in neither the path nor the body."""
    if rule.body == "*":
        return MessageValue(message.type, ())
    return message.without({*rule.parameters, rule.body})


def url_text(value: ScalarValue) -> str:
    """Return the text that stands for a value in a URL, not encoded yet."""
    plain = plain_json(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def encoded(value: ScalarValue) -> str:
    """Return a value as one segment of a URL."""
    return quote(url_text(value), safe="")


def _marked_part(part: ScalarValue | SegmentsValue) -> str:
    value = part.value if isinstance(part, SegmentsValue) else part
    changed = value.variable if value.kind is ScalarKind.TEXT else None
    if isinstance(part, SegmentsValue):
        return Piece(quote(url_text(value), safe="/"), changed or "", (Encoding.PERCENT_SEGMENTS,)).marked
    return Piece(encoded(value), changed or "", (Encoding.PERCENT,)).marked


def _json_form(value: Value) -> Value:
    """Return a value as JSON has it: its own texts, null, lists and so on stand for what it writes so."""
    match value:
        case ScalarValue(value=float() as number) if not math.isfinite(number):
            return ScalarValue(ScalarKind.TEXT, str(plain_json(value)))
        case ScalarValue():
            return value
        case ListValue(items=items):
            return ListValue(tuple(map(_json_form, items)))
        case MapValue(entries=entries):
            return MapValue(tuple((key, _json_form(item)) for key, item in entries))
        case MessageValue(json=None, fields=fields):
            # In a list or a map, readers of JSON take null for no value at all: there the enum's name stays.
            found = tuple(FieldValue(field.name, _null_form(_json_form(field.value))) for field in fields)
            return MessageValue(value.type, found)
        case MessageValue(json=replacement):
            return _json_form(replacement) if replacement else value
    assert_never(value)


def _null_form(value: Value) -> Value:
    is_null = isinstance(value, ScalarValue) and value.type and value.type.full_name == NULL
    return ScalarValue(ScalarKind.NULL, None) if is_null else value


def _marked(value: Value) -> Value:
    """Mark the texts of a body that a reader changes; JSON escapes what is between marks, and never a mark."""
    match value:
        case ScalarValue(kind=ScalarKind.TEXT, value=str() as text, variable=str() as variable):
            return replace(value, value=Piece(text, variable, (Encoding.JSON,)).marked)
        case ScalarValue():
            return value
        case ListValue(items=items):
            return ListValue(tuple(_marked(item) for item in items))
        case MapValue(entries=entries):
            return MapValue(tuple((key, _marked(item)) for key, item in entries))
        case MessageValue(fields=fields):
            return MessageValue(value.type, tuple(FieldValue(field.name, _marked(field.value)) for field in fields))
    assert_never(value)


def _query(value: Value, name: str) -> tuple[tuple[str, ScalarValue], ...]:
    match value:
        case ScalarValue(kind=ScalarKind.ENUM | ScalarKind.FLOAT | ScalarKind.DOUBLE, variable=None):
            # One way to write it, in every language.
            return ((name, ScalarValue(ScalarKind.TEXT, url_text(value))),)
        case ScalarValue():
            return ((name, value),)
        case ListValue(items=items):
            return tuple(pair for item in items for pair in _query(item, name))
        case MessageValue(json=None, fields=fields):
            return tuple(pair for field in fields for pair in _query(field.value, _joined(name, field)))
        case MessageValue(json=replacement) if replacement is not None:
            return _query(replacement, name)
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


def plain_json(value: Value) -> Json:
    """Return a value in protobuf's JSON form, with the definition's own field names and the example values."""
    match value:
        case ScalarValue(kind=ScalarKind.BYTES, value=bytes() as content):
            return base64.b64encode(content).decode("ascii")
        case ScalarValue(kind=ScalarKind.LONG, value=content):
            return str(content)
        case ScalarValue(value=float() as number) if not math.isfinite(number):
            return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
        case ScalarValue(value=None | bool() | int() | float() | str() as content):
            return content
        case ScalarValue():
            raise AssertionError("only a value of kind BYTES holds bytes")
        case ListValue(items=items):
            return [plain_json(item) for item in items]
        case MapValue(entries=entries):
            return {_key(key): plain_json(item) for key, item in entries}
        case MessageValue(json=None, fields=fields):
            return {field.name.text: plain_json(field.value) for field in fields}
        case MessageValue(json=replacement):
            return plain_json(replacement) if replacement else {}
    assert_never(value)


def _key(key: ScalarValue) -> str:
    """Return a map's key; JSON knows only texts there."""
    plain = plain_json(key)
    return plain if isinstance(plain, str) else json.dumps(plain)
