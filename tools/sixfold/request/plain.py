"""A value -> what stands for it in JSON and in a URL, as protobuf's JSON form has it. Pure."""

from __future__ import annotations

import base64
import json
import math
from typing import assert_never
from urllib.parse import quote

from sixfold.json_value import Json
from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value


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


def url_text(value: ScalarValue) -> str:
    """Return the text that stands for a value in a URL, not encoded yet."""
    plain = plain_json(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def encoded(value: ScalarValue) -> str:
    """Return a value as one segment of a URL."""
    return quote(url_text(value), safe="")
