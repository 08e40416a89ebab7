"""The REST form of a request, by its ``google.api.http`` rule: verb, path, query, JSON body."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import ClassVar, assert_never
from urllib.parse import quote, unquote

from sixfold.contract import FORM_TYPE
from sixfold.definition import HttpRule
from sixfold.frozen import frozen
from sixfold.json_value import MEDIA_TYPE
from sixfold.marks import Composed, Encoding
from sixfold.request.headers import HeaderParameter, changed, headers_of, shown
from sixfold.request.json_parts import json_parts
from sixfold.request.parameters import Part, settled, whole
from sixfold.request.plain import encoded, plain_json, url_text
from sixfold.request.query import JoinedValue, QueryValue, form_of, query_of
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value
from sixfold.wire import Parameter

NULL = "google.protobuf.NullValue"
"""The enum of one value, which JSON writes as null."""


@frozen
class SegmentsValue:
    """A value that is several segments of a path: a snippet percent-encodes each, and leaves the slashes."""

    value: ScalarValue
    shape: ClassVar[str] = "segments"


@frozen
class RestForm:
    """One HTTP request.

    ``path`` alternates between text that is ready for a URL and values that a snippet percent-encodes: whole, or each
    segment of the ``value`` where the shape is ``segments``. ``query`` likewise holds values by name, several of them
    in one where the shape is ``joined``; ``body`` is as JSON has it, and None where the rule has none. ``headers`` are
    those that are values of the call, and ``media_type`` is what the body is called. Of one that is a form, ``body`` is
    None and ``form`` holds the values by name, as ``query`` does.
    """

    verb: str
    host: str
    path: tuple[str | ScalarValue | SegmentsValue, ...]
    query: tuple[tuple[str, QueryValue], ...]
    body: Value | None
    headers: tuple[HeaderParameter, ...] = ()
    media_type: str = MEDIA_TYPE
    form: tuple[tuple[str, QueryValue], ...] = ()

    @property
    def has_body(self) -> bool:
        """Whether there is a body, be it JSON or a form."""
        return self.body is not None or bool(self.form)

    @property
    def form_parts(self) -> tuple[Part, ...]:
        """A form as texts that are ready for it and the values between them, which a snippet percent-encodes."""
        parts: list[Part] = []
        for name, value in self.form:
            parts += [f"{'&' if parts else ''}{name}=", *_parts(value)]
        return settled(tuple(parts))

    @property
    def form_lines(self) -> tuple[Composed, ...]:
        """Each name of a form with its value, which is not encoded yet."""
        return tuple(
            Composed.joined([f"{name}=", *(part if isinstance(part, str) else shown(part) for part in _parts(value))])
            for name, value in self.form
        )

    @property
    def named_form(self) -> tuple[tuple[str, ScalarValue], ...]:
        """A form with its names as they are, as `named_query` is."""
        return _named(self.form)

    @property
    def url(self) -> Composed:
        """The whole URL with the example values in it, percent-encoded."""
        target = [part if isinstance(part, str) else _encoded(part) for part in self.target]
        return Composed.joined([f"https://{self.host}", *target])

    @property
    def target(self) -> tuple[str | ScalarValue | SegmentsValue, ...]:
        """Path and query in one, as ``path`` is: a value that no reader changes is text, too."""
        target = list(self.path)
        for number, (name, value) in enumerate(self.query):
            begin = f"{'&' if number else '?'}{name}="
            target += settled((begin, *_parts(value)))
        return tuple(target)

    @property
    def named_query(self) -> tuple[tuple[str, ScalarValue], ...]:
        """The query with its names as they are, for a library that percent-encodes names, too.

        Of a query in which one parameter holds several values there is none: only `target` has that.
        """
        return _named(self.query)

    @property
    def body_text(self) -> Composed:
        """The JSON body with the example values in it, indented by two spaces."""
        if self.body is None:
            return Composed("")
        parts = json_parts(self.body, joins=False)
        return Composed.joined([part if isinstance(part, str) else _json_text(part) for part in parts])

    @property
    def body_parts(self) -> tuple[str | ScalarValue, ...]:
        """The JSON body as texts and the values that a program has to write between them; enums are text."""
        return json_parts(self.body) if self.body else ()


def rest_form(host: str, rule: HttpRule, message: MessageValue) -> RestForm:
    """Apply a rule to a message in which every path parameter is set."""
    path: list[str | ScalarValue | SegmentsValue] = []
    for piece in rule.template.pieces:
        value = message.at(piece.field) if isinstance(piece, Parameter) else None
        form = rule.forms.get(piece.field) if isinstance(piece, Parameter) else None
        if isinstance(piece, str):
            path.append(quote(piece, safe="/:"))
        elif value and form and (form.prefix or not isinstance(value, ScalarValue)):
            path += settled(whole(form, value))
        elif isinstance(value, ScalarValue) and value.variable:
            path.append(value if piece.single else SegmentsValue(value))
        elif isinstance(value, ScalarValue):
            path.append(piece.encoded(url_text(value)))
    body = _body(rule, message)
    is_form = rule.media_type == FORM_TYPE and isinstance(body, MessageValue | MapValue)
    return RestForm(
        rule.verb,
        host,
        _merged(path),
        query_of(rule, message),
        _json_form(body) if body and not is_form else None,
        tuple(headers_of(rule, message)),
        rule.media_type,
        form_of(rule, body) if is_form and isinstance(body, MessageValue | MapValue) else (),
    )


def _named(pairs: tuple[tuple[str, QueryValue], ...]) -> tuple[tuple[str, ScalarValue], ...]:
    found = [(unquote(name), value) for name, value in pairs if isinstance(value, ScalarValue)]
    return tuple(found) if len(found) == len(pairs) else ()


def _parts(value: QueryValue) -> tuple[Part, ...]:
    return value.parts if isinstance(value, JoinedValue) else (value,)


def _merged(
    path: Sequence[str | ScalarValue | SegmentsValue],
) -> tuple[str | ScalarValue | SegmentsValue, ...]:
    """Return a path in which no text follows another."""
    merged: list[str | ScalarValue | SegmentsValue] = []
    for part in path:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return tuple(merged)


def _body(rule: HttpRule, message: MessageValue) -> Value | None:
    if rule.body == "*":
        return message.without(set(rule.parameters))
    body = message.at(rule.body) if rule.body else None
    if not isinstance(body, MessageValue):
        return body
    inside = f"{rule.body}."
    return body.without({path.removeprefix(inside) for path in rule.parameters if path.startswith(inside)})


def _encoded(part: ScalarValue | SegmentsValue) -> Composed:
    if isinstance(part, SegmentsValue):
        value = part.value
        return Composed.of_value(quote(url_text(value), safe="/"), changed(value), (Encoding.PERCENT_SEGMENTS,))
    return Composed.of_value(encoded(part), changed(part), (Encoding.PERCENT,))


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


def _json_text(value: ScalarValue) -> Composed:
    """Return a value as JSON writes it, known where a reader changes it."""
    written = json.dumps(plain_json(value), ensure_ascii=False)
    name = changed(value)
    return Composed.of_value(written[1:-1], name, (Encoding.JSON,), '"') if name else Composed.joined([written])
