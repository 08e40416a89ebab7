"""A schema -> a value for an answer: the document's own example, or the smallest that the schema admits."""

from __future__ import annotations

import re

from sixfold.definition.openapi.document import At
from sixfold.definition.openapi.pattern_texts import smallest_text
from sixfold.definition.openapi.patterns import EndlessPatternError, try_pattern
from sixfold.definition.openapi.schema import SchemaShape, shape_of
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject

_MOST_ITEMS = 20
_DEEPEST = 6
"""How deep lists and objects of an answer nest that no example shows; what must be there goes on to twice of it."""

USUAL = (
    "my-value",
    "my_value",
    "myvalue",
    "1.0.0",
    "1",
    "a",
    "A",
    "2026-01-31",
    "0" * 40,
    "sha256:" + "0" * 64,
    "v1",
    "me@example.com",
)
"""Texts that patterns ask for, where a document shows none that fits its own."""

_TEXTS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "reader@example.com",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
    "byte": "Ynl0ZXM=",
}


def example_of(media: At) -> Json:
    """Return what a media type, or a parameter, shows as an example, else the smallest value of its schema."""
    if "example" in media.fields:
        return media.fields["example"]
    for shown in media.entries("examples").values():
        if "value" in shown.resolved.fields:
            return shown.resolved.fields["value"]
    return smallest((media.below("schema"),)) if "schema" in media.fields else None


def smallest(schemas: tuple[At, ...], *, needed: bool = False) -> Json:
    """Return a small value that some schemas admit.

    :param needed: leave out of objects what a request can do without; where that is all, one property stays.
    """
    return _Maker(needed).value(schemas, 0)


@frozen
class _Maker:
    needed: bool

    def value(self, schemas: tuple[At, ...], depth: int) -> Json:
        for schema in (found.resolved for found in schemas):
            for key in ("example", "default", "const"):
                if key in schema.fields:
                    return schema.fields[key]
            shown = schema.fields.get("examples")
            if isinstance(shown, list) and shown:
                return shown[0]
        # Of alternatives the first one, whole: a mixture of them would be none.
        chosen = _first_alternative(schemas)
        shape = shape_of((chosen,)) if chosen is not None else shape_of(())
        if shape.values:
            return next((value for value in shape.values if value not in ("", None)), shape.values[0])
        return self._of_kind(shape, chosen, depth)

    def _of_kind(self, shape: SchemaShape, schema: At | None, depth: int) -> Json:
        kinds, words = shape.kinds, schema.fields if schema is not None else {}
        if "string" in kinds:
            return _text(words)
        if "integer" in kinds or "number" in kinds:
            return _number(words)
        if "boolean" in kinds:
            return True
        if "array" in kinds:
            least = words.get("minItems")
            count = least if isinstance(least, int) and 1 < least <= _MOST_ITEMS else 1
            return [self.value(shape.items, depth + 1)] * count if shape.items and depth < _DEEPEST else []
        return self._object(shape, depth) if "object" in kinds else None

    def _object(self, shape: SchemaShape, depth: int) -> Json:
        if depth > 2 * _DEEPEST:
            return {}
        names = list(shape.properties)
        if self.needed:
            names = [name for name in names if not _is_read_only(shape.properties[name])]
        if self.needed or depth >= _DEEPEST:
            names = [name for name in names if name in shape.required] or names[: 1 if depth < _DEEPEST else 0]
        return {name: self.value(shape.properties[name], depth + 1) for name in names}


def _is_read_only(schemas: tuple[At, ...]) -> bool:
    return any(schema.resolved.fields.get("readOnly") is True for schema in schemas)


def _first_alternative(schemas: tuple[At, ...]) -> At | None:
    for schema in (found.resolved for found in schemas):
        for key in ("oneOf", "anyOf"):
            alone = not schema.fields.keys() & {"properties", "allOf"}
            for item in schema.items(key) if alone else ():
                if shape_of((item,)).kinds - {"null"}:
                    return _first_alternative((item,))
        return schema
    return None


def _text(words: JsonObject) -> str:
    pattern = words.get("pattern")
    if isinstance(pattern, str):
        return next((text for text in (*USUAL, smallest_text(pattern)) if _matches(pattern, text)), USUAL[0])
    text = _TEXTS.get(str(words.get("format", "")), "text")
    least, most = (words.get(key) for key in ("minLength", "maxLength"))
    if isinstance(least, int) and 0 <= least <= 1000:  # noqa: PLR2004 - a longer one says no more
        text = text.ljust(least, "t")
    return text[:most] if isinstance(most, int) and most >= 0 else text


def _matches(pattern: str, text: str) -> bool:
    try:
        try_pattern(pattern, text)
        return bool(re.search(pattern, text))
    except (re.error, RecursionError, OverflowError, EndlessPatternError):
        return False


def _number(words: JsonObject) -> Json:
    least = words.get("minimum", words.get("exclusiveMinimum"))
    if isinstance(least, int | float) and not isinstance(least, bool):
        return least + (1 if "exclusiveMinimum" in words else 0)
    most = words.get("maximum")
    return most if isinstance(most, int | float) and not isinstance(most, bool) and most < 1 else 1
