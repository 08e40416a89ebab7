"""Operation x definition -> request: typed, checked, on real RPCs of clarifai.api.V2; and the message it stands for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.message_factory import GetMessageClass

from sixfold.definition import descriptor
from sixfold.request import Request
from sixfold.request.plain import plain_json
from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName

RequestOf = Callable[..., Request]
ProblemOf = Callable[..., str]
Build = Callable[..., tuple[Request | None, list[str]]]

SCOPE = {"user_id": "ann", "app_id": "zoo"}
VARIABLE = "INPUT_ID: {example: in-1, description: The input.}\n"


def expected(request: Request) -> dict[str, object]:
    found: dict[str, object] = MessageToDict(request.expected(), preserving_proto_field_name=True)
    return found


def test_the_scope_comes_first_and_from_the_api(request_of: RequestOf) -> None:
    request = request_of("DeleteInputs", "ids: [a]")
    assert [field.name.text for field in request.message.fields] == ["user_app_id", "ids"]
    assert expected(request) == {"user_app_id": SCOPE, "ids": ["a"]}


def test_a_request_of_a_user_takes_of_the_scope_what_its_path_names(request_of: RequestOf) -> None:
    request = request_of("ListApps", "page: 2")
    assert expected(request) == {"user_app_id": {"user_id": "ann"}, "page": 2}
    assert [variable.name for variable in request.variables] == ["USER_ID", "PAT"]


def test_an_operation_may_give_its_own_scope(request_of: RequestOf) -> None:
    request = request_of("DeleteInputs", "user_app_id: {user_id: me, app_id: mine}\nids: [a]")
    assert expected(request)["user_app_id"] == {"user_id": "me", "app_id": "mine"}


def test_the_first_binding_is_taken(request_of: RequestOf) -> None:
    request = request_of("DeleteAnnotations", "ids: [a]\ninput_ids: [b]")
    assert request.rest.verb == "DELETE"
    assert request.method.rules[0].verb == "DELETE"


def test_another_binding_is_taken_by_its_path(request_of: RequestOf) -> None:
    path = "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/annotations"
    request = request_of("DeleteAnnotations", "ids: [a]\ninput_ids: [b]", path)
    assert request.rest.url == "https://api.clarifai.com/v2/users/ann/apps/zoo/annotations"


def test_a_path_that_is_not_bound(problem_of: ProblemOf) -> None:
    problem = problem_of("DeleteAnnotations", "ids: [a]", "/v2/annotation")
    assert "operations[0].path: DeleteAnnotations is not bound to '/v2/annotation'" in problem
    assert "(paths: /v2/" in problem


@pytest.mark.parametrize(
    ("rpc", "problem"),
    [
        ("DeleteAnotations", "clarifai.api.V2 has no RPC 'DeleteAnotations'; did you mean 'DeleteAnnotations'?"),
        ("X", "clarifai.api.V2 has no RPC 'X'"),
        ("StreamAnnotations", "StreamAnnotations is a streaming RPC; expected one with one request and one answer"),
    ],
)
def test_an_rpc_that_cannot_be(problem_of: ProblemOf, rpc: str, problem: str) -> None:
    assert problem_of(rpc, "") == f"operations[0].rpc: {problem}"


def test_variables_are_those_used_in_the_order_of_their_declaration(request_of: RequestOf) -> None:
    names = ("B_ID", "A_ID", "C_ID")
    examples = "".join(f"{name}: {{example: {name[0].lower()}, description: An ID.}}\n" for name in names)
    request = request_of("DeleteInputs", "ids: [$A_ID, $B_ID]", examples=examples)
    assert [variable.name for variable in request.variables] == ["USER_ID", "PAT", "APP_ID", "B_ID", "A_ID"]
    assert {variable.example.variable for variable in request.variables} == {None}
    assert expected(request)["ids"] == ["a", "b"]


def test_authentication_is_a_constant(request_of: RequestOf) -> None:
    request = request_of("DeleteInputs", "ids: [a]")
    assert request.authentication == (ScalarValue(ScalarKind.TEXT, "secret", "PAT"),)


@pytest.mark.parametrize("key", ["k", "two words", "!#~", "a'b\\\"$c"])
def test_a_key_that_a_header_can_carry(request_of: RequestOf, key: str) -> None:
    example = f"PAT: {{example: {json.dumps(key)}, description: The key.}}\n"
    assert request_of("DeleteInputs", "ids: [a]", examples=example).keys == (key,)


@pytest.mark.parametrize(
    "key", [" k", "k ", "k\n", "a\nb", "a\r\nX-Other: b", "a\tb", "a\x00b", "\x7f", "clé", "漢", " "]
)
def test_a_key_that_no_header_can_carry(problem_of: ProblemOf, key: str) -> None:
    example = f"PAT: {{example: {json.dumps(key)}, description: The key.}}\n"
    problem = problem_of("DeleteInputs", "ids: [a]", examples=example)
    assert problem.startswith("variables.PAT.example: expected a key that a header can carry: one line of ASCII ")


def test_success_is_resolved_in_the_answer(request_of: RequestOf) -> None:
    success = request_of("DeleteInputs", "ids: [a]").success
    assert success is not None
    assert (success.field, success.value, success.number) == ("status.code", "SUCCESS", 10000)
    assert success.type == TypeName("StatusCode", "clarifai.api.status", "status_code")


def test_types_are_all_named_once_and_sorted(request_of: RequestOf) -> None:
    request = request_of("PostConcepts", "concepts: [{id: a}, {id: b}]")
    assert [found.name for found in request.types] == ["Concept", "PostConceptsRequest", "UserAppIDSet"]
    assert [found.outer for found in request.imports] == [
        "Concept",
        "PostConceptsRequest",
        "UserAppIDSet",
        "StatusCode",
    ]


def test_an_operation_without_a_request(request_of: RequestOf) -> None:
    assert expected(request_of("ListApps", "")) == {"user_app_id": {"user_id": "ann"}}


def at(message: MessageValue, path: str) -> object:
    """Follow a path; ``[0]`` is the first item of a list."""
    found: object = message
    for part in path.replace("[0]", ".0").split("."):
        if isinstance(found, ListValue):
            found = found.items[int(part)]
        elif isinstance(found, MessageValue):
            found = found.at(part)
    return found


@pytest.mark.parametrize(
    ("rpc", "request_", "path", "kind", "value"),
    [
        ("PatchApp", "app: {id: x, name: 'true'}", "app.name", ScalarKind.TEXT, "true"),
        ("ListApps", "page: 4294967295", "page", ScalarKind.INTEGER, 4294967295),
        ("PatchApp", "app: {id: x, star_count: -5}", "app.star_count", ScalarKind.INTEGER, -5),
        (
            "PostUploads",
            "uploads: [{content_length: 18446744073709551615}]",
            "uploads[0].content_length",
            ScalarKind.LONG,
            2**64 - 1,
        ),
        (
            "PostInputs",
            "inputs: [{data: {int_value: -9223372036854775808}}]",
            "inputs[0].data.int_value",
            ScalarKind.LONG,
            -(2**63),
        ),
        ("PostInputs", "inputs: [{data: {float_value: 0.1}}]", "inputs[0].data.float_value", ScalarKind.DOUBLE, 0.1),
        ("PostConcepts", "concepts: [{id: x, value: 0.5}]", "concepts[0].value", ScalarKind.FLOAT, 0.5),
        ("PostConcepts", "concepts: [{id: x, value: 1}]", "concepts[0].value", ScalarKind.FLOAT, 1.0),
        ("PatchApp", "app: {id: x}\nreindex: true", "reindex", ScalarKind.BOOLEAN, True),
        ("PatchApp", "app: {id: x, image: {base64: AP8=}}", "app.image.base64", ScalarKind.BYTES, b"\x00\xff"),
        ("PatchApp", "app: {id: x, image: {base64: !!binary AP8=}}", "app.image.base64", ScalarKind.BYTES, b"\x00\xff"),
        ("ListApps", "sort_by_name: false", "sort_by_name", ScalarKind.BOOLEAN, False),
    ],
)
def test_scalar(request_of: RequestOf, rpc: str, request_: str, path: str, kind: ScalarKind, value: object) -> None:  # noqa: PLR0913, PLR0917 - a row
    message = request_of(rpc, request_).message
    found = at(message, path)
    assert isinstance(found, ScalarValue)
    assert (found.kind, type(found.value), found.value) == (kind, type(value), value)


def test_enum_knows_its_type_and_number(request_of: RequestOf) -> None:
    request = request_of("PutTaskAssignments", "task_id: t\ninput_id: i\naction: LABEL_START")
    found = request.message.at("action")
    assert isinstance(found, ScalarValue)
    assert (found.kind, found.value, found.number) == (ScalarKind.ENUM, "LABEL_START", 1)
    assert found.type == TypeName("PutTaskAssignmentsRequestAction", "clarifai.api", "service")


def test_repeated_enum(request_of: RequestOf) -> None:
    request = request_of("PatchAnnotationsStatus", "task_id: t\naction: a\nstatus_codes: [SUCCESS, FAILURE]")
    assert expected(request)["status_codes"] == ["SUCCESS", "FAILURE"]


def test_list_of_messages_with_lists_of_messages(request_of: RequestOf) -> None:
    text = """
    inputs:
      - id: one
        data:
          concepts:
            - {id: a, value: 1}
            - {id: b}
      - id: two
    """
    request = request_of("PostInputs", text)
    assert expected(request)["inputs"] == [
        {"id": "one", "data": {"concepts": [{"id": "a", "value": 1.0}, {"id": "b"}]}},
        {"id": "two"},
    ]


def test_list_of_numbers(request_of: RequestOf) -> None:
    assert expected(request_of("ListDeployments", "scheduling_priorities: [3, 0]"))["scheduling_priorities"] == [3, 0]


def test_map_of_messages_keeps_the_order_of_the_spec(request_of: RequestOf) -> None:
    text = "app: {id: x, image: {hosted_image_info: {z: {width: 1}, a: {height: 2}}}}"
    request = request_of("PatchApp", text)
    found = at(request.message, "app.image.hosted_image_info")
    assert isinstance(found, MapValue)
    assert [key.value for key, _ in found.entries] == ["z", "a"]
    assert at(request.message, "app.id") == ScalarValue(ScalarKind.TEXT, "x")
    app = expected(request)["app"]
    assert app == {"id": "x", "image": {"hosted_image_info": {"z": {"width": 1}, "a": {"height": 2}}}}


def test_an_empty_message_is_sent(request_of: RequestOf) -> None:
    assert expected(request_of("PatchApp", "app: {id: x, image: {}}"))["app"] == {"id": "x", "image": {}}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("metadata", "{a: 1.5, b: [x, ~, true], c: {d: e}, f: {}, g: []}", None),
        ("metadata", "{}", None),
        ("created_at", "2026-01-31T12:00:00Z", None),
        ("created_at", "'2026-01-31T12:00:00.5+01:00'", "2026-01-31T11:00:00.500Z"),
        ("is_template", "true", True),
        ("is_template", "false", False),
    ],
)
def test_messages_that_json_writes_in_a_form_of_their_own(
    request_of: RequestOf, field: str, text: str, value: object
) -> None:
    request = request_of("PatchApp", f"app: {{id: x, {field}: {text}}}")
    found = at(request.message, f"app.{field}")
    assert isinstance(found, MessageValue)
    assert found.json is not None
    sent = expected(request)["app"]
    assert isinstance(sent, dict)
    assert sent[field] == (plain_json(found.json) if value is None else value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5s", "1.500s"), ("-1s", "-1s"), ("'0.000000001s'", "0.000000001s"), ("'1 s'", "1s"), ("01s", "1s")],
)
def test_a_duration_is_written_in_its_one_normal_form(request_of: RequestOf, text: str, value: str) -> None:
    request = request_of("PostDeployments", f"deployments: [{{id: x, email_reminder_after: {text}}}]")
    assert expected(request)["deployments"] == [{"id": "x", "email_reminder_after": value}]
    assert f'"email_reminder_after": "{value}"' in request.rest.body_text


def test_a_time_is_written_in_its_one_normal_form(request_of: RequestOf) -> None:
    request = request_of("PatchApp", "app: {id: x, created_at: '2026-01-31T12:00:00.5+01:00'}")
    assert '"created_at": "2026-01-31T11:00:00.500Z"' in request.rest.body_text


@pytest.mark.parametrize("number", [1, 2**53 + 1, 2**63, 2**64 - 1])
def test_a_wrapper_keeps_every_digit(request_of: RequestOf, number: int) -> None:
    request = request_of(
        "PostRunnerReplicaTaskMetrics", f"runner_replica_task_metrics: [{{start_frame_time: {number}}}]"
    )
    assert expected(request)["runner_replica_task_metrics"] == [{"start_frame_time": str(number)}]
    assert f'"start_frame_time": "{number}"' in request.rest.body_text


def test_a_wrapper_takes_a_variable(request_of: RequestOf) -> None:
    examples = "FLAG: {example: true, description: A flag.}\n"
    request = request_of("PatchApp", "app: {id: x, is_template: $FLAG}", examples=examples)
    found = at(request.message, "app.is_template")
    assert isinstance(found, MessageValue)
    assert found.json == found.at("value") == ScalarValue(ScalarKind.BOOLEAN, True, "FLAG")  # noqa: FBT003 - the value itself
    assert "FLAG" in [variable.name for variable in request.variables]
    assert expected(request)["app"] == {"id": "x", "is_template": True}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1", "1"),
        ("-7", "-7"),
        ("1.5", "1.5"),
        ("9007199254740992", "9007199254740992"),
        ("$$x", '"$x"'),
        ("$$", '"$"'),
    ],
)
def test_a_value_of_a_struct_is_written_as_given(request_of: RequestOf, text: str, written: str) -> None:
    request = request_of("PatchApp", f"app: {{id: x, metadata: {{a: {text}}}}}")
    assert f'"a": {written}\n' in request.rest.body_text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{a: 1e999}", ".a: expected a number that a double holds exactly, got the number inf; write it as text"),
        ("{a: 9007199254740993}", ".a: expected a number that a double holds exactly, got the number 9007199254740993"),
        (f"{{a: {'9' * 400}}}", ".a: expected a number that a double holds exactly, got the number 9999"),
        ("{a: $USER_ID}", ".a: no variable can stand here, got '$USER_ID'; write a text that begins so with '$$'"),
        ("{a: {b: [x, $5]}}", ".a.b[1]: no variable can stand here, got '$5'; write a text that begins so with '$$'"),
        ("{$USER_ID: 1}", ".$USER_ID: no variable can stand here, got '$USER_ID'; write a text that begins so with"),
        ("$USER_ID", ": no variable can stand here, got '$USER_ID'; write a text that begins so with '$$'"),
        ("{a: !!binary aGk=}", ".a: expected a value that JSON has, got binary data; write it as base64 text"),
    ],
)
def test_what_a_struct_cannot_hold(problem_of: ProblemOf, text: str, problem: str) -> None:
    found = problem_of("PatchApp", f"app: {{id: x, metadata: {text}}}")
    assert found.startswith(f"operations[0].request.app.metadata{problem}")


def test_a_wrapper_takes_no_list(problem_of: ProblemOf) -> None:
    found = problem_of("PatchApp", "app: {id: x, is_template: [true]}")
    assert found == "operations[0].request.app.is_template: 'value' takes one value; expected true or false, got a list"


def test_an_empty_key_of_a_map_is_sent(request_of: RequestOf) -> None:
    request = request_of("PatchApp", "app: {id: x, image: {hosted_image_info: {'': {width: 1}}}}")
    assert expected(request)["app"] == {"id": "x", "image": {"hosted_image_info": {"": {"width": 1}}}}


def test_a_time_cannot_be_a_variable(problem_of: ProblemOf) -> None:
    found = problem_of("PatchApp", "app: {id: x, created_at: $USER_ID}")
    assert found.startswith("operations[0].request.app.created_at: no variable can stand here, got '$USER_ID'")


def test_struct_is_a_message_of_fields_for_a_grpc_client(request_of: RequestOf) -> None:
    found = at(request_of("PatchApp", "app: {id: x, metadata: {a: b}}").message, "app.metadata.fields")
    assert isinstance(found, MapValue)
    key, value = found.entries[0]
    assert key.value == "a"
    assert isinstance(value, MessageValue)
    assert value.at("string_value") == ScalarValue(ScalarKind.TEXT, "b")


@pytest.mark.parametrize(
    ("field", "text", "form"),
    [
        ("metadata", "5", "a mapping, the JSON form of google.protobuf.Struct"),
        ("metadata", "~", "a mapping, the JSON form of google.protobuf.Struct"),
        ("metadata", "[]", "a mapping, the JSON form of google.protobuf.Struct"),
        ("created_at", "5", "a time like '2026-01-31T12:00:00Z', the JSON form of google.protobuf.Timestamp"),
        ("created_at", "2026-01-31", "a time like '2026-01-31T12:00:00Z', the JSON form of google.protobuf.Timestamp"),
        (
            "created_at",
            "{seconds: 5}",
            "a time like '2026-01-31T12:00:00Z', the JSON form of google.protobuf.Timestamp",
        ),
        ("created_at", "~", "a time like '2026-01-31T12:00:00Z', the JSON form of google.protobuf.Timestamp"),
        ("is_template", "'true'", "true or false, got the text 'true'"),
        ("is_template", "{value: true}", "true or false, got a mapping"),
        ("is_template", "~", "true or false, got nothing"),
        ("is_template", "$USER_ID", "true or false, got the text 'ann' of variable USER_ID"),
    ],
)
def test_a_wrong_form(problem_of: ProblemOf, field: str, text: str, form: str) -> None:
    problem = problem_of("PatchApp", f"app: {{id: x, {field}: {text}}}")
    assert problem == f"operations[0].request.app.{field}: expected {form}"


@pytest.mark.parametrize("text", ["5", "1.5", "~", "99999999999999s", "1m"])
def test_a_wrong_duration(problem_of: ProblemOf, text: str) -> None:
    problem = problem_of("PostDeployments", f"deployments: [{{id: x, email_reminder_after: {text}}}]")
    assert problem.endswith("expected a duration like '1.5s', the JSON form of google.protobuf.Duration")


@pytest.mark.parametrize(
    ("rpc", "text", "problem"),
    [
        (
            "DeleteInputs",
            "annotation_ids: [a]",
            "annotation_ids: DeleteInputsRequest has no field 'annotation_ids'; did you mean 'ids'?",
        ),
        ("DeleteInputs", "ids: a", "ids: 'ids' is a list; expected a list, got the text 'a'; write it as [ a ]"),
        ("DeleteInputs", "ids: {a: b}", "ids: 'ids' is a list; expected a list, got a mapping"),
        ("DeleteInputs", "ids: ~", "ids: 'ids' is a list; expected a list, got nothing"),
        (
            "DeleteInputs",
            "ids: []",
            'ids: an empty list is sent as no list at all, which DeleteInputs may read as "all"',
        ),
        ("DeleteInputs", "ids: [5]", "ids[0]: expected text, got the number 5; write it in quotes"),
        ("DeleteInputs", "ids: [true]", "ids[0]: expected text, got the boolean true; write it in quotes"),
        ("DeleteInputs", "ids: [[a]]", "ids[0]: 'ids' takes one value; expected text, got a list"),
        ("DeleteInputs", "ids: [{a: b}]", "ids[0]: expected text, got a mapping"),
        ("DeleteInputs", "ids: [~]", "ids[0]: expected text, got nothing"),
        ("DeleteInputs", "ids: [$NOPE_ID]", "ids[0]: unknown variable '$NOPE_ID'"),
        ("DeleteInputs", "ids: [$APP_IDS]", "ids[0]: unknown variable '$APP_IDS'; did you mean '$APP_ID'?"),
        (
            "DeleteInputs",
            "ids: [$nope]",
            "ids[0]: expected a variable like $INPUT_ID, got '$nope'; write a text that begins so with '$$'",
        ),
        ("DeleteInputs", "ids: [$]", "ids[0]: expected a variable like $INPUT_ID, got '$'"),
        ("DeleteInputs", "ids: [!!binary aGk=]", "ids[0]: expected text, got binary data"),
        ("ListApps", "page: -1", "page: expected a whole number from 0 to 4294967295, got the number -1"),
        (
            "ListApps",
            "page: 4294967296",
            "page: expected a whole number from 0 to 4294967295, got the number 4294967296",
        ),
        ("ListApps", "page: 1.0", "page: expected a whole number from 0 to 4294967295, got the number 1.0"),
        ("ListApps", "page: true", "page: expected a whole number from 0 to 4294967295, got the boolean true"),
        ("ListApps", "page: '1'", "page: expected a whole number from 0 to 4294967295, got the text '1'"),
        ("ListApps", "page: [1]", "page: 'page' takes one value; expected a number, got a list"),
        (
            "ListApps",
            "page: $USER_ID",
            "page: expected a whole number from 0 to 4294967295, got the text 'ann' of variable USER_ID",
        ),
        ("ListApps", "sort_by_name: yes", "sort_by_name: expected true or false, got the text 'yes'"),
        (
            "ListApps",
            "sort_by_name: true\nsort_by_id: true",
            "sort_by_id: 'sort_by_name' and 'sort_by_id' exclude each other",
        ),
        ("ListApps", "name: ''", "name: an empty 'name' is not sent at all; give it a value or leave it out"),
        (
            "PostUploads",
            "uploads: [{content_length: 18446744073709551616}]",
            "uploads[0].content_length: expected a whole number from 0 to 18446744073709551615",
        ),
        (
            "PostConcepts",
            "concepts: [{value: 1e39}]",
            "concepts[0].value: expected a number that fits the field, got the number 1e+39",
        ),
        (
            "PostConcepts",
            "concepts: [{value: 1e999}]",
            "concepts[0].value: expected a number that fits the field, got the number inf",
        ),
        (
            "PostConcepts",
            f"concepts: [{{value: {'9' * 400}}}]",
            "concepts[0].value: expected a number that fits the field, got the number 9999",
        ),
        (
            "PostInputs",
            f"inputs: [{{data: {{float_value: {'9' * 400}}}}}]",
            "inputs[0].data.float_value: expected a num",
        ),
        (
            "ListDatasetVersionMetricsGroups",
            "dataset_id: a\ndataset_version_id: b\nvalues: [{x: 1}, [1, a]]",
            "values: GET /v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/datasets/{dataset_id}/versions/",
        ),
        ("ListDatasetVersionMetricsGroups", "dataset_id: a\ndataset_version_id: b\nvalues: [a, ~]", "values: GET /v2/"),
        ("ListAnnotations", "statuses: [{code: SUCCESS, description: a}, {code: FAILURE}]", "statuses: GET /v2/users/"),
        ("PostConcepts", "concepts: [{value: '1'}]", "concepts[0].value: expected a number, got the text '1'"),
        (
            "PostConcepts",
            "concepts: [{valeu: 1}]",
            "concepts[0].valeu: Concept has no field 'valeu'; did you mean 'value'?",
        ),
        ("PostConcepts", "concepts: [a]", "concepts[0]: expected the fields of Concept (id, "),
        (
            "PostConcepts",
            "concepts: [[]]",
            "concepts[0]: 'concepts' takes one value; expected the fields of Concept, got a list",
        ),
        ("PatchApp", "app: [{id: x}]", "app: 'app' takes one value; expected the fields of App, got a list"),
        (
            "PatchApp",
            "app: {image: {base64: '%%'}}",
            "app.image.base64: expected bytes as base64 text, got the text '%%'",
        ),
        (
            "PatchApp",
            "app: {image: {base64: abc}}",
            "app.image.base64: expected bytes as base64 text, got the text 'abc'",
        ),
        (
            "PatchApp",
            "app: {image: {hosted_image_info: []}}",
            "app.image.hosted_image_info: 'hosted_image_info' is a map; expected a mapping",
        ),
        (
            "PatchApp",
            "app: {image: {hosted_image_info: {}}}",
            "app.image.hosted_image_info: an empty map is sent as no map at all",
        ),
        (
            "PatchApp",
            "app: {image: {hosted_image_info: {a: 5}}}",
            "app.image.hosted_image_info.a: expected the fields of ImageInfo",
        ),
        (
            "PatchApp",
            "app: {image: {hosted_image_info: {$USER_ID: {width: 1}}}}",
            "app.image.hosted_image_info.$USER_ID: a key cannot be a variable, got '$USER_ID'; write a text that",
        ),
        ("PatchApp", "app: {<<: {id: x}}", "app.<<: App has no field '<<'"),
        (
            "PostInputs",
            "input_id_conflict_resolution: SKIPP",
            "input_id_conflict_resolution: enum InputIDConflictResolution has no value 'SKIPP'; did you mean 'SKIP'?",
        ),
        (
            "PostInputs",
            "input_id_conflict_resolution: 1",
            "input_id_conflict_resolution: expected a name of enum InputIDConflictResolution, got the number 1",
        ),
        (
            "PostInputs",
            "input_id_conflict_resolution: $USER_ID",
            "input_id_conflict_resolution: expected a name of enum InputIDConflictResolution, got the variable USER_ID",
        ),
    ],
)
def test_what_contradicts_the_definition(problem_of: ProblemOf, rpc: str, text: str, problem: str) -> None:
    assert problem_of(rpc, text).startswith(f"operations[0].request.{problem}")


def test_what_no_query_holds_has_its_place_and_remedy(build: Build) -> None:
    _, problems = build("ListAnnotations", "page: 1\nstatuses: [{code: SUCCESS}]")
    path = "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/annotations"
    said = f"GET {path} sends it in the query, which holds single values and lists of them; leave it out"
    assert problems == [f"page.yaml:10:5: operations[0].request.statuses: {said}"]


def test_every_contradiction_is_noted_with_its_place(build: Build) -> None:
    request, problems = build("DeleteInputs", "ids: [5, a, 6]\nnope: 1")
    assert request is None
    assert [problem.partition(": operations")[0] for problem in problems] == [
        "page.yaml:9:11",
        "page.yaml:9:17",
        "page.yaml:10:5",
    ]


def test_a_variable_of_two_kinds(problem_of: ProblemOf) -> None:
    text = "inputs: [{data: {int_value: $N}}, {data: {float_value: $N}}]"
    problem = problem_of("PostInputs", text, examples="N: {example: 5, description: A number.}\n")
    assert problem == (
        "operations[0].request.inputs[1].data.float_value: $N stands for long and double; use two variables"
    )


def test_a_variable_of_the_wrong_kind(problem_of: ProblemOf) -> None:
    text = "concepts: [{id: a, value: $N}]"
    problem = problem_of("PostConcepts", text, examples="N: {example: x, description: A number.}\n")
    assert problem.endswith("value: expected a number, got the text 'x' of variable N")


@pytest.mark.parametrize(
    ("text", "sent"), [("$$INPUT_ID", "$INPUT_ID"), ("$$", "$"), ("$$$x", "$$x"), ("a$INPUT_ID", "a$INPUT_ID")]
)
def test_a_dollar_twice_is_a_dollar(request_of: RequestOf, text: str, sent: str) -> None:
    assert expected(request_of("DeleteInputs", f"ids: ['{text}']"))["ids"] == [sent]


@pytest.mark.parametrize("value", ["''", ".", "..", "'.'", "'..'"])
def test_a_path_value_that_would_change_the_path(problem_of: ProblemOf, value: str) -> None:
    problem = problem_of("DeleteAnnotation", f"input_id: {value}\nannotation_id: b")
    assert problem.startswith("operations[0].request.input_id: ")


@pytest.mark.parametrize("value", [".", ".."])
def test_an_example_that_would_change_the_path(problem_of: ProblemOf, value: str) -> None:
    examples = f"INPUT_ID: {{example: '{value}', description: The input.}}\n"
    problem = problem_of("DeleteAnnotation", "input_id: $INPUT_ID\nannotation_id: b", examples=examples)
    assert (
        problem == f"operations[0].request.input_id: '{value}' cannot stand in a path; a client would call another one"
    )


@pytest.mark.parametrize("value", ["...", "a/../b", " ", "%2e%2e"])
def test_a_path_value_that_stays_one_segment(request_of: RequestOf, value: str) -> None:
    request = request_of("DeleteAnnotation", f"input_id: '{value}'\nannotation_id: b")
    assert request.rest.url.count("/") == "https://h/v2/users/u/apps/a/inputs/i/annotations/b".count("/")


def test_a_missing_path_parameter(problem_of: ProblemOf) -> None:
    assert problem_of("DeleteAnnotation", "input_id: a").startswith(
        "operations[0].request.annotation_id: missing; DELETE /v2/users/"
    )


def test_a_path_parameter_that_is_wrong_is_said_once(problem_of: ProblemOf) -> None:
    assert problem_of("DeleteAnnotation", "input_id: 5\nannotation_id: b").startswith(
        "operations[0].request.input_id: expected text, got the number 5"
    )


REQUESTS = [
    ("DeleteInputs", "ids: [a, $INPUT_ID]"),
    ("DeleteAnnotation", "input_id: a/b\nannotation_id: é"),
    ("ListApps", "page: 2\nsort_by_name: true"),
    (
        "PostInputs",
        "inputs: [{id: a, data: {image: {base64: AP8=, allow_duplicate_url: true}, int_value: 9007199254740993}}]",
    ),
    ("PatchApp", "app: {id: x, metadata: {a: [1, {b: ~}]}, created_at: 2026-01-31T12:00:00Z, is_template: false}"),
    ("PutTaskAssignments", "task_id: t\ninput_id: i\naction: LABEL_START\nlabel_submit_config: {}"),
    ("PostConcepts", "concepts: [{id: a, value: 0.1}, {id: b, value: 1e-7}]"),
]


@pytest.mark.parametrize(("rpc", "text"), REQUESTS)
def test_the_grpc_fields_and_the_json_form_are_the_same_message(request_of: RequestOf, rpc: str, text: str) -> None:
    request = request_of(rpc, text, examples=VARIABLE)
    assert as_message(request.message, request) == request.expected()


def as_message(value: MessageValue, request: Request) -> object:
    """Fill the request's class from the tree's fields alone, as a gRPC client does."""
    message = GetMessageClass(descriptor(request.method.request))()
    fill(message, value)
    return message


def fill(message: Any, value: MessageValue) -> None:  # noqa: ANN401 - a class made at run time
    message.SetInParent()
    for field in value.fields:
        target, found = getattr(message, field.name.text), field.value
        if isinstance(found, MessageValue):
            fill(target, found)
        elif isinstance(found, MapValue):
            for key, item in found.entries:
                assert isinstance(item, MessageValue)
                fill(target[key.value], item)
        elif isinstance(found, ListValue):
            for item in found.items:
                if isinstance(item, MessageValue):
                    fill(target.add(), item)
                else:
                    target.append(plain(item))
        else:
            setattr(message, field.name.text, plain(found))


def plain(value: object) -> object:
    assert isinstance(value, ScalarValue)
    return value.number if value.kind is ScalarKind.ENUM else value.value


@pytest.mark.parametrize(("rpc", "text"), REQUESTS)
def test_building_twice_gives_the_same(request_of: RequestOf, rpc: str, text: str) -> None:
    assert request_of(rpc, text, examples=VARIABLE) == request_of(rpc, text, examples=VARIABLE)


@pytest.mark.parametrize(
    ("example", "line"),
    [
        ("plain", "plain"),
        ('"a\\nrm -rf ~"', "a\\nrm -rf ~"),
        ('"\\x00\\x1b\\"\\\\é"', '\\u0000\\u001b\\"\\\\é'),
    ],
)
def test_an_example_can_stand_on_one_line(request_of: RequestOf, example: str, line: str) -> None:
    request = request_of("DeleteInputs", "ids: [$ID]", examples=f"ID: {{example: {example}, description: An ID.}}\n")
    assert request.variables[-1].example_line == line


@pytest.mark.parametrize(
    ("field", "example", "line"),
    [
        ("inputs: [{data: {int_value: $X}}]", "9007199254740993", "9007199254740993"),
        ("inputs: [{data: {float_value: $X}}]", "0.5", "0.5"),
        ("inputs: [{data: {image: {allow_duplicate_url: $X}}}]", "true", "true"),
        ("inputs: [{data: {image: {base64: $X}}}]", "!!binary AP8=", "AP8="),
    ],
)
def test_an_example_that_is_no_text_can_stand_on_one_line(
    request_of: RequestOf, field: str, example: str, line: str
) -> None:
    request = request_of("PostInputs", field, examples=f"X: {{example: {example}, description: A value.}}\n")
    assert request.variables[-1].example_line == line


def test_kinds_are_those_of_the_message(request_of: RequestOf) -> None:
    assert request_of("PatchApp", "app: {id: x, image: {base64: AP8=}}\nreindex: true").kinds == {
        "text",
        "bytes",
        "boolean",
    }
