"""Installed clients are asked, and their files follow: only what they say, only where such a file stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sixfold import install
from sixfold.clients import ask
from sixfold.errors import Problems, SixfoldError
from sixfold.language import Language, load_languages
from tests.support.commands import Sixfold

Says = Callable[[Path, Language], tuple[str, str]]
NODE = "templates/node/client.yaml"


@pytest.fixture
def wanted(project: Path) -> list[Language]:
    """Give the languages of the project that have a client library."""
    problems = Problems()
    found = [language for language in load_languages(project, problems) if language.describe]
    problems.raise_any()
    return found


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """Put answers in the place of clients; each that is not told knows one RPC, in its pinned version."""
    answers: dict[str, tuple[str, str]] = {}

    def description(_root: Path, language: Language) -> tuple[str, str]:
        known = {"version": language.client_version, "rpcs": {"One": "x.One"}, "messages": {"x.One": ["b", "a"]}}
        return answers.get(language.name, (json.dumps(known), ""))

    monkeypatch.setattr(install, "description", description)
    monkeypatch.setattr(install, "is_installed", lambda _root, language: answers.get(language.name) != ("", "missing"))
    return answers


@pytest.mark.usefixtures("says")
def test_each_file_becomes_what_its_client_says(project: Path, wanted: list[Language]) -> None:
    changes = {change.path: change for change in ask(project, wanted)}
    assert set(changes) == {language.client_file for language in wanted}
    assert changes[NODE].before == (project / NODE).read_bytes()
    assert (changes[NODE].after or b"").endswith(b"rpcs:\n  One: x.One\nmessages:\n  x.One:\n    - a\n    - b\n")


def test_every_client_that_does_not_answer_is_told(
    project: Path, wanted: list[Language], says: dict[str, tuple[str, str]]
) -> None:
    old = json.dumps({"version": "0.1", "rpcs": {}, "messages": {}})
    says |= {"py": ("", "no such program"), "node": ("{}", ""), "java": (old, ""), "php": ("", "missing")}
    with pytest.raises(SixfoldError) as raised:
        ask(project, wanted)
    found = dict(line.split(": ", 1) for line in str(raised.value).splitlines())
    assert found["py"] == "no such program"
    assert found["node"].startswith(
        "templates/node/language.yaml: client.describe: the command printed something else: "
    )
    assert "; 0.1 is installed; change the pin there and in the client's manifest, or install" in found["java"]
    assert found["php"] == "its client library is missing; run: sixfold install --language php"


@pytest.mark.usefixtures("says")
def test_what_is_no_client_file_is_never_written_over(project: Path, wanted: list[Language]) -> None:
    (project / NODE).write_text("mine: true\n")
    with pytest.raises(SixfoldError, match=f"^{NODE}: "):
        ask(project, wanted)
    (project / NODE).unlink()
    assert next(change for change in ask(project, wanted) if change.path == NODE).before is None


@pytest.mark.usefixtures("says")
def test_the_verb_shows_what_is_wrong_and_writes_it_when_not_only_asked(
    sixfold: Sixfold, project: Path, wanted: list[Language]
) -> None:
    before = (project / NODE).read_bytes()
    code, out, err = sixfold("clients", "--trust", "--check")
    assert (code, err, (project / NODE).read_bytes()) == (1, "", before)
    count = len(wanted)
    assert f"{count} of {count} files are not what the clients say; to mend them run: sixfold clients" in out
    assert f"--- a/{NODE}\n+++ b/{NODE}\n" in out
    assert "+  One: x.One\n" in out
    assert sixfold("clients", "-q") == (0, "", "")
    assert b"  One: x.One\n" in (project / NODE).read_bytes()
    assert sixfold("clients", "-q", "--check") == (0, "", "")
