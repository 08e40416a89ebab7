"""`sixfold smoke --files` on six hand-written snippets of one call, each with a fault of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sixfold import project
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

FOLDER = ROOT / "tests/hand_written"
FILES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
CONTENTS = {path: path.read_bytes() for path in FILES}
SPLIT = (
    "files of this operation differ in ids, "
    f"set by {', '.join(str(path) for path in FILES if path.parent.name in ('java', 'php', 'py'))}; "
    f"not by {', '.join(str(path) for path in FILES if path.parent.name in ('curl', 'js', 'node'))}"
)
FAULTS = {
    "py": ["makes 2 calls; one is usual", SPLIT],
    "js": [
        "sends 'annotation_ids', a field that the request does not have",
        "sends its body as text/plain; expected application/json",
        "does not show a failure: wrong key, failure status, disconnect",
        SPLIT,
    ],
    "node": [
        "line 11: 'annotation_ids' reaches no request: DeleteAnnotationsRequest has no such field; did you mean 'ids'?",
        SPLIT,
    ],
    "java": ["does not show a failure: wrong key, failure status, disconnect", SPLIT],
    "php": ["sends no key", SPLIT],
    "curl": [SPLIT, "does not send input_ids, which 5 of 6 files of this operation send"],
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    for language in project.load_base(ROOT).languages:
        need(language)
    file = tmp_path_factory.mktemp("files") / "files.json"
    words = [sys.executable, "-m", "sixfold", "smoke", "--files", *map(str, FILES), "--json", str(file)]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert "6 files: 0 with nothing found, 6 with findings" in run.stdout
    return {report["language"]: report for report in json.loads(file.read_text())["files"]}


@pytest.mark.parametrize("language", FAULTS)
def test_its_fault_is_found(reports: dict[str, Any], language: str) -> None:
    findings = reports[language]["findings"]
    if language == "curl":
        # The shell's own words, about the line that it took for another command.
        assert findings.pop(0).startswith("ends with exit code 127: ")
    assert findings == FAULTS[language]


def test_the_files_are_left_as_they_are(reports: dict[str, Any]) -> None:
    assert len(reports) == 6
    assert sorted(path for path in FOLDER.glob("*/*") if path.is_file()) == FILES
    assert {path: path.read_bytes() for path in FILES} == CONTENTS


def test_what_each_sends_is_reported(reports: dict[str, Any]) -> None:
    assert {name: report["calls"] for name, report in reports.items() if name != "py"} == {
        name: ["DeleteAnnotations"] for name in ("curl", "java", "js", "node", "php")
    }
    assert reports["php"]["authorization"] == [None]
    assert reports["js"]["unknown_fields"] == ["annotation_ids"]
    assert reports["java"]["requests"][0]["ids"] == ["annotation-1", "annotation-2"]


def test_of_six_right_files_but_for_a_wide_delete_that_one_alone_is_named(tmp_path: Path) -> None:
    """The mistake that this project began with: the client drops a field, and what is left deletes all annotations."""
    loaded = repository()
    entry = next(
        found for found in loaded.entries if found.operation.id == "bulk_delete_annotations_input_annotation_ids"
    )
    files = []
    for number, snippet in enumerate(entry.snippets):
        need(snippet.form)
        text = (ROOT / snippet.path).read_text(encoding="utf-8")
        # All of them have ids of their own.
        for variable in entry.request.variables:
            text = text.replace(str(variable.example.value), f"{variable.name.lower()}-of-{number}")
        if snippet.language.name == "node":
            assert text.count("  ids: [") == 1
            text = text.replace("  ids: [", "  annotation_ids: [")
        file = tmp_path / snippet.language.name / f"delete_annotations.{snippet.language.extension}"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    words = [sys.executable, "-m", "sixfold", "smoke", "--files", *files]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    found = [line.strip().replace(f"{tmp_path}/", "") for line in run.stdout.splitlines()]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [
        line.strip()
        for line in readme.partition("```text\nnode/delete_annotations.js")[2].partition("```")[0].splitlines()
    ]
    assert [line for line in found if line.startswith("!")] == [line for line in shown if line.startswith("!")]
    assert found[-1] == shown[-1] == "6 files: 5 with nothing found, 1 with findings"


def test_a_missing_file_is_said_in_a_line(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "sixfold", "smoke", "--files", str(tmp_path / "gone.py")]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "no such file" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_of_the_specs_it_needs_the_api_alone(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/api.yaml").write_bytes((ROOT / "specs/api.yaml").read_bytes())
    for name in ("templates", ".runtimes"):
        (tmp_path / name).symlink_to(ROOT / name)
    right = "code_snippets/api-guide/annotate/curl/bulk_delete_annotations_input_annotation_ids.sh"
    words = [sys.executable, "-m", "sixfold", "smoke", "--files", str(ROOT / right)]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "DeleteAnnotations" in run.stdout
