"""Of an API whose key goes into the query, of one with several keys, and of one without, snippets sign as it says."""

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
from sixfold.wire import Transport
from tests.smoke.mutants import ONE
from tests.support.descriptor_sets import shop
from tests.support.projects import ROOT, copy
from tests.support.runtimes import need

KEY = "YOUR_API_KEY_HERE"
SENT: Mapping[str, Mapping[str, str]] = {
    "?api_key": {
        "curl": f"&api_key={KEY}'\n",
        "go": '\t\t"&api_key=" +\n\t\tencode(apiKey)\n',
        "js": "&api_key=${encodeURIComponent(API_KEY)}`;",
        "node": "&api_key=${encodeURIComponent(API_KEY)}`;",
        "java": '            + "&api_key="\n            + encode(API_KEY);',
        "php": '    "&api_key=" .\n    rawurlencode(API_KEY);',
        "py": '("api_key", API_KEY)',
        "ruby": '  "&api_key=",\n  ERB::Util.url_encode(API_KEY),',
    },
    "X-App-Id, X-App-Key: Token, ?key": {
        "curl": " \\\n  --header 'X-App-Id: YOUR_APP_ID_HERE' \\\n  --header 'X-App-Key: Token YOUR_APP_KEY_HERE'",
        "go": '\trequest.Header.Set("X-App-Id", appID)\n\trequest.Header.Set("X-App-Key", "Token "+appKey)\n',
        "js": '"X-App-Id": APP_ID,\n            "X-App-Key": `Token ${APP_KEY}`,',
        "node": '"X-App-Id": APP_ID,\n      "X-App-Key": `Token ${APP_KEY}`,',
        "java": '.header("X-App-Id", APP_ID)\n            .header("X-App-Key", "Token " + APP_KEY)\n',
        "php": '["X-App-Id: " . APP_ID, "X-App-Key: Token " . APP_KEY]',
        "py": 'headers={"X-App-Id": APP_ID, "X-App-Key": f"Token {APP_KEY}"},\n',
        "ruby": 'request["X-App-Id"] = APP_ID\nrequest["X-App-Key"] = "Token #{APP_KEY}"\n',
    },
    "none": {
        "curl": "&bare=my-bare'\n",
        "go": "nil)\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\n\t// A call",
        "js": 'fetch(url, {\n          method: "DELETE",\n        });',
        "node": 'fetch(url, {\n    method: "DELETE",\n  });',
        "java": '.method("DELETE"',
        "php": '"DELETE",\n    \\CURLOPT_RETURNTRANSFER',
        "py": '("bare", BARE),\n        ],\n        quote_via=quote,\n    ),\n    timeout=30,\n)',
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
    assert ("KEY" in text.upper()) is (signing != "none")


@pytest.mark.parametrize("operation", ["delete_order", "get"])
def test_it_holds_in_each_situation_that_there_is(context: smoke.SmokeContext, signing: str, operation: str) -> None:
    item = item_of(context, operation, "curl")
    expected = [Scenario.SUCCESS, Scenario.WRONG_KEY, Scenario.FAILURE_STATUS, Scenario.DISCONNECT]
    found = smoke.scenarios(context, item)
    assert list(found) == [one for one in expected if signing != "none" or one is not Scenario.WRONG_KEY]
    for scenario in found:
        assert smoke.run_scenario(context, item, scenario, context.project.root / item.path).reasons == ()


CHANGED = {
    "X-App-Id, X-App-Key: Token, ?key": (
        "Token YOUR_APP_KEY_HERE",
        "Key YOUR_APP_KEY_HERE",
        "sent the authorization 'Key YOUR_APP_KEY_HERE' in the header 'X-App-Key'; expected 'Token YOUR_APP_KEY_HERE'",
    ),
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


OF_A_LIBRARY = {
    "none": "authentication: none\n",
    "two": """\
authentication:
  - {header: Authorization, scheme: Key, variable: PAT}
  - {header: X-Tenant, variable: TENANT}
""",
}


@pytest.fixture(scope="module", params=OF_A_LIBRARY)
def with_libraries(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> smoke.SmokeContext:
    """Return this repository's project, of an API that asks for no key, and for two."""
    root = copy(tmp_path_factory.mktemp(request.param), "specs")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    file = root / "specs/api.yaml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^authentication:\n(  .*\n)+", OF_A_LIBRARY[request.param], text, flags=re.MULTILINE)
    tenant = "  TENANT: {example: my-tenant, description: Whose data it is.}\n" if request.param == "two" else ""
    kept = r"\g<0>" if tenant else ""
    file.write_text(re.sub(r"^  PAT:\n(    .*\n)+", kept + tenant, text, flags=re.MULTILINE), encoding="utf-8")
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


@pytest.mark.parametrize("language", ["py", "node", "php"])
def test_a_client_library_sends_what_is_asked_for_as_metadata(
    with_libraries: smoke.SmokeContext, language: str
) -> None:
    item = item_of(with_libraries, ONE, language)
    need(item.form)
    assert item.form.transport is Transport.GRPC
    file = with_libraries.project.root / item.path
    text = file.read_text(encoding="utf-8")
    count = len(with_libraries.project.api.authentication.keys)
    assert ("PAT" in text, "TENANT" in text) == (count > 0, count > 1)
    for scenario in smoke.scenarios(with_libraries, item):
        assert smoke.run_scenario(with_libraries, item, scenario, file).reasons == ()


def test_a_client_library_that_signs_by_itself_sends_no_second_key(with_libraries: smoke.SmokeContext) -> None:
    item = item_of(with_libraries, ONE, "java")
    assert item.form.name == "java_rest"
