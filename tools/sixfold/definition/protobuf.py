"""Protobuf descriptors with their ``google.api.http`` rules -> the definition. Nothing of YAML."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import sys
from functools import cache, partial
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

from google.api import annotations_pb2, http_pb2
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor

from sixfold.definition.deprecation import is_deprecated, replacement
from sixfold.definition.model import DefinitionError, Enumeration, Field, FieldKind, HttpRule, Message, Method, Service
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


def load(package: str, version: str, module: str, service: str) -> Service:
    """Load a service from an installed Python package of generated protobuf classes.

    :param package: the distribution's name, as pip knows it.
    :param version: the version that the project is pinned to; another one would make other files.
    :param module: the generated module that holds the service, e.g. ``clarifai_grpc.grpc.api.service_pb2``.
    :param service: the service's full name.
    :raises DefinitionError: when one of them is not there.
    """
    try:
        installed = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise DefinitionError(f"{package} is not installed; run: pip install {package}=={version}") from None
    if installed != version:
        raise DefinitionError(
            f"expected {package} {version}, got {installed}; install that version or change 'definition.version'"
        )
    try:
        pool = _module(package, module).DESCRIPTOR.pool
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a module of somebody's does when it is loaded
        said = "" if isinstance(error, ImportError | AttributeError) else f": it ends in {type(error).__name__}"
        raise DefinitionError(f"{package} {version} has no protobuf module '{module}'{said}") from None
    try:
        descriptor: ServiceDescriptor = pool.FindServiceByName(service)
    except KeyError:
        raise DefinitionError(f"'{module}' has no service '{service}'") from None
    methods = {method.full_name: _method(method) for method in descriptor.methods}
    return Service(service, package, version, methods)


def _module(package: str, name: str) -> ModuleType:
    """Load a module, one of the package's own alone: loading starts what a module says.

    :raises ImportError: when the package has none of that name, or another one stands in for it.
    """
    if name in sys.modules:
        return sys.modules[name]
    path = name.replace(".", "/")
    named = (f"{path}.py", f"{path}/__init__.py")
    own = [file for file in importlib.metadata.files(package) or () if file.as_posix() in named]
    top = PathFinder.find_spec(name.partition(".")[0]) if own else None
    places = [top.origin, *(top.submodule_search_locations or ())] if top else []
    real = [Path(os.path.realpath(place)) for place in places if place]
    if not any(Path(os.path.realpath(str(file.locate()))).is_relative_to(place) for file in own for place in real):
        raise ImportError(name)
    return importlib.import_module(name)


def _method(descriptor: MethodDescriptor) -> Method:
    options = descriptor.GetOptions()
    rule = options.Extensions[annotations_pb2.http]
    rules = tuple(found for found in map(_http_rule, (rule, *rule.additional_bindings)) if found)
    return Method(
        full_name=descriptor.full_name,
        request=message_of(descriptor.input_type),
        response=message_of(descriptor.output_type),
        rules=rules,
        streaming=descriptor.client_streaming or descriptor.server_streaming,
        deprecated=is_deprecated(descriptor),
        replacement=replacement(descriptor),
    )


def _http_rule(rule: http_pb2.HttpRule) -> HttpRule | None:
    pattern = rule.WhichOneof("pattern")
    if pattern is None:
        return None
    if pattern == "custom":
        return HttpRule(rule.custom.kind, rule.custom.path, rule.body, rule.response_body)
    return HttpRule(pattern.upper(), getattr(rule, pattern), rule.body, rule.response_body)


@cache
def message_of(descriptor: Descriptor) -> Message:
    """Return what a descriptor says of a message; the same object each time."""
    is_entry = bool(descriptor.GetOptions().map_entry)
    return Message(_type_name(descriptor), is_entry, partial(_fields, descriptor), descriptor)


def _fields(descriptor: Descriptor, owner: Message) -> tuple[Field, ...]:
    return tuple(_field(field, owner) for field in descriptor.fields)


def _field(descriptor: FieldDescriptor, owner: Message) -> Field:
    oneof = descriptor.containing_oneof
    return Field(
        name=descriptor.name,
        json_name=descriptor.json_name,
        kind=_kind(descriptor),
        owner=owner,
        repeated=bool(descriptor.is_repeated),
        required=bool(descriptor.is_required),
        has_presence=bool(descriptor.has_presence),
        oneof="" if oneof is None else oneof.name,
        deprecated=is_deprecated(descriptor),
        _type=partial(_type, descriptor),
        _replacement=partial(replacement, descriptor),
    )


def _kind(descriptor: FieldDescriptor) -> FieldKind:
    special = {FieldDescriptor.TYPE_BYTES: FieldKind.BYTES, FieldDescriptor.TYPE_GROUP: FieldKind.GROUP}
    return special.get(descriptor.type, _KINDS[descriptor.cpp_type])


def _type(descriptor: FieldDescriptor) -> Message | Enumeration | None:
    if descriptor.message_type is not None:
        return message_of(descriptor.message_type)
    return None if descriptor.enum_type is None else _enumeration(descriptor.enum_type)


@cache
def _enumeration(descriptor: EnumDescriptor) -> Enumeration:
    return Enumeration(_type_name(descriptor), {value.name: value.number for value in descriptor.values})


def _type_name(descriptor: Descriptor | EnumDescriptor) -> TypeName:
    package = descriptor.file.package
    folder, _, file = descriptor.file.name.rpartition("/")
    # Protobuf's generator for Python does the same to a file's name.
    module = file.removesuffix(".proto").replace("-", "_")
    return TypeName(descriptor.full_name.removeprefix(f"{package}." if package else ""), package, module, folder)


def descriptor(message: Message) -> Descriptor:
    """Return protobuf's own descriptor of a message, for what reads and writes the wire."""
    found = message._origin  # noqa: SLF001 - this adapter's own, which no other knows
    assert isinstance(found, Descriptor), "a message of another adapter"  # noqa: S101 - cannot be a user's doing
    return found
