"""The services of a definition that are documented, and the one place where names of RPCs are resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from sixfold.definition.model import DefinitionError, Method
from sixfold.frozen import frozen
from sixfold.names import did_you_mean
from sixfold.signing import Signing


@frozen
class ApiDefinition:
    """What is documented of a definition: services by their full names (``shop.v1.Orders``), and all their methods.

    ``package`` is what it came from, a distribution of Python or a file of the project, and ``version`` which of these:
    of a file, the beginning of its digest. ``methods`` are by their full names. What a person or a client library wrote
    is resolved by `method` or `named`, and nowhere else. ``aliases`` are full names by what else a definition calls its
    operations: ``DELETE /pets/{id}``, or an id that is no name in a program. ``title`` and ``host`` are the API's name
    and where it is, where a definition says so, ``files`` all that it was read from, where it is a document,
    and ``signing`` how it asks for a key, None where it does not say.
    """

    services: tuple[str, ...]
    package: str
    version: str
    methods: Mapping[str, Method]
    aliases: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    host: str = ""
    files: tuple[str, ...] = ()
    signing: Signing | None = None

    @property
    def name(self) -> str:
        """The full names of its services, as a sentence has them."""
        return " and ".join(self.services)

    @property
    def call(self) -> str:
        """What one of its methods is called for readers: an RPC, or an operation of a document."""
        return "operation" if any(method.contract for method in self.methods.values()) else "RPC"

    def counted(self, number: int) -> str:
        """Return so many of its methods in words: ``1 operation``, ``6 RPCs``."""
        return f"{number} {self.call}{'' if number == 1 else 's'}"

    def named(self, name: str) -> tuple[Method, ...]:
        """Return the RPCs that a name can mean: that of this full name, or all that their service calls so."""
        if (full_name := self.aliases.get(name, name)) in self.methods:
            return (self.methods[full_name],)
        return self._by_own_name.get(name, ())

    @cached_property
    def _by_own_name(self) -> Mapping[str, tuple[Method, ...]]:
        """All RPCs by what their services call them."""
        found: dict[str, list[Method]] = {}
        for key, method in self.methods.items():
            service, _, own = key.rpartition(".")
            if service:
                found.setdefault(own, []).append(method)
        return {own: tuple(methods) for own, methods in found.items()}

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of operations that have one of their own."""
        return frozenset(rule.host for method in self.methods.values() for rule in method.rules if rule.host)

    def method(self, name: str) -> Method:
        """Return the RPC of a name, which may be the full one.

        :raises DefinitionError: when it has none of this name, or several.
        """
        found = self.named(name)
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(method.full_name for method in found)
            raise DefinitionError(f"'{name}' is the name of {self.counted(len(found))}; expected one of: {candidates}")
        known = [*self.methods] if "." in name else [*dict.fromkeys(method.name for method in self.methods.values())]
        known += self.aliases
        have = "has" if len(self.services) == 1 else "have"
        raise DefinitionError(f"{self.name} {have} no {self.call} '{name}'{did_you_mean(name, known)}")

    def shortest(self, full_name: str) -> str:
        """Return the shortest name that means this RPC and no other."""
        own = full_name.rpartition(".")[2]
        if full_name in self.methods:
            return own if len(self.named(own)) == 1 else full_name
        return own if full_name.rpartition(".")[0] in self.services and not self.named(own) else full_name
