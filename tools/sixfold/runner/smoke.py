"""Published snippets x scenarios -> results. Each run has a sandbox of its own, so that any number can run at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import JsonObject
from sixfold.project import Project
from sixfold.reading import UnreadableError, digest, read_bytes
from sixfold.results import Result, Results, Shard, Verdict
from sixfold.runner.ahead import ahead_of
from sixfold.runner.execute import ALONE, Execution, Manner, NotStartedError, execute
from sixfold.runner.expectation import with_expectation
from sixfold.runner.printed import transcript
from sixfold.runner.ready import Ready
from sixfold.runner.scenario import Scenario
from sixfold.runner.verdict import Deletions, judge, shown_in_time
from sixfold.sandbox import Behaviour, Endpoint, Fault, ResourceStore, Sandbox, behaviour_of, seed
from sixfold.snippet import Snippet
from sixfold.transcript import Transcript
from sixfold.wire import shown

_FAULTS = {Scenario.FAILURE_STATUS: Fault.FAILURE_STATUS, Scenario.DISCONNECT: Fault.DISCONNECT}

_LONG = 0.25
"""The part of its time after which a snippet has waited long: a browser gives up on a page before its time is up."""


@frozen
class SmokeContext:
    """What every run of a smoke run shares. Where they are ``alone``, that is no process and nothing made ahead."""

    project: Project
    behaviour: Behaviour
    alone: bool = False

    @classmethod
    def of(cls, project: Project, *, alone: bool = False) -> SmokeContext:
        """Read the behaviour of the project's sandbox.

        :param alone: whether each run starts all of its runtime anew.
        :raises SpecError: when it is wrong.
        """
        return cls(project, behaviour_of(project.root, project.definition, project.api.status), alone)


@frozen
class ScenarioRun:
    """What came of one run.

    ``reasons`` say why it does not hold. ``request`` is what the API received where all goes well, in protobuf's JSON
    form, and None in a failure. ``is_last`` says that a further run could tell nothing new, or only after as long a
    wait. ``transcript`` is what is recorded of its output.
    """

    reasons: tuple[str, ...]
    seconds: float
    request: JsonObject | None
    is_last: bool
    transcript: Transcript


def run_scenario(
    context: SmokeContext, item: Snippet, scenario: Scenario, file: Path, *, often: bool = False
) -> ScenarioRun:
    """Run a snippet's file in one situation.

    :param file: the file to run; that of ``item``, or a changed one whose faults are to be found. The snippet's
        further files stand beside it as they are published.
    :param often: whether the same file is run in other situations too, so that what can be made ahead is worth it.
    :raises NotStartedError: when its language does not start.
    """
    request = context.project.entry(item.key).request
    seeded = seed(context.behaviour, request.method.full_name, request.expected())
    # Where the RPC names nothing that could be missing, an unknown id is not a situation of its own.
    resources = () if scenario is Scenario.UNKNOWN_ID else seeded.resources
    api, keys = context.project.api, request.keys_by_credential
    endpoint = Endpoint.refusing(api) if scenario is Scenario.WRONG_KEY else Endpoint.of(api, keys)
    endpoint = replace(endpoint, host=request.rest.host)
    store = ResourceStore(resources)
    fault = _FAULTS.get(scenario, Fault.NONE)
    project = context.project
    files = [file, *(project.root / further.path for further in item.files[1:])]
    with Sandbox(project.definition, context.behaviour, endpoint, store, fault=fault) as sandbox:
        before = store.keys
        manner = _manner(context, item, file, often=often)
        execution = execute(project.root, item.form, files, sandbox, manner=manner)
        gone = before - store.keys
    reasons = judge(request, item.form, scenario, execution, deletions=Deletions(gone, seeded.named))
    reasons += tuple(shown_in_time(execution.run))
    message = None
    if scenario is Scenario.SUCCESS and len(execution.calls) == 1 and execution.calls[0].message is not None:
        message = shown(execution.calls[0].message)
    last = _is_last(item, scenario, execution)
    return ScenarioRun(reasons, execution.run.seconds, message, last, transcript(project, item, execution))


def _manner(context: SmokeContext, item: Snippet, file: Path, *, often: bool) -> Manner:
    if context.alone:
        return ALONE
    # What is made of one file is not that of a snippet of several.
    prepared = len(item.files) == 1
    return Manner(ahead=ahead_of(context.project.root, item.form, file, often=often) if prepared else None)


def _is_last(item: Snippet, scenario: Scenario, execution: Execution) -> bool:
    """Say whether a snippet is run no further: its time was up, or it waited long for what was no call at all."""
    waited = execution.run.seconds >= item.form.runtime.timeout * _LONG
    return execution.run.was_cut_off or (scenario is Scenario.SUCCESS and not execution.calls and waited)


def scenarios(context: SmokeContext, item: Snippet) -> tuple[Scenario, ...]:
    """Return the situations that an operation can be in: one that names no resource knows no unknown id."""
    request = context.project.entry(item.key).request
    rule = context.behaviour.rules.get(request.method.full_name)
    unlike = {Scenario.UNKNOWN_ID} if not rule else set()
    # Where a call is not signed, no key is wrong.
    unlike |= set() if request.keys else {Scenario.WRONG_KEY}
    return tuple(scenario for scenario in Scenario if scenario not in unlike)


def run_snippet(context: SmokeContext, item: Snippet, *, among: Collection[Scenario] = tuple(Scenario)) -> Result:
    """Run one published snippet in every situation, up to one after which a further could tell nothing new.

    :param among: the situations that are wanted, of those that its operation can be in.
    :raises NotStartedError: when its language does not start.
    :raises SixfoldError: when its file cannot be read.
    """
    file = context.project.root / item.path
    files = _digests(context, item)
    reasons: list[str] = []
    total = 0.0
    received = None
    ran: dict[str, Transcript] = {}
    wanted = [scenario for scenario in scenarios(context, item) if scenario in among]
    for scenario in wanted:
        done = run_scenario(context, item, scenario, file, often=len(wanted) > 1)
        ran[scenario.value] = done.transcript
        reasons += done.reasons
        total += done.seconds
        received = received if done.request is None else done.request
        if done.is_last:
            break
    expected = context.project.entry(item.key).operation.expected_failure(item.key.language)
    today = datetime.now(UTC).date()
    verdict, final = with_expectation(
        tuple(dict.fromkeys(reasons)),
        expected.reason if expected else None,
        expected.until if expected else None,
        today,
    )
    return Result(
        key=item.key,
        files=files,
        verdict=verdict,
        reasons=final,
        scenarios=tuple(ran),
        seconds=total,
        message=received,
        transcripts=ran,
        form=item.form.label,
        stand_in=_stand_in(item),
    )


def _not_run(context: SmokeContext, item: Snippet, reason: str) -> Result:
    return Result(
        key=item.key,
        files=_digests(context, item),
        verdict=Verdict.NOT_RUN,
        reasons=(reason,),
        scenarios=(),
        form=item.form.label,
        stand_in=_stand_in(item),
    )


def _stand_in(item: Snippet) -> str:
    return "" if item.form.name == item.key.language else item.form.name


def _digests(context: SmokeContext, item: Snippet) -> Mapping[str, str]:
    root, digests = context.project.root, {}
    for file in item.files:
        try:
            digests[file.path] = digest(read_bytes(root / file.path, within=root))
        except UnreadableError as error:
            raise SixfoldError(f"{file.path}: cannot be read: {error}; run: sixfold generate") from error
    return digests


def run_all(
    context: SmokeContext, items: Iterable[Snippet], jobs: int, done: Callable[[Result], None], *, ready: Ready
) -> tuple[Result, ...]:
    """Run snippets, ``jobs`` at once; ``done`` is called with each result as it comes. Keeps the order of ``items``.

    A snippet whose language cannot be run, or does not start, is not run, and keeps no other from it.
    """

    def one(item: Snippet) -> Result:
        reason = ready.reasons.get(item.form.name, "")
        if not reason:
            try:
                return run_snippet(context, item)
            except NotStartedError as error:
                reason = ready.lose(item.form, str(error))
        return _not_run(context, item, reason)

    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(one, item) for item in items]
        try:
            for future in as_completed(waiting):
                done(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return tuple(future.result() for future in waiting)


def collect(
    context: SmokeContext, items: Iterable[Snippet], results: tuple[Result, ...], *, shard: Shard, ready: Ready
) -> Results:
    """Put results together with what they were made with."""
    definition = context.project.definition
    day = ready.started.date().isoformat()
    return Results(
        started=ready.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        definition=f"{definition.package} {definition.version}",
        published=tuple(item.key for item in items),
        shards=(shard,),
        runtimes=ready.facts,
        results=tuple(replace(result, day=day) for result in results),
        ahead=not context.alone,
    )
