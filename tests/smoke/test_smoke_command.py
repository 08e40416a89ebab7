"""``sixfold smoke`` end to end: what it writes, how shards add up, and what it refuses to call good."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sixfold.errors import SixfoldError
from sixfold.project import Project
from sixfold.reading import digest
from sixfold.runner.execute import execute
from sixfold.sandbox import Endpoint, Sandbox, behaviour_of
from tests.smoke.mutants import EVERY, ONE
from tests.support.commands import SixfoldProcess
from tests.support.projects import ROOT
from tests.support.runtimes import need

FAST = ("--language", "curl", "--language", "php")
FOLDER = "code_snippets/api-guide/annotate"
SPEC = "specs/api-guide/annotate/delete-annotations.yaml"
CURL_ONE = f"{FOLDER}/curl/{ONE}.sh"
SCENARIOS = ["success", "wrong key", "unknown id", "failure status", "disconnect"]


@pytest.fixture(autouse=True)
def runtimes(loaded: Project) -> None:
    for language in loaded.languages:
        if language.name in FAST:
            need(language)


def read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def without_times(content: Mapping[str, Any]) -> dict[str, Any]:
    results = [{**result, "seconds": None} for result in content["results"]]
    return {**content, "started": None, "results": results}


def edit(file: Path, found: str, put: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(found) == 1
    file.write_text(text.replace(found, put), encoding="utf-8")


def expect_failure(root: Path, until: str) -> None:
    """Let the spec of the project expect that cURL fails in the first operation."""
    first = "      annotation_id: $ANNOTATION_ID\n    irreversible: true\n"
    expected = "    expected_failures: [{language: curl, reason: the key is being replaced, until: %s}]\n"
    edit(root / SPEC, first, first + expected % until)


def with_another_key(root: Path) -> None:
    edit(root / CURL_ONE, "Authorization: Key YOUR_PAT_HERE", "Authorization: Key ANOTHER")


def keys(content: dict[str, Any]) -> list[tuple[str, str]]:
    return [(operation, language) for operation, found in content["published"].items() for language in found]


def test_json_says_what_was_run_with_what_and_what_came_of_it(sixfold: SixfoldProcess, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    run = sixfold("smoke", *EVERY, *FAST, "--json", file)
    assert run.returncode == 0, run.stdout + run.stderr
    content = read(file)
    assert content["definition"] == "clarifai-grpc 12.6.0"
    assert content["shards"] == ["1/1"]
    assert keys(content) == [(result["operation"], result["language"]) for result in content["results"]]
    assert len(content["results"]) == 6
    assert content["runtimes"].keys() == {"curl", "php"}
    assert content["runtimes"]["php"]["client"] == "clarifai/clarifai-php-grpc 12.6.0"
    assert content["runtimes"]["curl"]["runtime"].startswith("curl ")
    for result in content["results"]:
        assert result["verdict"] == "held"
        assert result["reasons"] == []
        assert result["scenarios"] == SCENARIOS
        assert "seconds" not in result
        assert result["day"] == content["started"].partition("T")[0]
        assert result["files"] == {path: digest((ROOT / path).read_bytes()) for path in result["files"]}
        assert result["message"]["user_app_id"] == {"user_id": "YOUR_USER_ID_HERE", "app_id": "YOUR_APP_ID_HERE"}
    assert "6 published = 6 held + 0 expected failures" in run.stdout


def test_languages_of_one_operation_send_the_same_message(sixfold: SixfoldProcess, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    assert sixfold("smoke", ONE, *FAST, "--quiet", "--json", file).returncode == 0
    first, second = read(file)["results"]
    assert {first["language"], second["language"]} == {"curl", "php"}
    assert first["message"] == second["message"]


def test_quiet_says_nothing_where_all_holds(sixfold: SixfoldProcess) -> None:
    run = sixfold("smoke", ONE, "--language", "curl", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_junit_has_a_case_a_snippet_and_a_failure_with_its_reasons(
    sixfold: SixfoldProcess, copied: Path, tmp_path: Path
) -> None:
    with_another_key(copied)
    file = tmp_path / "junit.xml"
    run = sixfold("smoke", ONE, *FAST, "--junit", file, root=copied)
    assert run.returncode == 1
    suite = ET.parse(file).getroot()  # noqa: S314 - the command under test wrote it
    assert (suite.tag, suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("testsuite", "2", "1", "0")
    cases = {case.get("classname"): case for case in suite.iter("testcase")}
    assert cases.keys() == {"curl", "php"}
    assert all(case.get("name") == ONE for case in cases.values())
    assert cases["curl"].get("file") == CURL_ONE
    assert cases["php"].find("failure") is None
    failure = cases["curl"].find("failure")
    assert failure is not None
    assert "sent the authorization 'Key ANOTHER'; expected 'Key YOUR_PAT_HERE'" in str(failure.text)


def test_three_shards_merged_give_what_one_run_gives(sixfold: SixfoldProcess, tmp_path: Path) -> None:
    whole, merged = tmp_path / "whole.json", tmp_path / "merged.json"
    parts = [tmp_path / f"{number}.json" for number in (1, 2, 3)]
    assert sixfold("smoke", *EVERY, *FAST, "--json", whole).returncode == 0
    for number, part in enumerate(parts, 1):
        run = sixfold("smoke", *EVERY, *FAST, "--shard", f"{number}/3", "--json", part)
        assert run.returncode == 0, run.stdout + run.stderr
    ran = [(result["operation"], result["language"]) for part in parts for result in read(part)["results"]]
    assert sorted(ran) == sorted(keys(read(whole)))
    # The order of the files does not matter.
    run = sixfold("smoke", "--merge", *reversed(parts), "--json", merged)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "6 published = 6 held + 0 expected failures" in run.stdout
    assert without_times(read(merged)) == without_times(read(whole))
    assert read(merged)["started"] == min(read(part)["started"] for part in parts)


def test_an_expected_failure_is_counted(sixfold: SixfoldProcess, copied: Path, tmp_path: Path) -> None:
    with_another_key(copied)
    expect_failure(copied, "2999-12-31")
    file, junit = tmp_path / "results.json", tmp_path / "junit.xml"
    run = sixfold("smoke", ONE, *FAST, "--json", file, "--junit", junit, root=copied)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 published = 1 held + 1 expected failures" in run.stdout
    assert {result["language"]: result["verdict"] for result in read(file)["results"]} == {
        "curl": "expected failure",
        "php": "held",
    }
    assert ET.parse(junit).getroot().get("failures") == "0"  # noqa: S314 - the command under test wrote it


def test_a_shard_with_an_expected_failure_is_good(sixfold: SixfoldProcess, copied: Path) -> None:
    with_another_key(copied)
    expect_failure(copied, "2999-12-31")
    run = sixfold("smoke", ONE, "--language", "curl", "--shard", "1/1", root=copied)
    assert "1 published = 0 held + 1 expected failures" in run.stdout
    assert run.returncode == 0, run.stdout + run.stderr


def test_an_expected_failure_that_holds_fails(sixfold: SixfoldProcess, copied: Path) -> None:
    expect_failure(copied, "2999-12-31")
    run = sixfold("smoke", ONE, "--language", "curl", root=copied)
    assert run.returncode == 1
    assert "holds, though the spec expects a failure (the key is being replaced)" in run.stdout


def test_an_expected_failure_ends_on_its_date(sixfold: SixfoldProcess, copied: Path) -> None:
    with_another_key(copied)
    expect_failure(copied, "2020-01-31")
    run = sixfold("smoke", ONE, "--language", "curl", root=copied)
    assert run.returncode == 1
    assert "its expected failure ended on 2020-01-31: the key is being replaced" in run.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("delete_everything",), "no operation 'delete_everything'; did you mean 'delete_"),
        (("--language", "perl"), "no language 'perl'; expected one of: curl, java, js, node, php, py"),
    ],
)
def test_an_unknown_name_is_refused(sixfold: SixfoldProcess, words: tuple[str, ...], message: str) -> None:
    run = sixfold("smoke", *words)
    assert run.returncode == 2
    assert message in run.stderr
    assert "held" not in run.stdout


def test_a_missing_runtime_fails_and_is_named(sixfold: SixfoldProcess, tmp_path: Path) -> None:
    for program in ("bash", "curl"):
        found = shutil.which(program)
        assert found
        (tmp_path / program).symlink_to(found)
    file, junit = tmp_path / "results.json", tmp_path / "junit.xml"
    run = sixfold("smoke", ONE, *FAST, "--json", file, "--junit", junit, environment={"PATH": str(tmp_path)})
    assert run.returncode == 1
    lacking = "its runtime or client library is missing: php, phpize, g++, grpc_php_plugin, dpkg-source"
    assert run.stderr == f"not run: php: {lacking}; run: sixfold install --language php\n"
    assert "2 published = 1 held + 0 expected failures does not hold: 0 failed, 1 not run" in run.stdout
    verdicts = {result["language"]: (result["verdict"], result["scenarios"]) for result in read(file)["results"]}
    assert verdicts == {"curl": ("held", SCENARIOS), "php": ("not run", [])}
    assert read(file)["runtimes"]["php"]["runtime"] == "not started"
    suite = ET.parse(junit).getroot()  # noqa: S314 - the command under test wrote it
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "0", "1")


def test_a_missing_client_library_fails_and_is_named(sixfold: SixfoldProcess, copied: Path) -> None:
    (copied / ".runtimes").unlink()
    run = sixfold("smoke", ONE, *FAST, "--quiet", "--shard", "1/1", root=copied)
    assert (run.returncode, run.stderr) == (1, "")
    reason = "its runtime or client library is missing; run: sixfold install --language php"
    assert run.stdout == f"not run: PHP (gRPC) (1): {reason}\n"


def test_a_missing_snippet_fails_and_is_named(sixfold: SixfoldProcess, copied: Path) -> None:
    (copied / CURL_ONE).unlink()
    run = sixfold("smoke", ONE, "--language", "curl", root=copied)
    assert run.returncode == 1
    assert run.stderr == f"{CURL_ONE}: cannot be read: No such file or directory; run: sixfold generate\n"


def test_a_snippet_that_vanishes_meanwhile_is_named(copied: Path, loaded: Project) -> None:
    (curl,) = (language for language in loaded.languages if language.name == "curl")
    expected = "cannot be copied: No such file or directory; expected the file to stay in place until the run ends"
    with (
        Sandbox(
            loaded.definition,
            behaviour_of(loaded.root, loaded.definition, loaded.api.status),
            Endpoint.of(loaded.api, None),
        ) as sandbox,
        pytest.raises(SixfoldError, match=re.escape(f"{copied / 'gone.sh'}: {expected}")),
    ):
        execute(copied, curl, [copied / "gone.sh"], sandbox)


def test_a_published_file_edited_by_hand_fails(sixfold: SixfoldProcess, copied: Path) -> None:
    edit(copied / CURL_ONE, "/annotations/0d7b8e5c41f24a6f9c3e6a2b9d8f1e70'", "'")
    run = sixfold("smoke", ONE, "--language", "curl", "--quiet", root=copied)
    assert run.returncode == 1
    assert "called DeleteInput; expected DeleteAnnotation" in run.stdout
    assert "deleted what it does not name" in run.stdout
