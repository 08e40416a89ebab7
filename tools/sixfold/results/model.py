"""Results of a smoke run, as data: what was run, what held, and the sum that has to come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, field, replace
from enum import Enum
from typing import Any, Self, cast

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.results.facts import RuntimeFacts
from sixfold.results.published import read_published
from sixfold.results.shard import Shard
from sixfold.snippet import SnippetKey
from sixfold.transcript import Output, Outputs, Transcript


class Verdict(Enum):
    """What came of one snippet."""

    HELD = "held"
    FAILED = "failed"
    EXPECTED_FAILURE = "expected failure"
    NOT_RUN = "not run"


@frozen
class Result:
    """One published snippet: ``files`` maps its paths to their SHA-256, in hexadecimal digits, as they were run.

    The first of the files is the one that is started. ``form`` is the label of the language that wrote them: another
    than the tab's, where the client library cannot make the call; ``stand_in`` is then its name. ``scenarios`` are
    those that it was run in: one whose time is up is the last, and a first one that waits long without a call.
    ``reasons`` say why it failed, or was not run; ``message`` is the request that the API received, in protobuf's JSON
    form, and ``transcripts`` what it printed, by scenario. ``seconds`` is the time of all its scenarios, and ``day``
    that on which this was first seen, as YYYY-MM-DD.
    """

    key: SnippetKey
    files: Mapping[str, str]
    verdict: Verdict
    reasons: tuple[str, ...]
    scenarios: tuple[str, ...]
    seconds: float = 0.0
    message: JsonObject | None = None
    form: str = ""
    stand_in: str = ""
    day: str = ""
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)

    @property
    def ran_as(self) -> str:
        """The name of the language whose runtime and client library it was run with."""
        return self.stand_in or self.key.language

    @property
    def path(self) -> str:
        """The file that was run, relative to the project."""
        return next(iter(self.files))

    def to_json(self, *, whole: bool = False) -> JsonObject:
        """Return the form that is written to a file.

        :param whole: write how long it took and what it printed, too.
        """
        content = asdict(replace(self, transcripts={}))
        key = content.pop("key")
        content |= {"verdict": self.verdict.value, "seconds": round(self.seconds, 2)}
        content["transcripts"] = {name: found.to_json() for name, found in self.transcripts.items()}
        if not whole:
            del content["seconds"], content["transcripts"]
        if not self.stand_in:
            del content["stand_in"]
        return {**key, **content}

    @classmethod
    def from_json(cls, content: Mapping[str, Any], day: str) -> Self:
        """Read what `to_json` wrote, now or when a snippet was known by its one file.

        :param day: that of the whole run, for a result that has none of its own.
        :raises KeyError, TypeError, ValueError: when it is something else.
        """
        given = dict(content)
        key = SnippetKey(given.pop("operation"), given.pop("language"))
        files = given.pop("files") if "files" in given else {given.pop("path"): given.pop("sha256")}
        if not files:
            raise ValueError("a result of no file")
        given |= {name: tuple(given[name]) for name in ("reasons", "scenarios")}
        given |= {
            "transcripts": {name: Transcript.from_json(run) for name, run in given.get("transcripts", {}).items()}
        }
        return cls(key=key, files=files, **{"day": day, **given, "verdict": Verdict(given["verdict"])})


@frozen
class Results:
    """A run, or a shard of one.

    ``published`` are all snippets that the run was to cover, in the order of pages and tabs, whatever this shard
    ran; ``runtimes`` are by a language's name; ``started`` is an ISO 8601 time in UTC. ``ahead`` says that runs had
    what is kept, or made ahead, for many of them: such results are no record for pages.
    """

    started: str
    definition: str
    published: tuple[SnippetKey, ...]
    shards: tuple[Shard, ...]
    runtimes: Mapping[str, RuntimeFacts]
    results: tuple[Result, ...] = field(default_factory=tuple)
    ahead: bool = False

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
        keys = [result.key for result in self.results]
        good = self.count(Verdict.HELD) + self.count(Verdict.EXPECTED_FAILURE)
        return sorted(keys) == sorted(self.published) and good == len(self.published)

    @property
    def day(self) -> str:
        """The day of its start, as YYYY-MM-DD."""
        return self.started.partition("T")[0]

    def recorded(self, before: Results | None) -> Results:
        """Return what is to be recorded: what an earlier record says just the same of a snippet keeps its day.

        Such a snippet has the same files, was run with the same versions against the same definition, and came out the
        same. Where nothing has changed, nothing of the record does.
        """
        if before is None:
            return self
        known = {result.key: result for result in before.results}

        def kept(result: Result) -> Result:
            earlier = known.get(result.key)
            same = earlier is not None and _said(before, earlier) == _said(self, result)
            return replace(result, day=earlier.day) if earlier and same else result

        made = replace(self, results=tuple(map(kept, self.results)))
        unchanged = made.to_json() == {**before.to_json(), "started": self.started}
        return replace(made, started=before.started) if unchanged else made

    def completed(self, before: Results, published: Sequence[SnippetKey]) -> Results:
        """Add what an earlier record says of snippets that were not run, so that a run of some loses nothing of it.

        A record tells once what each language was run with: of another definition, or of other versions of a language
        that was run now, a result cannot stand beside these.

        :param published: all snippets that there are, in their order.
        """
        made = {result.key: result for result in self.results}

        def fits(earlier: Result) -> bool:
            facts = self.runtimes.get(earlier.ran_as)
            return before.definition == self.definition and facts in (None, before.runtimes.get(earlier.ran_as))

        every = {**{earlier.key: earlier for earlier in before.results if fits(earlier)}, **made}
        found = tuple(every[key] for key in published if key in every)
        used = {result.ran_as for result in found}
        runtimes = {name: facts for name, facts in before.runtimes.items() if name in used}
        return replace(self, published=tuple(published), runtimes={**runtimes, **self.runtimes}, results=found)

    @property
    def outputs(self) -> Outputs:
        """What each snippet printed that was run, with the day of its result's."""
        return Outputs(
            self.definition,
            {name: (facts.client, facts.runtime) for name, facts in self.runtimes.items()},
            {
                result.key: Output(result.ran_as, result.files, result.transcripts, result.day)
                for result in self.results
                if result.transcripts
            },
        )

    def require_types(self) -> None:
        """Refuse values of other types than the fields say, which a file may hold.

        :raises TypeError: when there is one.
        """
        texts = [self.started, self.definition, *self.runtimes]
        texts += [text for key in self.published for text in (key.operation, key.language)]
        for facts in self.runtimes.values():
            texts += [facts.runtime, facts.client, facts.provenance]
        for result in self.results:
            texts += [result.key.operation, result.key.language, *result.files, *result.files.values(), result.form]
            texts += [*result.reasons, *result.scenarios, result.stand_in, result.day, str(float(result.seconds))]
        wrong = [text for text in texts if not isinstance(text, str)]
        if wrong:
            raise TypeError(f"expected a text, got {wrong[0]!r}")

    def to_json(self) -> JsonObject:
        """Return the form that is written to a file: one of several shards tells times and outputs too, for a merge."""
        published: dict[str, list[Json]] = {}
        for key in self.published:
            published.setdefault(key.operation, []).append(key.language)
        return {
            "started": self.started,
            "definition": self.definition,
            "published": {**published},
            "shards": [str(shard) for shard in self.shards],
            "runtimes": {name: facts.to_json() for name, facts in self.runtimes.items()},
            "results": [result.to_json(whole=self.is_part) for result in self.results],
            **({"ahead": True} if self.ahead else {}),
        }

    @classmethod
    def from_json(cls, content: Json, name: str) -> Self:
        """Read what `to_json` wrote.

        :param name: the file, for messages.
        :raises SixfoldError: when it is something else.
        """
        whole = cast("dict[str, Any]", content)
        try:
            day = whole["started"].partition("T")[0]
            results = tuple(Result.from_json(result, day) for result in whole["results"])
            shards = [Shard.parsed(text) for text in whole["shards"]]
            runtimes = {name: RuntimeFacts(**facts) for name, facts in whole["runtimes"].items()}
            found = {"published": read_published(whole["published"]), "runtimes": runtimes, "results": results}
            read = cls(**{**whole, **found, "shards": tuple(filter(None, shards))})
            read.require_types()
            fits = bool(shards) and None not in shards
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise SixfoldError(f"{name}: expected results of 'sixfold smoke --json'; {error!r} does not fit") from error
        if not fits or not {result.key for result in results} <= set(read.published):
            raise SixfoldError(f"{name}: expected its shards as K/N, and results of published snippets alone")
        return read


def _said(results: Results, result: Result) -> tuple[object, ...]:
    return results.definition, results.runtimes.get(result.ran_as), replace(result, day="", seconds=0.0, transcripts={})
