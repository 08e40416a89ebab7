"""Reading a behaviour: every problem of the file at once, with its place; and seeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sixfold.definition import ApiDefinition
from sixfold.errors import SpecError
from sixfold.sandbox import Behaviour, seed
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.behaviour_file import load
from tests.support.sandbox_client import STATUS

if TYPE_CHECKING:
    from tests.support.sandbox_client import Client

KINDS = """
kinds:
  user: {field: user_app_id.user_id}
  app: {in: user, field: user_app_id.app_id}
  input: {in: app}
  annotation: {in: input}
"""
SUCCESS = "success: {code: SUCCESS, http: 200}"
STATUSES = f"statuses: {{{', '.join(SUCCESS.replace('success', outcome.value) for outcome in CallOutcome)}}}\n"


def with_success(entry: str) -> str:
    return STATUSES.replace(SUCCESS, entry)


def problems(definition: ApiDefinition, folder: Path, text: str) -> list[str]:
    path = folder / "sandbox.yaml"
    path.write_text(text if "statuses:" in text else f"{STATUSES}{text}", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path, "sandbox.yaml", definition, STATUS)
    return [f"{problem.key_path}: {problem.message}" for problem in caught.value.problems]


def test_an_api_without_a_file_has_no_rules(definition: ApiDefinition, tmp_path: Path) -> None:
    assert load(tmp_path / "sandbox.yaml", "sandbox.yaml", definition, STATUS) == Behaviour(status=STATUS)


def test_the_statuses_are_the_apis_own(behaviour: Behaviour) -> None:
    statuses = {outcome.value: (found.number, found.http) for outcome, found in behaviour.statuses.items()}
    assert statuses == {
        "success": (10000, 200),
        "key_missing": (11102, 401),
        "key_wrong": (11009, 401),
        "not_found": (11101, 404),
        "malformed": (11100, 400),
        "invalid": (11102, 400),
        "path_unknown": (11101, 404),
        "verb_wrong": (11103, 405),
        "unsupported": (10040, 501),
        "failure": (10020, 200),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: {}", ["kind: unknown key; did you mean 'kinds'?; expected: statuses, kinds, deletes"]),
        ("deletes: [x]", ["deletes: expected a mapping, got a list"]),
        (
            with_success("succes: {code: SUCCESS, http: 200}"),
            [
                (
                    "statuses.succes: unknown outcome; did you mean 'success'?; expected one of: success, key_missing, "
                    "key_wrong, not_found, malformed, invalid, path_unknown, verb_wrong, unsupported, failure"
                ),
            ],
        ),
        (
            f"statuses: {{{SUCCESS}, failure: {{code: FAILURE, http: 200}}}}",
            [
                (
                    "statuses: expected a status for each outcome; missing: key_missing, key_wrong, not_found, "
                    "malformed, invalid, path_unknown, verb_wrong, unsupported"
                )
            ],
        ),
        (
            with_success("success: {code: SUCCES, http: 200}"),
            ["statuses.success.code: clarifai.api.status.StatusCode has no value 'SUCCES'; did you mean 'SUCCESS'?"],
        ),
        (
            with_success("success: {code: SUCCESS, http: ok}"),
            ["statuses.success.http: expected the number of an HTTP status under 'http'"],
        ),
        (
            with_success("success: {http: 200}"),
            ["statuses.success: expected the name of a status code under 'code'"],
        ),
        (
            with_success("success: 5"),
            ["statuses.success: expected a mapping with code, http, description, got the number 5"],
        ),
        ("kinds: {app: {in: user}}", ["kinds.app.in: expected a kind that stands above"]),
        (
            "kinds: {app: {absent: NOPE_NOPE}}",
            ["kinds.app.absent: clarifai.api.status.StatusCode has no value 'NOPE_NOPE'"],
        ),
        (KINDS + "deletes: {DeleteInpt: {kind: input}}", None),
        (
            KINDS + "deletes: {DeleteInput: {kind: inputs, ids: input_id}}",
            ["deletes.DeleteInput.kind: expected one of the kinds: user, app, input, annotation"],
        ),
        (
            KINDS + "deletes: {DeleteInput: {kind: input, ids: input_ids}}",
            ["deletes.DeleteInput.ids: DeleteInputRequest has no field 'input_ids'; did you mean 'input_id'?"],
        ),
        (
            KINDS + "deletes: {DeleteAnnotation: {kind: annotation, ids: annotation_id}}",
            ["deletes.DeleteAnnotation: expected the field that names the input under 'parents.input'"],
        ),
        (
            KINDS + "deletes: {DeleteInput: {kind: input, ids: input_id, parents: {model: input_id}}}",
            ["deletes.DeleteInput.parents.model: 'input' does not stand in 'model'"],
        ),
        (
            KINDS + "deletes: {DeleteInput: {kind: input, ids: user_app_id}}",
            ["deletes.DeleteInput.ids: 'user_app_id' has the wrong type; ids are texts and a flag is a boolean"],
        ),
        (
            KINDS + "deletes: {DeleteInput: {kind: input, ids: input_id, kept: {level: [1]}}}",
            ["deletes.DeleteInput.kept.level: expected a text, got a list"],
        ),
        (
            KINDS + "deletes: {DeleteInput: {kind: input, ids: [input_id], without_ids: none}}",
            [
                "deletes.DeleteInput.ids: expected the name of a request field, got a list",
                "deletes.DeleteInput.without_ids: expected 'all', got the text 'none'",
            ],
        ),
    ],
)
def test_a_wrong_file_says_all_that_is_wrong(
    text: str, expected: list[str] | None, definition: ApiDefinition, tmp_path: Path
) -> None:
    found = problems(definition, tmp_path, text)
    if expected is None:
        expected = ["deletes.DeleteInpt: clarifai.api.V2 has no RPC 'DeleteInpt'; did you mean 'DeleteInput'?"]
    assert found == expected


def test_a_problem_has_its_place(definition: ApiDefinition, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.yaml"
    path.write_text("kinds: {}\nstatuses:\n  success: {code: SUCCES, http: 200}\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path, "sandbox.yaml", definition, STATUS)
    first, second = str(caught.value).splitlines()
    assert first.startswith("sandbox.yaml:2:1: statuses: expected a status for each outcome; missing: key_missing, ")
    assert second.startswith("sandbox.yaml:3:19: statuses.success.code: ")


def test_a_file_without_statuses_is_a_problem_of_the_file(definition: ApiDefinition, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.yaml"
    path.write_text("kinds: {}\n", encoding="utf-8")
    with pytest.raises(
        SpecError, match=r"^sandbox\.yaml:1:1: statuses: expected a status for each outcome; missing: s"
    ):
        load(path, "sandbox.yaml", definition, STATUS)


def names(keys: frozenset[tuple[tuple[str, str], ...]]) -> set[str]:
    return {"/".join(name for _, name in key) for key in keys}


def test_a_seed_surrounds_what_a_request_names(behaviour: Behaviour, client: Client) -> None:
    found = seed(
        behaviour,
        "clarifai.api.V2.DeleteAnnotations",
        client.make("DeleteAnnotations", input_ids=["i", "j"], ids=["x", "y"]),
    )
    assert names(found.named) == {"u/a/i/x", "u/a/j/y"}
    assert names(found.neighbours) == {
        *("u", "u/a", "u/a/i", "u/a/j"),
        *("u/a/i/x-other", "u/a/j/y-other"),
        *("u/a/i/y", "u/a/j/x"),
        *("u/a/i/level-input", "u/a/j/level-input"),
        *("u/a/i-other/x", "u/a/j-other/y"),
        *("u/a-other/i/x", "u/a-other/j/y"),
        *("u-other/a/i/x", "u-other/a/j/y"),
    }


def test_a_seed_holds_what_goes_with_a_resource(behaviour: Behaviour, client: Client) -> None:
    found = seed(behaviour, "clarifai.api.V2.DeleteInput", client.make("DeleteInput", input_id="i"))
    assert names(found.named) == {"u/a/i", "u/a/i/annotation-1", "u/a/i/annotation_track-1"}
    assert "u/a/i-other/annotation-1" in names(found.neighbours)


def test_there_is_nothing_to_seed_for_an_rpc_without_a_rule(behaviour: Behaviour, client: Client) -> None:
    found = seed(behaviour, "clarifai.api.V2.PostAnnotations", client.make("PostAnnotations"))
    assert (found.resources, found.named) == (frozenset(), frozenset())
