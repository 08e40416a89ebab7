"""An operation is an entry, a page is a file: both are found on the built site, run and held; nothing else is added."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold import project
from sixfold.cli import sixfold as command
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.spec import PLACEHOLDER
from tests.conftest import ROOT, need
from tests.drawing import drawn
from tests.generality.conftest import small_api

DELETES = sorted(
    name
    for name, method in project.load_foundation(ROOT).service.methods.items()
    if name.startswith("Delete") and not method.streaming
)


def run(*words: str, cwd: Path) -> str:
    done = subprocess.run([sys.executable, "-m", *words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_what_is_asked(root: Path) -> None:
    """Put words in the place of what `sixfold new` asks for."""
    for path in (root / "specs").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(PLACEHOLDER, "Now "), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with one more entry on a page, and one more page."""
    root = tmp_path_factory.mktemp("grown")
    for name in ("specs", "templates", "docs", "overrides", "code_snippets", "includes"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "nav.yml", "verification.json"):
        shutil.copy(ROOT / name, root)
    (root / ".runtimes").symlink_to(ROOT / ".runtimes")
    run(
        "sixfold", "new", "DeleteInputs", "--id", "one_more_entry", "--page", "api-guide/inputs/delete-inputs", cwd=root
    )
    run("sixfold", "new", "DeleteSearch", "--id", "one_more_page", "--page", "api-guide/more/more-searches", cwd=root)
    write_what_is_asked(root)
    run("sixfold", "generate", "--quiet", cwd=root)
    run("mkdocs", "build", "--strict", cwd=root)
    return root


def test_both_are_on_the_built_site(grown: Path) -> None:
    entry = (grown / "site/api-guide/inputs/delete-inputs/index.html").read_text(encoding="utf-8")
    assert 'id="one_more_entry"' in entry
    assert 'id="delete_inputs_by_ids"' in entry
    page = (grown / "site/api-guide/more/more-searches/index.html").read_text(encoding="utf-8")
    assert page.count('class="tabbed-block"') == 12
    assert "more-searches" in (grown / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("operation", ["one_more_entry", "one_more_page"])
@pytest.mark.parametrize("language", ["py", "js", "node", "java", "php", "curl"])
def test_both_are_run_and_hold(grown: Path, operation: str, language: str) -> None:
    stage = smoke.Stage.of(project.load(grown))
    (item,) = (
        found
        for found in smoke.published(stage.project)
        if (found.entry.operation.id, found.language.name) == (operation, language)
    )
    need(item.form)
    # That failures are shown is held by what is published: the templates are the same.
    assert smoke.run_scenario(stage, item, Scenario.SUCCESS, grown / item.path)[0] == ()


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> smoke.Stage:
    """Return a project whose pages are what `sixfold new` writes for each delete, with nothing but the words edited."""
    root = tmp_path_factory.mktemp("scaffolded")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    (root / "specs").mkdir()
    (root / "specs/api.yaml").write_text(small_api(), encoding="utf-8")
    shutil.copy(ROOT / "specs/sandbox.yaml", root / "specs")
    for rpc in DELETES:
        command(["new", rpc, "--page", f"all/{rpc.lower()}", "--root", str(root)], standalone_mode=False)
    write_what_is_asked(root)
    command(["generate", "--quiet", "--root", str(root)], standalone_mode=False)
    return smoke.Stage.of(project.load(root))


def test_every_delete_is_scaffolded(scaffolded: smoke.Stage) -> None:
    assert len(DELETES) == 36
    assert {entry.operation.rpc for entry in scaffolded.project.entries} == set(DELETES)


@pytest.mark.parametrize("number", drawn({str(number): number for number in range(36)}, 4, lambda _: "").values())
def test_what_is_scaffolded_holds(scaffolded: smoke.Stage, number: int) -> None:
    # A language each, in turn: that all six of an RPC send one message is held by the published pages.
    items = [item for item in smoke.published(scaffolded.project) if item.entry.operation.rpc == DELETES[number]]
    item = items[number % len(items)]
    need(item.form)
    reasons, _, _ = smoke.run_scenario(scaffolded, item, Scenario.SUCCESS, scaffolded.project.root / item.path)
    assert reasons == ()
