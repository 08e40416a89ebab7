"""Services and methods from the descriptors of the installed package."""

from __future__ import annotations

import pytest
from google.protobuf.descriptor import FieldDescriptor

from sixfold import definition
from sixfold.definition import DefinitionError, HttpRule, Service, has_presence, map_types

PACKAGE, VERSION = "clarifai-grpc", "12.6.0"
MODULE, SERVICE = "clarifai_grpc.grpc.api.service_pb2", "clarifai.api.V2"


def field(service: Service, rpc: str, path: str) -> FieldDescriptor:
    message = service.methods[rpc].request
    *parents, last = path.split(".")
    for name in parents:
        inner = message.fields_by_name[name].message_type
        assert inner is not None
        message = inner
    return message.fields_by_name[last]


def test_service_says_where_it_came_from(service: Service) -> None:
    assert (service.name, service.package, service.version) == (SERVICE, PACKAGE, VERSION)


def test_the_36_deletes_are_there(service: Service) -> None:
    assert sum(name.startswith("Delete") for name in service.methods) == 36


def test_method_has_its_messages_and_its_first_rule_first(service: Service) -> None:
    method = service.methods["DeleteAnnotation"]
    assert (method.request.name, method.response.name) == ("DeleteAnnotationRequest", "BaseResponse")
    rule = method.rules[0]
    assert (rule.verb, rule.body) == ("DELETE", "")
    assert rule.parameters == ("user_app_id.user_id", "user_app_id.app_id", "input_id", "annotation_id")


def test_additional_bindings_follow(service: Service) -> None:
    paths = [rule.path for rule in service.methods["DeleteAnnotations"].rules]
    assert "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/annotations" in paths[1:]


def test_streaming_is_known(service: Service) -> None:
    assert service.methods["StreamAnnotations"].streaming
    assert not service.methods["DeleteInputs"].streaming


def test_deprecation_is_known(service: Service) -> None:
    assert service.methods["PostSearches"].deprecated
    assert not service.methods["DeleteInputs"].deprecated


@pytest.mark.parametrize(
    ("path", "parameters", "parts"),
    [
        ("/v2/inputs", (), ("/v2/inputs",)),
        ("/v2/{id}", ("id",), ("/v2/", "id", "")),
        ("/v2/{a.b_c}/x/{d}/y", ("a.b_c", "d"), ("/v2/", "a.b_c", "/x/", "d", "/y")),
        ("/v2/{name=shelves/*}:go", ("name",), ("/v2/", "name", ":go")),
    ],
)
def test_parameters_and_parts_of_a_path(path: str, parameters: tuple[str, ...], parts: tuple[str, ...]) -> None:
    rule = HttpRule("GET", path, "")
    assert (rule.parameters, rule.parts) == (parameters, parts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("no-such-package", "1", MODULE, SERVICE),
            "no-such-package is not installed; run: pip install no-such-package==",
        ),
        ((PACKAGE, "1.0", MODULE, SERVICE), "expected clarifai-grpc 1.0, got 12.6.0; install that version or change"),
        ((PACKAGE, VERSION, "clarifai_grpc.nope", SERVICE), "has no protobuf module 'clarifai_grpc.nope'"),
        ((PACKAGE, VERSION, "os", SERVICE), "has no protobuf module 'os'"),
        ((PACKAGE, VERSION, "a..b", SERVICE), "has no protobuf module 'a..b'"),
        ((PACKAGE, VERSION, ".x", SERVICE), "has no protobuf module '.x'"),
        ((PACKAGE, VERSION, "", SERVICE), "has no protobuf module ''"),
        ((PACKAGE, VERSION, MODULE, "clarifai.api.V3"), "has no service 'clarifai.api.V3'"),
        ((PACKAGE, VERSION, MODULE, "clarifai.api.Input"), "has no service 'clarifai.api.Input'"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, str, str, str], message: str) -> None:
    with pytest.raises(DefinitionError) as error:
        definition.load(*arguments)
    assert message in str(error.value)


def test_map_field_has_key_and_value_types(service: Service) -> None:
    types = map_types(field(service, "PostWorkflowResults", "node_runner_selectors"))
    assert types is not None
    assert types[0].type == FieldDescriptor.TYPE_STRING
    assert types[1].message_type is not None
    assert types[1].message_type.name == "RunnerSelector"


@pytest.mark.parametrize("path", ["ids", "user_app_id"])
def test_other_fields_are_no_map(service: Service, path: str) -> None:
    assert map_types(field(service, "DeleteInputs", path)) is None


@pytest.mark.parametrize(
    ("rpc", "path", "present"),
    [("ListApps", "sort_by_name", True), ("ListApps", "id", False), ("PatchApp", "app", True)],
)
def test_presence(service: Service, rpc: str, path: str, *, present: bool) -> None:
    assert has_presence(field(service, rpc, path)) is present
