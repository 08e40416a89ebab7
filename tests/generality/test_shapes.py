"""A request of every shape is run for real in every language, and all languages send the same message."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project
from sixfold.definition import descriptor
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.wire.message import from_json, same
from tests.support.drawing import drawn
from tests.support.projects import ROOT, Make
from tests.support.runtimes import need

PAGE = Path(__file__).with_name("shapes.yaml").read_text(encoding="utf-8")
OPERATIONS = [line.split()[-1] for line in PAGE.splitlines() if line.startswith("  - id:")]
LANGUAGES = [language.name for language in project.load_base(ROOT).languages]


@pytest.fixture(scope="module")
def context(make_project: Make) -> smoke.SmokeContext:
    return smoke.SmokeContext.of(make_project({"shapes/shapes.yaml": PAGE}))


CASES = {f"{operation}-{language}": (operation, language) for operation in OPERATIONS for language in LANGUAGES}
DRAWN = drawn(CASES, 4, lambda case: case[1])


@pytest.mark.parametrize(("operation", "language"), DRAWN.values(), ids=DRAWN)
def test_it_sends_what_the_spec_says(context: smoke.SmokeContext, operation: str, language: str) -> None:
    (item,) = (
        found
        for found in context.project.snippets
        if (found.key.operation, found.language.name) == (operation, language)
    )
    need(item.form)
    file = context.project.root / item.path
    done = smoke.run_scenario(context, item, Scenario.SUCCESS, file)
    assert done.reasons == ()
    expected = context.project.entry(item.key).request.expected()
    assert same(from_json(done.request, descriptor(context.project.entry(item.key).request.method.request)), expected)
