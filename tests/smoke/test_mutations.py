"""The checks bite: small damages of every published snippet, one test each, are caught for what they do.

A drawn part of them is run; `make whole` runs them all. That each reason is given for what it says is held without a
runtime by `tests/unit/runner/test_judge.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict

from sixfold.runner import smoke
from sixfold.snippet import Snippet
from tests.smoke.mutants import EVERY, INPUTS, MUTANTS, ONE, PAIRS, STAND_INS, Mutant
from tests.support.drawing import drawn
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

STAGE = smoke.SmokeContext.of(repository())
PUBLISHED = [
    item
    for item in STAGE.project.snippets
    if item.key.operation in EVERY or STAND_INS.get(item.form.name) == item.key.operation
]
CASES = {
    f"{item.form.name}-{mutant.name}-{item.key.operation}": (item, mutant)
    for item in PUBLISHED
    for mutant in MUTANTS[item.form.name]
    if not mutant.operations or item.key.operation in mutant.operations
}
DRAWN = drawn(CASES, 6, lambda case: f"{case[0].form.name} {case[1].scenario.value}")


def test_every_damage_finds_what_it_changes() -> None:
    texts = {item.path: (ROOT / item.path).read_text(encoding="utf-8") for item in PUBLISHED}
    assert [
        name
        for name, (item, mutant) in CASES.items()
        if mutant.applied(texts[item.path], item, rpc_of(item)) == texts[item.path]
    ] == []


def rpc_of(item: Snippet) -> str:
    return STAGE.project.entry(item.key).request.method.name


def reasons_of(item: Snippet, mutant: Mutant, folder: Path) -> tuple[str, ...]:
    damaged = mutant.applied((ROOT / item.path).read_text(encoding="utf-8"), item, rpc_of(item))
    file = folder / Path(item.path).name
    file.write_text(damaged, encoding="utf-8")
    return smoke.run_scenario(STAGE, item, mutant.scenario, file).reasons


@pytest.mark.parametrize(("item", "mutant"), DRAWN.values(), ids=DRAWN)
def test_a_damage_is_caught(item: Snippet, mutant: Mutant, tmp_path: Path) -> None:
    need(item.form)
    reasons = reasons_of(item, mutant, tmp_path)
    if mutant.survives:
        assert not reasons, "is caught by now: remove its explanation"
    else:
        assert any(mutant.caught in reason for reason in reasons), reasons


def test_the_number_of_damages() -> None:
    assert len(PUBLISHED) == 20
    per_snippet = [sum(found is item for found, _ in CASES.values()) for item in PUBLISHED]
    assert min(per_snippet) >= 8
    assert len(CASES) == 292


def test_only_what_is_explained_survives() -> None:
    survivors = {name for name, (_, mutant) in CASES.items() if mutant.survives}
    assert survivors == {
        f"curl-certificate-not-checked-{ONE}",
        f"curl-json-name-{INPUTS}",
        "java_rest-http-status-not-checked-delete_secrets",
        f"js-path-not-encoded-{INPUTS}",
        f"node-connection-past-the-proxy-{ONE}",
        f"node-unknown-field-{INPUTS}",
        "node_rest-http-status-not-checked-delete_model_migration",
        f"php-error-not-checked-{ONE}",
    }


def test_the_mistake_this_project_began_with(tmp_path: Path) -> None:
    """Node.js drops a field that it does not know in silence: a narrow delete becomes one of all annotations."""
    item = next(item for item in PUBLISHED if (item.language.name, item.key.operation) == ("node", PAIRS))
    need(item.language)
    reasons = reasons_of(item, Mutant("began-with", (("    ids: [", "    annotation_ids: ["),)), tmp_path)
    message = STAGE.project.entry(item.key).request.expected()
    ids = MessageToDict(message, preserving_proto_field_name=True)
    (first, second), (one, two) = ids["input_ids"], ids["ids"]
    place = "of app 'YOUR_APP_ID_HERE' of user 'YOUR_USER_ID_HERE'"
    assert reasons == (
        f"sent ids: nothing instead of {[one, two]}",
        # The named ones, 'one of first' and 'two of second', are gone too, and so is each other one there, but for the
        # annotations of the inputs themselves.
        *(
            f"deleted what it does not name: annotation '{name}' of input '{parent}' {place}"
            for name, parent in ((f"{one}-other", first), (two, first), (one, second), (f"{two}-other", second))
        ),
    )
    assert "level-input" not in str(reasons)
