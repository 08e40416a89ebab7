"""Plain clients of a started sandbox: grpcio and http.client, each through its proxy."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.message import Message

from sixfold.definition import ApiDefinition, Method, descriptor
from sixfold.sandbox import Endpoint, Sandbox
from sixfold.status import StatusPaths

HOST = "api.clarifai.com"
KEY = "YOUR_PAT_HERE"
ENDPOINT = Endpoint(HOST, (KEY,))
STATUS = StatusPaths("status.code", "status.description", "status.details", "status.req_id")
"""Where the answers of this API hold its own status."""
Start = Callable[..., Sandbox]


@dataclass(frozen=True)
class Reply:
    """An HTTP answer: status, headers by lower-case name, and the JSON body (None without one)."""

    http: int
    headers: Mapping[str, str]
    body: dict[str, object] = field(default_factory=dict)

    @property
    def code(self) -> object:
        status = self.body["status"]
        assert isinstance(status, dict)
        return status["code"]


class Client:
    """Makes requests and calls the sandbox as a snippet would."""

    def __init__(self, definition: ApiDefinition) -> None:
        self.definition = definition

    def make(self, rpc: str, **fields: object) -> Message:
        """Build a request in the app 'a' of the user 'u'."""
        return self.message(rpc, user_app_id={"user_id": "u", "app_id": "a"}, **fields)

    def message(self, rpc: str, **fields: object) -> Message:
        message: Message = message_factory.GetMessageClass(descriptor(self.definition.method(rpc).request))(**fields)
        return message

    def status(self, rpc: str, answer: bytes) -> Any:  # noqa: ANN401 - generated classes have no types
        """Return the status in an answer's bytes."""
        response: Any = message_factory.GetMessageClass(descriptor(self.definition.method(rpc).response))()
        response.ParseFromString(answer)
        return response.status

    def grpc(self, sandbox: Sandbox, rpc: str, request: bytes, authorization: str | None = f"Key {KEY}") -> bytes:
        signed = {} if authorization is None else {"authorization": authorization}
        return self.grpc_with(sandbox, rpc, request, signed)

    def grpc_with(self, sandbox: Sandbox, rpc: str, request: bytes, metadata: Mapping[str, str]) -> bytes:
        options = [("grpc.http_proxy", sandbox.proxies.grpc_proxy)]
        trust = grpc.ssl_channel_credentials(sandbox.proxies.authority.read_bytes())
        with grpc.secure_channel(f"{HOST}:443", trust, options) as channel:
            path = rpc if rpc.startswith("/") else f"/clarifai.api.V2/{rpc}"
            call = channel.unary_unary(path, _as_it_is, _as_it_is)
            answer: bytes = call(request, metadata=tuple(metadata.items()), timeout=10)
            return answer

    def ask(self, sandbox: Sandbox, rpc: str, request: bytes, authorization: str | None = f"Key {KEY}") -> Any:  # noqa: ANN401 - generated classes have no types
        """Call over gRPC and return the status in the answer."""
        return self.status(rpc, self.grpc(sandbox, rpc, request, authorization))

    def connect(self, sandbox: Sandbox, host: str = HOST, port: int = 443) -> http.client.HTTPSConnection:
        proxy = urlsplit(sandbox.proxies.rest_proxy)
        trust = ssl.create_default_context(cafile=str(sandbox.proxies.authority))
        connection = http.client.HTTPSConnection(proxy.hostname or "", proxy.port, context=trust, timeout=10)
        connection.set_tunnel(host, port)
        return connection

    def rest(
        self,
        sandbox: Sandbox,
        verb: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        connection = self.connect(sandbox)
        try:
            given = {"Authorization": f"Key {KEY}"} if headers is None else dict(headers)
            connection.request(verb, path, body, given)
            answer = connection.getresponse()
            text = answer.read()
            seen = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status, seen, json.loads(text) if text else {})
        finally:
            connection.close()

    def delete(self, sandbox: Sandbox, rpc: str, message: Message) -> Reply:
        """Send a message in its REST form, by the method's first binding."""
        verb, path, body = rest_form(self.definition.method(rpc), message)
        return self.rest(sandbox, verb, path, body)


def _as_it_is(data: bytes) -> bytes:
    return data


def rest_form(method: Method, message: Message) -> tuple[str, str, str | None]:
    rule = method.rules[0]
    tree = json_format.MessageToDict(message, preserving_proto_field_name=True)
    path = ""
    for piece in rule.template.pieces:
        if isinstance(piece, str):
            path += piece
            continue
        *parents, last = piece.field.split(".")
        holder = tree
        for name in parents:
            holder = holder[name]
        path += quote(holder.pop(last), safe="")
    return rule.verb, path, json.dumps(tree) if rule.body else None
