"""`sixfold coverage` as a person and a script meet it: what it lists, and what it ends with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sixfold import install
from sixfold import project as pipeline
from sixfold.definition import Inventory
from sixfold.output import render
from sixfold.reading import digest
from sixfold.results import Result, Results, Shard, Verdict
from sixfold.snippet import Renderer
from tests.support.commands import Sixfold


@pytest.fixture
def recorded(project: Path) -> Path:
    """Record a run in which the snippets of one operation hold, and those of the other were not run."""
    loaded = pipeline.load(project)
    snippets = render(loaded, Renderer(project)).snippets
    results = tuple(
        Result(snippet.key, {snippet.path: digest(snippet.text.encode())}, Verdict.HELD, (), ("success",), 1.0)
        for snippet in snippets
        if snippet.key.operation == "delete_some"
    )
    published = tuple(snippet.key for snippet in snippets)
    content = Results("2026-01-31T12:00:00Z", "clarifai-grpc 12.6.0", published, (Shard(),), {}, results).to_json()
    (project / "verification.json").write_text(json.dumps(content))
    return project


def test_what_is_there_and_what_is_not_is_listed(sixfold: Sixfold, recorded: Path) -> None:
    code, out, err = sixfold("coverage", "-C", str(recorded), "--only", "Delete*s")
    assert (code, err) == (0, "")
    assert out.startswith("held     DeleteInputs: delete_some (REST in js, curl)\nno spec  DeleteConcept")
    assert re.search(r"\n\d+ RPCs: 1 held, 0 documented, not verified as it is, \d+ no spec, 0 streaming; ", out)
    _, out, _ = sixfold("coverage", "--only", "DeleteAnnotation")
    assert out.splitlines() == [
        "documented, not verified as it is DeleteAnnotation: delete_one (REST in js, curl)",
        "1 RPC: 0 held, 1 documented, not verified as it is, 0 no spec, 0 streaming; 0.0 % of 1 hold",
    ]
    _, out, _ = sixfold("coverage", "--only", "StreamAnnotations")
    assert out == ("1 RPC: 0 held, 0 documented, not verified as it is, 0 no spec, 1 streaming; none to hold\n")


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("pattern", "least", "said"),
    [
        ("DeleteInputs", "100", ""),
        ("DeleteAnnotation", "0", ""),
        ("DeleteAnnotation", "0.1", "0.0 % hold; expected at least 0.1 %\n"),
        ("Delete*s", "4", ""),
        ("Delete*s", "4.5", "4.0 % hold; expected at least 4.5 %\n"),
        ("StreamAnnotations", "100", ""),
    ],
)
def test_fewer_than_asked_for_is_an_error(sixfold: Sixfold, pattern: str, least: str, said: str) -> None:
    code, _, err = sixfold("coverage", "--only", pattern, "--fail-under", least)
    assert (code, err) == (1 if said else 0, said)


@pytest.mark.usefixtures("recorded")
def test_without_a_least_any_share_is_good(sixfold: Sixfold) -> None:
    assert sixfold("coverage", "--only", "DeleteAnnotation")[0] == 0


@pytest.mark.usefixtures("recorded")
def test_a_script_gets_one_object(sixfold: Sixfold) -> None:
    code, out, err = sixfold("coverage", "--json", "--only", "DeleteInputs")
    assert (code, err) == (0, "")
    forms = {"py": "client", "js": "REST", "node": "client", "java": "client", "php": "client", "curl": "REST"}
    found = json.loads(out)
    # Further languages may be there.
    shown = found["rpcs"][0]["forms"]
    found["rpcs"][0]["forms"] = {name: shown[name] for name in forms}
    row = {
        "rpc": "clarifai.api.V2.DeleteInputs",
        "name": "DeleteInputs",
        "state": "held",
        "operations": ["delete_some"],
        "forms": forms,
        "page": "guide/things.md#delete_some",
        "deprecated": False,
    }
    assert found == {"reachable": 1, "percent": 100.0, "rpcs": [row]}
    _, out, _ = sixfold("coverage", "--json", "--only", "StreamAnnotations")
    assert (json.loads(out)["reachable"], json.loads(out)["percent"]) == (0, None)


def test_a_pattern_that_picks_nothing_is_refused_with_the_nearest(sixfold: Sixfold) -> None:
    code, out, err = sixfold("coverage", "--only", "Delte*")
    assert (code, out, "no RPC matches 'Delte*'; did you mean 'Delete*'?" in err) == (2, "", True)


def test_a_version_is_compared_with_the_pinned_one(sixfold: Sixfold, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def inventory_of(*words: object) -> Inventory:
        asked.append(words)
        rpcs = {"clarifai.api.V2.Gone": False, "clarifai.api.V2.DeleteInputs": False}
        return Inventory("1", rpcs, {"DeleteInputsRequest.gone": False})

    monkeypatch.setattr(install, "inventory_of", inventory_of)
    words = ("coverage", "--only", "DeleteInputs", "--compare", "1")
    code, out, err = sixfold(*words)
    assert (code, err) == (0, "")
    assert asked == [("clarifai-grpc", "1", ("clarifai_grpc.grpc.api.service_pb2",), ("clarifai.api.V2",))]
    assert "\nfrom clarifai-grpc 1 to 12.6.0:\n  RPCs added: " in out
    assert "clarifai.api" not in out
    assert "\n  RPCs removed: Gone\n" in out
    assert "\n  fields removed: DeleteInputsRequest.gone\n" in out
    found = json.loads(sixfold(*words, "--json")[1])["changes"]
    assert (found["removed"], found["fields_removed"]) == (["clarifai.api.V2.Gone"], ["DeleteInputsRequest.gone"])
    assert "clarifai.api.V2.GetModel" in found["added"]
