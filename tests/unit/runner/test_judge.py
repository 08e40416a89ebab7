"""The verdict, line by line, on runs made by hand: each mistake has its reason, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from sixfold.container.process import Ended, Exit, Run
from sixfold.language import Language
from sixfold.request import Request
from sixfold.runner.execute import Execution
from sixfold.runner.scenario import Scenario
from sixfold.runner.verdict import Deletions, judge, shows_failure
from sixfold.sandbox import Call, Key
from sixfold.wire import Transport
from tests.support.calls import PATH, call_of

ONE: Key = (("user", "ann"), ("app", "zoo"), ("input", "in-1"))
OTHER: Key = (("user", "ann"), ("app", "zoo"), ("input", "in-2"))
HELD = Deletions(gone=frozenset({ONE}), named=frozenset({ONE}))
UNTOUCHED = Deletions(gone=frozenset(), named=frozenset({ONE}))


@pytest.fixture
def request_(request_of: Callable[..., Request]) -> Request:
    return request_of("DeleteInput", "input_id: in-1")


def run_of(exit_code: int | None = 0, stdout: str = "done", stderr: str = "") -> Run:
    return Run(Ended.TIME if exit_code is None else Exit(exit_code), stdout, stderr, 1.0)


def rest_call(request: Request, **changes: Any) -> Call:  # noqa: ANN401 - fields of a call
    return call_of(request, **{"transport": Transport.REST, "content_type": None, **changes})


def judged(  # noqa: PLR0913 - the parts of one run, by name
    request: Request,
    language: Language,
    *calls: Call,
    run: Run | None = None,
    scenario: Scenario = Scenario.SUCCESS,
    deletions: Deletions | None = None,
    refused: tuple[str, ...] = (),
) -> tuple[str, ...]:
    execution = Execution(run or run_of(), calls, refused)
    return judge(request, language, scenario, execution, deletions=deletions or (UNTOUCHED if scenario.fails else HELD))


def test_a_right_run_holds(request_: Request, languages: Mapping[str, Language]) -> None:
    assert judged(request_, languages["py"], call_of(request_)) == ()
    assert judged(request_, languages["curl"], rest_call(request_)) == ()


RAISED = 'Traceback (most recent call last):\n  File "a.py", line 9\ngrpc._channel._InactiveRpcError: <of RPC:\n'
"""How Python begins to tell of a call that gRPC says has failed."""

SUCCESS: dict[str, tuple[dict[str, Any], str]] = {
    "no call": ({"calls": 0}, "made 0 calls; expected 1"),
    "two calls": ({"calls": 2}, "made 2 calls; expected 1"),
    "exit code": ({"run": run_of(3, "", "a\nlast line\n")}, "ended with exit code 3: last line"),
    "exit code, said on standard output": ({"run": run_of(3, "said here")}, "ended with exit code 3: said here"),
    "no end": ({"run": run_of(None)}, "did not end within 1 s"),
    "excess": ({"run": replace(run_of(), end=Ended.EXCESS)}, "wrote more than 16 MiB of output"),
    "brackets of gRPC's error in Python": (
        {"run": run_of(1, "", RAISED + '\tstatus = StatusCode.NOT_FOUND\n\tdetails = "no book"\n>\n')},
        "ended with exit code 1: NOT_FOUND: no book",
    ),
    "brackets of gRPC's error in Node.js": (
        {"run": run_of(1, "", "Error: 5 NOT_FOUND: no book\n    at f (a.js:1:2) {\n  code: 5\n}\n")},
        "ended with exit code 1: Error: 5 NOT_FOUND: no book",
    ),
    "nothing but brackets": ({"run": run_of(1, "", "{\n}\n")}, "ended with exit code 1: }"),
    "a signal": ({"run": run_of(-11, "", "")}, "ended with exit code -11: no message"),
    "from outside": ({"run": replace(run_of(), end=Ended.FROM_OUTSIDE)}, "was ended by another process than its own"),
    "another host": ({"refused": ("example.com:443",)}, "asked for another host: example.com:443"),
    "too much gone": (
        {"deletions": Deletions(frozenset({ONE, OTHER}), frozenset({ONE}))},
        "deleted what it does not name: input 'in-2' of app 'zoo' of user 'ann'",
    ),
    "nothing gone": ({"deletions": UNTOUCHED}, "left what it names: input 'in-1' of app 'zoo' of user 'ann'"),
    "no key": ({"change": {"signed": (None,)}}, "sent the authorization None; expected 'Key secret'"),
    "a wrong key": (
        {"change": {"signed": ("Key other",)}},
        "sent the authorization 'Key other'; expected 'Key secret'",
    ),
    "another scheme": (
        {"change": {"signed": ("Bearer secret",)}},
        "sent the authorization 'Bearer secret'; expected 'Key secret'",
    ),
    "another service": (
        {"change": {"rpc": "clarifai.api.V1.DeleteInput"}},
        "called clarifai.api.V1.DeleteInput; expected clarifai.api.V2.DeleteInput",
    ),
    "another RPC": ({"change": {"rpc": "clarifai.api.V2.DeleteInputs"}}, "called DeleteInputs; expected DeleteInput"),
    "no RPC": (
        {"change": {"rpc": None, "message": None}},
        f"called DELETE {PATH}, which is no RPC; expected DeleteInput",
    ),
    "an unknown field": (
        {"change": {"unknown_fields": ("ids",)}},
        "sent 'ids', which DeleteInputRequest does not have",
    ),
    "what cannot be decoded": (
        {"change": {"message": None, "problem": "no JSON"}},
        "sent what cannot be decoded: no JSON",
    ),
    "another transport": ({"change": {"transport": Transport.REST}}, "spoke rest; expected grpc"),
}


@pytest.mark.parametrize("name", SUCCESS)
def test_what_is_wrong_in_a_run_that_should_go_well(
    name: str, request_: Request, languages: Mapping[str, Language]
) -> None:
    case, reason = SUCCESS[name]
    calls = [call_of(request_, **case.get("change", {}))] * case.get("calls", 1)
    given = {key: case[key] for key in ("run", "refused", "deletions") if key in case}
    assert judged(request_, languages["py"], *calls, **given) == (reason,)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"input_id": "in-2"}, "input_id: 'in-2' instead of 'in-1'"),
        ({"input_id": ""}, "input_id: nothing instead of 'in-1'"),
    ],
)
def test_a_request_with_other_values_is_named_by_its_fields(
    fields: dict[str, str], said: str, request_: Request, languages: Mapping[str, Language]
) -> None:
    message = request_.expected()
    for name, value in fields.items():
        setattr(message, name, value)
    assert judged(request_, languages["py"], call_of(request_, message=message)) == (f"sent {said}",)


def test_a_field_too_many_is_named(request_of: Callable[..., Request], languages: Mapping[str, Language]) -> None:
    wide = request_of("DeleteAnnotations", "input_ids: [in-1]").expected()
    narrow = request_of("DeleteAnnotations", "input_ids: [in-1]\nids: [note]")
    call = call_of(narrow, rpc="clarifai.api.V2.DeleteAnnotations", message=wide)
    assert judged(narrow, languages["py"], call) == ("sent ids: nothing instead of ['note']",)
    wide.ids.append("note")  # type: ignore[attr-defined]  # a generated class
    wide.ids.append("more")  # type: ignore[attr-defined]
    assert judged(narrow, languages["py"], call) == ("sent ids: ['note', 'more'] instead of ['note']",)


REST: dict[str, tuple[dict[str, Any], str]] = {
    "another verb": ({"verb": "POST"}, f"called POST {PATH}; expected DELETE {PATH}"),
    "another path": (
        {"path": "/v2/users/ann/apps/zoo/inputs/in-2"},
        f"called DELETE /v2/users/ann/apps/zoo/inputs/in-2; expected DELETE {PATH}",
    ),
    "a query string": ({"path": f"{PATH}?a=b"}, f"called DELETE {PATH}?a=b; expected DELETE {PATH}"),
    "grpc": ({"transport": Transport.GRPC}, "spoke grpc; expected rest"),
}


@pytest.mark.parametrize("name", REST)
def test_what_is_wrong_in_a_rest_call(name: str, request_: Request, languages: Mapping[str, Language]) -> None:
    change, reason = REST[name]
    assert judged(request_, languages["curl"], rest_call(request_, **change)) == (reason,)


def test_a_body_has_its_type(request_of: Callable[..., Request], languages: Mapping[str, Language]) -> None:
    found = request_of("DeleteInputs", "ids: [in-1]")
    form = found.rest
    path = form.url.removeprefix(f"https://{form.host}")
    right = rest_call(
        found, rpc="clarifai.api.V2.DeleteInputs", path=path, content_type="application/json; charset=utf-8"
    )
    assert judged(found, languages["curl"], right) == ()
    for kind, shown in (("text/plain;charset=UTF-8", "text/plain"), (None, "nothing in particular")):
        reasons = judged(found, languages["curl"], replace(right, content_type=kind))
        assert reasons == (f"sent its body as {shown}; expected application/json",)


def test_characters_that_url_encoders_treat_differently_are_the_same_path(
    request_of: Callable[..., Request], languages: Mapping[str, Language]
) -> None:
    found = request_of("DeleteInput", 'input_id: "it\'s~(1)*!"')
    base = "/v2/users/ann/apps/zoo/inputs/"
    for written in ("it's~(1)*!", "it%27s%7E%281%29%2A%21", "it%27s%7e%281%29%2a%21"):
        assert judged(found, languages["curl"], rest_call(found, path=base + written)) == ()
    assert judged(found, languages["curl"], rest_call(found, path=f"{base}it%2Fs")) != ()


FAILS = run_of(1, "", "DeleteInput failed: Key wrong invalid key")


def failed_call(request: Request, **changes: Any) -> Call:  # noqa: ANN401 - fields of a call
    answer = {"status": "KEY_WRONG", "http_status": 401, "description": "Key wrong", "details": "invalid key"}
    return call_of(request, **{**answer, **changes})


def test_a_failure_that_is_shown_holds(request_: Request, languages: Mapping[str, Language]) -> None:
    call = failed_call(request_)
    assert judged(request_, languages["py"], call, run=FAILS, scenario=Scenario.WRONG_KEY) == ()


FAILURES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "exit code 0": ({"run": replace(FAILS, end=Exit(0))}, ("ended as if all were well",)),
    "no end": ({"run": replace(FAILS, end=Ended.TIME)}, ("did not end within 1 s",)),
    "excess": ({"run": replace(FAILS, end=Ended.EXCESS)}, ("wrote more than 16 MiB of output",)),
    "the description is not shown": (
        {"run": run_of(1, "", "invalid key")},
        ("did not show what the API said: 'Key wrong'",),
    ),
    "the details are not shown": (
        {"run": run_of(1, "", "Key wrong")},
        ("did not show what the API said: 'invalid key'",),
    ),
    "shown on standard output": (
        {"run": run_of(1, "Key wrong invalid key", "")},
        ("did not show what the API said: 'Key wrong'", "did not show what the API said: 'invalid key'"),
    ),
    "no call": ({"calls": 0}, ("made 0 calls; expected 1",)),
    "two calls": ({"calls": 2}, ("made 2 calls; expected 1",)),
    "another host": ({"refused": ("example.com:443",)}, ("asked for another host: example.com:443",)),
    "something is gone": (
        {"deletions": HELD},
        ("deleted input 'in-1' of app 'zoo' of user 'ann'",),
    ),
    "another request": (
        {"change": {"rpc": "clarifai.api.V2.DeleteInputs"}},
        ("called DeleteInputs; expected DeleteInput",),
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_wrong_in_a_run_that_should_fail(
    name: str, request_: Request, languages: Mapping[str, Language]
) -> None:
    case, reasons = FAILURES[name]
    calls = [failed_call(request_, **case.get("change", {}))] * case.get("calls", 1)
    given = {key: case[key] for key in ("refused", "deletions") if key in case}
    run = case.get("run", FAILS)
    found = judged(request_, languages["py"], *calls, run=run, scenario=Scenario.WRONG_KEY, **given)
    assert found == tuple(f"when the API fails (wrong key), {reason}" for reason in reasons)


@pytest.mark.parametrize("scenario", [Scenario.WRONG_KEY, Scenario.UNKNOWN_ID, Scenario.FAILURE_STATUS])
def test_a_plain_command_may_end_well_where_http_calls_the_answer_good(
    scenario: Scenario, request_: Request, languages: Mapping[str, Language]
) -> None:
    call = replace(failed_call(request_), transport=Transport.REST, content_type=None)
    run = run_of(0, '{"description": "Key wrong", "details": "invalid key"}')
    reasons = judged(request_, languages["curl"], call, run=run, scenario=scenario)
    silent = f"when the API fails ({scenario.value}), ended as if all were well"
    assert reasons == (() if scenario is Scenario.FAILURE_STATUS else (silent,))


def test_what_an_answer_said_is_found_as_json_writes_it(request_: Request, languages: Mapping[str, Language]) -> None:
    call = failed_call(request_, transport=Transport.REST, content_type=None, description='no "é"', details="")
    for shown in ('no "é"', 'no \\"é\\"', 'no \\"\\u00e9\\"'):
        run = run_of(22, shown, "")
        assert judged(request_, languages["curl"], call, run=run, scenario=Scenario.WRONG_KEY) == ()


@pytest.mark.parametrize(("description", "details"), [("", "invalid key"), ("Key wrong", ""), ("", "")])
def test_nothing_is_asked_for_that_the_answer_did_not_hold(
    description: str, details: str, request_: Request, languages: Mapping[str, Language]
) -> None:
    call = failed_call(request_, description=description, details=details)
    shown = run_of(1, "", f"broken: {description}{details}")
    for scenario in (Scenario.WRONG_KEY, Scenario.UNKNOWN_ID, Scenario.FAILURE_STATUS):
        assert judged(request_, languages["py"], call, run=shown, scenario=scenario) == ()


def test_a_connection_that_breaks_may_be_tried_again_and_has_to_be_told(
    request_: Request, languages: Mapping[str, Language]
) -> None:
    call = call_of(request_, status=None, http_status=None)
    broken = Scenario.DISCONNECT
    told = run_of(1, "", "broken")
    assert judged(request_, languages["py"], call, call, run=told, scenario=broken) == ()
    when = "when the API fails (disconnect)"
    assert judged(request_, languages["py"], run=told, scenario=broken) == (f"{when}, made 0 calls; expected 1",)
    assert judged(request_, languages["py"], call, run=run_of(1, " \n"), scenario=broken) == (
        f"{when}, showed nothing",
    )
    assert judged(request_, languages["py"], call, run=run_of(0), scenario=broken) == (
        f"{when}, ended as if all were well",
    )


@pytest.mark.parametrize(
    ("exit_code", "text", "failure_outputs"),
    [(1, "broken", True), (0, "broken", False), (None, "broken", False), (1, " \n", False)],
)
def test_a_file_shows_a_failure_by_its_exit_code_and_a_word(
    exit_code: int | None, text: str, *, failure_outputs: bool, request_: Request, languages: Mapping[str, Language]
) -> None:
    execution = Execution(run_of(exit_code, "", text), (failed_call(request_),), ())
    assert shows_failure(languages["py"], Scenario.WRONG_KEY, execution) is failure_outputs


def test_a_plain_command_shows_a_good_failure_by_its_words(
    request_: Request, languages: Mapping[str, Language]
) -> None:
    for text, failure_outputs in (("Key wrong", True), ("K\\u00e9y wrong", False), ("all well", False)):
        execution = Execution(run_of(0, text), (failed_call(request_),), ())
        assert shows_failure(languages["curl"], Scenario.FAILURE_STATUS, execution) is failure_outputs
    call = failed_call(request_, description='no "é"')
    execution = Execution(run_of(0, 'no \\"\\u00e9\\"'), (call,), ())
    assert shows_failure(languages["curl"], Scenario.FAILURE_STATUS, execution)
