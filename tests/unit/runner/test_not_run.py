"""What cannot be started is a line, and keeps nothing else from being run; what does not end is run no further."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sixfold.cli.report import summary
from sixfold.cli.times import read_times
from sixfold.results import Result, Results, RuntimeFacts, Shard, Verdict, merge
from sixfold.snippet import SnippetKey
from tests.support.commands import Sixfold
from tests.support.runtimes import need_program

CURL = "code_snippets/guide/curl/delete_one.sh"
SCENARIOS = ["success", "wrong key", "failure status", "disconnect"]


@pytest.fixture
def stranger(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Change the commands of cURL's language in a project with files in the place of its snippets; give the first."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (project / CURL).parent.mkdir(parents=True)
    for name in ("delete_one.sh", "delete_some.sh"):
        (project / CURL).with_name(name).write_text("true\n")

    def stranger(found: str, put: str) -> Path:
        file = project / "templates/curl/language.yaml"
        text = file.read_text()
        assert text.count(found) == 1
        file.write_text(text.replace(found, put))
        return project / CURL

    return stranger


def results(sixfold: Sixfold, *words: str) -> list[dict[str, Any]]:
    code, _, err = sixfold("smoke", *words, "--language", "curl", "--quiet", "--json", "results.json")
    assert (code, err) == (1, "")
    found: list[dict[str, Any]] = json.loads(Path("results.json").read_text())["results"]
    return found


@pytest.mark.parametrize(
    ("found", "put", "reason"),
    [
        ("run: [bash,", "run: [no-such-x,", "'no-such-x /"),
        ("run: [bash,", "run: [/etc/passwd,", "'/etc/passwd /"),
        ("run: [bash,", "run: ['{client}/bin/x',", "its installation brings no bin/x; expected in /"),
        ("version: [curl,", "version: [no-such-x,", "'no-such-x --version' cannot be run: No such file or directory"),
        ("version: [curl, --version]", "version: ['false']", "'false' failed with exit code 1"),
        ("version: [curl, --version]", "version: [sh, -c, echo no >&2; exit 3]", "'sh -c 'echo no"),
        (
            "  plain:",
            "  warm_process: {start: [no-such-x, '{socket}'], variable: X}\n  plain:",
            "'no-such-x socket' did not",
        ),
        (
            "  plain:",
            "  warm_process: {start: ['true', '{socket}'], variable: X}\n  plain:",
            "'true socket' did not start",
        ),
        (
            "curl: curl,",
            "no-such-x: curl,",
            "its runtime or client library is missing: no-such-x; run: sixfold install",
        ),
    ],
)
def test_a_program_that_cannot_be_started_is_a_line(
    sixfold: Sixfold, stranger: Callable[[str, str], Path], found: str, put: str, reason: str
) -> None:
    stranger(found, put)
    code, out, _ = sixfold("smoke", "--language", "curl", "-q", "--trust")
    assert (code, len(out.splitlines())) == (1, 1), out
    assert out.startswith(f"not run: cURL (2): {reason}")


def test_its_snippets_are_not_run_and_the_sum_says_so(
    sixfold: Sixfold, stranger: Callable[[str, str], Path], project: Path
) -> None:
    stranger("run: [bash,", "run: [no-such-x,")
    code, out, err = sixfold("smoke", "--language", "curl", "--trust", "--junit", "junit.xml")
    assert code == 1
    assert "2 published = 0 held + 0 expected failures does not hold: 0 failed, 2 not run" in out
    assert err.count("not run: curl: 'no-such-x ") == 1
    assert 'tests="2" failures="0" skipped="2"' in (project / "junit.xml").read_text()
    found = results(sixfold)
    assert [(result["verdict"], result["scenarios"]) for result in found] == [("not run", [])] * 2
    code, out, _ = sixfold("smoke", "--language", "curl", "--shard", "1/1")
    assert (code, out.splitlines()[-1]) == (
        1,
        "2 published = 0 held + 0 expected failures does not hold: 0 failed, 2 not run",
    )
    code, out, _ = sixfold("smoke", "--files", CURL)
    assert code == 1
    assert "! not run: 'no-such-x " in out


def test_a_timeout_is_the_last_run_of_a_snippet_and_says_what_was_shown(
    sixfold: Sixfold, stranger: Callable[[str, str], Path], project: Path
) -> None:
    # How long a run may take starts nothing: nobody is asked.
    stranger("  plain:", "  timeout: 1\n  plain:").write_text("echo so far; echo also >&2; sleep 600\n")
    (result,) = results(sixfold, "delete_one")
    assert result["scenarios"] == ["success"]
    assert result["reasons"][:2] == ["did not end within 1 s", "made 0 calls; expected 1"]
    assert result["reasons"][-1] == "until its time was up it showed 'so far\\nalso'"
    sixfold("smoke", "delete_one", "--language", "curl", "--times", "times.json")
    assert 1 <= read_times(project / "times.json")[SnippetKey("delete_one", "curl")] < 4
    _, out, _ = sixfold("smoke", "--files", CURL)
    assert "! does not end within 1 s\n  ! until its time was up it showed 'so far\\nalso'\n" in out
    assert re.search("failure shown +not tried: it never reached the API$", out, re.MULTILINE)


def test_a_timeout_in_a_failure_is_the_last_run_too(sixfold: Sixfold, stranger: Callable[[str, str], Path]) -> None:
    need_program("curl")
    file = stranger("  plain:", "  timeout: 2\n  plain:")
    for snippet in file.parent.iterdir():
        snippet.unlink()
    assert sixfold("generate", "-q") == (0, "", "")
    file.write_text(f"{file.read_text().rstrip()} || sleep 600\n")
    (result,) = results(sixfold, "delete_one")
    assert result["scenarios"] == ["success", "wrong key"]
    late, shown = result["reasons"][-2:]
    assert late == "when the API fails (wrong key), did not end within 2 s"
    assert shown.startswith("until its time was up it showed ")


@pytest.mark.parametrize(("seconds", "runs"), [(1.1, 1), (0, 4)])
def test_a_first_run_that_waits_long_without_a_call_is_the_last(
    sixfold: Sixfold, stranger: Callable[[str, str], Path], seconds: float, runs: int
) -> None:
    stranger("  plain:", "  timeout: 4\n  plain:").write_text(f"sleep {seconds}; exit 3\n")
    (result,) = results(sixfold, "delete_one")
    assert result["scenarios"] == SCENARIOS[:runs]
    assert result["reasons"][0] == "ended with exit code 3: no message"


def part(number: int, verdict: Verdict, runtime: str) -> Results:
    """Return one of two shards, with one of two snippets."""
    keys = tuple(SnippetKey(name, "toy") for name in ("one", "two"))
    result = Result(keys[number - 1], {f"{number}.toy": ""}, verdict, (), (), 0.0)
    facts = {"toy": RuntimeFacts(runtime, "toy 1")}
    return Results("2026-01-31T12:00:00Z", "p 1", keys, (Shard(number, 2),), facts, (result,))


def test_a_part_that_could_not_run_a_language_is_joined_with_one_that_could() -> None:
    parts = (part(1, Verdict.NOT_RUN, RuntimeFacts.NOT_STARTED), part(2, Verdict.HELD, "Toy 3"))
    assert summary(parts[1]).endswith("1 of 2 published = 1 held + 0 expected failures + 0 failed")
    whole = merge(parts)
    assert whole.runtimes == {"toy": RuntimeFacts("Toy 3", "toy 1")}
    assert not whole.sum_holds
    assert summary(whole) == "2 published = 1 held + 0 expected failures does not hold: 0 failed, 1 not run"
    again = Results.from_json(json.loads(json.dumps(whole.to_json())), "file")
    assert [result.verdict for result in again.results] == [Verdict.NOT_RUN, Verdict.HELD]
    not_run = merge(
        [part(1, Verdict.NOT_RUN, RuntimeFacts.NOT_STARTED), part(2, Verdict.NOT_RUN, RuntimeFacts.NOT_STARTED)]
    )
    assert not_run.runtimes["toy"].runtime == RuntimeFacts.NOT_STARTED
