"""Rule x request message x what exists -> what a delete deletes, or why it deletes nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct

from sixfold.frozen import frozen
from sixfold.sandbox.behaviour import ApiStatus, CallOutcome, Rule
from sixfold.sandbox.resources import Key, Resource


class RefusedError(Exception):
    """The API answers with a failure and changes nothing; ``status`` overrides the outcome's own status."""

    def __init__(self, outcome: CallOutcome, details: str, status: ApiStatus | None = None) -> None:
        """Keep the outcome and say the details in a sentence for the caller of the API."""
        super().__init__(details)
        self.outcome = outcome
        self.details = details
        self.status = status


@frozen
class Naming:
    """What a request names: keys, (parent, attribute, value) triples, or parents of which everything goes."""

    keys: tuple[Key, ...] = ()
    by_attribute: tuple[tuple[Key, tuple[str, str]], ...] = ()
    everything_in: tuple[Key, ...] = ()


def values(message: Message, path: str) -> tuple[str, ...]:
    """Return the values at a field path such as ``user_app_id.user_id``, as text; none for an empty text."""
    *parents, last = path.split(".")
    for name in parents:
        message = _part(message, name)
    value = _part(message, last)
    if isinstance(value, float):
        return (str(int(value)),)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(int(item)) if isinstance(item, float) else str(item) for item in value or ())


def _part(message: Any, name: str) -> Any:  # noqa: ANN401 - a field's value
    """Return the value of a field, which of what holds any JSON is an entry."""
    if not isinstance(message, Struct):
        return getattr(message, name, None)
    return message[name] if name in message.fields else None


def naming(rule: Rule, message: Message) -> Naming:
    """Return what a request names, without a look at what exists.

    :raises RefusedError: when it names nothing, or not in a way that the API allows.
    """
    parents = _parents(rule, message)
    everything = Naming(everything_in=tuple(parents))
    if rule.ids is None:
        return everything
    ids = values(message, rule.ids)
    named = tuple(
        (parent, (attribute, value))
        for attribute, path in rule.attributes.items()
        for value in values(message, path)
        for parent in parents
    )
    if "" in ids or any(not value for _, (_, value) in named):
        raise RefusedError(CallOutcome.INVALID, f"{rule.ids} holds an empty id")
    flag = rule.all_flag is not None and bool(_part(message, rule.all_flag))
    if flag and (ids or named):
        raise RefusedError(CallOutcome.INVALID, f"expected {rule.ids} or {rule.all_flag}, got both")
    if ids or named:
        return Naming(tuple(_keys(rule, parents, ids)), named)
    if flag or rule.all_without_ids:
        return everything
    raise RefusedError(CallOutcome.INVALID, f"{' and '.join((rule.ids, *rule.attributes.values()))}: nothing is named")


def _parents(rule: Rule, message: Message) -> list[Key]:
    keys: list[Key] = [()]
    for kind, path in zip(rule.kind.chain, rule.parents, strict=False):
        found = values(message, path)
        if not found or "" in found:
            raise RefusedError(CallOutcome.INVALID, f"{path} is missing or holds an empty id")
        keys = [(*key, (kind.name, name)) for key in keys for name in found]
    return keys


def _keys(rule: Rule, parents: list[Key], ids: tuple[str, ...]) -> Iterator[Key]:
    if not rule.paired:
        return ((*parents[0], (rule.kind.name, name)) for name in ids)
    if len(ids) != len(parents):
        raise RefusedError(
            CallOutcome.INVALID,
            f"the number of {rule.ids} ({len(ids)}) has to match the number of {rule.parents[-1]} ({len(parents)})",
        )
    return ((*parent, (rule.kind.name, name)) for parent, name in zip(parents, ids, strict=True))


def doomed(rule: Rule, message: Message, existing: frozenset[Resource]) -> frozenset[Resource]:
    """Return what the request deletes of what exists: the named resources and all that stands in them.

    :raises RefusedError: when the request names nothing, or something that does not exist or is never deleted by
        this RPC; then nothing is to be deleted at all.
    """
    wanted = naming(rule, message)
    chosen = {
        *_by_key(rule, wanted, existing),
        *_by_attribute(rule, wanted, existing),
        *_everything(rule, wanted, existing),
    }
    return frozenset(resource for resource in existing if any(resource.within(choice.key) for choice in chosen))


def _by_key(rule: Rule, wanted: Naming, existing: frozenset[Resource]) -> Iterator[Resource]:
    found = {resource.key: resource for resource in existing}
    for key in wanted.keys:
        if key not in found:
            raise RefusedError(CallOutcome.NOT_FOUND, f"{Resource(key)} does not exist", rule.absent)
        yield _named(rule, found[key])


def _by_attribute(rule: Rule, wanted: Naming, existing: frozenset[Resource]) -> Iterator[Resource]:
    for parent, attribute in wanted.by_attribute:
        matches = [found for found in _in(rule, parent, existing) if attribute in found.attributes]
        if not matches:
            details = f"{rule.kind.name} with {attribute[0]} '{attribute[1]}' does not exist"
            raise RefusedError(CallOutcome.NOT_FOUND, details, rule.absent)
        yield from (_named(rule, match) for match in matches)


def _everything(rule: Rule, wanted: Naming, existing: frozenset[Resource]) -> Iterator[Resource]:
    for parent in wanted.everything_in:
        found = list(_in(rule, parent, existing))
        # A singleton (a model's migration) is named by its parent alone: none there is like an unknown id.
        nothing_there = rule.ids is None and not found
        if nothing_there or not any(resource.within(parent) for resource in existing):
            missing = f"{rule.kind.name} of {Resource(parent)}" if nothing_there else str(Resource(parent))
            raise RefusedError(CallOutcome.NOT_FOUND, f"{missing} does not exist", rule.absent)
        yield from (resource for resource in found if not _is_kept(rule, resource))


def _in(rule: Rule, parent: Key, existing: frozenset[Resource]) -> Iterator[Resource]:
    return (found for found in existing if found.kind == rule.kind.name and found.key[:-1] == parent)


def _named(rule: Rule, resource: Resource) -> Resource:
    if _is_kept(rule, resource):
        raise RefusedError(CallOutcome.INVALID, f"{resource} cannot be deleted by {rule.name}")
    return resource


def _is_kept(rule: Rule, resource: Resource) -> bool:
    return any(attribute in resource.attributes for attribute in rule.kept)
