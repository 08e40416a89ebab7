"""Comments of a definition's files -> what they say of each thing by its full name, and what of that is for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto

_SAYS_SO = re.compile(r"deprecated\b", re.IGNORECASE)
_BEGINS = re.compile(r"\A(?:this (?:field|method|rpc) is )?deprecated\b[\s:.,;-]*", re.IGNORECASE)
# What the API's own people write for each other: aip.dev/192 for comments in brackets, and marks of linters.
_INTERNAL = re.compile(r"\(--.*?--\)|^[ \t]*(?:buf:lint:|@exclude|nolint\b)[^\n]*$", re.DOTALL | re.MULTILINE)

# Numbers of fields of `google/protobuf/descriptor.proto`: a location's path is made of them.
_MESSAGES, _SERVICES = 4, 6
_FIELDS, _NESTED, _METHODS = 2, 3, 2

_Path = tuple[int, ...]


def comments(file: FileDescriptorProto) -> Mapping[str, str]:
    """Return the comment before and behind each message, field, service and RPC that has one, by full name.

    There is none where the file carries no comments, as generated classes do not.
    """
    places = {tuple(location.path): location for location in file.source_code_info.location}
    if not places:
        return {}
    prefix = f"{file.package}." if file.package else ""
    found = {}
    for path, name in (*_messages(file.message_type, (_MESSAGES,), prefix), *_services(file, prefix)):
        location = places.get(path)
        parts = (location.leading_comments, location.trailing_comments) if location else ()
        if text := "\n".join(part for part in parts if part):
            found[name] = text
    return found


def _messages(messages: Sequence[DescriptorProto], place: _Path, prefix: str) -> Iterator[tuple[_Path, str]]:
    for index, message in enumerate(messages):
        path, name = (*place, index), f"{prefix}{message.name}"
        yield path, name
        for number, field in enumerate(message.field):
            yield (*path, _FIELDS, number), f"{name}.{field.name}"
        yield from _messages(message.nested_type, (*path, _NESTED), f"{name}.")


def _services(file: FileDescriptorProto, prefix: str) -> Iterator[tuple[_Path, str]]:
    for index, service in enumerate(file.service):
        path = (_SERVICES, index)
        yield path, f"{prefix}{service.name}"
        for number, method in enumerate(service.method):
            yield (*path, _METHODS, number), f"{prefix}{service.name}.{method.name}"


def replacement(text: str) -> str:
    """Return the paragraph of a comment that speaks of deprecation, in one line, without the word itself in front."""
    return next((_BEGINS.sub("", part, count=1) for part in _paragraphs(text) if _SAYS_SO.search(part)), "")


def description(text: str) -> str:
    """Return the first paragraph of a comment that is for readers and speaks of no deprecation, in one line."""
    return next((part for part in _paragraphs(_INTERNAL.sub("", text)) if part and not _SAYS_SO.search(part)), "")


def _paragraphs(text: str) -> Iterator[str]:
    return (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
