"""A small project with the real templates and the real API definition: no test depends on what is published."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from sixfold.definition import ApiDefinition
from sixfold.document import source
from sixfold.document.node import Table
from sixfold.errors import Problems
from sixfold.generated.owner import NAVIGATION_HEAD
from sixfold.language import Language, load_languages
from sixfold.output.changes import GeneratedFile
from sixfold.request import Context, Request, build_request
from sixfold.spec.parse import parse_api, parse_page
from tests.support.commands import Sixfold, in_process
from tests.support.projects import API, ROOT, write_small
from tests.support.runtimes import LACKING


@pytest.fixture(scope="session", autouse=True)
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put something in the place of those that this machine lacks, so that quick tests need Python alone."""
    folder = tmp_path_factory.mktemp("programs")
    for name, does in LACKING.items():
        (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is a person's own apart from what this person has."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_small(tmp_path / "project")


@pytest.fixture
def sixfold(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sixfold:
    """Run the command in the project; give its exit code, what it printed, and its errors."""
    return partial(in_process, project, monkeypatch, capsys)


@pytest.fixture(scope="session")
def languages() -> Mapping[str, Language]:
    problems = Problems()
    found = load_languages(ROOT, problems)
    problems.raise_any()
    return {language.name: language for language in found}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], tuple[Table | None, list[str]]]:
    """Read YAML; give the tree and the problems."""

    def read(content: str | bytes) -> tuple[Table | None, list[str]]:
        path = tmp_path / "read.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        problems = Problems()
        table = source.read(path, "f.yaml", problems)
        return table, [str(problem) for problem in problems.found]

    return read


@pytest.fixture
def build(tmp_path: Path, definition: ApiDefinition) -> Callable[..., tuple[Request | None, list[str]]]:
    """Build the request of one operation; give it and the problems."""

    def build(rpc: str, request: str, path: str = "", examples: str = "") -> tuple[Request | None, list[str]]:
        problems = Problems()
        (tmp_path / "api.yaml").write_text(API)
        text = f"title: T\ndescription: D\nvariables:\n{textwrap.indent(examples, '  ')}" if examples else ""
        text = text or "title: T\ndescription: D\n"
        text += f"operations:\n- id: one\n  title: T\n  text: t\n  rpc: {rpc}\n"
        text += f"  path: {path}\n" if path else ""
        text += f"  request:\n{textwrap.indent(textwrap.dedent(request), '    ')}\n" if request else ""
        (tmp_path / "page.yaml").write_text(text)
        api_table = source.read(tmp_path / "api.yaml", "api.yaml", problems)
        table = source.read(tmp_path / "page.yaml", "page.yaml", problems)
        assert api_table is not None
        assert table is not None
        api = parse_api(api_table, "api.yaml", problems)
        page = parse_page(table, "guide/page", "page.yaml", problems)
        found = build_request(Context(api, definition, problems), page, page.operations[0])
        return found, [str(problem) for problem in problems.found]

    return build


@pytest.fixture
def request_of(build: Callable[..., tuple[Request | None, list[str]]]) -> Callable[..., Request]:
    """Build a request that the definition allows."""

    def request_of(rpc: str, request: str, path: str = "", examples: str = "") -> Request:
        found, problems = build(rpc, request, path, examples)
        assert problems == []
        assert found is not None
        return found

    return request_of


@pytest.fixture
def problem_of(build: Callable[..., tuple[Request | None, list[str]]]) -> Callable[..., str]:
    """Build a request that has one problem; give its line without the place."""

    def problem_of(rpc: str, request: str, path: str = "", examples: str = "") -> str:
        _, problems = build(rpc, request, path, examples)
        assert len(problems) == 1
        return problems[0].partition(": ")[2]

    return problem_of


@pytest.fixture
def outputs() -> tuple[GeneratedFile, ...]:
    return (
        GeneratedFile("code_snippets/guide/py/one.py", "print(1)\n", ("specs/guide/things.yaml",)),
        GeneratedFile("docs/guide/things.md", "---\ntitle: T\ngenerated_from: x\n---\n", ("specs/guide/things.yaml",)),
        GeneratedFile("nav.yml", f"{NAVIGATION_HEAD}nav: []\n", ("specs/api.yaml",)),
    )
