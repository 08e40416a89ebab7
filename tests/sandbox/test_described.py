"""Requests of an API that an OpenAPI document describes: read by their types, refused for what no schema admits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest

from sixfold.definition import ApiDefinition
from sixfold.definition.openapi import load_openapi
from sixfold.json_value import Json, JsonObject
from sixfold.sandbox import Behaviour, Endpoint, Fault, Sandbox
from sixfold.sandbox.api import KeyCheck
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import Decoded, decode
from sixfold.signing import Credential, Signing
from sixfold.wire import shown
from tests.support.documents import ANSWERED, document, loaded
from tests.support.projects import ROOT
from tests.support.sandbox_client import KEY, Client

FILM: JsonObject = {"title": "A", "genre": "drama", "minutes": 117, "sequel_of": None, "labels": {"a b": "c"}}


@pytest.fixture(scope="module")
def cinema() -> ApiDefinition:
    return load_openapi(ROOT / "examples/cinema/definition", "cinema.yaml")


def sent(service: ApiDefinition, target: str, body: Json = None, verb: str = "") -> Decoded:
    """Return what becomes of a request."""
    content = b"" if body is None else json.dumps(body).encode()
    return decode(Routes(service), verb or ("GET" if body is None else "POST"), target, content)


def test_what_is_right_is_read_by_its_types(cinema: ApiDefinition) -> None:
    found = sent(cinema, "/v2/films", FILM)
    assert (found.problem, found.unknown_fields) == (None, ())
    assert found.message is not None
    assert shown(found.message) == {"body": FILM}
    found = sent(cinema, "/v2/films/9007199254740991", verb="DELETE")
    assert found.message is not None
    assert shown(found.message) == {"film_id": 9007199254740991}
    query = "genre=drama&genre=science-fiction&shown%5Bfrom%5D=2026-01-31&page-size=20"
    found = sent(cinema, f"/v2/films?{query}")
    assert found.message is not None
    assert shown(found.message) == {
        "genre": ["drama", "science-fiction"],
        "shown": {"from": "2026-01-31"},
        "page_size": 20,
    }


FAULTS: dict[str, tuple[str, Callable[[JsonObject], Json], str]] = {
    "an undeclared property": ("/v2/films", lambda film: {**film, "gener": "x"}, "addFilm has no body.gener"),
    "what answers alone have": ("/v2/films", lambda film: {**film, "id": 1}, "addFilm has no body.id"),
    "a value that no enum has": ("/v2/films", lambda film: {**film, "genre": "dramas"}, "'dramas' is not one of"),
    "a number as a text": ("/v2/films", lambda film: {**film, "minutes": "117"}, "'117' is not of type 'integer'"),
    "a fraction": ("/v2/films", lambda film: {**film, "minutes": 1.5}, "1.5 is not of type 'integer'"),
    "too small a number": ("/v2/films", lambda film: {**film, "minutes": 0}, "0 is less than the minimum of 1"),
    "null": ("/v2/films", lambda film: {**film, "title": None}, "body.title: None is not of type 'string'"),
    "a number in a map of texts": ("/v2/films", lambda film: {**film, "labels": {"a": 1}}, "body.labels.a: 1 is not"),
    "a list": ("/v2/films", lambda film: [film], "is not of type 'object'"),
    "no required property": ("/v2/films", lambda film: {"genre": film["genre"]}, "'title' is a required property"),
    "no alternative": ("/v2/films", lambda film: {**film, "media": [{"kind": "poster"}]}, "body.media[0]"),
    "a mixture of alternatives": (
        "/v2/films",
        lambda film: {**film, "media": [{"kind": "trailer", "width": 1}]},
        "body.media[0]",
    ),
    "a fault further inside": ("/v2/films", lambda film: {**film, "sequel_of": {"title": ""}}, "body.sequel_of"),
    "an undeclared one further inside": (
        "/v2/films",
        lambda film: {**film, "sequel_of": {"title": "a", "x": 1}},
        "no body.sequel_of.x",
    ),
    "no page size": ("/v2/films", lambda _: None, "'page_size' is missing"),
    "too large a page": ("/v2/films?page-size=101", lambda _: None, "101 is greater than the maximum of 100"),
    "a page size that is none": ("/v2/films?page-size=many", lambda _: None, "'many' is not of type 'integer'"),
    "a parameter twice": ("/v2/films?page-size=1&page-size=2", lambda _: None, "is given 2 times and takes one value"),
    "an undeclared parameter": ("/v2/films?page-size=20&limit=5", lambda _: None, "listFilms has no limit"),
    "a parameter by the field's name": ("/v2/films?page_size=20", lambda _: None, "'page_size' is missing"),
    "an undeclared part of an object": (
        "/v2/films?page-size=20&shown%5Bto%5D=1",
        lambda _: None,
        "listFilms has no shown[to]",
    ),
    "a date that is none": (
        "/v2/films?page-size=20&shown%5Bfrom%5D=soon",
        lambda _: None,
        "shown.from: 'soon' is not a 'date'",
    ),
    "a text in a number's place": ("/v2/films/first", lambda _: None, "film_id: 'first' is not of type 'integer'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_no_schema_admits_is_refused(cinema: ApiDefinition, fault: str) -> None:
    target, damage, reason = FAULTS[fault]
    found = sent(cinema, target, damage(FILM))
    assert found.problem is not None
    assert reason in found.problem
    assert found.outcome is not None


def test_no_damage_to_a_body_is_more_than_a_refusal(cinema: ApiDefinition) -> None:
    values: list[Json] = [None, True, 1, 1.5, "", "x", [], {}, [[]], {"a": {}}, [None], {"": None}]
    for name in (*FILM, "media", "other"):
        for value in values:
            found = sent(cinema, "/v2/films", {**FILM, name: value})
            assert found.method is not None
            assert (found.problem is None) is (found.outcome is None)


STYLES: dict[str, tuple[JsonObject, Json, str]] = {
    "repeated": ({"schema": {"type": "array", "items": {"type": "string"}}}, ["a,b", "c d"], "q=a%2Cb&q=c%20d"),
    "behind commas": (
        {"schema": {"type": "array", "items": {"type": "integer"}}, "explode": False},
        [1, 2, 3],
        "q=1,2,3",
    ),
    "behind bars": (
        {"schema": {"type": "array", "items": {"type": "string"}}, "style": "pipeDelimited"},
        ["a", "b"],
        "q=a|b",
    ),
    "an object": (
        {"schema": {"type": "object", "properties": {"x": {"type": "number"}, "y": {"type": "boolean"}}}},
        {"x": 0.5, "y": True},
        "x=0.5&y=true",
    ),
    "a deep object": (
        {"schema": {"type": "object", "properties": {"x": {"type": "string"}}}, "style": "deepObject"},
        {"x": "a&b"},
        "q%5Bx%5D=a%26b",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_of_a_parameter_is_read(tmp_path: Path, style: str) -> None:
    parameter, value, query = STYLES[style]
    operation: Json = {
        "operationId": "ask",
        "parameters": [{"name": "q", "in": "query", **parameter}],
        "responses": ANSWERED,
    }
    found = sent(loaded(tmp_path, document({"/asked": {"get": operation}})), f"/asked?{query}")
    assert found.problem is None
    assert found.message is not None
    assert shown(found.message) == {"q": value}


@pytest.mark.parametrize(
    ("target", "body", "status", "answered"),
    [
        ("DELETE /v2/films/7", None, 204, {}),
        ("POST /v2/films", {"title": "A"}, 201, {"id": 1, "title": "text"}),
        ("GET /v2/films?page-size=1", None, 200, {"films": [{"id": 1, "title": "text", "genre": "drama"}]}),
        ("POST /v2/films", {}, 400, {"message": "body: 'title' is a required property"}),
        ("GET /v2/nothing", None, 404, {}),
    ],
)
def test_answers_are_those_of_the_document(
    cinema: ApiDefinition, target: str, body: Json, status: int, *, answered: JsonObject
) -> None:
    endpoint = Endpoint("api.clarifai.com", (KEY,), Signing((Credential("Authorization", "Key"),)))
    with Sandbox(cinema, Behaviour(), endpoint) as sandbox:
        content = None if body is None else json.dumps(body)
        verb, _, path = target.partition(" ")
        reply = Client(cinema).rest(sandbox, verb, path, content)
    assert reply.http == status
    for name, value in answered.items():
        assert str(value).removesuffix("}]") in str(cast("JsonObject", reply.body)[name])


@pytest.mark.parametrize(("fault", "status"), [(Fault.FAILURE_STATUS, 500)])
def test_a_failure_is_answered_as_documented(cinema: ApiDefinition, fault: Fault, status: int) -> None:
    endpoint = Endpoint("api.clarifai.com", (KEY,), Signing((Credential("Authorization", "Key"),)))
    with Sandbox(cinema, Behaviour(), endpoint, fault=fault) as sandbox:
        reply = Client(cinema).rest(sandbox, "DELETE", f"/v2/films/{quote('7')}")
        wrong = Client(cinema).rest(sandbox, "DELETE", "/v2/films/7", headers={"Authorization": "Key other"})
        assert (reply.http, reply.body["message"]) == (status, "the sandbox was told to fail")
        assert (wrong.http, wrong.body["message"]) == (401, "invalid key")
        assert [call.details for call in sandbox.calls] == ["the sandbox was told to fail", "invalid key"]


def test_a_text_whose_kind_the_schema_leaves_open_is_read_as_what_it_admits(tmp_path: Path) -> None:
    either: Json = {"type": ["string", "integer"]}
    parameters: list[Json] = [
        {"name": "id", "in": "path", "required": True, "schema": either},
        {"name": "one", "in": "query", "schema": either},
        {"name": "many", "in": "query", "schema": {"type": "array", "items": either}},
        {"name": "no", "in": "query", "schema": {"type": ["integer", "boolean"]}},
    ]
    operation: JsonObject = {"operationId": "ask", "parameters": parameters, "responses": ANSWERED}
    service = loaded(tmp_path, document({"/things/{id}": {"get": operation}}))

    def read(target: str) -> JsonObject | str:
        found = sent(service, target)
        return found.problem or shown(found.message or pytest.fail("nothing was read"))

    assert read("/things/true?one=1.5&many=true&many=x") == {"id": "true", "one": "1.5", "many": ["true", "x"]}
    assert read("/things/5?no=5") == {"id": 5, "no": 5}
    assert read("/things/a?no=true") == {"id": "a", "no": True}
    assert "no: 'x' is not of type 'integer', 'boolean'" in str(read("/things/a?no=x"))


def test_a_path_that_ends_with_a_slash_is_another_one(tmp_path: Path) -> None:
    paths: dict[str, Json] = {
        path: {"get": {"operationId": name, "responses": ANSWERED}}
        for path, name in (("/things/", "with_slash"), ("/things", "without"), ("/", "top"))
    }
    service = loaded(tmp_path, document(paths))
    assert all(not method.rules[0].unfit for method in service.methods.values())
    for target, name in (("/things/", "with_slash"), ("/things", "without"), ("/", "top")):
        method = sent(service, target).method
        assert method is not None
        assert method.name == name


def test_text_beside_a_parameter_is_told_from_its_value(tmp_path: Path) -> None:
    def getting(name: str, *fields: str) -> Json:
        given: list[Json] = [
            {"name": field, "in": "path", "required": True, "schema": {"type": "string"}} for field in fields
        ]
        return {"get": {"operationId": name, "parameters": given, "responses": ANSWERED}}

    paths: dict[str, Json] = {
        "/calls/{id}": getting("bare", "id"),
        "/calls/{id}.json": getting("one", "id"),
        "/compare/{base}...{head}": getting("compare", "base", "head"),
    }
    service = loaded(tmp_path, document(paths))
    for target, name, values in (
        ("/calls/a%2Fb%20c.json", "one", {"id": "a/b c"}),
        ("/calls/a.jsonl", "bare", {"id": "a.jsonl"}),
        ("/compare/main...x%2Fy", "compare", {"base": "main", "head": "x/y"}),
    ):
        found = sent(service, target)
        assert found.method is not None
        assert found.message is not None
        assert (found.method.name, shown(found.message)) == (name, values)


def test_each_operation_takes_the_keys_that_it_asks_for(tmp_path: Path) -> None:
    schemes: JsonObject = {name: {"type": "apiKey", "in": "header", "name": name} for name in ("X-One", "X-Other")}
    ways: dict[str, Json] = {"one": [{"X-One": []}], "other": [{"X-Other": []}], "open": []}
    operations: dict[str, JsonObject] = {name: {"security": way, "responses": ANSWERED} for name, way in ways.items()}
    paths: dict[str, Json] = {f"/{name}": {"get": operation} for name, operation in operations.items()}
    definition = loaded(tmp_path, document(paths, components={"securitySchemes": schemes}))
    lock = KeyCheck(Signing((Credential("X-One"), Credential("X-Other"))), ("1", "2"))
    methods = [definition.method(f"GET /{name}") for name in ways]
    said = [[lock.refusal(method, signed) is None for method in methods] for signed in KEYS]
    assert said == [[False, False, True], [True, False, True], [False, True, True], [True, True, True]]


KEYS: tuple[tuple[str | None, str | None], ...] = ((None, "1"), ("1", "1"), ("2", "2"), ("1", "2"))
