"""An API that an OpenAPI document describes goes the whole way: begun, generated, run in each situation, and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.sandbox import seed
from sixfold.snippet import Snippet
from sixfold.starter import Wish
from tests.support.begun import begun, runnable
from tests.support.drawing import drawn
from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED

EXAMPLE = ROOT / "examples/cinema"
DELETES = ("remove_film", "remove_several_films")
OPERATIONS = ("list_films", "add_film", "get_film", *DELETES, "change_seats")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return the example in all languages that ship, with its own specs."""
    root = tmp_path_factory.mktemp("cinema")
    begun(root, Wish(None, tuple(SHIPPED), openapi=EXAMPLE / "definition/cinema.yaml"), EXAMPLE / "specs")
    return runnable(root)


def item_of(context: smoke.SmokeContext, operation: str, language: str) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    return found


def test_the_examples_specs_document_every_operation_of_it(context: smoke.SmokeContext) -> None:
    assert sorted(entry.operation.id for entry in context.project.entries) == sorted(OPERATIONS)
    assert {entry.request.method.full_name for entry in context.project.entries} == set(
        context.project.definition.methods
    )


@pytest.mark.parametrize(("operation", "gone"), [("remove_film", 1), ("remove_several_films", 2)])
def test_a_delete_takes_from_the_sandbox_what_it_names_and_leaves_the_others(
    context: smoke.SmokeContext, operation: str, gone: int
) -> None:
    entry = context.project.entry(item_of(context, operation, "curl").key)
    seeded = seed(context.behaviour, entry.request.method.full_name, entry.request.expected())
    assert len(seeded.named) == gone
    assert len(seeded.resources) > gone


CASES: dict[object, tuple[str, str, Scenario]] = {
    f"{operation}-{language}-{scenario.value}": (operation, language, scenario)
    for operation in OPERATIONS
    for language in SHIPPED
    for scenario in Scenario
    if scenario is not Scenario.UNKNOWN_ID or operation in DELETES
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


def test_a_page_says_where_each_field_goes_and_what_it_is_called_there(context: smoke.SmokeContext) -> None:
    entries = {entry.operation.id: entry for entry in context.project.entries}
    listed, removed = (
        {row.name: (row.location.value, row.name_there, row.required) for row in entries[name].fields}
        for name in ("list_films", "remove_film")
    )
    assert listed["page_size"] == ("query", "page-size", True)
    assert listed["genre"] == ("query", "", False)
    assert removed["film_id"] == ("path", "film-id", True)
    assert removed["If_Match"] == ("header", "If-Match", False)
