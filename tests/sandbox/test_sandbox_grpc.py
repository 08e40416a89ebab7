"""The gRPC side: the whole service, keys, unknown fields, malformed messages, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import grpc
import pytest

from sixfold.definition import ApiDefinition
from sixfold.sandbox import Behaviour, Endpoint, Fault, Resource, ResourceStore, Sandbox
from sixfold.wire import Transport
from tests.support.sandbox_client import STATUS

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

INPUT = Resource((("user", "u"), ("app", "a"), ("input", "i")))


def test_a_call_is_recorded_and_answered(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]))
    message = client.make("DeleteInput", input_id="i")
    answer = client.ask(sandbox, "DeleteInput", message.SerializeToString())
    assert (answer.code, answer.description, answer.details) == (10000, "Ok", "")
    assert answer.req_id
    [call] = sandbox.calls
    assert (call.transport, call.rpc, call.verb) == (Transport.GRPC, "clarifai.api.V2.DeleteInput", "POST")
    assert call.path == "/clarifai.api.V2/DeleteInput"
    assert (call.signed, call.content_type) == (("Key YOUR_PAT_HERE",), "application/grpc")
    assert (call.message, call.unknown_fields, call.problem) == (message, (), None)
    assert (call.status, call.http_status) == ("SUCCESS", 200)
    assert sandbox.store.resources == frozenset()
    assert (sandbox.refused, sandbox.idle_connections) == ((), 0)


def test_every_unary_rpc_answers_success(start: Start, client: Client, definition: ApiDefinition) -> None:
    unary = [method.name for method in definition.methods.values() if not method.streaming]
    assert len(unary) == 264
    sandbox = start()
    others = [rpc for rpc in unary if not rpc.startswith("Delete")]
    for rpc in others:
        assert client.ask(sandbox, rpc, b"").code == 10000
    assert [call.rpc for call in sandbox.calls] == [f"clarifai.api.V2.{rpc}" for rpc in others]


@pytest.mark.parametrize(
    ("authorization", "code", "name"),
    [
        (None, 11102, "CONN_INVALID_REQUEST"),
        ("", 11102, "CONN_INVALID_REQUEST"),
        ("YOUR_PAT_HERE", 11102, "CONN_INVALID_REQUEST"),
        ("key YOUR_PAT_HERE", 11102, "CONN_INVALID_REQUEST"),
        ("Key", 11102, "CONN_INVALID_REQUEST"),
        ("Key wrong", 11009, "CONN_KEY_NOT_FOUND"),
        ("Key YOUR_PAT_HERE2", 11009, "CONN_KEY_NOT_FOUND"),
    ],
)
def test_a_missing_or_wrong_key_fails(
    authorization: str | None, code: int, name: str, start: Start, client: Client
) -> None:
    sandbox = start(ResourceStore([INPUT]))
    message = client.make("DeleteInput", input_id="i").SerializeToString()
    assert client.ask(sandbox, "DeleteInput", message, authorization).code == code
    assert sandbox.store.resources == {INPUT}
    [call] = sandbox.calls
    assert (call.status, call.http_status) == (name, 401)
    assert call.signed == (authorization,)


def test_unknown_fields_are_recorded_with_their_place(start: Start, client: Client) -> None:
    inner: Any = client.message("PostAnnotations", annotations=[{}, {}])
    # Field 9999, a text: the key 9999 << 3 | 2 as a varint, the length, the bytes.
    odd = b"\xfa\xf0\x04\x01x"
    inner.annotations[1].data.MergeFromString(odd)
    sandbox = start()
    assert client.ask(sandbox, "PostAnnotations", odd + inner.SerializeToString()).code == 10000
    [call] = sandbox.calls
    assert call.unknown_fields == ("#9999", "annotations[1].data.#9999")
    assert call.message == client.message("PostAnnotations", annotations=[{}, {"data": {}}])


def test_a_malformed_message_fails(start: Start, client: Client) -> None:
    sandbox = start()
    assert client.ask(sandbox, "DeleteInput", b"\xff\xff").code == 11100
    [call] = sandbox.calls
    assert (call.rpc, call.message, call.status) == ("clarifai.api.V2.DeleteInput", None, "CONN_BAD_REQUEST_FORMAT")
    assert call.problem


STREAMING = ("StreamAnnotations", "clarifai.api.V2.StreamAnnotations")


@pytest.mark.parametrize(("rpc", "known"), [("DeleteEverything", None), STREAMING])
def test_unknown_and_streaming_rpcs_are_unimplemented(
    rpc: str, known: str | None, start: Start, client: Client
) -> None:
    sandbox = start()
    with pytest.raises(grpc.RpcError) as caught:
        client.grpc(sandbox, rpc, b"")
    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
    [call] = sandbox.calls
    assert (call.rpc, call.path) == (known, f"/clarifai.api.V2/{rpc}")
    assert call.problem


def test_a_failure_status_changes_nothing(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), Fault.FAILURE_STATUS)
    answer = client.ask(sandbox, "DeleteInput", client.make("DeleteInput", input_id="i").SerializeToString())
    assert (answer.code, answer.description) == (10020, "Failure")
    assert answer.details
    assert sandbox.store.resources == {INPUT}
    assert (sandbox.calls[0].status, sandbox.calls[0].http_status) == ("FAILURE", 200)


def test_a_disconnect_ends_the_call_once_it_is_recorded(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), Fault.DISCONNECT)
    message = client.make("DeleteInput", input_id="i")
    with pytest.raises(grpc.RpcError) as caught:
        client.grpc(sandbox, "DeleteInput", message.SerializeToString())
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    # The connection itself ended; an answer with this code would carry the sandbox's own words.
    assert "sandbox" not in (caught.value.details() or "")
    [call] = sandbox.calls
    assert (call.message, call.status, call.http_status) == (message, None, None)
    assert sandbox.store.resources == {INPUT}


def test_a_client_that_does_not_trust_the_certificate_makes_no_call(start: Start) -> None:
    sandbox = start()
    other = start()
    options = [("grpc.http_proxy", sandbox.proxies.grpc_proxy), ("grpc.ssl_target_name_override", "other.example")]
    trust = grpc.ssl_channel_credentials(other.proxies.authority.read_bytes())
    with grpc.secure_channel("api.clarifai.com:443", trust, options) as channel, pytest.raises(grpc.RpcError):
        channel.unary_unary("/clarifai.api.V2/DeleteInput", bytes, bytes)(b"", timeout=10)
    assert sandbox.calls == ()
    assert sandbox.idle_connections >= 1


def test_an_api_without_a_behaviour_answers_success(definition: ApiDefinition, client: Client) -> None:
    with Sandbox(definition, Behaviour(status=STATUS), Endpoint("api.clarifai.com", ("YOUR_PAT_HERE",))) as sandbox:
        answer = client.grpc(sandbox, "DeleteInput", client.make("DeleteInput", input_id="i").SerializeToString())
        assert client.status("DeleteInput", answer).description == "OK"
        assert sandbox.calls[0].http_status == 200
        client.grpc(sandbox, "DeleteInput", b"", "Key wrong")
        assert sandbox.calls[1].http_status == 401
