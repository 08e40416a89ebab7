"""Schemas -> fields and messages of the neutral model, each read when it is asked for: schemas hold each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from sixfold.definition.model import Enumeration, Field, FieldKind, Message
from sixfold.definition.openapi.document import At
from sixfold.definition.openapi.schema import SchemaShape, shape_of
from sixfold.value import TypeName

_KINDS = {
    "string": FieldKind.TEXT,
    "integer": FieldKind.INTEGER,
    "number": FieldKind.NUMBER,
    "boolean": FieldKind.BOOLEAN,
    "object": FieldKind.MESSAGE,
}
_LINK = re.compile(
    r"""!?\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*"|\s+'[^']*')?\s*\)"""
)
"""A link, or a picture, of Markdown: its text and where it leads."""
_ELSEWHERE = re.compile("<?(https?://|mailto:)", re.IGNORECASE)
_WORD = re.compile(r"[\w.:/+-]([\w.:/ +-]*[\w.:/+-])?", re.ASCII)
"""What a value of an enum may be to be written as a name; of others the schema alone is asked."""

_COMPONENT = "schemas"
_MODULE = "openapi"


class FieldMaker:
    """Makes fields and messages of a document; what was made of a schema is the same object each time."""

    def __init__(self) -> None:
        """Begin with none."""
        self._messages: dict[tuple[At, ...], Message] = {}

    def field(self, name: str, schemas: tuple[At, ...], owner: Message, *, required: bool = False) -> Field:
        """Return what a field of this name is, by all the schemas that speak of it."""
        shape = shape_of(schemas)
        repeated = shape.kind == "array"
        single = shape_of(shape.items) if repeated else shape
        named = shape.items if repeated else schemas
        kind = _kind(single)
        return Field(
            name=name,
            json_name=name,
            kind=kind,
            owner=owner,
            repeated=repeated,
            required=required and not shape.read_only,
            deprecated=shape.deprecated,
            nullable=shape.nullable,
            keeps_empty=True,
            read_only=shape.read_only,
            _type=partial(self._type, kind, named, f"{owner.type.name}.{name}"),
            _description=partial(description_of, schemas),
        )

    def message(self, schemas: tuple[At, ...], name: str) -> Message:
        """Return what an object is; ``name`` is what it is called where no component is."""
        key = tuple(schema.resolved for schema in schemas)
        if key not in self._messages:
            package = key[0].file if key and key[0].file != key[0].document.top.file else ""
            own = TypeName(component_of(schemas) or name, package, _MODULE)
            self._messages[key] = Message(
                own, _fields=partial(self._fields, schemas), _rest=partial(self._rest, schemas)
            )
        return self._messages[key]

    def _type(self, kind: FieldKind, schemas: tuple[At, ...], name: str) -> Message | Enumeration | None:
        if kind is FieldKind.MESSAGE:
            return self.message(schemas, name)
        if kind is FieldKind.ENUM:
            values = dict.fromkeys(str(value) for value in shape_of(schemas).values)
            own = TypeName(component_of(schemas) or name, "", _MODULE)
            return Enumeration(own, {value: number for number, value in enumerate(values)})
        return None

    def _fields(self, schemas: tuple[At, ...], owner: Message) -> tuple[Field, ...]:
        shape = shape_of(schemas)
        return tuple(
            self.field(name, found, owner, required=name in shape.required) for name, found in shape.properties.items()
        )

    def _rest(self, schemas: tuple[At, ...], owner: Message) -> Field | None:
        shape = shape_of(schemas)
        if shape.rest is None and (shape.properties or _forbids(schemas)):
            return None
        return self.field("*", shape.rest or (), owner)


def _forbids(schemas: tuple[At, ...]) -> bool:
    return any(schema.resolved.fields.get("additionalProperties") is False for schema in schemas)


def _kind(shape: SchemaShape) -> FieldKind:
    if shape.kind == "string" and shape.values and all(_is_word(value) for value in shape.values):
        return FieldKind.ENUM
    return _KINDS.get(shape.kind, FieldKind.ANY)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(_WORD.fullmatch(value))


def component_of(schemas: tuple[At, ...]) -> str:
    """Return the name under which a schema stands among a document's components; empty where it stands elsewhere."""
    if len(schemas) != 1:
        return ""
    pointer = schemas[0].resolved.pointer
    return re.sub(r"\W+", "_", pointer[-1]) if len(pointer) > 1 and pointer[-2] == _COMPONENT else ""


def description_of(schemas: tuple[At, ...]) -> str:
    """Return what the first schema that says something says, as plain text in one line."""
    return next(filter(None, (plain_line(at) for schema in schemas for at in (schema, schema.resolved))), "")


def plain_line(at: At, key: str = "description") -> str:
    """Return the first paragraph of a text in a document, in one line and without links; empty where there is none."""
    return _LINK.sub(r"\1", written_line(at, key))


def written_line(at: At, key: str = "description") -> str:
    """Return what `plain_line` does as Markdown, less the links that lead nowhere but from the document's site."""
    found = at.fields.get(key)
    paragraphs = re.split(r"\n\s*\n", found.strip()) if isinstance(found, str) else [""]
    line = " ".join(paragraphs[0].split())
    return _LINK.sub(lambda link: link[0] if _ELSEWHERE.match(link[2]) and link[0][0] != "!" else link[1], line)


def reached(message: Message) -> Iterator[Field]:
    """Yield every field that a message can hold, at any depth; what is wrong with their schemas is raised."""
    waiting, seen = [message], {message.full_name}
    while waiting:
        found = waiting.pop()
        for one in (*found.fields, *([found.rest] if found.rest else [])):
            yield one
            assert one.enum is None or one.enum.numbers  # noqa: S101 - asks for what it holds
            if one.message is not None and one.message.full_name not in seen:
                seen.add(one.message.full_name)
                waiting.append(one.message)
