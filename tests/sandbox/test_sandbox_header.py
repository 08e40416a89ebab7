"""An API whose key comes in a header of its own, after a word of its own: there it is taken, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from sixfold.sandbox import Endpoint, Resource, ResourceStore
from sixfold.signing import Credential, Signing

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

ENDPOINT = Endpoint("api.clarifai.com", ("secret",), Signing((Credential("X-Api-Key", "Token"),)))
INPUT = Resource((("user", "u"), ("app", "a"), ("input", "i")))
PATH = "/v2/users/u/apps/a/inputs/i"
EXPECTED = "expected the header 'X-Api-Key: Token …'"

SIGNED = pytest.mark.parametrize(
    ("headers", "code", "details"),
    [
        ({"x-api-key": "Token secret"}, 10000, ""),
        ({"x-api-key": "Token other"}, 11009, "invalid key"),
        ({"x-api-key": "Key secret"}, 11102, EXPECTED),
        ({"authorization": "Token secret"}, 11102, EXPECTED),
        ({}, 11102, EXPECTED),
    ],
)


@SIGNED
def test_over_rest(headers: Mapping[str, str], code: int, details: str, start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), endpoint=ENDPOINT)
    reply = client.rest(sandbox, "DELETE", PATH, None, headers)
    assert (reply.code, sandbox.calls[0].details) == (code, details)
    assert sandbox.calls[0].signed == (headers.get("x-api-key"),)
    assert sandbox.store.resources == (frozenset() if code == 10000 else {INPUT})


@SIGNED
def test_over_grpc(headers: Mapping[str, str], code: int, details: str, start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), endpoint=ENDPOINT)
    request = client.make("DeleteInput", input_id="i").SerializeToString()
    status = client.status("DeleteInput", client.grpc_with(sandbox, "DeleteInput", request, headers))
    assert (status.code, status.details) == (code, details)
    assert sandbox.calls[0].signed == (headers.get("x-api-key"),)
    assert sandbox.store.resources == (frozenset() if code == 10000 else {INPUT})


def test_a_preflight_allows_it(start: Start, client: Client) -> None:
    asked = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "x-api-key"}
    reply = client.rest(start(endpoint=ENDPOINT), "OPTIONS", PATH, None, asked)
    assert (reply.http, reply.headers["access-control-allow-headers"]) == (204, "x-api-key")


SEVERAL = Endpoint("api.clarifai.com", ("one", "two"), Signing((Credential("X-Id"), Credential("X-Key", "Token"))))
BOTH = {"x-id": "one", "x-key": "Token two"}
OF_SEVERAL = pytest.mark.parametrize(
    ("changes", "code", "details"),
    [
        ({}, 10000, ""),
        ({"x-id": "two"}, 11009, "invalid key"),
        ({"x-key": "Token one"}, 11009, "invalid key"),
        ({"x-id": None}, 11102, "expected the header 'X-Id: …'"),
        ({"x-key": None}, 11102, "expected the header 'X-Key: Token …'"),
        ({"x-id": "two", "x-key": "two"}, 11102, "expected the header 'X-Key: Token …'"),
    ],
)


@OF_SEVERAL
def test_every_one_of_several_keys_has_to_be_right(
    changes: Mapping[str, str | None], code: int, details: str, start: Start, client: Client
) -> None:
    headers = {name: value for name, value in {**BOTH, **changes}.items() if value is not None}
    sandbox = start(ResourceStore([INPUT]), endpoint=SEVERAL)
    reply = client.rest(sandbox, "DELETE", PATH, None, headers)
    assert (reply.code, sandbox.calls[0].details) == (code, details)
    assert sandbox.calls[0].signed == (headers.get("x-id"), headers.get("x-key"))
    assert sandbox.store.resources == (frozenset() if code == 10000 else {INPUT})
    again = start(ResourceStore([INPUT]), endpoint=SEVERAL)
    request = client.make("DeleteInput", input_id="i").SerializeToString()
    status = client.status("DeleteInput", client.grpc_with(again, "DeleteInput", request, headers))
    assert (status.code, status.details) == (code, details)
