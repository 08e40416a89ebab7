"""Results are of snippets, which are known by operation and language, whatever their files are called."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import SixfoldError
from sixfold.json_value import JsonObject
from sixfold.marks import Composed
from sixfold.reading import digest
from sixfold.results import Shard
from sixfold.results.merging import merge
from sixfold.results.model import Result, Results, Verdict
from sixfold.results.verification import State
from sixfold.snippet import Snippet, SnippetFile, SnippetKey
from tests.support.rendering import verify

ONE, TWO = SnippetKey("one", "py"), SnippetKey("one", "js")
OLD: JsonObject = {
    "started": "2026-01-31T12:00:00Z",
    "definition": "p 1",
    "published": ["code_snippets/guide/py/one.py", "code_snippets/guide/js/one.html"],
    "shards": ["1/1"],
    "runtimes": {},
    "results": [
        {
            "operation": "one",
            "language": "js",
            "path": "code_snippets/guide/js/one.html",
            "sha256": "0" * 64,
            "verdict": "held",
            "reasons": [],
            "scenarios": ["success"],
            "seconds": 1.0,
            "message": None,
            "form": "JavaScript",
        }
    ],
}
"""A file from when a snippet was known by its path."""


def result_of(key: SnippetKey, verdict: Verdict = Verdict.HELD) -> Result:
    return Result(key, {f"{key.language}/{key.operation}": "0" * 64}, verdict, (), ("success",), day="2026-01-31")


def results_of(*results: Result, number: int = 1, total: int = 1) -> Results:
    shard = Shard(number, total)
    return Results("2026-01-31T12:00:00Z", "p 1", (ONE, TWO), (shard,), {}, results)


def two_files(project: Path) -> Snippet:
    """Return a rendered snippet of two files."""
    snippet = pipeline.load(project).snippets[0]
    first = replace(snippet.files[0], code=Composed("x\n"))
    return replace(
        snippet, files=(first, SnippetFile("code_snippets/more.txt", "more.j2", snippet.form, Composed("y\n")))
    )


def test_what_is_written_is_read_again() -> None:
    found = results_of(result_of(ONE), replace(result_of(TWO), files={"a.js": "0" * 64, "a.json": "1" * 64}))
    content = json.loads(json.dumps(found.to_json()))
    assert content["published"] == {"one": ["py", "js"]}
    assert Results.from_json(content, "file") == found


def test_a_file_from_before_snippets_had_keys_is_read() -> None:
    found = Results.from_json(OLD, "file")
    assert found.published == (ONE, TWO)
    assert [(result.key, result.path, result.files) for result in found.results] == [
        (TWO, "code_snippets/guide/js/one.html", {"code_snippets/guide/js/one.html": "0" * 64})
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"results": [{**result_of(ONE).to_json(), "files": {}}]}, {"published": {"one": 1}}, {"published": {"one": [1]}}],
    ids=["no file", "no languages", "no name"],
)
def test_what_is_no_result_of_a_snippet_is_refused(wrong: JsonObject) -> None:
    with pytest.raises(SixfoldError, match=r"^file: expected results"):
        Results.from_json({**results_of(result_of(ONE)).to_json(), **wrong}, "file")


def test_the_same_file_twice_is_not_the_sum() -> None:
    assert results_of(result_of(TWO), result_of(ONE)).sum_holds
    assert not results_of(result_of(ONE), replace(result_of(ONE), files=result_of(TWO).files)).sum_holds


def test_shards_are_joined_by_snippet_in_the_order_of_what_is_published() -> None:
    parts = [results_of(result_of(TWO), number=1, total=2), results_of(result_of(ONE), number=2, total=2)]
    assert [result.key for result in merge(parts).results] == [ONE, TWO]


def test_a_snippet_is_stale_when_any_of_its_files_has_changed(project: Path) -> None:
    snippet = two_files(project)
    files = {file.path: digest(file.text.encode()) for file in snippet.files}
    run = replace(results_of(), results=(replace(result_of(snippet.key), files=files),))
    assert verify(run, [snippet]).states == {snippet.key: State.HELD}
    assert verify(run, [snippet]).runs == {snippet.key: 1}
    more = replace(snippet.files[1], code=Composed("z\n"))
    assert verify(run, [replace(snippet, files=(snippet.files[0], more))]).states == {snippet.key: State.STALE}
    assert verify(run, [replace(snippet, files=snippet.files[:1])]).states == {snippet.key: State.STALE}


def test_a_snippet_that_was_moved_keeps_its_key_and_is_stale(project: Path) -> None:
    snippet = two_files(project)
    run = replace(results_of(), results=(replace(result_of(snippet.key), files={"elsewhere.py": "0" * 64}),))
    assert verify(run, [snippet]).states == {snippet.key: State.STALE}
