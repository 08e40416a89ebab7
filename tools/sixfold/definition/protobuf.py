"""The API definition -> services and methods: protobuf descriptors with their ``google.api.http`` rules.

Everything the API itself knows comes from here, never from a spec's author. Nothing of YAML.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

from google.api import annotations_pb2, http_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor

from sixfold import wire
from sixfold.definition.deprecation import is_deprecated, replacement
from sixfold.errors import SixfoldError
from sixfold.names import did_you_mean
from sixfold.wire import Template, TemplateError


class DefinitionError(SixfoldError):
    """What is named is not there: package, module, service or RPC; or not in the version that the project states."""


@dataclass(frozen=True)
class HttpRule:
    """One binding of an RPC to HTTP: verb, path with ``{field.path}`` parameters, and where the body comes from.

    ``body`` is ``*`` (every field that is not in the path), the name of one field, or empty for none; ``response_body``
    is the name of the one field that is answered, or empty for the whole answer.
    """

    verb: str
    path: str
    body: str
    response_body: str = ""

    @property
    def template(self) -> Template:
        """The path in its parts.

        :raises TemplateError: when the grammar of paths does not know it.
        """
        return wire.parse(self.path)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The field paths that the path holds, in its order; none where it cannot be read."""
        try:
            return tuple(parameter.field for parameter in self.template.parameters)
        except TemplateError:
            return ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The path cut at its parameters: text, field path, text, field path … text.

        :raises TemplateError: when the grammar of paths does not know it.
        """
        pieces = self.template.pieces
        parts = tuple(piece if isinstance(piece, str) else piece.field for piece in pieces)
        return parts if len(parts) % 2 else (*parts, "")


@dataclass(frozen=True)
class Method:
    """One RPC; ``full_name`` is its key (``clarifai.api.V2.DeleteInput``), and ``name`` the last part of that.

    ``rules`` are its HTTP bindings, the definition's first one first. ``replacement`` is what the definition's comment
    says of a deprecated one, empty where it carries none.
    """

    full_name: str
    request: Descriptor
    response: Descriptor
    rules: tuple[HttpRule, ...]
    streaming: bool
    deprecated: bool
    replacement: str = ""

    @property
    def name(self) -> str:
        """What its service calls it, as client libraries do."""
        return self.full_name.rpartition(".")[2]


@dataclass(frozen=True)
class Service:
    """A service: its full name (``clarifai.api.V2``), the package it came from, and its methods by their full names.

    What a person or a client library wrote is resolved by `method` or `named`, and nowhere else.
    """

    name: str
    package: str
    version: str
    methods: Mapping[str, Method]

    def named(self, name: str) -> tuple[Method, ...]:
        """Return the RPCs that a name can mean: that of this full name, or all that their service calls so."""
        if name in self.methods:
            return (self.methods[name],)
        return tuple(method for method in self.methods.values() if method.name == name)

    def method(self, name: str) -> Method:
        """Return the RPC of a name, which may be the full one.

        :raises DefinitionError: when it has none of this name, or several.
        """
        found = self.named(name)
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(method.full_name for method in found)
            raise DefinitionError(f"'{name}' is the name of {len(found)} RPCs; expected one of: {candidates}")
        known = self.methods if "." in name else dict.fromkeys(method.name for method in self.methods.values())
        raise DefinitionError(f"{self.name} has no RPC '{name}'{did_you_mean(name, known)}")

    def shortest(self, full_name: str) -> str:
        """Return the shortest name that means this RPC and no other."""
        own = full_name.rpartition(".")[2]
        if full_name in self.methods:
            return own if len(self.named(own)) == 1 else full_name
        return full_name if self.named(own) else full_name.removeprefix(f"{self.name}.")


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
        request=descriptor.input_type,
        response=descriptor.output_type,
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


def map_types(field: FieldDescriptor) -> tuple[FieldDescriptor, FieldDescriptor] | None:
    """Return the key and value fields of a map field, or None for any other field."""
    entry = field.message_type
    if entry is None or not entry.GetOptions().map_entry:
        return None
    return entry.fields_by_name["key"], entry.fields_by_name["value"]


def has_presence(field: FieldDescriptor) -> bool:
    """Say whether the wire tells a field that is set to its default from one that is not set."""
    return bool(field.has_presence)
