"""Of an API whose key goes into the query, and of one that asks for none, snippets sign as it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sixfold import project
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.signing import Signing
from sixfold.snippet import Snippet
from sixfold.starter import Wish, begin
from tests.smoke.mutants import ONE
from tests.support.descriptor_sets import shop
from tests.support.projects import ROOT, copy
from tests.support.runtimes import need

KEY = "YOUR_API_KEY_HERE"
SENT: Mapping[str, Mapping[str, str]] = {
    "?api_key": {
        "curl": f"&api_key={KEY}'\n",
        "js": "&api_key=${encodeURIComponent(API_KEY)}`;",
        "node": "&api_key=${encodeURIComponent(API_KEY)}`;",
        "java": '            + "&api_key="\n            + encode(API_KEY);',
        "php": '    "&api_key=" .\n    rawurlencode(API_KEY);',
        "py": '("api_key", API_KEY)',
        "ruby": '  "&api_key=",\n  ERB::Util.url_encode(API_KEY),',
    },
    "none": {
        "curl": "&bare=my-bare'\n",
        "js": 'fetch(url, {\n          method: "DELETE",\n        });',
        "node": 'fetch(url, {\n    method: "DELETE",\n  });',
        "java": '.method("DELETE"',
        "php": '"DELETE",\n    \\CURLOPT_RETURNTRANSFER',
        "py": '    params=[("view", VIEW), ("bare", BARE)],\n    timeout=30,\n)',
        "ruby": "Delete.new(uri)\n\nhttp = ",
    },
}
"""What the snippet of each language has, by how calls are signed."""


@pytest.fixture(scope="module", params=SENT)
def signing(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, signing: str) -> smoke.SmokeContext:
    """Return a new project of an API that is signed so."""
    root = tmp_path_factory.mktemp("signing")
    (root / "shop.binpb").write_bytes(shop().SerializeToString())
    key = Signing.parsed(signing)
    assert key is not None
    wish = Wish(key, tuple(SENT[signing]), descriptors=root / "shop.binpb")
    for change in begin(wish, lambda made: build(project.load(made))).changes:
        (root / change.path).parent.mkdir(parents=True, exist_ok=True)
        (root / change.path).write_bytes(change.after or b"")
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def item_of(context: smoke.SmokeContext, operation: str, language: str) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    return found


@pytest.mark.parametrize("language", SENT["none"])
def test_every_language_signs_as_the_api_says(context: smoke.SmokeContext, signing: str, language: str) -> None:
    text = (context.project.root / item_of(context, "delete_order", language).path).read_text(encoding="utf-8")
    assert SENT[signing][language] in text
    assert "Authorization" not in text
    assert ("API_KEY" in text) is (signing != "none")


@pytest.mark.parametrize("operation", ["delete_order", "get"])
def test_it_holds_in_each_situation_that_there_is(context: smoke.SmokeContext, signing: str, operation: str) -> None:
    item = item_of(context, operation, "curl")
    expected = [Scenario.SUCCESS, Scenario.WRONG_KEY, Scenario.FAILURE_STATUS, Scenario.DISCONNECT]
    found = smoke.scenarios(context, item)
    assert list(found) == [one for one in expected if signing != "none" or one is not Scenario.WRONG_KEY]
    for scenario in found:
        assert smoke.run_scenario(context, item, scenario, context.project.root / item.path).reasons == ()


CHANGED = {
    "?api_key": (f"&api_key={KEY}", "", "sent the authorization None; expected 'YOUR_API_KEY_HERE'"),
    "none": ("bare=my-bare", "bare=my-bare&api_key=x", "sent 'api_key', which GetRequest does not have"),
}


def test_what_signs_otherwise_does_not_hold(context: smoke.SmokeContext, signing: str, tmp_path: Path) -> None:
    item, (old, new, reason) = item_of(context, "get", "curl"), CHANGED[signing]
    file = tmp_path / "get.sh"
    text = (context.project.root / item.path).read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert reason in smoke.run_scenario(context, item, Scenario.SUCCESS, file).reasons


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return this repository's project, of an API that asks for no key."""
    root = copy(tmp_path_factory.mktemp("unsigned"), "specs")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    file = root / "specs/api.yaml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^authentication:\n(  .*\n)+", "authentication: none\n", text, flags=re.MULTILINE)
    file.write_text(re.sub(r"^  PAT:\n(    .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


@pytest.mark.parametrize("language", ["py", "node", "php"])
def test_a_client_library_sends_no_metadata_where_none_is_asked_for(
    unsigned: smoke.SmokeContext, language: str
) -> None:
    item = item_of(unsigned, ONE, language)
    need(item.form)
    file = unsigned.project.root / item.path
    assert "PAT" not in file.read_text(encoding="utf-8")
    assert smoke.run_scenario(unsigned, item, Scenario.SUCCESS, file).reasons == ()
