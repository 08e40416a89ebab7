"""The API over gRPC: every unary RPC of the service, from its descriptors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Never

import grpc
from google.protobuf import message_factory
from google.protobuf.message import DecodeError

from sixfold.definition import ApiDefinition, Method, descriptor
from sixfold.sandbox.answer import Answer, Envelope
from sixfold.sandbox.api import StandIn
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.certificate import Certificate
from sixfold.sandbox.connections import FIRST_CALL
from sixfold.sandbox.json_text import MalformedError, short
from sixfold.sandbox.transcoding import Decoded
from sixfold.sandbox.unknown_fields import in_message
from sixfold.wire import Transport

_SHOWN = 500
_THREADS = 64
"""How many calls are answered at once; one whose request is still on its way has a thread already."""
_OPTIONS = [
    # Else the system may give one port to two sandboxes.
    ("grpc.so_reuseport", 0),
    ("grpc.max_concurrent_streams", 16),
    ("grpc.server_handshake_timeout_ms", int(FIRST_CALL * 1000)),
]


class GrpcServer:
    """A gRPC server on a loopback port of the system's choice.

    ``cut`` closes the connection that a peer (host:port) called through; ``used`` notes that it carried a call.
    """

    def __init__(
        self,
        definition: ApiDefinition,
        api: StandIn,
        certificate: Certificate,
        *,
        cut: Callable[[str], None],
        used: Callable[[str], None],
    ) -> None:
        """Start serving."""
        self._pool = ThreadPoolExecutor(_THREADS, "sixfold-sandbox-grpc")
        self._server = grpc.server(self._pool, [_Handler(definition, api, cut, used)], options=_OPTIONS)
        credentials = grpc.ssl_server_credentials([(certificate.key, certificate.chain)])
        self.port = self._server.add_secure_port("127.0.0.1:0", credentials)
        self._server.start()

    def close(self) -> None:
        """Stop, with every thread of it."""
        self._server.stop(grace=None).wait()
        self._pool.shutdown(wait=True)


class _Handler(grpc.GenericRpcHandler):
    def __init__(
        self, definition: ApiDefinition, api: StandIn, cut: Callable[[str], None], used: Callable[[str], None]
    ) -> None:
        self._definition = definition
        self._api = api
        self._cut = cut
        self._used = used

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        path = handler_call_details.method
        method = self._definition.methods.get(_rpc(path))
        if method is not None and not method.streaming:
            unary = method
            return grpc.unary_unary_rpc_method_handler(
                lambda request, context: self._unary(unary, path, request, context)
            )
        return grpc.stream_stream_rpc_method_handler(
            lambda _requests, context: self._unimplemented(method, path, context)
        )

    def _unary(self, method: Method, path: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        answer = self._answer(_decode(method, request), path, context)
        if answer.failed and not answer.tells_status:
            context.abort(grpc.StatusCode[answer.grpc_status], answer.grpc_details)
        return answer.message.SerializeToString() if answer.message is not None else b""

    def _unimplemented(self, method: Method | None, path: str, context: grpc.ServicerContext) -> Iterator[bytes]:
        outcome = CallOutcome.UNSUPPORTED if method else CallOutcome.PATH_UNKNOWN
        problem = f"{method.name} is a streaming call" if method else f"the API has no RPC {short(path, _SHOWN)}"
        self._answer(Decoded(method, outcome=outcome, problem=problem), path, context)
        context.abort(grpc.StatusCode.UNIMPLEMENTED, problem)

    def _answer(self, decoded: Decoded, path: str, context: grpc.ServicerContext) -> Answer:
        peer = context.peer().removeprefix("ipv4:")
        self._used(peer)
        metadata = dict(context.invocation_metadata())
        # What goes into a query, gRPC has no place for.
        keys = [credential.metadata_key or " " for credential in self._api.lock.signing.credentials]
        signed = tuple(_text(metadata.get(key)) for key in keys)
        envelope = Envelope(Transport.GRPC, "POST", path, signed, "application/grpc")
        answer = self._api.answer(envelope, decoded)
        return answer if answer is not None else self._disconnect(peer, context)

    def _disconnect(self, peer: str, context: grpc.ServicerContext) -> Never:
        self._cut(peer)
        context.abort(grpc.StatusCode.UNAVAILABLE, "the sandbox closed the connection")


def _rpc(path: str) -> str:
    """Return the full name of the RPC that gRPC calls by a path such as ``/shop.v1.Orders/DeleteOrder``."""
    service, _, name = path.removeprefix("/").partition("/")
    return f"{service}.{name}"


def _decode(method: Method, request: bytes) -> Decoded:
    message = message_factory.GetMessageClass(descriptor(method.request))()
    try:
        message.ParseFromString(request)
    except DecodeError as error:
        return Decoded(method, outcome=CallOutcome.MALFORMED, problem=short(str(error), _SHOWN))
    try:
        unknown = in_message(message)
    except MalformedError as error:
        return Decoded(method, outcome=CallOutcome.MALFORMED, problem=short(str(error), _SHOWN))
    message.DiscardUnknownFields()
    return Decoded(method, message, unknown)


def _text(value: str | bytes | None) -> str | None:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
