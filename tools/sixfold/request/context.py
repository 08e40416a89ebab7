"""What ``api.yaml`` says for all operations x the API definition: key, and whose data it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sixfold import signing
from sixfold.definition import ApiDefinition, Message
from sixfold.document import Table, describe
from sixfold.errors import FilePart, Problems
from sixfold.frozen import frozen
from sixfold.names import did_you_mean, listing, nearest
from sixfold.spec import Api, Variable
from sixfold.value import ScalarKind, ScalarValue


@frozen
class Context:
    """What all requests of a run are built with."""

    api: Api
    definition: ApiDefinition
    problems: Problems


def check_scope(context: Context) -> None:
    """Note what the API's scope sets and no request has: once, instead of at each operation that misses it."""
    requests = [method.request for method in context.definition.methods.values()]
    for name, place in context.api.scope.keys.items():
        having = [found.fields_by_name[name] for found in requests if name in found.fields_by_name]
        if not having:
            names = dict.fromkeys(found.name for request in requests for found in request.fields)
            said = f"no request of {context.definition.name} has a field '{name}'{did_you_mean(name, names)}"
            context.problems.add(place, f"{context.api.scope.path}.{name}", said)
            continue
        node, message = context.api.scope.entries.get(name), having[0].message
        if isinstance(node, Table) and message is not None:
            _check_part(context, node, message)


def _check_part(context: Context, node: Table, message: Message) -> None:
    names = list(message.fields_by_name)
    for name, place in node.keys.items():
        if name not in names:
            said = f"{message.name} has no field '{name}'{did_you_mean(name, names)} (fields: {listing(names)})"
            context.problems.add(place, f"{node.path}.{name}", said)


def authentication_values(context: Context, variables: Mapping[str, Variable]) -> tuple[ScalarValue, ...]:
    """Return the values that sign a request, one a credential; fewer after noting why one is not there."""
    found = []
    for wanted in context.api.authentication.keys:
        variable = variables.get(wanted.name)
        if variable is not None:
            found.append(_key(context, variable))
            continue
        hint = did_you_mean(wanted.name, variables)
        message = f"unknown variable '{wanted.name}'{hint}"
        paths = (wanted.path, f"variables.{wanted.name}", wanted.name)
        needs = [FilePart(context.api.source, path) for path in paths]
        context.problems.add_unmatched(wanted.place, wanted.path, message, needs=needs)
        if meant := nearest(wanted.name, variables):
            context.problems.meant([FilePart(variables[meant].place.file, f"variables.{meant}")])
    return tuple(filter(None, found))


def _key(context: Context, variable: Variable) -> ScalarValue | None:
    example, path = variable.example, f"variables.{variable.name}"
    needs = [FilePart(variable.place.file, path)]
    if not isinstance(example.value, str):
        context.problems.add(variable.place, path, f"expected text, got {describe(example)}", needs=needs)
        return None
    if not re.fullmatch(signing.KEY, example.value):
        expected = "expected a key that a header can carry: one line of ASCII characters without a space at its ends"
        context.problems.add(example.place, example.path, f"{expected}, got {describe(example)}", needs=needs)
        return None
    return ScalarValue(ScalarKind.TEXT, example.value, variable.name)
