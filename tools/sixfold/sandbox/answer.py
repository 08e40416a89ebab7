"""What the API answers, and what of it each transport carries: its own status where the answer has one, else theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from sixfold import definition
from sixfold.contract import Contract, Reply
from sixfold.definition import descriptor
from sixfold.frozen import frozen
from sixfold.json_value import MEDIA_TYPE, Json, JsonObject
from sixfold.sandbox.behaviour import ApiStatus
from sixfold.status import StatusPaths
from sixfold.wire import Transport

_WHOLE = (FieldDescriptor.CPPTYPE_ENUM, FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_INT64)
_MESSAGES = ("message", "detail", "title", "error", "error_description", "description")
"""What a failure is told by, in the answers of most APIs."""
_TEXT = (FieldDescriptor.CPPTYPE_STRING,)


@frozen
class Envelope:
    """What stands around a request on the wire; the fields mean what they mean in Call."""

    transport: Transport
    verb: str
    path: str
    signed: tuple[str | None, ...]
    content_type: str | None


@frozen
class Answer:
    """What the API answers: a status, its details, and the response message (None for an unknown method).

    ``paths`` say where answers hold the API's own status, None where they hold none. ``response_body`` is the one
    field of the message that its REST form is made of, and is empty for all of them. ``reply`` is what a definition
    documents as the answer over HTTP, in the place of a message, and ``told`` what of it says what went wrong.
    """

    status: ApiStatus
    details: str
    request_id: str
    message: Message | None
    paths: StatusPaths | None = None
    response_body: str = ""
    reply: Reply | None = None
    told: str = ""

    @property
    def failed(self) -> bool:
        """Whether HTTP calls it a failure."""
        return self.status.http >= 400  # noqa: PLR2004 - where HTTP's failures begin

    @property
    def tells_status(self) -> bool:
        """Whether the response message has a field for the API's own status."""
        return self.message is not None and bool(status_fields(self.message, self.paths))

    @property
    def grpc_status(self) -> str:
        """The name of gRPC's status: a response that can tell of a failure itself is no failure of gRPC's."""
        return self.status.grpc if self.failed and not self.tells_status else "OK"

    @property
    def json(self) -> Json:
        """The REST form: the definition's field names, numbers for enums."""
        if self.reply is not None:
            return self.reply.body
        if self.response_body and self.message is not None:
            whole = json_format.MessageToDict(
                self.message, always_print_fields_with_no_presence=True, preserving_proto_field_name=True
            )
            return cast("Json", whole.get(self.response_body))
        if self.message is not None and self.tells_status:
            return json_format.MessageToDict(
                self.message, preserving_proto_field_name=True, use_integers_for_enums=True
            )
        if self.message is not None and not self.failed:
            return json_format.MessageToDict(self.message, preserving_proto_field_name=True)
        return self._failure

    @property
    def _failure(self) -> JsonObject:
        """What REST answers where no message can tell of a failure: the API's own status, else a google.rpc.Status."""
        if self.paths is None:
            code: int = grpc.StatusCode[self.status.grpc].value[0]
            return {"code": code, "message": self.grpc_details, "details": []}
        values: dict[str, str | int] = {
            "code": self.status.number,
            "description": self.status.description,
            "details": self.details,
            "request_id": self.request_id,
        }
        return _nested(self.paths, values)

    @property
    def grpc_details(self) -> str:
        """The one text that goes with gRPC's own status, where the response message has no field for the API's."""
        return self.details or self.status.description

    def said(self, envelope: Envelope) -> tuple[str, str]:
        """Return description and details as far as the answer holds them on this transport, else empty."""
        if self.reply is not None:
            return "", "" if envelope.verb == "HEAD" else self.told
        texts = self.status.description, self.details
        part = self.response_body if self.message is not None else ""
        if envelope.transport is Transport.REST and (envelope.verb == "HEAD" or not self._is_in(part)):
            return "", ""
        if self.message is not None and self.tells_status:
            fields = status_fields(self.message, self.paths)
            return texts[0] if "description" in fields else "", texts[1] if "details" in fields else ""
        if not self.failed and (self.message is not None or envelope.transport is Transport.GRPC):
            return "", ""
        if envelope.transport is Transport.REST and self.paths is not None:
            given = self.paths.given
            return texts[0] if "description" in given else "", texts[1] if "details" in given else ""
        return ("", self.details) if self.details else texts

    def _is_in(self, part: str) -> bool:
        """Say whether the API's own status is in the part of the message that REST answers with."""
        return not part or (self.paths is not None and self.paths.code.partition(".")[0] == part)


def documented(contract: Contract, status: ApiStatus, details: str, request_id: str) -> Answer:
    """Return the answer that a definition documents for a status; for one that it does not, a message of what is wrong.

    Where a documented failure has a place for such a message, it stands there.
    """
    if status.http < 400:  # noqa: PLR2004 - where HTTP's failures begin
        reply = contract.success()
        return Answer(replace(status, http=reply.status), details, request_id, None, reply=reply)
    said = details or status.description
    found = contract.failure(status.http)
    body: JsonObject = {_MESSAGES[0]: ""}
    if found is not None and isinstance(found.body, dict):
        body = found.body
    place = next((name for name in _MESSAGES if isinstance(body.get(name), str)), "")
    whole: JsonObject = {**body, place: said} if place else body
    media_type = found.media_type if found is not None and found.media_type else MEDIA_TYPE
    reply = Reply(status.http, whole, media_type)
    return Answer(status, details, request_id, None, reply=reply, told=said if place else "")


def with_status(response: definition.Message, paths: StatusPaths | None, values: Mapping[str, str | int]) -> Message:
    """Return a response that says of the API's own status what it can, and no more."""
    message = message_factory.GetMessageClass(descriptor(response))()
    if paths is not None:
        fields = status_fields(message, paths)
        json_format.ParseDict(_nested(paths, {name: values[name] for name in fields}), message)
    return message


def status_fields(response: Message, paths: StatusPaths | None) -> frozenset[str]:
    """Return what a response can say of the API's own status, by `StatusPaths.given`; nothing where it has no code."""
    given = paths.given if paths else {}
    within = cast("Descriptor", response.DESCRIPTOR)
    found = {name for name, path in given.items() if _takes(within, path, _WHOLE if name == "code" else _TEXT)}
    return frozenset(found) if "code" in found else frozenset()


def _takes(message: Descriptor, path: str, types: tuple[int, ...]) -> bool:
    within: Descriptor | None = message
    field: FieldDescriptor | None = None
    for name in path.split("."):
        field = within.fields_by_name.get(name) if within is not None else None
        if field is None or field.is_repeated:
            return False
        within = field.message_type
    return field is not None and field.cpp_type in types and field.type != FieldDescriptor.TYPE_BYTES


def _nested(paths: StatusPaths, values: Mapping[str, str | int]) -> JsonObject:
    """Return values under the names of their paths; of those that have none, nothing."""
    whole: JsonObject = {}
    for name, path in paths.given.items():
        if name in values:
            *parents, last = path.split(".")
            within = whole
            for parent in parents:
                within = cast("JsonObject", within.setdefault(parent, {}))
            within[last] = values[name]
    return whole
