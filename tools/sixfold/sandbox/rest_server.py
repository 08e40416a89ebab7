"""The API over HTTP/1.1 and JSON, with CORS, on connections that a proxy hands over."""

from __future__ import annotations

import json
import socket
import ssl
import time
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer

from sixfold.definition import ApiDefinition
from sixfold.json_value import MEDIA_TYPE
from sixfold.sandbox.answer import Answer, Envelope
from sixfold.sandbox.api import Fault, StandIn
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.body import read_body
from sixfold.sandbox.connections import Connection
from sixfold.sandbox.json_text import MalformedError
from sixfold.sandbox.records import CallRecorder, Preflight
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import Decoded, decode
from sixfold.wire import Transport

_WITHOUT_BODY = (204, 205, 304)
"""The statuses behind which no body follows."""

_PATIENCE = 2.0
"""How long a client may take to send the rest of what was refused, in seconds."""


class RestServer(BaseServer):
    """Speaks TLS and HTTP on a socket it is given; it has no port of its own."""

    def __init__(
        self, definition: ApiDefinition, api: StandIn, context: ssl.SSLContext, recorder: CallRecorder
    ) -> None:
        """Keep what all connections share."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.routes = Routes(definition)
        self.api = api
        self.recorder = recorder
        self._context = context

    def serve(self, client: socket.socket, connection: Connection) -> None:
        """Serve one connection until a side closes it; a client that does not trust the certificate just goes."""
        with self._context.wrap_socket(client, server_side=True) as secure:
            self.finish_request(secure, connection)
            _see_off(secure)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # What is no HTTP at all is answered in HTTP too.
    default_request_version = "HTTP/1.1"
    server_version = "sixfold-sandbox"
    server: RestServer
    client_address: Connection  # type: ignore[assignment] # what finish_request is given

    def handle_one_request(self) -> None:
        """Forget the connection's last request: one that cannot be parsed sets neither path nor headers."""
        self.path = ""
        self.headers = HTTPMessage()
        super().handle_one_request()

    def send_response_only(self, code: int, message: str | None = None) -> None:
        """Answer in HTTP/1.1 whatever was spoken: HTTP/0.9 has no status and no headers."""
        self.request_version = self.protocol_version
        super().send_response_only(code, message)

    def do_OPTIONS(self) -> None:
        verb = self.headers.get("Access-Control-Request-Method")
        if verb is None:
            self._call()
            return
        self.client_address.used()
        asked = self.headers.get("Access-Control-Request-Headers", "")
        headers = tuple(name.strip().lower() for name in asked.split(",") if name.strip())
        self.server.recorder.preflight(Preflight(self.path, self.headers.get("Origin"), verb, headers))
        self.send_response(204)
        self.send_header("Access-Control-Allow-Methods", verb)
        self.send_header("Access-Control-Allow-Headers", asked)
        if self.server.api.fault is Fault.DISCONNECT:
            # A browser repeats a call for which it had reused a connection; a new one it gives up at once.
            self.send_header("Connection", "close")
        self.end_headers()

    def _call(self) -> None:
        try:
            _, target = self.server.api.lock.of_rest(self.path, self.headers)
            body = read_body(self.headers, self.rfile)
            decoded = decode(self.server.routes, self.command, target, body, headers=self.headers)
        except MalformedError as error:
            self.close_connection = True
            decoded = Decoded(outcome=CallOutcome.MALFORMED, problem=str(error))
        self._answer(decoded)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _call  # noqa: N815 - the base class finds methods by these names

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the base class's own signature
        """Answer what is not HTTP, or has a verb that HTTP does not know, like any other wrong call."""
        self.close_connection = True
        outcome = CallOutcome.VERB_WRONG if code == 501 else CallOutcome.MALFORMED  # noqa: PLR2004 - the base class's code for a verb it has no method for
        self._answer(Decoded(outcome=outcome, problem=message))

    def _answer(self, decoded: Decoded) -> None:
        self.client_address.used()
        envelope = Envelope(
            transport=Transport.REST,
            verb=self.command or "",
            path=self.path,
            signed=self.server.api.lock.of_rest(self.path or "", self.headers)[0],
            content_type=self.headers.get("Content-Type"),
        )
        answer = self.server.api.answer(envelope, decoded)
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        reply = answer.reply
        has_body = reply is None or bool(reply.media_type)
        body = json.dumps(answer.json, ensure_ascii=False).encode() if has_body else b""
        if self.command == "HEAD":
            # A client that does not know that no body follows would wait for it.
            self.close_connection = True
        self.send_response(answer.status.http)
        if has_body:
            self.send_header("Content-Type", reply.media_type if reply else MEDIA_TYPE)
        if answer.status.http not in _WITHOUT_BODY:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and answer.status.http not in _WITHOUT_BODY:
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Let a page of any origin read every answer."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own signature
        """Say nothing: the journal holds it all."""


def _see_off(secure: ssl.SSLSocket) -> None:
    """Say that no more will come, and read what a client still sends: closed on, it might never read its answer."""
    secure.shutdown(socket.SHUT_WR)
    until = time.monotonic() + _PATIENCE
    secure.settimeout(_PATIENCE)
    while time.monotonic() < until and secure.recv(65536):
        """Nobody waits for it."""
