"""A REST request -> the protobuf request message, as ``google.api.http`` rules say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from email.message import Message as Headers
from typing import cast
from urllib.parse import parse_qsl

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from sixfold.definition import HttpRule, Method, descriptor
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.described import read_described
from sixfold.sandbox.json_text import DEEPEST, MalformedError, parse, short
from sixfold.sandbox.parameters import Target
from sixfold.sandbox.routes import Route, Routes
from sixfold.sandbox.unknown_fields import Unknown, json_field, split_json
from sixfold.wire import from_json, is_placeholder

_SHOWN = 500
"""How much is said of what is wrong with a request, in characters."""


@frozen
class Decoded:
    """A request as far as it could be decoded; ``outcome`` and ``problem`` say what is wrong with it, if anything.

    ``response_body`` is the one field that is to be answered, and is empty for the whole answer.
    """

    method: Method | None = None
    message: Message | None = None
    unknown_fields: tuple[str, ...] = ()
    outcome: CallOutcome | None = None
    problem: str | None = None
    response_body: str = ""


def decode(routes: Routes, verb: str, target: str, body: bytes, *, headers: Headers | None = None) -> Decoded:
    """Decode a request.

    :param target: path and query as they came over the wire.
    """
    path, _, query = target.partition("?")
    shown = short(path, _SHOWN)
    try:
        bindings = routes.find(path)
    except UnicodeDecodeError:
        return Decoded(outcome=CallOutcome.MALFORMED, problem="the path holds percent-encoded bytes that are not UTF-8")
    if not bindings:
        return Decoded(outcome=CallOutcome.PATH_UNKNOWN, problem=f"the API has no path {shown}")
    for route, parameters in bindings:
        if route.rule.verb in (verb, "*"):
            left = _placeholder(parameters)
            if left is not None:
                said = f"the path holds '{left}', which stands for a value; put the value itself there"
                return Decoded(outcome=CallOutcome.PATH_UNKNOWN, problem=said)
            if route.method.contract is not None:
                return _described(route, target, body, headers or Headers())
            return _decode(route, parameters, query, body)
    verbs = sorted({route.rule.verb for route, _ in bindings})
    return Decoded(outcome=CallOutcome.VERB_WRONG, problem=f"{shown} takes {', '.join(verbs)}, not {verb}")


def _placeholder(parameters: Mapping[str, str]) -> str | None:
    """Return the parameter that nobody filled: its name in braces, as the API's path has it."""
    parts = (part for value in parameters.values() for part in (value, *value.split("/")))
    return next(filter(is_placeholder, parts), None)


def _decode(route: Route, parameters: Mapping[str, str], query: str, body: bytes) -> Decoded:
    if route.method.streaming:
        return Decoded(
            route.method, outcome=CallOutcome.UNSUPPORTED, problem=f"{route.method.name} is a streaming call"
        )
    request, unknown = descriptor(route.method.request), Unknown()
    try:
        tree = _body(route, body, unknown)
        for name, value in parameters.items():
            _insert(tree, request, name, [value])
        for name, given in _query(query).items():
            if _is_elsewhere(route.rule, request, name) or not _insert(tree, request, name, given):
                unknown.add(short(name))
        message = from_json(tree, request)
    except (MalformedError, RecursionError, ValueError) as error:
        return Decoded(route.method, None, unknown.paths, CallOutcome.MALFORMED, short(str(error), _SHOWN))
    return Decoded(route.method, message, unknown.paths, response_body=route.rule.response_body)


def _described(route: Route, target: str, body: bytes, headers: Headers) -> Decoded:
    path, _, query = target.partition("?")
    given = Target(route.template.encoded_match(path) or {}, query, headers)
    try:
        message, unknown = read_described(route.method, route.rule, given, body)
    except (MalformedError, RecursionError, ValueError) as error:
        return Decoded(route.method, outcome=CallOutcome.MALFORMED, problem=short(str(error), _SHOWN))
    if unknown:
        said = f"{route.method.name} has no {', '.join(unknown)}"
        return Decoded(route.method, message, unknown, CallOutcome.MALFORMED, short(said, _SHOWN))
    return Decoded(route.method, message)


def _is_elsewhere(rule: HttpRule, request: Descriptor, path: str) -> bool:
    """Say whether the path or the body holds a field: then the query cannot."""
    whole = ".".join(field.name for field in _fields(request, path))
    return rule.body == "*" or any(
        whole == place or whole.startswith(f"{place}.") for place in (*rule.parameters, rule.body) if place
    )


def _body(route: Route, body: bytes, unknown: Unknown) -> JsonObject:
    request, rule = descriptor(route.method.request), route.rule
    given = parse(body) if body.strip() else None
    if rule.body == "*":
        if given is not None and not isinstance(given, dict):
            raise MalformedError("expected a JSON object as body")
        return cast("JsonObject", split_json(given or {}, request, unknown))
    if rule.body and body.strip():
        return cast("JsonObject", split_json({rule.body: given}, request, unknown))
    if given is not None:
        # The rule takes no body: what stands in it never reaches the API, like a field that does not exist.
        for name in given if isinstance(given, dict) else ["(body)"]:
            unknown.add(short(name))
    return {}


def _query(query: str) -> Mapping[str, list[str]]:
    given: dict[str, list[str]] = defaultdict(list)
    try:
        for name, value in parse_qsl(query, keep_blank_values=True, errors="strict"):
            given[name].append(value)
    except UnicodeDecodeError:
        raise MalformedError("the query string holds percent-encoded bytes that are not UTF-8") from None
    return given


def _insert(tree: JsonObject, request: Descriptor, path: str, given: list[str]) -> bool:
    """Put values at a field path such as ``user_app_id.user_id``; say whether the message has such a field."""
    fields = _fields(request, path)
    if not fields:
        return False
    for field in fields[:-1]:
        nested = tree.get(field.name) or {}
        if not isinstance(nested, dict):
            raise MalformedError(f"expected an object at {field.name}")
        tree[field.name] = nested
        tree = nested
    target = fields[-1]
    values = [_value(target, value) for value in given]
    if len(values) > 1 and not target.is_repeated:
        raise MalformedError(f"'{short(path)}' is given {len(values)} times and takes one value")
    tree[target.name] = values if target.is_repeated else values[0]
    return True


def _fields(request: Descriptor, path: str) -> list[FieldDescriptor]:
    """Return the fields of a path, from the outermost in; none where the request has no such path."""
    message: Descriptor | None = request
    fields: list[FieldDescriptor] = []
    names = path.split(".")
    if len(names) > DEEPEST:
        return []
    for name in names:
        field = json_field(message, name) if message else None
        if field is None or any(above.is_repeated for above in fields):
            return []
        fields.append(field)
        message = field.message_type
    return fields


def _value(field: FieldDescriptor, text: str) -> Json:
    wrapped = field.message_type is not None and field.message_type.full_name == "google.protobuf.BoolValue"
    if field.type == FieldDescriptor.TYPE_BOOL or wrapped:
        return {"true": True, "false": False}.get(text, text)
    return text
