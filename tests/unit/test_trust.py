"""What a language's folder may start is shown, and starts only after a yes that is kept outside of the project."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest

from sixfold import trust
from sixfold.cli.consent import consent
from sixfold.errors import Problems, SixfoldError
from sixfold.language import load_languages
from sixfold.language.runtime import Runtime
from sixfold.shipping import shipped_project
from tests.support.commands import Sixfold
from tests.support.projects import ROOT, change

FACTS = "templates/curl/language.yaml"
STARTS_NOTHING = {"empty", "plain", "failure_outputs", "timeout", "page", "hidden", "frame", "named_after"}


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config/sixfold/trusted.json"


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note what would be started, and start nothing."""
    ran: list[object] = []

    def start(words: object, *_: object, **__: object) -> None:
        ran.append(words)
        raise FileNotFoundError(2, "started by a test", "x")

    monkeypatch.setattr(subprocess.Popen, "__init__", start)
    monkeypatch.setattr(subprocess.Popen, "__del__", lambda _: None)
    return ran


@pytest.fixture
def strange(project: Path) -> Path:
    """Make cURL's language a stranger's: it starts another program."""
    change(project / FACTS, "run: [bash,", "run: [sh,")
    return project


def unknown(project: Path, answers: Path) -> list[str]:
    problems = Problems()
    languages = load_languages(project, problems)
    problems.raise_any()
    every = [form for language in languages for form in language.forms]
    return [language.name for language in trust.untrusted(project, every, answers)]


def test_the_folders_of_this_repository_are_known() -> None:
    known = Path(trust.__file__).with_name(trust.OWN).read_text(encoding="utf-8")
    with shipped_project() as shipped:
        assert known == trust.own_text(ROOT, shipped), "run: make own"


def test_what_the_tool_ships_is_trusted_in_a_new_project(project: Path, answers: Path) -> None:
    with shipped_project() as shipped:
        ours = {path.parent.name for path in (shipped / "templates").glob("*/language.yaml")}
        for name in (*ours, "node_rest", "java_rest"):
            shutil.rmtree(project / "templates" / name, ignore_errors=True)
        shutil.copytree(shipped / "templates", project / "templates", dirs_exist_ok=True)
    assert unknown(project, answers) == []


def test_a_copy_of_them_is_trusted_wherever_it_is(project: Path, answers: Path) -> None:
    assert unknown(project, answers) == []


def test_another_name_or_content_is_not(project: Path, answers: Path) -> None:
    (project / "templates/php/more").write_text("x")
    assert unknown(project, answers) == ["php"]
    shutil.copytree(project / "templates/curl", project / "templates/other")
    text = (project / "templates/other/language.yaml").read_text().replace("tab: 6\nlabel: ", "tab: 999\nlabel: Other ")
    (project / "templates/other/language.yaml").write_text(text)
    assert unknown(project, answers) == ["php", "other"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("run: [bash,", "run: [sh,"),
        ("syntax: [bash,", "syntax: [sh,"),
        ("version: [curl,", "version: [sh,"),
        ("bash: bash}", "bash: zsh}"),
        ("  plain: true", "  packages: [more]\n  plain: true"),
        ("  plain: true", "  install: [sh]\n  plain: true"),
        ("  plain: true", "  linked: [more]\n  plain: true"),
        ("  plain: true", "  optional: {more: more}\n  plain: true"),
        ("  plain: true", "  environment: {LD_PRELOAD: x}\n  plain: true"),
        ("  plain: true", "  warm_process: {start: [sh, '{socket}'], variable: A}\n  plain: true"),
        ("  plain: true", "  prepared: {make: [sh, '{prepared}'], run: [bash, '{prepared}']}\n  plain: true"),
        ("route: {", "route: {MORE: x, "),
        ("  plain: true", "  http_libraries: {route: {MORE: x}}\n  plain: true"),
        ("  plain: true", "  http_libraries: {run: [sh, '{snippet}'], route: {A: x}}\n  plain: true"),
        ("  package: curl", "  package: curl\n  version: '1'\n  describe: [sh]"),
    ],
)
def test_whatever_starts_something_asks_anew(project: Path, answers: Path, old: str, new: str) -> None:
    change(project / FACTS, old, new)
    assert unknown(project, answers) == ["curl"]


def test_every_fact_of_a_runtime_is_looked_at(project: Path) -> None:
    (curl,) = (language for language in load_languages(project, Problems()) if language.name == "curl")
    shown = "\n".join(trust.powers(curl))
    assert "bash '{snippet}'" in shown
    assert {field.name for field in fields(Runtime)} == STARTS_NOTHING | {
        *(
            "programs",
            "packages",
            "optional",
            "install",
            "version",
            "syntax",
            "run",
            "linked",
            "environment",
            "route",
            "warm_process",
            "prepared",
            "http_libraries",
        )
    }


def test_each_command_and_each_variable_is_shown_in_words(project: Path) -> None:
    more = (
        "packages: [more]",
        "optional: {quick: quicker}",
        "install: [inst]",
        "environment: {EVERY: x}",
        "warm_process: {start: [warm, '{socket}'], variable: A}",
        "http_libraries: {run: [lib, '{snippet}'], route: {LED: y}}",
    )
    change(project / FACTS, "  plain: true", "\n  ".join(("  plain: true", *more)))
    change(project / FACTS, "  package: curl", "  package: curl\n  version: '1'\n  describe: [desc]")
    (curl,) = (language for language in load_languages(project, Problems()) if language.name == "curl")
    assert trust.powers(curl) == [
        "install Debian's packages, as root: bash, curl, more, quicker",
        "install its client library: inst",
        "ask for the version of its runtime: curl --version",
        "ask what its client library knows: desc",
        "parse a snippet: bash -n '{snippet}'",
        "run a snippet: bash '{snippet}'",
        "keep a process for many runs: warm '{socket}'",
        "run what uses an HTTP library: lib '{snippet}'",
        "give each of these the variable EVERY=x",
        "give a run the variable https_proxy='{proxy}'",
        "give a run the variable CURL_CA_BUNDLE='{authority}'",
        "give a run of what uses an HTTP library the variable LED=y",
    ]


@pytest.mark.parametrize(
    "name", ["install.sh", "deep/er.sh", "requirements.txt", "requirements.in", ".hidden", "json.pyc"]
)
def test_a_changed_file_asks_anew(strange: Path, answers: Path, name: str) -> None:
    file = strange / "templates/curl" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("one")
    languages = [language for language in load_languages(strange, Problems()) if language.name == "curl"]
    trust.agree(strange, languages, answers)
    assert unknown(strange, answers) == []
    file.write_text("two")
    assert unknown(strange, answers) == ["curl"]


@pytest.mark.parametrize("name", ["snippet.sh.j2", "part.j2", "client.yaml", "deep/part.j2"])
@pytest.mark.parametrize("word", ["{source}", "{source}/", "{source}/*", "--in={source}/deep"])
def test_where_a_command_may_name_any_file_each_asks_anew(strange: Path, answers: Path, name: str, word: str) -> None:
    change(strange / FACTS, "  package: curl", f"  package: curl\n  version: '1'\n  describe: [sh, '{word}']")
    file = strange / "templates/curl" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("one")
    languages = [language for language in load_languages(strange, Problems()) if language.name == "curl"]
    trust.agree(strange, languages, answers)
    assert f"use the file templates/curl/{name} " in "\n".join(trust.powers(languages[0]))
    file.write_text("two")
    assert unknown(strange, answers) == ["curl"]


@pytest.mark.parametrize(
    "change_of", ["label: cURL", "tab: 6", "fence: bash", "plain: true", "failure_outputs: [stdout]"]
)
def test_what_starts_nothing_does_not(strange: Path, answers: Path, change_of: str) -> None:
    languages = [language for language in load_languages(strange, Problems()) if language.name == "curl"]
    trust.agree(strange, languages, answers)
    changed = {"tab: 6": "tab: 60", "plain: true": "plain: false", "failure_outputs: [stdout]": "timeout: 5"}
    change(strange / FACTS, change_of, changed.get(change_of, f"{change_of}x"))
    (strange / "templates/curl/snippet.sh.j2").write_text("changed")
    assert unknown(strange, answers) == []


@pytest.mark.parametrize("words", [("install",), ("smoke",), ("smoke", "--files", "a.sh"), ("clients",)])
def test_a_strangers_project_is_refused_before_anything_starts(
    sixfold: Sixfold, strange: Path, answers: Path, started: list[object], words: tuple[str, ...]
) -> None:
    change(strange / FACTS, "  package: curl", "  package: curl\n  version: '1'\n  describe: [sh, \"evil\\e[2Jline\"]")
    shutil.copy(strange / "templates/py/client.yaml", strange / "templates/curl")
    text = (strange / "templates/curl/client.yaml").read_text().replace("12.6.0", "1")
    (strange / "templates/curl/client.yaml").write_text(text)
    (strange / "a.sh").write_text("curl")
    code, out, err = sixfold(*words)
    assert (code, out, started) == (1, "", [])
    assert "templates/curl may, with your rights:\n" in err
    assert "run a snippet: sh '{snippet}'" in err
    assert "evil\\x1b[2Jline" in err
    assert "give a run the variable https_proxy='{proxy}'" in err
    assert err.endswith("nothing was started; read it, and the files that it names; then run this again with --trust\n")
    assert not answers.exists()


def test_a_project_cannot_say_yes_for_itself(strange: Path, answers: Path) -> None:
    key = str(strange.resolve())
    for place in ("trusted.json", ".config/sixfold/trusted.json", "own.json", "templates/curl/own.json"):
        (strange / place).parent.mkdir(parents=True, exist_ok=True)
        (strange / place).write_text(json.dumps({key: {"curl": "x"}, "curl": "x"}))
    assert "curl" in unknown(strange, answers)


def test_a_yes_is_kept_for_this_project_and_this_content(sixfold: Sixfold, strange: Path, answers: Path) -> None:
    # That nothing can be started here comes after.
    _, _, err = sixfold("install", "--trust", "--language", "curl")
    assert "run a snippet: sh '{snippet}'" in err
    assert "nothing was started" not in err
    assert answers.stat().st_mode & 0o077 == 0
    _, _, err = sixfold("install", "--language", "curl")
    assert "may, with your rights" not in err
    change(strange / FACTS, "run: [sh,", "run: [dash,")
    code, _, err = sixfold("install", "--language", "curl")
    assert code == 1
    assert "run a snippet: dash '{snippet}'" in err
    other = strange.with_name("other")
    shutil.copytree(strange, other)
    assert unknown(other, answers) == ["curl"]


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked(
    sixfold: Sixfold, strange: Path, answers: Path, monkeypatch: pytest.MonkeyPatch, *, answer: bool
) -> None:
    monkeypatch.setattr("sixfold.cli.terminal.sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("sixfold.cli.terminal.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: answer)
    code, _, err = sixfold("install", "--language", "curl")
    assert "run a snippet: sh '{snippet}'" in err
    assert (code, err.endswith("nothing was started\n")) == (1, not answer)
    assert unknown(strange, answers) == ([] if answer else ["curl"])


def test_answers_of_others_stay(strange: Path, answers: Path) -> None:
    answers.parent.mkdir(parents=True)
    answers.write_text('{"/another": {"toy": "digest"}}')
    languages = [language for language in load_languages(strange, Problems()) if language.name == "curl"]
    trust.agree(strange, languages, answers)
    assert json.loads(answers.read_text())["/another"] == {"toy": "digest"}
    assert [file.name for file in answers.parent.iterdir()] == ["trusted.json"]


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"a": 1}', b"[" * 100_000, b" " * (1 << 21)])
def test_answers_that_are_none_are_no_yes(strange: Path, answers: Path, content: bytes) -> None:
    answers.parent.mkdir(parents=True)
    answers.write_bytes(content)
    assert unknown(strange, answers) == ["curl"]
    with pytest.raises(SixfoldError, match=r"trusted.json: .*expected the answers that sixfold keeps there"):
        trust.agree(strange, [], answers)
    assert answers.read_bytes() == content


def test_an_answer_that_cannot_be_kept_is_said(strange: Path, answers: Path) -> None:
    answers.parent.parent.write_text("a file in its way")
    with pytest.raises(SixfoldError, match=r"trusted.json: cannot be (read|written): "):
        trust.agree(strange, [], answers)


@pytest.mark.parametrize("trusting", [True, False])
def test_a_command_that_says_yes_itself_goes_on_where_its_answer_cannot_be_kept(
    strange: Path, answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, trusting: bool
) -> None:
    answers.parent.parent.write_text("a file in its way")
    monkeypatch.setattr("sixfold.cli.consent.can_ask", lambda: True)
    monkeypatch.setattr("sixfold.cli.consent.ask", lambda _: True)
    languages = [language for language in load_languages(strange, Problems()) if language.name == "curl"]
    refused = contextlib.nullcontext() if trusting else pytest.raises(SixfoldError, match=r"trusted\.json: cannot be")
    with refused:
        consent(strange, languages, trusting=trusting)
    assert ("trusted.json: cannot be" in capsys.readouterr().err) is trusting


@pytest.mark.parametrize("words", [("generate",), ("check",), ("coverage",), ("new", "DeleteSearch"), ("--help",)])
def test_no_other_verb_starts_anything(
    sixfold: Sixfold, strange: Path, started: list[object], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (strange / "templates/curl/install.sh").write_text("exit 1")
    for name in ("system", "execv", "execve", "posix_spawn", "fork"):
        monkeypatch.setattr(os, name, lambda *_: started.append("started"))
    _, _, err = sixfold(*words)
    assert "may, with your rights" not in err
    assert started == []
