"""What one version of an API definition holds, and what came, went or was deprecated between two.

Run as a program, it prints the inventory of an installed package, so that another version can be read by another
process: ``python -m sixfold.definition.inventory PACKAGE VERSION MODULE… -- SERVICE…``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Self, cast

from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.model import Message
from sixfold.definition.package import load_package
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import Json


@frozen
class Inventory:
    """RPCs by full name and request fields by ``Message.field``; the values say whether each is deprecated."""

    version: str
    rpcs: Mapping[str, bool]
    fields: Mapping[str, bool]

    @classmethod
    def of(cls, definition: ApiDefinition) -> Self:
        """Take the inventory of a service: its RPCs, and the fields of every message that a request can hold."""
        fields: dict[str, bool] = {}
        for method in definition.methods.values():
            _gather(method.request, fields, set())
        rpcs = {name: method.deprecated for name, method in definition.methods.items()}
        return cls(definition.version, rpcs, dict(sorted(fields.items())))

    @classmethod
    def from_json(cls, content: Json) -> Self:
        """Take what the program printed.

        :raises SixfoldError: when it is something else.
        """
        match content:
            case {"version": str() as version, "rpcs": dict() as rpcs, "fields": dict() as fields}:
                states = [*rpcs.values(), *fields.values()]
                if all(isinstance(state, bool) for state in states):
                    return cls(version, cast("dict[str, bool]", rpcs), cast("dict[str, bool]", fields))
        raise SixfoldError("the other version's inventory was not printed; expected a version, RPCs and fields")

    def since(self, before: Inventory) -> Changes:
        """Return what differs from an earlier one; of a message that one of them does not have, no field is named."""
        both = {name.partition(".")[0] for name in before.fields} & {name.partition(".")[0] for name in self.fields}

        def of_both(names: set[str]) -> tuple[str, ...]:
            return tuple(sorted(name for name in names if name.partition(".")[0] in both))

        return Changes(
            added=tuple(sorted(self.rpcs.keys() - before.rpcs.keys())),
            removed=tuple(sorted(before.rpcs.keys() - self.rpcs.keys())),
            deprecated=_newly(before.rpcs, self.rpcs),
            fields_added=of_both(self.fields.keys() - before.fields.keys()),
            fields_removed=of_both(before.fields.keys() - self.fields.keys()),
            fields_deprecated=_newly(before.fields, self.fields),
        )


@frozen
class Changes:
    """What differs from one inventory to another, by name; fields of RPCs added or went are not repeated."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    deprecated: tuple[str, ...]
    fields_added: tuple[str, ...]
    fields_removed: tuple[str, ...]
    fields_deprecated: tuple[str, ...]


def _newly(before: Mapping[str, bool], after: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(sorted(name for name, deprecated in after.items() if deprecated and before.get(name) is False))


def _gather(message: Message, fields: dict[str, bool], seen: set[str]) -> None:
    if message.full_name in seen:
        return
    seen.add(message.full_name)
    name = message.type.name.replace(".", "/")
    for field in message.fields:
        fields[f"{name}.{field.name}"] = field.deprecated
        if field.message is not None:
            _gather(field.message, fields, seen)


def main() -> None:
    """Print the inventory of the package that the command line names."""
    package, version, *names = sys.argv[1:]
    border = names.index("--")
    loaded = load_package(package, version, names[:border], names[border + 1 :])
    sys.stdout.write(json.dumps(asdict(Inventory.of(loaded))))


if __name__ == "__main__":
    main()
