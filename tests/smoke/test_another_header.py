"""Of an API whose key comes in another header, after another word or none, every language's snippet sends it so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project
from sixfold.clients import Chosen
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.signing import Credential
from sixfold.snippet import Snippet
from sixfold.snippet.render import Renderer
from tests.smoke.mutants import ONE, PAIRS
from tests.support.projects import ROOT, change, copy
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

FORMS = {"py": "py", "js": "js", "node": "node", "java": "java_rest", "php": "php", "curl": "curl"}
"""What writes the snippet of each tab: Java's client signs in its own way only."""

SENT = {
    "Token": {
        "py": '(("x-api-key", f"Token {PAT}"),)',
        "js": '"X-Api-Key": `Token ${PAT}`',
        "node": 'metadata.set("x-api-key", `Token ${PAT}`)',
        "java_rest": '.header("X-Api-Key", "Token " + PAT)',
        "node_rest": '"X-Api-Key": `Token ${PAT}`',
        "php": '["X-Api-Key" => ["Token " . PAT]]',
        "curl": "--header 'X-Api-Key: Token YOUR_PAT_HERE'",
    },
    "": {
        "py": '(("x-api-key", PAT),)',
        "js": '"X-Api-Key": PAT,',
        "node": 'metadata.set("x-api-key", PAT)',
        "java_rest": '.header("X-Api-Key", PAT)',
        "node_rest": '"X-Api-Key": PAT,',
        "php": '["X-Api-Key" => [PAT]]',
        "curl": "--header 'X-Api-Key: YOUR_PAT_HERE'",
    },
}
"""What the snippet of each form has, by the word before the key."""


@pytest.fixture(scope="module", params=SENT, ids=lambda scheme: scheme or "no scheme")
def scheme(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, scheme: str) -> smoke.SmokeContext:
    """Return the project with another header, another scheme or none, generated."""
    root = tmp_path_factory.mktemp("header")
    copy(root, "specs")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    change(
        root / "specs/api.yaml",
        "  header: Authorization\n  scheme: Key\n",
        "  header: X-Api-Key\n" + (f"  scheme: {scheme}\n" if scheme else ""),
    )
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def item_of(context: smoke.SmokeContext, language: str, operation: str = PAIRS) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    need(found.form)
    return found


@pytest.mark.parametrize("language", FORMS)
def test_its_snippet_holds(context: smoke.SmokeContext, scheme: str, language: str) -> None:
    item = item_of(context, language)
    assert item.form.name == FORMS[language]
    file = context.project.root / item.path
    assert SENT[scheme][item.form.name] in file.read_text(encoding="utf-8")
    assert smoke.run_scenario(context, item, Scenario.SUCCESS, file).reasons == ()


def test_what_stands_in_for_node_holds_too(context: smoke.SmokeContext, scheme: str, tmp_path: Path) -> None:
    item = item_of(context, "node")
    assert item.form.stand_in
    need(item.form.stand_in)
    item = replace(item, chosen=Chosen(item.form.stand_in))
    text = snippet_text(Renderer(ROOT), context.project.entry(item.key).request, PAIRS, item.form)
    assert SENT[scheme]["node_rest"] in text
    file = tmp_path / "snippet.js"
    file.write_text(text, encoding="utf-8")
    assert smoke.run_scenario(context, item, Scenario.SUCCESS, file).reasons == ()


@pytest.mark.parametrize("language", ["py", "curl"])
def test_a_snippet_with_the_usual_header_is_refused(context: smoke.SmokeContext, scheme: str, language: str) -> None:
    item = item_of(context, language, ONE)
    reasons = smoke.run_scenario(context, item, Scenario.SUCCESS, ROOT / item.path).reasons
    assert f"sent the authorization None; expected '{Credential('', scheme).value('YOUR_PAT_HERE')}'" in reasons
    assert any(reason.startswith("ended with exit code") for reason in reasons)
    assert any(reason.startswith("left what it names: annotation") for reason in reasons)


@pytest.mark.parametrize("language", ["js", "curl"])
def test_a_host_may_have_a_port_of_its_own(tmp_path: Path, language: str) -> None:
    copy(tmp_path, "specs")
    for name in ("templates", ".runtimes"):
        (tmp_path / name).symlink_to(ROOT / name)
    change(tmp_path / "specs/api.yaml", "host: api.clarifai.com\n", "host: api.clarifai.com:8443\n")
    loaded = project.load(tmp_path)
    write(tmp_path, compare(tmp_path, build(loaded)))
    context = smoke.SmokeContext.of(loaded)
    item = item_of(context, language, ONE)
    file = tmp_path / item.path
    assert "https://api.clarifai.com:8443/v2/" in file.read_text(encoding="utf-8")
    assert smoke.run_scenario(context, item, Scenario.SUCCESS, file).reasons == ()
    elsewhere = tmp_path / f"usual.{item.form.extension}"
    elsewhere.write_bytes((ROOT / item.path).read_bytes())
    reasons = smoke.run_scenario(context, item, Scenario.SUCCESS, elsewhere).reasons
    assert "asked for another host: api.clarifai.com:443" in reasons
