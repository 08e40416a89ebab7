"""Every delete RPC, over both transports: exactly the named resources go, and a wrong request changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from google.protobuf import message_factory
from google.protobuf.message import Message

from sixfold.definition import descriptor
from sixfold.sandbox import Resource, ResourceStore, Sandbox, behaviour_of, seed
from sixfold.sandbox.behaviour import Rule
from tests.support.projects import ROOT, load_definition
from tests.support.sandbox_client import STATUS

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client, Start

SERVICE = load_definition()
BEHAVIOUR = behaviour_of(ROOT, SERVICE, STATUS)


def full_name(rpc: str) -> str:
    return SERVICE.method(rpc).full_name


def rule_of(rpc: str) -> Rule:
    return BEHAVIOUR.rules[full_name(rpc)]


DELETES = sorted(method.name for method in SERVICE.methods.values() if method.name.startswith("Delete"))


def test_every_delete_of_the_api_has_a_rule() -> None:
    assert sorted(BEHAVIOUR.rules) == [full_name(rpc) for rpc in DELETES]


def example(rpc: str) -> Message:
    """Fill a request's fields with two values where they are lists, and with one elsewhere."""
    rule, method = rule_of(rpc), SERVICE.method(rpc)
    message: Message = message_factory.GetMessageClass(descriptor(method.request))()
    for path in (*rule.parents, *filter(None, [rule.ids]), *rule.attributes.values()):
        *parents, last = path.split(".")
        holder = message
        for name in parents:
            holder = getattr(holder, name)
        field = holder.DESCRIPTOR.fields_by_name[last]
        if field.is_repeated:
            getattr(holder, last).extend([f"{last}/1", f"{last} ü2"])
        else:
            setattr(holder, last, f"{last}/1")
    return message


def send(client: Client, sandbox: Sandbox, transport: str, rpc: str, message: Message) -> object:
    """Send a request and return the API's status code."""
    if transport == "rest":
        return client.delete(sandbox, rpc, message).code
    code: object = client.ask(sandbox, rpc, message.SerializeToString()).code
    return code


@pytest.mark.parametrize("transport", ["grpc", "rest"])
@pytest.mark.parametrize("rpc", DELETES)
def test_the_named_go_and_their_neighbours_stay(rpc: str, transport: str, start: Start, client: Client) -> None:
    message = example(rpc)
    seeded = seed(BEHAVIOUR, full_name(rpc), message)
    assert seeded.named
    assert seeded.neighbours
    sandbox = start(ResourceStore(seeded.resources))
    assert send(client, sandbox, transport, rpc, message) == 10000
    assert sandbox.store.keys == seeded.neighbours
    [call] = sandbox.calls
    assert (call.rpc, call.message, call.unknown_fields) == (full_name(rpc), message, ())


@pytest.mark.parametrize("rpc", DELETES)
def test_an_unknown_id_fails_and_nothing_goes(rpc: str, start: Start, client: Client) -> None:
    message = example(rpc)
    seeded = seed(BEHAVIOUR, full_name(rpc), message)
    missing = min(seeded.named, key=lambda key: (len(key), key))
    left = frozenset(resource for resource in seeded.resources if not resource.within(missing))
    sandbox = start(ResourceStore(left))
    assert send(client, sandbox, "grpc", rpc, message) == rule_of(rpc).absent.number
    assert sandbox.store.resources == left
    assert sandbox.calls[0].http_status == 404


@pytest.mark.parametrize(
    "rpc",
    [rpc for rpc in DELETES if rule_of(rpc).ids and not rule_of(rpc).all_without_ids],
)
def test_a_request_without_ids_is_refused(rpc: str, start: Start, client: Client) -> None:
    rule = rule_of(rpc)
    message = example(rpc)
    seeded = seed(BEHAVIOUR, full_name(rpc), message)
    for path in (rule.ids or "", *rule.attributes.values()):
        holder, _, last = path.rpartition(".")
        (getattr(message, holder) if holder else message).ClearField(last)
    sandbox = start(ResourceStore(seeded.resources))
    assert send(client, sandbox, "grpc", rpc, message) == 11102
    assert sandbox.store.resources == seeded.resources


def annotation(user: str, app: str, of: str, name: str, **attributes: str) -> Resource:
    key = (("user", user), ("app", app), ("input", of), ("annotation", name))
    return Resource(key, tuple(attributes.items()))


ANNOTATIONS = frozenset(
    (
        annotation("u", "a", "i1", "x"),
        annotation("u", "a", "i1", "y"),
        annotation("u", "a", "i1", "whole", level="input"),
        annotation("u", "a", "i2", "x"),
        annotation("u", "a", "i2", "y"),
        annotation("u", "a", "i2", "whole", level="input"),
        annotation("u", "a", "i3", "x"),
        annotation("u", "b", "i1", "x"),
        annotation("v", "a", "i1", "x"),
    )
)


def gone(sandbox: Sandbox) -> set[str]:
    return {f"{found.key[2][1]}/{found.key[3][1]}" for found in ANNOTATIONS - sandbox.store.resources}


@pytest.mark.parametrize(
    ("named", "code", "expected"),
    [
        ({"input_ids": ["i1", "i2"], "ids": ["x", "y"]}, 10000, {"i1/x", "i2/y"}),
        ({"input_ids": ["i1", "i1"], "ids": ["x", "y"]}, 10000, {"i1/x", "i1/y"}),
        ({"input_ids": ["i1"], "ids": []}, 10000, {"i1/x", "i1/y"}),
        ({"input_ids": ["i1", "i3"], "ids": []}, 10000, {"i1/x", "i1/y", "i3/x"}),
        ({"input_ids": ["i1", "i2"], "ids": ["x"]}, 11102, set()),
        ({"input_ids": ["i1"], "ids": ["x", "y"]}, 11102, set()),
        ({"input_ids": [], "ids": ["x"]}, 11102, set()),
        ({"input_ids": [], "ids": []}, 11102, set()),
        ({"input_ids": ["i1", ""], "ids": []}, 11102, set()),
        ({"input_ids": ["i1", "i2"], "ids": ["x", ""]}, 11102, set()),
        ({"input_ids": ["i1", "i3"], "ids": ["x", "y"]}, 11101, set()),
        ({"input_ids": ["i1", "i9"], "ids": []}, 11101, set()),
        ({"input_ids": ["i1"], "ids": ["whole"]}, 11102, set()),
    ],
)
def test_the_bulk_delete_of_annotations(
    named: dict[str, list[str]], code: int, expected: set[str], start: Start, client: Client
) -> None:
    sandbox = start(ResourceStore(ANNOTATIONS))
    message = client.make("DeleteAnnotations", **named)
    assert send(client, sandbox, "rest", "DeleteAnnotations", message) == code
    assert gone(sandbox) == expected


def test_the_input_level_annotation_is_not_deleted_by_its_id(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore(ANNOTATIONS))
    message = client.make("DeleteAnnotation", input_id="i1", annotation_id="whole")
    assert send(client, sandbox, "rest", "DeleteAnnotation", message) == 11102
    assert gone(sandbox) == set()


def test_an_input_takes_its_annotations_with_it_and_the_input_level_one_too(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore(ANNOTATIONS))
    sandbox.store.add(Resource((("user", "u"), ("app", "a"), ("input", "i1"))))
    assert send(client, sandbox, "rest", "DeleteInput", client.make("DeleteInput", input_id="i1")) == 10000
    assert gone(sandbox) == {"i1/x", "i1/y", "i1/whole"}


@pytest.mark.parametrize("rpc", ["DeleteModels", "DeleteWorkflows"])
def test_delete_all_empties_one_app(rpc: str, start: Start, client: Client) -> None:
    message = client.make(rpc, delete_all=True)
    seeded = seed(BEHAVIOUR, full_name(rpc), message)
    assert {key[:2] for key in seeded.named} == {(("user", "u"), ("app", "a"))}
    sandbox = start(ResourceStore(seeded.resources))
    assert send(client, sandbox, "rest", rpc, message) == 10000
    assert sandbox.store.keys == seeded.neighbours


def test_delete_all_beside_ids_is_refused(start: Start, client: Client) -> None:
    seeded = seed(BEHAVIOUR, "clarifai.api.V2.DeleteModels", client.make("DeleteModels", ids=["m"]))
    sandbox = start(ResourceStore(seeded.resources))
    message = client.make("DeleteModels", ids=["m"], delete_all=True)
    assert send(client, sandbox, "grpc", "DeleteModels", message) == 11102
    assert sandbox.store.resources == seeded.resources


def test_collaborators_go_by_email_alone(start: Start, client: Client) -> None:
    message = client.make("DeleteCollaborators", user_emails=["someone@example.com"])
    seeded = seed(BEHAVIOUR, "clarifai.api.V2.DeleteCollaborators", message)
    sandbox = start(ResourceStore(seeded.resources))
    assert send(client, sandbox, "grpc", "DeleteCollaborators", message) == 10000
    assert len(seeded.named) == 1
    assert sandbox.store.keys == seeded.neighbours
    assert send(client, sandbox, "grpc", "DeleteCollaborators", message) == 11101


def test_a_running_bulk_operation_is_not_deleted(start: Start, client: Client) -> None:
    running = Resource((("user", "u"), ("app", "a"), ("bulk_operation", "o")), (("state", "running"),))
    sandbox = start(ResourceStore([running]))
    message = client.make("DeleteBulkOperations", ids=["o"])
    assert send(client, sandbox, "grpc", "DeleteBulkOperations", message) == 11102
    assert sandbox.store.resources == {running}


def test_an_rpc_without_a_rule_answers_success_and_changes_nothing(start: Start, client: Client) -> None:
    sandbox = start(ResourceStore(ANNOTATIONS))
    assert send(client, sandbox, "rest", "PostAnnotations", client.make("PostAnnotations")) == 10000
    assert sandbox.store.resources == ANNOTATIONS
