"""Request message -> a world in which it can be judged: what it names, and neighbours that it must not touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from google.protobuf.message import Message

from sixfold.frozen import frozen
from sixfold.sandbox.behaviour import Behaviour, Rule
from sixfold.sandbox.deletion import Naming, naming
from sixfold.sandbox.resources import Key, Resource

OTHER = "-other"
"""Ends the ids of neighbours, so that a reader of a report tells them from what the request names."""


@frozen
class Seed:
    """What exists at the start, and the keys of what the request is to delete, children included."""

    resources: frozenset[Resource]
    named: frozenset[Key]

    @property
    def neighbours(self) -> frozenset[Key]:
        """The keys of what the request must not delete."""
        return frozenset(resource.key for resource in self.resources) - self.named


def seed(behaviour: Behaviour, rpc: str, message: Message) -> Seed:
    """Return the seed for one request of an RPC, given by its full name; nothing for one without a rule.

    The neighbours of each named resource: another one in the same parent, the same id in another parent on every
    level (another input, another app of the user …), each other pairing of parents and ids, one with each attribute
    that the RPC never deletes, and the parents themselves; with all that stands in them.

    :raises RefusedError: when the request names nothing.
    """
    rule = behaviour.rules.get(rpc)
    if rule is None:
        return Seed(frozenset(), frozenset())
    targets = frozenset(_targets(rule, naming(rule, message)))
    alike = {
        *_siblings(rule, message, targets),
        *_kept(rule, targets),
        *_elsewhere(targets),
        *_pairings(targets),
    } - targets
    going = targets | frozenset(_contents(behaviour, targets))
    staying = {*alike, *_contents(behaviour, alike), *_parents(targets)} - going
    return Seed(going | staying, frozenset(resource.key for resource in going))


def _targets(rule: Rule, named: Naming) -> Iterator[Resource]:
    yield from map(Resource, named.keys)
    for parent, attribute in named.by_attribute:
        yield Resource((*parent, (rule.kind.name, f"{attribute[0]}-{attribute[1]}")), (attribute,))
    for parent in named.everything_in:
        # A resource that a request names by its parent alone is the only one of its kind there.
        for number in (1,) if rule.ids is None else (1, 2):
            yield Resource((*parent, (rule.kind.name, f"{rule.kind.name}-{number}")))


def _siblings(rule: Rule, message: Message, targets: frozenset[Resource]) -> Iterator[Resource]:
    if not naming(rule, message).everything_in:
        for target in targets:
            attributes = tuple((name, value + OTHER) for name, value in target.attributes)
            yield Resource(_renamed(target, len(target.key) - 1).key, attributes)


def _kept(rule: Rule, targets: frozenset[Resource]) -> Iterator[Resource]:
    for target, (name, value) in product(targets, rule.kept):
        yield Resource((*target.key[:-1], (target.kind, f"{name}-{value}")), ((name, value),))


def _elsewhere(targets: frozenset[Resource]) -> Iterator[Resource]:
    return (_renamed(target, level) for target in targets for level in range(len(target.key) - 1))


def _pairings(targets: frozenset[Resource]) -> Iterator[Resource]:
    for parent, other in product(targets, targets):
        yield Resource((*parent.key[:-1], other.key[-1]), other.attributes)


def _parents(targets: frozenset[Resource]) -> Iterator[Resource]:
    return (Resource(target.key[:end]) for target in targets for end in range(1, len(target.key)))


def _renamed(resource: Resource, level: int) -> Resource:
    key = resource.key
    kind, name = key[level]
    return Resource((*key[:level], (kind, name + OTHER), *key[level + 1 :]), resource.attributes)


def _contents(behaviour: Behaviour, resources: Iterable[Resource]) -> Iterator[Resource]:
    for resource in resources:
        inside = [
            Resource((*resource.key, (kind.name, f"{kind.name}-1")))
            for kind in behaviour.children(behaviour.kinds[resource.kind])
        ]
        yield from inside
        yield from _contents(behaviour, inside)
