"""An operation -> the values of a first call: what the document shows, else the smallest that its schemas admit."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator

from sixfold.definition.model import Field, FieldKind
from sixfold.definition.openapi.document import At, DocumentError
from sixfold.definition.openapi.examples import USUAL, example_of, smallest
from sixfold.definition.openapi.operation import DescribedOperation
from sixfold.definition.openapi.pattern_texts import smallest_text
from sixfold.json_value import Json, JsonObject

_RANDOM = re.compile(r"(?=.*[0-9])[A-Za-z0-9+/_=.-]{24,}")
_EVEN = re.compile(r"(.)\1{11}")
"""What no key has: a character twelve times in a row."""
_PLACEHOLDER = "YOUR_VALUE_HERE"


def draft_of(operation: DescribedOperation, fits: Callable[[str, Json], bool]) -> JsonObject:
    """Return the values of what stands in the path, of what is required, and of the body, by their fields.

    :param fits: says whether a value of a field is one that its schema admits.
    """
    in_path = {name for (_, location), name in operation.names.items() if location == "path"}
    found: JsonObject = {}
    for field in operation.request.fields:
        if field.name not in in_path and not field.required and field.name != operation.body_name:
            continue
        drawn = list(_drawn(_candidates(operation, field)))
        given = [_without_keys(value, instead) for value in drawn for instead in (_words, _zeros)]
        candidates = [value for value in given if not _undeclared(value, field)]
        fitting = (value for value in candidates if fits(field.name, value))
        value = next(fitting, candidates[0] if candidates else None)
        if field.required or field.name in in_path or value not in (None, {}):
            found[field.name] = value
    return found


def _drawn(values: Iterator[Json]) -> Iterator[Json]:
    """Yield values until the document says something that no value can be made of."""
    with contextlib.suppress(DocumentError):
        yield from values


def _candidates(operation: DescribedOperation, field: Field) -> Iterator[Json]:
    """Yield values of a field, the most telling one first."""
    holder = operation.holder(field.name)
    schemas = (holder.below("schema"),) if "schema" in holder.fields else ()
    yield from _shown(holder, schemas)
    if field.kind is FieldKind.TEXT and not field.repeated:
        yield f"my-{_slug(field.name)}"
    if schemas:
        yield smallest(schemas, needed=True)
        yield smallest(schemas)
    if field.kind is FieldKind.TEXT:
        yield from USUAL
        yield from (smallest_text(text) for text in (schema.resolved.text("pattern") for schema in schemas) if text)


def _slug(name: str) -> str:
    """Return what a thing is called, from what its id or name is called."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+", name)
    return re.sub("-(id|name)$", "", "-".join(words).lower()) or "value"


def _shown(holder: At, schemas: tuple[At, ...]) -> Iterator[Json]:
    if holder.fields.keys() & {"example", "examples"}:
        yield example_of(holder)
    for schema in (found.resolved for found in schemas):
        if "example" in schema.fields:
            yield schema.fields["example"]


def _without_keys(value: Json, instead: Callable[[str], str]) -> Json:
    """Return a value with another text for each that is such as keys are: no reader could tell it from a real one."""
    if isinstance(value, str):
        is_random = _RANDOM.fullmatch(value) and value not in USUAL and not _EVEN.search(value)
        return instead(value) if is_random else value
    if isinstance(value, list):
        return [_without_keys(item, instead) for item in value]
    return {key: _without_keys(item, instead) for key, item in value.items()} if isinstance(value, dict) else value


def _words(_: str) -> str:
    return _PLACEHOLDER


def _zeros(text: str) -> str:
    """Return a text of the same form, where that is a digest or a UUID: schemas ask for the form of many of these."""
    return re.sub("[0-9a-fA-F]", "0", text) if re.fullmatch("[0-9a-fA-F-]+", text) else _PLACEHOLDER


def _undeclared(value: Json, field: Field) -> bool:
    """Say whether a value has something inside that no request can have."""
    if isinstance(value, list) and field.repeated:
        return any(_undeclared(item, field) for item in value)
    message = field.message
    if not isinstance(value, dict) or message is None:
        return False
    for name, item in value.items():
        inner = message.fields_by_name.get(name, message.rest)
        if inner is None or inner.read_only or _undeclared(item, inner):
            return True
    return False
