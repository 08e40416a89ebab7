"""A request as built x the schemas of its operation -> every value that is against them, with both places."""

from __future__ import annotations

import re
from typing import cast

from sixfold.definition import DefinitionError, Method
from sixfold.document import Node, Sequence, Table
from sixfold.errors import Place
from sixfold.json_value import JsonObject
from sixfold.request.context import Context
from sixfold.request.plain import plain_json
from sixfold.spec import Operation
from sixfold.value import MessageValue

_STEPS = re.compile(r"\[([0-9]+)\]|([^.\[]+)")


def check_contract(
    context: Context, operation: Operation, method: Method, *, fields: Table, message: MessageValue
) -> None:
    """Note the values of a request that the definition's schemas do not admit.

    :param fields: the request as the spec has it, the API's scope included.
    """
    if method.contract is None:
        return
    try:
        violations = method.contract.violations(cast("JsonObject", plain_json(message)))
    except DefinitionError as error:
        context.problems.add(operation.place("rpc"), f"{operation.places.path}.rpc", str(error))
        return
    for found in violations:
        place = _place(fields, found.path)
        context.problems.add(place, f"{fields.path}.{found.path}", f"{found.message} ({found.place} says so)")


def _place(fields: Table, path: str) -> Place:
    """Return where a value of the request stands, or the nearest one around it."""
    node: Node | None = fields
    place = fields.place
    for number, name in _STEPS.findall(path):
        if isinstance(node, Table) and name in node.keys:
            place, node = node.keys[name], node.entries.get(name)
        elif isinstance(node, Sequence) and number and int(number) < len(node.items):
            node = node.items[int(number)]
            place = node.place
        else:
            break
    return place
