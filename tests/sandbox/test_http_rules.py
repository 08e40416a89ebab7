"""HTTP rules of every kind: what a spec's request becomes, and what the sandbox makes of it again."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from sixfold.definition import descriptor
from sixfold.document import to_yaml
from sixfold.request import Request
from sixfold.sandbox.answer import Answer
from sixfold.sandbox.behaviour import STATUSES, CallOutcome
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import Decoded, decode
from sixfold.scaffold.entry import scaffold
from sixfold.spec import PLACEHOLDER
from sixfold.wire.message import from_json, same
from tests.support.made_api import Made, Rpc, make

SEED = 20260131
VALUES = (
    "a",
    "a b",
    "é漢😀",
    "100%",
    "%2F",
    "a:b",
    "?q#f&=+;",
    "{x",
    "*",
    "...",
    "'\"`$\\",
    "~!()",
    "cancel",
    "x:cancel",
)
MESSAGES = {
    "Get": [
        "string bookId",
        "string name",
        "string parent",
        "int32 page",
        "bool open",
        "Code code",
        "double score",
        "bytes token",
        "Inner inner",
        "repeated string tags",
        "repeated Inner inners",
        "map<string,string> labels",
        "google.protobuf.Timestamp time",
        "google.protobuf.StringValue wrapped",
        "google.api.HttpBody raw",
    ],
    "Inner": ["string id", "Inner inner", "Code code", "repeated string tags", "string userName"],
}
PATHS = (
    "/v1/books/{bookId}",
    "/v1/books/{bookId}:cancel",
    "/v1/books/{bookId=*}/pages/{page}",
    "/v1/books",
    "/v1/books:batchGet",
    "/v1/{name=projects/*/things/*}",
    "/v1/{name=projects/*/things/*}:undo",
    "/v1/{inner.inner.userName=folders/*}/tags/{bookId}",
    "/v1/files/{name=**}",
    "/v1/files/{name=deep/**}:open",
    "/v1/states/{code}/{open}/{score}",
    "/v1/tokens/{token}",
    "/v1/{parent=projects/*}/{inner.id=a/**}",
)


def rule(verb: str, path: str, body: str = "", **more: object) -> Rpc:
    return Rpc("Get", {verb: path, **({"body": body} if body else {}), **more})


def custom(kind: str) -> Rpc:
    return Rpc("Get", {"custom": {"kind": kind, "path": "/v1/x"}})


@pytest.fixture(scope="module")
def api() -> Made:
    rpcs = {}
    for number, path in enumerate(PATHS):
        rpcs[f"Get{number}"] = rule("get", path)
        rpcs[f"Post{number}"] = rule("post", path, "*")
        rpcs[f"Patch{number}"] = rule("patch", path, "inner")
    return make(MESSAGES, rpcs)


def over_the_wire(api: Made, request: Request) -> Decoded:
    """Send a request as a snippet does, less the connection."""
    target = request.rest.url.removeprefix(f"https://{request.rest.host}")
    return decode(Routes(api.definition), request.rest.verb, target, request.rest.body_text.encode())


def put(tree: dict[str, object], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for name in parents:
        inner = tree.setdefault(name, {})
        assert isinstance(inner, dict)
        tree = inner
    tree[last] = value


def made_up(api: Made, rpc: str, chance: random.Random) -> dict[str, object]:
    """Make up a request whose values fit its path, and fields beside it."""
    special = {"page": 7, "open": True, "code": "SUCCESS", "score": 0.5, "token": "+/9+"}
    tree: dict[str, object] = {}
    beside = {"tags": ["a&b", "c/d"], "inner.code": "FAILURE", "inner.tags": ["x", ""], "time": "2026-01-31T12:00:00Z"}
    for name, value in beside.items():
        if chance.random() < 0.5:
            put(tree, name, value)
    for parameter in api.definition.method(rpc).rules[0].template.parameters:
        if parameter.field in special:
            put(tree, parameter.field, special[parameter.field])
            continue
        shape = parameter.shape.replace("**", "/".join(["*"] * chance.randint(1, 3)))
        put(tree, parameter.field, "/".join(chance.choice(VALUES) if x == "*" else x for x in shape.split("/")))
    return tree


def test_the_sandbox_takes_every_path_as_the_request_that_was_meant(api: Made, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same cases each time
    for rpc in [method.name for method in api.definition.methods.values()]:
        for _ in range(2):
            tree = made_up(api, rpc, chance)
            request, problems = api.request(tmp_path, rpc, yaml.safe_dump(tree, allow_unicode=True) if tree else "")
            assert request is not None, (rpc, tree, problems)
            found = over_the_wire(api, request)
            where = (rpc, tree, request.rest.url, found)
            assert found.method is api.definition.method(rpc), where
            assert (found.problem, found.unknown_fields) == (None, ()), where
            assert found.message is not None
            assert same(found.message, request.expected()), where


@pytest.mark.parametrize("path", PATHS)
def test_the_path_of_the_definition_itself_is_no_call(api: Made, path: str) -> None:
    if "{" not in path:
        return
    routes = Routes(api.definition)
    names = re.sub(r"\{([^}=]*)[^}]*\}", r"{\1}", path)
    for verb in ("GET", "POST", "PATCH"):
        for written in (path, quote(path, safe="/:"), names, quote(names, safe="/:"), quote(path, safe="/:*=")):
            assert decode(routes, verb, written, b"").method is None, (verb, written)


@pytest.mark.parametrize("left", ["{bookId}", "%7BbookId%7D", "{book_id}", "%7bid%7d", "{}"])
def test_a_name_in_braces_is_not_taken_for_a_value(api: Made, left: str) -> None:
    found = decode(Routes(api.definition), "GET", f"/v1/books/{left}?bookId=b", b"")
    assert (found.method, found.outcome) == (None, CallOutcome.PATH_UNKNOWN)
    assert "which stands for a value; put the value itself there" in (found.problem or "")


@pytest.mark.parametrize("name", ["bookId", "book_id.x", "inner.id"])
def test_the_query_cannot_give_what_the_path_or_the_body_holds(api: Made, name: str) -> None:
    found = decode(Routes(api.definition), "PATCH", f"/v1/books/b?{name}=other", b"{}")
    assert found.unknown_fields == (name,)


@pytest.mark.parametrize(
    ("verb", "path", "rpc"),
    [
        ("GET", "/v1/books/a", "Get0"),
        ("GET", "/v1/books/a:cancel", "Get1"),
        ("GET", "/v1/books/a%3Acancel", "Get0"),
        ("GET", "/v1/books/a:other", "Get0"),
        ("GET", "/v1/books:batchGet", "Get4"),
        ("GET", "/v1/books", "Get3"),
        ("GET", "/v1/projects/p/things/t", "Get5"),
        ("GET", "/v1/projects/p/things/t:undo", "Get6"),
        ("GET", "/v1/files", "Get8"),
        ("GET", "/v1/files/a/b/c", "Get8"),
        ("GET", "/v1/files/deep:open", "Get9"),
        ("GET", "/v1/files/deep/a/b:open", "Get9"),
        ("GET", "/v1/files/shallow:open", "Get8"),
        ("GET", "/v1/projects%2Fp%2Fthings%2Ft", None),
        ("GET", "/v1/projects/p/things/t/more", None),
        ("GET", "/v1/projects/p/things/", None),
        ("GET", "/v1/books:other", None),
        ("GET", "/v1/files//b", None),
    ],
)
def test_a_path_leads_to_its_rpc(api: Made, verb: str, path: str, rpc: str | None) -> None:
    found = decode(Routes(api.definition), verb, path, b"").method
    assert (found.name if found else None) == rpc


@pytest.mark.parametrize(
    ("verb", "value", "url"),
    [
        ("Get0", {"bookId": "a/b c"}, "/v1/books/a%2Fb%20c"),
        ("Get1", {"bookId": "a:b"}, "/v1/books/a%3Ab:cancel"),
        ("Get5", {"name": "projects/a b/things/c:d"}, "/v1/projects/a%20b/things/c%3Ad"),
        (
            "Get8",
            {"name": "a/é/?#[]@!$&'()*+,;="},
            "/v1/files/a/%C3%A9/%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D",
        ),
        ("Get10", {"code": "SUCCESS", "open": False, "score": 1.5}, "/v1/states/SUCCESS/false/1.5"),
        ("Get3", {"score": 1e22, "code": "FAILURE"}, "/v1/books?score=1e%2B22&code=FAILURE"),
    ],
)
def test_a_url_is_written_by_the_rule(api: Made, tmp_path: Path, verb: str, value: object, url: str) -> None:
    request, problems = api.request(tmp_path, verb, yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
    assert request is not None, problems
    assert request.rest.url == f"https://api.example.com{url}"


def test_the_body_of_one_field_leaves_out_what_the_path_holds(api: Made, tmp_path: Path) -> None:
    request, _ = api.request(tmp_path, "Patch12", "{parent: projects/p, page: 2, inner: {id: a/b, userName: u}}")
    assert request is not None
    assert request.rest.url == "https://api.example.com/v1/projects/p/a/b?page=2"
    assert request.rest.body_text == '{\n  "userName": "u"\n}'


@pytest.mark.parametrize(
    ("rpc", "request_", "problem"),
    [
        ("Get5", "name: projects/a", "request.name: 'projects/a' does not fit 'projects/*/things/*'"),
        ("Get5", "name: projects/a/things/b/c", "request.name: 'projects/a/things/b/c' does not fit"),
        ("Get5", "name: $N", "request.name: 'x/y' does not fit 'projects/*/things/*'"),
        ("Get8", "name: a/../b", "request.name: '..' cannot stand in a path"),
        ("Get0", "bookId: '{bookId}'", "request.bookId: '{bookId}' stands for a value"),
        ("Get0", "page: 1", "request.bookId: missing; GET /v1/books/{bookId} has it in its path"),
        ("Get3", "inners: [{id: a}]", "request.inners: GET /v1/books sends it in the query"),
        ("Get3", "labels: {a: b}", "request.labels: GET /v1/books sends it in the query"),
    ],
)
def test_a_value_that_the_rule_cannot_carry(api: Made, tmp_path: Path, rpc: str, request_: str, problem: str) -> None:
    request, problems = api.request(tmp_path, rpc, request_, examples="N: {example: x/y, description: A name.}")
    assert request is None
    assert len(problems) == 1
    assert problems[0].startswith(problem)


REFUSED: Mapping[str, tuple[Rpc, str]] = {
    "head": (custom("HEAD"), "an answer to HEAD has no body"),
    "any": (custom("*"), "its verb is '*'"),
    "other": (custom("LINK"), "its verb is 'LINK'; snippets call with GET"),
    "lower": (custom("get"), "its verb is 'get'"),
    "get_with_body": (rule("get", "/v1/x", "*"), "no browser sends one with GET"),
    "body_unknown": (rule("post", "/v1/x", "inne"), "Get has no field 'inne'; did you mean 'inner'?"),
    "body_deep": (rule("post", "/v1/x", "inner.inner"), "Get has no field 'inner.inner'"),
    "body_in_path": (rule("post", "/v1/{name}", "name"), "its body is 'name', which stands in its path"),
    "raw": (rule("post", "/v1/x", "raw"), "its body is google.api.HttpBody"),
    "raw_whole": (Rpc("google.api.HttpBody", {"post": "/v1/x", "body": "*"}), "its body is google.api.HttpBody"),
    "raw_struct": (
        Rpc("google.protobuf.Struct", {"post": "/v1/x", "body": "*"}),
        "its request is google.protobuf.Struct",
    ),
    "raw_text": (
        Rpc("google.protobuf.StringValue", {"get": "/v1/{value}"}),
        "its request is google.protobuf.StringVal",
    ),
    "raw_answer": (Rpc("Get", {"get": "/v1/x"}, "google.api.HttpBody"), "its answer is google.api.HttpBody"),
    "answer_of_one": (rule("get", "/v1/x", responseBody="status"), "it answers with 'status' alone"),
    "no_path": (rule("get", "v1/x"), "its path cannot be read: expected '/' at its start"),
    "mixed": (rule("get", "/v1/{name}.json"), "its path cannot be read: expected"),
    "slash": (rule("get", "/v1/things/"), "its path cannot be read: a segment of it is empty"),
    "free": (rule("get", "/v1/*/x"), "its path has '*' outside of a parameter"),
    "free_rest": (rule("get", "/v1/**"), "its path has '**' outside of a parameter"),
    "unknown": (rule("get", "/v1/{book_id}"), "Get has no field 'book_id'"),
    "unknown_deep": (rule("get", "/v1/{inner.name}"), "Inner has no field 'name'"),
    "of_text": (rule("get", "/v1/{name.id}"), "its path has '{name.id}', and name has no fields"),
    "message": (rule("get", "/v1/{inner}"), "its path has '{inner}', which is a message"),
    "time": (rule("get", "/v1/{time}"), "its path has '{time}', which is a message"),
    "wrapper": (rule("get", "/v1/{wrapped}"), "its path has '{wrapped}', which is a message"),
    "list": (rule("get", "/v1/{tags}"), "its path has '{tags}', and 'tags' is a list"),
    "of_list": (rule("get", "/v1/{inners.id}"), "its path has '{inners.id}', and 'inners' is a list"),
    "map": (rule("get", "/v1/{labels.value}"), "its path has '{labels.value}', and 'labels' is a map"),
}


@pytest.fixture(scope="module")
def wrong() -> Made:
    found = {name: rpc for name, (rpc, _) in REFUSED.items()}
    others = {
        f"{name}_and": Rpc(rpc.request, {**rpc.http, "additionalBindings": [{"post": "/v2/y", "body": "inner"}]})
        for name, rpc in found.items()
        if rpc.request == "Get" and rpc.answer == "Answer"
    }
    return make(MESSAGES, {**found, **others})


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_rule_cannot_carry_is_refused_with_the_reason(wrong: Made, tmp_path: Path, name: str) -> None:
    request, problems = wrong.request(tmp_path, name, "")
    assert request is None
    assert len(problems) == 1
    assert problems[0].startswith(f"rpc: REST cannot call {name} by ")
    assert REFUSED[name][1] in problems[0]
    assert problems[0].endswith("; leave the operation out")


@pytest.mark.parametrize("name", [name for name in REFUSED if not name.startswith("raw_")])
def test_another_binding_is_named_and_can_be_taken(wrong: Made, tmp_path: Path, name: str) -> None:
    _, problems = wrong.request(tmp_path, f"{name}_and", "")
    assert problems[0].endswith("; name another of its paths with 'path': /v2/y")
    request, problems = wrong.request(tmp_path, f"{name}_and", "page: 3", "/v2/y")
    assert request is not None, problems
    assert (request.rest.verb, request.rest.url) == ("POST", "https://api.example.com/v2/y?page=3")


def test_the_sandbox_knows_the_paths_that_can_be_read_beside_those_that_cannot(wrong: Made) -> None:
    routes = Routes(wrong.definition)
    found = {verb: decode(routes, verb, "/v1/x", b"").method for verb in ("HEAD", "LINK", "POST")}
    assert all(found.values())
    assert decode(routes, "GET", "/v1/a.json", b"").method is not None  # that of another rule: one segment


def test_an_answer_of_one_field_is_that_field(wrong: Made) -> None:
    found = decode(Routes(wrong.definition), "GET", "/v1/x", b"")
    assert found.response_body == ""
    one = next(rule for rule in wrong.definition.method("answer_of_one").rules if rule.response_body)
    message = from_json({"status": {"code": "SUCCESS"}}, descriptor(wrong.definition.method("answer_of_one").response))
    answer = Answer(STATUSES[CallOutcome.SUCCESS], "", "1", message, response_body=one.response_body)
    assert answer.json == {"code": "SUCCESS", "description": "", "details": "", "req_id": ""}


def test_a_scaffold_fits_its_rule_once_its_marks_are_gone(api: Made, tmp_path: Path) -> None:
    for method in api.definition.methods.values():
        found = scaffold(method, frozenset(), {})
        request_, examples = (
            to_yaml(part).replace(PLACEHOLDER, "") for part in (found.operation["request"], found.variables)
        )
        request, problems = api.request(tmp_path, method.full_name, request_, examples=examples)
        assert request is not None, (method, found, problems)
