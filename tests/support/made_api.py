"""APIs made for one test: a few lines say the messages and the RPCs, and the rest of the test speaks of requests.

A field is written as in a proto file, less its number: ``string book_id``, ``repeated Thing things``,
``optional int32 count``, ``map<string, Thing> things``. Types with a dot are full names of another file's.
"""

from __future__ import annotations

import importlib.metadata
import itertools
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from google.api import annotations_pb2, http_pb2, httpbody_pb2
from google.protobuf import (
    any_pb2,
    descriptor_pool,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto, MethodOptions
from google.protobuf.json_format import ParseDict
from google.rpc import status_pb2
from google.type import date_pb2, latlng_pb2, money_pb2

from sixfold.definition import ApiDefinition
from sixfold.definition.package import load_package
from sixfold.document import source
from sixfold.errors import Problems
from sixfold.request import Context, Request, build_request
from sixfold.spec.parse import parse_api, parse_page

PACKAGE = "googleapis-common-protos"
"""A distribution that is installed: what is made here stands for one of its modules."""

FIELDS = FieldDescriptorProto
IMPORTS = (
    annotations_pb2,
    httpbody_pb2,
    any_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
    status_pb2,
    date_pb2,
    latlng_pb2,
    money_pb2,
)
_SCALARS = frozenset(FIELDS.Type.keys())
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Rpc:
    """An RPC: the type of its request, and its HTTP rule as JSON writes one; ``answer`` is the type of its answer."""

    request: str
    http: Mapping[str, Any]
    answer: str = "Answer"
    streams: bool = False


@dataclass(frozen=True)
class Made:
    """An API that was made: its definition, and where its definition is found."""

    definition: ApiDefinition
    module: str

    @property
    def api_yaml(self) -> str:
        """The ``api.yaml`` of a project for it."""
        return textwrap.dedent(f"""\
            name: Made
            host: api.example.com
            definition:
              package: {PACKAGE}
              version: {self.definition.version}
              module: {self.module}
              service: {self.definition.name}
            authentication: {{header: Authorization, scheme: Key, variable: PAT}}
            success: {{field: status.code, value: SUCCESS, description: status.description, details: status.details}}
            sections:
              guide: The Guide
            variables:
              PAT: {{example: secret, description: Your token.}}
            """)

    def request(
        self, folder: Path, rpc: str, request: str, path: str = "", examples: str = ""
    ) -> tuple[Request | None, list[str]]:
        """Build the request of an operation; give it and the problems, without their places."""
        problems = Problems()
        text = "title: T\ndescription: D\n"
        text += f"variables:\n{textwrap.indent(examples, '  ')}\n" if examples else ""
        text += f"operations:\n- id: one\n  title: T\n  text: t\n  rpc: {rpc}\n"
        text += f"  path: {path!r}\n" if path else ""
        text += f"  request:\n{textwrap.indent(textwrap.dedent(request), '    ')}\n" if request else ""
        (folder / "api.yaml").write_text(self.api_yaml)
        (folder / "page.yaml").write_text(text)
        tables = [source.read(folder / name, name, problems) for name in ("api.yaml", "page.yaml")]
        assert tables[0] is not None
        assert tables[1] is not None, problems.found
        api = parse_api(tables[0], "api.yaml", problems)
        page = parse_page(tables[1], "guide/page", "page.yaml", problems)
        found = build_request(Context(api, self.definition, problems), page, page.operations[0])
        return found, [str(problem).partition("operations[0].")[2] for problem in problems.found]


def make(messages: Mapping[str, Sequence[str]], rpcs: Mapping[str, Rpc], *, syntax: str = "proto3") -> Made:
    """Make an API; every answer has a status, as the ``Answer`` that is there beside the given messages."""
    name = f"made{next(_NUMBERS)}"
    file = FileDescriptorProto(name=f"{name}/service.proto", package=name, syntax=syntax)
    file.dependency.extend(module.DESCRIPTOR.name for module in IMPORTS)
    code = file.enum_type.add(name="Code")
    for number, value in enumerate(("UNKNOWN", "SUCCESS", "FAILURE")):
        code.value.add(name=value, number=number)
    whole = {
        "Status": ["Code code", "string description", "string details", "string req_id"],
        "Answer": ["Status status"],
        **messages,
    }
    for message, fields in whole.items():
        _message(file.message_type.add(name=message), fields, name, set(whole))
    service = file.service.add(name="Made")
    for rpc, facts in rpcs.items():
        method = service.method.add(name=rpc, server_streaming=facts.streams)
        method.input_type = _type(facts.request, name)
        method.output_type = _type(facts.answer, name)
        ParseDict(dict(facts.http), _rule(method.options))
    module = ModuleType(f"{name}_pb2")
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())
    module.DESCRIPTOR = pool.FindFileByName(file.name)  # type: ignore[attr-defined]  # as protoc's modules have it
    sys.modules[module.__name__] = module
    version = importlib.metadata.version(PACKAGE)
    return Made(load_package(PACKAGE, version, [module.__name__], [f"{name}.Made"]), module.__name__)


def _rule(options: MethodOptions) -> http_pb2.HttpRule:
    rule: http_pb2.HttpRule = options.Extensions[annotations_pb2.http]
    return rule


def _type(name: str, package: str) -> str:
    return f".{name}" if "." in name else f".{package}.{name}"


def _message(message: DescriptorProto, fields: Sequence[str], package: str, known: set[str]) -> None:
    for number, written in enumerate(fields, 1):
        words = written.replace(", ", ",").split()
        field = message.field.add(name=words[-1], number=number, label=FIELDS.LABEL_OPTIONAL)
        kind = words[-2]
        if words[0] == "repeated" or kind.startswith("map<"):
            field.label = FIELDS.LABEL_REPEATED
        elif words[0] == "required":
            field.label = FIELDS.LABEL_REQUIRED
        elif words[0] == "optional":
            message.oneof_decl.add(name=f"_{field.name}")
            field.oneof_index, field.proto3_optional = len(message.oneof_decl) - 1, True
        if kind.startswith("map<"):
            key, value = kind.removeprefix("map<").removesuffix(">").split(",")
            entry = message.nested_type.add(name=f"{field.name.title().replace('_', '')}Entry")
            entry.options.map_entry = True
            _message(entry, [f"{key} key", f"{value} value"], package, known)
            field.type, field.type_name = FIELDS.TYPE_MESSAGE, f".{package}.{message.name}.{entry.name}"
        else:
            _set_type(field, kind, package, known)


def _set_type(field: FieldDescriptorProto, kind: str, package: str, known: set[str]) -> None:
    scalar = f"TYPE_{kind.upper()}"
    if kind == "group":
        field.type, field.type_name = FIELDS.TYPE_GROUP, f".{package}.{field.name.title()}"
    elif scalar in _SCALARS:
        field.type = FIELDS.Type.Value(scalar)
    else:
        enum = kind in {"Code", "google.protobuf.NullValue"}
        assert enum or "." in kind or kind in known, kind
        field.type = FIELDS.TYPE_ENUM if enum else FIELDS.TYPE_MESSAGE
        field.type_name = _type(kind, package)
