"""Operation x Request -> the table of fields that a page shows. Names, types and places are the definition's own."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from sixfold.definition import Field, FieldKind, HttpRule, Message
from sixfold.errors import FilePart, Problems
from sixfold.escape import plain_text
from sixfold.frozen import frozen
from sixfold.names import did_you_mean, listing, nearest
from sixfold.places import SPECS
from sixfold.request import Request
from sixfold.spec import FieldText, Operation
from sixfold.value import ListValue, MapValue, MessageValue, ScalarValue, Value

_TYPES = {
    FieldKind.TEXT: "string",
    FieldKind.BOOLEAN: "bool",
}


class Location(StrEnum):
    """Which part of an HTTP request holds a field."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"


@frozen
class FieldRow:
    """One field of a request: its path (``user_app_id.user_id``), its type as the definition says it, and its place.

    ``required`` is so for what the HTTP path holds, and for what the spec or the definition says cannot be left out.
    ``text`` is Markdown; ``replacement`` is what the definition says of a deprecated field, empty where it says
    nothing. ``by_definition`` says that the text is a comment of the definition, where the spec has none.
    ``name_there`` is what the request calls it, where that is another name.
    """

    name: str
    type: str
    required: bool
    location: Location
    text: str
    deprecated: bool = False
    replacement: str = ""
    by_definition: bool = False
    name_there: str = ""


def field_rows(operation: Operation, request: Request, problems: Problems) -> tuple[FieldRow, ...]:
    """Return a row for each field of the request; notes fields that nobody described, and descriptions of none."""
    _refuse_unknown(operation, request.method.request, problems)
    _check_effects(operation, request.rule, problems)
    rows = []
    for path, field in _fields(request.method.request, request.message, operation, ""):
        text = operation.fields.get(path) or _of_variable(request, path)
        by_definition = text is None and bool(field.description)
        if by_definition and _is_told(request, path):
            text = FieldText(plain_text(field.description))
        if text is None and not _is_told(request, path):
            continue
        if text is None:
            where = f"{operation.places.path}.fields.{path}"
            place = operation.place("fields")
            # Of the scope, a part that cannot be read is not in the request.
            needs = [FilePart(place.file, where), FilePart(f"{SPECS}/*", f"scope.{path}")]
            problems.add_missing(place, where, "missing; expected a line on what the field means", needs=needs)
            continue
        location = _location(path, request.rule)
        required = location is Location.PATH or text.required or field.required
        form = request.rule.forms.get(path)
        name_there = form.name if form and form.name != path else ""
        said = (field.deprecated, field.replacement, by_definition, name_there)
        rows.append(FieldRow(path, type_text(field), required, location, text.text, *said))
    return tuple(rows)


def _is_told(request: Request, path: str) -> bool:
    """Say whether a page tells of a field that no spec describes.

    What a delete leaves out can widen it; elsewhere a page need not list every filter of a search.
    """
    return request.rule.verb == "DELETE" or request.message.at(path) is not None


def type_text(field: Field) -> str:
    """Return a field's type as the definition names it."""
    if field.entry:
        key, value = field.entry
        return f"map of {_one(key)} to {_one(value)}"
    return f"list of {_one(field)}" if field.repeated else _one(field)


def answer_rows(message: Message) -> tuple[tuple[str, str], ...]:
    """Return name and type of each field of an answer."""
    return tuple(
        (field.name, f"{type_text(field)}{', deprecated' if field.deprecated else ''}") for field in message.fields
    )


def deprecated_parts(value: Value, message: Message, prefix: str = "") -> tuple[str, ...]:
    """Return the paths of the deprecated fields that a value sets, at any depth, each once."""
    found: list[str] = []
    for part in value.fields if isinstance(value, MessageValue) else ():
        field = message.fields_by_name.get(part.name.text)
        if field is None:
            continue  # of a message that is written in a form of its own
        path = f"{prefix}{field.name}"
        found += [path] if field.deprecated else []
        inner = (field.entry[1] if field.entry else field).message
        if inner is not None:
            found += [name for one in _values(part.value) for name in deprecated_parts(one, inner, f"{path}.")]
    return tuple(dict.fromkeys(found))


def _values(value: Value) -> tuple[Value, ...]:
    match value:
        case ListValue():
            return value.items
        case MapValue():
            return tuple(item for _, item in value.entries)
    return (value,)


def _location(path: str, rule: HttpRule) -> Location:
    if path in rule.parameters:
        return Location.PATH
    if path in rule.forms:
        return Location(rule.forms[path].carrier.value)
    return Location.BODY if rule.body in ("*", path.partition(".")[0]) else Location.QUERY


def _check_effects(operation: Operation, rule: HttpRule, problems: Problems) -> None:
    """Note what a delete does not say: what goes, what stays, and whether it can be undone."""
    if rule.verb != "DELETE":
        return
    for key, expected in (
        ("deletes", "what goes"),
        ("keeps", "what stays although a reader might fear for it"),
        ("irreversible", "true or false"),
    ):
        if key not in operation.places.keys:
            place, path = operation.places.place, f"{operation.places.path}.{key}"
            problems.add(place, path, f"missing; expected {expected}", needs=[FilePart(place.file, path)])


def _one(field: Field) -> str:
    if field.message is not None:
        return f"`{field.message.name}`"
    if field.enum is not None:
        return f"`{field.enum.name}`"
    return _TYPES.get(field.kind, field.kind.value)


def _fields(
    message: Message, sent: MessageValue | None, operation: Operation, prefix: str
) -> Iterator[tuple[str, Field]]:
    """Yield each field; instead of a message that nobody described, those of its fields that are set."""
    for field in message.fields:
        path = prefix + field.name
        value = sent.at(field.name) if sent else None
        inside = any(name.startswith(f"{path}.") for name in operation.fields)
        if path not in operation.fields and isinstance(value, MessageValue) and field.message is not None:
            parts = {part.name.text for part in value.fields}
            for name, part in _fields(field.message, value, operation, f"{path}."):
                if name.removeprefix(f"{path}.").partition(".")[0] in parts:
                    yield name, part
            continue
        if not prefix or path in operation.fields or sent is None or value is not None:
            yield path, field
        if inside and field.message is not None:
            for name, part in _fields(field.message, None, operation, f"{path}."):
                if name in operation.fields:
                    yield name, part


def _of_variable(request: Request, path: str) -> FieldText | None:
    value = request.message.at(path)
    if not isinstance(value, ScalarValue) or value.variable is None:
        return None
    return next(
        (FieldText(plain_text(found.description)) for found in request.variables if found.name == value.variable), None
    )


def _refuse_unknown(operation: Operation, message: Message, problems: Problems) -> None:
    table = operation.places.entries.get("fields")
    for path in operation.fields:
        owner: Message | None = message
        for name in path.split("."):
            if owner is None or name not in owner.fields_by_name:
                names = list(owner.fields_by_name) if owner else []
                place = getattr(table, "keys", {}).get(path, operation.place("fields"))
                said = f"{owner.name if owner else 'the field before it'} has no field '{name}'"
                problems.add(
                    place,
                    f"{operation.places.path}.fields.{path}",
                    f"{said}{did_you_mean(name, names)} (fields: {listing(names)})",
                )
                if path.endswith(name) and (meant := nearest(name, names)):
                    where = path.removesuffix(name) + meant
                    problems.meant([FilePart(place.file, f"{operation.places.path}.fields.{where}")])
                break
            owner = owner.fields_by_name[name].message
