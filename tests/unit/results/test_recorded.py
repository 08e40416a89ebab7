"""A record says of what has not changed what it said before: recording again changes what is new, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sixfold.results.facts import RuntimeFacts
from sixfold.results.merging import merge
from sixfold.results.model import Result, Results, Verdict
from sixfold.results.shard import Shard
from sixfold.snippet import SnippetKey

ONE, TWO = SnippetKey("one", "py"), SnippetKey("one", "js")
OLD, NEW = "2026-01-31", "2026-02-28"


def result_of(key: SnippetKey, day: str = "") -> Result:
    return Result(key, {f"{key.operation}.{key.language}": "0" * 64}, Verdict.HELD, (), ("success",), 1.5, day=day)


def results_of(day: str) -> Results:
    facts = {"py": RuntimeFacts("Python 3", "lib 1"), "js": RuntimeFacts("Chromium 1", "fetch")}
    results = (result_of(ONE, day), result_of(TWO, day))
    return Results(f"{day}T12:00:00Z", "d 1", (ONE, TWO), (Shard(),), facts, results)


def days(results: Results) -> list[str]:
    return [result.day for result in results.results]


def test_where_nothing_has_changed_nothing_of_the_record_does() -> None:
    slower = replace(results_of(NEW), results=tuple(replace(result, seconds=9.0) for result in results_of(NEW).results))
    assert slower.recorded(results_of(OLD)).to_json() == results_of(OLD).to_json()
    assert results_of(NEW).recorded(None) == results_of(NEW)


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"one.py": "1" * 64}},
        {"verdict": Verdict.FAILED},
        {"reasons": ("made 0 calls",)},
        {"scenarios": ("success", "wrong key")},
        {"message": {"a": 1}},
        {"stand_in": "py_rest"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_snippet_of_which_something_else_is_said_has_the_new_day(change: dict[str, object]) -> None:
    new = results_of(NEW)
    changed = replace(new, results=(replace(new.results[0], **change), new.results[1]))  # type: ignore[arg-type] # of any field
    made = changed.recorded(results_of(OLD))
    assert (days(made), made.day) == ([NEW, OLD], NEW)


def test_another_version_is_a_new_day_for_its_language_and_another_definition_for_all() -> None:
    new = results_of(NEW)
    other = replace(new, runtimes={**new.runtimes, "js": RuntimeFacts("Chromium 2", "fetch")})
    assert days(other.recorded(results_of(OLD))) == [OLD, NEW]
    assert days(replace(new, definition="d 2").recorded(results_of(OLD))) == [NEW, NEW]


def test_what_was_not_known_before_has_the_new_day() -> None:
    old = replace(results_of(OLD), results=results_of(OLD).results[:1])
    made = results_of(NEW).recorded(old)
    assert (days(made), made.day) == ([OLD, NEW], NEW)


def test_a_record_holds_no_times_and_a_shard_does() -> None:
    whole = results_of(OLD)
    part = replace(whole, shards=(Shard(1, 2),))
    assert "seconds" not in json.dumps(whole.to_json())
    read = Results.from_json(json.loads(json.dumps(part.to_json())), "file")
    assert [result.seconds for result in read.results] == [1.5, 1.5]
    joined = merge([part, replace(part, shards=(Shard(2, 2),), results=())])
    assert [result.seconds for result in joined.results] == [1.5, 1.5]
    assert Results.from_json(json.loads(json.dumps(whole.to_json())), "file").results[0].seconds == 0.0


def test_a_record_from_before_there_were_days_has_that_of_its_run() -> None:
    content = json.loads(json.dumps(results_of(OLD).to_json()))
    for result in content["results"]:
        del result["day"]
        result["seconds"] = 2.0
    read = Results.from_json(content, "file")
    assert (days(read), read.day) == ([OLD, OLD], OLD)
    assert results_of(NEW).recorded(read).to_json() == results_of(OLD).to_json()
