"""The REST form of a request is what another reading of HTTP rules makes of its message: google-api-core's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from google.api_core import path_template
from google.protobuf.json_format import MessageToDict

from sixfold.project import load
from sixfold.request import Request
from tests.support.made_api import Made, Rpc, make
from tests.support.projects import copy, repository

SEGMENTS = (
    *("a", "é漢😀", "100%", "%2F", "?q#f&=+", "{x", "x}y", "x$y", "'\"`\\", "~!()*", "-._~", "...", "a:b"),
    *("#{x}#@y", "\u2028", "a b", "\n\0", "*", "**"),
)
RULES = {
    "Whole": {"get": "/v1/things/{name}"},
    "Shaped": {"get": "/v1/{name=things/*/parts/*}:run"},
    "Rest": {"delete": "/v1/{name=things/**}"},
    "Nested": {"patch": "/v1/{inner.name=things/*}/{other}", "body": "inner"},
    "All": {"post": "/v1/{other}/{inner.name=**}", "body": "*"},
}


def pairs(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a query says of a tree: each single value by its path, as JSON writes it without quotes."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from pairs(value, f"{above}{key}.")
        else:
            for item in value if isinstance(value, list) else [value]:
                yield f"{above}{key}", item if isinstance(item, str) else json.dumps(item)


def check(request: Request) -> None:
    rule = request.rule
    option = {"method": rule.verb, "uri": rule.path, **({"body": rule.body} if rule.body else {})}
    message = MessageToDict(request.expected(), preserving_proto_field_name=True)
    other = path_template.transcode([option], **message)  # type: ignore[no-untyped-call]  # it has no types
    assert other["uri"] == urlsplit(str(request.rest.url)).path
    query = parse_qsl(
        urlsplit(str(request.rest.url)).query, keep_blank_values=True, strict_parsing=bool(request.rest.query)
    )
    assert query == list(pairs(other["query_params"]))
    # It leaves what held no more than a value of the path as an object without fields.
    for parameter in rule.parameters:
        holder, _, _ = parameter.rpartition(".")
        if "body" in other and other["body"].get(holder) == {}:
            del other["body"][holder]
    text = str(request.rest.body_text)
    assert (json.loads(text) if text else None) == other.get("body")


@pytest.fixture(scope="module")
def api() -> Made:
    rpcs = {name: Rpc("Call", rule) for name, rule in RULES.items()}
    messages = {
        "Call": [
            *("string name", "string other", "int32 page", "Inner inner", "repeated string tags", "bool whole"),
            *("int64 large", "double size", "Code code", "bytes token", "map<string,int32> counts"),
        ],
        "Inner": ["string name", "string text"],
    }
    return make(messages, rpcs)


def cases() -> Iterator[tuple[str, str]]:
    for segment in SEGMENTS:
        text = json.dumps(segment, ensure_ascii=False)
        some = (
            f"tags: [{text}, a, {text}]\nwhole: true\nlarge: 9007199254740993\nsize: 1e16\ncode: FAILURE\ntoken: +/9+"
        )
        yield "Whole", f"name: {text}\npage: 2\ninner: {{text: {text}}}\n{some}"
        yield "Shaped", f"name: {json.dumps(f'things/{segment}/parts/{segment}', ensure_ascii=False)}\npage: 2"
        yield "Rest", f"name: {json.dumps(f'things/{segment}/{segment}', ensure_ascii=False)}"
        for rpc in ("Nested", "All"):
            name = json.dumps(f"things/{segment}", ensure_ascii=False)
            counts = f"counts: {{{json.dumps(segment)}: 1, b: 2}}\n{some}" if rpc == "All" else some
            yield rpc, f"other: {text}\ninner: {{name: {name}, text: {text}}}\npage: 2\n{counts}"


def test_hostile_values_stand_where_another_reading_of_the_rule_has_them(api: Made, tmp_path: Path) -> None:
    for rpc, fields in cases():
        request, problems = api.request(tmp_path, rpc, fields)
        assert request is not None, problems
        check(request)


def test_so_does_each_operation_of_this_repository() -> None:
    for entry in repository().entries:
        check(entry.request)


def test_so_does_each_operation_of_the_example(tmp_path: Path) -> None:
    root = copy(tmp_path, "templates/curl", "templates/macros", "examples/library")
    for name in ("specs", "definition"):
        (root / "examples/library" / name).rename(root / name)
    entries = load(root).entries
    assert entries
    for entry in entries:
        check(entry.request)
