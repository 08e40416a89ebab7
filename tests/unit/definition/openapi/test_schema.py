"""What of a schema becomes the fields of a message: kinds, presence, composition."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.definition import Field, FieldKind
from sixfold.json_value import Json
from tests.support.documents import ANSWERED, asking, document, loaded, sending

SCHEMAS: dict[str, Json] = {
    "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
    "Cat": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
    },
    "Dog": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"const": "dog"}, "tail": {"type": "boolean"}},
    },
    "Tree": {
        "type": "object",
        "properties": {"below": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
    },
    "Level": {"type": "string", "enum": ["low", "very high"]},
}


AGED: Json = {"required": ["age"], "properties": {"age": {"type": "integer"}}}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def body(folder: Path, schema: Json) -> Field:
    method = sending(folder, schema, SCHEMAS)
    assert method.rules[0].unfit == ""
    return method.request.fields_by_name["body"]


@pytest.mark.parametrize(
    ("schema", "kind", "repeated"),
    [
        ({"type": "string"}, FieldKind.TEXT, False),
        ({"type": "integer", "format": "int64"}, FieldKind.INTEGER, False),
        ({"type": "number"}, FieldKind.NUMBER, False),
        ({"type": "boolean"}, FieldKind.BOOLEAN, False),
        ({"type": ["string", "null"]}, FieldKind.TEXT, False),
        ({"oneOf": [{"type": "null"}, {"type": "integer"}]}, FieldKind.INTEGER, False),
        ({"oneOf": [{"type": "integer"}, {"type": "number"}]}, FieldKind.NUMBER, False),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, FieldKind.ANY, False),
        ({"enum": ["a", "b"]}, FieldKind.ENUM, False),
        ({"enum": ['a"', "b"]}, FieldKind.TEXT, False),
        ({"enum": [1, 2]}, FieldKind.INTEGER, False),
        ({"const": "a"}, FieldKind.ENUM, False),
        (ref("Level"), FieldKind.ENUM, False),
        ({"allOf": [ref("Level")]}, FieldKind.ENUM, False),
        ({"items": {"type": "string"}}, FieldKind.TEXT, True),
        ({"type": "array", "items": ref("Cat")}, FieldKind.MESSAGE, True),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, FieldKind.ANY, True),
        ({"type": "array"}, FieldKind.ANY, True),
        (True, FieldKind.ANY, False),
        ({}, FieldKind.ANY, False),
        ({"properties": {}}, FieldKind.MESSAGE, False),
    ],
)
def test_each_schema_is_of_one_kind(tmp_path: Path, schema: Json, kind: FieldKind, *, repeated: bool) -> None:
    found = body(tmp_path, schema)
    assert (found.kind, found.repeated) == (kind, repeated)


@pytest.mark.parametrize(
    ("schema", "names", "required", "has_rest"),
    [
        (ref("Base"), ["id"], ["id"], False),
        (
            {"allOf": [ref("Base"), AGED]},
            ["id", "age"],
            ["id", "age"],
            False,
        ),
        ({"oneOf": [ref("Cat"), ref("Dog")]}, ["kind", "lives", "tail"], ["kind"], False),
        ({"anyOf": [ref("Cat"), ref("Base"), {"type": "null"}]}, ["kind", "lives", "id"], [], False),
        ({"properties": {"a": {}}, "additionalProperties": True}, ["a"], [], True),
        ({"properties": {"a": {}}, "additionalProperties": False}, ["a"], [], False),
        ({"type": "object"}, [], [], True),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, [], [], True),
        ({"type": "object", "additionalProperties": False}, [], [], False),
        (ref("Tree"), ["below"], [], False),
    ],
)
def test_an_object_has_the_properties_of_all_that_it_is_composed_of(
    tmp_path: Path, schema: Json, names: list[str], required: list[str], *, has_rest: bool
) -> None:
    message = body(tmp_path, schema).message
    assert message is not None
    assert [field.name for field in message.fields] == names
    assert [field.name for field in message.fields if field.required] == required
    assert (message.rest is not None) is has_rest


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_field_says_what_its_property_says(tmp_path: Path, version: str) -> None:
    null: Json = {"type": ["string", "null"]} if version == "3.1.0" else {"type": "string", "nullable": True}
    schema: Json = {
        "type": "object",
        "required": ["id", "old"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "old": {"type": "string", "deprecated": True, "description": "What it\nwas.\n\nMore of it."},
            "none": null,
        },
    }
    message = sending(tmp_path, schema, openapi=version).request.fields_by_name["body"].message
    assert message is not None
    fields = message.fields_by_name
    assert (fields["id"].read_only, fields["id"].required) == (True, False)
    assert (fields["old"].deprecated, fields["old"].required, fields["old"].description) == (True, True, "What it was.")
    assert (fields["none"].nullable, fields["old"].nullable) == (True, False)


def test_parameters_of_one_name_are_told_apart_and_those_of_the_path_come_first(tmp_path: Path) -> None:
    text: Json = {"type": "string"}
    method = asking(
        tmp_path,
        {"name": "pet-id", "in": "query", "schema": text},
        {"name": "pet-id", "in": "path", "required": True, "schema": text},
        {"name": "page.size", "in": "query", "schema": {"type": "integer"}},
        {"name": "X-Trace", "in": "header", "schema": text},
        path="/asked/{pet-id}",
    )
    (rule,) = method.rules
    assert (rule.path, rule.unfit) == ("/asked/{pet_id}", "")
    assert {name: found.name for name, found in rule.forms.items()} == {
        "pet_id": "pet-id",
        "pet_id_in_query": "pet-id",
        "page_size": "page.size",
        "X_Trace": "X-Trace",
    }
    assert {field.name for field in method.request.fields} == {"pet_id", "pet_id_in_query", "page_size", "X_Trace"}


@pytest.mark.parametrize(
    ("parameter", "reason"),
    [
        ({"name": "x", "in": "header", "required": True}, ""),
        ({"name": "Referer", "in": "header", "required": True}, "it needs the header 'Referer', which no browser lets"),
        ({"name": "Sec-Key", "in": "header", "required": True}, "it needs the header 'Sec-Key', which no browser lets"),
        ({"name": "Referer", "in": "header"}, ""),
        ({"name": "a b", "in": "header", "required": True}, "it needs the header 'a b', and HTTP has no header of"),
        ({"name": "a_b.c", "in": "header", "required": True}, ""),
        ({"name": "Authorization", "in": "header", "required": True}, ""),
        ({"name": "x", "in": "cookie", "required": True}, "it needs the cookie 'x', which no browser lets a page set"),
        ({"name": "x", "in": "body"}, "'in' is 'body'; expected path, query, header or cookie"),
        (
            {"name": "x", "in": "query", "required": True, "content": {}},
            "its parameter 'x' is JSON inside of the query",
        ),
        ({"name": "x", "in": "query", "schema": {"type": "string", "readOnly": True}}, ""),
        ({"in": "query"}, ""),
        ({"name": 5, "in": "query"}, "expected a text"),
        (5, ""),
    ],
)
def test_what_snippets_cannot_send_is_told_with_its_place(tmp_path: Path, parameter: Json, reason: str) -> None:
    found = asking(tmp_path, parameter).rules[0].unfit
    assert reason in found
    assert "made.json:1:" in found or not reason


def test_a_body_of_another_media_type_is_told(tmp_path: Path) -> None:
    body: Json = {"required": True, "content": {"multipart/form-data": {"schema": {"type": "object"}}}}
    operation: Json = {"operationId": "send", "requestBody": body, "responses": {}}
    method = loaded(tmp_path, document({"/sent": {"post": operation}})).method("send")
    assert "its body is multipart/form-data, and snippets send JSON or a form" in method.rules[0].unfit


def test_a_parameter_is_sent_whatever_its_schema_says_of_answers(tmp_path: Path) -> None:
    method = asking(tmp_path, {"name": "x", "in": "query", "schema": {"type": "string", "readOnly": True}})
    assert [field.read_only for field in method.request.fields] == [False]


def test_a_body_is_described_by_what_stands_around_it(tmp_path: Path) -> None:
    body: Json = {"description": "What is sent.", "content": {"application/json": {"schema": {"type": "string"}}}}
    operation: Json = {"operationId": "send", "requestBody": body, "responses": ANSWERED}
    method = loaded(tmp_path, document({"/sent": {"post": operation}})).method("send")
    assert method.request.fields_by_name["body"].description == "What is sent."


@pytest.mark.parametrize(
    ("text", "plain", "written"),
    [
        ("See [all](https://a.example.com/b) of it.", "See all of it.", "See [all](https://a.example.com/b) of it."),
        ("See [all](/b#c), [here](#d) and [there](e.md 'f').", "See all, here and there.", "See all, here and there."),
        ("A ![picture](https://a.example.com/b.png).", "A picture.", "A picture."),
        ("[`a[0]` b](../c) and [d](https://e.example.com/f_(g))", "`a[0]` b and d", None),
        ("[a] (b) [c]() x[0](1)", "[a] (b) c x0", "[a] (b) c x0"),
    ],
)
def test_links_of_the_documents_own_site_are_left_out_of_texts(
    tmp_path: Path, text: str, plain: str, written: str | None
) -> None:
    field: Json = {"type": "object", "properties": {"a": {"type": "string", "description": text}}}
    operation: Json = {
        "operationId": "send",
        "description": text,
        "requestBody": {"content": {"application/json": {"schema": field}}},
        "responses": ANSWERED,
    }
    method = loaded(tmp_path, document({"/sent": {"post": operation}})).method("send")
    message = method.request.fields_by_name["body"].message
    assert message is not None
    assert message.fields_by_name["a"].description == plain
    assert method.description == (written or "`a[0]` b and [d](https://e.example.com/f_(g))")
