"""Protobuf descriptors with their ``google.api.http`` rules -> the definition, whatever they were read from."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from functools import partial

from google.api import annotations_pb2, http_pb2
from google.protobuf.descriptor import (
    Descriptor,
    EnumDescriptor,
    FieldDescriptor,
    FileDescriptor,
    MethodDescriptor,
    ServiceDescriptor,
)

from sixfold import wire
from sixfold.definition.comments import description, replacement
from sixfold.definition.http_rule import HttpRule
from sixfold.definition.model import Enumeration, Field, FieldKind, Message, Method
from sixfold.value import TypeName

_KINDS = {
    FieldDescriptor.CPPTYPE_STRING: FieldKind.TEXT,
    FieldDescriptor.CPPTYPE_BOOL: FieldKind.BOOLEAN,
    FieldDescriptor.CPPTYPE_INT32: FieldKind.INT32,
    FieldDescriptor.CPPTYPE_UINT32: FieldKind.UINT32,
    FieldDescriptor.CPPTYPE_INT64: FieldKind.INT64,
    FieldDescriptor.CPPTYPE_UINT64: FieldKind.UINT64,
    FieldDescriptor.CPPTYPE_FLOAT: FieldKind.FLOAT,
    FieldDescriptor.CPPTYPE_DOUBLE: FieldKind.DOUBLE,
    FieldDescriptor.CPPTYPE_ENUM: FieldKind.ENUM,
    FieldDescriptor.CPPTYPE_MESSAGE: FieldKind.MESSAGE,
}
_SPECIAL = {FieldDescriptor.TYPE_BYTES: FieldKind.BYTES, FieldDescriptor.TYPE_GROUP: FieldKind.GROUP}


class Adapter:
    """Reads descriptors; what it has read of a message or an enum is the same object each time.

    ``comments`` gives those of a file, by the full names of what they are about.
    """

    def __init__(self, comments: Callable[[FileDescriptor], Mapping[str, str]]) -> None:
        """Begin with nothing read."""
        self._comments = comments
        self._messages: dict[Descriptor, Message] = {}
        self._enumerations: dict[EnumDescriptor, Enumeration] = {}

    def methods(self, service: ServiceDescriptor) -> Mapping[str, Method]:
        """Return the RPCs of a service by their full names."""
        return {method.full_name: self._method(method) for method in service.methods}

    def message(self, found: Descriptor) -> Message:
        """Return what a descriptor says of a message."""
        if found not in self._messages:
            is_entry = bool(found.GetOptions().map_entry)
            self._messages[found] = Message(_type_name(found), is_entry, partial(self._fields, found), found)
        return self._messages[found]

    def _method(self, found: MethodDescriptor) -> Method:
        options = found.GetOptions()
        rule = options.Extensions[annotations_pb2.http]
        comment = partial(self._comment, found.containing_service.file, found.full_name)
        return Method(
            full_name=found.full_name,
            request=self.message(found.input_type),
            response=self.message(found.output_type),
            rules=tuple(made for made in map(_http_rule, (rule, *rule.additional_bindings)) if made),
            streaming=found.client_streaming or found.server_streaming,
            deprecated=bool(options.deprecated),
            replacement=replacement(comment()) if options.deprecated else "",
            _description=lambda: description(comment()),
        )

    def _fields(self, found: Descriptor, owner: Message) -> tuple[Field, ...]:
        return tuple(self._field(field, owner) for field in found.fields)

    def _field(self, found: FieldDescriptor, owner: Message) -> Field:
        oneof = found.containing_oneof
        deprecated = bool(found.GetOptions().deprecated)
        holder = found.containing_type
        assert holder is not None, "a field of a message"  # noqa: S101 - for the type checker
        comment = partial(self._comment, holder.file, found.full_name)
        return Field(
            name=found.name,
            json_name=found.json_name,
            kind=_kind(found),
            owner=owner,
            repeated=bool(found.is_repeated),
            required=bool(found.is_required),
            has_presence=bool(found.has_presence),
            oneof="" if oneof is None else oneof.name,
            deprecated=deprecated,
            _type=partial(self._type, found),
            _replacement=lambda: replacement(comment()) if deprecated else "",
            _description=lambda: description(comment()),
        )

    def _comment(self, file: FileDescriptor, full_name: str) -> str:
        return self._comments(file).get(full_name, "")

    def _type(self, found: FieldDescriptor) -> Message | Enumeration | None:
        if found.message_type is not None:
            return self.message(found.message_type)
        return None if found.enum_type is None else self._enumeration(found.enum_type)

    def _enumeration(self, found: EnumDescriptor) -> Enumeration:
        numbers = {value.name: value.number for value in found.values}
        return self._enumerations.setdefault(found, Enumeration(_type_name(found), numbers))


def _http_rule(rule: http_pb2.HttpRule) -> HttpRule | None:
    pattern = rule.WhichOneof("pattern")
    if pattern is None:
        return None
    verb, path = (
        (rule.custom.kind, rule.custom.path) if pattern == "custom" else (pattern.upper(), getattr(rule, pattern))
    )
    return HttpRule(verb, path, rule.body, rule.response_body, _unfit=partial(_beyond, path))


def _beyond(path: str) -> str:
    """Say what of a path its own grammar does not know, which OpenAPI has."""
    with contextlib.suppress(wire.TemplateError):
        beyond = wire.parse(path).beyond
        return f"its path cannot be read: {beyond}" if beyond else ""
    return ""


def _kind(found: FieldDescriptor) -> FieldKind:
    return _SPECIAL.get(found.type) or _KINDS[found.cpp_type]


def _type_name(found: Descriptor | EnumDescriptor) -> TypeName:
    package = found.file.package
    folder, _, file = found.file.name.rpartition("/")
    # Protobuf's generator for Python does the same to a file's name.
    module = file.removesuffix(".proto").replace("-", "_")
    return TypeName(found.full_name.removeprefix(f"{package}." if package else ""), package, module, folder)


def descriptor(message: Message) -> Descriptor:
    """Return protobuf's own descriptor of a message, for what reads and writes the wire."""
    found = message._origin  # noqa: SLF001 - this adapter's own, which no other knows
    assert isinstance(found, Descriptor), "a message of another adapter"  # noqa: S101 - cannot be a user's doing
    return found
