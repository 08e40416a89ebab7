"""Operation x Service -> Request: finds the method and its HTTP rule, builds the tree, derives the REST form."""

from __future__ import annotations

from dataclasses import replace

from sixfold.definition import DefinitionError, HttpRule, Method
from sixfold.document import Node, Table
from sixfold.errors import FilePart
from sixfold.names import Name, did_you_mean
from sixfold.places import SPECS
from sixfold.request.binding import carried, unfit
from sixfold.request.context import Context, authentication_values, check_scope
from sixfold.request.contract import check_contract
from sixfold.request.model import Request, RequestVariable
from sixfold.request.parameters import text_of, wrong
from sixfold.request.rest import RestForm, rest_form
from sixfold.request.success import check_success, success_status
from sixfold.request.tree import TreeBuilder
from sixfold.request.unsendable import unsendable
from sixfold.signing import Signing
from sixfold.spec import Operation, PageSpec, Variable
from sixfold.value import MessageValue, ScalarValue, TypeName, Value, walk
from sixfold.wire import Parameter


def check_api(context: Context) -> None:
    """Note what ``api.yaml`` says for all operations and the definition does not have."""
    check_success(context)
    check_scope(context)


def build_request(context: Context, page: PageSpec, operation: Operation) -> Request | None:
    """Build the request of one operation, or return None after noting what contradicts the definition."""
    method = _method(context, operation)
    if method is None:
        return None
    rule = _rule(context, operation, method)
    if rule is None:
        return None
    variables = {**context.api.variables, **page.variables}
    builder = TreeBuilder(method.name, variables, context.problems, (page.source, context.api.source))
    fields = _with_scope(context.api.scope, method, rule, operation)
    before = context.problems.count
    message = builder.message(method.request, fields)
    _check_path(context, operation, rule, message)
    _check_sent(context, fields, method, rule, message=message)
    if before == context.problems.count:
        check_contract(context, operation, method, fields=fields, message=message)
    whole = context.api.authentication.signing
    keys = authentication_values(context, variables)
    if before < context.problems.count or len(keys) < len(whole.credentials):
        return None
    chosen = whole.chosen(method.signing)
    signing, authentication = (
        Signing(tuple(whole.credentials[place] for place in chosen)),
        tuple(keys[place] for place in chosen),
    )
    used = {**builder.used, **{key.variable: key for key in authentication if key.variable}}
    return Request(
        rpc=Name(method.name),
        method=method,
        rule=rule,
        message=message,
        rest=_signed(rest_form(rule.host or context.api.host, rule, message), signing, authentication),
        variables=tuple(_variable(variables[name], used[name]) for name in variables if name in used),
        authentication=authentication,
        signing=signing,
        credentials=chosen,
        types=_types(message),
        success=success_status(context, method),
    )


def _signed(form: RestForm, signing: Signing, keys: tuple[ScalarValue, ...]) -> RestForm:
    """Put the keys into the query that go there."""
    pairs = zip(signing.credentials, keys, strict=True)
    return replace(form, query=(*form.query, *((found.query, key) for found, key in pairs if found.query)))


def _method(context: Context, operation: Operation) -> Method | None:
    place, path = operation.place("rpc"), f"{operation.places.path}.rpc"
    if not operation.rpc:
        return None
    try:
        method = context.definition.method(operation.rpc)
    except DefinitionError as error:
        context.problems.add(place, path, str(error))
        return None
    if method.streaming:
        context.problems.add(
            place, path, f"{operation.rpc} is a streaming RPC; expected one with one request and one answer"
        )
        return None
    if not method.rules:
        context.problems.add(place, path, f"{operation.rpc} has no HTTP binding; expected one that REST can call too")
        return None
    return method


def _rule(context: Context, operation: Operation, method: Method) -> HttpRule | None:
    bound = [rule for rule in method.rules if rule.path == operation.path] if operation.path else method.rules[:1]
    if not bound:
        paths = [rule.path for rule in method.rules]
        message = f"{method.name} is not bound to '{operation.path}'{did_you_mean(operation.path, paths)}"
        place, path = operation.place("path"), f"{operation.places.path}.path"
        needs = [FilePart(place.file, path)]
        context.problems.add(place, path, f"{message} (paths: {', '.join(paths)})", needs=needs)
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
    place = operation.place("request")
    for parameter in rule.template.parameters:
        field = parameter.field
        value, where = message.at(field), f"{operation.places.path}.request.{field}"
        if value is None and not any(_was_tried(given, field) for given in (operation.request, context.api.scope)):
            _miss(context, operation, rule, field)
        elif value is not None and (refusal := _path_refusal(rule, parameter, value)):
            variable = value.variable if isinstance(value, ScalarValue) else None
            needs = [FilePart(place.file, where)]
            needs += [FilePart(f"{SPECS}/*", f"variables.{variable}")] if variable else []
            context.problems.add(place, where, refusal, needs=needs)


def _path_refusal(rule: HttpRule, parameter: Parameter, value: Value) -> str:
    """Say why a value cannot stand in the path; empty where it can."""
    form = rule.forms.get(parameter.field)
    if form is not None and (said := wrong(form, value)):
        return f"{rule.verb} {rule.path} has it in its path, {said}"
    return parameter.refusal(text_of(form, value))


def _miss(context: Context, operation: Operation, rule: HttpRule, parameter: str) -> None:
    """Note a missing parameter of the path: in the API's scope where that is to give it, else in the request."""
    api, place = context.api, operation.place("request")
    head, _, rest = parameter.partition(".")
    scope = api.scope.entries.get(head)
    if head not in operation.request.keys and isinstance(scope, Table):
        said = "missing; it is in the path of an operation that gives none of its own"
        context.problems.add(scope.place, f"{scope.path}.{rest}", said, needs=[FilePart(api.source, scope.path)])
        return
    path = f"{operation.places.path}.request.{parameter}"
    said = f"missing; {rule.verb} {rule.path} has it in its path"
    context.problems.add_missing(place, path, said, needs=[FilePart(place.file, path), FilePart(api.source, "scope")])


def _check_sent(context: Context, fields: Table, method: Method, rule: HttpRule, *, message: MessageValue) -> None:
    """Note the values that cannot be written where the rule sends them."""
    for path, reason in unsendable(method, rule, message):
        place, where = fields.keys[path.partition(".")[0]], f"{fields.path}.{path}"
        said = f"{rule.verb} {rule.path} sends it in {reason}"
        context.problems.add(place, where, said, needs=[FilePart(place.file, where)])


def _was_tried(table: Table, path: str) -> bool:
    """Say whether the spec gives the field, though wrongly: that has been noted already."""
    head, _, rest = path.partition(".")
    node = table.entries.get(head)
    return head in table.keys and (not rest or not isinstance(node, Table) or _was_tried(node, rest))


def _variable(variable: Variable, value: ScalarValue) -> RequestVariable:
    example = ScalarValue(value.kind, value.value, None, value.type, value.number)
    return RequestVariable(variable.name, variable.description, example)


def _types(message: MessageValue) -> tuple[TypeName, ...]:
    types = set()
    for value in walk(message):
        if isinstance(value, MessageValue) or (isinstance(value, ScalarValue) and value.type):
            types.add(value.type)
    return tuple(sorted((found for found in types if found), key=lambda found: (found.package, found.name)))
