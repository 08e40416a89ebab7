"""A REST request of an operation whose definition says what goes over the wire as JSON -> its values by its fields.

What the definition declares is read by its types, held against its schemas, and kept as a ``google.protobuf.Struct``,
which holds any JSON; what it does not declare is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from google.protobuf.struct_pb2 import Struct

from sixfold.contract import FORM_TYPE
from sixfold.definition import DefinitionError, Field, FieldKind, HttpRule, Message, Method
from sixfold.json_value import Json, JsonObject
from sixfold.sandbox.json_text import MalformedError, parse, short
from sixfold.sandbox.parameters import Part, Target, parts_of, parts_of_form
from sixfold.sandbox.unknown_fields import Unknown
from sixfold.wire import Message as WireMessage
from sixfold.wire import from_json

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_LEADING = re.compile(r"-?0[0-9]")
_REAL = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,3})?")


def read_described(method: Method, rule: HttpRule, given: Target, body: bytes) -> tuple[WireMessage, tuple[str, ...]]:
    """Return what a request says, and the names of what its operation does not have.

    :raises MalformedError: when a value is not of its type, or against its schema.
    """
    unknown, fields = Unknown(), method.request.fields_by_name
    parts = list(parts_of(rule, fields, given, unknown))
    tree = _fitting(method, _tree(parts, _single), _tree(parts, _plain))
    if body.strip():
        message = fields[rule.body].message if rule.body and rule.media_type == FORM_TYPE else None
        sent = parse(body) if message is None else _form(method, rule, body, unknown)
        if rule.body:
            tree[rule.body] = sent
        else:
            for name in sent if isinstance(sent, dict) else ["(body)"]:
                unknown.add(short(name))
    elif rule.body and rule.media_type == FORM_TYPE and fields[rule.body].required:
        # Of a form without fields there is nothing to see.
        tree[rule.body] = {}
    known = {name: _declared(value, fields[name], unknown, name) for name, value in tree.items()}
    for name, field in fields.items():
        if field.required and name not in known:
            raise MalformedError(f"'{name}' is missing")
    _check(method, known)
    return from_json(known, Struct.DESCRIPTOR), unknown.paths


def _form(method: Method, rule: HttpRule, body: bytes, unknown: Unknown) -> JsonObject:
    """Return what a form says."""
    message = method.request.fields_by_name[rule.body].message
    assert message is not None, "a form is an object"  # noqa: S101 - for the type checker
    parts = list(parts_of_form(rule, message, body.decode("latin-1"), unknown))
    guessed, plain = _tree(parts, _single), _tree(parts, _plain)
    found = _fitting(method, {rule.body: guessed}, {rule.body: plain})[rule.body]
    return found if isinstance(found, dict) else {}


def _fitting(method: Method, guessed: JsonObject, plain: JsonObject) -> JsonObject:
    """Return values as they are guessed, but as texts where the schemas admit these alone."""
    contract = method.contract
    if contract is None or guessed == plain:
        return guessed

    def fits(name: str, value: Json) -> bool:
        try:
            return not contract.violations({name: value})
        except DefinitionError:
            return False

    return {
        name: plain[name] if value != plain[name] and not fits(name, value) and fits(name, plain[name]) else value
        for name, value in guessed.items()
    }


def _check(method: Method, known: JsonObject) -> None:
    if method.contract is None:
        return
    try:
        violations = method.contract.violations(known)
    except DefinitionError as error:
        raise MalformedError(str(error)) from error
    if violations:
        raise MalformedError(f"{violations[0].path}: {violations[0].message} ({violations[0].place} says so)")


def _tree(parts: Iterable[Part], read: Callable[[Field, str], Json]) -> JsonObject:
    """Return what the texts of path and query say, each read in one way."""
    tree: JsonObject = {}
    for part in parts:
        value = _value(part, read)
        if part.inner:
            holder = tree.setdefault(part.owner, {})
            assert isinstance(holder, dict), "one field makes objects alone"  # noqa: S101 - for the type checker
            holder[part.inner] = value
        else:
            tree[part.owner] = value
    return tree


def _value(part: Part, read: Callable[[Field, str], Json]) -> Json:
    values = [read(part.field, text) for text in part.texts]
    if part.field.repeated:
        return values
    if len(values) > 1:
        raise MalformedError(f"'{short(part.field.name)}' is given {len(values)} times and takes one value")
    return values[0]


def _plain(field: Field, text: str) -> Json:
    """Read a text of which the schema leaves the kind open as what it is."""
    return text if field.kind is FieldKind.ANY else _single(field, text)


def _single(field: Field, text: str) -> Json:
    kind = field.kind
    if kind in (FieldKind.INTEGER, FieldKind.ANY) and _WHOLE.fullmatch(text):
        return int(text)
    # Where it may as well be a text, only what JSON writes so is a number.
    leading = kind is FieldKind.ANY and _LEADING.match(text)
    if kind in (FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.ANY) and _REAL.fullmatch(text) and not leading:
        number = float(text)
        return int(number) if kind is FieldKind.INTEGER and number.is_integer() else number
    if kind in (FieldKind.BOOLEAN, FieldKind.ANY) and text in ("true", "false"):
        return text == "true"
    return text


def _declared(value: Json, field: Field, unknown: Unknown, path: str) -> Json:
    """Return a value without what its message does not have, which is told."""
    if isinstance(value, list) and field.repeated:
        return [_declared(item, field, unknown, f"{path}[{number}]") for number, item in enumerate(value)]
    message = field.message
    if not isinstance(value, dict) or message is None:
        return value
    found: JsonObject = {}
    for name, item in value.items():
        inner = _inner(message, name)
        if inner is None:
            unknown.add(f"{path}.{short(name)}")
        else:
            found[name] = _declared(item, inner, unknown, f"{path}.{name}")
    return found


def _inner(message: Message, name: str) -> Field | None:
    found = message.fields_by_name.get(name)
    return message.rest if found is None else None if found.read_only else found
