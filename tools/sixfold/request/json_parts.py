"""A value's JSON text as parts: what stands in it as it is, and the values that a program has to write there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

_STEP = "  "
_QUOTED = (ScalarKind.TEXT, ScalarKind.LONG)
"""Kinds that JSON quotes anyway; keys of others stand between quotes of the text."""


def json_parts(value: Value) -> tuple[str | ScalarValue, ...]:
    """Return the JSON text of a value, indented by two spaces, as texts and values in the order in which they stand.

    Between two values stands a text. A value is a text, a number, a boolean or bytes, and is to be written as JSON,
    with its quotes; of enums and null the text says all.
    """
    found: list[str | ScalarValue] = []
    for part in _parts(value, "\n"):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _parts(value: Value, line: str) -> Iterator[str | ScalarValue]:
    """Yield the parts of a value; ``line`` is a line feed with the indentation of the line that it begins on."""
    match value:
        case MessageValue(json=None, fields=fields):
            members = ((f'"{field.name}": ', *_parts(field.value, line + _STEP)) for field in fields)
            yield from _between("{", members, "}", line)
        case MessageValue(json=replacement) if replacement is not None:
            yield from _parts(replacement, line)
        case MapValue(entries=entries):
            members = ((*_key(key), ": ", *_parts(item, line + _STEP)) for key, item in entries)
            yield from _between("{", members, "}", line)
        case ListValue(items=items) if value.flat:
            yield "["
            for number, item in enumerate(items):
                yield from (", ",) if number else ()
                yield from _parts(item, line)
            yield "]"
        case ListValue(items=items):
            yield from _between("[", (_parts(item, line + _STEP) for item in items), "]", line)
        case ScalarValue(kind=ScalarKind.ENUM, value=str() as name):
            yield f'"{name}"'
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


def _key(key: ScalarValue) -> Iterator[str | ScalarValue]:
    yield from (key,) if key.kind in _QUOTED else ('"', key, '"')
