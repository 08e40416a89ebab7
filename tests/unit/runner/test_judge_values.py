"""The verdict on values that compare or are written in several ways, and on messages that have no JSON form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from sixfold.container.process import Exit, Run
from sixfold.definition import descriptor
from sixfold.language import Language
from sixfold.request import Request
from sixfold.runner.execute import Execution
from sixfold.runner.scenario import Scenario
from sixfold.runner.verdict import Deletions, judge
from sixfold.sandbox import Call
from sixfold.wire import Transport
from tests.support.made_api import Made, Rpc, make

FIELDS = ["string name", "double score", "google.protobuf.Any any", "google.protobuf.Timestamp time"]
NOTHING = Deletions(frozenset(), frozenset())


@pytest.fixture(scope="module")
def api() -> Made:
    rules = {
        "Get": {"get": "/v1/{name=a/*}"},
        "Scored": {"get": "/v1/{score}/x"},
        "Post": {"post": "/v1/x", "body": "*"},
    }
    return make({"Get": FIELDS}, {name: Rpc("Get", rule) for name, rule in rules.items()})


def judged(request: Request, language: Language, path: str, message: Message | None = None) -> tuple[str, ...]:
    call = Call(
        transport=Transport.REST,
        rpc=request.method.full_name,
        verb=request.rest.verb,
        path=path,
        signed=("Key secret",),
        content_type="application/json",
        message=request.expected() if message is None else message,
        unknown_fields=(),
        status="SUCCESS",
        http_status=200,
        problem=None,
    )
    execution = Execution(Run(Exit(0), "", "", 1.0), (call,), ())
    return judge(request, language, Scenario.SUCCESS, execution, deletions=NOTHING)


@pytest.mark.parametrize(
    ("rpc", "given", "path", "holds"),
    [
        ("Get", "name: a/b\nscore: 1.0", "/v1/a/b?score=1.0", True),
        ("Get", "name: a/b\nscore: 1.0", "/v1/a/b?score=1", True),
        ("Get", "name: a/b\nscore: 1.0e+16", "/v1/a/b?score=10000000000000000", True),
        ("Get", "name: a/b\nscore: 1.0e+16", "/v1/a/b?score=1.0E16", True),
        ("Get", "name: a/b\nscore: 1.0", "/v1/a/b?score=2", False),
        ("Get", "name: a/b\nscore: 1.0", "/v1/a/b?other=1.0", False),
        ("Get", "name: a/b\nscore: 1.0", "/v1/a/b", False),
        ("Get", "name: a/b\nscore: 1.0", "/v1/a%2Fb?score=1.0", False),
        ("Scored", "score: 2.0", "/v1/2/x", True),
        ("Scored", "score: 2.0", "/v1/3/x", False),
        ("Get", 'name: "a/b!(c)~"', "/v1/a/b!(c)%7E", True),
    ],
)
def test_a_url_is_right_whichever_way_a_language_writes_it(  # noqa: PLR0913 - a row
    rpc: str, given: str, path: str, *, holds: bool, api: Made, languages: Mapping[str, Language], tmp_path: Path
) -> None:
    request, problems = api.request(tmp_path, rpc, given)
    assert request is not None, problems
    expected = request.rest.url.removeprefix("https://api.example.com")
    wanted = () if holds else (f"called GET {path}; expected GET {expected}",)
    assert judged(request, languages["curl"], path) == wanted


def test_what_is_no_number_is_what_was_meant_too(api: Made, languages: Mapping[str, Language], tmp_path: Path) -> None:
    any_of = "{'@type': type.googleapis.com/google.protobuf.Duration, value: 1s}"
    request, _ = api.request(tmp_path, "Post", f"score: .nan\nany: {any_of}")
    assert request is not None
    message: Any = request.expected()
    message.score = -math.nan
    assert judged(request, languages["curl"], "/v1/x", message) == ()
    message.score = 1
    assert judged(request, languages["curl"], "/v1/x", message) == ("sent score: 1.0 instead of 'NaN'",)


def test_what_json_cannot_write_is_told_all_the_same(
    api: Made, languages: Mapping[str, Language], tmp_path: Path
) -> None:
    request, _ = api.request(tmp_path, "Post", "name: a")
    assert request is not None
    message: Any = GetMessageClass(descriptor(api.definition.method("Post").request))()
    message.any.type_url = "type.googleapis.com/no.Such"
    message.time.seconds = 10**15
    [reason] = judged(request, languages["curl"], "/v1/x", message)
    assert "name: nothing instead of 'a'" in reason
    assert "no.Such" in reason
    assert "1000000000000000" in reason
