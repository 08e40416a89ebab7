"""Every published snippet is run where all goes well, and in a drawn part of the other situations: a test each."""

from __future__ import annotations

from functools import cache

import pytest
import yaml
from google.protobuf import json_format

from sixfold.places import OUTPUTS as OUTPUTS_FILE
from sixfold.results.facts import RuntimeFacts
from sixfold.results.model import Result, Verdict
from sixfold.runner import smoke
from sixfold.runner.ready import ready
from sixfold.runner.scenario import Scenario
from sixfold.snippet import Snippet
from sixfold.transcript import read_outputs
from tests.support.drawing import drawn
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

STAGE = smoke.SmokeContext.of(repository())
OUTPUTS = read_outputs(ROOT / OUTPUTS_FILE)
PUBLISHED = STAGE.project.snippets
FAILING = drawn(
    {(item.key, found): item for item in PUBLISHED for found in smoke.scenarios(STAGE, item) if found.fails},
    16,
    lambda item: item.form.name,
)
"""Which snippets are run in which failures here: some of each form's."""
FORMS = {item.form.name: item.form for item in PUBLISHED}


def test_the_number_of_snippets_is_operations_times_languages() -> None:
    pages = (path for path in (ROOT / "specs").rglob("*/*.yaml"))
    operations = sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))["operations"]) for path in pages)
    assert len(PUBLISHED) == len({item.path for item in PUBLISHED}) == operations * len(STAGE.project.languages)
    assert all((ROOT / item.path).is_file() for item in PUBLISHED)


def test_every_delete_of_the_api_is_among_them() -> None:
    deletes = {
        name
        for name, method in STAGE.project.definition.methods.items()
        if method.name.startswith("Delete") and any(rule.verb == "DELETE" for rule in method.rules)
    }
    assert deletes
    assert deletes <= {STAGE.project.entry(item.key).request.method.full_name for item in PUBLISHED}


@pytest.mark.parametrize("item", PUBLISHED, ids=lambda item: f"{item.key.operation}-{item.language.name}")
def test_it_holds(item: Snippet) -> None:
    need(item.language)
    known = smoke.scenarios(STAGE, item)
    # `make verify` runs every snippet in all of them, and the site shows what came of it, with its day.
    among = {Scenario.SUCCESS, *(found for found in known if (item.key, found) in FAILING)}
    result = smoke.run_snippet(STAGE, item, among=among)
    assert result.verdict in (Verdict.HELD, Verdict.EXPECTED_FAILURE), "\n".join(result.reasons)
    assert result.scenarios == tuple(found.value for found in known if found in among)
    # A delete names what has to be there; a call that names nothing knows no unknown id.
    assert len(known) == 5 or (len(known) == 4 and STAGE.project.entry(item.key).request.rule.verb != "DELETE")
    if result.verdict is Verdict.HELD:
        # All languages of an operation equal its one request, and so each other.
        expected = STAGE.project.entry(item.key).request.expected()
        assert result.message is not None
        assert json_format.ParseDict(result.message, type(expected)()) == expected
    assert_recorded(item, result)


@cache
def facts_of(form: str) -> RuntimeFacts:
    return ready(ROOT, [FORMS[form]]).facts[form]


def assert_recorded(item: Snippet, result: Result) -> None:
    """Compare what a run printed with what the pages say it prints: byte for byte, where the same runtime ran it.

    Another one may word its own errors in another way; what the API answered, and how the snippet ended, is the same.
    """
    assert OUTPUTS is not None
    recorded = OUTPUTS.outputs[item.key]
    facts = facts_of(item.form.name)
    is_same = OUTPUTS.versions[item.form.name] == (facts.client, facts.runtime)
    assert (recorded.files, recorded.ran_as) == (result.files, item.form.name)
    for name, found in result.transcripts.items():
        known = recorded.transcripts[name]
        assert (found.exit_code, found.answer) == (known.exit_code, known.answer), name
        # How a connection that was closed is told, the libraries below a client leave to chance.
        if is_same and name != Scenario.DISCONNECT.value:
            assert (found.stdout, found.stderr) == (known.stdout, known.stderr), name
