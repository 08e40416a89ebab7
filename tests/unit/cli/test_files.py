"""`sixfold smoke --files`: no file, whatever it is or does, costs the reports of the others."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sixfold.cli import files_report, terminal
from sixfold.cli.terminal import Progress
from sixfold.language import Language
from sixfold.runner import FileReport, Given, hand_written_files
from sixfold.runner.execute import Execution, Manner
from sixfold.runner.execute import execute as right_execute
from sixfold.sandbox import Sandbox
from tests.support.commands import Sixfold
from tests.support.runtimes import need_program

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
    def execute(
        root: Path, language: Language, files: Sequence[Path], sandbox: Sandbox, *, manner: Manner
    ) -> Execution:
        if files[0].name == "b.sh":
            raise IndexError("tuple index out of range")
        return right_execute(root, language, files, sandbox, manner=manner)

    monkeypatch.setattr(hand_written_files, "execute", execute)
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


def test_progress_is_told_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    more = threading.Condition()

    def say_line(text: str, *, error: bool = False) -> None:
        assert error
        with more:
            told.append(text)
            more.notify()

    monkeypatch.setattr(terminal, "say_line", say_line)
    monkeypatch.setattr(terminal, "_EVERY", 0.01)
    with Progress(4, hidden=False) as progress:
        for line in ("running: 0 of 4", "running: 1 of 4"):
            # That nothing has come is told too.
            with more:
                assert more.wait_for(lambda line=line: line in told, 60)  # type: ignore[misc]  # it is called here
            progress.step()
    assert not [thread for thread in threading.enumerate() if "_tell" in thread.name]
    told.clear()
    with Progress(2, hidden=True) as progress:
        progress.step()
    assert told == []


def test_a_folder_is_refused_before_anything_is_run(sixfold: Sixfold, project: Path) -> None:
    (project / "folder").mkdir()
    code, out, err = sixfold("smoke", "--files", "a.sh", "folder", "gone.sh")
    assert (code, out) == (1, "")
    assert err == "folder: is a folder; name the files in it\ngone.sh: no such file\n"


def test_a_variable_and_what_stands_beside_are_given(sixfold: Sixfold, project: Path) -> None:
    folder = project / "beside"
    for name in ("data/inner/x.txt", "helper.sh", "a.sh"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("echo never\n" if name == "a.sh" else f"echo {name}\n")
    (folder / "helper.sh").chmod(0o755)
    (folder / "large.bin").write_bytes(b"x" * (2 << 20))
    (folder / "data/link").symlink_to("inner/x.txt")
    (project / "a.sh").write_text(
        "cat data/inner/x.txt data/link && ./helper.sh && wc -c < large.bin && echo $KEY >&2 || exit 1\n"
        "echo changed > data/inner/x.txt || exit 2\n"
        "! echo changed > large.bin || exit 4\n"
        "exit 3\n"
    )
    words = ("--with", "beside", "--env", "KEY=some words=x", "--json", "files.json", "--junit", "j.xml")
    assert sixfold("smoke", "--files", "a.sh", *words)[0] == 1
    finding = reports(project)["a.sh"]["findings"][0]
    assert finding.startswith("ends with exit code 3: "), finding
    # A run has its own copies, and can only read what is too large for one.
    assert (folder / "data/inner/x.txt").read_text() == "echo data/inner/x.txt\n"
    assert (folder / "large.bin").stat().st_size == 2 << 20


def test_of_two_folders_of_packages_a_run_sees_both(tmp_path: Path) -> None:
    for name in (
        "own/packages/a",
        "own/packages/@x/a",
        "client/packages/a",
        "client/packages/@x/b",
        "client/packages/c",
    ):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "of").write_text(name)
    work = tmp_path / "work"
    work.mkdir()
    given = Given.of((), (tmp_path / "own",), ())
    given.lay_out(work, {"packages": tmp_path / "client/packages", "other": tmp_path / "client/packages"}, {"x.sh"})
    found = {path.relative_to(work).as_posix(): path.read_text() for path in sorted(work.glob("packages/**/of"))}
    found |= {f"packages/@x/{name}/of": (work / f"packages/@x/{name}/of").read_text() for name in "ab"}
    found |= {f"packages/{name}/of": (work / f"packages/{name}/of").read_text() for name in "ac"}
    assert found == {
        "packages/a/of": "own/packages/a",
        "packages/@x/a/of": "own/packages/@x/a",
        "packages/@x/b/of": "client/packages/@x/b",
        "packages/c/of": "client/packages/c",
    }
    assert (work / "other").readlink() == tmp_path / "client/packages"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--env", "KEY"), "--env KEY: expected NAME=VALUE, a name of letters, digits and '_'"),
        (("--env", "1=x"), "--env 1=x: expected NAME=VALUE"),
        (("--env", "https_proxy=x"), "--env https_proxy: a run is led to the sandbox by it"),
        (("--env", "No_Proxy=*"), "--env No_Proxy: a run is led to the sandbox by it"),
        (("--env", "CURL_CA_BUNDLE=x"), "--env CURL_CA_BUNDLE: a run is led to the sandbox by it"),
        (("--env", "HOME=x"), "--env HOME: a run is led to the sandbox by it"),
        (("--env", "A=1", "--env", "A=2"), "--env A: is given twice"),
        (("--with", "out"), "leads out of out; a run is given what is in it, and nothing else"),
        (("--with", "pipe"), "is neither a file nor a folder; a run cannot be given it"),
        (("--with", "one", "--with", "two"), "two: holds x, as "),
    ],
)
def test_what_cannot_be_given_is_refused_before_anything_is_run(
    sixfold: Sixfold, project: Path, words: tuple[str, ...], message: str
) -> None:
    for name in ("out", "pipe", "one", "two"):
        (project / name).mkdir()
    (project / "out/x").symlink_to("/etc/passwd")
    os.mkfifo(project / "pipe/x")
    for name in ("one", "two"):
        (project / name / "x").touch()
    code, out, err = sixfold("smoke", "--files", "a.sh", *words)
    assert (code, out) == (1, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_what_is_given_is_for_files_alone(sixfold: Sixfold, project: Path) -> None:
    (project / "one").mkdir()
    code, _, err = sixfold("smoke", "--env", "A=1", "--with", "one")
    assert code == 2
    assert "without --files published snippets are run as they are; --env and --with would have no effect" in err
    assert sixfold("smoke", "--files", "a.sh", "--with", "gone")[0] == 2


def test_a_given_value_is_called_by_its_variable() -> None:
    given = Given({"KEY": "s3cret-value", "LONG": "s3cret-value-2", "SHORT": "me", "NONE": ""})
    assert given.concealed("Key s3cret-value of me") == "Key $KEY of me"
    assert given.concealed("s3cret-value-2") == "$LONG"
    assert given.concealed("Key me", at_least=1) == "Key $SHORT"


def test_no_report_holds_a_given_value(sixfold: Sixfold, project: Path) -> None:
    need_program("curl")
    target = "https://api.clarifai.com/v2/users/me/apps/$KEY/inputs/a"
    (project / "a.sh").write_text(
        f'curl -sX DELETE "{target}" -H "Authorization: Key $KEY"; echo "Error: no $KEY" >&2; exit 3\n'
    )
    words = ("--env", "KEY=s3cret-value", "--json", "files.json", "--junit", "j.xml", "--html", "page.html")
    _, out, err = sixfold("smoke", "--files", "a.sh", *words)
    found = reports(project)["a.sh"]
    assert found["requests"][0]["user_app_id"]["app_id"] == "$KEY"
    assert found["authorization"] == ["Key $KEY"]
    assert "Error: no $KEY" in found["findings"][0]
    texts = (out, err, *((project / name).read_text() for name in ("files.json", "j.xml", "page.html")))
    assert not [text for text in texts if "s3cret" in text]


@pytest.mark.parametrize(
    ("program", "need"),
    [
        (
            "cat x.png > y; echo done\n",
            "needs the file x.png (line 1); give the folder that holds it with --with FOLDER",
        ),
        ("no-such-x --all; echo done\n", "needs the program no-such-x (line 1); install it on this machine"),
        ("echo 'a right file says what it likes of x.png' >&2\n", None),
    ],
)
def test_what_a_file_lacks_is_told_though_it_goes_on(
    sixfold: Sixfold, project: Path, program: str, need: str | None
) -> None:
    need_program("bash")
    (project / "a.sh").write_text(program)
    sixfold("smoke", "--files", "a.sh", "--json", "files.json")
    found = reports(project)["a.sh"]
    assert (found["exit_code"], found["findings"][0] if need else None) == (0, need)
