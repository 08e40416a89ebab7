"""Descriptor sets: of installed modules, and of a small API whose files carry comments."""

from __future__ import annotations

from collections.abc import Iterable

from google.api import annotations_pb2
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet

ANNOTATIONS = annotations_pb2.DESCRIPTOR.name
SERVICES = ("shop.v1.Orders", "shop.v1.Parcels")


def with_imports(files: Iterable[FileDescriptor]) -> FileDescriptorSet:
    """Return the set of some files, each behind those that it imports."""
    made, seen = FileDescriptorSet(), set()

    def add(file: FileDescriptor) -> None:
        if file.name not in seen:
            seen.add(file.name)
            for needed in file.dependencies:
                add(needed)
            file.CopyToProto(made.file.add())

    for file in files:
        add(file)
    return made


def shop_file() -> FileDescriptorProto:
    """Return a file of two services, each with an RPC ``Get`` of its own, with comments on its fields and an RPC."""
    file = FileDescriptorProto(name="shop/v1/shop.proto", package="shop.v1", syntax="proto3")
    file.dependency.append(ANNOTATIONS)
    request = file.message_type.add(name="GetRequest")
    for number, name in enumerate(("name", "view", "bare"), 1):
        field = request.field.add(name=name, number=number)
        field.type, field.label = FieldDescriptorProto.TYPE_STRING, FieldDescriptorProto.LABEL_OPTIONAL
    answer = file.message_type.add(name="Thing").field.add(name="name", number=1)
    answer.type, answer.label = FieldDescriptorProto.TYPE_STRING, FieldDescriptorProto.LABEL_OPTIONAL
    for kind in ("orders", "parcels"):
        service = file.service.add(name=kind.title())
        for name, verb in (("Get", "get"), (f"Delete{kind.title()[:-1]}", "delete")):
            method = service.method.add(name=name, input_type=".shop.v1.GetRequest", output_type=".shop.v1.Thing")
            rule = method.options.Extensions[annotations_pb2.http]
            setattr(rule, verb, f"/v1/{{name={kind}/*}}")
    for path, text in (
        ([4, 0, 2, 0], " The name | of\n the *order*.\n\n Not shown.\n"),
        ([4, 0, 2, 1], " Deprecated: use name.\n"),
        ([6, 0, 2, 1], " Deletes an order.\n"),
    ):
        file.source_code_info.location.add(path=path, span=[1, 1, 2], leading_comments=text)
    return file


def shop(file: FileDescriptorProto | None = None) -> FileDescriptorSet:
    """Return that API as a set, whole; or with another file in its place."""
    made = with_imports([annotations_pb2.DESCRIPTOR])
    made.file.append(file or shop_file())
    return made
