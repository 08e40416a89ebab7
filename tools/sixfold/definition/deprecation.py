"""A protobuf descriptor -> whether it is deprecated, and what its comment says of that."""

from __future__ import annotations

import re

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto

_SAYS_SO = re.compile(r"deprecated\b", re.IGNORECASE)
_BEGINS = re.compile(r"\A(?:this (?:field|method|rpc) is )?deprecated\b[\s:.,;-]*", re.IGNORECASE)

# Numbers of fields of `google/protobuf/descriptor.proto`: a location's path is made of them.
_MESSAGES, _SERVICES = 4, 6
_FIELDS, _NESTED, _METHODS = 2, 3, 2


def is_deprecated(descriptor: FieldDescriptor | MethodDescriptor) -> bool:
    """Say whether a definition marks a field or an RPC as deprecated."""
    return bool(descriptor.GetOptions().deprecated)


def replacement(descriptor: FieldDescriptor | MethodDescriptor) -> str:
    """Return what the comment of a deprecated field or RPC says of that, in one line.

    It is empty where nothing is deprecated, and where the definition carries no comments, as generated classes do not.
    """
    return said(comment(descriptor)) if is_deprecated(descriptor) else ""


def comment(descriptor: FieldDescriptor | MethodDescriptor) -> str:
    """Return the comment before and behind a field or an RPC, as far as the definition carries it."""
    owner = descriptor.containing_service if isinstance(descriptor, MethodDescriptor) else descriptor.containing_type
    assert owner is not None, "a field of a request or an answer is one of a message"  # noqa: S101 - for the type checker
    file = FileDescriptorProto.FromString(owner.file.serialized_pb)
    wanted = [*_path_of(owner), _METHODS if isinstance(descriptor, MethodDescriptor) else _FIELDS, descriptor.index]
    found = (location for location in file.source_code_info.location if list(location.path) == wanted)
    return "\n".join(part for one in found for part in (one.leading_comments, one.trailing_comments) if part)


def said(text: str) -> str:
    """Return the paragraph of a comment that speaks of deprecation, in one line, without the word itself in front."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return next((_BEGINS.sub("", part, count=1) for part in paragraphs if _SAYS_SO.search(part)), "")


def _path_of(owner: Descriptor | ServiceDescriptor) -> list[int]:
    if isinstance(owner, ServiceDescriptor):
        return [_SERVICES, owner.index]
    outer = owner.containing_type
    names = [found.full_name for found in (outer.nested_types if outer else owner.file.message_types_by_name.values())]
    return [*([*_path_of(outer), _NESTED] if outer else [_MESSAGES]), names.index(owner.full_name)]
