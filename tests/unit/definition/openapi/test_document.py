"""Files and references of a document: which are read, and what is told of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.definition import DefinitionError, FieldKind
from sixfold.definition.openapi import load_openapi
from sixfold.json_value import Json
from tests.support.documents import ANSWERED, document, loaded, sending

GET: Json = {"get": {"operationId": "get", "responses": ANSWERED}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"swagger": "2.0"}, "made.json:1:13: swagger: is Swagger 2.0; expected OpenAPI 3.0 or 3.1; convert it, "),
        ({"paths": {}}, "made.json:1:1: has no 'openapi'; expected a document that begins like 'openapi: 3.1.0'"),
        ({"openapi": "4.0.0"}, "made.json:1:13: openapi: is '4.0.0'; expected 3.0 or 3.1"),
        ({"openapi": ["3.1.0"]}, "openapi: is '['3.1.0']'; expected 3.0 or 3.1"),
        ([1], "made.json:1:1: expected an OpenAPI document, which is a mapping"),
        (document({}), "made.json:1:1: holds no operation under 'paths'; expected one at least"),
        (document({"pets": GET}), "paths.pets: expected a path that begins with '/'"),
        (document({"/pets": {"get": 1}}), "paths./pets.get: expected an operation, which is a mapping"),
        (document({"/pets": {"$ref": "#/x/y"}}), "leads to '#/x/y', which is not there"),
        (document({"/pets": {"$ref": "#/paths/~1pets"}}), "its reference leads back to itself"),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(tmp_path: Path, content: Json, message: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        loaded(tmp_path, content)
    assert message in str(raised.value)
    assert str(raised.value).startswith("made.json:1:")


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (
            {"$ref": "#/components/schemas/Pat"},
            "leads to '#/components/schemas/Pat', which is not there; did you mean 'Pet'?",
        ),
        (
            {"$ref": "http://example.com/a.json"},
            "leads to another host; expected a file of the project, by a relative path",
        ),
        ({"$ref": "//example.com/a.json"}, "leads to another host"),
        ({"$ref": "../other.json#/A"}, "leads out of the project; expected a file inside of it"),
        ({"$ref": "/etc/passwd"}, "leads out of the project"),
        ({"$ref": "%2e%2e/other.json"}, "leads out of the project"),
        ({"$ref": "missing.json#/A"}, "missing.json: cannot be read: No such file or directory"),
        ({"$ref": "#Pet"}, "'#Pet' is an anchor; expected a path like '#/components/schemas/Pet'"),
        ({"$ref": "#/components/schemas/Round"}, "is composed of itself; expected schemas that end"),
        ({"$ref": "#/components/schemas/Twice"}, "its reference leads back to itself"),
        ({"type": "strnig"}, "expected one of array, boolean, integer, null, number, object, string, got 'strnig'"),
        ({"type": 5}, "expected a list"),
        ({"properties": []}, "expected a mapping"),
        ({"properties": {"a": 1}}, "expected a schema, which is a mapping"),
        ({"required": "a"}, "expected a list"),
        ({"allOf": {}}, "expected a list"),
        ({"nullable": "yes"}, "expected true or false"),
        ([], "expected a schema, which is a mapping"),
    ],
)
def test_an_operation_with_a_wrong_schema_says_so_and_no_other_does(tmp_path: Path, schema: Json, reason: str) -> None:
    schemas: dict[str, Json] = {
        "Pet": {"type": "object"},
        "Round": {"allOf": [{"$ref": "#/components/schemas/Round"}]},
        "Twice": {"$ref": "#/components/schemas/Twice"},
    }
    (tmp_path / "project").mkdir()
    (tmp_path / "other.json").write_text('{"A": {}}')
    body: Json = {"required": True, "content": {"application/json": {"schema": schema}}}
    wrong: Json = {"post": {"operationId": "send", "requestBody": body, "responses": ANSWERED}}
    service = loaded(tmp_path / "project", document({"/sent": wrong, "/got": GET}, schemas))
    assert reason in service.method("send").rules[0].unfit
    assert service.method("get").rules[0].unfit == ""


def test_references_lead_to_other_files_and_back(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/pet ü.yaml").write_text(
        'Pet:\n  properties:\n    mother: {$ref: "#/Pet"}\n'
        '    owner: {$ref: "../made.json#/components/schemas/Owner"}\n',
        encoding="utf-8",
    )
    owner: Json = {"type": "object", "properties": {"a/b~c": {"type": "string"}}}
    method = sending(tmp_path, {"$ref": "parts/pet%20%C3%BC.yaml#/Pet"}, {"Owner": owner})
    assert method.rules[0].unfit == ""
    pet = method.request.fields_by_name["body"].message
    assert pet is not None
    assert pet.fields_by_name["mother"].message is pet
    found = pet.fields_by_name["owner"].message
    assert found is not None
    assert [(field.name, field.kind) for field in found.fields] == [("a/b~c", FieldKind.TEXT)]
    assert load_openapi(tmp_path, "made.json").files == ("made.json", "parts/pet ü.yaml")


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "other.json").write_text('{"A": {"type": "string"}}')
    (tmp_path / "project/inside.json").symlink_to(tmp_path / "other.json")
    assert "leads out of project/" in sending(tmp_path / "project", {"$ref": "inside.json#/A"}).rules[0].unfit


def test_ids_and_paths_that_stand_for_two_operations_are_told_of_the_second(tmp_path: Path) -> None:
    def operation(identity: str, name: str) -> Json:
        parameter: Json = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        return {"get": {"operationId": identity, "parameters": [parameter], "responses": ANSWERED}}

    paths = {"/a/{x}": operation("one", "x"), "/a/{y}": operation("two", "y"), "/b/{x}": operation("one", "x")}
    service = loaded(tmp_path, document(paths))
    reasons = {key: service.method(key).rules[0].unfit for key in ("GET /a/{x}", "GET /a/{y}", "GET /b/{x}")}
    assert reasons == {
        "GET /a/{x}": "",
        "GET /a/{y}": "a server cannot tell it from GET /a/{x}, which has the same path",
        "GET /b/{x}": "its operationId 'one' is that of GET /a/{x}, too",
    }
    assert service.method("one").rules[0].path == "/a/{x}"


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("deletePet", "deletePet"),
        ("pets/delete-one", "PetsDeleteOne"),
        ("pets.delete", "PetsDelete"),
        ("3d", "Call3d"),
        ("ü", "Call"),
        ("", "DeletePetsId"),
    ],
)
def test_an_operation_is_called_by_its_id_its_path_or_a_name_for_programs(
    tmp_path: Path, identity: str, name: str
) -> None:
    parameter: Json = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    operation: dict[str, Json] = {"parameters": [parameter], "tags": ["my pets!"], "responses": ANSWERED}
    operation |= {"operationId": identity} if identity else {}
    service = loaded(tmp_path, document({"/pets/{id}": {"delete": operation}}))
    assert list(service.methods) == [f"my_pets.{name}"]
    for called in (name, "DELETE /pets/{id}", *([identity] if identity else [])):
        assert service.method(called).name == name
    with pytest.raises(DefinitionError, match="did you mean"):
        service.method(f"{name}s")


def test_servers_give_the_host_and_the_beginning_of_each_path(tmp_path: Path) -> None:
    server: Json = {
        "url": "https://{at}.example.com:8443/v{n}/",
        "variables": {"at": {"default": "eu"}, "n": {"default": "1"}},
    }
    service = loaded(tmp_path, document({"/got": GET}, servers=[server, {"url": "https://other.example.com"}]))
    assert (service.host, service.method("get").rules[0].path) == ("eu.example.com:8443", "/v1/got")


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://b.example.com", "b.example.com", "/got"),
        ("https://b.example.com:8443/v2/", "b.example.com:8443", "/v2/got"),
        ("https://a.example.com/v2", "", "/v2/got"),
        ("/v2", "", "/v2/got"),
    ],
)
def test_an_operation_may_have_a_server_of_its_own(tmp_path: Path, url: str, host: str, path: str) -> None:
    elsewhere: Json = {"get": {"operationId": "get", "servers": [{"url": url}], "responses": ANSWERED}}
    service = loaded(tmp_path, document({"/got": elsewhere}, servers=[{"url": "https://a.example.com/v1"}]))
    (rule,) = service.method("get").rules
    assert (service.host, rule.host, rule.path, rule.unfit) == ("a.example.com", host, path, "")


@pytest.mark.parametrize("url", ["https://a@b c/", "https://[]/v1", "https://a{b}"])
def test_a_server_without_a_host_is_told(tmp_path: Path, url: str) -> None:
    elsewhere: Json = {"get": {"operationId": "get", "servers": [{"url": url}], "responses": ANSWERED}}
    service = loaded(tmp_path, document({"/got": elsewhere}))
    assert service.method("get").rules[0].unfit.startswith("its server is '")
    assert "expected the name of a host (made.json:1:" in service.method("get").rules[0].unfit
    assert loaded(tmp_path, document({"/got": GET}, servers=[{"url": url}])).host == ""


def test_what_was_read_is_the_version(tmp_path: Path) -> None:
    first = loaded(tmp_path, document({"/got": GET})).version
    assert first == loaded(tmp_path, document({"/got": GET})).version
    assert first != loaded(tmp_path, document({"/gone": GET})).version
