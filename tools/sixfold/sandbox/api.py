"""The API itself, whatever the transport: a decoded request -> a recorded answer and the change it makes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from email.message import Message
from enum import Enum
from urllib.parse import unquote_plus

from sixfold.definition import Method
from sixfold.frozen import frozen
from sixfold.sandbox.answer import Answer, Envelope, documented, with_status
from sixfold.sandbox.behaviour import ApiStatus, Behaviour, CallOutcome
from sixfold.sandbox.deletion import RefusedError, doomed
from sixfold.sandbox.filling import fill
from sixfold.sandbox.records import Call, CallRecorder
from sixfold.sandbox.resources import ResourceStore
from sixfold.sandbox.transcoding import Decoded
from sixfold.signing import Signing
from sixfold.wire import Transport

DETAILS = {
    CallOutcome.KEY_WRONG: "invalid key",
    CallOutcome.UNSUPPORTED: "the sandbox has no streaming calls",
    CallOutcome.FAILURE: "the sandbox was told to fail",
}


class Fault(Enum):
    """A failure that the sandbox is told to make: none, a status that says failure, or a closed connection."""

    NONE = "none"
    FAILURE_STATUS = "failure status"
    DISCONNECT = "disconnect"


@frozen
class KeyCheck:
    """What signs a call rightly: how it does so, and its keys, one a credential; any keys where they are None."""

    signing: Signing
    keys: tuple[str, ...] | None

    def refusal(self, method: Method, signed: Sequence[str | None]) -> tuple[CallOutcome, str] | None:
        """Return what is wrong with what signs a call, and how it is told; None where nothing is.

        :param signed: what the call has where each credential stands.
        """
        if self.keys is None:
            return None
        outcomes = []
        for place in self.signing.chosen(method.signing):
            credential, wanted = self.signing.credentials[place], self.keys[place]
            key = credential.key_in(signed[place])
            if key is None:
                what = "parameter" if credential.query else "header"
                return CallOutcome.KEY_MISSING, f"expected the {what} '{credential.shown}'"
            outcomes += [CallOutcome.KEY_WRONG] if key != wanted else []
        return (outcomes[0], DETAILS[outcomes[0]]) if outcomes else None

    def of_rest(self, target: str, headers: Message) -> tuple[tuple[str | None, ...], str]:
        """Return what a call over HTTP has where each credential stands, and its target without what signs it.

        :param target: path and query as they came over the wire.
        """
        path, _, query = target.partition("?")
        parts = query.split("&") if query else []
        signed: list[str | None] = []
        for credential in self.signing.credentials:
            if credential.query:
                own = [part for part in parts if unquote_plus(part.partition("=")[0]) == credential.query][:1]
                signed.append(unquote_plus(own[0].partition("=")[2]) if own else None)
                parts = [part for part in parts if part not in own]
            else:
                signed.append(headers.get(credential.header))
        return tuple(signed), f"{path}?{'&'.join(parts)}" if parts else path


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

    def _outcome(self, envelope: Envelope, decoded: Decoded) -> tuple[ApiStatus, str]:
        refusal = self._refusal(envelope, decoded)
        statuses = self._behaviour.statuses
        if refusal is not None:
            return statuses[refusal[0]], refusal[1]
        rule = self._behaviour.rules.get(decoded.method.full_name) if decoded.method else None
        message = decoded.message
        if rule is not None and message is not None:
            try:
                self._store.delete(lambda existing: doomed(rule, message, existing))
            except RefusedError as refused:
                return refused.status or statuses[refused.outcome], refused.details
        return statuses[CallOutcome.SUCCESS], ""

    def _refusal(self, envelope: Envelope, decoded: Decoded) -> tuple[CallOutcome, str] | None:
        method = decoded.method
        refused = self.lock.refusal(method, envelope.signed) if method is not None else None
        if refused is not None:
            return refused
        outcome = decoded.outcome
        if outcome is None and decoded.method is not None and self.fault is Fault.FAILURE_STATUS:
            outcome = CallOutcome.FAILURE
        return None if outcome is None else (outcome, DETAILS.get(outcome) or decoded.problem or "")

    def _answer(self, decoded: Decoded, status: ApiStatus, details: str) -> Answer:
        request_id = f"sandbox-{next(self._numbers)}"
        if decoded.method is None:
            return Answer(status, details, request_id, None, self._behaviour.status)
        if decoded.method.contract is not None:
            return documented(decoded.method.contract, status, details, request_id)
        values: dict[str, str | int] = {
            "code": status.number,
            "description": status.description,
            "details": details,
            "request_id": request_id,
        }
        message = with_status(decoded.method.response, self._behaviour.status, values)
        if self._behaviour.fills and status == self._behaviour.statuses[CallOutcome.SUCCESS]:
            fill(message, decoded.message)
        return Answer(status, details, request_id, message, self._behaviour.status, decoded.response_body)

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
                signed=envelope.signed,
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
