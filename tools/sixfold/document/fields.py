"""Typed access to the keys of a YAML mapping: what is missing, wrong or unknown becomes a problem with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sixfold.document.node import Node, Scalar, Sequence, Table, describe
from sixfold.errors import FilePart, Place, Problems
from sixfold.names import did_you_mean, nearest


@dataclass
class Fields:
    """Reads one mapping key by key.

    Each method returns a harmless value of its type when it noted a problem, so that reading goes on and every
    problem of a file is found; nobody uses the result once a problem was noted.
    """

    table: Table
    problems: Problems
    read: set[str] = field(default_factory=set)

    def place(self, key: str) -> Place:
        """Return the place of a key, or of the whole mapping where the key is missing."""
        return self.table.keys.get(key, self.table.place)

    def path(self, key: str) -> str:
        """Return the full path of a key, as messages name it."""
        return f"{self.table.path}.{key}" if self.table.path else key

    def node(self, key: str, expected: str, *, required: bool = True) -> Node | None:
        """Return the node of a key, or None where it is missing (noted if it is required)."""
        self.read.add(key)
        node = self.table.entries.get(key)
        if node is None and required and key not in self.table.keys:
            self.problems.add_missing(self.table.place, self.path(key), f"missing; expected {expected}")
        return node

    def text(self, key: str, *, default: str | None = None, pattern: str = "", expected: str = "text") -> str:
        """Return a text; ``default`` makes the key optional; ``pattern`` must match all of it.

        :param expected: the value's description in messages, which say it when the pattern does not match.
        """
        node = self.node(key, expected, required=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, Scalar) or not isinstance(node.value, str) or not node.value.strip():
            hint = "; write it in quotes" if isinstance(node, Scalar) and node.value is not None else ""
            self.problems.add(node.place, node.path, f"expected {expected}, got {describe(node)}{hint}")
            return default or ""
        text = node.value.strip()
        if pattern and not re.fullmatch(pattern, text):
            self.problems.add(node.place, node.path, f"expected {expected}, got {text!r}")
        return text

    def raw_text(self, key: str, *, default: str) -> str:
        """Return a text as it is, white space and emptiness included."""
        node = self.node(key, "text", required=False)
        if node is None:
            return default
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.problems.add(node.place, node.path, f"expected text, got {describe(node)}; write it in quotes")
            return default
        return node.value

    def integer(self, key: str, *, allowed: range | None = None) -> int:
        """Return a required whole number, one of ``allowed`` if that is given."""
        expected = f"a whole number from {allowed[0]} to {allowed[-1]}" if allowed else "a whole number"
        node = self.node(key, expected)
        if node is None:
            return 0
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, bool) or not isinstance(value, int) or (allowed and value not in allowed):
            self.problems.add(node.place, node.path, f"expected {expected}, got {describe(node)}")
            return 0
        return value

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """Return an optional boolean."""
        node = self.node(key, "true or false", required=False)
        if node is None:
            return default
        if not isinstance(node, Scalar) or not isinstance(node.value, bool):
            self.problems.add(node.place, node.path, f"expected true or false, got {describe(node)}")
            return default
        return node.value

    def table_of(self, key: str, expected: str, *, required: bool = True) -> Table:
        """Return a mapping; an empty one where it is missing."""
        node = self.node(key, expected, required=required)
        if isinstance(node, Table):
            return node
        if node is not None:
            self.problems.add(node.place, node.path, f"expected {expected}, got {describe(node)}")
        return Table(self.place(key), self.path(key), {}, {})

    def fields_of(self, key: str, expected: str, *, required: bool = True) -> Fields:
        """Return the reader of a mapping below this one.

        Of a mapping that is not there although it must be, or is none, nothing further is said.
        """
        table = self.table_of(key, expected, required=required)
        hidden = table is not self.table.entries.get(key) and (required or key in self.table.keys)
        return Fields(table, Problems() if hidden else self.problems)

    def sequence_of(self, key: str, expected: str, *, required: bool = True) -> tuple[Node, ...]:
        """Return the items of a list."""
        node = self.node(key, expected, required=required)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.problems.add(node.place, node.path, f"expected {expected}, got {describe(node)}")
        return ()

    def texts(self, key: str, expected: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(
            text
            for node in self.sequence_of(key, expected, required=required)
            if (text := self._item(node)) is not None
        )

    def text_table(self, key: str, expected: str, *, required: bool = True) -> dict[str, str]:
        """Return a mapping of texts to texts."""
        table = self.table_of(key, expected, required=required)
        return {name: text for name, node in table.entries.items() if (text := self._item(node)) is not None}

    def _item(self, node: Node) -> str | None:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            return node.value
        self.problems.add(node.place, node.path, f"expected text, got {describe(node)}; write it in quotes")
        return None

    def end(self) -> None:
        """Note every key that nobody asked for: it may be what a key that is missing should have been."""
        lacking = sorted(self.read - self.table.keys.keys())
        missing = [self.path(key) for key in lacking]
        for key, place in self.table.keys.items():
            if key not in self.read:
                known = ", ".join(sorted(self.read))
                hint = did_you_mean(key, lacking) or did_you_mean(key, self.read)
                if meant := nearest(key, lacking):
                    self.problems.meant([FilePart(place.file, self.path(meant))])
                self.problems.add(place, self.path(key), f"unknown key{hint} (keys: {known})", spoils=missing)
