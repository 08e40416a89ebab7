"""What a snippet did x what its Request says -> reasons why it does not hold; none means that it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import assert_never
from urllib.parse import unquote

from sixfold.container import Ended, Exit, Run
from sixfold.excerpt import shortened
from sixfold.frozen import frozen
from sixfold.language import Language, Stream
from sixfold.request import Request
from sixfold.runner.execute import Execution
from sixfold.runner.reason import Program, reason
from sixfold.runner.scenario import Scenario
from sixfold.runner.spoken import as_spoken
from sixfold.sandbox import Call, Key
from sixfold.wire import Message, Transport, same, shown

_SHOWN = 200
_SHOWN_AT_END = 600


@frozen
class Deletions:
    """What is gone from the sandbox after a run, and what should be gone after one that goes well."""

    gone: frozenset[Key]
    named: frozenset[Key]


def judge(
    request: Request, language: Language, scenario: Scenario, execution: Execution, *, deletions: Deletions
) -> tuple[str, ...]:
    """Return every reason why one run does not hold, each in a reader's words."""
    if scenario.fails:
        return tuple(_failure(request, language, scenario, execution, gone=deletions.gone))
    return tuple(_success(request, language, execution, deletions))


def _success(request: Request, language: Language, execution: Execution, deletions: Deletions) -> Iterator[str]:
    run = execution.run
    if not run.succeeded:
        yield ended(run)
    yield from (f"asked for another host: {target}" for target in execution.refused)
    if len(execution.calls) != 1:
        yield f"made {len(execution.calls)} calls; expected 1"
    for call in execution.calls:
        yield from _call(request, language, call)
    yield from (f"deleted what it does not name: {_named(key)}" for key in sorted(deletions.gone - deletions.named))
    yield from (f"left what it names: {_named(key)}" for key in sorted(deletions.named - deletions.gone))


def ended(run: Run) -> str:
    """Say how a run came to its end."""
    match run.end:
        case Exit(code):
            return f"ended with exit code {code}: {last_line(run.stderr or run.stdout)}"
        case Ended.EXCESS:
            return f"wrote more than {Run.MOST >> 20} MiB of output"
        case Ended.TIME:
            return f"did not end within {run.seconds:.0f} s"
        case Ended.FROM_OUTSIDE:
            return "was ended by another process than its own"
    assert_never(run.end)


def _call(request: Request, language: Language, call: Call) -> Iterator[str]:
    if (call.transport is Transport.GRPC) != (language.transport is Transport.GRPC):
        yield f"spoke {call.transport.value}; expected {language.transport.value}"
    if call.rpc != request.method.full_name:
        yield _other_call(request, call)
    if call.transport is Transport.REST:
        yield from _rest(request, call)
    values = (call.signed[place] for place in request.credentials)
    for credential, key, value in zip(request.signing.credentials, request.keys, values, strict=True):
        if value != (expected := credential.value(key)):
            yield f"sent the authorization {value!r}{request.signing.where(credential)}; expected {expected!r}"
    if call.problem:
        yield f"sent what cannot be decoded: {call.problem}"
    for field in call.unknown_fields:
        yield f"sent '{field}', which {request.method.request.name} does not have"
    if call.message is not None and call.rpc == request.method.full_name:
        got, wanted = (as_spoken(request, message) for message in (call.message, request.expected()))
        if not same(got, wanted):
            yield f"sent {_differences(got, wanted)}"


def _other_call(request: Request, call: Call) -> str:
    """Say that another RPC was called; both by their services too where these differ."""
    wanted = request.method
    if call.rpc is None:
        return f"called {call.verb} {call.path}, which is no RPC; expected {wanted.name}"
    definition, _, name = call.rpc.rpartition(".")
    if definition == wanted.full_name.rpartition(".")[0]:
        return f"called {name}; expected {wanted.name}"
    return f"called {call.rpc}; expected {wanted.full_name}"


def _rest(request: Request, call: Call) -> Iterator[str]:
    form = request.rest
    path = form.url.removeprefix(f"https://{form.host}")
    if call.verb != form.verb or not _is_target(call.path, path):
        yield f"called {call.verb} {call.path}; expected {form.verb} {path}"
    if form.has_body and call.media_type != form.media_type:
        yield f"sent its body as {call.media_type or 'nothing in particular'}; expected {form.media_type}"


def _is_target(got: str, expected: str) -> bool:
    """Say whether two paths with queries are the same, whichever way a language writes the numbers in them."""
    parts, wanted = ([*re.split("([/?&=])", target)] for target in (got, expected))
    return len(parts) == len(wanted) and all(map(_is_alike, parts, wanted))


def _is_alike(got: str, expected: str) -> bool:
    if _spelt(got) == _spelt(expected):
        return True
    try:
        return float(unquote(got)) == float(unquote(expected))
    except ValueError:
        return False


def _spelt(path: str) -> str:
    """Return a path with those characters as they are that one URL encoder leaves alone and another does not."""
    return re.sub("%(?:21|27|28|29|2A|7E)", lambda found: unquote(found[0]), path, flags=re.IGNORECASE)


def _failure(
    request: Request, language: Language, scenario: Scenario, execution: Execution, *, gone: frozenset[Key]
) -> Iterator[str]:
    run = execution.run
    when = f"when the API fails ({scenario.value})"
    yield from (f"{when}, asked for another host: {target}" for target in execution.refused)
    # A client library may itself repeat a call whose connection broke, but never one that was answered.
    if not execution.calls or (len(execution.calls) > 1 and scenario is not Scenario.DISCONNECT):
        yield f"{when}, made {len(execution.calls)} calls; expected 1"
    for call in execution.calls:
        yield from (f"{when}, {reason}" for reason in _call(request, language, call))
    yield from (f"{when}, deleted {_named(key)}" for key in sorted(gone))
    if run.was_cut_off:
        yield f"{when}, {ended(run)}"
        return
    # One plain command knows HTTP's status; the API's own, inside an answer that HTTP calls good, it can only show.
    silent = language.runtime.plain and scenario is Scenario.FAILURE_STATUS
    if run.succeeded and not silent:
        yield f"{when}, ended as if all were well"
    said = {Stream.STDOUT: run.stdout, Stream.STDERR: run.stderr}
    outputs = [said[stream] for stream in language.runtime.failure_outputs]
    if scenario is Scenario.DISCONNECT:
        if not run.output.strip():
            yield f"{when}, showed nothing"
        return
    for call in execution.calls:
        for text in (call.description, call.details):
            if not all(_is_shown(text, output) for output in outputs):
                yield f"{when}, did not show what the API said: {text!r}"


def _is_shown(text: str, output: str) -> bool:
    # An answer that is shown as it came has the text as JSON writes it, in one of two ways.
    ways = {text, *(json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))}
    return any(way in output for way in ways)


def _differences(message: Message, wanted: Message) -> str:
    """Name the fields in which two messages differ."""
    got, expected = (shown(found) for found in (message, wanted))
    parts = [
        f"{name}: {_short(got.get(name))} instead of {_short(expected.get(name))}"
        for name in dict.fromkeys([*expected, *got])
        if got.get(name) != expected.get(name)
    ]
    return "; ".join(parts)


def _short(value: object) -> str:
    return shortened("nothing" if value is None else repr(value), _SHOWN)


def _named(key: Key) -> str:
    return " of ".join(f"{kind} '{name}'" for kind, name in reversed(key))


def shows_failure(language: Language, scenario: Scenario, execution: Execution) -> bool:
    """Say whether a run in which the API fails tells so to whoever runs it: by its exit code, and with some words.

    One plain command need only show what the API said where HTTP calls the answer good.
    """
    run = execution.run
    if language.runtime.plain and scenario is Scenario.FAILURE_STATUS:
        return any(call.description and _is_shown(call.description, run.stdout) for call in execution.calls)
    return not (run.succeeded or run.was_cut_off) and bool(run.output.strip())


def shown_in_time(run: Run) -> Iterator[str]:
    """Tell of a run whose time was up what it had shown until then, its end where that is long."""
    if run.was_cut_off:
        shown = run.output.strip()
        yield f"until its time was up it showed {shown[-_SHOWN_AT_END:]!r}" if shown else "it showed nothing"


def last_line(text: str) -> str:
    """Return the last line of an output; where that only closes an error's brackets, what the error says."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return "no message"
    says = any(character.isalnum() for character in lines[-1])
    return shortened(lines[-1] if says else reason(text, Program("", "")).message, _SHOWN)
