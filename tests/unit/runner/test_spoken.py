"""What a path and a query cannot tell apart is no difference between two calls, and everything else is one."""

from __future__ import annotations

import json

import pytest

from sixfold import project
from sixfold.json_value import Json, JsonObject
from sixfold.request import Request
from sixfold.runner.spoken import as_spoken
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.starter import Wish
from sixfold.wire import same
from tests.support.begun import begun
from tests.support.documents import ANSWERED, document

EITHER: Json = {"type": ["string", "integer", "number", "boolean"]}
BODY: JsonObject = {"content": {"application/json": {"schema": {"properties": {"a": EITHER}}, "example": {"a": "5"}}}}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> project.Project:
    root = tmp_path_factory.mktemp("spoken")
    given: list[Json] = [
        {"name": "id", "in": "path", "required": True, "schema": EITHER, "example": "5"},
        {"name": "one", "in": "query", "required": True, "schema": EITHER, "example": 5},
        {
            "name": "many",
            "in": "query",
            "required": True,
            "schema": {"type": "array", "items": EITHER},
            "example": ["true", "1.5", 7],
        },
        {"name": "plain", "in": "query", "required": True, "schema": {"type": "string"}, "example": "8"},
    ]
    operation: JsonObject = {"operationId": "put", "parameters": given, "requestBody": BODY, "responses": ANSWERED}
    (root / "made.json").write_text(json.dumps(document({"/things/{id}": {"put": operation}})), encoding="utf-8")
    begun(root / "project", Wish(None, ("curl",), openapi=root / "made.json"))
    return project.load(root / "project")


def holds(loaded: project.Project, target: str, body: Json) -> bool:
    (entry,) = loaded.entries
    request: Request = entry.request
    got = decode(Routes(loaded.definition), "PUT", target, json.dumps(body).encode())
    assert (got.problem, got.message is not None) == (None, True)
    assert got.message is not None
    return same(as_spoken(request, got.message), as_spoken(request, request.expected()))


def test_a_number_in_the_path_or_the_query_is_its_text(loaded: project.Project) -> None:
    assert holds(loaded, "/things/5?one=5&many=true&many=1.5&many=7&plain=8", {"a": "5"})


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/things/5?one=5&many=true&many=1.5&many=7&plain=8", {"a": 5}),
        ("/things/6?one=5&many=true&many=1.5&many=7&plain=8", {"a": "5"}),
        ("/things/5?one=5&many=false&many=1.5&many=7&plain=8", {"a": "5"}),
        ("/things/5?one=5&many=true&many=1.5&plain=8", {"a": "5"}),
        ("/things/5?one=05&many=true&many=1.5&many=7&plain=8", {"a": "5"}),
    ],
)
def test_whatever_can_be_told_apart_is_a_difference(loaded: project.Project, target: str, body: Json) -> None:
    assert not holds(loaded, target, body)
