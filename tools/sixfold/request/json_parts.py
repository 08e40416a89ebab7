"""A value's JSON text as parts: what stands in it as it is, and the values that a program has to write there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

_STEP = "  "
_QUOTED = (ScalarKind.TEXT, ScalarKind.LONG)
"""Kinds that JSON quotes anyway; keys of others stand between quotes of the text."""


def json_parts(value: Value, *, joins: bool = True) -> tuple[str | ScalarValue, ...]:
    """Return the JSON text of a value, indented by two spaces, as texts and values in the order in which they stand.

    Between two values stands a text. A value is a text, a number, a boolean or bytes, and is to be written as JSON,
    with its quotes; of enums and null the text says all.

    :param joins: whether a list of single values stands on one line.
    """
    found: list[str | ScalarValue] = []
    for part in _parts(value, "\n", joins=joins):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _parts(value: Value, line: str, *, joins: bool) -> Iterator[str | ScalarValue]:
    """Yield the parts of a value; ``line`` is a line feed with the indentation of the line that it begins on."""
    match value:
        case MessageValue(json=None, fields=fields):
            inner = line + _STEP
            members = ((f"{_quoted(field.name.text)}: ", *_parts(field.value, inner, joins=joins)) for field in fields)
            yield from _between("{", members, "}", line)
        case MessageValue(json=replacement) if replacement is not None:
            yield from _parts(replacement, line, joins=joins)
        case MapValue(entries=entries):
            inner = line + _STEP
            members = ((*_key(key), ": ", *_parts(item, inner, joins=joins)) for key, item in entries)
            yield from _between("{", members, "}", line)
        case ListValue(items=items) if joins and value.flat:
            yield "["
            for number, item in enumerate(items):
                yield from (", ",) if number else ()
                yield from _parts(item, line, joins=joins)
            yield "]"
        case ListValue(items=items):
            inner = line + _STEP
            yield from _between("[", (_parts(item, inner, joins=joins) for item in items), "]", line)
        case ScalarValue(kind=ScalarKind.ENUM):
            yield _quoted(str(value.value))
        case ScalarValue(kind=ScalarKind.NULL):
            yield "null"
        case ScalarValue():
            yield value


def _between(
    begin: str, members: Iterable[Iterable[str | ScalarValue]], end: str, line: str
) -> Iterator[str | ScalarValue]:
    """Yield members, each on a line of its own, and nothing between the brackets where there are none."""
    yield begin
    is_empty = True
    for member in members:
        yield line + _STEP if is_empty else f",{line}{_STEP}"
        yield from member
        is_empty = False
    yield end if is_empty else line + end


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(key: ScalarValue) -> Iterator[str | ScalarValue]:
    yield from (key,) if key.kind in _QUOTED else ('"', key, '"')
