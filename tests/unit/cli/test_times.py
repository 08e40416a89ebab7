"""Times of snippets: in a file of their own, by which shards are balanced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold.cli.times import is_times, read_times, save_times
from sixfold.errors import SixfoldError
from sixfold.json_value import JsonObject
from sixfold.results import Result, Results, Shard, Verdict
from sixfold.snippet import SnippetKey
from tests.support.commands import Sixfold

ONE, TWO, THREE = (SnippetKey("one", language) for language in ("py", "js", "java"))


def test_what_is_written_is_read_again_with_what_was_known_before(tmp_path: Path) -> None:
    ran = Result(ONE, {"a": ""}, Verdict.HELD, (), ("success",), 1.234)
    not_run = Result(TWO, {"b": ""}, Verdict.NOT_RUN, ("no node",), ())
    results = Results("2026-01-31T12:00:00Z", "d 1", (ONE, TWO), (Shard(),), {}, (ran, not_run))
    file = tmp_path / "times.json"
    assert read_times(file) == {}
    save_times(file, results, {TWO: 3.0, THREE: 4.0, ONE: 9.0})
    assert read_times(file) == {ONE: 1.23, TWO: 3.0, THREE: 4.0}
    assert is_times(file.read_bytes())


@pytest.mark.parametrize(
    "content",
    ["[]", "1", "{}", '{"times": []}', '{"times": {"one": 1}}', '{"times": {"one": {"py": "1"}}}',
     '{"times": {"one": {"py": -1}}}', '{"times": {"one": {"py": true}}}', '{"times": {"one": {"py": null}}}'],
)  # fmt: skip
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(SixfoldError, match=r"x\.json: expected times that 'sixfold smoke --times' wrote$"):
        read_times(tmp_path / "x.json")


def test_a_file_that_holds_no_times_is_not_written_over(sixfold: Sixfold, project: Path) -> None:
    for content, said in (("mine", "holds something else than results"), ('{"times": 1}', "expected times that")):
        (project / "own.json").write_text(content)
        code, out, err = sixfold("smoke", "--times", "own.json")
        assert (code, out) == (1, "")
        assert said in err
        assert (project / "own.json").read_text() == content


def shard(name: str, number: int, *keys: SnippetKey) -> JsonObject:
    results = tuple(Result(key, {key.language: ""}, Verdict.HELD, (), ("success",), float(number)) for key in keys)
    return Results("2026-01-31T12:00:00Z", name, (ONE, TWO), (Shard(number, 2),), {}, results).to_json()


def test_joined_shards_keep_their_times_and_no_record_does(sixfold: Sixfold, project: Path) -> None:
    for number, key in ((1, ONE), (2, TWO)):
        (project / f"{number}.json").write_text(json.dumps(shard("d 1", number, key)))
    words = ["smoke", "-q", "--merge", "1.json", "2.json", "--json", "all.json", "--times", "times.json"]
    assert sixfold(*words) == (0, "", "")
    assert read_times(project / "times.json") == {ONE: 1.0, TWO: 2.0}
    assert "seconds" not in (project / "all.json").read_text()


def test_shards_that_were_divided_in_different_ways_are_refused(sixfold: Sixfold, project: Path) -> None:
    for number, keys in ((1, (ONE, TWO)), (2, (TWO,))):
        (project / f"{number}.json").write_text(json.dumps(shard("d 1", number, *keys)))
    code, out, err = sixfold("smoke", "--merge", "1.json", "2.json")
    assert (code, out) == (1, "")
    assert err == "the results of some snippets are in several shards; expected the same --times for all of them\n"


def test_recording_again_changes_nothing_of_what_is_as_it_was(sixfold: Sixfold, project: Path) -> None:
    for number, key in ((1, ONE), (2, TWO)):
        (project / f"{number}.json").write_text(json.dumps(shard("d 1", number, key)))
    words = ["smoke", "-q", "--merge", "1.json", "2.json", "--json", "all.json"]
    assert sixfold(*words) == (0, "", "")
    before = (project / "all.json").read_text()
    for number in (1, 2):
        text = (project / f"{number}.json").read_text()
        (project / f"{number}.json").write_text(text.replace("2026-01-31", "2026-02-28"))
    assert sixfold(*words) == (0, "", "")
    assert (project / "all.json").read_text() == before
