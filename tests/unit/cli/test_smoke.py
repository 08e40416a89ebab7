"""What `sixfold smoke` makes of results: sums, exit codes, shards and their merge. Nothing is run here."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sixfold import runner
from sixfold.errors import Problems
from sixfold.language import Language, load_languages
from sixfold.results import Result, RuntimeFacts, Verdict
from sixfold.runner.ready import Ready
from sixfold.snippet import Snippet, SnippetKey
from sixfold.transcript import Transcript, read_outputs
from tests.support.commands import Sixfold
from tests.support.projects import ROOT

ALL = 2 * len(load_languages(ROOT, Problems()))
"""The snippets of the small project: of two operations, in each language."""
FIRST = SnippetKey("delete_one", "curl")
EMPTY = '{"started": "", "definition": "", "published": {}, "shards": %s, "runtimes": {}, "results": []}'

Ran = list[list[SnippetKey]]
"""The snippets of each run."""


@pytest.fixture
def verdicts() -> dict[SnippetKey, Verdict]:
    """Give what comes of snippets, by their keys; the others hold."""
    return {}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, verdicts: Mapping[SnippetKey, Verdict]) -> Ran:
    """Put a runner in the place of the real one that runs nothing; note what it was to run."""
    runs: Ran = []

    def result(item: Snippet) -> Result:
        verdict = verdicts.get(item.key, Verdict.HELD)
        reasons = () if verdict is Verdict.HELD else ("why",)
        made = Result(item.key, {item.path: ""}, verdict, reasons, ("success",), 1.0, form=item.form.label)
        return replace(made, transcripts={"success": Transcript(0, f"{item.path} ran\n", "")})

    def run_all(
        _stage: object, items: Iterable[Snippet], _jobs: int, done: Callable[[Result], None], **_: object
    ) -> tuple[Result, ...]:
        results = tuple(map(result, items))
        runs.append([found.key for found in results])
        for found in results:
            done(found)
        return results

    def ready(_root: Path, languages: Iterable[Language]) -> Ready:
        return Ready(facts={form.name: RuntimeFacts("R 1", form.client_title) for form in languages})

    monkeypatch.setattr(runner, "run_all", run_all)
    monkeypatch.setattr(runner, "ready", ready)
    return runs


@pytest.fixture
def parts(sixfold: Sixfold, ran: Ran) -> list[str]:
    """Run three shards; give the files of their results."""
    files = [f"{number}.json" for number in (1, 2, 3)]
    for number, file in enumerate(files, 1):
        assert sixfold("smoke", "-q", "--trust", "--afresh", "--shard", f"{number}/3", "--json", file) == (0, "", "")
    assert len(ran) == len(files)
    return files


def read(project: Path, file: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((project / file).read_text(encoding="utf-8"))
    return content


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize(
    ("verdict", "code", "said"),
    [
        (Verdict.HELD, 0, f"{ALL} published = {ALL} held + 0 expected failures"),
        (Verdict.EXPECTED_FAILURE, 0, f"{ALL} published = {ALL - 1} held + 1 expected failures"),
        (Verdict.FAILED, 1, f"{ALL} published = {ALL - 1} held + 0 expected failures does not hold: 1 failed"),
        (
            Verdict.NOT_RUN,
            1,
            f"{ALL} published = {ALL - 1} held + 0 expected failures does not hold: 0 failed, 1 not run",
        ),
    ],
)
def test_the_exit_code_is_that_of_the_sum(
    sixfold: Sixfold, verdicts: dict[SnippetKey, Verdict], verdict: Verdict, code: int, said: str
) -> None:
    verdicts[FIRST] = verdict
    found, out, err = sixfold("smoke", "--trust")
    assert (found, out.splitlines()[-1], err) == (code, said, "")


@pytest.mark.parametrize(
    ("verdict", "ends"),
    [
        (Verdict.HELD, (0, "{all} held + 0 expected failures + 0 failed")),
        (Verdict.EXPECTED_FAILURE, (0, "{less} held + 1 expected failures + 0 failed")),
        (Verdict.FAILED, (1, "{less} held + 0 expected failures + 1 failed")),
        (Verdict.NOT_RUN, (1, "{less} held + 0 expected failures + 0 failed + 1 not run")),
    ],
)
def test_a_shard_fails_by_what_it_ran_itself(
    sixfold: Sixfold, ran: Ran, verdicts: dict[SnippetKey, Verdict], verdict: Verdict, ends: tuple[int, str]
) -> None:
    assert sixfold("smoke", "--trust", "-q", "--shard", "2/3") == (0, "", "")
    verdicts[ran[0][-1]] = verdict
    code, out, _ = sixfold("smoke", "--shard", "2/3")
    own = len(ran[0])
    said = f"part 2/3: {own} of {ALL} published = {ends[1].format(all=own, less=own - 1)}"
    assert (code, out.splitlines()[-1]) == (ends[0], said)


@pytest.mark.usefixtures("parts")
def test_each_snippet_is_in_one_shard(ran: Ran) -> None:
    assert len({key for keys in ran for key in keys}) == sum(map(len, ran)) == ALL


def test_the_times_of_an_earlier_run_balance_shards_and_no_record_holds_them(
    sixfold: Sixfold, ran: Ran, project: Path
) -> None:
    assert sixfold("smoke", "-q", "--trust", "--json", "verification.json", "--times", "times.json")[0] == 0
    assert "seconds" not in (project / "verification.json").read_text()
    content = read(project, "times.json")
    assert sum(map(len, content["times"].values())) == ALL
    for languages in content["times"].values():
        languages.update(dict.fromkeys(languages, 1.0))
    content["times"][FIRST.operation][FIRST.language] = 20.0
    (project / "times.json").write_text(json.dumps(content))
    for number in (1, 2):
        assert sixfold("smoke", "-q", "--shard", f"{number}/2", "--times", "times.json")[0] == 0
    assert [len(keys) for keys in ran] == [ALL, 1, ALL - 1]
    assert ran[1] == [FIRST]
    # The next shard is divided in the same way.
    assert read(project, "times.json") == content


def test_shards_are_merged_to_what_one_run_gives(sixfold: Sixfold, parts: list[str], project: Path) -> None:
    assert sixfold("smoke", "-q", "--afresh", "--json", "whole.json")[0] == 0
    # The order of the files does not matter.
    code, out, err = sixfold("smoke", "--merge", *reversed(parts), "--json", "merged.json", "--junit", "junit.xml")
    assert (code, out.splitlines()[-1], err) == (0, f"{ALL} published = {ALL} held + 0 expected failures", "")
    whole, merged = read(project, "whole.json"), read(project, "merged.json")
    assert merged.pop("started") == min(read(project, part)["started"] for part in parts)
    whole.pop("started")
    assert merged == whole
    suite = ET.parse(project / "junit.xml").getroot()  # noqa: S314 - the command under test wrote it
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (str(ALL), "0", "0")


@pytest.mark.usefixtures("ran")
def test_outputs_are_recorded_apart_from_verdicts_and_nothing_changes_by_recording_again(
    sixfold: Sixfold, project: Path
) -> None:
    record = ("smoke", "-q", "--trust", "--json", "verification.json", "--outputs", "outputs.json")
    assert sixfold(*record) == (0, "", "")
    assert "ran" not in json.dumps(read(project, "verification.json")["results"])
    found = read_outputs(project / "outputs.json")
    assert found is not None
    assert len(found.outputs) == ALL
    assert found.outputs[FIRST].transcripts["success"].stdout.endswith("delete_one.sh ran\n")
    texts = [(project / name).read_bytes() for name in ("verification.json", "outputs.json")]
    assert sixfold(*record) == (0, "", "")
    assert [(project / name).read_bytes() for name in ("verification.json", "outputs.json")] == texts


@pytest.mark.usefixtures("ran")
def test_a_run_of_some_leaves_the_record_of_the_others(
    sixfold: Sixfold, project: Path, verdicts: dict[SnippetKey, Verdict]
) -> None:
    record = ("smoke", "-q", "--trust", "--json", "verification.json", "--outputs", "outputs.json")
    assert sixfold(*record) == (0, "", "")
    whole, outputs = read(project, "verification.json"), read(project, "outputs.json")
    verdicts[FIRST] = Verdict.FAILED
    code, out, err = sixfold(*record, "--language", FIRST.language)
    assert (code, "other versions" in out, err) == (1, False, "")
    found = read(project, "verification.json")
    changed = [new for old, new in zip(whole["results"], found["results"], strict=True) if old != new]
    assert [(each["operation"], each["language"], each["verdict"]) for each in changed] == [
        (FIRST.operation, FIRST.language, "failed")
    ]
    assert {**found, "results": [], "started": ""} == {**whole, "results": [], "started": ""}
    assert read(project, "outputs.json") == outputs
    # Elsewhere stands what was run.
    assert sixfold("smoke", "-q", "--language", "py", "--json", "other.json")[0] == 0
    assert len(read(project, "other.json")["results"]) == 2


@pytest.mark.usefixtures("ran")
def test_results_that_cannot_stand_beside_those_of_a_run_of_some_are_lost_with_a_word(
    sixfold: Sixfold, project: Path
) -> None:
    assert sixfold("smoke", "-q", "--trust", "--json", "verification.json")[0] == 0
    whole = read(project, "verification.json")
    whole["runtimes"]["curl"]["runtime"] = "another"
    (project / "verification.json").write_text(json.dumps(whole), encoding="utf-8")
    said = (
        "verification.json: 1 of its results are gone, since they were of other versions than this run; "
        "to record all snippets anew, run: sixfold smoke --json verification.json\n"
    )
    some = ("smoke", "-q", "delete_one", "--language", "curl", "--json", "verification.json")
    assert sixfold(*some) == (0, said, "")
    found = read(project, "verification.json")
    assert len(found["results"]) == ALL - 1
    assert found["published"] == whole["published"]


def test_the_record_is_no_shard(sixfold: Sixfold, ran: Ran) -> None:
    code, _, err = sixfold("smoke", "-q", "--trust", "--shard", "1/2", "--json", "verification.json")
    assert (code, ran) == (2, [])
    assert "verification.json is the record of all snippets, got --shard; expected another file" in err


def test_a_shard_writes_no_outputs_and_what_joins_them_writes_those_of_all(
    sixfold: Sixfold, parts: list[str], project: Path
) -> None:
    assert sixfold("smoke", "-q", "--shard", "1/3", "--outputs", "part.json") == (0, "", "")
    assert not (project / "part.json").exists()
    assert sixfold("smoke", "-q", "--merge", *parts, "--outputs", "merged.json") == (0, "", "")
    assert sixfold("smoke", "-q", "--outputs", "whole.json") == (0, "", "")
    assert read(project, "merged.json") == read(project, "whole.json")


@pytest.mark.parametrize("words", [["--json", "verification.json"], ["--outputs", "outputs.json"]], ids=" ".join)
def test_what_pages_show_comes_of_runs_with_nothing_ahead(
    sixfold: Sixfold, ran: Ran, project: Path, words: list[str]
) -> None:
    assert sixfold("smoke", "-q", "--trust", "--json", "ahead.json") == (0, "", "")
    assert read(project, "ahead.json")["ahead"] is True
    assert sixfold("smoke", "-q", "--trust", *words, "--junit", "j.xml") == (0, "", "")
    assert len(ran) == 2
    assert "ahead" not in read(project, words[1])
    code, _, err = sixfold("smoke", "--merge", "ahead.json", *words)
    assert (code, err.partition("; expected ")[0]) == (
        1,
        "the runs of some shards had what is kept, or made ahead, for many",
    )
    if words[0] == "--json":
        (project / words[1]).write_text((project / "ahead.json").read_text())
        code, _, err = sixfold("generate")
        assert (code, err.partition(":")[0]) == (1, "verification.json")


def test_outputs_are_written_over_nothing_else(sixfold: Sixfold, ran: Ran, project: Path) -> None:
    (project / "mine.json").write_text('{"results": []}')
    code, _, err = sixfold("smoke", "-q", "--trust", "--outputs", "mine.json")
    assert (code, ran) == (1, [])
    assert err.startswith("mine.json: holds something else than results, and would be written over")


@pytest.mark.parametrize(("verdict", "code"), [("held", 0), ("expected failure", 0), ("failed", 1), ("not run", 1)])
def test_a_merge_ends_as_one_run_would(
    sixfold: Sixfold, parts: list[str], project: Path, verdict: str, code: int
) -> None:
    content = read(project, parts[1])
    content["results"][0].update(verdict=verdict, reasons=[] if verdict == "held" else ["why"])
    (project / parts[1]).write_text(json.dumps(content))
    assert sixfold("smoke", "--merge", *parts)[0] == code
    quiet, out, err = sixfold("smoke", "-q", "--merge", *parts)
    assert (quiet, bool(out), err) == (code, verdict in {"failed", "not run"}, "")


def test_a_merge_whose_sum_does_not_come_out_fails(sixfold: Sixfold, parts: list[str], project: Path) -> None:
    content = read(project, parts[0])
    lost = content["results"].pop()
    (project / parts[0]).write_text(json.dumps(content))
    code, out, _ = sixfold("smoke", "--merge", *parts)
    assert code == 1
    assert (
        out.splitlines()[-1]
        == f"{ALL} published = {ALL - 1} held + 0 expected failures does not hold: 0 failed, 1 not run"
    )
    assert not any(path in out for path in lost["files"])


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((0,), "expected each of 3 shards once, got 1/3"),
        ((0, 1, 2, 2), "expected each of 3 shards once, got 1/3, 2/3, 3/3, 3/3"),
    ],
)
def test_a_shard_that_is_missing_or_given_twice_is_refused(
    sixfold: Sixfold, parts: list[str], numbers: tuple[int, ...], message: str
) -> None:
    assert sixfold("smoke", "--merge", *(parts[number] for number in numbers)) == (1, "", f"{message}\n")


def test_shards_of_different_sets_or_clients_are_refused(sixfold: Sixfold, parts: list[str], project: Path) -> None:
    assert sixfold("smoke", "-q", "delete_one", "--shard", "2/3", "--json", "other.json")[0] == 0
    code, _, err = sixfold("smoke", "--merge", parts[0], "other.json", parts[2])
    assert (code, "different sets of snippets" in err) == (1, True)
    content = read(project, parts[1])
    content["runtimes"]["php"]["client"] = "another 1"
    (project / "other.json").write_text(json.dumps(content))
    code, _, err = sixfold("smoke", "--merge", parts[0], "other.json", parts[2])
    assert (code, "different client libraries" in err) == (1, True)


@pytest.mark.parametrize("content", ["", "[]", "{}", EMPTY % "[]", EMPTY % '["first"]', EMPTY % '["1/0"]'])
def test_what_is_no_file_of_results_is_refused(sixfold: Sixfold, project: Path, content: str) -> None:
    (project / "wrong.json").write_text(content)
    code, out, err = sixfold("smoke", "--merge", "wrong.json")
    assert (code, out, err.startswith("wrong.json: ")) == (1, "", True)


@pytest.mark.parametrize("part", ["0/3", "4/3", "1", "a/b", "-1/3", "1/3/3", " 1/3"])
def test_a_part_that_is_none_is_refused_before_anything_is_run(sixfold: Sixfold, ran: Ran, part: str) -> None:
    code, _, err = sixfold("smoke", "--trust", f"--shard={part}")
    assert (code, ran) == (2, [])
    assert f"expected K/N with 1 <= K <= N, got '{part}'" in err


def test_operations_and_languages_are_chosen_by_name(sixfold: Sixfold, ran: Ran) -> None:
    assert sixfold("smoke", "-q", "--trust", "delete_some", "--language", "py", "--language", "curl")[0] == 0
    assert ran == [[SnippetKey("delete_some", "py"), SnippetKey("delete_some", "curl")]]
    assert sixfold("smoke", "-q", "delete_some")[0] == 0
    assert len(ran[1]) == ALL / 2


def test_a_sample_is_drawn_by_a_seed_that_is_said(sixfold: Sixfold, ran: Ran) -> None:
    code, out, _ = sixfold("smoke", "--trust", "--sample", "1")
    said = out.splitlines()[0]
    assert (code, len(ran[0])) == (0, ALL / 2)
    assert said.startswith("drawn: 1 operations a language; the same ones again: --sample 1 --seed ")
    seed = said.rpartition(" ")[2]
    for size, count in ((1, ALL / 2), (5, ALL)):
        assert sixfold("smoke", "-q", "--sample", size, "--seed", seed) == (0, "", "")
        assert len(ran[-1]) == count
    assert ran[1] == ran[0]
    assert sixfold("smoke", "-q", "--sample", "1", "--seed", "2", "--language", "py", "delete_some")[0] == 0
    assert ran[-1] == [SnippetKey("delete_some", "py")]


def test_parts_of_a_sample_are_of_the_same_one(sixfold: Sixfold, ran: Ran) -> None:
    code, _, err = sixfold("smoke", "--trust", "--sample", "1", "--shard", "1/2")
    assert (code, "expects a --seed, the same for each" in err, ran) == (2, True, [])
    for number in (1, 2):
        assert sixfold("smoke", "--trust", "-q", "--sample", "1", "--seed", "a", "--shard", f"{number}/2")[0] == 0
    assert sixfold("smoke", "-q", "--sample", "1", "--seed", "a")[0] == 0
    assert sorted(ran[0] + ran[1]) == sorted(ran[2])


def test_who_is_quiet_hears_of_the_seed_when_something_is_wrong(
    sixfold: Sixfold, ran: Ran, verdicts: dict[SnippetKey, Verdict]
) -> None:
    verdicts[FIRST] = Verdict.FAILED
    code, out, _ = sixfold("smoke", "-q", "--trust", "--sample", "9", "--seed", "a")
    assert (code, len(ran)) == (1, 1)
    assert out.startswith("drawn: 9 operations a language; the same ones again: --sample 9 --seed a\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--seed", "a"), "without --sample nothing is drawn; --seed would have no effect: leave it out"),
        (("delete_all",), "no operation 'delete_all'; "),
        (("docs/x.py",), "to judge files that no spec made, say --files"),
        (("--language", "perl"), "no language 'perl'; expected one of: "),
        (("--merge",), "--merge expects the files that 'sixfold smoke --shard K/N --json FILE' wrote"),
        (("--files",), "--files expects the files to judge"),
    ],
)
def test_a_name_that_is_none_is_refused(sixfold: Sixfold, ran: Ran, words: tuple[str, ...], message: str) -> None:
    code, out, err = sixfold("smoke", *words)
    assert (code, out, message in err, ran) == (2, "", True, [])
