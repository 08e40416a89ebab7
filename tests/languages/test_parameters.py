"""Parameters of a document in every style, and types of bodies: each language sends one request, read as that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.message import Message as Headers
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
from uritemplate import expand
from uritemplate.variable import VariableValue

from benchmarks.calls import renewed
from sixfold.definition import ApiDefinition
from sixfold.document import source
from sixfold.errors import Problems
from sixfold.json_value import Json, JsonObject
from sixfold.request import Context, Request, build_request
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.snippet import Renderer
from sixfold.spec.parse import parse_api, parse_page
from sixfold.wire.message import same
from tests.support.documents import ANSWERED, document, loaded
from tests.support.rendering import snippet_text, unrendered
from tests.support.senders import PROGRAMS, Senders

TEXT: JsonObject = {"type": "string"}
TEXTS: JsonObject = {"type": "array", "items": TEXT}
BOX: JsonObject = {"type": "object", "properties": {"colour": TEXT, "size": {"type": "integer"}}}
HOSTILE = ("a b,c&=;/?#%2C", "'\"`\\${x}#{y}", "é漢😀", "1", "+", "%", "true", "[x]", "a\u2028b")


def parameter(name: str, schema: JsonObject, **more: Json) -> JsonObject:
    return {"name": name, "in": "query", "schema": schema, **more}


def segment(name: str, schema: JsonObject, **more: Json) -> JsonObject:
    return {**parameter(name, schema, **more), "in": "path", "required": True}


PATH: dict[str, tuple[JsonObject, str]] = {
    "simple": (segment("simple", TEXTS), "{simple}"),
    "spread": (segment("spread", BOX, explode=True), "{spread*}"),
    "flat": (segment("flat", BOX), "{flat}"),
    "label": (segment("label", TEXTS, style="label"), "{.label}"),
    "dots": (segment("dots", BOX, style="label", explode=True), "{.dots*}"),
    "matrix": (segment("matrix", TEXT, style="matrix"), "{;matrix}"),
    "each": (segment("each", TEXTS, style="matrix", explode=True), "{;each*}"),
    "parts": (segment("parts", BOX, style="matrix", explode=True), "{;parts*}"),
}
QUERY: dict[str, JsonObject] = {
    "comma": parameter("comma", TEXTS, explode=False),
    "many": parameter("many", TEXTS),
    "names": parameter("names", BOX, explode=False),
    "open": parameter("open", {"type": "object", "properties": {"x": TEXT, "y": {"type": "boolean"}}}),
}
APART: dict[str, JsonObject] = {
    "space": parameter("space", TEXTS, style="spaceDelimited"),
    "pipe": parameter("pipe", TEXTS, style="pipeDelimited"),
    "deep": parameter("deep", BOX, style="deepObject", explode=True),
}
HEADERS: dict[str, JsonObject] = {
    "X-Text": {**parameter("X-Text", TEXT), "in": "header"},
    "X-Number": {**parameter("X-Number", {"type": "integer"}), "in": "header"},
    "X-Flag": {**parameter("X-Flag", {"type": "boolean"}), "in": "header"},
    "X-List": {**parameter("X-List", TEXTS), "in": "header"},
    "X-Box": {**parameter("X-Box", BOX, explode=True), "in": "header"},
}
FORM: JsonObject = {
    "type": "object",
    "properties": {
        "text": TEXT,
        "number": {"type": "integer"},
        "flag": {"type": "boolean"},
        "many": TEXTS,
        "deep": BOX,
        "comma": TEXTS,
        "open": {"type": "array", "items": BOX},
    },
}
LINES = ("a b", "'\"`\\${x}#{y}", "%41=;", "{x} #{y}", "#@y#$z")
DOCUMENT = document(
    {
        f"/all/{'/'.join(f'{{{name}}}' for name in PATH)}": {
            "get": {
                "operationId": "all",
                "parameters": [*(found for found, _ in PATH.values()), *QUERY.values()],
                "responses": ANSWERED,
            }
        },
        "/headed": {"get": {"operationId": "headed", "parameters": [*HEADERS.values()], "responses": ANSWERED}},
        "/patched": {
            "patch": {
                "operationId": "patched",
                "requestBody": {
                    "required": True,
                    "content": {"application/Merge-Patch+json; charset=utf-8": {"schema": BOX}},
                },
                "responses": ANSWERED,
            }
        },
        "/formed": {
            "put": {
                "operationId": "formed",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": FORM,
                            "encoding": {"deep": {"style": "deepObject"}, "comma": {"explode": False}},
                        }
                    },
                },
                "responses": ANSWERED,
            }
        },
        "/apart": {"get": {"operationId": "apart", "parameters": [*APART.values()], "responses": ANSWERED}},
    },
    servers=[{"url": "https://api.example.com"}],
)
API = """\
name: Made
host: api.example.com
definition: {openapi: made.json}
authentication: none
sections: {guide: The Guide}
"""


def values(one: str, other: str) -> dict[str, Json]:
    """Return values for each parameter of ``all``."""
    # The other library sorts names.
    box: JsonObject = {"colour": one, "size": 5}
    return {
        "simple": [one, "c,d", other],
        "spread": box,
        "flat": box,
        "label": [other, one],
        "dots": {"colour": "red", "size": 2},
        "matrix": one,
        "each": [one, other],
        "parts": box,
        "comma": [one, "1,2", other],
        "many": [other],
        "names": box,
        "open": {"x": one, "y": True},
    }


@pytest.fixture(scope="module")
def definition(tmp_path_factory: pytest.TempPathFactory) -> ApiDefinition:
    return loaded(tmp_path_factory.mktemp("made"), DOCUMENT)


def built(
    folder: Path, definition: ApiDefinition, rpc: str, given: Mapping[str, Json], **examples: Json
) -> tuple[Request | None, list[str]]:
    """Build a request in which the examples are constants that a reader changes; give it and the problems."""
    text = json.dumps(given, ensure_ascii=False)
    for name, example in examples.items():
        text = text.replace(json.dumps(example, ensure_ascii=False), f'"${name}"')
    constants = {name: {"example": example, "description": name} for name, example in examples.items()}
    page = {"title": "T", "description": "D", "variables": constants}
    operation = {"id": "one", "title": "T", "text": "t", "rpc": rpc, "request": json.loads(text)}
    content = json.dumps({**page, "operations": [operation]}, ensure_ascii=False)
    (folder / "api.yaml").write_text(API)
    (folder / "page.yaml").write_text(content, encoding="utf-8")
    problems = Problems()
    tables = [source.read(folder / name, name, problems) for name in ("api.yaml", "page.yaml")]
    assert tables[0] is not None
    assert tables[1] is not None, problems.found
    api = parse_api(tables[0], "api.yaml", problems)
    parsed = parse_page(tables[1], "guide/page", "page.yaml", problems)
    found = build_request(Context(api, definition, problems), parsed, parsed.operations[0])
    return found, [str(problem) for problem in problems.found]


def request_of(
    folder: Path, definition: ApiDefinition, rpc: str, given: Mapping[str, Json], **examples: Json
) -> Request:
    found, problems = built(folder, definition, rpc, given, **examples)
    assert found is not None, problems
    return found


def problems_of(folder: Path, definition: ApiDefinition, rpc: str, given: Mapping[str, Json]) -> list[str]:
    return built(folder, definition, rpc, given)[1]


@pytest.fixture(scope="module")
def requests(definition: ApiDefinition, tmp_path_factory: pytest.TempPathFactory) -> tuple[Request, ...]:
    folder = tmp_path_factory.mktemp("requests")

    def made() -> Iterator[Request]:
        for one, other in zip(HOSTILE, HOSTILE[1:] + HOSTILE[:1], strict=True):
            yield request_of(folder, definition, "all", values(one, other), ONE=one, OTHER=other)
            yield request_of(folder, definition, "all", values(one, other))
        apart: JsonObject = {"space": ["a,b", "c|d"], "pipe": ["a,b", "c d"], "deep": {"colour": "a&b", "size": 1}}
        yield request_of(folder, definition, "apart", apart, ONE="a,b", OTHER="a&b")
        yield request_of(folder, definition, "apart", apart)
        for line in LINES:
            kept: JsonObject = {"X_Text": line, "X_Number": 5, "X_Flag": True, "X_List": [line, "b"]}
            kept["X_Box"] = {"colour": line, "size": 1}
            yield request_of(folder, definition, "headed", kept, ONE=line)
            yield request_of(folder, definition, "headed", {**kept, "X_List": [line, 'a`"${']}, ONE=line)
            yield request_of(folder, definition, "headed", kept)
        yield request_of(folder, definition, "patched", {"body": {"colour": "a", "size": 2}}, ONE="a")
        for one in HOSTILE:
            form: JsonObject = {"text": one, "number": 5, "flag": True, "many": [one, "c&d"], "deep": {"colour": one}}
            yield request_of(folder, definition, "formed", {"body": form}, ONE=one)
            yield request_of(folder, definition, "formed", {"body": {"text": one}})
        for name, value in (("NUMBER", 7), ("FLAG", True)):
            lone: JsonObject = {"X_Number": "$NUMBER"} if name == "NUMBER" else {"X_Flag": "$FLAG"}
            yield request_of(folder, definition, "headed", lone, **{name: value})

    return tuple(made())


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_language_sends_the_request(
    name: str, definition: ApiDefinition, requests: tuple[Request, ...], senders: Senders, tmp_path: Path
) -> None:
    routes = Routes(definition)
    for request, sent in zip(requests, senders.sent(name, requests, tmp_path), strict=True):
        headers = Headers()
        for header, value in sent.headers.items():
            headers[header] = value
        target, body = sent.url.removeprefix("https://api.example.com"), sent.body.encode()
        found = decode(routes, request.rest.verb, target, body, headers=headers)
        kind = sent.headers.get("content-type", "").partition(";")[0]
        assert kind == (request.rest.media_type if request.rest.has_body else ""), sent
        assert (found.problem, found.unknown_fields) == (None, ()), sent
        assert found.message is not None
        assert same(found.message, request.expected()), sent


@pytest.mark.parametrize("name", ["curl", "js", "java_rest", "shipped go", "shipped php", "shipped py", "shipped ruby"])
def test_a_plan_writes_the_request_as_its_template_does(
    name: str, requests: tuple[Request, ...], senders: Senders
) -> None:
    _, form = senders.forms[name]
    renderer = Renderer(form.folder.parents[1])
    for request in requests[::2]:
        for mark in ("-1", "-2", "-3 '\"\\", f"-4{'x' * 50}"):
            other = renewed(request, mark)
            (snippet,) = renderer.rendered(other, [unrendered("one", form)])
            text = snippet_text(renderer, other, "one", form)
            assert snippet.text == text
            assert snippet.files[0].editable_values == text.editable_values


def test_it_is_what_an_expansion_of_rfc_6570_makes_of_the_values(requests: tuple[Request, ...]) -> None:
    query = {name: name if found.get("explode") is False else f"{name}*" for name, found in QUERY.items()}
    template = f"/all/{'/'.join(part for _, part in PATH.values())}{{?{','.join(query.values())}}}"
    pairs = zip(HOSTILE, HOSTILE[1:] + HOSTILE[:1], strict=True)
    expected = [values(*pair) for pair in pairs for _ in range(2)]
    for given, request in zip(expected, requests, strict=False):
        written = {
            name: {key: "true" if item is True else item for key, item in value.items()}
            if isinstance(value, dict)
            else value
            for name, value in given.items()
        }
        assert str(request.rest.url) == f"https://api.example.com{expand(template, written)}"  # type: ignore[arg-type]


def test_what_rfc_6570_does_not_know_is_read_alike_by_another_library(requests: tuple[Request, ...]) -> None:
    api = OpenAPI.from_dict(DOCUMENT)
    (last, *_) = [request for request in reversed(requests) if request.method.name == "apart"]
    path, _, query = str(last.rest.url).removeprefix("https://api.example.com").partition("?")
    # It takes them decoded, but the spaces between items.
    args = {name: value.replace(" ", "%20") if name == "space" else value for name, value in parse_qsl(query)}
    found = api.unmarshal_request(MockRequest("https://api.example.com", "get", path, args=args))
    assert not found.errors
    assert dict(found.parameters.query) == {
        "space": ["a,b", "c|d"],
        "pipe": ["a,b", "c d"],
        "deep": {"colour": "a&b", "size": 1},
    }


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/apart?space=a&space=b", "'space' is given 2 times and takes one value"),
        ("/apart?deep%5Bcolor%5D=a", "apart has no deep[color]"),
        ("/apart?deep=a", "apart has no deep"),
        ("/apart?pipe=%FF", "percent-encoded bytes that are not UTF-8"),
        ("{simple}/{spread}/{flat}/label/{dots}/{matrix}/{each}/{parts}", "'label' begins with '.' in the path"),
        ("{simple}/{spread}/{flat}/{label}/{dots}/;matrix/;many=a/{parts}", "'each=' stands before its value"),
        ("{simple}/{spread}/colour,a,size/{label}/{dots}/{matrix}/{each}/{parts}", "the last name has no value"),
        ("{simple}/colour=a,b=c/{flat}/{label}/{dots}/{matrix}/{each}/{parts}", "all has no spread.b"),
    ],
)
def test_what_is_written_otherwise_is_refused(definition: ApiDefinition, target: str, said: str) -> None:
    if not target.startswith("/"):
        right = {name: expand(part, {name: _given(name)}) for name, (_, part) in PATH.items()}
        target = "/all/" + target.format(**right)
    assert said in str(decode(Routes(definition), "GET", target, b"").problem)


def _given(name: str) -> VariableValue:
    return {"colour": "a", "size": 1} if PATH[name][0]["schema"] == BOX else "a" if name == "matrix" else ["a", "b"]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("space: [a b]", "where ' ' parts values, and 'a b' holds it; give one without"),
        ("pipe: ['a|b']", "where '|' parts values, and 'a|b' holds it; give one without"),
        ("space: []", "where an empty list is sent as no parameter at all; leave it out"),
        ("deep: {}", "where an empty object is sent as no parameter at all; leave it out"),
    ],
)
def test_what_a_parameter_cannot_hold_is_told(
    definition: ApiDefinition, tmp_path: Path, request_: str, said: str
) -> None:
    found = problems_of(tmp_path, definition, "apart", yaml.safe_load(request_))
    assert [f"GET /apart sends it in the query, {said}" in text for text in found] == [True]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("comma", ["a"], "with ',' between its parts, which snippets do not write there; leave it out"),
        ("open", [{"size": 1}], "which holds single values, lists of them and objects of them; leave it out"),
        ("many", [], "where an empty list is sent as no parameter at all; leave it out"),
    ],
)
def test_what_a_form_cannot_hold_is_told(
    definition: ApiDefinition, tmp_path: Path, name: str, value: Json, said: str
) -> None:
    found = problems_of(tmp_path, definition, "formed", {"body": {name: value}})
    assert [f"body.{name}: PUT /formed sends it in a form, {said}" in text for text in found] == [True]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("text=a&texts=b", "formed has no body.texts"),
        ("number=x", "body.number: 'x' is not of type 'integer'"),
        ("deep[color]=x", "formed has no body.deep[color]"),
        ("text=a&text=b", "'text' is given 2 times and takes one value"),
    ],
)
def test_what_a_form_says_wrong_is_refused(definition: ApiDefinition, body: str, said: str) -> None:
    assert said in str(decode(Routes(definition), "PUT", "/formed", body.encode()).problem)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("label", [], "where an empty list would be no segment; give it something"),
        ("label", [""], "'.' cannot stand in a path"),
        ("dots", {"colour": "a.b"}, "where '.' parts values, and 'a.b' holds it; give one without"),
    ],
)
def test_what_a_segment_cannot_hold_is_told(
    definition: ApiDefinition, tmp_path: Path, name: str, value: Json, said: str
) -> None:
    found = problems_of(tmp_path, definition, "all", {**values("a", "b"), name: value})
    assert [said in text for text in found] == [True]
