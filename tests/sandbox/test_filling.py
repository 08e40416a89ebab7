"""Answers for programs that go on with what they get, and the statuses of an API of which only its success is known."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.message import Message

from sixfold.definition import ApiDefinition, descriptor
from sixfold.definition import Message as MessageType
from sixfold.json_value import JsonObject
from sixfold.sandbox.assumed import assumed
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.filling import fill
from sixfold.status import StatusPaths


def made(type_: MessageType, values: JsonObject | None = None) -> Message:
    return json_format.ParseDict(values or {}, message_factory.GetMessageClass(descriptor(type_))())


def answer(definition: ApiDefinition, rpc: str, request: JsonObject | None = None) -> dict[str, object]:
    method = definition.method(rpc)
    found = made(method.response, {"status": {"code": "SUCCESS", "description": "Ok"}})
    fill(found, made(method.request, request))
    shown: dict[str, object] = json_format.MessageToDict(found, preserving_proto_field_name=True)
    return shown


def test_each_list_of_messages_has_one_element_at_any_depth(definition: ApiDefinition) -> None:
    outputs: Any = answer(definition, "PostModelOutputs")["outputs"]
    assert len(outputs) == len(outputs[0]["data"]["concepts"]) == len(outputs[0]["data"]["regions"]) == 1
    assert outputs[0]["status"] == {"code": "SUCCESS", "description": "Ok"}


def test_what_was_asked_for_stands_under_the_same_name(definition: ApiDefinition) -> None:
    inputs: Any = answer(definition, "PostInputs", {"inputs": [{"id": "mine"}, {"id": "other"}]})["inputs"]
    assert [item["id"] for item in inputs] == ["mine", "other"]


def test_what_is_set_stays_and_every_answer_of_the_api_can_be_filled(definition: ApiDefinition) -> None:
    for method in definition.methods.values():
        found = made(method.response)
        fill(found, made(method.request))
        assert found.ByteSize() < 10_000, method.name
    assert answer(definition, "DeleteInput")["status"] == {"code": "SUCCESS", "description": "Ok"}


def test_a_field_of_the_same_name_that_is_of_another_kind_is_not_taken_over() -> None:
    file = descriptor_pb2.FileDescriptorProto(name="filled.proto", package="filled", syntax="proto3")
    once, often, text, number = 1, 3, 9, 3
    for name, label, kind in (("One", once, text), ("Many", often, text), ("Number", once, number)):
        file.message_type.add(name=name).field.add(name="ids", number=1, type=kind, label=label)
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    types = {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"filled.{name}"))
        for name in ("One", "Many", "Number")
    }
    given: dict[str, dict[str, Any]] = {"One": {"ids": "5"}, "Many": {"ids": ["5"]}, "Number": {"ids": 5}}
    for asked, values in given.items():
        for answered, type_ in types.items():
            found = type_()
            fill(found, json_format.ParseDict(values, types[asked]()))
            assert (found.ByteSize() > 0) == (asked == answered), (asked, answered)


def test_of_a_known_success_the_failures_follow(definition: ApiDefinition) -> None:
    statuses = assumed(definition, StatusPaths("status.code"), "SUCCESS").statuses
    assert (statuses[CallOutcome.SUCCESS].name, statuses[CallOutcome.SUCCESS].number) == ("SUCCESS", 10000)
    assert {statuses[outcome].name for outcome in CallOutcome if outcome is not CallOutcome.SUCCESS} == {"FAILURE"}
    assert 0 not in {status.number for status in statuses.values()}


@pytest.mark.parametrize(
    ("field", "value"), [("status.code", "NO_SUCH"), ("status.nothing", "SUCCESS"), ("x", "SUCCESS")]
)
def test_without_such_codes_http_alone_speaks(definition: ApiDefinition, field: str, value: str) -> None:
    assert {status.number for status in assumed(definition, StatusPaths(field), value).statuses.values()} == {0}
