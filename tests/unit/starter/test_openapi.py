"""``sixfold init --openapi``: what a document says becomes a project, and what cannot be is told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
import yaml

from sixfold import project as pipeline
from sixfold.json_value import Json, JsonObject
from sixfold.output.build import build
from sixfold.shipping import shipped_languages
from sixfold.starter import Wish
from tests.support.begun import begun
from tests.support.commands import Sixfold
from tests.support.documents import ANSWERED, document
from tests.support.projects import ROOT

CINEMA = ROOT / "examples/cinema/definition/cinema.yaml"
CURL = ("--languages", "curl")

BEGUN = """\
first: begun with 6 operations of definition/cinema.yaml 4d7d4ee5a1a1
  specs/films/films.yaml: listFilms, addFilm, FilmsRemoveSeveral, GetFilmsFilmId, FilmsRemove
  specs/bookings/bookings.yaml: changeSeats
languages: curl; to try them: sixfold install, sixfold smoke
next: cd first, then sixfold generate, mkdocs build --strict, sixfold finish site
"""


def text(name: str, **more: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", **more}}


def getting(*parameters: Json, **more: Json) -> Json:
    return {"get": {"parameters": list(parameters), "responses": ANSWERED, **more}}


def api(root: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((root / "specs/api.yaml").read_text(encoding="utf-8"))
    return found


def test_a_project_begins_with_what_the_document_says(project: Path, sixfold: Sixfold) -> None:
    code, out, err = sixfold("init", "first", "--openapi", str(CINEMA), *CURL)
    assert (code, out.replace(out.split()[7], "4d7d4ee5a1a1"), err) == (0, BEGUN, "")
    root = project / "first"
    assert (root / "definition/cinema.yaml").read_bytes() == CINEMA.read_bytes()
    assert (root / "definition/shared/seats.yaml").is_file()
    said = api(root)
    assert (said["name"], said["host"], said["definition"]) == (
        "Cinema",
        "eu.cinema.example.com",
        {"openapi": "definition/cinema.yaml"},
    )
    page = yaml.safe_load((root / "specs/films/films.yaml").read_text(encoding="utf-8"))
    first = page["operations"][0]
    assert (first["title"], first["text"]) == ("List films", "Returns films page by page, those shown last first.")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("DELETE *", ["FilmsRemoveSeveral", "FilmsRemove"]),
        ("films/*", ["FilmsRemoveSeveral", "FilmsRemove"]),
        ("* /films/{film-id}", ["GetFilmsFilmId", "FilmsRemove"]),
        ("bookings.*", ["changeSeats"]),
    ],
)
def test_operations_are_chosen_by_what_the_document_calls_them(
    project: Path, sixfold: Sixfold, pattern: str, names: list[str]
) -> None:
    code, out, err = sixfold("init", "first", "--openapi", str(CINEMA), "--only", pattern, *CURL)
    assert (code, err) == (0, "")
    assert f"begun with {len(names)} operation" in out
    assert f": {', '.join(names)}\n" in out
    assert (project / "first").is_dir()


TOKEN = {"header": "Authorization", "scheme": "Bearer", "variable": "ACCESS_TOKEN"}
SCHEMES: dict[str, tuple[Json, object]] = {
    "bearer": ({"type": "http", "scheme": "bearer"}, TOKEN),
    "basic": ({"type": "http", "scheme": "Basic"}, {**TOKEN, "scheme": "Basic", "variable": "API_KEY"}),
    "header": ({"type": "apiKey", "in": "header", "name": "X-Key"}, {"header": "X-Key", "variable": "API_KEY"}),
    "query": ({"type": "apiKey", "in": "query", "name": "key"}, {"query": "key", "variable": "API_KEY"}),
    "oauth": ({"type": "oauth2", "flows": {}}, TOKEN),
    "cookie": ({"type": "apiKey", "in": "cookie", "name": "key"}, "none"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SCHEMES)
def test_calls_are_signed_as_the_document_asks(project: Path, sixfold: Sixfold, kind: str) -> None:
    scheme, expected = SCHEMES[kind]
    parts: Json = {"securitySchemes": {"own": scheme, "other": {"type": "http", "scheme": "digest"}}}
    content = document({"/a": getting()}, security=[{"own": []}], components=parts)
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    code, out, err = sixfold("init", "first", "--openapi", "made.json", *CURL)
    assert (code, err) == (0, "")
    assert api(project / "first")["authentication"] == expected
    assert ("the definition asks for no key that snippets can send" in out) is (expected == "none")


def test_calls_carry_all_the_keys_that_a_document_asks_for_at_once(project: Path, sixfold: Sixfold) -> None:
    schemes: Json = {
        "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
        "id": {"type": "apiKey", "in": "header", "name": "app_id.own"},
        "key": {"type": "apiKey", "in": "query", "name": "app-key"},
        "same": {"type": "apiKey", "in": "header", "name": "APP_ID.own"},
    }
    # In the order of what is wanted most: a way with a cookie, and two keys in one place, snippets cannot go.
    ways: Json = [{}, {"id": [], "cookie": []}, {"id": [], "same": []}, {"id": [], "key": []}, {"id": []}]
    content = document({"/a": getting()}, security=ways, components={"securitySchemes": schemes})
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    assert sixfold("init", "first", "--openapi", "made.json", *CURL)[0] == 0
    found = api(project / "first")
    assert found["authentication"] == [
        {"header": "app_id.own", "variable": "APP_ID_OWN"},
        {"query": "app-key", "variable": "APP_KEY"},
    ]
    assert str(found["variables"]).count("Keep it secret") == 2


def test_a_document_that_asks_for_no_key_is_signed_as_the_command_line_says(project: Path, sixfold: Sixfold) -> None:
    (project / "made.json").write_text(json.dumps(document({"/a": getting()})), encoding="utf-8")
    code, out, _ = sixfold("init", "first", "--openapi", "made.json", "--authentication", "X-Key", *CURL)
    assert code == 0
    assert api(project / "first")["authentication"] == {"header": "X-Key", "variable": "API_KEY"}
    assert "asks for no key" not in out


def test_what_snippets_cannot_do_is_left_out_with_the_reason(project: Path, sixfold: Sixfold) -> None:
    cookie: Json = {"name": "tenant", "in": "cookie", "required": True, "schema": {"type": "string"}}
    paths = {"/a": getting(), "/b": getting(cookie), "/c/{d}": getting(), "/e/{f}{g}": getting(text("f"), text("g"))}
    (project / "made.json").write_text(json.dumps(document(paths)), encoding="utf-8")
    code, out, err = sixfold("init", "first", "--openapi", "made.json", *CURL)
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert "begun with 1 operation " in told
    reason = "it needs the cookie 'tenant', which no browser lets a page set for another host (made.json:1:"
    assert reason in told.replace("definition/", "")
    assert "its path has '{d}', which no parameter declares" in told
    assert "GetEFG by GET /e/{f}{g}: its path cannot be read" in told


@pytest.mark.parametrize(
    ("parameter", "example"),
    [
        (text("id"), "my-id"),
        (text("pet_id", example="rex"), "rex"),
        (text("token", example="e72e16c7e42f292c6912e7710c838347ae178b4a"), "YOUR_VALUE_HERE"),
        (text("digest", example="e72e16c7e42f292c6912e7710c838347ae178b4a", minLength=40), "0" * 40),
        (
            text("uuid", format="uuid", example="3fa85f64-5717-4562-b3fc-2c963f66afa6"),
            "00000000-0000-0000-0000-000000000000",
        ),
        (text("version", pattern=r"^\d+\.\d+\.\d+$"), "1.0.0"),
        (text("sha", minLength=40, maxLength=40), "text" + "t" * 36),
    ],
)
def test_examples_are_the_documents_own_or_fit_it_and_are_never_like_a_key(
    project: Path, sixfold: Sixfold, parameter: dict[str, str], example: str
) -> None:
    paths = {f"/a/{{{parameter['name']}}}": getting(parameter, operationId="getA")}  # type: ignore[arg-type]
    (project / "made.json").write_text(json.dumps(document(paths)), encoding="utf-8")
    code, _, err = sixfold("init", "first", "--openapi", "made.json", *CURL)
    assert (code, err) == (0, "")
    (page,) = (project / "first/specs/operations").iterdir()
    (variable,) = yaml.safe_load(page.read_text(encoding="utf-8"))["variables"].values()
    assert variable["example"] == example


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("swagger: '2.0'\n", "made.yaml:1:10: swagger: is Swagger 2.0; expected OpenAPI 3.0 or 3.1"),
        ("openapi: 3.1.0\npaths: [\n", "made.yaml:3:1: not YAML: "),
        ("openapi: 3.1.0\npaths: 7\n", "made.yaml:2:8: paths: expected a mapping"),
        ("openapi: 3.1.0\n", "made.yaml:1:1: holds no operation under 'paths'"),
        (None, "made.yaml: cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_document_is_told_and_nothing_is_written(
    project: Path, sixfold: Sixfold, content: str | None, message: str
) -> None:
    if content is not None:
        (project / "made.yaml").write_text(content, encoding="utf-8")
    code, _, err = sixfold("init", "first", "--openapi", "made.yaml", *CURL)
    assert code == 1
    assert err.startswith(message)
    assert not (project / "first").exists()


def test_a_call_without_any_value_has_nothing_to_change(project: Path, sixfold: Sixfold) -> None:
    (project / "made.json").write_text(json.dumps(document({"/a": getting(operationId="list")})), encoding="utf-8")
    code, _, err = sixfold("init", "first", "--openapi", "made.json")
    assert (code, err) == (0, "")
    made = build(pipeline.load(project / "first"))
    texts = {output.path: output.text for output in made if output.path.startswith("code_snippets/")}
    assert len(texts) == len(shipped_languages())
    for path, text in texts.items():
        assert "Change these values" not in text, path
        assert not text.startswith("\n"), path
        assert "{\n\n\n" not in text, path
        assert ">\n\n      async" not in text, path


def test_an_example_with_what_answers_alone_have_is_not_taken(project: Path, sixfold: Sixfold) -> None:
    properties: Json = {"id": {"type": "string", "readOnly": True}, "word": {"type": "string"}}
    tag: Json = {"type": "object", "properties": properties}
    schema: Json = {"type": "object", "required": ["tag"], "properties": {"tag": tag}}
    shown: Json = {"schema": schema, "example": {"tag": {"id": "7", "word": "red"}}}
    post: Json = {"operationId": "add", "requestBody": {"content": {"application/json": shown}}, "responses": ANSWERED}
    (project / "made.json").write_text(json.dumps(document({"/a": {"post": post}})), encoding="utf-8")
    code, out, err = sixfold("init", "first", "--openapi", "made.json", *CURL)
    assert (code, err) == (0, "")
    assert "begun with 1 operation " in out
    (page,) = (project / "first/specs/operations").iterdir()
    (operation,) = yaml.safe_load(page.read_text(encoding="utf-8"))["operations"]
    assert operation["request"]["body"] == {"tag": {"word": "text"}}


def test_no_page_speaks_of_what_a_document_does_not_have(tmp_path: Path) -> None:
    begun(tmp_path, Wish(None, ("curl",), openapi=CINEMA))
    pages = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("docs/**/*.md")}
    assert "have 6 operations in definition/cinema.yaml" in pages["coverage.md"]
    assert {"## Operations with a page", "## Operations without a page"} <= set(pages["coverage.md"].splitlines())
    assert [name for name, page in pages.items() if "RPC" in page or "The client libraries are" in page] == []


def test_what_carries_the_key_is_no_parameter_of_a_call(project: Path, sixfold: Sixfold) -> None:
    key: JsonObject = {"name": "X-Api-Key", "in": "header", "required": True, "schema": {"type": "string"}}
    trace: JsonObject = {**key, "name": "X-Trace"}
    page: JsonObject = {**key, "name": "api_key", "in": "query"}
    (project / "keyed.json").write_text(json.dumps(document({"/films": getting(key, trace, page)})))
    keys = "x-api-key, ?api_key"
    assert sixfold("init", "keyed", "--openapi", "keyed.json", "--authentication", keys, *CURL)[0] == 0
    (operation,) = yaml.safe_load((project / "keyed/specs/operations/operations.yaml").read_text())["operations"]
    assert operation["request"] == {"X_Trace": "$X_TRACE"}


WAYS: dict[str, list[Json]] = {
    "plain": [],
    "open": [],
    "admin": [{"admin": []}],
    "both": [{"admin": [], "bearer": []}],
    "basic": [{"basic": []}],
    "either": [{"basic": []}, {"bearer": []}],
}


def signed_otherwise(project: Path, sixfold: Sixfold, *options: str) -> tuple[str, dict[str, list[str]]]:
    """Begin with operations that are signed in different ways; give what is told, and the headers of each."""
    schemes: Json = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "admin": {"type": "apiKey", "in": "header", "name": "X-Admin-Key"},
        "basic": {"type": "http", "scheme": "basic"},
    }
    paths = {
        f"/{name}": getting(operationId=name, **({} if name == "plain" else {"security": ways}))
        for name, ways in WAYS.items()
    }
    content = document(paths, security=[{"bearer": []}], components={"securitySchemes": schemes})
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    code, out, err = sixfold("init", "first", "--openapi", "made.json", *CURL, *options)
    assert (code, err) == (0, "")
    entries = pipeline.load(project / "first").entries
    return " ".join(out.split()), {
        entry.operation.id: [str(header.line) for header in entry.request.headers] for entry in entries
    }


def test_an_operation_is_signed_as_it_asks_for(project: Path, sixfold: Sixfold) -> None:
    out, headers = signed_otherwise(project, sixfold)
    bearer, admin = "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE", "X-Admin-Key: YOUR_ADMIN_KEY_HERE"
    assert headers == {"plain": [bearer], "open": [], "admin": [admin], "both": [bearer, admin], "either": [bearer]}
    assert "it is signed by 'Authorization: Basic …', and other calls by 'Authorization: Bearer …, X-Admin-K" in out


def test_keys_that_no_chosen_operation_needs_are_not_asked_for(project: Path, sixfold: Sixfold) -> None:
    _, headers = signed_otherwise(project, sixfold, "--only", "plain")
    assert headers == {"plain": ["Authorization: Bearer YOUR_ACCESS_TOKEN_HERE"]}
    assert api(project / "first")["authentication"] == {
        "header": "Authorization",
        "scheme": "Bearer",
        "variable": "ACCESS_TOKEN",
    }


def test_what_the_command_line_says_of_keys_signs_all_that_are_signed(project: Path, sixfold: Sixfold) -> None:
    _, headers = signed_otherwise(project, sixfold, "--authentication", "X-Own")
    assert headers == {name: [] if name == "open" else ["X-Own: YOUR_API_KEY_HERE"] for name in WAYS}


def formed(properties: Json, **more: Json) -> Json:
    schema: JsonObject = {"type": "object", "properties": properties, "required": list(cast("JsonObject", properties))}
    media: JsonObject = {"schema": schema, **more}
    body: JsonObject = {"required": True, "content": {"application/x-www-form-urlencoded": media}}
    return {"post": {"requestBody": body, "responses": ANSWERED}}


BOX: Json = {"type": "object", "properties": {"k": {"type": "integer"}}}
OPEN: Json = {"anyOf": [BOX, {"type": "integer"}]}
LEFT_OUT: dict[str, tuple[Json, str]] = {
    "JSON in a form": (formed({"j": BOX}, encoding={"j": {"contentType": "application/json"}}), "as JSON inside of it"),
    "an object in a form": (formed({"j": BOX}), "of which the document does not say how it is written there"),
    "a list in a style for objects": (
        formed({"j": {"type": "array", "items": {"type": "string"}}}, encoding={"j": {"style": "deepObject"}}),
        "of whose style, deepObject, nothing says how it writes a list",
    ),
    "an object or something else": (
        formed({"j": OPEN}, encoding={"j": {"style": "deepObject"}}),
        "and its schema leaves open whether it is an object",
    ),
    "an object of the query or something else": (
        getting({"name": "c", "in": "query", "required": True, "style": "deepObject", "schema": OPEN}),
        "and its schema leaves open whether it is an object",
    ),
    "a key in a cookie": (getting(security=[{"cookie": []}]), "it is signed by 'cookie', which snippets cannot do"),
    "a scheme that is not there": (
        getting(security=[{"none": []}]),
        "it is signed by 'none', which snippets cannot do",
    ),
    "a key that is another at each call": (getting(security=[{"digest": []}]), "it is signed by 'digest', which"),
    "a server without HTTPS": (getting(servers=[{"url": "http://b.example.com"}]), "and snippets call by HTTPS alone"),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_what_would_be_sent_otherwise_than_the_document_says_is_left_out(
    project: Path, sixfold: Sixfold, what: str
) -> None:
    operation, reason = LEFT_OUT[what]
    schemes: Json = {
        "cookie": {"type": "apiKey", "in": "cookie", "name": "c"},
        "digest": {"type": "http", "scheme": "digest"},
        "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    }
    content = document(
        {"/a": getting(), "/b": operation}, security=[{"header": []}], components={"securitySchemes": schemes}
    )
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    code, out, err = sixfold("init", "first", "--openapi", "made.json", *CURL)
    told = " ".join(out.split())
    assert (code, err) == (0, "")
    assert "begun with 1 operation " in told
    assert reason in told
    assert "left out" in told


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "array", "minItems": 2, "items": {"type": "string"}}, ["text", "text"]),
        ({"type": "string", "enum": ["", "x"]}, "x"),
        ({"type": "string", "pattern": "^AC[0-9a-f]{32}$"}, f"AC{'0' * 32}"),
        ({"type": "string", "pattern": r"^\d{3}-[^a]+(?:x|y)?\.?$"}, "000-b"),
    ],
)
def test_a_value_is_made_that_the_schema_admits(project: Path, sixfold: Sixfold, schema: Json, value: Json) -> None:
    body: JsonObject = {"type": "object", "required": ["a"], "properties": {"a": schema}}
    post: Json = {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}}
    operation: Json = {"post": {**cast("JsonObject", post), "responses": ANSWERED}}
    (project / "made.json").write_text(json.dumps(document({"/a": operation})), encoding="utf-8")
    assert sixfold("init", "first", "--openapi", "made.json", *CURL)[0] == 0
    (made,) = yaml.safe_load((project / "first/specs/operations/operations.yaml").read_text())["operations"]
    assert made["request"] == {"body": {"a": value}}


def test_texts_of_a_document_stand_where_they_mean_nothing_else(project: Path, sixfold: Sixfold) -> None:
    name: Json = {**cast("JsonObject", text("a")), "description": "See <owner>/<repo> or \\."}
    content = document({"/b/{a}": getting(name)}) | {"info": {"title": 'A: "b" #c', "version": "1"}}
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    assert sixfold("init", "first", "--openapi", "made.json", *CURL)[0] == 0
    head = (project / "first/docs/index.md").read_text(encoding="utf-8").split("---")[1]
    assert yaml.safe_load(head)["title"] == 'The A: "b" #c API'
    page = yaml.safe_load((project / "first/specs/operations/operations.yaml").read_text())
    assert [one["description"] for one in page["variables"].values()] == ["See owner/repo or ."]


def test_a_password_is_said_to_be_one(project: Path, sixfold: Sixfold) -> None:
    schemes: Json = {"basic": {"type": "http", "scheme": "basic"}}
    content = document({"/a": getting()}, security=[{"basic": []}], components={"securitySchemes": schemes})
    (project / "made.json").write_text(json.dumps(content), encoding="utf-8")
    assert sixfold("init", "first", "--openapi", "made.json", *CURL)[0] == 0
    assert "a colon and your password, in Base64" in str(api(project / "first")["variables"])
