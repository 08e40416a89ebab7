"""The typed tree of a request: what templates lay out. Plain frozen data, blind to languages.

Each node says its ``shape``, which a template may branch on: message, list, map or scalar.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum
from typing import ClassVar

from sixfold.frozen import frozen
from sixfold.names import Name

_MOST_FLAT = 3
_MANY = 2


class ScalarKind(Enum):
    """What a scalar is, where languages write it differently."""

    TEXT = "text"
    INTEGER = "integer"
    LONG = "long"
    FLOAT = "float"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    BYTES = "bytes"
    ENUM = "enum"
    NULL = "null"


@frozen
class TypeName:
    """A protobuf message or enum: ``name`` (nested ones as Outer.Inner), ``package``, and its file's name as module.

    ``folder`` is that of the file.
    """

    name: str
    package: str
    module: str
    folder: str = dataclasses.field(default="", compare=False)

    @property
    def full_name(self) -> str:
        """The name with its package, as protobuf writes it."""
        return f"{self.package}.{self.name}" if self.package else self.name

    @property
    def outer(self) -> str:
        """The outermost type's name."""
        return self.name.partition(".")[0]

    @property
    def inner(self) -> str:
        """The innermost type's name."""
        return self.name.rpartition(".")[2]


@frozen
class ScalarValue:
    """One value. ``variable`` names the constant that stands for it; ``type`` is the enum's.

    ``value`` is a text, number, boolean, bytes, or an enum value's name; ``number`` is the enum value's number.
    """

    kind: ScalarKind
    value: str | int | float | bool | bytes | None
    variable: str | None = None
    type: TypeName | None = None
    number: int = 0
    shape: ClassVar[str] = "scalar"


@frozen
class ListValue:
    """The values of a repeated field; never empty."""

    items: tuple[Value, ...]
    shape: ClassVar[str] = "list"

    @property
    def flat(self) -> bool:
        """Whether it reads well on one line."""
        return all(isinstance(item, ScalarValue) for item in self.items)

    @property
    def joins(self) -> bool:
        """Whether it reads well on one line, where that is long enough: one item, or several of one part each."""
        items = [item for item in self.items if isinstance(item, MessageValue)]
        return len(items) == len(self.items) and (len(items) == 1 or any(len(item.fields) < _MANY for item in items))


@frozen
class MapValue:
    """The entries of a map field, in the spec's order."""

    entries: tuple[tuple[ScalarValue, Value], ...]
    shape: ClassVar[str] = "map"


@frozen
class FieldValue:
    """A field that is set."""

    name: Name
    value: Value


@frozen
class MessageValue:
    """A message with the fields that are set.

    ``json`` is what stands for the whole message in JSON where that is no object of its fields (a Timestamp is a
    text there); otherwise None.
    """

    type: TypeName
    fields: tuple[FieldValue, ...]
    json: Value | None = None
    shape: ClassVar[str] = "message"

    @property
    def flat(self) -> bool:
        """Whether it reads well on one line."""
        return len(self.fields) <= _MOST_FLAT and all(isinstance(field.value, ScalarValue) for field in self.fields)

    def at(self, path: str) -> Value | None:
        """Return the value of a field path (``user_app_id.app_id``), or None where it is not set."""
        head, _, rest = path.partition(".")
        for field in self.fields:
            if field.name.text == head:
                if not rest:
                    return field.value
                return field.value.at(rest) if isinstance(field.value, MessageValue) else None
        return None

    def without(self, paths: set[str]) -> MessageValue:
        """Return the message less the given field paths; a message left without fields goes too."""
        kept = []
        for field in self.fields:
            inner = {path.partition(".")[2] for path in paths if path.startswith(f"{field.name}.")}
            if field.name.text in paths:
                continue
            if inner and isinstance(field.value, MessageValue):
                smaller = field.value.without(inner)
                if smaller.fields:
                    kept.append(FieldValue(field.name, smaller))
                continue
            kept.append(field)
        return MessageValue(self.type, tuple(kept), self.json)


Value = ScalarValue | ListValue | MapValue | MessageValue


def walk(value: Value) -> Iterator[Value]:
    """Yield the value and all values below it, in the order in which they are written."""
    yield value
    match value:
        case ListValue(items=items):
            for item in items:
                yield from walk(item)
        case MapValue(entries=entries):
            for key, item in entries:
                yield key
                yield from walk(item)
        case MessageValue(fields=fields):
            for field in fields:
                yield from walk(field.value)
        case ScalarValue():
            pass
