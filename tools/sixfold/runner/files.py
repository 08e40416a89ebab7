"""Any snippet, not only ours: runs hand-written files, unedited, and says what each of them does.

There is no spec to compare with. What can be said of a file alone is said of it: its calls, what it sends, and whether
it shows a failure. What only a comparison shows, such as a field that a client dropped before sending, is found between
files that stand for the same operation, which are those of one name.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from sixfold.container import Ended, Exit, Run, StoppedError
from sixfold.definition import Service
from sixfold.errors import SixfoldError
from sixfold.json_value import MEDIA_TYPE, JsonObject
from sixfold.language import Language
from sixfold.project import ProjectBase
from sixfold.reading import read_bytes
from sixfold.runner.execute import NOTHING_GIVEN, Execution, NotStartedError, execute
from sixfold.runner.file_language import language_of, no_language
from sixfold.runner.file_report import FileReport
from sixfold.runner.given import Given
from sixfold.runner.led import other_form, unled
from sixfold.runner.ready import Ready
from sixfold.runner.reason import Program, Reason, reason, without
from sixfold.runner.scenario import Scenario
from sixfold.runner.verdict import shown_in_time, shows_failure
from sixfold.sandbox import Behaviour, Call, Endpoint, Fault, Sandbox
from sixfold.wire import Transport, shown

_NOBODYS_KEY = "\x00"
"""A key that no snippet can send, so that every key is wrong."""


@dataclass(frozen=True)
class _Situation:
    """The key that the sandbox takes (None: any, and none too), and the failure that it makes."""

    key: str | None = None
    fault: Fault = Fault.NONE


_FAILURES = {
    Scenario.WRONG_KEY: _Situation(key=_NOBODYS_KEY),
    Scenario.FAILURE_STATUS: _Situation(fault=Fault.FAILURE_STATUS),
    Scenario.DISCONNECT: _Situation(fault=Fault.DISCONNECT),
}


@dataclass(frozen=True)
class FilesContext:
    """What every file is run with: ``jobs`` at once; ``done`` gets each report as it comes, not yet compared."""

    base: ProjectBase
    behaviour: Behaviour
    ready: Ready
    jobs: int
    done: Callable[[FileReport], None]
    given: Given = NOTHING_GIVEN


def judge_files(bench: FilesContext, files: Iterable[Path]) -> tuple[FileReport, ...]:
    """Run each file in all situations, and compare those of one name. One that cannot be run keeps no other from it."""
    lenient = replace(bench.behaviour, rules={})
    with ThreadPoolExecutor(bench.jobs) as pool:
        waiting = [pool.submit(_report, bench, lenient, file) for file in files]
        try:
            for future in as_completed(waiting):
                bench.done(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return compare(tuple(future.result() for future in waiting))


def _report(bench: FilesContext, behaviour: Behaviour, file: Path) -> FileReport:
    language = language_of(file, bench.base.languages)
    if language is None:
        return _not_run(file, "", no_language(bench.base.languages))
    reason = bench.ready.reasons.get(language.name, "")
    try:
        if reason:
            return _not_run(file, language.name, reason)
        return _judge(bench, behaviour, file, language).concealed(bench.given.concealed)
    except StoppedError:
        raise
    except NotStartedError as error:
        return _not_run(file, language.name, bench.ready.lose(language, str(error)))
    except SixfoldError as error:
        return _not_run(file, language.name, str(error).removeprefix(f"{file.resolve()}: "))
    except Exception as error:  # noqa: BLE001 - a mistake of ours about one file is no reason to lose what others did
        return _not_run(file, language.name, f"a mistake of sixfold's own: {type(error).__name__}: {error}")


def _not_run(file: Path, language: str, reason: str) -> FileReport:
    return FileReport(str(file), language, None, (), (), (), (), {}, (f"not run: {reason}",), ran=False)


def _judge(bench: FilesContext, behaviour: Behaviour, file: Path, language: Language) -> FileReport:
    base = bench.base

    def run(situation: _Situation, form: Language, given: Given) -> Execution:
        endpoint = Endpoint.of(base.api, situation.key)
        with Sandbox(base.service, behaviour, endpoint, fault=situation.fault) as sandbox:
            return execute(base.root, form, file.resolve(), sandbox, given=given)

    form, given = language, bench.given
    good = run(_Situation(), form, given)
    source = read_bytes(file.resolve()).decode(errors="replace")
    why = _why(file.name, source, form, good)
    # The first run whose time is up is the last.
    other = None if good.calls or good.run.was_cut_off or why.need else other_form(base.root, form, given, bench.ready)
    if other and (found := run(_Situation(), *other)).calls:
        (form, given), good = other, found
        why = _why(file.name, source, form, good)
    shown = {}
    last = good.run
    # What never reaches the API meets none of its failures.
    for scenario, situation in _FAILURES.items() if good.calls else ():
        if last.was_cut_off:
            break
        failed = run(situation, form, given)
        last = failed.run
        shown[scenario.value] = shows_failure(form, scenario, failed)
    astray = () if good.calls else tuple(unled(language, source, good.run.output))
    return FileReport(
        path=str(file),
        language=language.name,
        exit_code=good.run.exit_code,
        calls=tuple(_called(base.service, call) for call in good.calls),
        requests=tuple(_request(call) for call in good.calls),
        unknown_fields=tuple(field for call in good.calls for field in call.unknown_fields),
        authorization=tuple(
            call.authorization and bench.given.concealed(call.authorization, at_least=1) for call in good.calls
        ),
        failures_shown=shown,
        findings=(*astray, *_findings(base, good, shown, why), *_late(good.run, last)),
    )


def _why(name: str, source: str, form: Language, good: Execution) -> Reason:
    run = good.run
    said = without(run.stderr, form.runtime.hidden)
    return reason(said if said.strip() else run.stdout, Program(name, source, str(good.work or "")))


def _late(good: Run, last: Run) -> Iterable[str]:
    if last is not good and last.was_cut_off:
        yield f"when the API fails, does not end within {last.seconds:.0f} s"
        yield from shown_in_time(last)


def _called(service: Service, call: Call) -> str:
    return service.shortest(call.rpc) if call.rpc else f"{call.verb} {call.path}"


def _request(call: Call) -> JsonObject | None:
    return None if call.message is None else shown(call.message)


def _findings(base: ProjectBase, good: Execution, shown: Mapping[str, bool], why: Reason) -> Iterable[str]:
    match good.run.end:
        case Ended.EXCESS:
            yield f"writes more than {Run.MOST >> 20} MiB of output"
        case Ended.TIME:
            yield f"does not end within {good.run.seconds:.0f} s"
            yield from shown_in_time(good.run)
        case Ended.FROM_OUTSIDE:
            yield "is ended by another process than its own"
        case Exit(code) if code < 0:
            yield f"is ended by {_signal(-code)}"
        case Exit(code) if code:
            yield str(why) if why.need else f"ends with exit code {code}: {why}"
        case Exit(0) if why.need and why.is_sure:
            yield str(why)
    # That one which ended early made no call only follows.
    if len(good.calls) > 1 or (not good.calls and good.run.succeeded):
        yield f"makes {len(good.calls)} calls; one is usual"
    yield from (f"asks another host: {target}" for target in good.refused)
    for call in good.calls:
        yield from _call_findings(base, call)
    yield from (f"does not show a failure: {name}" for name, is_shown in shown.items() if not is_shown)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _call_findings(base: ProjectBase, call: Call) -> Iterable[str]:
    signing = base.api.authentication.signing
    if call.rpc is None:
        yield f"calls {call.verb} {call.path}, which is no RPC of {base.service.name}"
    if call.authorization is None:
        yield "sends no key"
    elif signing.key_in(call.authorization) is None:
        yield f"sends the authorization {call.authorization!r}; expected '{signing.value('…')}'"
    if call.problem:
        yield f"sends what cannot be decoded: {call.problem}"
    yield from (f"sends '{field}', a field that the request does not have" for field in call.unknown_fields)
    if call.transport is Transport.REST and call.media_type not in ("", MEDIA_TYPE):
        yield f"sends its body as {call.media_type}; expected {MEDIA_TYPE}"


def compare(reports: tuple[FileReport, ...]) -> tuple[FileReport, ...]:
    """Add to each report how its request differs from that of most files of the same name."""
    by_name: dict[str, list[FileReport]] = {}
    for report in reports:
        by_name.setdefault(Path(report.path).stem, []).append(report)
    return tuple(replace(report, findings=(*report.findings, *_unlike(report, by_name))) for report in reports)


def _unlike(report: FileReport, by_name: dict[str, list[FileReport]]) -> Iterable[str]:
    others = [other for other in by_name[Path(report.path).stem] if other is not report and other.requests]
    if not others or not report.requests:
        return
    texts = Counter(repr((other.calls[0], other.requests[0])) for other in others)
    usual_text, count = texts.most_common(1)[0]
    mine = report.requests[0] or {}
    usual = next(other for other in others if repr((other.calls[0], other.requests[0])) == usual_text)
    if count * 2 < len(others) or usual_text == repr((report.calls[0], report.requests[0])):
        return
    if usual.calls[0] != report.calls[0]:
        yield f"calls {report.calls[0]}, where most files of this name call {usual.calls[0]}"
    theirs = usual.requests[0] or {}
    for name in dict.fromkeys([*theirs, *mine]):
        sent, others_send = mine.get(name, "nothing"), theirs.get(name, "nothing")
        if sent != others_send:
            yield f"sends {name}: {sent}, where most files of this name send {others_send}"
