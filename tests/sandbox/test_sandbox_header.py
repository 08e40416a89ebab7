"""An API whose key comes in a header of its own, after a word of its own: there it is taken, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from sixfold.sandbox import Endpoint, Resource, ResourceStore
from sixfold.signing import Signing

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

ENDPOINT = Endpoint("api.clarifai.com", "secret", Signing("X-Api-Key", "Token"))
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
    assert sandbox.calls[0].authorization == headers.get("x-api-key")
    assert sandbox.store.resources == (frozenset() if code == 10000 else {INPUT})


@SIGNED
def test_over_grpc(headers: Mapping[str, str], code: int, details: str, start: Start, client: Client) -> None:
    sandbox = start(ResourceStore([INPUT]), endpoint=ENDPOINT)
    request = client.make("DeleteInput", input_id="i").SerializeToString()
    status = client.status("DeleteInput", client.grpc_with(sandbox, "DeleteInput", request, headers))
    assert (status.code, status.details) == (code, details)
    assert sandbox.calls[0].authorization == headers.get("x-api-key")
    assert sandbox.store.resources == (frozenset() if code == 10000 else {INPUT})


def test_a_preflight_allows_it(start: Start, client: Client) -> None:
    asked = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "x-api-key"}
    reply = client.rest(start(endpoint=ENDPOINT), "OPTIONS", PATH, None, asked)
    assert (reply.http, reply.headers["access-control-allow-headers"]) == (204, "x-api-key")
