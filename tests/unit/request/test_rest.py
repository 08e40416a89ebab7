"""The REST form: what goes in the path, in the query and in the body, and how it is percent-encoded."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import pytest

from sixfold.definition import HttpRule
from sixfold.names import Name
from sixfold.request import Request
from sixfold.request.plain import encoded, plain_json
from sixfold.request.query import unfit_for_query
from sixfold.request.rest import RestForm, rest_form
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName, Value

RequestOf = Callable[..., Request]
HOST = "api.example.com"


def text(value: str, variable: str | None = None) -> ScalarValue:
    return ScalarValue(ScalarKind.TEXT, value, variable)


def message(**fields: Value) -> MessageValue:
    return MessageValue(TypeName("M", "p", "m"), tuple(FieldValue(Name(name), value) for name, value in fields.items()))


def test_path_values_leave_the_body(request_of: RequestOf) -> None:
    request = request_of("DeleteInputs", "ids: [a]")
    assert request.rest.verb == "DELETE"
    assert request.rest.url == "https://api.clarifai.com/v2/users/ann/apps/zoo/inputs"
    assert json.loads(request.rest.body_text) == {"ids": ["a"]}


def test_what_the_path_does_not_name_stays_in_the_body(request_of: RequestOf) -> None:
    request = request_of("DeleteInputs", "ids: [a]", "/v2/inputs")
    assert request.rest.url == "https://api.clarifai.com/v2/inputs"
    assert json.loads(request.rest.body_text) == {"user_app_id": {"user_id": "ann", "app_id": "zoo"}, "ids": ["a"]}


def test_without_a_body_the_rest_is_the_query(request_of: RequestOf) -> None:
    request = request_of("ListApps", "page: 2\nname: a b\nsort_by_name: true")
    assert request.rest.url == "https://api.clarifai.com/v2/users/ann/apps?page=2&name=a%20b&sort_by_name=true"
    assert (request.rest.body, request.rest.body_text) == (None, "")


def test_a_list_in_the_query_is_its_name_again(request_of: RequestOf) -> None:
    request = request_of("ListDeployments", "scheduling_priorities: [3, 1]\nmodel_version_ids: [a, b&c]")
    assert urlsplit(request.rest.url).query == (
        "scheduling_priorities=3&scheduling_priorities=1&model_version_ids=a&model_version_ids=b%26c"
    )


def test_a_message_in_the_query_is_its_path(request_of: RequestOf) -> None:
    request = request_of("ListApps", "page: 1", "/v2/apps")
    assert urlsplit(request.rest.url).query == "user_app_id.user_id=ann&user_app_id.app_id=zoo&page=1"


@pytest.mark.parametrize(
    ("value", "fit"),
    [
        (text("a"), True),
        (ListValue((text("a"), text("b"))), True),
        (message(inner=text("a")), True),
        (MessageValue(TypeName("T", "p", "m"), (), text("now")), True),
        (ListValue((MessageValue(TypeName("T", "p", "m"), (), text("now")),)), True),
        (MapValue(((text("k"), text("v")),)), False),
        (ListValue((message(inner=text("a")),)), False),
        (MessageValue(TypeName("T", "p", "m"), (), ListValue((text("a"),))), False),
        (MessageValue(TypeName("T", "p", "m"), (), MapValue(())), False),
        (MessageValue(TypeName("T", "p", "m"), (), ScalarValue(ScalarKind.NULL, None)), False),
        (message(), False),
    ],
)
def test_what_fits_in_a_query(value: Value, *, fit: bool) -> None:
    whole = message(id=text("a"), some=message(deep=value))
    unfit = unfit_for_query(HttpRule("GET", "/v2/{id}", ""), whole)
    assert tuple(path for path, _ in unfit) == (() if fit else ("some.deep",))
    assert unfit_for_query(HttpRule("GET", "/v2/{id}", "*"), whole) == ()
    assert unfit_for_query(HttpRule("GET", "/v2/{id}", "some"), whole) == ()


def test_what_the_path_holds_is_not_in_the_query() -> None:
    assert unfit_for_query(HttpRule("GET", "/v2/{id}", ""), message(id=text("a"))) == ()


def test_a_delete_by_path_alone_has_no_body_and_no_query(request_of: RequestOf) -> None:
    request = request_of("DeleteAnnotation", "input_id: a\nannotation_id: b")
    assert request.rest.url.endswith("/users/ann/apps/zoo/inputs/a/annotations/b")
    assert (request.rest.query, request.rest.body) == ((), None)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("%2F", "%252F"),
        ("é", "%C3%A9"),
        ("中", "%E4%B8%AD"),
        ("\U0001f600", "%F0%9F%98%80"),
        ("?a=b&c#d", "%3Fa%3Db%26c%23d"),
        ("a+b", "a%2Bb"),
        ("{x}", "%7Bx%7D"),
        ("`$x", "%60%24x"),
        ("\n\x00", "%0A%00"),
        ("~a-b_c.d", "~a-b_c.d"),
        ("'\"\\<>", "%27%22%5C%3C%3E"),
        (";:@,", "%3B%3A%40%2C"),
    ],
)
def test_percent_encoding(value: str, written: str) -> None:
    rule = HttpRule("GET", "/v2/{id}/x", "")
    form = rest_form(HOST, rule, message(id=text(value), q=text(value)))
    assert encoded(text(value)) == written
    assert form.url == f"https://{HOST}/v2/{written}/x?q={written}"
    assert unquote(written) == value


def test_a_variable_in_the_path_stays_one(request_of: RequestOf) -> None:
    examples = "INPUT_ID: {example: a/b, description: The input.}\n"
    request = request_of("DeleteAnnotation", "input_id: $INPUT_ID\nannotation_id: c/d", examples=examples)
    variables = [part.variable for part in request.rest.path if isinstance(part, ScalarValue)]
    assert variables == ["USER_ID", "APP_ID", "INPUT_ID"]
    assert request.rest.path[-1] == "/annotations/c%2Fd"
    assert request.rest.url.endswith("/inputs/a%2Fb/annotations/c%2Fd")


def test_text_of_the_path_keeps_its_slashes_and_colon() -> None:
    form = rest_form(HOST, HttpRule("POST", "/v2/{id}:run it", "*"), message(id=text("a")))
    assert form.url == f"https://{HOST}/v2/a:run%20it"


def test_body_of_all_that_is_left_may_be_empty() -> None:
    form = rest_form(HOST, HttpRule("POST", "/v2/{id}", "*"), message(id=text("a")))
    assert form.body_text == "{}"


def test_body_of_one_field() -> None:
    rule = HttpRule("PATCH", "/v2/{id}", "thing")
    form = rest_form(HOST, rule, message(id=text("a"), thing=message(name=text("b")), mask=text("c")))
    assert form.url == f"https://{HOST}/v2/a?mask=c"
    assert json.loads(form.body_text) == {"name": "b"}


def test_body_field_that_is_not_set() -> None:
    form = rest_form(HOST, HttpRule("PATCH", "/v2/{id}", "thing"), message(id=text("a")))
    assert (form.body, form.body_text) == (None, "")


def test_body_text_is_json_that_people_can_read() -> None:
    form = RestForm("POST", HOST, ("/",), (), message(ids=ListValue((text("é"),))))
    assert form.body_text == '{\n  "ids": [\n    "é"\n  ]\n}'


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (text("a"), "a"),
        (ScalarValue(ScalarKind.INTEGER, 5), 5),
        (ScalarValue(ScalarKind.LONG, 2**63), str(2**63)),
        (ScalarValue(ScalarKind.DOUBLE, 0.5), 0.5),
        (ScalarValue(ScalarKind.BOOLEAN, False), False),  # noqa: FBT003 - the value itself
        (ScalarValue(ScalarKind.NULL, None), None),
        (ScalarValue(ScalarKind.BYTES, b"\x00\xff"), "AP8="),
        (ScalarValue(ScalarKind.ENUM, "A", None, TypeName("E", "p", "m"), 1), "A"),
        (ListValue((text("a"),)), ["a"]),
        (MapValue(((text("k"), text("v")),)), {"k": "v"}),
        (MapValue(((ScalarValue(ScalarKind.INTEGER, 1), text("v")),)), {"1": "v"}),
        (MapValue(((ScalarValue(ScalarKind.BOOLEAN, True), text("v")),)), {"true": "v"}),  # noqa: FBT003 - the value itself
        (message(), {}),
        (message(a=message(b=text("c"))), {"a": {"b": "c"}}),
        (MessageValue(TypeName("T", "p", "m"), (), text("now")), "now"),
    ],
)
def test_plain_json(value: Value, plain: object) -> None:
    assert plain_json(value) == plain


def test_names_of_the_query_are_there_as_they_are_for_what_encodes_them_itself() -> None:
    form = RestForm("GET", HOST, ("/films",), (("shown%5Bfrom%5D", text("a b")), ("page-size", text("1"))), None)
    assert form.url == f"https://{HOST}/films?shown%5Bfrom%5D=a%20b&page-size=1"
    assert form.named_query == (("shown[from]", text("a b")), ("page-size", text("1")))
