"""The REST form of a request is what another reading of HTTP rules makes of its message: google-api-core's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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


def names(tree: Mapping[str, Any]) -> set[str]:
    """Return the paths of all that a tree holds, lists as a whole."""
    found: set[str] = set()
    for key, value in tree.items():
        found |= {f"{key}.{name}" for name in names(value)} if isinstance(value, dict) else {key}
    return found


def check(request: Request) -> None:
    rule = request.rule
    option = {"method": rule.verb, "uri": rule.path, **({"body": rule.body} if rule.body else {})}
    message = MessageToDict(request.expected(), preserving_proto_field_name=True)
    other = path_template.transcode([option], **message)  # type: ignore[no-untyped-call]  # it has no types
    assert other["uri"] == urlsplit(str(request.rest.url)).path
    assert names(other["query_params"]) == {name for name, _ in request.rest.query}
    text = str(request.rest.body_text)
    own, others = {"body": json.loads(text)} if text else {}, {"body": other["body"]} if "body" in other else {}
    assert names(own) == names(others)


@pytest.fixture(scope="module")
def api() -> Made:
    rpcs = {name: Rpc("Call", rule) for name, rule in RULES.items()}
    messages = {
        "Call": ["string name", "string other", "int32 page", "Inner inner"],
        "Inner": ["string name", "string text"],
    }
    return make(messages, rpcs)


def cases() -> Iterator[tuple[str, str]]:
    for segment in SEGMENTS:
        text = json.dumps(segment, ensure_ascii=False)
        yield "Whole", f"name: {text}\npage: 2\ninner: {{text: x}}"
        yield "Shaped", f"name: {json.dumps(f'things/{segment}/parts/{segment}', ensure_ascii=False)}\npage: 2"
        yield "Rest", f"name: {json.dumps(f'things/{segment}/{segment}', ensure_ascii=False)}"
        for rpc in ("Nested", "All"):
            name = json.dumps(f"things/{segment}", ensure_ascii=False)
            yield rpc, f"other: {text}\ninner: {{name: {name}, text: x}}\npage: 2"


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
