"""Any snippet, not only ours: runs hand-written files, unedited, and says what each of them does.

There is no spec to compare with. What can be said of a file alone is said of it: its calls, what it sends, words of its
source that reach no request, and whether it shows a failure. What only a comparison shows, such as a field that is left
out, is found between files that stand for the same operation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import field, replace
from itertools import chain
from pathlib import Path

from sixfold.container import Run, StoppedError
from sixfold.definition import ApiDefinition
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import JsonObject
from sixfold.language import Language
from sixfold.project import ProjectBase
from sixfold.reading import read_bytes
from sixfold.runner.compare import compare
from sixfold.runner.execute import Execution, Manner, NotStartedError, execute
from sixfold.runner.file_language import language_of, no_language
from sixfold.runner.file_report import FileReport
from sixfold.runner.findings import ending, failing, late, misnamed, prints_failure, requests, sent
from sixfold.runner.given import Given
from sixfold.runner.led import other_form, unled
from sixfold.runner.ready import Ready
from sixfold.runner.reason import Program, Reason, reason, without
from sixfold.runner.scenario import Scenario
from sixfold.runner.unsent import unsent
from sixfold.runner.verdict import shows_failure
from sixfold.sandbox import Behaviour, Call, Endpoint, Fault, Sandbox
from sixfold.wire import shown


@frozen
class _Situation:
    """Whether the sandbox refuses every key, or takes any, and none too; and the failure that it makes."""

    refuses: bool = False
    fault: Fault = Fault.NONE


_FAILURES = {
    Scenario.WRONG_KEY: _Situation(refuses=True),
    Scenario.FAILURE_STATUS: _Situation(fault=Fault.FAILURE_STATUS),
    Scenario.DISCONNECT: _Situation(fault=Fault.DISCONNECT),
}


@frozen
class FilesContext:
    """What every file is run with: ``jobs`` at once; ``done`` gets each report as it comes, not yet compared."""

    base: ProjectBase
    behaviour: Behaviour
    ready: Ready
    jobs: int
    done: Callable[[FileReport], None]
    given: Given = field(default_factory=Given)


def judge_files(bench: FilesContext, files: Iterable[Path]) -> tuple[FileReport, ...]:
    """Run each file in all situations, and compare those of one operation. One that cannot run keeps no other back."""
    lenient = replace(bench.behaviour, rules={}, fills=True)
    with ThreadPoolExecutor(bench.jobs) as pool:
        waiting = [pool.submit(_report, bench, lenient, file) for file in files]
        try:
            for future in as_completed(waiting):
                bench.done(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    base = bench.base
    names = [name for language in base.languages for form in language.forms for name in _names(form)]
    return compare(base.definition, names, tuple(future.result() for future in waiting))


def _names(language: Language) -> tuple[str, ...]:
    """Return what people call a language where a folder holds it alone."""
    return (language.name, language.extension, language.fence, re.sub(r"\(.*?\)|\W", "", language.label))


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
        endpoint = Endpoint.refusing(base.api) if situation.refuses else Endpoint.of(base.api, None)
        endpoint = replace(endpoint, hosts=base.definition.hosts)
        with Sandbox(base.definition, behaviour, endpoint, fault=situation.fault) as sandbox:
            return execute(base.root, form, [file.resolve()], sandbox, manner=Manner(given))

    form, given = language, bench.given
    good = run(_Situation(), form, given)
    source = read_bytes(file.resolve()).decode(errors="replace")
    why = _why(file.name, source, form, good)
    # The first run whose time is up is the last.
    other = None if good.calls or good.run.was_cut_off or why.need else other_form(base.root, form, given, bench.ready)
    if other and ((found := run(_Situation(), *other)).calls or found.refused):
        (form, given), good = other, found
        why = _why(file.name, source, form, good)
    failures = _failures(good, lambda situation: run(situation, form, given), form)
    refused = [field for call in good.calls for field in call.unknown_fields]
    astray = () if good.calls or good.refused else unled(language, source, good.run.output)
    return FileReport(
        path=str(file),
        language=language.name,
        exit_code=good.run.exit_code,
        calls=tuple(_called(base.definition, call) for call in good.calls),
        requests=tuple(_request(call) for call in good.calls),
        unknown_fields=tuple(refused),
        authorization=tuple(
            value and bench.given.concealed(value, at_least=1) for call in good.calls for value in call.signed
        ),
        failures_shown=failures.shown,
        findings=(
            *chain(astray, misnamed(language, file.name, source), ending(good, why)),
            *sent(base, good),
            *unsent(base.definition, source, requests(base.definition, good), refused),
            *failing(form, failures.shown, failures.printed),
            *late(good.run, failures.last),
        ),
    )


@frozen
class _Failures:
    """Which failures a file showed, and which it printed though it ended with exit code 0; and the last of its runs."""

    shown: Mapping[str, bool]
    printed: tuple[str, ...]
    last: Run


def _failures(good: Execution, run: Callable[[_Situation], Execution], form: Language) -> _Failures:
    shown, printed = {}, []
    last = good.run
    # What never reaches the API meets none of its failures.
    for scenario, situation in _FAILURES.items() if good.calls else ():
        if last.was_cut_off:
            break
        failed = run(situation)
        last = failed.run
        shown[scenario.value] = shows_failure(form, scenario, failed)
        if not shown[scenario.value] and prints_failure(failed):
            printed.append(scenario.value)
    return _Failures(shown, tuple(printed), last)


def _why(name: str, source: str, form: Language, good: Execution) -> Reason:
    run = good.run
    said = without(run.stderr, form.runtime.hidden)
    return reason(said if said.strip() else run.stdout, Program(name, source, str(good.work or "")))


def _called(definition: ApiDefinition, call: Call) -> str:
    return definition.shortest(call.rpc) if call.rpc else f"{call.verb} {call.path}"


def _request(call: Call) -> JsonObject | None:
    return None if call.message is None else shown(call.message)
