"""A large document that is published, GitHub's: begun, generated, parsed in each language, and a sample is run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sixfold.runner import SmokeContext
from sixfold.runner.smoke import run_snippet
from sixfold.sample import Sample, shapes_of
from sixfold.starter import Beginning, Wish
from tests.support.begun import begun, runnable
from tests.support.drawing import is_whole, seed
from tests.support.parsers import parsed
from tests.support.processes import run
from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED, missing

DOCUMENT = ROOT / "tests/npm/node_modules/@octokit/openapi/generated/api.github.com.json"
DELETES = 187
"""The operations of version 23.0.2 of the package that delete."""

LEAST = 0.98
"""The part of them that has to be kept."""

SIZE = 20 if is_whole() else 2
"""How many operations a language are run."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("github")


@pytest.fixture(scope="module")
def beginning(root: Path) -> Beginning:
    if not DOCUMENT.exists():
        missing("@octokit/openapi is not installed; run: make test, or npm ci --prefix tests/npm")
    return begun(root, Wish(None, tuple(SHIPPED), openapi=DOCUMENT, only="DELETE *"))


@pytest.fixture(scope="module")
def context(root: Path, beginning: Beginning) -> SmokeContext:
    assert beginning.kept
    return runnable(root)


def test_hardly_anything_is_left_out_and_what_is_has_a_reason(beginning: Beginning) -> None:
    kept = sum(map(len, beginning.kept.values()))
    left = {name for names in beginning.left_out.values() for name in names}
    assert kept + len(left) == DELETES
    assert kept >= LEAST * DELETES
    assert all(beginning.left_out)


def test_each_operation_has_a_snippet_in_each_language_and_its_request_holds(context: SmokeContext) -> None:
    entries = context.project.entries
    assert sum(entry.request.rest.body is not None for entry in entries) >= LEAST * 20
    for entry in entries:
        assert [item.key.language for item in entry.snippets] == [one.name for one in context.project.languages]
        assert entry.request.rest.verb == "DELETE"
        contract = entry.request.method.contract
        assert contract is not None
        assert contract.success().status in {200, 202, 204}


def test_its_site_builds_without_a_warning(context: SmokeContext, tmp_path: Path) -> None:
    site, root, env = tmp_path / "site", context.project.root, {"NO_MKDOCS_2_WARNING": "1"}
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site, cwd=root, environment=env)
    run(sys.executable, "-m", "sixfold", "finish", site, cwd=root)
    assert len(list(site.glob("*/*/index.html"))) >= len({entry.page.path for entry in context.project.entries})


@pytest.mark.parametrize("language", SHIPPED)
def test_every_snippet_is_parsed_in_one_process(context: SmokeContext, language: str, tmp_path: Path) -> None:
    root = context.project.root
    files = [root / item.path for item in context.project.snippets if item.key.language == language]
    done = parsed(language, files, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    broken = tmp_path / f"Broken{files[0].suffix}"
    broken.write_text(files[0].read_text(encoding="utf-8").replace("(", "('\"", 3) + "\n('", encoding="utf-8")
    refused = parsed(language, [*files[:2], broken, *files[2:4]], tmp_path)
    assert (refused.returncode != 0, broken.name in refused.stderr + refused.stdout) == (True, True)


@pytest.mark.parametrize("language", SHIPPED)
def test_a_sample_of_them_holds(context: SmokeContext, language: str) -> None:
    items = [item for item in context.project.snippets if item.key.language == language]
    shapes = {item.key: shapes_of(context.project.entry(item.key).request, item) for item in items}
    drawn = Sample(SIZE, seed()).draw(shapes)
    results = [run_snippet(context, item) for item in items if item.key in drawn.keys]
    assert len(results) == min(SIZE, len(items))
    assert {result.key.operation: result.reasons for result in results if result.reasons} == {}
    assert not (drawn.missing and is_whole())
