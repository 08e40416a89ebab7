"""The REST form of a request, by its ``google.api.http`` rule: verb, path, query, JSON body."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from sixfold.definition import HttpRule
from sixfold.value import Kind, ListValue, MapValue, MessageValue, ScalarValue, Value

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class RestForm:
    """One HTTP request.

    ``path`` alternates between text that is ready for a URL and values that a snippet percent-encodes; ``query``
    likewise holds values by name; ``body`` is None where the rule has none.
    """

    verb: str
    host: str
    path: tuple[str | ScalarValue, ...]
    query: tuple[tuple[str, ScalarValue], ...]
    body: Value | None

    @property
    def url(self) -> str:
        """The whole URL with the example values in it, percent-encoded."""
        path = "".join(part if isinstance(part, str) else encoded(part) for part in self.path)
        query = "&".join(f"{name}={encoded(value)}" for name, value in self.query)
        return f"https://{self.host}{path}" + (f"?{query}" if query else "")

    @property
    def body_text(self) -> str:
        """The JSON body with the example values in it, indented by two spaces."""
        return "" if self.body is None else json.dumps(plain_json(self.body), ensure_ascii=False, indent=2)


def rest_form(host: str, rule: HttpRule, message: MessageValue) -> RestForm:
    """Apply a rule to a message in which every path parameter is set."""
    path: list[str | ScalarValue] = []
    for index, part in enumerate(rule.parts):
        value = message.at(part) if index % 2 else None
        if isinstance(value, ScalarValue):
            path.append(value if value.variable else encoded(value))
        elif part and not index % 2:
            path.append(quote(part, safe="/:"))
    rest = message.without(set(rule.parameters))
    if rule.body == "*":
        return RestForm(rule.verb, host, tuple(path), (), rest)
    if rule.body:
        query = _query(rest.without({rule.body}), "")
        return RestForm(rule.verb, host, tuple(path), query, message.at(rule.body))
    return RestForm(rule.verb, host, tuple(path), _query(rest, ""), None)


def encoded(value: ScalarValue) -> str:
    """Return a value as one segment of a URL."""
    plain = plain_json(value)
    return quote(plain if isinstance(plain, str) else json.dumps(plain), safe="")


def _query(value: Value, name: str) -> tuple[tuple[str, ScalarValue], ...]:
    match value:
        case ScalarValue():
            return ((name, value),)
        case ListValue(items=items):
            return tuple(pair for item in items for pair in _query(item, name))
        case MapValue():
            return ()
        case MessageValue(json=None, fields=fields):
            prefix = f"{name}." if name else ""
            return tuple(pair for field in fields for pair in _query(field.value, prefix + field.name.text))
        case MessageValue(json=replacement):
            return _query(replacement, name) if replacement else ()
    assert_never(value)


def plain_json(value: Value) -> Json:
    """Return a value in protobuf's JSON form, with the definition's own field names and the example values."""
    match value:
        case ScalarValue(kind=Kind.BYTES, value=bytes() as content):
            return base64.b64encode(content).decode("ascii")
        case ScalarValue(kind=Kind.LONG, value=content):
            return str(content)
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
