"""What exists in the sandbox: resources of the API as plain data, each named by its place under its parents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import field

from sixfold.frozen import ordered

Key = tuple[tuple[str, str], ...]
"""The place of a resource: (kind, id) pairs, outermost first and the resource itself last, for example
``(("user", "u"), ("app", "a"), ("input", "i"), ("annotation", "x"))``."""


@ordered
class Resource:
    """One resource; two with the same key are the same resource, whatever their attributes.

    ``attributes`` tells apart what a rule treats apart, for example ``(("level", "input"),)`` for the annotation
    that the API itself makes for each input.
    """

    key: Key
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        """Return the form that messages use: kind, id, and the parents from the inside out."""
        return " of ".join(f"{kind} '{name}'" for kind, name in reversed(self.key))

    @property
    def kind(self) -> str:
        """The kind of the resource itself."""
        return self.key[-1][0]

    def within(self, key: Key) -> bool:
        """Say whether the resource has this key or stands somewhere below it."""
        return self.key[: len(key)] == key


class ResourceStore:
    """The resources that exist; safe to use from several threads."""

    def __init__(self, resources: Iterable[Resource] = ()) -> None:
        """Start with these resources."""
        self._lock = threading.Lock()
        self._resources = frozenset(resources)

    @property
    def resources(self) -> frozenset[Resource]:
        """What exists now; the set does not change with the world, so it is a snapshot too."""
        with self._lock:
            return self._resources

    @property
    def keys(self) -> frozenset[Key]:
        """The keys of what exists now."""
        return frozenset(resource.key for resource in self.resources)

    def add(self, *resources: Resource) -> None:
        """Add resources; one that exists is replaced."""
        with self._lock:
            self._resources = frozenset(resources) | self._resources

    def delete(self, choose: Callable[[frozenset[Resource]], frozenset[Resource]]) -> frozenset[Resource]:
        """Delete what ``choose`` picks of what exists, in one step, and return it.

        When ``choose`` raises, nothing is deleted.
        """
        with self._lock:
            doomed = choose(self._resources)
            self._resources -= doomed
            return doomed
