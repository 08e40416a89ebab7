"""What was read is read once, and nobody else's is taken for it."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import host, project
from sixfold.cli import whole
from sixfold.document import source
from sixfold.errors import Problems
from sixfold.project import kept, loading
from sixfold.request import Context, Request, build_request
from sixfold.spec import Operation, PageSpec
from sixfold.unchanged import look
from tests.support.projects import change

SPEC = "specs/guide/things.yaml"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the YAML files that are read from now on."""
    found: list[str] = []
    real = source._text  # noqa: SLF001 - where each of them passes

    def noted(path: Path, file: str, problems: Problems) -> str | None:
        found.append(file)
        return real(path, file, problems)

    monkeypatch.setattr(source, "_text", noted)
    return found


@pytest.fixture
def known(project: Path) -> Path:
    """Give a project of which is kept what was read of it."""
    for _ in range(2):
        whole.generate(project, look(project), lambda _stage, _text: None)
    return project


def test_what_has_not_changed_is_not_read_again(known: Path, opened: list[str]) -> None:
    seen = look(known)
    again = kept.read(known, Problems(), seen)
    assert opened == []
    new = kept.read(known, Problems())
    assert replace(again, body=b"", built={}) == new
    opened.clear()
    change(known / SPEC, "This deletes one", "That deletes one")
    seen = look(known)
    assert kept.read(known, Problems(), seen).pages == kept.read(known, Problems()).pages
    assert opened[0] == SPEC
    opened.clear()
    change(known / "specs/api.yaml", "example: ann", "example: eve")
    assert kept.read(known, Problems(), look(known)).pages == kept.read(known, Problems()).pages
    assert opened.count(SPEC) == 2


def test_of_what_is_wrong_nothing_is_to_be_kept(known: Path) -> None:
    change(known / SPEC, "This deletes one", "That deletes one")
    assert kept.read(known, Problems(), look(known)).body
    change(known / SPEC, "operations:", "operation:")
    problems = Problems()
    assert not kept.read(known, problems, look(known)).body
    assert problems.count


class Harm:
    """What does something when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (Path("harm"),)


@pytest.mark.parametrize("place", ["folder", "body", "seal"])
def test_nobody_elses_is_taken(
    known: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (file,) = (state / "cache/sixfold/read").iterdir()
    found = host.recall(file.parent.name, file.name) or b""
    harmful = pickle.dumps(Harm())
    other = shutil.copytree(known, tmp_path / "other")
    bodies = {
        "folder": host.seal(other, "read", "text").encode() + b"0" * 32 + harmful,
        "body": found[:96] + harmful,
        "seal": b"0" * 64 + b"0" * 32 + harmful,
    }
    host.keep(file.parent.name, file.name, bodies[place])
    assert kept.read(known, Problems(), look(known)).pages == kept.read(known, Problems()).pages
    assert not Path("harm").exists()


def test_what_was_kept_is_of_a_folder_as_it_is_called(
    known: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(known)
    assert kept.read(Path(), Problems(), look(Path())).languages[0].folder.parts[0] == "templates"
    assert opened


def test_requests_of_pages_that_stand_are_not_built_again(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    real = build_request

    def noted(context: Context, page: PageSpec, operation: Operation) -> Request | None:
        built.append(operation.id)
        return real(context, page, operation)

    wanted = project.load(known).entries
    monkeypatch.setattr(loading, "build_request", noted)
    again = project.load(known, seen=look(known))
    assert (again.entries, built) == (wanted, [])
    tabs = {id(language) for language in again.languages}
    assert all(id(snippet.language) in tabs for entry in again.entries for snippet in entry.snippets)
    # What they are built with, and they themselves.
    for path, old, new in (("specs/api.yaml", "example: ann", "example: eve"), (SPEC, "one", "another")):
        built.clear()
        change(known / path, old, new)
        entries = project.load(known, seen=look(known)).entries
        assert built
        assert entries == project.load(known).entries
