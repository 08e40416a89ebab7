"""An API that an OpenAPI document describes goes the whole way: begun, generated, run in each situation, and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.signing import Credential, Signing
from sixfold.snippet import Snippet
from sixfold.starter import Wish, begin
from tests.support.drawing import drawn
from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED, make_runtimes

DOCUMENT = ROOT / "examples/cinema/definition/cinema.yaml"
OPERATIONS = ("list_films", "add_film", "films_remove_several", "get_films_film_id", "films_remove", "change_seats")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return a project of the example's document, as it is begun."""
    root = tmp_path_factory.mktemp("cinema")
    wish = Wish(Signing((Credential("Authorization", "Bearer"),)), tuple(SHIPPED), openapi=DOCUMENT)
    for change in begin(wish, lambda made: build(project.load(made))).changes:
        (root / change.path).parent.mkdir(parents=True, exist_ok=True)
        (root / change.path).write_bytes(change.after or b"")
    make_runtimes(root)
    for name, form in SHIPPED.items():
        if form:
            (root / ".runtimes" / name).symlink_to(ROOT / ".runtimes" / form)
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def item_of(context: smoke.SmokeContext, operation: str, language: str) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    return found


def test_every_operation_of_the_example_is_kept(context: smoke.SmokeContext) -> None:
    assert sorted(entry.operation.id for entry in context.project.entries) == sorted(OPERATIONS)


CASES: dict[object, tuple[str, str, Scenario]] = {
    f"{operation}-{language}-{scenario.value}": (operation, language, scenario)
    for operation in OPERATIONS
    for language in SHIPPED
    for scenario in Scenario
    if scenario is not Scenario.UNKNOWN_ID
}


@pytest.mark.parametrize("case", drawn(CASES, 6, lambda case: case[1]))
def test_its_snippets_hold(context: smoke.SmokeContext, case: str) -> None:
    operation, language, scenario = CASES[case]
    item = item_of(context, operation, language)
    assert scenario in smoke.scenarios(context, item)
    assert smoke.run_scenario(context, item, scenario, context.project.root / item.path).reasons == ()


def test_a_snippet_with_one_fault_does_not_hold(context: smoke.SmokeContext, tmp_path: Path) -> None:
    item = item_of(context, "add_film", "curl")
    text = (context.project.root / item.path).read_text(encoding="utf-8")
    changed = text.replace('"genre"', '"gener"')
    assert changed != text
    file = tmp_path / Path(item.path).name
    file.write_text(changed, encoding="utf-8")
    reasons = smoke.run_scenario(context, item, Scenario.SUCCESS, file).reasons
    assert any("sent 'body.gener', which" in found for found in reasons), reasons
