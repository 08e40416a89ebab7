"""Results of a smoke run, as data: what was run, what held, and the sum that has to come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Self, cast

from sixfold.errors import SixfoldError
from sixfold.json_value import Json, JsonObject
from sixfold.results.shard import Shard


class Verdict(Enum):
    """What came of one snippet."""

    HELD = "held"
    FAILED = "failed"
    EXPECTED_FAILURE = "expected failure"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Result:
    """One published snippet: ``sha256`` is of the file that was run, ``seconds`` the time of all its scenarios.

    ``language`` is that of the tab, and ``form`` the label of the one that wrote the file: another, where the client
    library cannot make the call. ``scenarios`` are those that it was run in: one whose time is up is the last, and a
    first one that waits long without a call. ``reasons`` say why it failed, or was not run; ``message`` is the request
    that the API received, in protobuf's JSON form.
    """

    operation: str
    language: str
    path: str
    sha256: str
    verdict: Verdict
    reasons: tuple[str, ...]
    scenarios: tuple[str, ...]
    seconds: float
    message: JsonObject | None = None
    form: str = ""


@dataclass(frozen=True)
class RuntimeFacts:
    """What a language's snippets were run with: the versions of its runtime, and of its client library.

    ``provenance`` says where the client library's parts came from, where its installation had a choice.
    """

    runtime: str
    client: str
    provenance: str = ""
    NOT_STARTED: ClassVar[str] = "not started"
    """What stands in the place of a runtime's version where the language could not be run."""

    @property
    def ran(self) -> bool:
        """Whether the runtime could be started."""
        return self.runtime != self.NOT_STARTED


@dataclass(frozen=True)
class Results:
    """A run, or a shard of one.

    ``published`` are the paths of all snippets that the run was to cover, in the order of pages and tabs, whatever
    this shard ran; ``runtimes`` are by a language's name; ``started`` is an ISO 8601 time in UTC.
    """

    started: str
    definition: str
    published: tuple[str, ...]
    shards: tuple[Shard, ...]
    runtimes: Mapping[str, RuntimeFacts]
    results: tuple[Result, ...] = field(default_factory=tuple)

    def count(self, verdict: Verdict) -> int:
        """Return how many snippets have a verdict."""
        return sum(result.verdict is verdict for result in self.results)

    @property
    def is_part(self) -> bool:
        """Whether it is one of several shards."""
        return not self.shards[0].is_all

    @property
    def sum_holds(self) -> bool:
        """Whether published = held + expected failures, each snippet counted once."""
        paths = [result.path for result in self.results]
        good = self.count(Verdict.HELD) + self.count(Verdict.EXPECTED_FAILURE)
        return sorted(paths) == sorted(self.published) and good == len(self.published)

    def require_types(self) -> None:
        """Refuse values of other types than the fields say, which a file may hold.

        :raises TypeError: when there is one.
        """
        texts = [self.started, self.definition, *self.published, *self.runtimes]
        for facts in self.runtimes.values():
            texts += [facts.runtime, facts.client, facts.provenance]
        for result in self.results:
            texts += [result.operation, result.language, result.path, result.sha256, result.form]
            texts += [*result.reasons, *result.scenarios, str(float(result.seconds))]
        wrong = [text for text in texts if not isinstance(text, str)]
        if wrong:
            raise TypeError(f"expected a text, got {wrong[0]!r}")

    def to_json(self) -> JsonObject:
        """Return the form that is written to a file."""
        content = asdict(self)
        content["shards"] = [str(shard) for shard in self.shards]
        for facts in content["runtimes"].values():
            if not facts["provenance"]:
                del facts["provenance"]
        for result in content["results"]:
            result["verdict"] = result["verdict"].value
            result["seconds"] = round(result["seconds"], 2)
        return content

    @classmethod
    def from_json(cls, content: Json, name: str) -> Self:
        """Read what `to_json` wrote.

        :param name: the file, for messages.
        :raises SixfoldError: when it is something else.
        """
        whole = cast("dict[str, Any]", content)
        try:
            results = tuple(
                Result(
                    **{
                        **result,
                        "verdict": Verdict(result["verdict"]),
                        "reasons": tuple(result["reasons"]),
                        "scenarios": tuple(result["scenarios"]),
                    }
                )
                for result in whole["results"]
            )
            shards = [Shard.parsed(text) for text in whole["shards"]]
            runtimes = {name: RuntimeFacts(**facts) for name, facts in whole["runtimes"].items()}
            found = {"published": tuple(whole["published"]), "runtimes": runtimes, "results": results}
            read = cls(**{**whole, **found, "shards": tuple(filter(None, shards))})
            read.require_types()
            fits = bool(shards) and None not in shards
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise SixfoldError(f"{name}: expected results of 'sixfold smoke --json'; {error!r} does not fit") from error
        if not fits or not {result.path for result in results} <= set(read.published):
            raise SixfoldError(f"{name}: expected its shards as K/N, and results of published snippets alone")
        return read


def merge(parts: Iterable[Results]) -> Results:
    """Join the shards of one run.

    :raises SixfoldError: when they are not shards of the same run, or one is missing or given twice.
    """
    found = sorted(parts, key=lambda part: part.shards)
    first = found[0]
    for part in found[1:]:
        if (part.published, part.definition) != (first.published, first.definition):
            raise SixfoldError("the results are of different sets of snippets; expected shards of one run")
    clients = [{name: facts.client for name, facts in part.runtimes.items()} for part in found]
    if any(client != clients[0] for client in clients):
        raise SixfoldError("the results are of different client libraries; expected shards of one run")
    shards = [shard for part in found for shard in part.shards]
    total = shards[0].total
    if sorted(shards) != [Shard(number, total) for number in range(1, total + 1)]:
        raise SixfoldError(f"expected each of {total} shards once, got {', '.join(map(str, shards))}")
    order = {path: number for number, path in enumerate(first.published)}
    results = sorted((result for part in found for result in part.results), key=lambda result: order[result.path])
    return Results(
        started=min(part.started for part in found),
        definition=first.definition,
        published=first.published,
        shards=(Shard(),),
        runtimes={name: _facts(found, name) for name in first.runtimes},
        results=tuple(results),
    )


def _facts(parts: Iterable[Results], name: str) -> RuntimeFacts:
    """Return what a language was run with, by the first of the parts that could run it."""
    found = [part.runtimes[name] for part in parts]
    return next((facts for facts in found if facts.ran), found[0])


def with_expectation(
    reasons: tuple[str, ...], reason: str | None, until: date | None, today: date
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict of a snippet that the spec expects to fail (``reason`` is given), or to hold.

    An expected failure ends on its date, and fails as soon as the snippet holds.
    """
    if reason is None or until is None:
        return (Verdict.FAILED if reasons else Verdict.HELD), reasons
    if not reasons:
        return Verdict.FAILED, (f"holds, though the spec expects a failure ({reason}); remove the expectation",)
    if today > until:
        return Verdict.FAILED, (*reasons, f"its expected failure ended on {until}: {reason}")
    return Verdict.EXPECTED_FAILURE, reasons
