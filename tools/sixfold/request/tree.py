"""A request's YAML x the message's field -> the typed tree; every contradiction is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sixfold.definition import Field, FieldKind, Message
from sixfold.document import Node, Scalar, Sequence, Table, describe
from sixfold.errors import FilePart, Problems
from sixfold.names import Name, did_you_mean, listing, nearest
from sixfold.request.map_keys import right_key, written_key
from sixfold.request.scalars import plain_text, scalar_value
from sixfold.request.wellknown import free_value, is_well_known, well_known_value, wrapper_value
from sixfold.spec import Variable
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_VARIABLE = re.compile(r"\$([A-Z][A-Z0-9_]*)")


@dataclass
class TreeBuilder:
    """Builds one request's tree; ``used`` gathers the variables that it met, with their values.

    ``sources`` are the files that define variables.
    """

    rpc: str
    variables: Mapping[str, Variable]
    problems: Problems
    sources: tuple[str, ...] = ()
    used: dict[str, ScalarValue] = field(default_factory=dict)

    def message(self, message: Message, table: Table) -> MessageValue:
        """Build a message from a mapping of its fields."""
        fields = []
        oneofs: dict[str, str] = {}
        for name, place in table.keys.items():
            path = f"{table.path}.{name}"
            found = message.fields_by_name.get(name) or message.rest
            if found is None:
                self.problems.add(place, path, _unknown(message, name))
                if meant := nearest(name, message.fields_by_name.keys() - table.keys.keys()):
                    self.problems.meant([FilePart(place.file, f"{table.path}.{meant}")])
                continue
            if found.read_only:
                self.problems.add(place, path, f"'{name}' is for answers alone, and no request sets it; leave it out")
                continue
            if found.kind is FieldKind.GROUP:
                self.problems.add(place, path, f"'{name}' is a group, which no snippet can send; leave it out")
                continue
            if found.oneof:
                other = oneofs.setdefault(found.oneof, name)
                if other != name:
                    self.problems.add(place, path, f"'{other}' and '{name}' exclude each other; keep one of them")
            node = table.entries.get(name)
            value = self.field(found, node) if node is not None else None
            if value is not None:
                fields.append(FieldValue(Name(name), value))
        missing = [found.name for found in message.fields if found.required and found.name not in table.keys]
        for name in missing:
            self.problems.add_missing(table.place, f"{table.path}.{name}", f"missing; {message.name} requires it")
        return MessageValue(message.type, tuple(fields))

    def _object(self, message: Message, table: Table) -> Value:
        """Build a message; as a map where some of its fields have names that no program can give to a field."""
        value = self.message(message, table)
        if message.fields and all(map(_IDENTIFIER.fullmatch, table.keys)):
            return value
        is_map = message.rest is not None or not all(map(_IDENTIFIER.fullmatch, message.fields_by_name))
        if not is_map:
            return value
        return MapValue(tuple((ScalarValue(ScalarKind.TEXT, found.name.text), found.value) for found in value.fields))

    def field(self, field: Field, node: Node) -> Value | None:
        """Build the value of a field: a map, a list, or one value."""
        if field.nullable and isinstance(node, Scalar) and node.value is None:
            return ScalarValue(ScalarKind.NULL, None)
        if field.kind is FieldKind.ANY and not field.repeated:
            return self._any(field, node)
        if field.entry:
            return self._map(*field.entry, field.name, node)
        if field.repeated:
            return self._list(field, node)
        value = self._one(field, node)
        if isinstance(value, ScalarValue) and value.value in ("", b"") and not field.has_presence:
            message = f"an empty '{field.name}' is not sent at all; give it a value or leave it out"
            self.problems.add(node.place, node.path, message, needs=self._needs(value.variable))
            return None
        return value

    def _list(self, field: Field, node: Node) -> Value | None:
        if not isinstance(node, Sequence):
            hint = f"; write it as [ {node.value} ]" if isinstance(node, Scalar) and isinstance(node.value, str) else ""
            self._refuse(node, f"'{field.name}' is a list; expected a list, got {describe(node)}{hint}")
            return None
        if not node.items and not field.keeps_empty:
            self._refuse(
                node,
                f'an empty list is sent as no list at all, which {self.rpc} may read as "all"; '
                "name the values, or leave the field out if all is what you mean",
            )
            return None
        items = [self._one(field, item) for item in node.items]
        return ListValue(tuple(item for item in items if item is not None))

    def _map(self, key: Field, value: Field, name: str, node: Node) -> Value | None:
        if not isinstance(node, Table):
            self._refuse(node, f"'{name}' is a map; expected a mapping, got {describe(node)}")
            return None
        if not node.entries:
            self._refuse(node, "an empty map is sent as no map at all; leave the field out")
            return None
        entries = []
        for text, item in node.entries.items():
            key_value = self._key(key, Scalar(node.keys[text], item.path, text))
            item_value = self._one(value, item)
            if key_value is not None and item_value is not None:
                entries.append((key_value, item_value))
        return MapValue(tuple(entries))

    def _key(self, field: Field, node: Scalar) -> ScalarValue | None:
        written = str(node.value)
        text = plain_text(written)
        if text is None:
            self._refuse(node, f"a key cannot be a variable, got '{written}'; write a text that begins so with '$$'")
            return None
        if right := right_key(field, text):
            self._refuse(node, f"expected a key as JSON writes it, got '{text}'; write {right}")
            return None
        key = Scalar(node.place, node.path, written_key(field, text))
        return scalar_value(field, key, lambda text: self._refuse(node, text))

    def _one(self, field: Field, node: Node) -> Value | None:
        message = field.message
        wrapped = message.wrapped if message else None
        if message is not None and wrapped is not None:
            value = self._one(wrapped, node)
            return wrapper_value(message, value) if isinstance(value, ScalarValue) else None
        if isinstance(node, Sequence) and not (message is not None and is_well_known(message)):
            self._refuse(node, f"'{field.name}' takes one value; expected {_expected(field)}, got a list")
            return None
        if field.kind is FieldKind.ANY:
            return self._any(field, node)
        if message is None:
            return self._scalar(field, node)
        if is_well_known(message):
            return well_known_value(message, node, self._refuse)
        if not isinstance(node, Table):
            names = listing(message.fields_by_name)
            self._refuse(node, f"expected the fields of {message.name} ({names}), got {describe(node)}")
            return None
        return self._object(message, node)

    def _any(self, field: Field, node: Node) -> Value | None:
        """Build a value of which the definition says no kind: JSON as YAML writes it, or a variable alone."""
        text = node.value if isinstance(node, Scalar) else None
        if not isinstance(text, str) or plain_text(text) is not None:
            return free_value(node, self._refuse)
        variable = self.variables.get(text[1:])
        given = variable.example.value if variable else ""
        kinds = {bool: FieldKind.BOOLEAN, int: FieldKind.INTEGER, float: FieldKind.NUMBER}
        return self._scalar(replace(field, kind=kinds.get(type(given), FieldKind.TEXT)), node)

    def _scalar(self, field: Field, node: Node) -> ScalarValue | None:
        if not isinstance(node, Scalar):
            self._refuse(node, f"expected {_expected(field)}, got {describe(node)}")
            return None
        if isinstance(node.value, str):
            text = plain_text(node.value)
            if text is None:
                return self._variable(field, node, node.value)
            node = Scalar(node.place, node.path, text)
        return scalar_value(field, node, lambda text: self._refuse(node, text))

    def _variable(self, field: Field, node: Scalar, text: str) -> ScalarValue | None:
        match = _VARIABLE.fullmatch(text)
        if match is None:
            self._refuse(
                node, f"expected a variable like $INPUT_ID, got '{text}'; write a text that begins so with '$$'"
            )
            return None
        variable = self.variables.get(match[1])
        if variable is None:
            names = [f"${name}" for name in self.variables]
            meant = nearest(match[1], self.variables) or (nearest(text, names) or "")[1:]
            hint = f"; did you mean '${meant}'?" if meant else ""
            message = f"unknown variable '{text}'{hint} (variables: {listing(names)})"
            needs = [FilePart(source, path) for source in self.sources for path in (f"variables.{match[1]}", match[1])]
            self.problems.add_unmatched(node.place, node.path, message, needs=needs)
            if meant:
                self.problems.meant(FilePart(source, f"variables.{meant}") for source in self.sources)
            return None
        value = self._example(field, node, variable)
        if value is None:
            return None
        first = self.used.setdefault(variable.name, value)
        if first.kind is not value.kind:
            self._refuse(node, f"{text} stands for {first.kind.value} and {value.kind.value}; use two variables")
        return value

    def _example(self, field: Field, node: Scalar, variable: Variable) -> ScalarValue | None:
        """Return the value of a variable where a request names it."""
        example = variable.example
        text = field.kind is FieldKind.TEXT
        # A number where all else would be right wants quotes: once, where it stands, and not at each use.
        at = example if text and not isinstance(example.value, str) else node
        needs = self._needs(variable.name)

        def refuse(message: str) -> None:
            self.problems.add(at.place, at.path, message, needs=needs)

        return scalar_value(field, example, refuse, variable.name)

    def _needs(self, variable: str | None) -> list[FilePart]:
        """Return what has to be right where a variable is defined for a value of it to be wrong where it is used."""
        return [FilePart(self.variables[variable].place.file, f"variables.{variable}")] if variable else []

    def _refuse(self, node: Node, message: str) -> None:
        self.problems.add(node.place, node.path, message)


def _unknown(message: Message, name: str) -> str:
    if name.startswith("["):
        return f"'{name}' is an extension, which no snippet can send; leave it out"
    names = list(message.fields_by_name)
    return f"{message.name} has no field '{name}'{did_you_mean(name, names)} (fields: {listing(names)})"


def _expected(field: Field) -> str:
    if field.message is not None:
        return f"the fields of {field.message.name}"
    if field.enum is not None:
        return f"a name of enum {field.enum.name}"
    names = {FieldKind.BYTES: "bytes", FieldKind.TEXT: "text", FieldKind.BOOLEAN: "true or false"}
    return names.get(field.kind, "a number")
