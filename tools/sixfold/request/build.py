"""Operation x Service -> Request: finds the method and its HTTP rule, builds the tree, derives the REST form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sixfold.binding import carried, unfit
from sixfold.definition import HttpRule, Method, Service
from sixfold.errors import Place, Problems
from sixfold.names import Name, did_you_mean
from sixfold.node import Node, Table, describe
from sixfold.request.model import Request, RequestVariable, SuccessStatus
from sixfold.request.rest import rest_form, unfit_for_query, url_text
from sixfold.request.scalars import type_name
from sixfold.request.tree import TreeBuilder
from sixfold.spec import Api, Operation, PageSpec, Variable
from sixfold.value import Kind, MessageValue, ScalarValue, TypeName, walk

_KEY = r"[!-~]([ -~]*[!-~])?"
"""What a header can carry as a key; the page's own script refuses the same (`docs/assets/values.js`)."""


@dataclass(frozen=True)
class Context:
    """What all requests of a run are built with."""

    api: Api
    service: Service
    problems: Problems


def build_request(context: Context, page: PageSpec, operation: Operation) -> Request | None:
    """Build the request of one operation, or return None after noting what contradicts the definition."""
    method = _method(context, operation)
    if method is None:
        return None
    rule = _rule(context, operation, method)
    if rule is None:
        return None
    variables = {**context.api.variables, **page.variables}
    builder = TreeBuilder(method.name, variables, context.problems)
    fields = _with_scope(context.api.scope, method, rule, operation)
    before = len(context.problems.found)
    message = builder.message(method.request, fields)
    _check_path(context, operation, rule, message)
    _check_query(context, fields, rule, message)
    success = _success(context, operation, method)
    authentication = _authentication(context, variables)
    if before < len(context.problems.found) or success is None or authentication is None:
        return None
    used = {**builder.used, context.api.authentication.variable: authentication}
    return Request(
        rpc=Name(method.name),
        method=method,
        rule=rule,
        message=message,
        rest=rest_form(context.api.host, rule, message),
        variables=tuple(_variable(variables[name], used[name]) for name in variables if name in used),
        authentication=authentication,
        header=context.api.authentication.header,
        scheme=context.api.authentication.scheme,
        types=_types(message),
        success=success,
    )


def _method(context: Context, operation: Operation) -> Method | None:
    methods = context.service.methods
    method = methods.get(operation.rpc)
    place, path = operation.place("rpc"), f"{operation.places.path}.rpc"
    if not operation.rpc:
        return None
    if method is None:
        hint = did_you_mean(operation.rpc, methods)
        context.problems.add(place, path, f"{context.service.name} has no RPC '{operation.rpc}'{hint}")
    elif method.streaming:
        context.problems.add(
            place, path, f"{operation.rpc} is a streaming RPC; expected one with one request and one answer"
        )
        return None
    elif not method.rules:
        context.problems.add(place, path, f"{operation.rpc} has no HTTP binding; expected one that REST can call too")
        return None
    return method


def _rule(context: Context, operation: Operation, method: Method) -> HttpRule | None:
    bound = [rule for rule in method.rules if rule.path == operation.path] if operation.path else method.rules[:1]
    if not bound:
        paths = [rule.path for rule in method.rules]
        message = f"{method.name} is not bound to '{operation.path}'{did_you_mean(operation.path, paths)}"
        context.problems.add(
            operation.place("path"), f"{operation.places.path}.path", f"{message} (paths: {', '.join(paths)})"
        )
        return None
    fit = carried(method)
    rule = next((rule for rule in bound if rule in fit), None)
    if rule is None:
        wrong, others = bound[0], ", ".join(rule.path for rule in fit)
        remedy = f"name another of its paths with 'path': {others}" if fit else "leave the operation out"
        key = "path" if operation.path else "rpc"
        said = f"REST cannot call {method.name} by {wrong.verb} {wrong.path}: {unfit(method, wrong)}; {remedy}"
        context.problems.add(operation.place(key), f"{operation.places.path}.{key}", said)
    return rule


def _with_scope(scope: Table, method: Method, rule: HttpRule, operation: Operation) -> Table:
    """Put before the operation's own fields those of the API's scope that the request has.

    Of a message that the path names in parts, just those parts are kept: an operation of a user needs no app.
    """
    own = operation.request
    entries: dict[str, Node] = {}
    for name, node in scope.entries.items():
        if name in own.keys or name not in method.request.fields_by_name:
            continue
        named = {path.split(".")[1] for path in rule.parameters if path.startswith(f"{name}.")}
        if isinstance(node, Table) and named:
            node = Table(  # noqa: PLW2901 - the part takes the whole's place
                node.place, node.path, {key: item for key, item in node.entries.items() if key in named}, node.keys
            )
            node = Table(node.place, node.path, node.entries, {key: node.keys[key] for key in node.entries})  # noqa: PLW2901
        entries[name] = node
    keys = {name: scope.keys[name] for name in entries}
    return Table(own.place, own.path, {**entries, **own.entries}, {**keys, **own.keys})


def _check_path(context: Context, operation: Operation, rule: HttpRule, message: MessageValue) -> None:
    path = f"{operation.places.path}.request"
    place = operation.place("request")
    for parameter in rule.template.parameters:
        value, where = message.at(parameter.field), f"{path}.{parameter.field}"
        if value is None and not _is_told(context, place, where) and not _was_tried(operation.request, parameter.field):
            context.problems.add(place, where, f"missing; {rule.verb} {rule.path} has it in its path")
        elif isinstance(value, ScalarValue) and (refusal := parameter.refusal(url_text(value))):
            context.problems.add(place, where, refusal)


def _check_query(context: Context, fields: Table, rule: HttpRule, message: MessageValue) -> None:
    said = f"{rule.verb} {rule.path} sends it in the query, which holds single values and lists of them; leave it out"
    for path in unfit_for_query(rule, message):
        place, where = fields.keys[path.partition(".")[0]], f"{fields.path}.{path}"
        if not _is_told(context, place, where):
            context.problems.add(place, where, said)


def _is_told(context: Context, place: Place, path: str) -> bool:
    """Say whether a field, or something in it, has been noted already: more would only follow from that."""
    paths = (problem.key_path for problem in context.problems.found if problem.place.file == place.file)
    return any(found == path or found.startswith((f"{path}.", f"{path}[")) for found in paths)


def _was_tried(table: Table, path: str) -> bool:
    """Say whether the spec gives the field, though wrongly: that has been noted already."""
    head, _, rest = path.partition(".")
    node = table.entries.get(head)
    return head in table.keys and (not rest or not isinstance(node, Table) or _was_tried(node, rest))


def _success(context: Context, operation: Operation, method: Method) -> SuccessStatus | None:
    wanted = context.api.success
    descriptor = method.response
    *parents, last = wanted.field.split(".")
    for name in parents:
        field = descriptor.fields_by_name.get(name)
        if field is None or field.message_type is None:
            break
        descriptor = field.message_type
    field = descriptor.fields_by_name.get(last)
    if field is None or field.enum_type is None:
        context.problems.add(
            operation.place("rpc"),
            f"{operation.places.path}.rpc",
            f"{method.response.name}, the answer of {method.name}, has no status '{wanted.field}'",
        )
        return None
    found = field.enum_type.values_by_name.get(wanted.value)
    if found is None:
        hint = did_you_mean(wanted.value, field.enum_type.values_by_name)
        context.problems.add(
            wanted.place, "success.value", f"enum {field.enum_type.name} has no value '{wanted.value}'{hint}"
        )
        return None
    return SuccessStatus(wanted.field, wanted.value, found.number, type_name(field.enum_type))


def _authentication(context: Context, variables: Mapping[str, Variable]) -> ScalarValue | None:
    wanted = context.api.authentication
    variable = variables.get(wanted.variable)
    if variable is None:
        hint = did_you_mean(wanted.variable, variables)
        context.problems.add(wanted.place, "authentication.variable", f"unknown variable '{wanted.variable}'{hint}")
        return None
    if not isinstance(variable.example.value, str):
        context.problems.add(
            variable.place, f"variables.{variable.name}", f"expected text, got {describe(variable.example)}"
        )
        return None
    # An empty one was noted when it was read.
    if variable.example.value and not re.fullmatch(_KEY, variable.example.value):
        expected = "expected a key that a header can carry: one line of ASCII characters without a space at its ends"
        context.problems.add(
            variable.example.place, variable.example.path, f"{expected}, got {describe(variable.example)}"
        )
        return None
    return ScalarValue(Kind.TEXT, variable.example.value, variable.name)


def _variable(variable: Variable, value: ScalarValue) -> RequestVariable:
    example = ScalarValue(value.kind, value.value, None, value.type, value.number)
    return RequestVariable(variable.name, variable.description, example)


def _types(message: MessageValue) -> tuple[TypeName, ...]:
    types = set()
    for value in walk(message):
        if isinstance(value, MessageValue) or (isinstance(value, ScalarValue) and value.type):
            types.add(value.type)
    return tuple(sorted((found for found in types if found), key=lambda found: (found.package, found.name)))
