"""What an answer holds of the API's status, in every form that a response can have, and on both transports.

A run is held against these words: what a client could not see, no snippet can show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import grpc
import pytest
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto

from sixfold.definition import ApiDefinition, HttpRule, Message, Method, descriptor
from sixfold.definition.protobuf import Adapter
from sixfold.sandbox import Behaviour, Call, Endpoint, Fault, Sandbox
from sixfold.sandbox.behaviour import STATUSES, ApiStatus, CallOutcome
from tests.support.sandbox_client import HOST, STATUS, Client

STRING, INT32, MESSAGE = (
    FieldDescriptorProto.TYPE_STRING,
    FieldDescriptorProto.TYPE_INT32,
    FieldDescriptorProto.TYPE_MESSAGE,
)
ONCE, MANY = FieldDescriptorProto.LABEL_OPTIONAL, FieldDescriptorProto.LABEL_REPEATED

Field = tuple[str, int, int]

STATUSES_OF = {
    "Whole": (
        ("code", INT32, ONCE),
        ("description", STRING, ONCE),
        ("details", STRING, ONCE),
        ("req_id", STRING, ONCE),
    ),
    "Bare": (("code", INT32, ONCE),),
    "Described": (("code", INT32, ONCE), ("description", STRING, ONCE)),
    # As google.rpc.Status.
    "Listed": (("code", INT32, ONCE), ("message", STRING, ONCE), ("details", STRING, MANY)),
    "Odd": (("code", INT32, ONCE), ("description", INT32, ONCE)),
    "Another": (("name", STRING, ONCE), ("details", STRING, ONCE)),
}
"""What stands in the field ``status`` of a response."""

RPCS = (*STATUSES_OF, "Word", "Many", "Nothing")
HELD_OVER_GRPC = {
    "Whole": ("Unauthorized", "invalid key"),
    "Bare": ("", ""),
    "Described": ("Unauthorized", ""),
    "Listed": ("", ""),
    "Odd": ("", ""),
}
"""What an answer with the API's own status has room for; without one, gRPC's own holds the details."""


def make_service() -> ApiDefinition:
    """Make a service that has an RPC for each form of a response: with a status, with a text or a list, without."""
    file = FileDescriptorProto(name="shelf.proto", package="shelf", syntax="proto3")
    file.message_type.add(name="Request").field.add(name="name", number=1, type=STRING, label=ONCE)
    for name, fields in STATUSES_OF.items():
        kind = file.message_type.add(name=f"{name}Status")
        for number, (field, type_, label) in enumerate(fields, 1):
            kind.field.add(name=field, number=number, type=type_, label=label)
    for name in RPCS:
        response = file.message_type.add(name=f"{name}Response")
        type_name = f".shelf.{name}Status"
        if name in STATUSES_OF:
            response.field.add(name="status", number=1, type=MESSAGE, label=ONCE, type_name=type_name)
        elif name == "Word":
            response.field.add(name="status", number=1, type=STRING, label=ONCE)
        elif name == "Many":
            response.field.add(name="status", number=1, type=MESSAGE, label=MANY, type_name=".shelf.WholeStatus")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)

    adapter = Adapter(lambda _: {})

    def found(name: str) -> Message:
        return adapter.message(pool.FindMessageTypeByName(name))

    rules = {
        name: (HttpRule("GET", f"/{name.lower()}/{{name}}", ""), HttpRule("HEAD", f"/{name.lower()}/{{name}}", ""))
        for name in RPCS
    }
    methods = [
        Method(f"shelf.Shelf.{name}", found("shelf.Request"), found(f"shelf.{name}Response"), rules[name], False, False)  # noqa: FBT003 - neither streams nor is deprecated
        for name in RPCS
    ]
    return ApiDefinition(("shelf.Shelf",), "shelf", "1", {method.full_name: method for method in methods})


@dataclass(frozen=True)
class Shelf:
    """Running sandboxes of one service: one that takes another key, and one in which all goes well."""

    definition: ApiDefinition
    refusing: Sandbox
    well: Sandbox


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    definition = make_service()
    with (
        Sandbox(definition, Behaviour(status=STATUS), Endpoint(HOST, ("other",))) as refusing,
        Sandbox(definition, Behaviour(status=STATUS), Endpoint(HOST, None)) as well,
    ):
        yield Shelf(definition, refusing, well)


def call(sandbox: Sandbox, rpc: str) -> tuple[grpc.StatusCode, str, bytes]:
    """Call over gRPC; give the status, its details, and the answer."""
    trust = grpc.ssl_channel_credentials(sandbox.proxies.authority.read_bytes())
    with grpc.secure_channel(f"{HOST}:443", trust, [("grpc.http_proxy", sandbox.proxies.grpc_proxy)]) as channel:
        asked: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(f"/shelf.Shelf/{rpc}")
        try:
            answer = asked(b"", metadata=(("authorization", "Key wrong"),), timeout=10)
        except grpc.RpcError as error:
            return error.code(), error.details() or "", b""
    return grpc.StatusCode.OK, "", answer


def said(call: Call) -> tuple[str, str]:
    return call.description, call.details


@pytest.mark.parametrize("rpc", RPCS)
def test_over_grpc_it_is_what_the_answer_held(rpc: str, shelf: Shelf) -> None:
    code, details, answer = call(shelf.refusing, rpc)
    found = said(shelf.refusing.calls[-1])
    if rpc in HELD_OVER_GRPC:
        message = message_factory.GetMessageClass(descriptor(shelf.definition.method(rpc).response))()
        message.ParseFromString(answer)
        status = message.status  # type: ignore[attr-defined] # a generated class
        held = tuple(
            text if isinstance(text := getattr(status, name, ""), str) else "" for name in ("description", "details")
        )
        assert (code, found) == (grpc.StatusCode.OK, HELD_OVER_GRPC[rpc])
        assert held == found
    else:
        assert (code, details, found) == (grpc.StatusCode.UNAUTHENTICATED, "invalid key", ("", "invalid key"))


@pytest.mark.parametrize("rpc", RPCS)
def test_over_rest_it_is_what_the_answer_held(rpc: str, shelf: Shelf) -> None:
    reply = Client(shelf.definition).rest(
        shelf.refusing, "GET", f"/{rpc.lower()}/x", None, {"Authorization": "Key wrong"}
    )
    text = json.dumps(reply.body)
    assert reply.http == 401
    assert all(word in text for word in said(shelf.refusing.calls[-1]) if word)
    assert said(shelf.refusing.calls[-1]) == HELD_OVER_GRPC.get(rpc, ("Unauthorized", "invalid key"))


def test_the_answer_to_head_holds_nothing(shelf: Shelf) -> None:
    for rpc in ("Whole", "Nothing"):
        Client(shelf.definition).rest(shelf.refusing, "HEAD", f"/{rpc.lower()}/x")
        assert said(shelf.refusing.calls[-1]) == ("", "")


@pytest.mark.parametrize("rpc", RPCS)
def test_an_answer_in_which_all_is_well(rpc: str, shelf: Shelf) -> None:
    description = "OK" if HELD_OVER_GRPC.get(rpc, ("", ""))[0] else ""
    assert call(shelf.well, rpc)[0] is grpc.StatusCode.OK
    assert said(shelf.well.calls[-1]) == (description, "")
    assert Client(shelf.definition).rest(shelf.well, "GET", f"/{rpc.lower()}/x").http == 200
    assert said(shelf.well.calls[-1]) == (description, "")


def test_a_call_that_grpc_itself_refuses(shelf: Shelf) -> None:
    code, details, _ = call(shelf.well, "None")
    assert code is grpc.StatusCode.UNIMPLEMENTED
    assert said(shelf.well.calls[-1]) == ("", details)


@pytest.mark.parametrize(
    ("http", "code"),
    [
        (400, "INVALID_ARGUMENT"),
        (403, "PERMISSION_DENIED"),
        (404, "NOT_FOUND"),
        (409, "ABORTED"),
        (418, "UNKNOWN"),
        (429, "RESOURCE_EXHAUSTED"),
        (500, "INTERNAL"),
        (503, "UNAVAILABLE"),
        (200, "OK"),
    ],
)
def test_every_failure_of_http_is_one_of_grpc(http: int, code: str) -> None:
    statuses = {**STATUSES, CallOutcome.FAILURE: ApiStatus("", 0, http, "No")}
    with Sandbox(
        make_service(), Behaviour(statuses, status=STATUS), Endpoint(HOST, None), fault=Fault.FAILURE_STATUS
    ) as sandbox:
        found, details, _ = call(sandbox, "Nothing")
    assert found.name == code
    assert said(sandbox.calls[-1]) == ("", details)
