"""An operation is an entry, a page is a file: both are found on the built site, run and held; nothing else is added."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from sixfold import project
from sixfold.cli import sixfold as command
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.spec import PLACEHOLDER
from tests.support.drawing import drawn
from tests.support.processes import run
from tests.support.projects import ROOT, api_of_any_project, copy
from tests.support.runtimes import need

FOUNDATION = project.load_base(ROOT)
LANGUAGES = [language.name for language in FOUNDATION.languages]
DELETES = sorted(
    method.name
    for method in FOUNDATION.definition.methods.values()
    if method.name.startswith("Delete") and not method.streaming
)


def write_what_is_asked(root: Path) -> None:
    """Put words in the place of what `sixfold new` asks for."""
    for path in (root / "specs").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(PLACEHOLDER, "Now "), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with one more entry on a page, and one more page."""
    root = tmp_path_factory.mktemp("grown")
    copy(root, "specs", "templates", "docs", "overrides", "code_snippets", "includes", ".runtimes")
    copy(root, "mkdocs.yml", "nav.yml", "verification.json")
    run(
        sys.executable,
        "-m",
        "sixfold",
        "new",
        "DeleteInputs",
        "--id",
        "one_more_entry",
        "--page",
        "api-guide/inputs/delete-inputs",
        cwd=root,
    )
    run(
        sys.executable,
        "-m",
        "sixfold",
        "new",
        "DeleteSearch",
        "--id",
        "one_more_page",
        "--page",
        "api-guide/more/more-searches",
        cwd=root,
    )
    write_what_is_asked(root)
    run(sys.executable, "-m", "sixfold", "generate", "--quiet", cwd=root)
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=root)
    return root


def test_both_are_on_the_built_site(grown: Path) -> None:
    entry = (grown / "site/api-guide/inputs/delete-inputs/index.html").read_text(encoding="utf-8")
    assert 'id="one_more_entry"' in entry
    assert 'id="delete_inputs_by_ids"' in entry
    page = (grown / "site/api-guide/more/more-searches/index.html").read_text(encoding="utf-8")
    assert page.count('class="tabbed-block"') == len(LANGUAGES)
    assert "more-searches" in (grown / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("operation", ["one_more_entry", "one_more_page"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_are_run_and_hold(grown: Path, operation: str, language: str) -> None:
    context = smoke.SmokeContext.of(project.load(grown))
    (item,) = (
        found
        for found in context.project.snippets
        if (found.key.operation, found.language.name) == (operation, language)
    )
    need(item.form)
    # That failures are shown is held by what is published: the templates are the same.
    assert smoke.run_scenario(context, item, Scenario.SUCCESS, grown / item.path).reasons == ()


@pytest.fixture(scope="module")
def scaffolded(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return a project whose pages are what `sixfold new` writes for each delete, with nothing but the words edited."""
    root = tmp_path_factory.mktemp("scaffolded")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    (root / "specs").mkdir()
    (root / "specs/api.yaml").write_text(api_of_any_project(), encoding="utf-8")
    shutil.copy(ROOT / "specs/sandbox.yaml", root / "specs")
    for rpc in DELETES:
        command(["new", rpc, "--page", f"all/{rpc.lower()}", "--root", str(root)], standalone_mode=False)
    write_what_is_asked(root)
    command(["generate", "--quiet", "--root", str(root)], standalone_mode=False)
    return smoke.SmokeContext.of(project.load(root))


def test_every_delete_is_scaffolded(scaffolded: smoke.SmokeContext) -> None:
    assert {entry.operation.rpc for entry in scaffolded.project.entries} == set(DELETES)


@pytest.mark.parametrize(
    "number", drawn({str(number): number for number in range(len(DELETES))}, 8, lambda _: "").values()
)
def test_what_is_scaffolded_holds(scaffolded: smoke.SmokeContext, number: int) -> None:
    # A language each, in turn: that all of an RPC send one message is held by the published pages.
    items = [
        item
        for item in scaffolded.project.snippets
        if scaffolded.project.entry(item.key).operation.rpc == DELETES[number]
    ]
    item = items[number % len(items)]
    need(item.form)
    done = smoke.run_scenario(scaffolded, item, Scenario.SUCCESS, scaffolded.project.root / item.path)
    assert done.reasons == ()
