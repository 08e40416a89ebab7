"""The API itself, whatever the transport: a decoded request -> a recorded answer and the change it makes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import Enum
from typing import cast

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from sixfold.definition import descriptor
from sixfold.json_value import Json, JsonObject
from sixfold.sandbox.behaviour import Behaviour, Outcome, Status
from sixfold.sandbox.deletion import RefusedError, doomed
from sixfold.sandbox.filling import fill
from sixfold.sandbox.records import Call, CallRecorder
from sixfold.sandbox.resources import ResourceStore
from sixfold.sandbox.transcoding import Decoded
from sixfold.signing import Signing
from sixfold.wire import Transport

DETAILS = {
    Outcome.KEY_WRONG: "invalid key",
    Outcome.UNSUPPORTED: "the sandbox has no streaming calls",
    Outcome.FAILURE: "the sandbox was told to fail",
}


class Fault(Enum):
    """A failure that the sandbox is told to make: none, a status that says failure, or a closed connection."""

    NONE = "none"
    FAILURE_STATUS = "failure status"
    DISCONNECT = "disconnect"


@dataclass(frozen=True)
class KeyCheck:
    """The authorization that is right: how a call is signed, and with which key; with anything where that is None."""

    signing: Signing
    key: str | None

    def refusal(self, authorization: str | None) -> Outcome | None:
        """Return what is wrong with an authorization, None where it is right."""
        if self.key is None:
            return None
        key = self.signing.key_in(authorization)
        if key is None:
            return Outcome.KEY_MISSING
        return None if key == self.key else Outcome.KEY_WRONG


@dataclass(frozen=True)
class Envelope:
    """What stands around a request on the wire; the fields mean what they mean in Call."""

    transport: Transport
    verb: str
    path: str
    authorization: str | None
    content_type: str | None


@dataclass(frozen=True)
class Answer:
    """What the API answers: a status, its details, and the response message (None for an unknown method).

    ``response_body`` is the one field of the message that its REST form is made of, and is empty for all of them.
    """

    status: Status
    details: str
    request_id: str
    message: Message | None
    response_body: str = ""

    @property
    def failed(self) -> bool:
        """Whether HTTP calls it a failure."""
        return self.status.http >= 400  # noqa: PLR2004 - where HTTP's failures begin

    @property
    def tells_status(self) -> bool:
        """Whether the response message has a field for the API's own status."""
        return self.message is not None and bool(status_fields(self.message))

    @property
    def grpc_status(self) -> str:
        """The name of gRPC's status: a response that can tell of a failure itself is no failure of gRPC's."""
        return self.status.grpc if self.failed and not self.tells_status else "OK"

    @property
    def json(self) -> Json:
        """The REST form: the definition's field names, numbers for enums."""
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
        status: JsonObject = {
            "code": self.status.number,
            "description": self.status.description,
            "details": self.details,
            "req_id": self.request_id,
        }
        return {"status": status}

    @property
    def grpc_details(self) -> str:
        """The one text that goes with gRPC's own status, where the response message has no field for the API's."""
        return self.details or self.status.description

    def said(self, envelope: Envelope) -> tuple[str, str]:
        """Return description and details as far as the answer holds them on this transport, else empty."""
        texts = self.status.description, self.details
        part = self.response_body if self.message is not None else ""
        if envelope.transport is Transport.REST and (envelope.verb == "HEAD" or part not in ("", "status")):
            return "", ""
        if self.message is not None and self.tells_status:
            fields = status_fields(self.message)
            return texts[0] if "description" in fields else "", texts[1] if "details" in fields else ""
        if envelope.transport is Transport.REST:
            return texts if self.failed or self.message is None else ("", "")
        if not self.failed:
            return "", ""
        return ("", self.details) if self.details else texts


def status_fields(response: Message) -> frozenset[str]:
    """Return what a response can say of the API's own status, by the names of fields; nothing where it has no code."""
    field = response.DESCRIPTOR.fields_by_name.get("status")
    if field is None or field.is_repeated or field.message_type is None:
        return frozenset()
    known = field.message_type.fields_by_name
    whole = (FieldDescriptor.CPPTYPE_ENUM, FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_INT64)
    types = {"code": whole, **dict.fromkeys(("description", "details", "req_id"), (FieldDescriptor.CPPTYPE_STRING,))}
    found = {
        name
        for name, allowed in types.items()
        if name in known
        and not known[name].is_repeated
        and known[name].cpp_type in allowed
        and known[name].type != FieldDescriptor.TYPE_BYTES
    }
    return frozenset(found) if "code" in found else frozenset()


class StandIn:
    """Answers requests by the behaviour, on one world, and records them."""

    def __init__(
        self, behaviour: Behaviour, store: ResourceStore, lock: KeyCheck, *, fault: Fault, recorder: CallRecorder
    ) -> None:
        """Keep what all calls share."""
        self._behaviour = behaviour
        self._store = store
        self.lock = lock
        self.fault = fault
        self._recorder = recorder
        self._numbers = itertools.count(1)

    def answer(self, envelope: Envelope, decoded: Decoded) -> Answer | None:
        """Answer and record one request; None means that the connection is to be closed without an answer."""
        if self.fault is Fault.DISCONNECT:
            self._record(envelope, decoded, None)
            return None
        status, details = self._outcome(envelope, decoded)
        answer = self._answer(decoded, status, details)
        self._record(envelope, decoded, answer)
        return answer

    def _outcome(self, envelope: Envelope, decoded: Decoded) -> tuple[Status, str]:
        outcome = self._refusal(envelope, decoded)
        statuses = self._behaviour.statuses
        if outcome is not None:
            return statuses[outcome], self._details(outcome, decoded)
        rule = self._behaviour.rules.get(decoded.method.full_name) if decoded.method else None
        message = decoded.message
        if rule is not None and message is not None:
            try:
                self._store.delete(lambda existing: doomed(rule, message, existing))
            except RefusedError as refused:
                return refused.status or statuses[refused.outcome], refused.details
        return statuses[Outcome.SUCCESS], ""

    def _details(self, outcome: Outcome, decoded: Decoded) -> str:
        if outcome is Outcome.KEY_MISSING:
            return f"expected the header '{self.lock.signing.shown}'"
        return DETAILS.get(outcome) or decoded.problem or ""

    def _refusal(self, envelope: Envelope, decoded: Decoded) -> Outcome | None:
        if decoded.method is None:
            return decoded.outcome
        refused = self.lock.refusal(envelope.authorization)
        if refused is not None:
            return refused
        if decoded.outcome is not None:
            return decoded.outcome
        return Outcome.FAILURE if self.fault is Fault.FAILURE_STATUS else None

    def _answer(self, decoded: Decoded, status: Status, details: str) -> Answer:
        request_id = f"sandbox-{next(self._numbers)}"
        if decoded.method is None:
            return Answer(status, details, request_id, None)
        message = message_factory.GetMessageClass(descriptor(decoded.method.response))()
        values = {"code": status.number, "description": status.description, "details": details, "req_id": request_id}
        if fields := status_fields(message):
            json_format.ParseDict({"status": {name: values[name] for name in fields}}, message)
        if self._behaviour.fills and status == self._behaviour.statuses[Outcome.SUCCESS]:
            fill(message, decoded.message)
        return Answer(status, details, request_id, message, decoded.response_body)

    def _record(self, envelope: Envelope, decoded: Decoded, answer: Answer | None) -> None:
        description, details = answer.said(envelope) if answer else ("", "")
        if answer and envelope.transport is Transport.GRPC and (decoded.method is None or decoded.method.streaming):
            # No such call can be answered with a message.
            description, details = "", decoded.problem or ""
        self._recorder.call(
            Call(
                transport=envelope.transport,
                rpc=decoded.method.full_name if decoded.method else None,
                verb=envelope.verb,
                path=envelope.path,
                authorization=envelope.authorization,
                content_type=envelope.content_type,
                message=decoded.message,
                unknown_fields=decoded.unknown_fields,
                status=answer.status.name if answer else None,
                http_status=answer.status.http if answer else None,
                problem=decoded.problem,
                description=description,
                details=details,
                number=answer.status.number if answer else 0,
                grpc_status=answer.grpc_status if answer else None,
                answer=answer.json if answer else None,
            )
        )
