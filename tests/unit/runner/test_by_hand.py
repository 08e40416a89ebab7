"""A person tries snippets as they are run: with their data and key, from an environment that leads nowhere else."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.project import Project
from sixfold.runner import copy_command, run_command, sandbox_of
from sixfold.sandbox import ProxySettings
from sixfold.snippet import Snippet
from tests.support.projects import ROOT, add_several_files

REACH = ProxySettings("http://[::1]:1", "http://[::1]:2", Path("/run/ca.pem"), Path("/run/ca.p12"), "open", "spki")


@pytest.fixture
def loaded(project: Path) -> Project:
    (project / "specs/sandbox.yaml").write_text((ROOT / "specs/sandbox.yaml").read_text())
    return pipeline.load(project)


def snippet_in(loaded: Project, language: str) -> Snippet:
    return next(snippet for snippet in loaded.snippets if snippet.key.language == language)


def test_a_stand_in_holds_what_the_operations_name(loaded: Project) -> None:
    one = {str(resource) for resource in sandbox_of(loaded, loaded.entries[:1]).store.resources}
    both = {str(resource) for resource in sandbox_of(loaded, loaded.entries).store.resources}
    assert "annotation 'note' of input 'in-1' of app 'zoo' of user 'ann'" in one
    assert "input 'in-2' of app 'zoo' of user 'ann'" in both - one
    assert one < both


def test_copies_are_of_every_form_of_each_operation_once(loaded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = loaded.root / "code_snippets/guide/*"
    assert copy_command(loaded.root, loaded.entries[0].snippets) == f'cd "$(mktemp -d)" && cp {folder}/delete_one.* .'
    monkeypatch.chdir(loaded.root)
    found = copy_command(Path(), loaded.snippets)
    assert found == f'cd "$(mktemp -d)" && cp {folder}/delete_one.* {folder}/delete_some.* .'


def test_a_command_begins_with_an_empty_environment(loaded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/java")
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("CLARIFAI_PAT", "secret")
    words = shlex.split(run_command(loaded.root, snippet_in(loaded, "curl"), REACH))
    assert words[:4] == ["env", "-i", "PATH=$PATH", "JAVA_HOME=$JAVA_HOME"]
    assert words[-1] == "delete_one.sh"
    assert "HOME=/run" in words
    assert not {"no_proxy", "CLARIFAI_PAT"} & {word.partition("=")[0] for word in words}


def test_what_a_runtime_looks_for_beside_a_snippet_is_linked_there(loaded: Project) -> None:
    found = run_command(loaded.root, snippet_in(loaded, "node"), REACH)
    assert found.startswith("{ test -e node_modules || ln -s ")


def test_what_a_snippet_of_several_files_consists_of_is_copied_and_run_in_its_folder(project: Path) -> None:
    (project / "specs/sandbox.yaml").write_text((ROOT / "specs/sandbox.yaml").read_text())
    loaded = pipeline.load(add_several_files(project))
    several, one = snippet_in(loaded, "curl_file"), snippet_in(loaded, "curl")
    folder = loaded.root / "code_snippets/guide"
    assert copy_command(loaded.root, [one, several]) == (
        f'cd "$(mktemp -d)" && cp {folder}/*/delete_one.* . '
        f"&& mkdir -p curl_file && cp -R {folder}/curl_file/delete_one curl_file"
    )
    assert copy_command(loaded.root, [several]).count(" cp ") == 1
    command = run_command(loaded.root, several, REACH)
    assert command.startswith("( cd curl_file/delete_one && env -i ")
    assert command.endswith(" bash delete_one.sh )")
    assert run_command(loaded.root, one, REACH).startswith("env -i ")
