"""Typed access to the tables of ``specs/sandbox.yaml``: what is something else is noted at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sixfold.definition import Field, FieldKind, Message, Method
from sixfold.document import Node, Scalar, Table, describe
from sixfold.errors import FilePart, Problems
from sixfold.names import did_you_mean


@dataclass
class Reader:
    """Reads entries, and gathers what is wrong with them."""

    problems: Problems

    def field(self, method: Method, node: Node | None, kind: FieldKind = FieldKind.TEXT) -> tuple[str, bool] | None:
        """Return the path of a request's field, and whether it is repeated; None where it is not given, or is none."""
        if node is None:
            return None
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.add(node, f"expected the name of a request field, got {describe(node)}")
            return None
        message: Message | None = method.request
        field: Field | None = None
        for name in node.value.split("."):
            field = message.fields_by_name.get(name) if message else None
            if message is None or field is None:
                names = list(message.fields_by_name) if message else []
                owner = message.name if message else "a single value"
                self.add(node, f"{owner} has no field '{name}'{did_you_mean(name, names)}")
                return None
            message = field.message
        if field is None or (field.kind is not kind and (kind, field.kind) != (FieldKind.TEXT, FieldKind.INTEGER)):
            self.add(node, f"'{node.value}' has the wrong type; ids are texts and a flag is a boolean")
            return None
        return node.value, field.repeated

    def table(self, table: Table, key: str) -> Mapping[str, Node]:
        """Return the entries of the mapping under a key; none where it is missing or something else."""
        node = table.entries.get(key)
        if node is None or isinstance(node, Table):
            return node.entries if node else {}
        self.add(node, f"expected a mapping, got {describe(node)}")
        return {}

    def text(self, table: Table, key: str) -> str | None:
        """Return the text under a key, None where it is missing or something else."""
        node = table.entries.get(key)
        if isinstance(node, Scalar) and isinstance(node.value, str):
            return node.value
        if node is not None:
            self.add(node, f"expected a text, got {describe(node)}")
        return None

    def known_keys(self, table: Table, known: Iterable[str]) -> None:
        """Note every key that is none of these."""

        def path(key: str) -> str:
            return f"{table.path}.{key}" if table.path else key

        missing = [path(key) for key in known if key not in table.keys]
        for key, place in table.keys.items():
            if key not in known:
                message = f"unknown key{did_you_mean(key, known)}; expected: {', '.join(known)}"
                self.problems.add(place, path(key), message, spoils=missing)

    def add(self, node: Node, message: str, *needs: str) -> None:
        """Note a problem; ``needs`` are the keys that have to be right for it to be one of its own."""
        self.problems.add(node.place, node.path, message, needs=[FilePart(node.place.file, path) for path in needs])
