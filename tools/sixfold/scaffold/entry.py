"""Method -> a spec entry, right but for its author's words: request, variables named by roles, and placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sixfold.definition import ApiDefinition, DefinitionError, HttpRule, Method
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import Json
from sixfold.request import carried, unfit
from sixfold.scaffold.described import described_request
from sixfold.scaffold.drafting import NO_DRAFTS, Drafter, singular, words_of
from sixfold.spec import ASKS, Api


@frozen
class Scaffold:
    """A spec entry and the variables that it uses and the API does not define, both as a spec writes them."""

    operation: Mapping[str, object]
    variables: Mapping[str, Mapping[str, Json]]


class NoDraftError(SixfoldError):
    """An RPC of which no entry can be written."""


def method_of(definition: ApiDefinition, rpc: str) -> Method:
    """Return the RPC of a name.

    :raises NoDraftError: when there is none, or several, or no snippet can call it.
    """
    try:
        method = definition.method(rpc)
    except DefinitionError as error:
        raise NoDraftError(str(error)) from error
    if method.streaming or not method.rules:
        raise NoDraftError(f"{rpc} is a streaming RPC or has no HTTP binding; expected one that REST can call too")
    if not carried(method):
        rule = method.rules[0]
        raise NoDraftError(f"REST cannot call {rpc} by {rule.verb} {rule.path}: {unfit(method, rule)}")
    return method


def draft(api: Api, method: Method, identity: str = "", *, rpc: str = "") -> Scaffold:
    """Return a spec entry of an API for a unary RPC with an HTTP binding; what is for its author to write is marked.

    :param identity: the operation's id; the RPC's name in snake case where none is given.
    :param rpc: what the entry calls the RPC, where that is not the name that its service has for it.
    """
    known = {name: variable.description for name, variable in api.variables.items()}
    found = _entry(Drafter(method, known, api.drafts, everything=False), frozenset(api.scope.keys), identity)
    return replace(found, operation={**found.operation, "rpc": rpc or method.name})


def scaffold(
    method: Method, scope: frozenset[str], known: Mapping[str, str], *, identity: str = "", everything: bool = False
) -> Scaffold:
    """Return a spec entry, as `draft` does, of the definition alone.

    :param scope: request fields that the API's scope fills.
    :param known: variables that the API defines, with their descriptions.
    :param everything: set every field of every message type that the request can hold, each type once; else those
        that name things. Such an entry is for trying languages on, not for a reader, and nothing in it is marked.
    """
    return _entry(Drafter(method, known, NO_DRAFTS, everything), scope, identity)


def complete(method: Method, *, rpc: str, identity: str, known: Mapping[str, str]) -> Scaffold:
    """Return a spec entry of the definition alone in which nothing is left to its author, though much is to be mended.

    Its texts are the definition's own where it carries any, and else say no more than is known. A field that the
    definition describes has no text here.

    :param known: variables that are defined already, with their descriptions.
    """
    found = _entry(Drafter(method, known, NO_DRAFTS, everything=False, marked=False), frozenset(), identity)
    operation = {**found.operation, "rpc": rpc, "text": method.description or f"Calls `{method.full_name}`."}
    if "deletes" in operation:
        operation |= {"deletes": "What the request names.", "keeps": "What the request does not name."}
    fields = [field for field in method.request.fields if not field.description]
    operation["fields"] = {field.name: f"The {' '.join(words_of(field.name)).lower()}." for field in fields}
    if not fields:
        del operation["fields"]
    return replace(found, operation=operation)


def _entry(builder: Drafter, scope: frozenset[str], identity: str) -> Scaffold:
    method, mark = builder.method, builder.mark
    rule = next(iter(carried(method)), method.rules[0])
    variables: Mapping[str, Mapping[str, Json]] = builder.variables
    if method.contract is None:
        request = builder.request(scope, rule)
        _fit(builder.variables, request, rule)
    else:
        request, variables = described_request(method, rule, builder.known)
    words = words_of(method.name)
    operation: dict[str, object] = {
        "id": identity or "_".join(words).lower(),
        "title": f"{mark}{method.title or ' '.join(word.capitalize() for word in words)}",
        "text": mark + ASKS["text"].format(method.name),
        "rpc": method.name,
    }
    if rule.path != method.rules[0].path:
        operation["path"] = rule.path
    if request:
        operation["request"] = request
    if rule.verb == "DELETE":
        operation |= {"irreversible": True, **{key: mark + ASKS[key] for key in ("deletes", "keeps")}}
    described = [found.name for found in method.request.fields if found.name not in scope]
    if described:
        operation["fields"] = {name: mark + ASKS["fields"].format(name.replace("_", " ")) for name in described}
    return Scaffold(operation, variables)


def _fit(variables: dict[str, dict[str, str]], request: Mapping[str, object], rule: HttpRule) -> None:
    """Give the example of each variable the segments that the path wants: ``projects/my-project/things/my-thing``."""
    for parameter in rule.template.parameters:
        found: object = request
        for name in parameter.field.split("."):
            found = found.get(name, "") if isinstance(found, dict) else ""
        variable = variables.get(str(found).removeprefix("$"))
        if variable and parameter.shape != "*":
            before, word, name = variable["example"].rpartition("my-")
            variable["example"] = before + _segments(parameter.shape, f"{word}{name}")


def _segments(shape: str, own: str) -> str:
    """Return a value of a shape: a wildcard has the name of the word before it, or where there is none, its own."""
    parts = shape.split("/")
    return "/".join(
        part if part not in ("*", "**") else f"my-{singular(parts[index - 1]).replace('_', '-')}" if index else own
        for index, part in enumerate(parts)
    )
