"""A schema -> its shape: which kinds of JSON it admits, and which properties, whatever it is composed of. Pure.

A shape says what can be named in a request. Which values go together is asked of the schema itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from sixfold.definition.openapi.document import At
from sixfold.frozen import frozen
from sixfold.json_value import Json

KINDS = ("array", "boolean", "integer", "null", "number", "object", "string")
"""What ``type`` can say."""

_ALTERNATIVES = ("oneOf", "anyOf")
_DEEPEST = 40
"""How many schemas may be composed of each other."""


@frozen
class SchemaShape:
    """What a value can be.

    ``kinds`` are names of ``type``, all of them where a schema says nothing. ``properties`` hold, by name, every schema
    that speaks of one. ``rest`` are the schemas of further properties: None where none is declared, empty where those
    may be anything. ``read_only`` and the like are as the schema says.
    """

    kinds: frozenset[str]
    properties: Mapping[str, tuple[At, ...]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    rest: tuple[At, ...] | None = None
    items: tuple[At, ...] = ()
    values: tuple[Json, ...] = ()
    nullable: bool = False
    read_only: bool = False
    deprecated: bool = False

    @property
    def kind(self) -> str:
        """The one kind that it admits beside null; empty where there are several."""
        kinds = self.kinds - {"null"}
        if kinds == {"integer", "number"}:
            return "number"
        return next(iter(kinds)) if len(kinds) == 1 else ""


_ANYTHING = SchemaShape(frozenset(KINDS), nullable=True)


def shape_of(schemas: Iterable[At]) -> SchemaShape:
    """Return the shape of a value of which several schemas speak, here as alternatives and there together.

    :raises DocumentError: when a schema is none.
    """
    found = [_shape(schema, ()) for schema in schemas]
    return _either(found) if found else _ANYTHING


def _shape(at: At, above: tuple[At, ...]) -> SchemaShape:
    schema = at.resolved
    if schema in above or len(above) > _DEEPEST:
        schema.refuse("is composed of itself; expected schemas that end")
    if isinstance(schema.value, bool):
        return _ANYTHING if schema.value else replace(_ANYTHING, kinds=frozenset(), nullable=False)
    if not isinstance(schema.value, dict):
        schema.refuse("expected a schema, which is a mapping")
    inside = (*above, schema)
    parts = [_own(schema)]
    parts += [_shape(part, inside) for part in schema.items("allOf")]
    for key in _ALTERNATIVES:
        if alternatives := [_shape(part, inside) for part in schema.items(key)]:
            parts.append(_either(alternatives))
    return _both(parts)


def _own(schema: At) -> SchemaShape:
    """Return what a schema says itself, whatever it is composed of."""
    kinds = _kinds(schema)
    nullable = "null" in kinds or schema.flag("nullable")
    values = tuple(item.value for item in schema.items("enum"))
    if "const" in schema.fields:
        values = (schema.fields["const"],)
    rest = schema.get("additionalProperties")
    return SchemaShape(
        kinds=kinds or _implied(schema, values),
        properties={name: (found,) for name, found in schema.entries("properties").items()},
        required=frozenset(schema.texts("required")),
        rest=None if rest is None or rest.value is False else () if rest.value is True or not rest.value else (rest,),
        items=() if (items := schema.get("items")) is None or isinstance(items.value, list) else (items,),
        values=tuple(value for value in values if value is not None),
        nullable=nullable or (not kinds and not values) or None in values,
        read_only=schema.flag("readOnly"),
        deprecated=schema.flag("deprecated"),
    )


def _kinds(schema: At) -> frozenset[str]:
    found = schema.get("type")
    if found is None:
        return frozenset()
    names = [found] if isinstance(found.value, str) else list(schema.items("type"))
    for name in names:
        if name.as_text not in KINDS:
            name.refuse(f"expected one of {', '.join(KINDS)}, got '{name.value}'")
    return frozenset(name.as_text for name in names)


def _implied(schema: At, values: Iterable[Json]) -> frozenset[str]:
    """Return the kinds that a schema without ``type`` can only mean."""
    if schema.fields.keys() & {"properties", "additionalProperties", "required"}:
        return frozenset({"object"})
    if "items" in schema.fields:
        return frozenset({"array"})
    kinds = frozenset(map(_kind_of, values))
    return kinds or frozenset(KINDS)


def _kind_of(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _both(parts: list[SchemaShape]) -> SchemaShape:
    """Return what several shapes say together: each of them holds."""
    whole = parts[0]
    for part in parts[1:]:
        kinds = _common(whole.kinds, part.kinds)
        rests = [rest for rest in (whole.rest, part.rest) if rest is not None]
        whole = SchemaShape(
            kinds=kinds,
            properties=_joined(whole, part),
            required=whole.required | part.required,
            rest=None if not rests else tuple(found for rest in rests for found in rest),
            items=whole.items + tuple(item for item in part.items if item not in whole.items),
            values=whole.values or part.values,
            nullable=whole.nullable and part.nullable,
            read_only=whole.read_only or part.read_only,
            deprecated=whole.deprecated or part.deprecated,
        )
    return whole


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    found = one & other
    # Of a number and a whole number, both are whole.
    return found | {"integer"} if {"integer", "number"} <= one | other and (one | other) != set(KINDS) else found


def _either(parts: list[SchemaShape]) -> SchemaShape:
    """Return what alternatives admit together: one of them holds, whichever."""
    nullable = any(part.nullable for part in parts)
    telling = [part for part in parts if part.kinds - {"null"}] or parts
    properties: Mapping[str, tuple[At, ...]] = {}
    for part in telling:
        properties = _joined(SchemaShape(frozenset(), properties), part)
    rests = [part.rest for part in telling if part.rest is not None]
    return SchemaShape(
        kinds=frozenset().union(*(part.kinds for part in telling)),
        properties=properties,
        required=frozenset.intersection(*(part.required for part in telling)),
        rest=None if not rests else () if () in rests else tuple(found for rest in rests for found in rest),
        items=tuple(item for part in telling for item in part.items),
        values=tuple(value for part in telling for value in part.values) if all(p.values for p in telling) else (),
        nullable=nullable,
        read_only=any(part.read_only for part in telling),
        deprecated=all(part.deprecated for part in telling),
    )


def _joined(one: SchemaShape, other: SchemaShape) -> Mapping[str, tuple[At, ...]]:
    found = dict(one.properties)
    for name, schemas in other.properties.items():
        found[name] = (*found.get(name, ()), *(schema for schema in schemas if schema not in found.get(name, ())))
    return found
