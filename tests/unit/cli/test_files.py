"""`sixfold smoke --files`: no file, whatever it is or does, costs the reports of the others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sixfold.cli import files_report
from sixfold.cli.terminal import Progress
from sixfold.language import Language
from sixfold.runner import FileReport
from sixfold.runner import files as runner_files
from sixfold.runner.execute import Execution
from sixfold.runner.execute import execute as right_execute
from sixfold.sandbox import Sandbox
from tests.support.commands import Sixfold

RIGHT = "true\n"
HOSTILE = {
    "\x1b[31mred\u202e.sh": RIGHT,
    "kills itself.sh": "kill -9 $$\n",
    "binary.sh": "head -c 5000 /dev/urandom; head -c 5000 /dev/urandom >&2; exit 3\n",
    "long.sh": "head -c 300000 /dev/zero | tr '\\0' x >&2; exit 3\n",
    "controls.sh": "printf '\\033]0;owned\\007\\033[2Jno\\r\\n' >&2; exit 3\n",
}


@pytest.fixture(autouse=True)
def started(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("a.sh", "b.sh"):
        (project / name).write_text(RIGHT)
    return project


def written(project: Path, name: str = "files.json") -> dict[str, Any]:
    content: dict[str, Any] = json.loads((project / name).read_text())
    return content


def reports(project: Path) -> dict[str, dict[str, Any]]:
    content = written(project)
    assert content["complete"]
    return {report["path"]: report for report in content["files"]}


def test_a_file_of_no_language_is_not_run_and_the_others_are(sixfold: Sixfold, project: Path) -> None:
    (project / "b.ts").write_text("let x: number\n")
    code, out, err = sixfold("smoke", "--files", "a.sh", "b.ts", "b.sh", "--json", "files.json", "--junit", "j.xml")
    assert (code, err) == (1, "")
    found = reports(project)
    assert [(found[name]["ran"], found[name]["exit_code"]) for name in ("a.sh", "b.ts", "b.sh")] == [
        (True, 0),
        (False, None),
        (True, 0),
    ]
    assert found["b.ts"]["findings"][0].startswith("not run: cannot tell its language; expected it in a folder")
    assert "b.ts  (of no known language)\n  ! not run: cannot tell its language" in out
    assert out.splitlines()[-1] == "3 files: 0 with nothing found, 2 with findings, 1 not run"
    assert 'tests="3" failures="2" skipped="1"' in (project / "j.xml").read_text()


def test_a_missing_runtime_costs_the_files_of_its_language_alone(sixfold: Sixfold, project: Path) -> None:
    (project / "a.php").write_text("<?php\n")
    sixfold("smoke", "--files", "a.php", "a.sh", "--json", "files.json")
    found = reports(project)
    assert not found["a.php"]["ran"]
    assert "run: sixfold install --language php" in found["a.php"]["findings"][0]
    assert found["a.sh"]["exit_code"] == 0


def test_a_file_that_cannot_be_read_costs_no_other(sixfold: Sixfold, project: Path) -> None:
    (project / "big.sh").touch()
    os.truncate(project / "big.sh", 40 << 20)
    sixfold("smoke", "--files", "big.sh", "a.sh", "--json", "files.json")
    found = reports(project)
    assert found["big.sh"]["findings"][0].startswith("not run: cannot be copied: ")
    assert found["a.sh"]["exit_code"] == 0


def test_a_mistake_of_ours_about_one_file_costs_no_other(
    sixfold: Sixfold, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def execute(root: Path, language: Language, snippet: Path, sandbox: Sandbox) -> Execution:
        if snippet.name == "b.sh":
            raise IndexError("tuple index out of range")
        return right_execute(root, language, snippet, sandbox)

    monkeypatch.setattr(runner_files, "execute", execute)
    code, _, err = sixfold("smoke", "--files", "a.sh", "b.sh", "--json", "files.json")
    assert (code, err) == (1, "")
    found = reports(project)
    message = "not run: a mistake of sixfold's own: IndexError: tuple index out of range"
    assert found["b.sh"]["findings"] == [message]
    assert found["a.sh"]["exit_code"] == 0


def test_results_are_written_as_they_come(sixfold: Sixfold, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    right = files_report.report

    def report(found: FileReport) -> str:
        # What has been written when a report is about to be shown.
        seen.append(written(project))
        return right(found)

    monkeypatch.setattr(files_report, "report", report)
    sixfold("smoke", "--files", "a.sh", "b.sh", "--json", "files.json", "--jobs", "1")
    assert [(content["complete"], len(content["files"])) for content in seen] == [(False, 1), (False, 2)]
    assert len(reports(project)) == 2


def test_what_ends_the_command_leaves_what_was_found(
    sixfold: Sixfold, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report(_: FileReport) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(files_report, "report", report)
    assert sixfold("smoke", "--files", "a.sh", "b.sh", "--json", "files.json", "--jobs", "1")[0] == 130
    assert [found["path"] for found in written(project)["files"]] == ["a.sh"]


def test_hostile_files_are_reported_in_characters_to_read(sixfold: Sixfold, project: Path) -> None:
    for name, text in HOSTILE.items():
        (project / name).write_text(text)
    code, out, err = sixfold("smoke", "--files", *HOSTILE, "--json", "files.json", "--junit", "j.xml")
    assert code == 1
    assert not {"\x1b", "\x07", "\r", "\u202e", "\x00"} & set(out + err)
    assert max(map(len, out.splitlines())) < 1000
    found = reports(project)
    assert found["kills itself.sh"]["exit_code"] == -9
    assert {name for name, report in found.items() if not report["ran"]} == set()
    # Nothing was said of failures that could not be met.
    assert {name: report["failures_shown"] for name, report in found.items() if report["failures_shown"]} == {}


def test_progress_is_told_where_nobody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr("sixfold.cli.terminal.time.monotonic", lambda: now[0])
    with Progress(4, hidden=False) as progress:
        for seconds in (1, 6, 7, 20):
            now[0] = float(seconds)
            progress.step()
    # Not before five seconds, not again within five, and not when all is done.
    assert capsys.readouterr().err.splitlines() == ["running: 2 of 4"]
    with Progress(2, hidden=True) as progress:
        now[0] = 100.0
        progress.step()
    assert capsys.readouterr().err == ""
