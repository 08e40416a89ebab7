"""``drafts`` of ``api.yaml`` x the API definition: what `sixfold new` writes where the type allows more than the API.

A key is a pattern of ``<message>.<field>``. The narrowest pattern wins: the one with the most letters of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from sixfold.definition import Field, Message, Method
from sixfold.document import Node, Scalar, Sequence, Table
from sixfold.names import did_you_mean
from sixfold.request.context import Context
from sixfold.request.tree import TreeBuilder
from sixfold.spec import Variable

_VARIABLE = re.compile(r"\$[A-Z][A-Z0-9_]*")


def check_drafts(context: Context) -> None:
    """Note drafts that no field of a request matches, and values that a field cannot take."""
    drafts = context.api.drafts
    if not drafts.keys:
        return
    fields = {_name(field): field for field in _fields(context.definition.methods.values())}
    for pattern, place in drafts.keys.items():
        matching = [field for name, field in fields.items() if fnmatchcase(name, pattern)]
        node = drafts.entries.get(pattern)
        if not matching:
            message = f"no field of a request is called so{did_you_mean(pattern, fields)}"
            context.problems.add(place, f"drafts.{pattern}", f"{message}; expected a pattern of <message>.<field>")
        elif node is not None:
            variables = {
                **{name: _stand_in(name, node) for name in variables_of(_plain(node))},
                **context.api.variables,
            }
            for field in matching:
                TreeBuilder("sixfold new", variables, context.problems, (context.api.source,)).field(field, node)


def variables_of(draft: object) -> Iterator[str]:
    """Yield the variables that a draft names; the API need not define them, since a page can."""
    if isinstance(draft, str) and _VARIABLE.fullmatch(draft):
        yield draft[1:]
    inner = draft.values() if isinstance(draft, dict) else draft if isinstance(draft, list) else ()
    for item in inner:
        yield from variables_of(item)


def _stand_in(name: str, node: Node) -> Variable:
    return Variable(name, Scalar(node.place, node.path, "text"), "", node.place)


def draft_for(drafts: Table, field: Field) -> object:
    """Return what the API's drafts say for a field, as plain data; None where they say nothing."""
    found: Mapping[str, Node] = {
        pattern: node for pattern, node in drafts.entries.items() if fnmatchcase(_name(field), pattern)
    }
    return _plain(found[max(found, key=_letters)]) if found else None


def _letters(pattern: str) -> tuple[int, str]:
    return len(pattern.replace("*", "").replace("?", "")), pattern


def _name(field: Field) -> str:
    return f"{field.owner.name}.{field.name}"


def _fields(methods: Iterable[Method]) -> Iterator[Field]:
    """Yield every field of every message that a request can hold."""
    seen: set[str] = set()
    waiting: list[Message] = [method.request for method in methods]
    while waiting:
        message = waiting.pop()
        if message.full_name in seen:
            continue
        seen.add(message.full_name)
        for field in message.fields:
            yield field
            if field.message is not None:
                waiting.append(field.message)


def _plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [_plain(item) for item in items]
        case Table(entries=entries):
            return {key: _plain(item) for key, item in entries.items()}
