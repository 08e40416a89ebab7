"""The REST side: paths, bodies and query strings become the same messages; CORS; keys; wrong requests; faults."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sixfold.definition import ApiDefinition, HttpRule
from sixfold.sandbox import Fault, Resource, ResourceStore
from sixfold.sandbox.records import Preflight
from sixfold.sandbox.routes import Routes
from sixfold.wire import Transport

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

INPUT = Resource((("user", "u"), ("app", "a"), ("input", "i")))
APP = "/v2/users/u/apps/a"


def test_a_call_is_recorded_and_answered(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]))
    headers = {"Authorization": "Key YOUR_PAT_HERE", "Content-Type": "application/json"}
    reply = client.rest(sandbox, "DELETE", f"{APP}/inputs", '{"ids": ["i"]}', headers)
    assert reply.http == 200
    assert reply.body == {"status": {"code": 10000, "description": "Ok", "req_id": "sandbox-1"}}
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["access-control-allow-origin"] == "*"
    [call] = sandbox.calls
    assert (call.transport, call.rpc, call.verb) == (Transport.REST, "clarifai.api.V2.DeleteInputs", "DELETE")
    assert (call.path, call.signed) == (f"{APP}/inputs", ("Key YOUR_PAT_HERE",))
    assert call.content_type == "application/json"
    assert (call.message, call.unknown_fields, call.problem) == (client.make("DeleteInputs", ids=["i"]), (), None)
    assert (call.status, call.http_status) == ("SUCCESS", 200)
    assert sandbox.store.resources == frozenset()
    assert (sandbox.refused, sandbox.idle_connections) == ((), 0)


@pytest.mark.parametrize(
    ("path", "rpc", "fields"),
    [
        (f"{APP}/annotations", "DeleteAnnotations", {}),
        (f"{APP}/inputs/annotations", "DeleteAnnotations", {}),
        (f"{APP}/inputs/other", "DeleteInput", {"input_id": "other"}),
        (
            f"{APP}/inputs/a%2Fb%20%C3%BC+/annotations/x",
            "DeleteAnnotation",
            {"input_id": "a/b ü+", "annotation_id": "x"},
        ),
        (f"{APP}/searches/%7Bid", "DeleteSearch", {"id": "{id"}),
    ],
)
def test_a_path_leads_to_its_rpc(path: str, rpc: str, fields: dict[str, str], start: Start, client: Client) -> None:
    sandbox = start()
    client.rest(sandbox, "DELETE", path)
    assert (sandbox.calls[0].rpc, sandbox.calls[0].message) == (f"clarifai.api.V2.{rpc}", client.make(rpc, **fields))


def test_a_second_binding_leaves_the_user_and_the_app_to_the_body(start: Start, client: Client) -> None:
    sandbox = start()
    body = '{"userAppId": {"user_id": "u", "appId": "a"}, "ids": ["x"], "input_ids": ["i"]}'
    client.rest(sandbox, "DELETE", "/v2/annotations", body)
    assert sandbox.calls[0].message == client.make("DeleteAnnotations", ids=["x"], input_ids=["i"])


def test_the_query_string_holds_what_is_not_in_the_path(start: Start, client: Client) -> None:
    sandbox = start()
    query = "user_app_id.user_id=u&ids=x&ids=y%26&per_page=5&list_all_annotations=true&nope=1&a.b=2"
    reply = client.rest(sandbox, "GET", f"/v2/annotations?{query}")
    assert reply.http == 200
    [call] = sandbox.calls
    assert call.rpc == "clarifai.api.V2.ListAnnotations"
    assert call.message == client.message(
        "ListAnnotations", user_app_id={"user_id": "u"}, ids=["x", "y&"], per_page=5, list_all_annotations=True
    )
    assert call.unknown_fields == ("nope", "a.b")


def test_unknown_fields_of_a_body_are_recorded_as_written(start: Start, client: Client) -> None:
    sandbox = start()
    body = {"input_ids": ["i"], "annotation_ids": ["x"], "userAppId": {"user_id": "u", "org": "o"}}
    client.rest(sandbox, "DELETE", f"{APP}/annotations?ids=x", json.dumps(body))
    [call] = sandbox.calls
    assert call.unknown_fields == ("annotation_ids", "userAppId.org", "ids")
    assert call.message == client.make("DeleteAnnotations", input_ids=["i"])


def test_unknown_fields_are_found_in_lists_and_maps(start: Start, client: Client) -> None:
    sandbox = start()
    annotations = [{}, {"data": {"image": {"uri": "x"}, "metadata": {"free": {"as": "air"}}}}]
    client.rest(sandbox, "POST", f"{APP}/annotations", json.dumps({"annotations": annotations}))
    assert sandbox.calls[0].unknown_fields == ("annotations[1].data.image.uri",)


def test_a_body_that_the_rule_does_not_take_is_unknown(start: Start, client: Client) -> None:
    sandbox = start()
    client.rest(sandbox, "DELETE", f"{APP}/inputs/i", '{"input_id": "other"}')
    [call] = sandbox.calls
    assert (call.message, call.unknown_fields) == (client.make("DeleteInput", input_id="i"), ("input_id",))


def test_a_bytes_field_is_base64(start: Start, client: Client) -> None:
    sandbox = start()
    body = '{"inputs": [{"data": {"image": {"base64": "AP8="}}}]}'
    client.rest(sandbox, "POST", "/v2/inputs", body)
    inputs = [{"data": {"image": {"base64": b"\x00\xff"}}}]
    assert sandbox.calls[0].message == client.message("PostInputs", inputs=inputs)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{", "the body is not JSON"),
        ("[]", "expected a JSON object"),
        ('"ids"', "expected a JSON object"),
        ('{"ids": "i"}', "repeated field ids must be in"),
        ('{"ids": [1]}', "ids"),
        ('{"ids": ["i"], "ids": ["j"]}', "the body gives 'ids' twice"),
        ('{"userAppId": {}, "user_app_id": {}}', "user_app_id is given twice"),
        ('{"user_app_id": 5}', "expected an object at user_app_id"),
        ('{"ids": NaN}', "not JSON: NaN"),
        (b"\xff", "the body is not JSON"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_malformed_body_fails(body: str | bytes, problem: str, start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]))
    reply = client.rest(sandbox, "DELETE", f"{APP}/inputs", body)
    assert (reply.http, reply.code) == (400, 11100)
    [call] = sandbox.calls
    assert (call.rpc, call.message, call.status) == ("clarifai.api.V2.DeleteInputs", None, "CONN_BAD_REQUEST_FORMAT")
    assert problem in (call.problem or "")
    assert sandbox.store.resources == {INPUT}


@pytest.mark.parametrize(
    ("asked", "http_status", "code"),
    [
        (f"POST {APP}/inputs/i", 405, 11103),
        (f"OPTIONS {APP}/inputs/i", 405, 11103),
        (f"BREW {APP}/inputs/i", 405, 11103),
        (f"DELETE {APP}/input/i", 404, 11101),
        (f"DELETE {APP}/inputs/i/", 404, 11101),
        (f"DELETE {APP}/inputs/", 404, 11101),
        ("DELETE /", 404, 11101),
        (f"DELETE {APP}/inputs/%FF", 400, 11100),
        ("GET /v2/inputs?page=first", 400, 11100),
        ("GET /v2/inputs?page=1&page=2", 400, 11100),
        ("GET /v2/inputs?page=%FF", 400, 11100),
    ],
)
def test_a_wrong_verb_path_or_query_fails(
    asked: str, http_status: int, code: int, start: Start, client: Client
) -> None:
    verb, path = asked.split()
    sandbox = start(ResourceStore([INPUT]))
    reply = client.rest(sandbox, verb, path)
    assert (reply.http, reply.code) == (http_status, code)
    [call] = sandbox.calls
    assert (call.verb, call.path, call.http_status, call.message) == (verb, path, http_status, None)
    assert call.problem
    assert reply.headers["access-control-allow-origin"] == "*"
    assert sandbox.store.resources == {INPUT}


@pytest.mark.parametrize(("headers", "code"), [({}, 11102), ({"Authorization": "Key no"}, 11009)])
def test_a_missing_or_wrong_key_fails(headers: dict[str, str], code: int, start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]))
    reply = client.rest(sandbox, "DELETE", f"{APP}/inputs/i", None, headers)
    assert (reply.http, reply.code) == (401, code)
    assert sandbox.store.resources == {INPUT}


def test_an_unknown_id_fails_with_details(start: Start, client: Client) -> None:
    reply = client.rest(start(), "DELETE", f"{APP}/inputs/i")
    assert reply.http == 404
    assert reply.body["status"] == {
        "code": 30102,
        "description": "Input does not exist",
        "details": "input 'i' of app 'a' of user 'u' does not exist",
        "req_id": "sandbox-1",
    }


def test_a_preflight_is_allowed_and_is_no_call(start: Start, client: Client) -> None:
    sandbox = start()
    headers = {
        "Origin": "null",
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization, Content-Type",
    }
    reply = client.rest(sandbox, "OPTIONS", f"{APP}/annotations", None, headers)
    assert reply.http == 204
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["access-control-allow-methods"] == "DELETE"
    assert reply.headers["access-control-allow-headers"] == "authorization, Content-Type"
    assert sandbox.calls == ()
    assert sandbox.preflights == (Preflight(f"{APP}/annotations", "null", "DELETE", ("authorization", "content-type")),)


def test_a_connection_carries_several_requests(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]))
    connection = client.connect(sandbox)
    for verb, path in (("POST", f"{APP}/inputs/i"), ("DELETE", f"{APP}/inputs/i")):
        connection.request(verb, path, "{}", {"Authorization": "Key YOUR_PAT_HERE"})
        connection.getresponse().read()
    connection.close()
    assert [call.http_status for call in sandbox.calls] == [405, 200]


def test_a_chunked_body_is_read(start: Start, client: Client) -> None:
    sandbox = start()
    connection = client.connect(sandbox)
    connection.request("DELETE", f"{APP}/inputs", iter([b'{"ids"', b': ["i"]}']), {}, encode_chunked=True)
    connection.getresponse().read()
    connection.close()
    assert sandbox.calls[0].message == client.make("DeleteInputs", ids=["i"])


def test_a_failure_status_comes_with_http_success(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), Fault.FAILURE_STATUS)
    reply = client.rest(sandbox, "DELETE", f"{APP}/inputs/i")
    assert (reply.http, reply.code) == (200, 10020)
    assert sandbox.store.resources == {INPUT}


def test_a_disconnect_gives_no_answer(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), Fault.DISCONNECT)
    with pytest.raises((http.client.RemoteDisconnected, ssl.SSLEOFError)):
        client.rest(sandbox, "DELETE", f"{APP}/inputs/i")
    [call] = sandbox.calls
    assert (call.message, call.status, call.http_status) == (client.make("DeleteInput", input_id="i"), None, None)
    assert sandbox.store.resources == {INPUT}


def test_before_a_disconnect_a_preflight_ends_its_connection(start: Start, client: Client) -> None:
    headers = {"Access-Control-Request-Method": "DELETE"}
    reply = client.rest(start(fault=Fault.DISCONNECT), "OPTIONS", f"{APP}/inputs", None, headers)
    assert (reply.http, reply.headers["connection"]) == (204, "close")


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (b"nonsense\r\n\r\n", "Bad request syntax"),
        (b"DELETE /v2/inputs HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "Content-Length -1"),
        (b"DELETE /v2/inputs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "no size"),
        (b"DELETE /v2/inputs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "at most"),
    ],
)
def test_what_is_not_http_is_recorded(sent: bytes, problem: str, start: Start, client: Client) -> None:
    sandbox = start()
    connection = client.connect(sandbox)
    connection.connect()
    connection.send(sent)
    assert b" 400 " in received(connection.sock)
    connection.close()
    [call] = sandbox.calls
    assert problem in (call.problem or "")


def received(connection: object) -> bytes:
    assert isinstance(connection, ssl.SSLSocket)
    data = b""
    while more := connection.recv(65536):
        data += more
    return data


def bindings(definition: ApiDefinition) -> Iterator[tuple[str, str, HttpRule]]:
    for method in definition.methods.values():
        for rule in method.rules:
            path = "".join(piece if isinstance(piece, str) else "some-id" for piece in rule.template.pieces)
            yield method.name, path, rule


def test_every_binding_of_the_api_is_told_from_the_others(definition: ApiDefinition) -> None:
    reversed_service = replace(definition, methods=dict(reversed(list(definition.methods.items()))))
    for routes in (Routes(definition), Routes(reversed_service)):
        for rpc, path, rule in bindings(definition):
            found = [route for route, _ in routes.find(path) if route.rule.verb == rule.verb]
            # A few RPCs of this API share verb and path; there the first of the definition answers.
            assert found[0].rule.path == rule.path, (rpc, path)
