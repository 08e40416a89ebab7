"""A request's YAML x the message's descriptor -> the typed tree; every contradiction is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from sixfold.definition import has_presence, map_types
from sixfold.document import Node, Scalar, Sequence, Table, describe
from sixfold.errors import Part, Problems
from sixfold.names import Name, did_you_mean, listing, nearest
from sixfold.request.scalars import plain_text, scalar_value, type_name
from sixfold.request.wellknown import is_well_known, well_known_value, wrapper_value
from sixfold.spec import Variable
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarValue, Value
from sixfold.wire import wrapped_field

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

    def message(self, descriptor: Descriptor, table: Table) -> MessageValue:
        """Build a message from a mapping of its fields."""
        fields = []
        oneofs: dict[str, str] = {}
        for name, place in table.keys.items():
            path = f"{table.path}.{name}"
            found = descriptor.fields_by_name.get(name)
            if found is None:
                self.problems.add(place, path, _unknown(descriptor, name))
                if meant := nearest(name, descriptor.fields_by_name.keys() - table.keys.keys()):
                    self.problems.meant([Part(place.file, f"{table.path}.{meant}")])
                continue
            if found.type == FieldDescriptor.TYPE_GROUP:
                self.problems.add(place, path, f"'{name}' is a group, which no snippet can send; leave it out")
                continue
            if found.containing_oneof is not None:
                other = oneofs.setdefault(found.containing_oneof.name, name)
                if other != name:
                    self.problems.add(place, path, f"'{other}' and '{name}' exclude each other; keep one of them")
            node = table.entries.get(name)
            value = self.field(found, node) if node is not None else None
            if value is not None:
                fields.append(FieldValue(Name(name), value))
        missing = [found.name for found in descriptor.fields if found.is_required and found.name not in table.keys]
        for name in missing:
            self.problems.add_missing(table.place, f"{table.path}.{name}", f"missing; {descriptor.name} requires it")
        return MessageValue(type_name(descriptor), tuple(fields))

    def field(self, descriptor: FieldDescriptor, node: Node) -> Value | None:
        """Build the value of a field: a map, a list, or one value."""
        types = map_types(descriptor)
        if types:
            return self._map(*types, descriptor.name, node)
        if descriptor.is_repeated:
            return self._list(descriptor, node)
        value = self._one(descriptor, node)
        if isinstance(value, ScalarValue) and value.value in ("", b"") and not has_presence(descriptor):
            message = f"an empty '{descriptor.name}' is not sent at all; give it a value or leave it out"
            self.problems.add(node.place, node.path, message, needs=self._needs(value.variable))
            return None
        return value

    def _list(self, descriptor: FieldDescriptor, node: Node) -> Value | None:
        if not isinstance(node, Sequence):
            hint = f"; write it as [ {node.value} ]" if isinstance(node, Scalar) and isinstance(node.value, str) else ""
            self._refuse(node, f"'{descriptor.name}' is a list; expected a list, got {describe(node)}{hint}")
            return None
        if not node.items:
            self._refuse(
                node,
                f'an empty list is sent as no list at all, which {self.rpc} may read as "all"; '
                "name the values, or leave the field out if all is what you mean",
            )
            return None
        items = [self._one(descriptor, item) for item in node.items]
        return ListValue(tuple(item for item in items if item is not None))

    def _map(self, key: FieldDescriptor, value: FieldDescriptor, name: str, node: Node) -> Value | None:
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

    def _key(self, descriptor: FieldDescriptor, node: Scalar) -> ScalarValue | None:
        written = str(node.value)
        text = plain_text(written)
        if text is None:
            self._refuse(node, f"a key cannot be a variable, got '{written}'; write a text that begins so with '$$'")
            return None
        if right := _right_key(descriptor, text):
            self._refuse(node, f"expected a key as JSON writes it, got '{text}'; write {right}")
            return None
        key = Scalar(node.place, node.path, _map_key(descriptor, text))
        return scalar_value(descriptor, key, lambda text: self._refuse(node, text))

    def _one(self, descriptor: FieldDescriptor, node: Node) -> Value | None:
        message = descriptor.message_type
        wrapped = wrapped_field(message) if message else None
        if message is not None and wrapped is not None:
            value = self._one(wrapped, node)
            return wrapper_value(message, value) if isinstance(value, ScalarValue) else None
        if isinstance(node, Sequence) and not (message is not None and is_well_known(message)):
            self._refuse(node, f"'{descriptor.name}' takes one value; expected {_expected(descriptor)}, got a list")
            return None
        if message is None:
            return self._scalar(descriptor, node)
        if is_well_known(message):
            return well_known_value(message, node, self._refuse)
        if not isinstance(node, Table):
            names = listing(message.fields_by_name)
            self._refuse(node, f"expected the fields of {message.name} ({names}), got {describe(node)}")
            return None
        return self.message(message, node)

    def _scalar(self, descriptor: FieldDescriptor, node: Node) -> ScalarValue | None:
        if not isinstance(node, Scalar):
            self._refuse(node, f"expected {_expected(descriptor)}, got {describe(node)}")
            return None
        if isinstance(node.value, str):
            text = plain_text(node.value)
            if text is None:
                return self._variable(descriptor, node, node.value)
            node = Scalar(node.place, node.path, text)
        return scalar_value(descriptor, node, lambda text: self._refuse(node, text))

    def _variable(self, descriptor: FieldDescriptor, node: Scalar, text: str) -> ScalarValue | None:
        match = _VARIABLE.fullmatch(text)
        if match is None:
            self._refuse(
                node, f"expected a variable like $INPUT_ID, got '{text}'; write a text that begins so with '$$'"
            )
            return None
        variable = self.variables.get(match[1])
        if variable is None:
            names = [f"${name}" for name in self.variables]
            message = f"unknown variable '{text}'{did_you_mean(text, names)} (variables: {listing(names)})"
            needs = [Part(source, path) for source in self.sources for path in (f"variables.{match[1]}", match[1])]
            self.problems.add_unmatched(node.place, node.path, message, needs=needs)
            if meant := nearest(match[1], self.variables):
                self.problems.meant(Part(source, f"variables.{meant}") for source in self.sources)
            return None
        value = self._example(descriptor, node, variable)
        if value is None:
            return None
        first = self.used.setdefault(variable.name, value)
        if first.kind is not value.kind:
            self._refuse(node, f"{text} stands for {first.kind.value} and {value.kind.value}; use two variables")
        return value

    def _example(self, descriptor: FieldDescriptor, node: Scalar, variable: Variable) -> ScalarValue | None:
        """Return the value of a variable where a request names it."""
        example = variable.example
        text = descriptor.cpp_type == FieldDescriptor.CPPTYPE_STRING and descriptor.type != FieldDescriptor.TYPE_BYTES
        # A number where all else would be right wants quotes: once, where it stands, and not at each use.
        at = example if text and not isinstance(example.value, str) else node
        needs = self._needs(variable.name)

        def refuse(message: str) -> None:
            self.problems.add(at.place, at.path, message, needs=needs)

        return scalar_value(descriptor, example, refuse, variable.name)

    def _needs(self, variable: str | None) -> list[Part]:
        """Return what has to be right where a variable is defined for a value of it to be wrong where it is used."""
        return [Part(self.variables[variable].place.file, f"variables.{variable}")] if variable else []

    def _refuse(self, node: Node, message: str) -> None:
        self.problems.add(node.place, node.path, message)


def _unknown(descriptor: Descriptor, name: str) -> str:
    if name.startswith("["):
        return f"'{name}' is an extension, which no snippet can send; leave it out"
    names = list(descriptor.fields_by_name)
    return f"{descriptor.name} has no field '{name}'{did_you_mean(name, names)} (fields: {listing(names)})"


def _expected(descriptor: FieldDescriptor) -> str:
    if descriptor.message_type is not None:
        return f"the fields of {descriptor.message_type.name}"
    if descriptor.enum_type is not None:
        return f"a name of enum {descriptor.enum_type.name}"
    return {
        FieldDescriptor.CPPTYPE_STRING: "bytes" if descriptor.type == FieldDescriptor.TYPE_BYTES else "text",
        FieldDescriptor.CPPTYPE_BOOL: "true or false",
    }.get(descriptor.cpp_type, "a number")


def _map_key(descriptor: FieldDescriptor, text: str) -> str | int | bool:
    """Return a mapping's key (a text in YAML's tree) as the key type that the map has, as far as it reads so."""
    if descriptor.cpp_type == FieldDescriptor.CPPTYPE_BOOL and text in ("true", "false"):
        return text == "true"
    # Written in one way only, so that no two keys of a mapping are one key of the map.
    if descriptor.cpp_type != FieldDescriptor.CPPTYPE_STRING and re.fullmatch(r"0|-?[1-9][0-9]{0,19}", text):
        return int(text)
    return text


def _right_key(descriptor: FieldDescriptor, text: str) -> str:
    """Return how a key that means a number or a boolean is written; empty where it is right, or means none."""
    right = text
    if descriptor.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        right = text.lower() if text.lower() in ("true", "false") else text
    elif descriptor.cpp_type != FieldDescriptor.CPPTYPE_STRING and re.fullmatch(r"[-+]?[0-9]{1,20}", text):
        right = str(int(text))
    return "" if right == text else right
