"""What the REST snippets themselves make of a request at run time: the URL and the body that leave each program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixfold.request import Request
from sixfold.sandbox.routes import Routes
from sixfold.sandbox.transcoding import decode
from sixfold.wire.message import same
from tests.support.made_api import Made, Rpc, make
from tests.support.senders import PROGRAMS, Senders

GET = ["string name", "string other", "Code code", "float score", "double size", "int32 page", "bytes token"]
POST = [
    *GET,
    *("map<int32,string> ints", "map<uint64,string> longs", "map<bool,float> flags", "map<string,Inner> inners"),
    *("repeated float scores", "google.protobuf.NullValue nothing", "repeated google.protobuf.NullValue nothings"),
    *("google.protobuf.Any any", "google.protobuf.Struct struct", "google.protobuf.DoubleValue wrapped", "Inner inner"),
]
BODIES = (
    "ints: {-2147483648: a, 5: b}\nlongs: {18446744073709551615: c}\nflags: {true: .nan, false: -.inf}",
    "scores: [.nan, .inf, -.inf, 3.4028235e38, 0.1, 1e-45]\nscore: 3.4028235e38\nsize: .inf\nwrapped: .nan",
    "nothing: ~\nnothings: [~, ~]\ncode: SUCCESS\ntoken: +/9+",
    "any: {'@type': TYPE, name: x, numbers: {b: 1, a: 2}, score: NaN}",
    "struct: {a: 18446744073709551616, b: [1e300, ~], c: {'@type': x}}\ninners: {constructor: {name: a}, '': {}}",
    'inners: {"\\0a": {name: b}, "0": {}}',
)
PATHS = (
    "a",
    "a b/c",
    "é漢😀/x",
    "100%/%2F",
    "?q#f&=+/a:b",
    "{x/$y",
    "'\"`\\/~!()*",
    "-._~/...",
    "#{x}/#@y#$z",
    "\ufeff\u2028/\x00",
)


@pytest.fixture(scope="module")
def api() -> Made:
    rpcs = {
        "Get": Rpc("Get", {"get": "/v1/{name=things/**}:run"}),
        "One": Rpc("Get", {"get": "/v1/ones/{other}/{name=things/*}:run"}),
        "Post": Rpc("Post", {"post": "/v1/x", "body": "*"}),
    }
    inner = ["string name", "map<string,double> numbers", "float score"]
    return make({"Get": GET, "Post": POST, "Inner": inner}, rpcs)


@pytest.fixture(scope="module")
def requests(api: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Request, ...]:
    folder = tmp_path_factory.mktemp("requests")
    kind = f"type.googleapis.com/{api.definition.name.partition('.')[0]}.Inner"

    def made() -> Iterator[Request]:
        for path in PATHS:
            example = f"NAME: {{example: {json.dumps(f'things/{path}', ensure_ascii=False)}, description: A name.}}"
            query = "score: 1\nsize: 1e16\ncode: FAILURE\npage: -5\ntoken: +/9+"
            yield build("Get", f"name: $NAME\n{query}", example)
            one = f"{example}\nOTHER: {{example: {json.dumps(path, ensure_ascii=False)}, description: Another.}}"
            yield build("One", "name: things/a b\nother: $OTHER", one)
        yield build("Get", "name: things/a\nother: $OTHER", 'OTHER: {example: "a b+c & ~é", description: Another.}')
        yield build("Get", "name: things/a\nsize: $SIZE", "SIZE: {example: 1.0e+16, description: A size.}")
        yield from (build("Post", body.replace("TYPE", kind), "") for body in BODIES)

    def build(rpc: str, request: str, examples: str) -> Request:
        found, problems = api.request(folder, rpc, request, examples=examples)
        assert found is not None, problems
        return found

    return tuple(made())


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_leaves_the_program_is_the_request(
    name: str,
    api: Made,
    requests: tuple[Request, ...],
    senders: Senders,
    tmp_path: Path,
) -> None:
    routes = Routes(api.definition)
    for request, sent in zip(requests, senders.sent(name, requests, tmp_path), strict=True):
        target = sent.url.removeprefix("https://api.example.com")
        assert "+" not in target, "not every server reads it as a space"
        found = decode(routes, request.rest.verb, target, sent.body.encode())
        assert (found.method, found.problem, found.unknown_fields) == (request.method, None, ()), sent
        assert found.message is not None
        assert same(found.message, request.expected()), sent
